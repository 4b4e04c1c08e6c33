"""What a look at a snapshot found: what was looked at, what is broken, and what nobody looked at."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from pipeline.dataset.verifying.promises import MEANINGS, Promise, remedy
from pipeline.raw import Place

EXAMPLES = 3
"""Keys that are named of each broken promise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Broken:
    """A promise that is broken, in one file or in the snapshot as a whole."""

    promise: Promise
    what: str
    table: str | None = None
    file: str | None = None
    number: int = 1
    """Rows, or articles, that break it."""
    examples: tuple[str, ...] = ()
    """The first of them, by their keys."""

    @property
    def remedy(self) -> str:
        """What to do."""
        return remedy(self.promise)


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """What is known of a snapshot once somebody looked at all of it."""

    place: Place
    number: int | None
    """None where nobody can tell, for its manifest cannot be read."""
    looked_at: Mapping[Promise, int]
    """How often something was held against each kind of promise: files, rows or tables."""
    broken: tuple[Broken, ...]
    unchecked: tuple[str, ...]
    """What was not looked at, in words."""

    @property
    def is_sound(self) -> bool:
        """Whether all that was looked at is as promised."""
        return not self.broken


@dataclass(slots=True)
class Notes:
    """What is found while it is looked at."""

    broken: list[Broken] = field(default_factory=list)
    looked_at: Counter[Promise] = field(default_factory=Counter)
    unchecked: list[str] = field(default_factory=list)
    left_out: Counter[str] = field(default_factory=Counter)
    """Articles that something cannot be said of, by what that is."""

    def note(self, promise: Promise, looked_at: int, broken: Sequence[Broken] = ()) -> None:
        """So much was held against a promise."""
        self.looked_at[promise] += looked_at
        self.broken += broken

    def verification(self, place: Place, number: int | None) -> Verification:
        """All of it, in the order of the promises."""
        order = list(MEANINGS)
        left_out = (f"{number:,} {what}" for what, number in self.left_out.items() if number)
        return Verification(
            place=place,
            number=number,
            looked_at={promise: self.looked_at[promise] for promise in order if promise in self.looked_at},
            broken=tuple(sorted(self.broken, key=lambda one: (order.index(one.promise), one.table or "", one.what))),
            unchecked=(*left_out, *dict.fromkeys(self.unchecked)),
        )
