"""Looking at a snapshot, and telling what is broken, what was looked at, and what was not."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from rich.console import Console, Group, RenderableType
from rich.table import Table
from rich.text import Text

from flows.command.as_json import write_json
from flows.command.blocks import counted
from flows.command.exits import Exit
from flows.command.failing import attempt
from flows.command.pace import Watch, pace
from flows.command.safe import printable
from flows.verifying import verified, verified_with_pages
from pipeline.dataset.verifying.findings import Broken, Verification
from pipeline.dataset.verifying.promises import MEANINGS, Promise
from pipeline.raw import Place

_NOUNS = {
    Promise.MANIFEST: "manifest",
    Promise.FILES: "file",
    Promise.STRAYS: "folder",
    Promise.COLUMNS: "file",
    Promise.RANGES: "article",
    Promise.COUNTS: "count",
    Promise.KEYS: "row",
    Promise.CONTENTS: "article",
    Promise.PAGES: "page",
}
"""What was looked at for each promise; for the others questions were asked of all rows of some files."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is to be looked at."""

    output: Place
    snapshot: str
    raw: Place | None
    """Where pages are read again; None where none are."""
    sample: int


def start(asked: Asked, *, as_json: bool, debug: bool) -> Exit:
    """Look and print."""
    return attempt(partial(_verify, asked, as_json=as_json), debug=debug)


def _verify(asked: Asked, *, as_json: bool) -> Exit:
    with pace() as watch:
        found = _found(asked, watch)
    if as_json:
        write_json(for_programs(found))
    else:
        Console(highlight=False).print(_for_people(found), soft_wrap=True)
    return Exit.FINE if found.is_sound else Exit.DAMAGED


def _found(asked: Asked, watch: Watch) -> Verification:
    if asked.raw is None:
        return verified(asked.output, asked.snapshot, watch)
    return verified_with_pages(asked.output, asked.snapshot, asked.raw, asked.sample, watch)


def for_programs(found: Verification) -> Mapping[str, object]:
    """All of it."""
    return {
        "snapshot": found.number,
        "path": found.place,
        "is_sound": found.is_sound,
        "broken": [_broken_for_programs(one) for one in found.broken],
        "looked_at": [
            {"promise": promise, "meaning": MEANINGS[promise], "number": number, "unit": _noun(promise)}
            for promise, number in found.looked_at.items()
        ],
        "not_looked_at": found.unchecked,
    }


def _broken_for_programs(one: Broken) -> Mapping[str, object]:
    return {
        "promise": one.promise,
        "table": one.table,
        "file": one.file,
        "what": one.what,
        "number": one.number,
        "examples": one.examples,
        "remedy": one.remedy,
    }


def _for_people(found: Verification) -> RenderableType:
    return Group(_headline(found), *_broken(found), *_looked_at(found), *_unchecked(found))


def _headline(found: Verification) -> Text:
    name = "The dataset" if found.number is None else f"Snapshot {found.number}"
    if found.is_sound:
        return Text(f"{name} is as promised, in all that was looked at.", style="bold")
    kinds = len({one.promise for one in found.broken})
    return Text(f"{name} is damaged: {counted(kinds, 'kind')} of promises broken, all named below.", style="bold")


def _broken(found: Verification) -> Iterator[RenderableType]:
    for promise, meaning in MEANINGS.items():
        broken = [one for one in found.broken if one.promise is promise]
        if broken:
            yield Text(f"\nBroken: {meaning}", style="bold")
            yield from (Text(printable(line)) for one in broken for line in _lines(one))
            yield Text(f"  What to do: {broken[0].remedy}.")


def _lines(one: Broken) -> Iterator[str]:
    yield f"- {one.file or one.table or 'the snapshot'}: {one.what}"
    if one.examples:
        rest = ", …" if one.number > len(one.examples) else ""
        yield f"  {one.number:,}, for example {', '.join(one.examples)}{rest}"


def _looked_at(found: Verification) -> Iterator[RenderableType]:
    table = Table(box=None, show_header=False, padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True)
    table.add_column(justify="right", no_wrap=True)
    table.add_column()
    damaged = {one.promise for one in found.broken}
    for promise, number in found.looked_at.items():
        sign = "broken" if promise in damaged else "kept"
        table.add_row(f"  {sign}", counted(number, _noun(promise)), Text(MEANINGS[promise]))
    yield Text("\nLooked at", style="bold")
    yield table


def _unchecked(found: Verification) -> Iterator[RenderableType]:
    yield Text("\nNot looked at", style="bold")
    yield from (Text(f"  {printable(one)}") for one in found.unchecked)


def _noun(promise: Promise) -> str:
    return _NOUNS.get(promise, "question")
