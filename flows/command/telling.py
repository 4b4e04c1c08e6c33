"""What a dataset holds, in front of a person or a program."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from functools import partial

from rich.console import Console, Group, RenderableType
from rich.filesize import decimal
from rich.table import Table
from rich.text import Text

from flows.command.as_json import write_json
from flows.command.blocks import counted
from flows.command.exits import Exit
from flows.command.failing import attempt
from flows.command.safe import printable
from flows.steps import Staged, staged_leftovers
from pipeline.dataset import SnapshotStatus, Status, status_of
from pipeline.raw import Place
from pipeline.tables import ARTICLES, CAPTURES

_NUMBERS = ("articles", "+", "~", "-", "pages", "size", "its own")
"""Articles added, changed and removed have signs for names, so that a line fits into a terminal."""
_LEGEND = (
    "+ ~ -: articles that its run added, changed, removed. its own: what goes with it, for no other has these files."
)


def start(output: Place, *, as_json: bool, debug: bool) -> Exit:
    """Look and print."""
    return attempt(partial(_status, output, as_json=as_json), debug=debug)


def _status(output: Place, *, as_json: bool) -> Exit:
    status, staged = status_of(output), staged_leftovers(output)
    if as_json:
        write_json(_for_programs(status, staged))
    else:
        Console(highlight=False).print(_for_people(status, staged), soft_wrap=True)
    return Exit.FINE


def _for_programs(status: Status, staged: Staged) -> Mapping[str, object]:
    return {
        "current": status.current.number,
        "snapshots": [_snapshot_for_programs(snapshot) for snapshot in status.snapshots],
        "staged": asdict(staged),
        "unpublished_bytes": status.unpublished_bytes,
    }


def _snapshot_for_programs(snapshot: SnapshotStatus) -> Mapping[str, object]:
    manifest = snapshot.manifest
    said: dict[str, object] = {
        "snapshot": snapshot.number,
        "is_current": snapshot.is_current,
        "names": snapshot.names,
        "bytes": snapshot.bytes,
        "own_bytes": snapshot.own_bytes,
        "is_readable": manifest is not None,
    }
    if manifest is None:
        return said
    return said | {
        "created_at": manifest.created_at,
        "run_id": manifest.run_id,
        "rows": manifest.counts.tables,
        "pages": manifest.counts.statuses,
        "forgotten_pages": snapshot.forgotten,
        "changes": asdict(manifest.changes),
    }


def _for_people(status: Status, staged: Staged) -> RenderableType:
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="bold")
    table.add_column("", justify="right")
    table.add_column("published (UTC)", min_width=len("2000-01-01 00:00"))
    for column in _NUMBERS:
        table.add_column(column, justify="right")
    table.add_column("")
    for snapshot in status.snapshots:
        table.add_row(*map(Text, _row(snapshot)))
    return Group(table, *_notes(status, staged))


def _row(snapshot: SnapshotStatus) -> Iterator[str]:
    manifest = snapshot.manifest
    yield str(snapshot.number)
    if manifest is None:
        yield from ("cannot be read", "", "", "", "", "")
    else:
        changes = manifest.changes
        yield f"{manifest.created_at:%Y-%m-%d %H:%M}"
        yield f"{manifest.counts.tables[ARTICLES.name]:,}"
        yield from (f"{one:,}" for one in (changes.articles_added, changes.articles_changed, changes.articles_removed))
        yield f"{manifest.counts.tables[CAPTURES.name]:,}"
    yield from ("" if size is None else decimal(size) for size in (snapshot.bytes, snapshot.own_bytes))
    yield printable(", ".join([*(["current"] if snapshot.is_current else []), *snapshot.names]))


def _notes(status: Status, staged: Staged) -> Iterator[Text]:
    yield Text(f"\n{_LEGEND}", style="dim")
    forgotten = status.current.forgotten
    if forgotten:
        yield Text(f"\n{counted(forgotten, 'page')} forgotten, and kept out.")
    if staged.shards:
        yield Text(
            f"\nA run that was stopped, or is under way, has {counted(staged.shards, 'finished shard')} "
            f"({decimal(staged.bytes)}); the next run over the same pages goes on with them."
        )
    if status.unpublished_bytes:
        yield Text(f"\n{decimal(status.unpublished_bytes)} are unpublished: {_unpublished(status)}")


def _unpublished(status: Status) -> str:
    if not status.unpublished_stay:
        return (
            "of a run that is publishing now, or of one that was killed there; the next run or a vacuum removes them."
        )
    return (
        "of a run that is publishing now, of one that was killed there, or of snapshots that went; a run or a vacuum "
        f"removes them when they are {status.unpublished_stay.total_seconds() / 3600:g} hours old."
    )
