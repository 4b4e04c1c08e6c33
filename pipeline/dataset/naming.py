"""Keeping a snapshot under a name, and letting it go: what people ask for, in front of a history."""

from dataclasses import dataclass

from pipeline.dataset.history import CURRENT
from pipeline.dataset.homes import history_of
from pipeline.raw import Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A snapshot that stays until its name is taken away."""

    name: str
    number: int
    path: Place
    """Where readers find it: the folder of its name; in an object store its manifest."""


def keep(output: Place, name: str, which: str = CURRENT) -> Kept:
    """Keep a snapshot under a name; it is pinned meanwhile, so that it cannot go between the look and the name.

    Raises DatasetMissing, SnapshotMissing, NameTaken.
    """
    history = history_of(output)
    with history.pinned(which) as snapshot:
        history.give_name(snapshot.number, name)
        return Kept(name=name, number=snapshot.number, path=history.named_place(name, snapshot.number))


def kept_snapshots(output: Place) -> tuple[Kept, ...]:
    """All of them, by name."""
    history = history_of(output)
    return tuple(
        Kept(name=name, number=number, path=history.named_place(name, number))
        for name, number in sorted(history.names().items())
    )


def unkeep(output: Place, name: str) -> Kept:
    """Let a snapshot go the way of all others; SnapshotMissing."""
    history = history_of(output)
    number = history.take_name(name)
    return Kept(name=name, number=number, path=history.named_place(name, number))
