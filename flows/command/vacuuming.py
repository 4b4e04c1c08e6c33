"""Removing old snapshots, and telling what that frees."""

import sys
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

from flows.command.as_json import write_json
from flows.command.blocks import counted
from flows.command.exits import Exit
from flows.command.failing import attempt
from pipeline.dataset import PublishSettings, Retirement
from pipeline.dataset.folders.vacuum import vacuum


def start(output: Path, keep_count: int, keep_age: float, *, as_json: bool, debug: bool) -> Exit:
    """Remove and print."""
    settings = PublishSettings(keep_count=keep_count, keep_age=timedelta(hours=keep_age))
    return attempt(partial(_vacuum, output, settings, as_json=as_json), debug=debug)


def _vacuum(output: Path, settings: PublishSettings, *, as_json: bool) -> Exit:
    retirement = vacuum(output, settings, datetime.now(UTC))
    if as_json:
        write_json(_for_programs(retirement))
    else:
        sys.stdout.write(_for_people(retirement))
    return Exit.FINE


def _for_programs(retirement: Retirement) -> Mapping[str, object]:
    return {
        "bytes_freed": sum(retirement.freed.values()),
        "removed": [{"snapshot": number, "bytes_freed": freed} for number, freed in retirement.freed.items()],
        "spared": [{"snapshot": number, "why": why} for number, why in retirement.spared.items()],
    }


def _for_people(retirement: Retirement) -> str:
    total = sum(retirement.freed.values())
    gone = [f"Snapshot {number} is removed: {freed:,} bytes freed.\n" for number, freed in retirement.freed.items()]
    spared = [f"Snapshot {number} stays: {why.value}.\n" for number, why in retirement.spared.items()]
    return "".join([*gone, *spared, f"{counted(len(gone), 'snapshot')} removed, {total:,} bytes freed.\n"])
