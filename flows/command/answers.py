"""Rows that a query found, in front of a person or a program: a table, JSON, CSV or Parquet."""

import csv
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
from rich.console import Console, Group
from rich.text import Text

from flows.command.as_json import json_line
from flows.command.safe import printable
from flows.command.tabling import Row, blocks, plain, tabled
from pipeline.errors import QueryWrong

Writer = Callable[[duckdb.DuckDBPyConnection, duckdb.Statement], None]
"""Has a session answer, and writes the rows."""

_ROWS_AT_A_TIME = 1_024


def as_table(limit: int, session: duckdb.DuckDBPyConnection, statement: duckdb.Statement) -> None:
    """The first rows, each in a line or a few, or as a block where there are too many columns for that."""
    names, found = _first(limit, session, statement)
    console = Console(highlight=False)
    shown = tabled(names, found[:limit], console)
    if shown is None:
        _print_blocks(names, found[:limit])
    else:
        console.print(shown.table)
        _tell_cut(shown.cut)
    _tell_rows(limit, found)


def as_blocks(limit: int, session: duckdb.DuckDBPyConnection, statement: duckdb.Statement) -> None:
    """The first rows, each as a block of whole values."""
    names, found = _first(limit, session, statement)
    _print_blocks(names, found[:limit])
    _tell_rows(limit, found)


def as_plan(session: duckdb.DuckDBPyConnection, statement: duckdb.Statement) -> None:
    """What EXPLAIN answers, which is drawn."""
    drawn = "\n".join(printable(str(row[-1])) for row in _all(session.execute(statement)))
    Console(highlight=False).print(Text(drawn), soft_wrap=True)


def _first(
    limit: int, session: duckdb.DuckDBPyConnection, statement: duckdb.Statement
) -> tuple[Sequence[str], Sequence[Row]]:
    """The names of the columns, and one row more than may be shown."""
    rows = session.execute(statement)
    return _names(rows), rows.fetchmany(limit + 1)


def _print_blocks(names: Sequence[str], found: Sequence[Row]) -> None:
    Console(highlight=False).print(Group(*blocks(names, found)), soft_wrap=True)


def _tell_cut(columns: Sequence[str]) -> None:
    if columns:
        sys.stdout.write(
            f"Cut at … in {printable(', '.join(columns))}; whole with --blocks, --csv, --json, --parquet\n"
        )


def _tell_rows(limit: int, found: Sequence[Row]) -> None:
    if not found:
        sys.stdout.write("No rows.\n")
    elif len(found) > limit:
        sys.stdout.write(f"These are the first {limit:,} rows; there are more: --limit, --csv, --json, --parquet\n")


def as_json_lines(limit: int | None, session: duckdb.DuckDBPyConnection, statement: duckdb.Statement) -> None:
    """An object a row, each in a line of its own."""
    rows = session.execute(statement)
    names = _apart(_names(rows))
    for row in islice(_all(rows), limit):
        sys.stdout.write(json_line(dict(zip(names, row, strict=True))))


def as_csv_rows(limit: int | None, session: duckdb.DuckDBPyConnection, statement: duckdb.Statement) -> None:
    """A head, and a record a row; on a terminal without what it would obey."""
    writer = csv.writer(sys.stdout, lineterminator="\n")
    rows = session.execute(statement)
    writer.writerow(_names(rows))
    for row in islice(_all(rows), limit):
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
    text = "" if value is None else plain(value)
    return printable(str(text)) if sys.stdout.isatty() else text
