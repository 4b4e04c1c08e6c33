"""Every run leaves a report, however it ends, and none fails because of it."""

import json
import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from flows import plain
from flows.command import answer
from flows.command.exits import Exit
from flows.errors import NothingToRead, ShardsFailed
from flows.notices import Asked, notice_of_failure
from flows.plain import run_plain
from flows.reporting import chronicle, filing, gathering, newest_report, report_of
from flows.run import Run, RunReport
from flows.steps import only_run
from pipeline.dataset import Basis, Published, Unchanged, forget
from pipeline.dataset.settings import PublishSettings
from pipeline.errors import DatasetBusy, DatasetError, PipelineError, SourceError
from pipeline.report.sums import sums
from pipeline.report.values import Report
from tests.flows.nights import page, pmid, said
from tests.flows.pages import CHALLENGE, here, write_articles
from tests.invented.article import Era
from tests.invented.html_2020 import render_html
from tests.invented.invent import invent

MARKUP = "<img src=x onerror=alert(1)>\"'&.html"
"""The name of a file, as an enemy of browsers would choose it."""


def _night(place: Path) -> Run:
    """Three articles, a page of none and a file that is no page."""
    raw = write_articles(place / "raw", 3)
    (raw / MARKUP).write_text(CHALLENGE)
    (raw / "notes.pdf").write_text("no page")
    return Run(raw=raw, output=place / "output", workers=1)


@pytest.fixture
def first(tmp_path: Path) -> Run:
    """A night that nobody has read."""
    return _night(tmp_path)


@pytest.fixture(scope="module")
def over(tmp_path_factory: pytest.TempPathFactory) -> tuple[Run, RunReport]:
    """The same when it is read, for tests that only look."""
    run = _night(tmp_path_factory.mktemp("night"))
    return run, run_plain(run)


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> list[Report]:
    """The reports that runs write meanwhile, as values."""
    reports: list[Report] = []
    write = filing.file_report

    def noted(output: Path, report: Report, html: str) -> filing.ReportFiles:
        reports.append(report)
        return write(output, report, html)

    monkeypatch.setattr(chronicle, "file_report", noted)
    return reports


def _write_another(run: Run) -> None:
    """A fourth article; the other files stay as they are."""
    text = render_html(invent(4), Era.DECEMBER_2023)
    (here(run.raw) / f"{pmid(4)}.html").write_text(text, encoding="utf-8")


def _told(run: Run) -> Any:  # noqa: ANN401  # JSON
    return json.loads((here(run.output) / "report.json").read_bytes())


def _reports(run: Run) -> list[Path]:
    return [path for path in (here(run.output) / "_reports").iterdir() if not path.is_symlink()]


def _adds_up(report: Report) -> bool:
    assert report.came_in is not None
    return bool(report.came_in.fates) and all(one.is_right for one in sums(report))


def test_a_published_run_leaves_a_page_and_its_json(over: tuple[Run, RunReport]) -> None:
    run, done = over

    told = _told(run)
    assert done.report is not None
    assert done.report.samefile(here(run.output) / "report.html")
    assert done.report.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    assert told["headline"] == "Published snapshot 1: 4 pages, 1 rejected; nothing unusual"
    assert told["came_in"]["layouts"] == {"pubmed-2020": 3}
    assert told["came_in"]["ignored"] == {".pdf": 1}
    assert told["articles"]["added"]["number"] == 3
    assert [named["pmid"] for named in told["articles"]["added"]["first"]] == sorted(int(pmid(n)) for n in (1, 2, 3))
    assert [(one["name"], one["examples"]) for one in told["came_in"]["rejections"]] == [("challenge", [MARKUP])]


def test_it_tells_what_the_run_took(over: tuple[Run, RunReport]) -> None:
    run, _ = over

    effort = _told(run)["effort"]
    assert [phase["name"] for phase in effort["phases"]] == ["Listing the input", "Reading pages", "Publishing"]
    assert effort["samples"][-1]["pages"] == 4
    assert [(one["pages"], one["shards"]) for one in effort["processes"]] == [(4, 1)]
    assert {one["source_uri"] for one in effort["slowest"]} == {path.name for path in here(run.raw).glob("*.html")}
    assert all(one["seconds"] > 0 and one["bytes"] > 0 for one in effort["slowest"])


def test_names_of_files_are_inert_in_the_page(over: tuple[Run, RunReport]) -> None:
    run, _ = over

    text = (here(run.output) / "report.html").read_text(encoding="utf-8")
    assert "&lt;img src=x onerror=alert(1)&gt;" in text
    assert "<img" not in text


