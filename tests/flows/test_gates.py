"""A run whose pages show less than those before is stopped, keeps what it staged, and publishes once it is accepted."""

import gzip
import json
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from flows.command import answer
from flows.command.exits import Exit
from flows.errors import QualityAlarm
from flows.gates import MOST_SAID, leading
from flows.plain import run_plain
from flows.run import OnAlarm, Run
from flows.steps import plan, staged_leftovers
from pipeline.dataset import Published, Unchanged, home_of, runs_before
from pipeline.quality.figures import Figure, Measure, Sums
from pipeline.quality.gates import Change, Finding
from pipeline.raw import FileList
from tests.flows.pages import here
from tests.invented.article import Era
from tests.invented.html_2020 import render_html
from tests.invented.invent import invent
from tests.renamed_markup import Name

PAGES = 110
"""Enough for a history, and for a night that is judged by it."""
GRANTS = (Name("id", "grants"), Name("class", "grant-item"))


def _write(raw: Path, first: int, names: tuple[Name, ...] = ()) -> Path:
    """Pages of articles from this seed on, as PubMed prints them, or with other names."""
    raw.mkdir(exist_ok=True)
    for seed in range(first, first + PAGES):
        article = invent(seed)
        page = render_html(article, Era.DECEMBER_2023)
        for name in names:
            page = name.renamed(page)
        (raw / f"{article.pmid}.html").write_text(page, encoding="utf-8")
    return raw


