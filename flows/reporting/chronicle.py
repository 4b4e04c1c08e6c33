"""The report of one run, as it becomes known: begun before the first file is listed, written when all is over."""

import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from flows.errors import QualityAlarm
from flows.gates import Judgement
from flows.progress import watched_by, watcher
from flows.reporting import gathering
from flows.reporting.filing import ReportFiles, earlier_runs, file_report
from flows.reporting.recording import Recorder, looking
from flows.run import Run
from flows.steps import Ready
from pipeline.dataset import Published, Unchanged
from pipeline.errors import PipelineError
from pipeline.report.inert import shown
from pipeline.report.judgement import with_judgement
from pipeline.report.values import Ending, Report
from pipeline.staging import ShardEffort

Also = Callable[[Report, ReportFiles], None]
"""What is done with a report beside writing it."""


@contextmanager
def reported(run: Run, also: Also | None = None) -> Iterator["Chronicle"]:
    """A run that leaves a report, however it ends: one that a person stops leaves none. The caller holds the output."""
    recorder = Recorder(watcher())
    chronicle = Chronicle(run, recorder)
    try:
        with watched_by(recorder), looking(recorder):
            yield chronicle
    except Exception as error:
        chronicle.failed(error)
        chronicle.write(also)
        if chronicle.page is not None:
            _point_at(error, str(chronicle.page))
        raise
    chronicle.write(also)


def _point_at(error: Exception, page: str) -> None:
    """On stderr; and an error that was raised on purpose says it to whoever is told of it: others cannot."""
    if isinstance(error, PipelineError):
        error.report = page
    sys.stderr.write(f"pubmed-etl: the report of this run is {shown(page)}\n")


class Chronicle:
    """What is known of a run. Whatever of it cannot be known is told on stderr, and missing."""

    def __init__(self, run: Run, recorder: Recorder) -> None:
        self.files: ReportFiles | None = None
        """The report, once it is written."""
        self._run = run
        self._recorder = recorder
        self._efforts: Mapping[str, tuple[ShardEffort, int]] = {}
        self._rows_before: Mapping[str, int] = {}
        self._report = Report(
            asked=gathering.asked_of(run),
            started_at=datetime.now(UTC),
            ending=Ending.FAILED,
            snapshot=None,
            snapshot_before=None,
            run_id=None,
        )
        with _spared("what was published before"):
            self._note_before()

    @property
    def page(self) -> Path | None:
        """Where a person finds the report, once it is written."""
        return self.files.html if self.files else None

    def staged(self, staged: Ready) -> None:
        """All pages are read, and nothing is published yet."""
        with _spared("what came in"):
            shards = gathering.staged_shards(staged) if staged.shards else ()
            self._report = replace(self._report, came_in=gathering.came_in(self._run, staged, shards))
            self._efforts = gathering.efforts_of(shards)

    def judged(self, judgement: Judgement | Unchanged) -> None:
        """The pages were compared with those of the runs before."""
        with _spared("what the pages show"):
            if isinstance(judgement, Judgement):
                self._report = gathering.with_judgement(self._report, judgement)

    def published(self, publication: Published | Unchanged, staged: Ready) -> None:
        """The run has come to its end, and what it staged is still there."""
        ending = Ending.PUBLISHED if isinstance(publication, Published) else Ending.UNCHANGED
        self._report = replace(self._report, ending=ending)
        with _spared("what was published"):
            if isinstance(publication, Published):
                self._report = gathering.with_changes(self._report, self._run.output, publication.changes, staged)

    def failed(self, error: Exception) -> None:
        """It has come to another end."""
        ending = Ending.STOPPED if isinstance(error, QualityAlarm) else Ending.FAILED
        said = str(error) or type(error).__name__
        self._report = replace(self._report, ending=ending, error=said)

    def write(self, also: Also | None) -> None:
        """Write it, and do what else is to be done with it."""
        with _spared("what the dataset holds"):
            now = gathering.published_now(self._run.output)
            self._report = self._as_it_ended(gathering.with_dataset(self._report, now, self._rows_before))
        with _spared("the runs before"):
            self._report = replace(self._report, earlier=earlier_runs(self._run.output))
        with _spared("all of it, for it could not be written"):
            self._report = self._finished()
            self.files = file_report(self._run.output, self._report, _html(self._report))
        with _spared("its copy for Prefect"):
            if also is not None and self.files is not None:
                also(self._report, self.files)

    def _as_it_ended(self, report: Report) -> Report:
        """A run that went wrong after its snapshot was current has published."""
        is_ours = isinstance(self._run.output, Path)  # into a store, another machine may have published meanwhile
        is_published = is_ours and report.snapshot is not None and report.snapshot != report.snapshot_before
        return replace(report, ending=Ending.PUBLISHED) if report.ending is Ending.FAILED and is_published else report

    def _note_before(self) -> None:
        before = gathering.published_now(self._run.output)
        if before is not None:
            self._report = replace(self._report, snapshot=before.number, snapshot_before=before.number)
            self._rows_before = before.manifest.counts.tables

    def _finished(self) -> Report:
        effort = gathering.effort_of(self._recorder, self._efforts)
        return with_judgement(replace(self._report, effort=effort))


def _html(report: Report) -> str:
    from pipeline.report.page import html_page  # noqa: PLC0415  # Jinja and pygal: 0.2 s that no start has to wait for

    return html_page(report)


@contextmanager
def _spared(part: str) -> Iterator[None]:
    """The run goes on, whatever goes wrong with a part of its report."""
    try:
        yield
    except Exception as error:  # noqa: BLE001  # nothing that a report needs is worth a run
        sys.stderr.write(f"pubmed-etl: the report is without {part}: {shown(f'{type(error).__name__}: {error}')}\n")
