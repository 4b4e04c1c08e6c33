"""Keeping snapshots by name, letting them go, and telling which are kept."""

import sys
from collections.abc import Mapping
from functools import partial

from flows.command.as_json import write_json
from flows.command.exits import Exit
from flows.command.failing import attempt
from flows.command.safe import printable
from pipeline.dataset import Kept, current_snapshot, keep, kept_snapshots, unkeep
from pipeline.raw import Place


def start_keeping(output: Place, name: str, which: str, *, as_json: bool, debug: bool) -> Exit:
    """Keep and say so."""
    return attempt(partial(_keep, output, name, which, as_json=as_json), debug=debug)


def start_letting_go(output: Place, name: str, *, as_json: bool, debug: bool) -> Exit:
    """Let go and say so."""
    return attempt(partial(_unkeep, output, name, as_json=as_json), debug=debug)


def start_listing(output: Place, *, as_json: bool, debug: bool) -> Exit:
    """Print what is kept."""
    return attempt(partial(_list, output, as_json=as_json), debug=debug)


def _keep(output: Place, name: str, which: str, *, as_json: bool) -> Exit:
    kept = keep(output, name, which)
    if as_json:
        write_json(_for_programs(kept))
    else:
        _say(
            f"Snapshot {kept.number} is kept as {kept.name}, for as long as you like: other programs read {kept.path}."
        )
    return Exit.FINE


def _unkeep(output: Place, name: str, *, as_json: bool) -> Exit:
    kept = unkeep(output, name)
    if as_json:
        write_json(_for_programs(kept))
    else:
        _say(f"Snapshot {kept.number} is not kept as {kept.name} any more.")
    return Exit.FINE


def _list(output: Place, *, as_json: bool) -> Exit:
    current_snapshot(output)
    kept = kept_snapshots(output)
    if as_json:
        write_json([_for_programs(one) for one in kept])
    for line in [] if as_json else [f"{one.name}  snapshot {one.number}  {one.path}" for one in kept]:
        _say(line)
    return Exit.FINE


def _for_programs(kept: Kept) -> Mapping[str, object]:
    return {"name": kept.name, "snapshot": kept.number, "path": kept.path}


def _say(line: str) -> None:
    sys.stdout.write(f"{printable(line)}\n")
