"""The stages of a run as plain functions: plan, parse, publish. Whoever runs them adds only when and where.

output/_work/<plan>/     staged shards; a run that was killed goes on with those that it had finished
output/_run              held by a run from its first look at the input to its last write

Of an output in an object store, both are in a folder of this machine (`pipeline.dataset.workplace_of`).
"""

import errno
import hashlib
import os
import shutil
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from importlib.metadata import version
from pathlib import Path
from typing import Final

from flows.errors import NothingToRead, ShardsFailed, WorkerDied
from flows.gates import Judgement, accepted, looked_at
from flows.limits import run_limits
from flows.progress import Tally
from flows.run import Run, RunReport
from pipeline.dataset import (
    Basis,
    Compacted,
    Comparison,
    Publication,
    Published,
    PublishSettings,
    Unchanged,
    compact,
    compare,
    current_snapshot,
    home_of,
    local_home,
    nothing_new,
    program_digest,
    publish,
    workplace_of,
)
from pipeline.dataset.disk.lock import exclusive
from pipeline.dataset.folders.pins import reading
from pipeline.dataset.folders.sizes import bytes_below
from pipeline.errors import DatasetError
from pipeline.extract import CURRENT_READERS
from pipeline.raw import FileList, ObjectPath, Place
from pipeline.shards import Shard, ShardSize, ShardSummary, plan_shards
from pipeline.sources import Listing, confirm_there, list_inputs, weights_of
from pipeline.staging import finished_shards
from pipeline.tables import CAPTURES

MEBIBYTE = 1024 * 1024
SMALLEST_SHARD = 16 * MEBIBYTE
LARGEST_SHARD = 256 * MEBIBYTE
"""Some 2,000 to 10,000 pages: seconds of work, against milliseconds that a task costs."""
SHARDS_A_WORKER = 8
"""So many that a worker which is slower than the others keeps little of the input to itself."""
SHARDS_AT_THE_END = 2
"""A worker's share of what is left is at least so many shards, so that the workers end at about the same time."""
LAST_SHARDS = 4
"""The smallest shards are such a part of the others: each costs a task."""
MOST_SHARDS = 3_000
"""Task runs that Prefect takes in one flow without losing any."""
SHARDS_HANDED_OUT = 2
"""Shards a worker that are handed out at a time: one under way, one ready."""
TRIES = 4
"""How often a shard is parsed whose process dies, and whose journal leads no further (`workers`)."""
_NO_FOLDER: Final = {
    errno.EEXIST: "it is a file, and a dataset is a folder",
    errno.ENOTDIR: "a part of its path is a file, no folder",
    errno.ENOENT: "its folder cannot be made there",
    errno.EACCES: "permission denied",
    errno.EPERM: "permission denied",
    errno.EROFS: "the disk can only be read",
}
"""Why no folder can be made or written."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What a run will do."""

    listing: Listing
    comparison: Comparison
    """Which inputs of the listing are read, and why."""
    shards: tuple[Shard, ...]
    work: Path
    """Where shards are staged; another plan has another folder."""
    finished: Mapping[int, int]
    """Shards that an earlier run of the same plan finished, with their pages."""

    @property
    def unfinished(self) -> tuple[int, ...]:
        """The shards that are still to be parsed."""
        return tuple(shard.number for shard in self.shards if shard.number not in self.finished)

    def tally(self) -> Tally:
        """A count of pages that starts with the finished shards."""
        tally = Tally(self.shards)
        for number, pages in self.finished.items():
            tally.finish(number, pages)
        return tally


@dataclass(frozen=True, slots=True, kw_only=True)
class Ready:
    """What is left of a plan when its shards are staged: some numbers, however many files it was made for.

    The files are forgotten then, for publishing wants the memory.
    """

    work: Path
    """Where the shards are staged."""
    shards: int
    pages: int
    files: int
    inputs: Mapping[str, int]
    """Inputs by why they were read, or were not."""
    ignored: Mapping[str, int]
    """Files that are no pages, by ending."""

    def report(self, publication: Published | Unchanged, seconds: float) -> RunReport:
        """The whole run, once it is published; its page is written later."""
        return RunReport(
            pages=self.pages,
            files=self.files,
            inputs=self.inputs,
            seconds=seconds,
            ignored=self.ignored,
            publication=publication,
        )


Waiting = Callable[[], ShardSummary]
"""A shard that is being parsed somewhere: call it to wait for the summary, or for what went wrong."""


