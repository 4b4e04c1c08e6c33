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


def _answered(run: Run, capsys: pytest.CaptureFixture[str]) -> tuple[str, str]:
    capsys.readouterr()
    assert answer(["run", "--runner", "plain", "--raw", str(run.raw), "--output", str(run.output)]) is Exit.FINE
    said = capsys.readouterr()
    return said.out, said.err


def test_a_run_that_had_nothing_to_read_says_so_and_little_else(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    run_plain(run)

    out, err = _answered(run, capsys)

    assert out.startswith("Nothing changed: 4 files were read before.\n\nThe dataset in ")
    assert "is unchanged (00000001)" in out
    assert err == "Listing the input …\n"


def test_a_run_that_had_nothing_to_read_says_what_is_gone(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    run_plain(run)
    (here(run.raw) / "challenge.html").unlink()

    out, _ = _answered(run, capsys)

    assert out.startswith(
        "Nothing changed: 3 files were read before.\n1 file of earlier runs is gone; what they showed stays.\n"
    )


def test_a_later_run_says_which_files_it_read_and_which_articles_changed(
    run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    run_plain(run)
    raw = here(run.raw)
    write_articles(raw, 4)
    (raw / "challenge.html").unlink()

    out, _ = _answered(run, capsys)

    files = out.partition("Files\n")[2].partition("\n\n")[0].splitlines()
    assert [line.split()[:2] for line in files] == [["1", "new:"], ["3", "changed:"], ["1", "gone:"]]
    assert "Articles that this run changed\n           1  added" in out


def test_pages_that_change_nothing_are_not_said_to_be_published(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    (here(run.raw) / "broken.html.gz").write_bytes(b"no gzip")
    run_plain(run)

    out, _ = _answered(run, capsys)

    headline = out.splitlines()[0]
    assert headline.startswith("1 page in 1 file, read in ")
    assert headline.endswith("; that changed nothing")
    assert "1  unread: could not be read the last time" in out
