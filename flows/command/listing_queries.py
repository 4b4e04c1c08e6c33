"""Which questions and views come with every dataset, for a person or a program."""

import sys
import textwrap
from collections.abc import Iterator
from functools import partial

from flows.command.as_json import json_line
from flows.command.exits import Exit
from flows.command.failing import attempt
from pipeline.queries.shipped import questions, views

_WIDTH = 100
_INDENT = " " * 4
_QUESTIONS = "Questions, for --question NAME:\n\n"
_VIEWS = "\nViews, beside the tables:\n\n"


def start(*, as_json: bool, debug: bool) -> Exit:
    """Tell them."""
    return attempt(partial(_tell, _lines() if as_json else _text()), debug=debug)


def _tell(lines: Iterator[str]) -> Exit:
    sys.stdout.writelines(lines)
    return Exit.FINE


def _text() -> Iterator[str]:
    for head, found in ((_QUESTIONS, questions()), (_VIEWS, views())):
        yield head
        for one in found:
            yield f"  {one.name}\n"
            yield textwrap.fill(one.meaning, _WIDTH, initial_indent=_INDENT, subsequent_indent=_INDENT) + "\n"


def _lines() -> Iterator[str]:
    for kind, found in (("question", questions()), ("view", views())):
        for one in found:
            yield json_line({"kind": kind, "name": one.name, "meaning": one.meaning, "query": one.query})