def test_a_run_that_reads_nothing_leaves_one_too_and_knows_the_run_before(first: Run) -> None:
    run_plain(first)

    done = run_plain(first)

    told = _told(first)
    assert isinstance(done.publication, Unchanged)
    assert told["headline"] == "Nothing changed: no page is new, snapshot 1 stays; nothing unusual"
    assert [(run["ending"], run["pages"]) for run in told["earlier"]] == [("published", 4)]


def test_a_second_night_tells_what_it_changed(first: Run, written: list[Report]) -> None:
    run_plain(first)
    _write_another(first)
    mended = page(here(first.raw), 2)
    mended.write_text(mended.read_text(encoding="utf-8").replace("<p>", "<p>Mended: "), encoding="utf-8")

    run_plain(first)

    articles = _told(first)["articles"]
    assert {how: articles[how]["number"] for how in articles} == {"added": 1, "updated": 1, "removed": 0}
    assert [named["pmid"] for named in articles["updated"]["first"]] == [int(pmid(2))]
    assert [(one["rows"], one["before"]) for one in _told(first)["tables"][:1]] == [(4, 3)]
    assert written[-1].runs_compared == 1
    assert _adds_up(written[-1])


def test_pages_that_were_known_are_counted_and_add_up(first: Run, written: list[Report]) -> None:
    run_plain(first)
    page(here(first.raw), 1).touch()
    _write_another(first)

    run_plain(first)

    assert written[-1].came_in is not None
    assert written[-1].came_in.known == 1
    assert _adds_up(written[-1])


def test_pages_that_are_forgotten_are_counted_and_add_up(first: Run, written: list[Report]) -> None:
    run_plain(first)
    forget(first.output, [pmid(1)], PublishSettings(), datetime.now(UTC))
    _write_another(first)

    run_plain(Run(raw=first.raw, output=first.output, workers=1, basis=Basis.REFRESHED))

    assert written[-1].came_in is not None
    assert written[-1].came_in.forgotten == 1
    assert _adds_up(written[-1])


def test_a_run_that_fails_says_why_in_its_report(tmp_path: Path) -> None:
    (tmp_path / "raw").mkdir()
    run = Run(raw=tmp_path / "raw", output=tmp_path / "output", workers=1)

    with pytest.raises(NothingToRead):
        run_plain(run)

    assert _told(run)["ending"] == "failed"
    assert "holds no file that could be a page" in _told(run)["headline"]


def test_a_run_that_fails_when_its_snapshot_is_current_has_published(
    first: Run, monkeypatch: pytest.MonkeyPatch, written: list[Report]
) -> None:
    def fail(*_: object) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr("flows.plain.clear_staged", fail)

    with pytest.raises(OSError, match="Input/output error"):
        run_plain(first)

    (report,) = written
    assert report.headline.startswith("Published snapshot 1")
    assert any("then something went wrong" in one for one in report.unusual)


def test_a_report_that_another_process_is_writing_stays(first: Run) -> None:
    begun = here(first.output) / "_reports" / ".partial-another"
    begun.mkdir(parents=True)

    run_plain(first)

    assert begun.is_dir()
    os.utime(begun, (1, 1))
    run_plain(first)
    assert not begun.exists()


