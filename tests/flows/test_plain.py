"""A whole run without Prefect: what is counted, what is said, and what the next run does."""

from pathlib import Path

import pyarrow.dataset as ds
import pytest

from flows.command import answer
from flows.command.exits import Exit
from flows.plain import run_plain
from flows.run import Run
from pipeline.dataset import Published, Unchanged
from tests.flows.pages import CHALLENGE, here, write_articles


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    """Three articles, a page that is none, and a file that is no page."""
    folder = write_articles(tmp_path / "raw", 3)
    (folder / "challenge.html").write_text(CHALLENGE)
    (folder / "notes.pdf").write_bytes(b"%PDF")
    return folder


@pytest.fixture
def run(raw: Path, tmp_path: Path) -> Run:
    return Run(raw=raw, output=tmp_path / "output", workers=2)


def test_every_page_is_counted_once(run: Run) -> None:
    report = run_plain(run)

    assert report.pages == 4
    assert report.publication.counts.statuses == {"parsed": 3, "rejected": 1}
    assert report.publication.counts.reasons == {"challenge": 1}
    assert report.ignored == {".pdf": 1}


def test_the_output_is_a_dataset_with_a_row_a_page(run: Run) -> None:
    run_plain(run)

    assert ds.dataset(here(run.output) / "captures").count_rows() == 4
    assert ds.dataset(here(run.output) / "articles").count_rows() == 3


def test_nothing_staged_is_left_behind(run: Run) -> None:
    run_plain(run)

    assert not (here(run.output) / "_work").exists()


def test_a_second_run_over_the_same_pages_changes_nothing(run: Run) -> None:
    first = run_plain(run)

    second = run_plain(run)

    assert isinstance(first.publication, Published)
    assert isinstance(second.publication, Unchanged)
    assert second.publication.snapshot == first.publication.snapshot


def test_the_summary_tells_what_came_in_and_where_it_ended(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    code = answer(["run", "--runner", "plain", "--raw", str(run.raw), "--output", str(run.output)])

    said = capsys.readouterr()
    assert code is Exit.FINE
    for words in (
        "4 pages in 4 files",
        "3  parsed",
        "1  challenge",
        "3  articles",
        "1  .pdf",
        str(run.output),
        "show 9",
    ):
        assert words in said.out
    for phase in ("Listing the input", "Reading pages: 4 pages", "Publishing"):
        assert phase in said.err
