"""Rows in front of a person: lines of a table as wide as the terminal, or a block a row; what is cut is told.

A narrow column is never cut. What has no room in a line goes on in the next one, and only a value that needs more lines
than a table can bear is cut, and its column named.
"""

import json
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

from flows.command.as_json import value_for_json
from flows.command.safe import printable

Row = tuple[object, ...]

_MOST_LINES = 8
"""Lines of a value in a table."""
_LEAST = 14
"""Columns of a terminal that a column with longer values needs: with less, each row is a block."""
_GAP = 2
_NULL = "NULL"
_WORD = re.compile("[^_]*_*")


class Tabled(NamedTuple):
    """A table that is as wide as it may be."""

    table: Table
    cut: tuple[str, ...]
    """The columns of which it does not show all."""


class _Cell(NamedTuple):
    shown: Text
    is_cut: bool


def tabled(names: Sequence[str], found: Sequence[Row], console: Console) -> Tabled | None:
    """A line a row, or a few where values are long; None where there are too many columns for that."""
    columns = [[in_a_line(row[number]) for row in found] for number in range(len(names))]
    widths = _widths([printable(name) for name in names], columns, console.width - _GAP * len(names))
    if widths is None:
        return None
    cells = [[_cell(value, width, console) for value in column] for column, width in zip(columns, widths, strict=True)]
    cut = tuple(name for name, column in zip(names, cells, strict=True) if any(cell.is_cut for cell in column))
    table = Table(box=None, padding=(0, _GAP, 0, 0), header_style="bold")
    for number, (name, width) in enumerate(zip(names, widths, strict=True)):
        is_number = bool(found) and all(isinstance(row[number], int | float) for row in found)
        table.add_column(_head(printable(name), width), justify="right" if is_number else "left", width=width)
    for row in zip(*cells, strict=True):
        table.add_row(*(cell.shown for cell in row))
    return Tabled(table, cut)


def blocks(names: Sequence[str], found: Sequence[Row]) -> Iterator[Text]:
    """A line a value, which is there as a whole."""
    width = max((len(printable(name)) for name in names), default=0)
    indent = " " * (width + 2 * _GAP)
    for number, row in enumerate(found, 1):
        yield Text(f"row {number}", style="bold")
        for name, value in zip(names, row, strict=True):
            shown = printable(str(plain(value))).replace("\n", f"\n{indent}")
            yield Text(f"  {printable(name):<{width}}  {shown}")


def in_a_line(value: object) -> str:
    """A value in one line, with nothing in it that a terminal would obey."""
    return " ".join(printable(str(plain(value))).split())


def plain(value: object) -> object:
    """As text: what has members is JSON."""
    if value is None:
        return _NULL
    if isinstance(value, list | tuple | dict):
        return json.dumps(value_for_json(value), ensure_ascii=False)
    return value


def _widths(names: Sequence[str], columns: Sequence[Sequence[str]], room: int) -> Sequence[int] | None:
    """How wide each column is, so that all have room; names go over several lines before values do."""
    longest = [max(map(cell_len, column), default=0) for column in columns]
    whole = [max(one, cell_len(name)) for one, name in zip(longest, names, strict=True)]
    if sum(whole) <= room:
        return whole
    broken = [max(one, *map(cell_len, _words(name))) for one, name in zip(longest, names, strict=True)]
    shares = ([min(one, most) for one in broken] for most in range(max(broken), _LEAST - 1, -1))
    return next((widths for widths in shares if sum(widths) <= room), None)


def _words(name: str) -> Sequence[str]:
    """The words of a name in SQL, each with the `_` behind it."""
    return _WORD.findall(name)


def _head(name: str, width: int) -> Text:
    lines = [""]
    for word in _words(name):
        if lines[-1] and cell_len(lines[-1] + word) > width:
            lines.append("")
        lines[-1] += word
    return Text("\n".join(lines), overflow="fold")


def _cell(value: str, width: int, console: Console) -> _Cell:
    if cell_len(value) <= width:
        return _Cell(Text(value), is_cut=False)
    lines = list(Text(value).wrap(console, width, overflow="fold"))
    shown, is_cut = lines[:_MOST_LINES], len(lines) > _MOST_LINES
    if is_cut:
        shown[-1].truncate(width - 1)
        shown[-1].append("…")
    return _Cell(Text("\n").join(shown), is_cut=is_cut)
