"""Asking a snapshot in SQL: where the statements come from, and which form their answers have."""

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import duckdb

from flows.command.answers import Writer, as_csv_rows, as_json_lines, as_parquet, as_table
from flows.command.exits import Exit
from flows.command.failing import attempt
from flows.command.safe import printable
from pipeline.dataset import pinned
from pipeline.dataset.reading.sql import WITH_ROWS, sql_over, statements_of, tables_of, told_wrong
from pipeline.errors import QueryWrong
from pipeline.queries.shipped import question
from pipeline.raw import Place

PROMPT, CONTINUED = "sql> ", "...> "


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where the statements come from: one of these, or stdin."""

    query: str | None
    file: Path | None
    question: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is asked of which snapshot."""

    output: Place
    which: str
    source: Source
    memory: str
    parquet: Path | None
    """Where the rows go, if that is a file."""


def printing(limit: int, *, as_json: bool, as_csv: bool) -> Writer:
    """How answers are printed."""
    if as_json:
        return as_json_lines
    return as_csv_rows if as_csv else partial(as_table, limit)


def _writer(asked: Asked, printed: Writer) -> Writer:
    if asked.parquet is None:
        return printed
    _confirm_outside(asked.output, asked.parquet)
    return partial(as_parquet, asked.parquet)


def _confirm_outside(output: Place, file: Path) -> None:
    """QueryWrong for a file that would lie among those of the dataset."""
    if isinstance(output, Path) and file.resolve().is_relative_to(output.resolve()):
        raise QueryWrong(f"{file} lies in the dataset, which is only read here: name a file elsewhere")


def start(asked: Asked, printed: Writer, *, debug: bool) -> Exit:
    """Ask and print."""
    return attempt(partial(_ask, asked, printed), debug=debug)


def _ask(asked: Asked, printed: Writer) -> Exit:
    query, write = _text(asked.source), _writer(asked, printed)
    with (
        pinned(asked.output, asked.which) as snapshot,
        sql_over(snapshot, tables_of(snapshot, query), asked.memory) as session,
    ):
        if query is None:
            _converse(session, write)
        else:
            _answer(session, query, write, is_owed=asked.parquet is not None)
    return Exit.FINE


def _text(source: Source) -> str | None:
    """The statements; None for a person at a terminal."""
    if sum(one is not None for one in (source.query, source.file, source.question)) > 1:
        raise QueryWrong("name a query, a --file or a --question, and no two of them")
    if source.question is not None:
        return question(source.question).query
    if source.file is not None:
        return _read(source.file)
    if source.query is None and not sys.stdin.isatty():
        return sys.stdin.read()
    return source.query


def _read(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise QueryWrong(f"{file} cannot be read: {error}") from error


def _answer(session: duckdb.DuckDBPyConnection, query: str, write: Writer, *, is_owed: bool = False) -> None:
    """Run all statements, and write what those with rows answer."""
    statements = statements_of(session, query)
    if is_owed and not any(statement.type in WITH_ROWS for statement in statements):
        raise QueryWrong("no statement has rows that could be written to a file")
    for statement in statements:
        with told_wrong():
            if statement.type in WITH_ROWS:
                write(session, statement)
            else:
                session.execute(statement)


def _converse(session: duckdb.DuckDBPyConnection, write: Writer) -> None:
    """A statement after the other, until the input ends; a wrong one ends nothing."""
    import readline  # noqa: F401  # `input` has a history and arrow keys then

    for statement in _typed(input):
        try:
            _answer(session, statement, write)
        except QueryWrong as error:
            sys.stderr.write(f"{printable(str(error))}\n")


def _typed(ask: Callable[[str], str]) -> Iterator[str]:
    lines: list[str] = []
    while True:
        try:
            lines.append(ask(CONTINUED if lines else PROMPT))
        except EOFError:
            sys.stdout.write("\n")
            return
        except KeyboardInterrupt:
            sys.stdout.write("\n")
            lines = []
            continue
        if lines[-1].rstrip().endswith(";"):
            yield "\n".join(lines)
            lines = []
