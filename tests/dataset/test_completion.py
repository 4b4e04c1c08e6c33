"""What a fragment adds to its article's page: before, with or after it, and only where it has more than the page."""

import dataclasses
import shutil
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from flows.plain import run_plain
from flows.run import Run
from pipeline.dataset import current_snapshot
from pipeline.outcome import Layout
from pipeline.tables import DOCUMENTS, RELATED_ARTICLES, SECTION_TABLES, Table
from tests.dataset.pages import NOON, Page, given, published
from tests.invented.answers import KINDS, folded_page, render_answers, unfolded
from tests.invented.article import Era
from tests.invented.html_2020 import render_html
from tests.invented.invent import invent

_PAGE = Page(uri="7.html", pmid=7, references=2, stated=5, authors=3, shows="Page")
_REFERENCES = Page(uri="7/references", pmid=7, layout=Layout.REFERENCES_FRAGMENT, references=5, shows="Fetched")
_AUTHORS = Page(uri="7/authors", pmid=7, layout=Layout.AUTHORS_FRAGMENT, authors=4, affiliations=2, shows="Fetched")
_RELATED = Page(uri="7/similar", pmid=7, layout=Layout.RELATED_FRAGMENT, similar=2, shows="Fetched")


def _texts(output: Path, table: str = "references", column: str = "text") -> list[str]:
    return [str(text) for text in pq.read_table(output / table)[column].to_pylist()]


def _from(shows: str, count: int) -> list[str]:
    return [f"{shows} {position}" for position in range(1, count + 1)]


def _article(output: Path) -> dict[str, object]:
    (row,) = pq.read_table(output / "articles").to_pylist()
    return dict(row)


def _statuses(output: Path) -> dict[str, str]:
    rows = pq.read_table(output / "captures").to_pylist()
    return {row["source_uri"]: row["status"] for row in rows}


_ARRIVALS = pytest.mark.parametrize(
    "nights",
    [
        pytest.param([[_PAGE, _REFERENCES]], id="with"),
        pytest.param([[_REFERENCES], [_PAGE]], id="before"),
        pytest.param([[_PAGE], [_REFERENCES]], id="after"),
    ],
)


@_ARRIVALS
def test_a_list_that_is_as_long_as_the_page_says_takes_the_place_of_the_page_s(
    tmp_path: Path, nights: Sequence[Sequence[Page]]
) -> None:
    output = tmp_path / "output"

    for night in nights:
        published(output, night)

    assert _texts(output) == _from("Fetched", 5)
    assert {name: _article(output)[name] for name in ("reference_count", "references_listed", "title")} == {
        "reference_count": 5,
        "references_listed": 5,
        "title": "Page",
    }
    assert _statuses(output) == {"7.html": "parsed", "7/references": "parsed"}


@_ARRIVALS
def test_a_fragment_of_an_article_that_is_there_says_nothing_of_a_missing_one(
    tmp_path: Path, nights: Sequence[Sequence[Page]]
) -> None:
    output = tmp_path / "output"

    for night in nights:
        published(output, night)

    assert pq.read_table(output / "captures")["warnings"].to_pylist() == [[], []]


def test_a_fragment_of_no_article_waits_for_it_and_says_so(tmp_path: Path) -> None:
    output = tmp_path / "output"

    published(output, [_REFERENCES])

    (capture,) = pq.read_table(output / "captures").to_pylist()
    assert (capture["status"], capture["warnings"]) == ("parsed", ["article-not-captured"])
    assert _texts(output) == []


def test_a_list_that_makes_up_the_number_follows_the_page_s(tmp_path: Path) -> None:
    output = tmp_path / "output"

    published(output, [_PAGE, dataclasses.replace(_REFERENCES, references=3)])

    assert _texts(output) == [*_from("Page", 2), *_from("Fetched", 3)]
    assert pq.read_table(output / "references")["position"].to_pylist() == [1, 2, 3, 4, 5]
    assert _article(output)["references_listed"] == 5


def test_a_list_that_is_no_longer_than_the_page_s_adds_nothing(tmp_path: Path) -> None:
    output = tmp_path / "output"

    published(output, [dataclasses.replace(_PAGE, stated=0), dataclasses.replace(_REFERENCES, references=2)])

    assert _texts(output) == _from("Page", 2)
    assert _statuses(output) == {"7.html": "parsed", "7/references": "superseded"}


