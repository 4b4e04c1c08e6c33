"""Which files of an article's tables a run writes: as few as the change asks for, and no article in two of them."""

import dataclasses
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

from pipeline.dataset import Unchanged, current_snapshot
from pipeline.dataset.snapshot.manifest import Manifest
from pipeline.dataset.snapshot.ranges import Layer
from pipeline.dataset.snapshot.stored import COVERAGE
from pipeline.outcome import Layout
from pipeline.tables import ARTICLES, REFERENCES
from tests.dataset.pages import NOON, SETTINGS, Page, given, published
from tests.flows.pages import here

_ADDING = dataclasses.replace(SETTINGS, smallest_base=4, additions_share=0.5)
"""Half of a base may be added to it, where it has four articles."""
_CUTTING = dataclasses.replace(_ADDING, articles_per_range=2)
_FOUR = [Page(uri=f"{pmid}.html", pmid=pmid) for pmid in (10, 20, 30, 40)]
_LATER = NOON + timedelta(days=1)


def _manifest(output: Path) -> Manifest:
    return current_snapshot(output).manifest


def _publish(output: Path, *pages: Page, cutting: bool = False) -> tuple[Manifest, set[str]]:
    """What is published with these pages, and which of its files are new."""
    before = {file.path for file in _manifest(output).files}
    published(output, pages, settings=_CUTTING if cutting else _ADDING, at=_LATER)
    after = _manifest(output)
    return after, {file.path for file in after.files} - before


def _tables(paths: set[str]) -> set[str]:
    """Those with new files; what is remembered of runs is news with each of them."""
    return {path.rpartition("/")[0] for path in paths} - {COVERAGE.name}


def _layers(manifest: Manifest) -> Sequence[tuple[int, int]]:
    return [(one.base, one.additions) for one in manifest.ranges]


def _pmids(output: Path) -> list[int]:
    return [pmid for pmid in current_snapshot(output).open(ARTICLES).to_table()["pmid"].to_pylist() if pmid is not None]


def test_few_new_articles_are_added_beside_a_base_that_stays(tmp_path: Path) -> None:
    output = tmp_path / "output"
    given(output, _FOUR, settings=_ADDING)

    after, written = _publish(output, Page(uri="25.html", pmid=25))

    assert _layers(after) == [(4, 1)]
    assert {file.path for file in after.files_of(ARTICLES) if file.layer is Layer.BASE} & written == set()
    assert sorted(_pmids(output)) == [10, 20, 25, 30, 40]


def test_a_table_without_new_rows_gets_no_file_of_additions(tmp_path: Path) -> None:
    output = tmp_path / "output"
    given(output, _FOUR, settings=_ADDING)

    after, _ = _publish(output, Page(uri="25.html", pmid=25, references=0))

    assert [file.layer for file in after.files_of(ARTICLES)] == [Layer.BASE, Layer.ADDITIONS]
    assert [file.layer for file in after.files_of(REFERENCES)] == [Layer.BASE]


def test_further_additions_are_written_in_one_file_with_the_former_ones(tmp_path: Path) -> None:
    output = tmp_path / "output"
    given(output, _FOUR, settings=_ADDING)
    _publish(output, Page(uri="25.html", pmid=25))

    after, written = _publish(output, Page(uri="15.html", pmid=15))

    assert _layers(after) == [(4, 2)]
    assert [file.rows for file in after.files_of(ARTICLES)] == [4, 2]
    assert len([path for path in written if path.startswith("articles/")]) == 1


def test_additions_that_became_many_go_into_the_base(tmp_path: Path) -> None:
    output = tmp_path / "output"
    given(output, _FOUR, settings=_ADDING)
    _publish(output, Page(uri="25.html", pmid=25), Page(uri="15.html", pmid=15))

    after, _ = _publish(output, Page(uri="35.html", pmid=35))

    assert _layers(after) == [(7, 0)]
    assert _pmids(output) == [10, 15, 20, 25, 30, 35, 40]


def test_a_base_that_is_small_is_written_anew_for_one_article(tmp_path: Path) -> None:
    output = tmp_path / "output"
    given(output, _FOUR[:3], settings=_ADDING)

    after, _ = _publish(output, _FOUR[3])

    assert _layers(after) == [(4, 0)]


def test_an_article_of_the_base_that_changed_brings_the_additions_into_it(tmp_path: Path) -> None:
    output = tmp_path / "output"
    given(output, _FOUR, settings=_ADDING)
    _publish(output, Page(uri="25.html", pmid=25))

    after, _ = _publish(output, Page(uri="30.html", pmid=30, body="new", shows="Corrected", captured_at=_LATER))

    assert _layers(after) == [(5, 0)]
    assert _pmids(output) == [10, 20, 25, 30, 40]


def test_an_article_of_the_additions_that_changed_leaves_the_base_as_it_is(tmp_path: Path) -> None:
    output = tmp_path / "output"
    given(output, _FOUR, settings=_ADDING)
    _publish(output, Page(uri="25.html", pmid=25))

    after, written = _publish(output, Page(uri="25.html", pmid=25, body="new", shows="Corrected", captured_at=_LATER))

    assert _layers(after) == [(4, 1)]
    assert {file.path for file in after.files_of(ARTICLES) if file.layer is Layer.BASE} & written == set()
    titles = current_snapshot(output).open(ARTICLES).to_table()["title"].to_pylist()
    assert titles == [*["A title"] * 4, "Corrected"]