@contextmanager
def only_run(output: Place) -> Iterator[None]:
    """Make the output folder and hold it; DatasetBusy where another run of this machine does."""
    with ExitStack() as held:
        _hold(workplace_of(output), held)
        yield


def _hold(output: Path, held: ExitStack) -> None:
    """Apart from the run itself, whose errors are about other files."""
    try:
        output.mkdir(parents=True, exist_ok=True)
        held.enter_context(exclusive(output / "_run", timedelta()))
    except OSError as error:
        if error.errno not in _NO_FOLDER:
            raise
        why = _NO_FOLDER[error.errno]
        raise DatasetError(f"cannot write to {output}: {why}; name another folder with --output") from error


def confirm_folders(run: Run) -> None:
    """Before anything starts: SourceError for input that is not there, DatasetError for an output among the pages."""
    confirm_there(run.raw)
    if _holds(run.output, run.raw.base if isinstance(run.raw, FileList) else run.raw):
        raise DatasetError(f"{run.output} holds the pages of {run.raw}: name another folder with --output")
    if isinstance(run.output, ObjectPath):
        home_of(run.output).current()


def _holds(output: Place, raw: Place) -> bool:
    if isinstance(output, ObjectPath) and isinstance(raw, ObjectPath):
        return f"{raw}/".startswith(f"{output}/")
    if isinstance(output, ObjectPath) or isinstance(raw, ObjectPath):
        return False
    return output.resolve() in (raw.resolve(), *raw.resolve().parents)


def compared(run: Run) -> tuple[Listing, Comparison]:
    """List the input beside what is published, which nobody removes meanwhile; nothing is made or changed."""
    listing = list_inputs(run.raw)
    if not listing.inputs:
        raise NothingToRead(
            f"{run.raw} holds no file that could be a page: put saved pages there, or name another --raw"
        )
    with _unremoved(run.output):
        return listing, compare(listing, home_of(run.output), CURRENT_READERS | {run_limits().name}, run.basis)


def _unremoved(output: Place) -> AbstractContextManager[object]:
    """Hold what is published in a folder, if anything is; in a store, what was retired stays a while anyway."""
    return nullcontext() if isinstance(output, ObjectPath) else reading(local_home(output).current())


def plan(run: Run) -> Plan:
    """Leave out what is published as it is, cut the rest into shards, and find those that are done."""
    listing, comparison = compared(run)
    to_read = comparison.to_read
    size = shard_size(sum(weight.size for weight in weights_of(to_read.inputs)), run.workers)
    shards = plan_shards(to_read, size, comparison.known)
    work = workplace_of(run.output) / "_work" / _plan_digest(run, to_read, shards)
    _drop_leftovers(work)
    return Plan(listing, comparison, shards, work, finished_pages(work))


def finished_pages(work: Path) -> Mapping[int, int]:
    """The shards that are staged, with their pages."""
    return {shard.number: shard.rows[CAPTURES.name] for shard in finished_shards(work)}


