"""One article in front of a person or a program, from the dataset or from its page."""

import io
import json
from pathlib import Path

import pytest
from rich.console import Console

from flows.command import answer
from flows.command.article import article
from flows.command.exits import Exit
from flows.command.safe import printable
from flows.plain import run_plain
from flows.run import Run
from pipeline.tables import ARTICLES, CAPTURES, SECTION_TABLES
from tests.flows.pages import CHALLENGE, write_articles
from tests.invented.__main__ import write_answers
from tests.invented.invent import invent


@pytest.fixture
def page(tmp_path: Path) -> Path:
    return next(write_articles(tmp_path / "raw", 1).glob("*.html"))


@pytest.fixture
def output(page: Path, tmp_path: Path) -> Path:
    """A dataset of that page."""
    run_plain(Run(raw=page.parent, output=tmp_path / "output", workers=1))
    return tmp_path / "output"


def _shown(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    assert answer(["show", *words]) is Exit.FINE
    return capsys.readouterr().out


def test_an_article_is_found_by_pmid_article_id_and_doi(output: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pmid = invent(1).pmid
    by_pmid = _shown(capsys, str(pmid), "--output", str(output))
    doi = json.loads(_shown(capsys, str(pmid), "--json", "--output", str(output)))["articles"][0]["doi"]

    assert f"PMID {pmid}" in by_pmid
    for name in (f"pmid:{pmid}", doi, f"https://doi.org/{doi}", f"doi:{doi}"):
        assert _shown(capsys, name, "--output", str(output)) == by_pmid


def test_a_page_shows_what_the_dataset_shows(output: Path, page: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from_dataset = _shown(capsys, str(invent(1).pmid), "--output", str(output))

    assert _shown(capsys, str(page)) == from_dataset


@pytest.fixture
def answers(tmp_path: Path) -> Path:
    """What an article's script fetches, in the folders of a mirror's sidecar."""
    write_answers(tmp_path / "answers", range(2, 3))
    return tmp_path / "answers"


@pytest.mark.parametrize(
    ("kind", "table"), [("references", "references"), ("long-authors", "affiliations"), ("similar", "related_articles")]
)
def test_a_fragment_shows_whose_it_is_and_its_rows(
    answers: Path, kind: str, table: str, capsys: pytest.CaptureFixture[str]
) -> None:
    file = str(answers / f"{invent(2).pmid}-{kind}.html")
    rows = json.loads(_shown(capsys, file, "--json"))
    shown = " ".join(_shown(capsys, file).split())

    assert f"Part of the article with PMID {invent(2).pmid}" in shown
    assert rows[table]
    assert all(" ".join(printable(row["text"]).split()) in shown for row in rows[table])


def test_json_of_a_fragment_holds_every_table_and_no_article(answers: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = json.loads(_shown(capsys, str(answers / f"{invent(2).pmid}-references.html"), "--json"))

    assert {ARTICLES.name, CAPTURES.name, *(table.name for table in SECTION_TABLES)} <= set(rows)
    assert (rows["articles"], rows["documents"]) == ([], [])
    assert [(row["pmid"], row["layout"]) for row in rows["captures"]] == [(invent(2).pmid, "references-fragment")]


def test_json_holds_every_table(page: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shown = json.loads(_shown(capsys, str(page), "--json"))

    assert {ARTICLES.name, CAPTURES.name, *(table.name for table in SECTION_TABLES)} <= set(shown)
    assert shown["articles"][0]["pmid"] == invent(1).pmid


def test_a_page_that_is_no_article_says_why_and_ends_with_3(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "page.html").write_text(CHALLENGE)

    assert answer(["show", str(tmp_path / "page.html")]) is Exit.NOTHING
    assert "no article (challenge)" in capsys.readouterr().err


@pytest.mark.parametrize("what", ["1", "10.1234/none", "nowhere.html"])
def test_what_is_not_there_ends_with_3(output: Path, what: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert answer(["show", what, "--output", str(output)]) is Exit.NOTHING
    assert what in capsys.readouterr().err


def test_without_a_dataset_the_way_to_one_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert answer(["show", "1", "--output", str(tmp_path)]) is Exit.NOTHING
    assert "pubmed-etl run" in capsys.readouterr().err


def test_text_of_a_page_cannot_command_the_terminal(page: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = json.loads(_shown(capsys, str(page), "--json"))
    rows["articles"][0]["title"] = "A \x1b]0;title\x07 [bold]title[/bold] \u202etxt"
    out = io.StringIO()

    Console(file=out, force_terminal=False, width=100).print(article(rows))

    assert "A ]0;title [bold]title[/bold] txt" in out.getvalue()


def test_printable_keeps_letters_of_every_script() -> None:
    assert printable("naïve 漢字 עברית α–β\n\tend") == "naïve 漢字 עברית α–β\n\tend"
