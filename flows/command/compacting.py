"""Compacting a dataset, and telling what became of its files."""

import sys
from collections.abc import Mapping
from functools import partial

from flows.command.as_json import write_json
from flows.command.blocks import counted
from flows.command.exits import Exit
from flows.command.failing import attempt
from flows.run import usable_cores
from flows.steps import compacted
from pipeline.dataset import Compacted, Published
from pipeline.raw import Place


def start(output: Place, workers: int | None, *, as_json: bool, debug: bool) -> Exit:
    """Compact and print."""
    return attempt(partial(_compact, output, workers or usable_cores(), as_json=as_json), debug=debug)


def _compact(output: Place, workers: int, *, as_json: bool) -> Exit:
    done = compacted(output, workers)
    if as_json:
        write_json(_for_programs(done))
    else:
        sys.stdout.write(_for_people(done))
    return Exit.FINE


def _for_programs(done: Compacted) -> Mapping[str, object]:
    return {
        "snapshot": int(_name(done)),
        "is_published": isinstance(done.publication, Published),
        "ranges": done.ranges,
        "files_before": done.files_before,
        "files_after": done.files_after,
    }


def _for_people(done: Compacted) -> str:
    files = counted(done.files_after, "file")
    if not isinstance(done.publication, Published):
        return f"There is nothing to weave: the tables are in {files} ({_name(done)}).\n"
    return (
        f"{counted(done.ranges, 'range')} of articles woven: the tables are in {files}, before in "
        f"{done.files_before:,}. The dataset is published ({_name(done)}).\n"
    )


def _name(done: Compacted) -> str:
    return done.publication.snapshot.name.removesuffix(".json")