def shard_size(size: int, workers: int) -> ShardSize:
    """How much input a shard should hold."""
    even, fewest_bytes = size // (workers * SHARDS_A_WORKER), -(-size // MOST_SHARDS)
    most = max(min(max(even, SMALLEST_SHARD), LARGEST_SHARD), fewest_bytes)
    least = max(most // LAST_SHARDS, min(most, SMALLEST_SHARD), fewest_bytes)
    return ShardSize(most, least, workers * SHARDS_AT_THE_END)


def parse_all(plan: Plan, submit: Callable[[int], Waiting], window: int) -> list[ShardSummary]:
    """Hand out the unfinished shards, `window` at a time, and wait for them. Raises ShardsFailed."""
    return gathered(plan, _in_turn(plan.unfinished, submit, window))


def gathered(plan: Plan, handed_out: Iterable[tuple[int, Waiting]]) -> list[ShardSummary]:
    """The summaries of shards that were handed out; ShardsFailed where the process of one died each time.

    Any other error would meet every shard, and ends the run at once.
    """
    summaries: list[ShardSummary] = []
    failed: dict[int, WorkerDied] = {}
    for number, wait in handed_out:
        try:
            summaries.append(wait())
        except WorkerDied as error:
            failed[number] = error
    if failed:
        raise ShardsFailed(_in_words(plan, failed))
    return summaries


def _in_turn(numbers: Iterable[int], submit: Callable[[int], Waiting], window: int) -> Iterator[tuple[int, Waiting]]:
    """The shards in their order, each handed out some time before it is waited for."""
    ahead: deque[tuple[int, Waiting]] = deque()
    for number in numbers:
        ahead.append((number, submit(number)))
        if len(ahead) == window:
            yield ahead.popleft()
    yield from ahead


def ready(planned: Plan, tally: Tally) -> Ready:
    """All shards of the plan are staged."""
    ignored = Counter(planned.listing.ignored)
    for shard in finished_shards(planned.work):
        ignored.update(shard.skipped)
    return Ready(
        work=planned.work,
        shards=len(planned.shards),
        pages=tally.pages(),
        files=tally.files,
        inputs=planned.comparison.counts(),
        ignored=dict(sorted(ignored.items())),
    )


def _in_words(plan: Plan, failed: Mapping[int, WorkerDied]) -> str:
    number, error = next(iter(failed.items()))
    inputs = plan.shards[number].inputs
    where = f"{inputs[0].path} to {inputs[-1].path}"
    return (
        f"{len(failed)} of {len(plan.shards)} shards could not be parsed, the first of them {where}: {error}. "
        "Nothing was published; the other shards are kept. Try again with fewer --workers, or move these files away"
    )


def judge_staged(run: Run, staged: Ready) -> Judgement | Unchanged:
    """The staged pages beside those of the runs before; what is published, where nothing is staged."""
    home = home_of(run.output)
    unchanged = None if staged.shards or run.basis is not Basis.CURRENT else nothing_new(home)
    return unchanged or looked_at(run, home, staged.work, staged.inputs)


def publish_staged(run: Run, staged: Ready, judgement: Judgement | Unchanged) -> Published | Unchanged:
    """Bring the staged shards into the dataset; QualityAlarm before anything is changed."""
    if isinstance(judgement, Unchanged):
        return judgement
    settings, agreed = PublishSettings(threads=run.workers), accepted(run, judgement)
    how = Publication(settings, datetime.now(UTC), run.basis, beside=judgement.beside, accepted=agreed)
    return publish(home_of(run.output), staged.work, how)


def clear_staged(staged: Ready) -> None:
    """Remove what was staged, once it is published, and nobody wants to know more of it."""
    shutil.rmtree(staged.work.parent, ignore_errors=True)


def compacted(output: Place, workers: int) -> Compacted:
    """Weave what runs added into few files, while no run is under way. Raises DatasetMissing, DatasetBusy."""
    current_snapshot(output)  # before a folder is made for the lock
    with only_run(output):
        return compact(output, PublishSettings(threads=workers), datetime.now(UTC))


@dataclass(frozen=True, slots=True, kw_only=True)
class Staged:
    """What runs have staged and not published."""

    shards: int
    """Finished ones."""
    bytes: int


def staged_leftovers(output: Place) -> Staged:
    """What a run that was stopped has left on this machine, or one that is under way is staging."""
    staged = workplace_of(output) / "_work"
    finished = [path for path in staged.glob("*/*") if path.name.isdigit()]
    return Staged(shards=len(finished), bytes=bytes_below(staged))


def _drop_leftovers(work: Path) -> None:
    """Remove what was staged for other input or by another version of this program, and what was never finished.

    A worker of a cluster may still be writing there for a run that is gone; what it adds goes the next time.
    """
    others = [path for path in work.parent.glob("*") if path != work]
    for leftover in (*others, *work.glob("*.partial")):
        shutil.rmtree(leftover, ignore_errors=True)


def _plan_digest(run: Run, listing: Listing, shards: tuple[Shard, ...]) -> str:
    """Names the plan: equal for the same files of the same folder, cut alike, read by the same program and limits."""
    digest = hashlib.sha256(program_digest())
    digest.update(f"{run_limits()} lxml {version('lxml')} pyarrow {version('pyarrow')}".encode())
    for place in (run.raw.place, run.raw.base) if isinstance(run.raw, FileList) else (run.raw,):
        digest.update(str(place).encode() if isinstance(place, ObjectPath) else os.fsencode(place.resolve()))
    digest.update(run.basis.value.encode())
    for note in listing.sidecars.by_uri.items():
        digest.update(repr(note).encode())
    for shard in shards:
        digest.update(f"shard {shard.number}".encode())
        for source in shard.inputs:
            digest.update(f"{source.uri} {source.state}".encode())
            digest.update(repr(sorted(shard.known.get(source.uri, {}).items())).encode())
    return digest.hexdigest()[:16]
