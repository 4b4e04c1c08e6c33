"""What a run would read, and why, in front of a person or a program."""

from collections.abc import Iterator, Mapping
from functools import partial

from rich.console import Console, Group, RenderableType
from rich.text import Text

from flows.command.as_json import write_json
from flows.command.blocks import block, counted, listed
from flows.command.exits import Exit
from flows.command.failing import attempt
from flows.run import Run
from flows.steps import compared, confirm_folders
from pipeline.dataset import Comparison, Why
from pipeline.raw import Place, Raw
from pipeline.sources import Listing, weights_of

MEANINGS: Mapping[str, str] = {
    Why.NEW.value: "new: never read before",
    Why.CHANGED.value: "changed: another size or time",
    Why.NOTED.value: "noted anew: captures.jsonl says something else",
    Why.OUTDATED.value: "outdated: their parser has another version now",
    Why.UNREAD.value: "unread: could not be read the last time",
    Why.OWED.value: "owed: a better page of their article was forgotten",
    Why.ASKED.value: "asked for",
    Why.UNCHANGED.value: "unchanged: not read",
    "gone": "gone: what they showed stays",
}
"""The kinds of files, in words."""


def start(raw: Raw, output: Place, *, as_json: bool, debug: bool) -> Exit:
    """Compare and print."""
    return attempt(partial(_plan, Run(raw=raw, output=output, workers=1), as_json=as_json), debug=debug)


def _plan(run: Run, *, as_json: bool) -> Exit:
    confirm_folders(run)
    listing, comparison = compared(run)
    if as_json:
        write_json(_for_programs(listing, comparison))
    else:
        Console(highlight=False).print(_for_people(listing, comparison), soft_wrap=True)
    return Exit.FINE


def _for_programs(listing: Listing, comparison: Comparison) -> Mapping[str, object]:
    to_read = comparison.to_read.inputs
    return {
        "has_work": bool(to_read),
        "files": len(listing.inputs),
        "files_to_read": len(to_read),
        "bytes_to_read": sum(weight.size for weight in weights_of(to_read)),
        "counts": comparison.counts(),
        "ignored": listing.ignored,
        "inputs": [
            {"address": source.uri, "why": why.value, "bytes": source.size} for source, why in comparison.reasons()
        ],
    }


def _for_people(listing: Listing, comparison: Comparison) -> RenderableType:
    to_read = comparison.to_read.inputs
    size = sum(weight.size for weight in weights_of(to_read))
    verb = f"{len(to_read):,} would be read, {size:,} bytes." if to_read else "none would be read."
    return Group(
        Text(f"{counted(len(listing.inputs), 'file')}: {verb}"),
        *block("Files", {MEANINGS[name]: number for name, number in comparison.counts().items()}),
        *block("Files that are no pages", listing.ignored),
        *_first(comparison),
    )


def _first(comparison: Comparison) -> Iterator[RenderableType]:
    if comparison.codes:
        yield Text("\nTo be read", style="bold")
        lines = (f"{source.uri} ({why.value})" for source, why in comparison.reasons())
        yield from listed(lines, len(comparison.codes))