def test_authors_come_with_their_affiliations(tmp_path: Path) -> None:
    output = tmp_path / "output"

    published(output, [dataclasses.replace(_PAGE, affiliations=5), _AUTHORS])

    assert _texts(output, "authors", "name") == ["Li Lei of Fetched"] * 4
    assert _texts(output, "affiliations") == ["Institute 1 of Fetched", "Institute 2 of Fetched"]
    assert _article(output)["author_count"] == 4


def test_names_that_the_page_shows_come_again_with_the_affiliations_that_they_point_to(tmp_path: Path) -> None:
    output = tmp_path / "output"

    published(output, [_PAGE, dataclasses.replace(_AUTHORS, authors=3)])

    assert _texts(output, "authors", "name") == ["Li Lei of Fetched"] * 3
    assert len(_texts(output, "affiliations")) == 2


@pytest.mark.parametrize(("on_page", "shown"), [(1, 1), (0, 2)])
def test_an_answer_with_fewer_names_leaves_the_authors_and_the_affiliations_that_they_point_to(
    tmp_path: Path, on_page: int, shown: int
) -> None:
    output = tmp_path / "output"

    published(output, [dataclasses.replace(_PAGE, affiliations=on_page), dataclasses.replace(_AUTHORS, authors=2)])

    assert _texts(output, "authors", "name") == ["Li Lei of Page"] * 3
    assert len(_texts(output, "affiliations")) == shown


def test_an_answer_that_holds_affiliations_alone_leaves_the_authors(tmp_path: Path) -> None:
    output = tmp_path / "output"

    published(output, [_PAGE, dataclasses.replace(_AUTHORS, authors=0)])

    assert _texts(output, "authors", "name") == ["Li Lei of Page"] * 3
    assert len(_texts(output, "affiliations")) == 2
    assert _article(output)["author_count"] == 3


def test_related_articles_come_where_the_page_has_none_of_that_kind(tmp_path: Path) -> None:
    output = tmp_path / "output"

    published(output, [_PAGE, _RELATED])

    assert _texts(output, "related_articles") == ["Like Fetched 1", "Like Fetched 2"]


def test_related_articles_of_the_page_stay(tmp_path: Path) -> None:
    output = tmp_path / "output"

    published(output, [dataclasses.replace(_PAGE, similar=1), _RELATED])

    assert _texts(output, "related_articles") == ["Like Page 1"]
    assert _statuses(output)["7/similar"] == "superseded"


def test_fragments_of_all_kinds_complete_one_article(tmp_path: Path) -> None:
    output = tmp_path / "output"
    for page in (_RELATED, _PAGE, _AUTHORS):
        given(output, [page])

    published(output, [_REFERENCES])

    assert (len(_texts(output)), len(_texts(output, "authors", "name"))) == (5, 4)
    assert (len(_texts(output, "affiliations")), len(_texts(output, "related_articles"))) == (2, 2)
    assert set(_statuses(output).values()) == {"parsed"}


def test_a_newer_fragment_takes_the_place_of_an_older_one(tmp_path: Path) -> None:
    output = tmp_path / "output"
    newer = dataclasses.replace(_REFERENCES, body="anew", shows="Newer", captured_at=NOON + timedelta(days=1))
    given(output, [_PAGE, _REFERENCES])

    published(output, [newer])

    assert _texts(output) == _from("Newer", 5)
    assert sorted(_texts(output, "captures", "status")) == ["parsed", "parsed", "superseded"]


def test_an_older_fragment_that_comes_later_changes_no_row(tmp_path: Path) -> None:
    output = tmp_path / "output"
    older = dataclasses.replace(_REFERENCES, uri="old", shows="Older", captured_at=NOON - timedelta(days=1))
    given(output, [_PAGE, _REFERENCES])

    published(output, [older])

    assert _texts(output) == _from("Fetched", 5)
    assert _statuses(output)["old"] == "superseded"


def test_an_article_whose_fragment_is_forgotten_shows_its_page_again(tmp_path: Path) -> None:
    output = tmp_path / "output"
    given(output, [_PAGE, _REFERENCES, _AUTHORS])
    completed = _texts(output, "documents")

    published(output, forgotten=("7/references", "7/authors"))

    assert _texts(output) == _from("Page", 2)
    assert _article(output)["author_count"] == 3
    assert _texts(output, "documents") == ["Page\n\nWe asked Page."] != completed
    assert list((output / "current").glob("_kept/*/*")) == []


