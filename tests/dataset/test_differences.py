"""What differs between two snapshots, by article and column."""

from datetime import timedelta
from pathlib import Path

import pytest

from pipeline.dataset import Change, Difference, PublishSettings, RowDifference, Some, forget, pinned
from pipeline.dataset.reading.article_differences import article_differences
from pipeline.dataset.reading.differences import differences
from pipeline.errors import ArticleNotFound
from tests.dataset.pages import NOON, SETTINGS, Page, given, published

_TOMORROW = NOON + timedelta(days=1)
_NARROW = PublishSettings(articles_per_range=2, smallest_base=1)
_FIRST = [Page(uri=str(pmid), pmid=pmid) for pmid in range(1, 9)]
_SECOND = [
    Page(uri="2", pmid=2, body="newer", shows="Another title", captured_at=_TOMORROW),
    Page(uri="3", pmid=3, body="newer", references=5, captured_at=_TOMORROW),
    Page(uri="4", pmid=4, captured_at=_TOMORROW),
    Page(uri="20", pmid=20, references=9),
]
_PROVENANCE = {"capture_id", "captured_at"}


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two changed, one captured anew, one added, one gone."""
    output = tmp_path_factory.mktemp("differences") / "output"
    given(output, _FIRST, settings=_NARROW)
    given(output, _SECOND, settings=_NARROW)
    forget(output, ["8"], SETTINGS, NOON)
    return output


def _between(output: Path, old: str, new: str, examples: int = 3) -> Difference:
    with pinned(output, old) as before, pinned(output, new) as after:
        return differences(before, after, examples)


def _article(output: Path, name: str) -> tuple[RowDifference, ...]:
    with pinned(output, "1") as before, pinned(output) as after:
        return article_differences(before, after, name)


def test_articles_that_came_went_and_changed_are_counted_and_named(output: Path) -> None:
    found = _between(output, "1", "3")

    assert found.articles_added == Some(number=1, examples=("pmid:20",))
    assert found.articles_removed == Some(number=1, examples=("pmid:8",))
    assert found.articles_changed == Some(number=3, examples=("pmid:2", "pmid:3", "pmid:4"))


def test_the_other_way_round_what_came_went(output: Path) -> None:
    there, back = _between(output, "1", "3"), _between(output, "3", "1")

    assert (back.articles_added, back.articles_removed) == (there.articles_removed, there.articles_added)
    assert back.articles_changed == there.articles_changed


def test_every_column_says_in_how_many_articles_it_changed(output: Path) -> None:
    articles = _between(output, "1", "3").tables["articles"]

    assert articles.articles == 3
    assert {name: some.number for name, some in articles.columns.items()} == {
        "title": 1,
        "reference_count": 1,
        "references_listed": 1,
        "capture_id": 2,
        "captured_at": 3,
    }
    assert articles.columns["title"].examples == ("pmid:2",)


def test_rows_of_articles_that_came_or_went_are_not_counted_as_changes(output: Path) -> None:
    references = _between(output, "1", "3").tables["references"]

    assert (references.rows_added, references.rows_removed) == (3, 0)
    assert (references.articles, references.rows_changed) == (2, 2)


def test_tables_without_a_difference_are_left_out(output: Path) -> None:
    assert set(_between(output, "1", "3").tables) == {
        "articles",
        "authors",
        "abstract_sections",
        "references",
        "documents",
    }


def test_pages_that_came_went_and_changed_are_counted(output: Path) -> None:
    assert _between(output, "1", "3").pages == {"added": 3, "removed": 1, "changed": 3}


def test_a_snapshot_does_not_differ_from_itself(output: Path) -> None:
    found = _between(output, "3", "3")

    nobody = Some(number=0, examples=())
    assert (found.articles_added, found.articles_removed, found.articles_changed) == (nobody, nobody, nobody)
    assert (found.tables, set(found.pages.values())) == ({}, {0})


def test_no_more_articles_are_named_than_were_asked_for(output: Path) -> None:
    found = _between(output, "1", "3", examples=1)

    assert found.articles_changed == Some(number=3, examples=("pmid:2",))
    assert found.tables["articles"].columns["captured_at"] == Some(number=3, examples=("pmid:2",))


def test_files_that_both_snapshots_have_are_not_opened(tmp_path: Path) -> None:
    output = tmp_path / "output"
    given(output, _FIRST, settings=_NARROW)
    published(output, _SECOND[:1], settings=_NARROW)
    with pinned(output, "1") as before, pinned(output) as after:
        shared = set(before.manifest.files) & set(after.manifest.files)
        assert any(file.table == "articles" for file in shared)
        for file in shared:
            before.path_of(file).unlink()
            after.path_of(file).unlink()

        assert differences(before, after).articles_changed.examples == ("pmid:2",)


def test_an_article_shows_its_values_before_and_after(output: Path) -> None:
    rows = {(row.table, *row.key.values()): row for row in _article(output, "2")}

    title = rows["articles",]
    assert title.change is Change.CHANGED
    assert (title.before["title"], title.after["title"]) == ("A title", "Another title")
    assert set(title.before) - _PROVENANCE == {"title"}
    assert rows["references", 2].after == {"text": "Another title 2"}


def test_an_article_shows_rows_that_came(output: Path) -> None:
    came = [row for row in _article(output, "3") if row.table == "references" and row.change is Change.ADDED]

    assert [row.key for row in came] == [{"position": 3}, {"position": 4}, {"position": 5}]
    assert all(row.before == {} and row.after["text"] for row in came)


def test_of_an_article_that_went_all_rows_went(output: Path) -> None:
    rows = _article(output, "pmid:8")

    assert {row.change for row in rows} == {Change.REMOVED}
    assert {row.table for row in rows} >= {"articles", "authors", "references", "captures"}


def test_an_article_that_stayed_the_same_has_no_difference(output: Path) -> None:
    assert _article(output, "5") == ()


def test_an_article_of_neither_snapshot_is_no_article(output: Path) -> None:
    with pytest.raises(ArticleNotFound, match="neither snapshot 1 nor snapshot 3"):
        _article(output, "99")