def test_a_page_that_was_saved_again_with_equal_records_is_news_to_articles_and_captures_alone(tmp_path: Path) -> None:
    output = tmp_path / "output"
    given(output, _FOUR, settings=_ADDING)

    after, written = _publish(output, dataclasses.replace(_FOUR[1], body="the same, anew", captured_at=_LATER))

    assert _tables(written) == {"articles", "captures"}
    assert _layers(after) == [(4, 0)]
    articles = current_snapshot(output).open(ARTICLES).to_table()
    assert articles["captured_at"].to_pylist() == [NOON, _LATER, NOON, NOON]


def test_of_a_page_saved_again_only_the_layer_of_its_article_is_written(tmp_path: Path) -> None:
    output = tmp_path / "output"
    given(output, _FOUR, settings=_ADDING)
    added = Page(uri="25.html", pmid=25)
    _publish(output, added)

    after, written = _publish(output, dataclasses.replace(added, body="the same, anew", captured_at=_LATER))

    assert _layers(after) == [(4, 1)]
    assert {file.layer for file in after.files if file.path in written and file.table == "articles"} == {
        Layer.ADDITIONS
    }


def test_a_loser_that_was_saved_again_is_news_to_captures_alone(tmp_path: Path) -> None:
    output = tmp_path / "output"
    published(output, [*_FOUR, Page(uri="poor.txt", pmid=10, layout=Layout.FLAT_TEXT)], settings=_ADDING)

    _, written = _publish(output, Page(uri="poor.txt", pmid=10, layout=Layout.FLAT_TEXT, body="anew"))

    assert _tables(written) == {"captures"}


def test_files_of_ranges_that_nothing_changes_in_stay(tmp_path: Path) -> None:
    output = tmp_path / "output"
    given(output, _FOUR, settings=_CUTTING)

    after, written = _publish(output, Page(uri="10.html", pmid=10, body="new", shows="New"), cutting=True)

    assert [(one.low, one.high) for one in after.ranges] == [(0, 30), (30, None)]
    assert {file.low for file in after.files if file.path in written and file.table == "articles"} == {0}


def test_a_file_that_stays_is_the_same_one_on_disk_in_both_snapshots(tmp_path: Path) -> None:
    output = tmp_path / "output"
    first = here(published(output, _FOUR, settings=_CUTTING).snapshot)

    after, written = _publish(output, Page(uri="10.html", pmid=10, body="new", shows="New"), cutting=True)

    staying = [file.path for file in after.files if file.path not in written]
    assert "articles" in _tables(set(staying))
    for path in staying:
        assert (first / path).stat().st_ino == (output / "current" / path).stat().st_ino


def test_an_unchanged_run_writes_no_file_and_no_snapshot(tmp_path: Path) -> None:
    output = tmp_path / "output"
    given(output, _FOUR, settings=_CUTTING)
    before = {path: path.stat().st_mtime_ns for path in (output / "_snapshots").rglob("*")}

    again = published(output, _FOUR, settings=_CUTTING, at=_LATER)

    assert isinstance(again, Unchanged)
    assert {path: path.stat().st_mtime_ns for path in (output / "_snapshots").rglob("*")} == before


def test_a_range_that_became_large_is_cut_between_its_articles(tmp_path: Path) -> None:
    output = tmp_path / "output"
    given(output, _FOUR[:3], settings=_CUTTING)

    after, _ = _publish(output, *(Page(uri=f"{pmid}.html", pmid=pmid) for pmid in (1, 2, 3)), cutting=True)

    assert [(one.low, one.high, one.articles) for one in after.ranges] == [(0, 3, 2), (3, 20, 2), (20, None, 2)]
    assert _pmids(output) == [1, 2, 3, 10, 20, 30]


def test_a_range_that_is_cut_is_cut_in_every_table(tmp_path: Path) -> None:
    output = tmp_path / "output"
    given(output, _FOUR[:3], settings=_CUTTING)

    after, _ = _publish(output, Page(uri="1.html", pmid=1), cutting=True)

    assert {tuple(file.low for file in after.files if file.table == name) for name in ("articles", "grants")} == {
        (0, 20)
    }


def test_articles_without_a_pmid_have_a_range_of_their_own_that_comes_and_goes(tmp_path: Path) -> None:
    output = tmp_path / "output"
    given(output, _FOUR, settings=_ADDING)
    nameless, _ = _publish(output, Page(uri="a.html", doi="10.1/a"))

    named, _ = _publish(output, Page(uri="b.html", doi="10.1/a", pmid=25))

    assert [(one.low, one.articles) for one in nameless.ranges] == [(0, 4), (None, 1)]
    assert [(one.low, one.articles) for one in named.ranges] == [(0, 5)]
    assert all(file.low is not None for file in named.files if file.table == "articles")


def test_the_manifest_counts_what_a_run_changed(tmp_path: Path) -> None:
    output = tmp_path / "output"
    given(output, _FOUR, settings=_ADDING)

    after, written = _publish(
        output,
        Page(uri="25.html", pmid=25),
        Page(uri="10.html", pmid=10, body="new", shows="Corrected", captured_at=_LATER),
    )

    told = after.changes
    assert (told.articles_added, told.articles_changed, told.articles_removed) == (1, 1, 0)
    assert (told.captures_added, told.captures_changed, told.captures_removed) == (2, 1, 0)
    assert told.files_written == len(written)
    assert told.files_kept == len(after.files) - len(written)
    assert told.bytes_written == sum(file.bytes for file in after.files if file.path in written)