def test_a_fragment_completes_the_page_that_came_to_win(tmp_path: Path) -> None:
    output = tmp_path / "output"
    given(output, [_PAGE, _REFERENCES])
    newer = dataclasses.replace(_PAGE, body="anew", shows="New page", captured_at=NOON + timedelta(days=1))

    published(output, [newer])

    assert _texts(output) == _from("Fetched", 5)
    assert _article(output)["title"] == "New page"
    assert _texts(output, "authors", "name") == ["Li Lei of New page"] * 3


def test_a_page_that_shows_all_by_itself_needs_its_fragment_no_longer(tmp_path: Path) -> None:
    output = tmp_path / "output"
    given(output, [_PAGE, _REFERENCES])

    published(output, [dataclasses.replace(_PAGE, body="anew", references=6, captured_at=NOON + timedelta(days=1))])

    assert _texts(output) == _from("Page", 6)
    assert _statuses(output)["7/references"] == "superseded"


def test_a_completed_article_that_another_run_does_not_touch_stays_as_it_is(tmp_path: Path) -> None:
    output = tmp_path / "output"
    given(output, [_PAGE, _REFERENCES])
    before = _texts(output, "documents")

    published(output, [Page(uri="8.html", pmid=8)])

    assert _texts(output)[:5] == _from("Fetched", 5)
    assert _texts(output, "documents")[:1] == before


_SEEDS = range(1, 25)


def _saved_folded(raw: Path) -> Path:
    """Pages without what their scripts fetch, and the answers in the folders of a crawler that mirrors."""
    for article in map(invent, _SEEDS):
        place = raw / f"pubmed.ncbi.nlm.nih.gov/{article.pmid}"
        place.mkdir(parents=True)
        (place / "index.html").write_text(folded_page(article))
        for kind, answer in render_answers(article, Era.MARCH_2026).items():
            (place / kind).mkdir()
            (place / kind / "index.html").write_text(answer)
    return raw


def _saved_whole(raw: Path, era: Era) -> Path:
    raw.mkdir()
    for article in map(invent, _SEEDS):
        (raw / f"{article.pmid}.html").write_text(render_html(unfolded(article), era))
    return raw


@pytest.fixture(scope="module")
def outputs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """`completed`: folded pages, and a night later their answers; and whole pages of each era, by its name."""
    folder = tmp_path_factory.mktemp("articles")
    folded, answers = _saved_folded(folder / "folded"), folder / "answers"
    for path in [path for path in folded.rglob("index.html") if path.parent.name in KINDS]:
        aside = answers / path.relative_to(folded)
        aside.parent.mkdir(parents=True)
        shutil.move(path, aside)
    for raw in (folded, answers):
        run_plain(Run(raw=raw, output=folder / "completed", workers=1))
    for era in Era:
        run_plain(Run(raw=_saved_whole(folder / f"pages-{era.value}", era), output=folder / era.value, workers=1))
    return folder


@pytest.mark.xdist_group("completed articles")
@pytest.mark.parametrize("table", [*SECTION_TABLES, DOCUMENTS], ids=lambda table: table.name)
def test_a_completed_article_has_the_rows_and_the_text_of_a_page_that_shows_everything(
    outputs: Path, table: Table
) -> None:
    """Similar and citing articles were on pages before their scripts fetched them."""
    era = Era.DECEMBER_2023 if table is RELATED_ARTICLES else Era.MARCH_2026

    completed, whole = (pq.read_table(outputs / name / table.name) for name in ("completed", era.value))

    assert completed.to_pylist() == whole.to_pylist()


@pytest.mark.xdist_group("completed articles")
def test_a_completed_article_counts_as_one_whose_page_shows_everything(outputs: Path) -> None:
    counted = ["pmid", "author_count", "reference_count", "references_listed"]

    completed, whole = (
        pq.read_table(outputs / name / "articles", columns=counted) for name in ("completed", Era.MARCH_2026.value)
    )

    assert completed.to_pylist() == whole.to_pylist()
    assert "article-not-captured" not in current_snapshot(outputs / "completed").manifest.counts.warnings
