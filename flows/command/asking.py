"""Asking a snapshot in SQL: where the statements come from, and which form their answers have."""

import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import partial
from pathlib import Path

import duckdb

from flows.command.answers import Writer, as_blocks, as_csv_rows, as_json_lines, as_parquet, as_plan, as_table
from flows.command.exits import Exit
from flows.command.failing import attempt
from flows.command.safe import printable
from pipeline.dataset import pinned
from pipeline.dataset.reading.sql import WITH_ROWS, sql_over, statements_of, tables_of, told_wrong
from pipeline.errors import QueryWrong
from pipeline.queries.shipped import question
from pipeline.raw import Place

PROMPT, CONTINUED = "sql> ", "...> "
MOST_ROWS = 40
"""Rows that a person is shown who does not say how many."""


class Form(Enum):
    """How rows are printed."""

    TABLE = "table"
    BLOCKS = "blocks"
    JSON = "json"
    CSV = "csv"


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


def printing(form: Form | None, limit: int | None) -> Writer:
    """How answers are printed; without a form, for whoever is at the other end: a person, or a program."""
    most = limit or MOST_ROWS
    writers: Mapping[Form, Writer] = {
        Form.TABLE: partial(as_table, most),
        Form.BLOCKS: partial(as_blocks, most),
        Form.JSON: partial(as_json_lines, limit),
        Form.CSV: partial(as_csv_rows, limit),
    }
    if form is not None:
        return writers[form]
    return partial(_with_plans, writers[Form.TABLE if sys.stdout.isatty() else Form.CSV])


def _with_plans(write: Writer, session: duckdb.DuckDBPyConnection, statement: duckdb.Statement) -> None:
    """A plan is a drawing, and no rows."""
    (as_plan if statement.type == duckdb.StatementType.EXPLAIN else write)(session, statement)


def _writer(asked: Asked, printed: Writer) -> Writer:
    if asked.parquet is None:
        return printed
    _confirm_place(asked.output, asked.parquet)
    return partial(as_parquet, asked.parquet)


def _confirm_place(output: Place, file: Path) -> None:
    """QueryWrong for a file that would lie among those of the dataset, or in no folder."""
    if not file.absolute().parent.is_dir():
        raise QueryWrong(f"{file} cannot be written: there is no folder {file.parent}; make it, or name another file")
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
        why = error.strerror if isinstance(error, OSError) else "it is no text in UTF-8"
        raise QueryWrong(f"{file} cannot be read: {why}; --file names a file of SQL") from error


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
