"""The queries that come with a dataset, as their files say them."""

import difflib
import re
from collections.abc import Collection, Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from pipeline.errors import QueryWrong
from pipeline.tables import TABLES, Table

_ROOM = Path(__file__).parent
_COMMENT = "--"


class Shipped(NamedTuple):
    """A query with a name."""

    name: str
    """Of a question its words, with `-` between them; of a view what it is called in SQL."""
    meaning: str
    """Of a view what a row is; of a question the question, and what has to be known of its answer."""
    query: str
    """One statement, without its first comment."""


@cache
def views() -> tuple[Shipped, ...]:
    """All views; each uses only tables and views before it."""
    return tuple(_read(path) for path in sorted((_ROOM / "views").glob("*.sql")))


@cache
def questions() -> tuple[Shipped, ...]:
    """All questions, in the order in which people read them."""
    found = (_read(path) for path in sorted((_ROOM / "questions").glob("*.sql")))
    return tuple(one._replace(name=one.name.replace("_", "-")) for one in found)


def question(name: str) -> Shipped:
    """The question of a name; QueryWrong where there is none."""
    known = {one.name: one for one in questions()}
    if name not in known:
        near = [one for one in known if name in one][:1] or difflib.get_close_matches(name, known, n=1)
        meant = f"; did you mean {near[0]}?" if near else ";"
        raise QueryWrong(f"there is no question {name}{meant} `pubmed-etl sql --list` tells all")
    return known[name]


def tables_behind(text: str) -> Collection[Table]:
    """The tables that SQL can mean, by itself or by way of views: those whose names are among its words."""
    words = _words(text)
    for view in reversed(views()):
        if view.name in words:
            words |= _words(view.query)
    return [table for table in TABLES if table.name in words]


def views_over(tables: Collection[Table]) -> Iterator[Shipped]:
    """The views that need no other tables than these."""
    return (view for view in views() if set(tables_behind(view.query)) <= set(tables))


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.lower()))


def _read(path: Path) -> Shipped:
    """A file is `<number>_<name>.sql`: a comment, and a query."""
    lines = path.read_text(encoding="utf-8").splitlines()
    end = next(number for number, line in enumerate(lines) if not line.startswith(_COMMENT))
    meaning = " ".join(line.removeprefix(_COMMENT).strip() for line in lines[:end])
    return Shipped(path.stem.partition("_")[2], meaning, "\n".join(lines[end:]).strip())