@pytest.fixture(scope="module")
def first_night(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Pages, and the dataset that was made of them."""
    folder = tmp_path_factory.mktemp("nights")
    run_plain(Run(raw=_write(folder / "raw", 1), output=folder / "output", workers=1))
    return folder


@pytest.fixture
def night(first_night: Path, tmp_path: Path) -> Run:
    """A run over more pages, whose grants PubMed calls by another name now."""
    subprocess.run(["cp", "-a", first_night, tmp_path / "nights"], check=True)
    raw = _write(tmp_path / "nights" / "raw", 1_001, GRANTS)
    return Run(raw=raw, output=tmp_path / "nights" / "output", workers=1)


def _snapshot(run: Run) -> Path:
    return (here(run.output) / "current").resolve()


def _command(run: Run, *more: str) -> Exit:
    return answer(["run", "--runner", "plain", "--raw", str(run.raw), "--output", str(run.output), *more])


def test_a_column_that_fell_stops_the_run_before_it_publishes(night: Run) -> None:
    before = _snapshot(night)

    with pytest.raises(QualityAlarm, match=r"grants \(pubmed-2020\)"):
        run_plain(night)

    assert _snapshot(night) == before


def test_a_stopped_run_leaves_a_report_with_the_alarms_on_top(night: Run) -> None:
    with pytest.raises(QualityAlarm):
        run_plain(night)

    told = json.loads((here(night.output) / "report.json").read_bytes())
    grants = next(alarm for alarm in told["alarms"] if alarm["subject"] == "grants")
    assert (told["ending"], told["snapshot"]) == ("stopped", 1)
    assert grants["now"] == f"on 0 of {PAGES} pages (0.0%)"
    assert (grants["layout"], len(grants["examples"])) == ("pubmed-2020", 3)
    assert (told["came_in"]["known"], told["came_in"]["layouts"]) == (PAGES, {"pubmed-2020": PAGES})
    assert told["articles"] is None


def test_the_next_run_goes_on_with_what_was_staged(night: Run) -> None:
    with pytest.raises(QualityAlarm):
        run_plain(night)

    planned = plan(night)

    assert planned.shards
    assert not planned.unfinished
    assert staged_leftovers(night.output).shards == len(planned.shards)


def test_an_accepted_run_publishes_and_the_night_after_it_is_not_stopped_again(night: Run) -> None:
    accepted = run_plain(Run(raw=night.raw, output=night.output, workers=1, on_alarm=OnAlarm.ACCEPT))
    _write(here(night.raw), 2_001, GRANTS)

    after = run_plain(night)

    assert isinstance(accepted.publication, Published)
    assert isinstance(after.publication, Published)
    assert [bool(run.accepted) for run in runs_before(home_of(night.output))] == [False, True, False]
    assert staged_leftovers(night.output).shards == 0


def test_the_command_ends_with_a_code_of_its_own_and_names_column_layout_figures_and_three_pages(
    night: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    code = _command(night)

    said = capsys.readouterr().err
    line = next(line for line in said.splitlines() if line.startswith("- grants "))
    assert code is Exit.QUALITY
    assert line.startswith(f"- grants (pubmed-2020): on 0 of {PAGES} pages (0.0%), before on ")
    assert line.count(".html") == 3
    assert "--accept" in said


def test_the_command_publishes_what_is_accepted(night: Run) -> None:
    before = _snapshot(night)

    assert _command(night, "--accept") is Exit.FINE

    assert _snapshot(night) != before


def test_the_command_can_be_told_how_strict_it_is(night: Run) -> None:
    _write(here(night.raw), 1_001, (Name("class", "secondary-date"),))

    assert _command(night) is Exit.QUALITY
    assert _command(night, "--false-alarms", "0") is Exit.FINE


def test_pages_that_could_not_be_read_before_stop_no_run_by_being_read_again(first_night: Path, tmp_path: Path) -> None:
    subprocess.run(["cp", "-a", first_night, tmp_path / "nights"], check=True)
    run = Run(raw=tmp_path / "nights" / "raw", output=tmp_path / "nights" / "output", workers=1)
    for number in range(8):
        (here(run.raw) / f"cut-{number}.html.gz").write_bytes(gzip.compress(b"<html>" * 99)[:-9])
    run_plain(replace(run, on_alarm=OnAlarm.ACCEPT))

    again = run_plain(run)

    assert again.pages == 8
    assert isinstance(again.publication, Unchanged)


def test_a_list_of_new_files_is_no_folder_that_lost_its_files(first_night: Path, tmp_path: Path) -> None:
    subprocess.run(["cp", "-a", first_night, tmp_path / "nights"], check=True)
    raw, output = _write(tmp_path / "nights" / "raw", 3_001), tmp_path / "nights" / "output"
    run_plain(Run(raw=raw, output=output, workers=1))
    new = invent(9_001)
    (raw / f"{new.pmid}.html").write_text(render_html(new, Era.DECEMBER_2023), encoding="utf-8")
    (tmp_path / "new.uris").write_text(f"{new.pmid}.html\n")

    run = run_plain(Run(raw=FileList(tmp_path / "new.uris", raw), output=output, workers=1))

    assert isinstance(run.publication, Published)


def test_another_folder_is_no_folder_that_lost_its_files(first_night: Path, tmp_path: Path) -> None:
    subprocess.run(["cp", "-a", first_night, tmp_path / "nights"], check=True)
    output = tmp_path / "nights" / "output"
    run_plain(Run(raw=_write(tmp_path / "nights" / "raw", 3_001), output=output, workers=1))

    run = run_plain(Run(raw=_write(tmp_path / "other", 5_001), output=output, workers=1))

    assert isinstance(run.publication, Published)


@pytest.mark.flow
@pytest.mark.slow
@pytest.mark.usefixtures("prefect_server")
def test_under_prefect_the_flow_fails_with_the_same_words(night: Run) -> None:
    from flows.ingest import ingest

    state = ingest(str(night.raw), str(night.output), workers=1, return_state=True)

    assert state.is_failed()
    with pytest.raises(QualityAlarm, match=r"grants \(pubmed-2020\)"):
        state.result()
    assert "grants (pubmed-2020)" in str(state.message)
    assert isinstance(ingest(str(night.raw), str(night.output), on_alarm=OnAlarm.ACCEPT).publication, Published)


def _finding(name: str, layout: str = "pubmed-2020", measure: Measure = Measure.PAGES) -> Finding:
    return Finding(figure=Figure(layout, measure, name), change=Change.FELL, before=Sums(9, 9), now=Sums(9, 0))


def test_of_a_table_that_is_gone_its_columns_are_not_told_too() -> None:
    found = [
        _finding("grants"),
        _finding("grants.text"),
        _finding("authors.orcid"),
        _finding("grants.text", "flat-text"),
    ]

    assert leading(found) == [found[0], found[2], found[3]]


def test_of_a_column_one_figure_is_told() -> None:
    found = [_finding("authors.orcid"), _finding("authors.orcid", measure=Measure.ROWS)]

    assert leading(found) == found[:1]


def test_not_all_of_very_many_findings_are_put_into_words(night: Run, capsys: pytest.CaptureFixture[str]) -> None:
    for path in sorted(here(night.raw).iterdir())[-PAGES:]:
        path.write_text(Name("id", "full-view-heading").renamed(path.read_text(encoding="utf-8")), encoding="utf-8")

    assert _command(night) is Exit.QUALITY

    lines = [line for line in capsys.readouterr().err.splitlines() if line.startswith("- ")]
    assert 0 < len(lines) <= MOST_SAID
