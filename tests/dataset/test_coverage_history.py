"""What a dataset remembers of the runs before: with the snapshot, in one step, and longer than the snapshots stay."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from pipeline.dataset import (
    Basis,
    Published,
    Unchanged,
    forget,
    history_of,
    home_of,
    local_home,
    runs_before,
    staged_coverage,
    staged_examples,
)
from pipeline.dataset.snapshot import past_runs
from pipeline.outcome import Layout, Reason
from pipeline.quality.figures import EVERY_LAYOUT, Figure, Measure, Sums
from pipeline.quality.history import PastRun
from pipeline.raw import Place
from tests.dataset.machines import Machine
from tests.dataset.pages import NOON, SETTINGS, Page, published, staged
from tests.stores import Bucket

MODERN = Layout.PUBMED_2020.value
DOI = Figure(MODERN, Measure.PAGES, "articles.doi")
READ = Figure(EVERY_LAYOUT, Measure.READ, "pages")


def _pages(first: int, count: int, **shown: object) -> list[Page]:
    return [Page(uri=f"{n:03d}", pmid=n, **shown) for n in range(first, first + count)]  # type: ignore[arg-type]  # its fields


def _runs(output: Place) -> list[PastRun]:
    return runs_before(home_of(output))


def test_a_published_run_is_remembered_with_its_figures(tmp_path: Path) -> None:
    run = published(tmp_path / "output", [*_pages(1, 3), *_pages(4, 1, doi="10.1/a")])

    (remembered,) = _runs(tmp_path / "output")

    assert (remembered.number, remembered.run_id) == (1, run.run_id)
    assert remembered.coverage[DOI] == Sums(4, 1)


def test_every_run_adds_its_own_figures_to_those_of_the_runs_before(tmp_path: Path) -> None:
    for first in (1, 11, 21):
        published(tmp_path / "output", _pages(first, first))

    assert [(run.number, run.coverage[READ].of) for run in _runs(tmp_path / "output")] == [(1, 1), (2, 11), (3, 21)]


def test_the_figures_of_shards_add_up(tmp_path: Path) -> None:
    published(tmp_path / "output", _pages(1, 2, doi="10.1/a"), _pages(3, 5))

    assert _runs(tmp_path / "output")[0].coverage[DOI].of == 7


def test_figures_stay_though_their_snapshot_goes(tmp_path: Path) -> None:
    for first in (1, 11, 21):
        published(tmp_path / "output", _pages(first, 1))

    history_of(tmp_path / "output").vacuum(replace(SETTINGS, keep_count=1, keep_age=timedelta()), NOON)

    assert len(list((tmp_path / "output" / "_snapshots").iterdir())) == 1
    assert [run.number for run in _runs(tmp_path / "output")] == [1, 2, 3]


def test_only_so_many_runs_are_remembered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(past_runs, "MOST_RUNS", 2)
    for first in (1, 11, 21):
        published(tmp_path / "output", _pages(first, 1))

    assert [run.number for run in _runs(tmp_path / "output")] == [2, 3]
    assert [run.number for run in runs_before(local_home(tmp_path / "output"), Basis.CURRENT, 1)] == [3]


def test_a_run_that_changes_nothing_publishes_nothing_for_its_figures_alone(tmp_path: Path) -> None:
    published(tmp_path / "output", _pages(1, 3))

    again = published(tmp_path / "output", _pages(1, 3))

    assert isinstance(again, Unchanged)
    assert len(_runs(tmp_path / "output")) == 1


def test_forgetting_pages_is_no_run_and_loses_none(tmp_path: Path) -> None:
    published(tmp_path / "output", _pages(1, 3))

    forgotten = forget(tmp_path / "output", ["001"], SETTINGS, NOON)

    assert isinstance(forgotten.publication, Published)
    assert [run.number for run in _runs(tmp_path / "output")] == [1]


def test_a_dataset_made_anew_from_nothing_remembers_nothing_else(tmp_path: Path) -> None:
    published(tmp_path / "output", _pages(1, 3))

    published(tmp_path / "output", _pages(1, 4), basis=Basis.NOTHING)

    assert [run.coverage[READ].of for run in _runs(tmp_path / "output")] == [4]


def test_accepted_figures_are_remembered_as_such_also_where_nothing_is_left_of_them(tmp_path: Path) -> None:
    gone = Figure(MODERN, Measure.KIND, "related_articles.relation: cited_by")

    published(tmp_path / "output", _pages(1, 3), accepted=frozenset({DOI, gone}))

    (run,) = _runs(tmp_path / "output")
    assert run.accepted == {DOI, gone}
    assert run.coverage[gone] == Sums(3, 0)


def test_figures_that_no_page_tells_are_remembered_too(tmp_path: Path) -> None:
    inputs = Figure(EVERY_LAYOUT, Measure.INPUTS, "files")

    published(tmp_path / "output", _pages(1, 3), beside=((inputs, Sums(9, 8)),))

    assert _runs(tmp_path / "output")[0].coverage[inputs] == Sums(9, 8)


def test_a_dataset_in_a_store_remembers_runs_from_any_machine(bucket: Bucket, tmp_path: Path) -> None:
    one, other = (Machine(bucket.raw / "set", tmp_path / name) for name in ("one", "other"))

    one.publish(*_pages(1, 2))
    other.publish(*_pages(11, 3))

    assert [run.coverage[READ].of for run in runs_before(one.home)] == [2, 3]


def test_what_is_staged_tells_its_figures_before_it_is_published(tmp_path: Path) -> None:
    work = staged(tmp_path / "work", _pages(1, 2), _pages(3, 1, doi="10.1/a"))

    assert staged_coverage(work)[DOI] == Sums(3, 1)


_SHOWN = [
    Page(uri="all", pmid=1, doi="10.1/a", references=9, similar=2, stated=50, shows="A long title", affiliations=1),
    Page(uri="few", pmid=2, references=1, similar=1, stated=2, shows="A"),
    Page(uri="none", pmid=3, references=0, authors=0, warnings=("truncated: in figures",), shows="A title"),
    Page(uri="text", pmid=4, layout=Layout.FLAT_TEXT, references=0),
    Page(uri="empty", reason=Reason.EMPTY),
]


@pytest.mark.parametrize(
    ("figure", "pages"),
    [
        (DOI, ("few", "none")),
        (Figure(MODERN, Measure.PAGES, "references"), ("none", "few")),
        (Figure(MODERN, Measure.NUMBER, "references"), ("none", "few")),
        (Figure(MODERN, Measure.NUMBER, "articles.reference_count"), ("none", "few")),
        (Figure(MODERN, Measure.ROWS, "references.pmcid"), ("all", "few")),
        (Figure(MODERN, Measure.ROWS, "authors.equal_contribution"), ("all", "few")),
        (Figure(MODERN, Measure.PAGES, "articles.keywords"), ("all", "few")),
        (Figure(MODERN, Measure.LENGTH, "articles.title"), ("few", "none")),
        (Figure(MODERN, Measure.KIND, "related_articles.relation: similar"), ("none", "few")),
        (Figure(MODERN, Measure.KIND, "affiliations.text: without its number"), ("few", "none")),
        (Figure(MODERN, Measure.WARNED, "truncated"), ("none",)),
        (Figure(EVERY_LAYOUT, Measure.REJECTED, "empty"), ("empty",)),
        (Figure(EVERY_LAYOUT, Measure.READ, "pages"), ("empty",)),
        (Figure(EVERY_LAYOUT, Measure.INPUTS, "files"), ()),
    ],
)
def test_the_pages_to_look_at_are_those_of_the_layout_that_show_least(
    figure: Figure, pages: tuple[str, ...], tmp_path: Path
) -> None:
    work = staged(tmp_path / "work", _SHOWN)

    assert staged_examples(work, figure, 2) == pages
