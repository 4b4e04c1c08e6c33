"""Rows that a query found, in front of a person or a program: a table, JSON, CSV or Parquet."""

import csv
import json
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
from rich.console import Console, Group
from rich.table import Table
from rich.text import Text

from flows.command.as_json import json_line, value_for_json
from flows.command.safe import printable
from pipeline.errors import QueryWrong

Row = tuple[object, ...]
Writer = Callable[[duckdb.DuckDBPyConnection, duckdb.Statement], None]
"""Has a session answer, and writes the rows."""

_ROWS_AT_A_TIME = 1_024
_LONGEST = 60
"""Characters of a value in a table; a value by itself has more."""
_LONGEST_ALONE = 600
_SHORT = 14
"""Columns of a terminal that each column of a table needs: with less, each row is a block."""
_GAP = "  "
_NULL = "NULL"


def as_table(limit: int, session: duckdb.DuckDBPyConnection, statement: duckdb.Statement) -> None:
    """The first rows, each as a line, or as a block where there are too many columns for that."""
    rows = session.execute(statement)
    names = _names(rows)
    found = rows.fetchmany(limit + 1)
    console = Console(highlight=False)
    if statement.type == duckdb.StatementType.EXPLAIN:
        console.print(Text("\n".join(printable(str(row[-1])) for row in found)), soft_wrap=True)
    elif len(names) * (_SHORT + 2) <= console.width:
        console.print(_table(names, found[:limit], console.width))
    else:
        console.print(Group(*_blocks(names, found[:limit])), soft_wrap=True)
    if not found:
        sys.stdout.write("No rows.\n")
    elif len(found) > limit:
        sys.stdout.write(f"These are the first {limit:,} rows; there are more: --limit, --csv, --json, --parquet\n")


def as_json_lines(session: duckdb.DuckDBPyConnection, statement: duckdb.Statement) -> None:
    """An object a row, each in a line of its own."""
    rows = session.execute(statement)
    names = _apart(_names(rows))
    for row in _all(rows):
        sys.stdout.write(json_line(dict(zip(names, row, strict=True))))


def as_csv_rows(session: duckdb.DuckDBPyConnection, statement: duckdb.Statement) -> None:
    """A head, and a record a row; on a terminal without what it would obey."""
    writer = csv.writer(sys.stdout, lineterminator="\n")
    rows = session.execute(statement)
    writer.writerow(_names(rows))
    for row in _all(rows):
        writer.writerow([_cell(value) for value in row])


def as_parquet(path: Path, session: duckdb.DuckDBPyConnection, statement: duckdb.Statement) -> None:
    """A file, which is there whole or not at all."""
    reader = session.sql(statement.query).to_arrow_reader(_ROWS_AT_A_TIME)
    _apart(reader.schema.names)
    with tempfile.TemporaryDirectory(dir=path.absolute().parent) as scratch:
        partial = Path(scratch, "rows.parquet")
        with pq.ParquetWriter(partial, reader.schema, compression="zstd") as writer:
            count = sum([_written(writer, batch) for batch in reader])
        partial.replace(path)
    sys.stderr.write(f"{count:,} rows are in {printable(str(path))}.\n")


def _written(writer: pq.ParquetWriter, batch: pa.RecordBatch) -> int:
    writer.write_batch(batch)
    return batch.num_rows


def _names(rows: duckdb.DuckDBPyConnection) -> list[str]:
    return [str(column[0]) for column in rows.description or ()]


def _apart(names: Sequence[str]) -> Sequence[str]:
    """The names, of which no two are one: an object, and many a reader of Parquet, would lose a column."""
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise QueryWrong(f"several columns have the name {twice[0]}: name them apart, with AS")
    return names


def _all(rows: duckdb.DuckDBPyConnection) -> Iterator[Row]:
    while found := rows.fetchmany(_ROWS_AT_A_TIME):
        yield from found


def _cell(value: object) -> object:
    """A value as CSV has it: null is empty."""
    text = "" if value is None else _plain(value)
    return printable(str(text)) if sys.stdout.isatty() else text


def _table(names: Sequence[str], found: Sequence[Row], width: int) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="bold")
    columns = [
        [_shown(value, _LONGEST) for value in (name, *values)] for name, *values in zip(names, *found, strict=True)
    ]
    most = _most([max(map(len, column)) for column in columns], width - len(_GAP) * len(names))
    for number, column in enumerate(columns):
        is_number = bool(found) and all(isinstance(row[number], int | float) for row in found)
        table.add_column(Text(_cut(column[0], most)), justify="right" if is_number else "left", no_wrap=True)
    for number in range(1, len(found) + 1):
        table.add_row(*(Text(_cut(column[number], most)) for column in columns))
    return table


def _most(widths: Sequence[int], room: int) -> int:
    """How wide a column may be at most, so that all of them have room."""
    return next((most for most in range(_LONGEST, _SHORT, -1) if sum(min(one, most) for one in widths) <= room), _SHORT)


def _blocks(names: Sequence[str], found: Sequence[Row]) -> Iterator[Text]:
    width = max((len(name) for name in names), default=0)
    for number, row in enumerate(found, 1):
        yield Text(f"row {number}", style="bold")
        for name, value in zip(names, row, strict=True):
            yield Text(f"  {printable(name):<{width}}  {_shown(value, _LONGEST_ALONE)}")


def _shown(value: object, longest: int) -> str:
    """A value in one line, with nothing in it that a terminal would obey."""
    return _cut(" ".join(printable(str(_plain(value))).split()), longest)


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else f"{text[: longest - 1]}…"


def _plain(value: object) -> object:
    """As text: what has members is JSON."""
    if value is None:
        return _NULL
    if isinstance(value, list | tuple | dict):
        return json.dumps(value_for_json(value), ensure_ascii=False)
    return value
