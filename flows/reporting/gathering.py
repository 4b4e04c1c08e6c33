"""The parts of a report, out of what is staged, judged and published: counts and a few names, never rows."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import replace
from importlib.metadata import PackageNotFoundError, version

from flows.gates import Judgement
from flows.reporting.recording import Recorder
from flows.run import Run
from flows.steps import Ready
from pipeline.dataset import (
    Basis,
    Changes,
    Snapshot,
    StagedKind,
    changed_articles,
    current_snapshot,
    fates,
    home_of,
    pinned,
    staged_and_forgotten,
    staged_pages,
)
from pipeline.errors import DatasetError
from pipeline.raw import FileList, Place
from pipeline.report.coverage import layouts_covered
from pipeline.report.values import (
    Articles,
    Asked,
    CameIn,
    Changed,
    Effort,
    Fate,
    Kind,
    Named,
    Process,
    Report,
    Slow,
    TableRows,
)
from pipeline.slowest import MOST_PAGES
from pipeline.staging import ShardEffort, StagedShard, finished_shards
from pipeline.tables import CAPTURES, TABLES

MOST_ARTICLES = 10
"""Articles that are named of each kind of change."""


def asked_of(run: Run) -> Asked:
    """What the run was asked for."""
    raw = f"{run.raw.place}, from {run.raw.base}" if isinstance(run.raw, FileList) else str(run.raw)
    return Asked(raw=raw, output=str(run.output), basis=run.basis.value, program=program_version())


def program_version() -> str:
    """The version of this program."""
    try:
        return version("pubmed-etl")
    except PackageNotFoundError:
        return "unknown"


def published_now(output: Place) -> Snapshot | None:
    """The current snapshot, not held; None where there is none that can be read."""
    try:
        return current_snapshot(output)
    except DatasetError:
        return None


def came_in(run: Run, staged: Ready, shards: Sequence[StagedShard]) -> CameIn:
    """What came in, as it is staged."""
    pages = staged_pages(staged.work) if shards else None
    rows = Counter[str]()
    for shard in shards:
        rows.update(shard.rows)
    return CameIn(
        files=dict(staged.inputs),
        ignored=dict(staged.ignored),
        pages=staged.pages,
        known=pages.known if pages else 0,
        layouts=pages.layouts if pages else {},
        rejections=_kinds(pages.rejections) if pages else (),
        warnings=_kinds(pages.warnings) if pages else (),
        rows={name: rows[name] for name in rows if name != CAPTURES.name},
        forgotten=staged_and_forgotten(home_of(run.output), staged.work, run.basis) if shards else 0,
    )


def _kinds(found: Iterable[StagedKind]) -> tuple[Kind, ...]:
    return tuple(Kind(**kind._asdict()) for kind in found)


def with_judgement(report: Report, judgement: Judgement) -> Report:
    """The report with what its pages show, beside the runs before."""
    coverage = layouts_covered(judgement.now, judgement.past)
    return replace(report, alarms=judgement.alarms, coverage=coverage, runs_compared=len(judgement.past))


def with_dataset(report: Report, now: Snapshot | None, before: Mapping[str, int]) -> Report:
    """The report with what the current snapshot holds, and held before."""
    if now is None:
        return report
    counts = now.manifest.counts
    tables = tuple(
        TableRows(table=table.name, rows=counts.tables[table.name], before=before.get(table.name)) for table in TABLES
    )
    return replace(
        report, snapshot=now.number, run_id=now.manifest.run_id, tables=tables, statuses=dict(counts.statuses)
    )


def with_changes(report: Report, output: Place, changes: Changes, staged: Ready) -> Report:
    """The report with what the new snapshot changed; it is current, and nobody removes the one before it yet."""
    with ExitStack() as pins:
        new = pins.enter_context(pinned(output))
        is_built_anew = report.asked.basis == Basis.NOTHING.value or report.snapshot_before is None
        old = None if is_built_anew else pins.enter_context(pinned(output, str(report.snapshot_before)))
        articles = articles_changed(old, new, changes)
        became = fates(staged.work, new) if staged.shards else {}
    told = tuple(Fate(layout=layout, status=status, pages=pages) for (layout, status), pages in became.items())
    came = None if report.came_in is None else replace(report.came_in, fates=told)
    return replace(report, articles=articles, came_in=came)


def articles_changed(old: Snapshot | None, new: Snapshot, changes: Changes) -> Articles:
    """How many articles changed, and the first of them."""
    found = changed_articles(old, new, MOST_ARTICLES)
    numbers = {
        "added": changes.articles_added,
        "updated": changes.articles_changed,
        "removed": changes.articles_removed,
    }
    named = found._asdict() if found else dict.fromkeys(numbers, ())
    return Articles(
        **{
            how: Changed(number=number, first=tuple(Named(**name._asdict()) for name in named[how]))
            for how, number in numbers.items()
        }
    )


def effort_of(recorder: Recorder, shards: Mapping[str, tuple[ShardEffort, int]] | None = None) -> Effort:
    """What the run took up to now; its processes come with the shards."""
    efforts = list((shards or {}).values())
    return Effort(
        seconds=recorder.seconds,
        phases=recorder.phases(),
        samples=recorder.samples(),
        processes=_processes(efforts),
        slowest=_slowest(effort for effort, _ in efforts),
    )


def efforts_of(shards: Iterable[StagedShard]) -> Mapping[str, tuple[ShardEffort, int]]:
    """What each shard cost, with its pages; nothing of those that nobody measured."""
    told = ((shard, shard.effort()) for shard in shards)
    return {shard.path.name: (effort, shard.rows[CAPTURES.name]) for shard, effort in told if effort is not None}


def _processes(efforts: Iterable[tuple[ShardEffort, int]]) -> tuple[Process, ...]:
    by_process: defaultdict[str, list[tuple[ShardEffort, int]]] = defaultdict(list)
    for effort, pages in efforts:
        by_process[effort.process].append((effort, pages))
    return tuple(
        Process(
            name=name,
            shards=len(its),
            pages=sum(pages for _, pages in its),
            seconds=round(sum(effort.seconds for effort, _ in its), 3),
            peak_bytes=max((effort.peak_bytes for effort, _ in its if effort.peak_bytes is not None), default=None),
        )
        for name, its in sorted(by_process.items())
    )


def _slowest(efforts: Iterable[ShardEffort]) -> tuple[Slow, ...]:
    pages = sorted((page for effort in efforts for page in effort.slowest), reverse=True)
    return tuple(
        Slow(source_uri=page.source_uri, seconds=round(page.seconds, 6), bytes=page.size) for page in pages[:MOST_PAGES]
    )


def staged_shards(staged: Ready) -> tuple[StagedShard, ...]:
    """The shards that are about to be published."""
    return finished_shards(staged.work)
