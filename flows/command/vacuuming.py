"""Removing old snapshots, and telling what that frees."""

import sys
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from functools import partial

from flows.command.as_json import write_json
from flows.command.blocks import counted
from flows.command.exits import Exit
from flows.command.failing import attempt
from pipeline.dataset import PublishSettings, Retirement, history_of
from pipeline.raw import Place


def start(output: Place, keep_count: int, keep_age: float, *, as_json: bool, debug: bool) -> Exit:
    """Remove and print."""
    settings = PublishSettings(keep_count=keep_count, keep_age=timedelta(hours=keep_age))
    return attempt(partial(_vacuum, output, settings, as_json=as_json), debug=debug)


def _vacuum(output: Place, settings: PublishSettings, *, as_json: bool) -> Exit:
    retirement = history_of(output).vacuum(settings, datetime.now(UTC))
    if as_json:
        write_json(_for_programs(retirement))
    else:
        sys.stdout.write(_for_people(retirement, settings))
    return Exit.FINE


def _for_programs(retirement: Retirement) -> Mapping[str, object]:
    return {
        "bytes_freed": retirement.bytes_freed,
        "removed": [{"snapshot": number, "bytes_freed": freed} for number, freed in retirement.freed.items()],
        "spared": [{"snapshot": number, "why": why} for number, why in retirement.spared.items()],
    }


def _for_people(retirement: Retirement, settings: PublishSettings) -> str:
    gone = [f"Snapshot {number} is removed: {freed:,} bytes freed.\n" for number, freed in retirement.freed.items()]
    spared = [f"Snapshot {number} stays: {why.value}.\n" for number, why in retirement.spared.items()]
    total = f"{counted(len(gone), 'snapshot')} removed, {retirement.bytes_freed:,} bytes freed.\n"
    return "".join([*gone, *spared, total, *_notes(retirement, settings)])


def _notes(retirement: Retirement, settings: PublishSettings) -> Iterator[str]:
    if retirement.waiting_bytes:
        hours = settings.sweep_age.total_seconds() / 3600
        yield (
            f"{retirement.waiting_bytes:,} bytes of no snapshot may be of a run under way; a run or a vacuum removes "
            f"them when they are {hours:g} hours old.\n"
        )
