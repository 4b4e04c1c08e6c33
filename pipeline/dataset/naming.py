"""Keeping a snapshot under a name, and letting it go: what people ask for, in front of `names`."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pipeline.dataset.disk.places import Output
from pipeline.dataset.folders.names import CURRENT, give_name, kept_names, take_name
from pipeline.dataset.reading.read import pinned


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A snapshot that stays until its name is taken away."""

    name: str
    number: int
    path: Path
    """Where readers find it by its name."""


def keep(output: Path, name: str, which: str = CURRENT) -> Kept:
    """Keep a snapshot under a name; it is pinned meanwhile, so that it cannot go between the look and the link."""
    places = Output(output)
    with pinned(output, which) as snapshot:
        give_name(places, places.snapshot(snapshot.number), name)
        return Kept(name=name, number=snapshot.number, path=places.kept(name))


def kept_snapshots(output: Path) -> tuple[Kept, ...]:
    """All of them, by name."""
    places = Output(output)
    numbers: Mapping[str, int] = kept_names(places)
    return tuple(Kept(name=name, number=number, path=places.kept(name)) for name, number in numbers.items())


def unkeep(output: Path, name: str) -> Kept:
    """Let a snapshot go the way of all others; SnapshotMissing."""
    places = Output(output)
    return Kept(name=name, number=take_name(places, name), path=places.kept(name))
