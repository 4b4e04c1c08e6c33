"""What was done and what came of it: the lines of a table, each of which knows whether it is as promised."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field


@dataclass(slots=True)
class Sums:
    """What was counted in one section."""

    head: Sequence[str]
    """The names of the columns."""
    lines: list[Sequence[str]] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)
    """Promises that did not hold, in words."""

    def add(self, *cells: object) -> None:
        """One more line."""
        self.lines.append([f"{cell:,}" if isinstance(cell, int) else _inert(str(cell)) for cell in cells])

    def expect(self, holds: bool, otherwise: str) -> None:  # what holds or not is all that this is about
        """Remember a promise that does not hold."""
        if not holds:
            self.broken.append(otherwise)

    def table(self) -> str:
        """As Markdown, with what is broken below."""
        rows = [_row(self.head), _row(["---"] * len(self.head)), *map(_row, self.lines)]
        told = [f"**Broken: {_inert(words)}**" for words in self.broken]
        return "\n".join([*rows, "", *(told or ["Every promise held."])])


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _inert(text: str) -> str:
    """Text of programs and pages, as one cell."""
    return " ".join(text.split()).replace("|", "\\|").replace("<", "&lt;")
