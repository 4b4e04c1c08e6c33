"""What somebody wants forgotten goes, and stays out for as long as it has the same bytes."""

from datetime import timedelta
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from pipeline.dataset import Basis, Published, Unchanged, current_snapshot, find_article, forget
from pipeline.errors import ArticleNotFound, DatasetMissing, PageNotFound
from pipeline.outcome import Layout, Reason
from tests.dataset.pages import NOON, SETTINGS, Page, copied, given, published

_BEST = Page(uri="one.html", pmid=1, shows="Best")
_SECOND = Page(uri="one.txt", pmid=1, shows="Second", layout=Layout.FLAT_TEXT)
_PAGES = [
    _BEST,
    _SECOND,
    Page(uri="two.html", pmid=2),
    Page(uri="pages.zip!/three.html", pmid=3),
    Page(uri="pages.zip!/four.html#2", pmid=4, doi="10.1/four"),
    Page(uri="no.html", reason=Reason.CHALLENGE),
    Page(uri="list.txt", pmid=2, layout=Layout.REFERENCES_FRAGMENT, references=4),
]


@pytest.fixture(scope="module")
def nightly(tmp_path_factory: pytest.TempPathFactory) -> Path:
    output = tmp_path_factory.mktemp("nightly") / "output"
    given(output, _PAGES)
    return output


@pytest.fixture
def output(nightly: Path, tmp_path: Path) -> Path:
    return copied(nightly, tmp_path / "output")


def _addresses(output: Path) -> list[str]:
    return sorted(str(uri) for uri in pq.read_table(output / "captures")["source_uri"].to_pylist())


def _title(output: Path, pmid: int) -> object:
    return find_article(output, pmid)["articles"][0]["title"]


@pytest.mark.parametrize(
    ("name", "gone"),
    [
        ("two.html", {"two.html"}),
        ("no.html", {"no.html"}),
        ("pages.zip!/three.html", {"pages.zip!/three.html"}),
        ("pages.zip", {"pages.zip!/three.html", "pages.zip!/four.html#2"}),
        ("1", {"one.html", "one.txt"}),
        ("pmid:2", {"two.html", "list.txt"}),
        ("10.1/four", {"pages.zip!/four.html#2"}),
    ],
)
def test_a_page_is_named_by_its_address_its_file_or_its_article(output: Path, name: str, gone: set[str]) -> None:
    forgotten = forget(output, [name], SETTINGS, NOON)

    assert {page.source_uri for page in forgotten.pages} == gone
    assert _addresses(output) == sorted({page.uri for page in _PAGES} - gone)


def test_an_article_without_pages_is_no_article(output: Path) -> None:
    forget(output, ["1"], SETTINGS, NOON)

    with pytest.raises(ArticleNotFound):
        find_article(output, 1)


@pytest.mark.parametrize("name", ["three.html", "9", "pages", "10.1/none", ""])
def test_a_name_of_nothing_forgets_nothing(output: Path, name: str) -> None:
    with pytest.raises(PageNotFound, match=f"no page of {name}.*[Nn]othing was forgotten"):
        forget(output, ["two.html", name], SETTINGS, NOON)

    assert current_snapshot(output).number == 1


def test_a_page_of_another_article_at_the_same_address_stays(output: Path) -> None:
    published(output, [Page(uri="two.html", pmid=7, body="saved over the other")])

    forget(output, ["2"], SETTINGS, NOON)

    assert _title(output, 7) == "A title"


def test_the_next_best_page_wins_where_its_rows_are_read_again(output: Path) -> None:
    forgotten = forget(output, ["one.html"], SETTINGS, NOON)
    assert forgotten.owed == 1

    published(output, [_SECOND])

    assert _title(output, 1) == "Second"
    assert current_snapshot(output).manifest.counts.warnings == {}


@pytest.mark.parametrize("basis", [Basis.CURRENT, Basis.REFRESHED])
def test_a_forgotten_page_that_is_read_again_stays_out(output: Path, basis: Basis) -> None:
    forget(output, ["two.html"], SETTINGS, NOON)

    published(output, _PAGES, basis=basis, at=NOON + timedelta(days=1))

    assert "two.html" not in _addresses(output)
    with pytest.raises(ArticleNotFound):
        find_article(output, 2)


def test_what_is_read_again_of_forgotten_pages_alone_changes_nothing(output: Path) -> None:
    forget(output, ["two.html"], SETTINGS, NOON)

    assert isinstance(published(output, [_PAGES[2]], at=NOON + timedelta(days=1)), Unchanged)


def test_other_forgettings_do_not_bring_it_back(output: Path) -> None:
    forget(output, ["two.html"], SETTINGS, NOON)
    forget(output, ["no.html"], SETTINGS, NOON)

    published(output, _PAGES, at=NOON + timedelta(days=1))

    assert not {"two.html", "no.html"} & set(_addresses(output))


def test_other_bytes_at_a_forgotten_address_are_read(output: Path) -> None:
    forget(output, ["two.html"], SETTINGS, NOON)

    published(output, [Page(uri="two.html", pmid=2, body="other bytes", shows="Anew")])

    assert _title(output, 2) == "Anew"


def test_the_same_bytes_at_another_address_are_read(output: Path) -> None:
    forget(output, ["two.html"], SETTINGS, NOON)

    published(output, [Page(uri="another.html", pmid=2, body="two.html")])

    assert _title(output, 2) == "A title"


def test_only_a_dataset_from_nothing_has_it_again(output: Path) -> None:
    forget(output, ["two.html"], SETTINGS, NOON)

    published(output, _PAGES, basis=Basis.NOTHING)

    assert "two.html" in _addresses(output)


def test_the_snapshot_tells_what_went(output: Path) -> None:
    publication = forget(output, ["two.html", "no.html"], SETTINGS, NOON).publication

    assert isinstance(publication, Published)
    assert (publication.changes.captures_removed, publication.changes.articles_removed) == (2, 1)


def test_where_nothing_is_published_there_is_nothing_to_forget(tmp_path: Path) -> None:
    with pytest.raises(DatasetMissing):
        forget(tmp_path / "output", ["two.html"], SETTINGS, NOON)