@pytest.mark.parametrize("wrong", [DatasetError("broken"), SourceError("unreadable"), ShardsFailed("killed")])
def test_whatever_ends_a_run_on_purpose_tells_where_its_report_is(
    wrong: PipelineError, first: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    _fail_with(wrong, monkeypatch)

    with pytest.raises(type(wrong)):
        run_plain(first)

    page, told = newest_report(first.output), notice_of_failure(Asked(command="run", output="o"), wrong).report
    assert page is not None
    assert told is not None
    assert page.html.samefile(told)


def test_a_fault_of_the_machine_names_the_report_on_stderr(
    first: Run, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    _fail_with(OSError(28, "No space left on device"), monkeypatch)

    with pytest.raises(OSError, match="No space left"):
        run_plain(first)

    page = newest_report(first.output)
    assert page is not None
    assert f"the report of this run is {page.html.resolve()}" in capsys.readouterr().err


def _fail_with(error: Exception, monkeypatch: pytest.MonkeyPatch) -> None:
    """Once all pages are read."""

    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr(plain, "judge_staged", fail)


def test_a_run_that_is_not_alone_leaves_none(first: Run) -> None:
    with only_run(first.output), pytest.raises(DatasetBusy):
        run_plain(first)

    assert newest_report(first.output) is None


def test_a_run_that_a_person_stops_leaves_none(first: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(gathering, "came_in", stopped)

    with pytest.raises(KeyboardInterrupt):
        run_plain(first)

    assert newest_report(first.output) is None


def _published_without_report(run: Run, capsys: pytest.CaptureFixture[str]) -> tuple[RunReport, str]:
    capsys.readouterr()
    done = run_plain(run)
    assert isinstance(done.publication, Published)
    return done, capsys.readouterr().err


def test_a_report_that_cannot_be_written_is_told_and_harms_no_run(
    first: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    here(first.output).mkdir()
    (here(first.output) / "_reports").write_text("in the way")

    done, told = _published_without_report(first, capsys)

    assert done.report is None
    assert "pubmed-etl: the report is without all of it, for it could not be written: FileExistsError" in told


def test_a_full_disk_leaves_the_report_before_it(
    first: Run, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    run_plain(first)
    before = _told(first)
    _write_another(first)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(filing, "flush_tree", full)
    _, told = _published_without_report(first, capsys)

    assert "No space left on device" in told
    assert _told(first) == before
    assert len(_reports(first)) == 1


def test_a_part_that_cannot_be_gathered_is_told_and_missing(
    first: Run, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise ValueError("a fault of ours \x1b[2J")

    monkeypatch.setattr(gathering, "came_in", broken)
    done, told = _published_without_report(first, capsys)

    assert "the report is without what came in: ValueError: a fault of ours ⟨U+001B⟩[2J" in told
    assert done.report is not None
    assert _told(first)["came_in"] is None
    assert _told(first)["articles"]["added"]["number"] == 3


def test_so_many_reports_stay_and_no_more(first: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(filing, "MOST_REPORTS", 2)
    for _ in range(3):
        run_plain(first)

    assert len(_reports(first)) == 2
    assert (here(first.output) / "_reports" / "newest").resolve() == max(_reports(first))


def test_the_command_tells_where_the_last_report_is_and_its_answer(
    two_nights: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    output = two_nights / "output"

    headline, path = said(capsys, "report", "--output", str(output)).splitlines()

    assert headline.startswith("Published snapshot 2: 2 pages, 0 rejected; ")
    assert path == str(output / "report.html")


def test_the_command_prints_the_report_itself_for_programs(
    two_nights: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told = json.loads(said(capsys, "report", "--json", "--snapshot", "1", "--output", str(two_nights / "output")))

    assert (told["schema_version"], told["snapshot"]) == (1, 1)


def test_the_command_makes_a_report_of_a_snapshot_whose_run_left_none(
    own_nights: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    output = own_nights / "output"
    subprocess.run(["rm", "-r", output / "_reports"], check=True)

    made = said(capsys, "report", "--output", str(output)).splitlines()
    again = said(capsys, "report", "--snapshot", "2", "--output", str(output)).splitlines()

    assert made == again
    assert "out of the snapshot alone" in Path(made[1]).read_text(encoding="utf-8")
    told = _told(Run(raw=own_nights / "raw", output=output, workers=1))
    assert told["articles"]["added"]["number"] == 1
    assert told["coverage"][0]["layout"] == "pubmed-2020"
    assert told["came_in"] is told["effort"] is None


def test_the_command_says_so_where_there_is_no_such_snapshot(two_nights: Path, tmp_path: Path) -> None:
    assert answer(["report", "--snapshot", "99", "--output", str(two_nights / "output")]) is Exit.NOTHING
    assert answer(["report", "--output", str(tmp_path / "nothing")]) is Exit.NOTHING


def test_a_report_is_found_by_the_snapshot_that_its_run_published(two_nights: Path) -> None:
    found = report_of(two_nights / "output", 1)

    assert found is not None
    assert json.loads(found.json.read_bytes())["snapshot"] == 1
    assert report_of(two_nights / "output", 7) is None


def test_help_does_not_wait_for_what_draws() -> None:
    asks = (
        "import sys; from flows.command import answer; answer(['report', '--help']); import flows.plain;"
        "sys.exit(str({'pygal', 'jinja2'} & set(sys.modules)) if {'pygal', 'jinja2'} & set(sys.modules) else 0)"
    )

    done = subprocess.run([sys.executable, "-c", asks], capture_output=True, text=True, check=False)

    assert (done.returncode, done.stderr) == (0, "")
