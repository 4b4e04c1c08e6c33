"""What is told of a run: how it ended, what it did in numbers, and where its tables are.

The names are a promise, for hooks read them. Absence is null: a run that did not publish has no snapshot.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import TypedDict

from flows.errors import QualityAlarm
from flows.exits import MEANINGS, Exit, exit_of
from flows.run import RunReport
from pipeline.dataset import Changes, Compacted, Published, Unchanged
from pipeline.errors import PipelineError

Report = RunReport | Compacted
_MOST_TEXT = 4_000
"""Characters of an alarm or an error that are told: some receivers refuse more."""
_REJECTED = "rejected"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a run was asked for, as far as others are told."""

    command: str
    """`run`, `rebuild` or `compact`."""
    output: str
    raw: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """What is told of a run."""

    text: str
    """All of it in a sentence or two; what a chat shows of a webhook."""
    command: str
    exit_code: int
    """That of the command, also where Prefect ran it."""
    output: str
    raw: str | None = None
    is_published: bool = False
    """There is a new snapshot."""
    snapshot: str | None = None
    """The current one, where the run came to its end."""
    pages_read: int | None = None
    files_read: int | None = None
    seconds: float | None = None
    articles_added: int | None = None
    articles_changed: int | None = None
    articles_removed: int | None = None
    pages: Mapping[str, int] | None = None
    """Pages of the dataset by status."""
    rejected: Mapping[str, int] | None = None
    """The rejected ones among them by reason."""
    records: Mapping[str, int] | None = None
    """Rows of the dataset by table."""
    alarm: str | None = None
    """What the gates said that stopped it."""
    error: str | None = None
    """What ended it early."""
    report: str | None = None
    """Where a report of the run is, by path or address."""

    def as_json(self) -> str:
        """On one line, in ASCII: whatever pages say in it commands nobody."""
        return json.dumps(asdict(self), ensure_ascii=True)


def notice_of(asked: Asked, done: Report) -> Notice:
    """That a run came to its end."""
    publication = done.publication
    notice = Notice(
        text=f"pubmed-etl {asked.command}: {in_words(done)} ({asked.output})",
        command=asked.command,
        exit_code=Exit.FINE.value,
        output=asked.output,
        raw=asked.raw,
        is_published=isinstance(publication, Published),
        snapshot=_name(publication),
        pages=publication.counts.statuses,
        rejected=publication.counts.reasons,
        records=publication.counts.tables,
    )
    return replace(notice, **_of_run(done)) if isinstance(done, RunReport) else notice


class _OfRun(TypedDict):
    """What is told only of a run that reads pages."""

    pages_read: int
    files_read: int
    seconds: float
    articles_added: int
    articles_changed: int
    articles_removed: int
    report: str | None


def _of_run(done: RunReport) -> _OfRun:
    changes = done.publication.changes if isinstance(done.publication, Published) else Changes()
    return _OfRun(
        pages_read=done.pages,
        files_read=done.files,
        seconds=round(done.seconds, 1),
        articles_added=changes.articles_added,
        articles_changed=changes.articles_changed,
        articles_removed=changes.articles_removed,
        report=None if done.report is None else str(done.report),
    )


def notice_of_failure(asked: Asked, error: BaseException) -> Notice:
    """That a run ended early."""
    code = exit_of(error)
    said = str(error)[:_MOST_TEXT]
    is_alarm = isinstance(error, QualityAlarm)
    return Notice(
        text=f"pubmed-etl {asked.command} ended with {code.value} ({asked.output}): {said or MEANINGS[code]}",
        command=asked.command,
        exit_code=code.value,
        output=asked.output,
        raw=asked.raw,
        alarm=said if is_alarm else None,
        error=None if is_alarm else said or MEANINGS[code],
        report=error.report if isinstance(error, PipelineError) else None,
    )


def in_words(done: Report) -> str:
    """What a run did, in a sentence."""
    state = _name(done.publication)
    if isinstance(done, Compacted):
        if isinstance(done.publication, Unchanged):
            return f"nothing to weave; snapshot {state} stays"
        return f"{done.files_before} files became {done.files_after}, published as snapshot {state}"
    if isinstance(done.publication, Unchanged):
        return f"{done.pages:,} pages read, nothing changed; snapshot {state} stays"
    changes, rejected = done.publication.changes, done.publication.counts.statuses.get(_REJECTED, 0)
    return (
        f"{done.pages:,} pages read and published as snapshot {state}: {changes.articles_added:,} articles added, "
        f"{changes.articles_changed:,} changed, {changes.articles_removed:,} removed; "
        f"{rejected:,} pages of the dataset are rejected"
    )


def _name(publication: Published | Unchanged) -> str:
    return publication.snapshot.name.removesuffix(".json")
