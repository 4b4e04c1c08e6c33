"""Which questions, tables and views come with every dataset, for a person or a program."""

import sys
import textwrap
from collections.abc import Iterable, Iterator
from functools import partial

from flows.command.as_json import json_line
from flows.command.exits import Exit
from flows.command.failing import attempt
from pipeline.queries.shipped import Shipped, questions, views
from pipeline.record import meaning
from pipeline.tables import TABLES

_WIDTH = 100
_INDENT = " " * 4
_QUESTIONS = "Questions, for --question NAME:\n\n"
_TABLES = "\nTables, for SQL:\n\n"
_VIEWS = "\nViews, which are asked like tables:\n\n"


def start(*, as_json: bool, debug: bool) -> Exit:
    """Tell them."""
    return attempt(partial(_tell, _lines() if as_json else _text()), debug=debug)


def _tell(lines: Iterator[str]) -> Exit:
    sys.stdout.writelines(lines)
    return Exit.FINE


def _kinds() -> Iterator[tuple[str, str, Iterable[Shipped]]]:
    yield "question", _QUESTIONS, questions()
    yield "table", _TABLES, (Shipped(table.name, meaning(table), f'FROM "{table.name}"') for table in TABLES)
    yield "view", _VIEWS, views()


def _text() -> Iterator[str]:
    for _, head, found in _kinds():
        yield head
        for one in found:
            yield f"  {one.name}\n"
            yield textwrap.fill(one.meaning, _WIDTH, initial_indent=_INDENT, subsequent_indent=_INDENT) + "\n"


def _lines() -> Iterator[str]:
    for kind, _, found in _kinds():
        for one in found:
            yield json_line({"kind": kind, "name": one.name, "meaning": one.meaning, "query": one.query})
