"""Counts and lists on a terminal, all in the same shape."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from rich.console import RenderableType
from rich.style import Style
from rich.table import Table
from rich.text import Text

from flows.command.safe import printable

MOST_LINES = 20
"""Lines of a list that are printed; the others are counted."""


def counted(number: int, noun: str) -> str:
    """`1 page`, `2 pages`."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def block(title: str, counts: Mapping[str, int]) -> Iterator[RenderableType]:
    """A heading with its counts below; nothing where there are none."""
    if not counts:
        return
    table = Table(box=None, show_header=False, padding=(0, 2, 0, 0))
    table.add_column(justify="right")
    table.add_column()
    for name, number in counts.items():
        table.add_row(f"{number:>12,}", Text(printable(name)))
    yield Text(f"\n{title}", style="bold")
    yield table


def linked(file: Path) -> Text:
    """Where a file is, as its path; a terminal that knows links opens it."""
    return Text(printable(str(file)), style=Style(link=file.absolute().as_uri()))


def listed(lines: Iterable[str], number: int) -> Iterator[RenderableType]:
    """The first lines of a list of so many, which may come from pages."""
    for line, _ in zip(lines, range(MOST_LINES), strict=False):
        yield Text(f"  {printable(line)}")
    if number > MOST_LINES:
        yield Text(f"  … and {number - MOST_LINES:,} more; --json lists all")


def present(counts: Mapping[str, int]) -> Mapping[str, int]:
    """Those that are not 0."""
    return {name: number for name, number in counts.items() if number}
