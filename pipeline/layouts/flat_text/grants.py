"""Section `Grants and funding`: a statement in prose, and grants, each its number, agency and country."""

from typing import NamedTuple

from pipeline.layouts.flat_text.lines import Line, Mark
from pipeline.layouts.flat_text.terms import MENU
from pipeline.normalize.grants import split_grant
from pipeline.normalize.text import clean
from pipeline.tables import Grant


class Funding(NamedTuple):
    """What the section holds."""

    statement: str | None = None
    grants: tuple[Grant, ...] = ()


def read_funding(lines: tuple[Line, ...]) -> Funding:
    """The statement and the grants."""
    shown = [line for line in lines if not MENU.match(line.text)]
    prose = " ".join(line.text for line in shown if not _is_grant(line))
    return Funding(clean(prose), tuple(_grant(n, line.text) for n, line in enumerate(filter(_is_grant, shown), 1)))


def _is_grant(line: Line) -> bool:
    """An item of the list; where the text has no items, words that are no sentence."""
    return line.mark is Mark.ITEM or not line.text.endswith(".")


def _grant(position: int, text: str) -> Grant:
    number, slash, _ = text.partition("/")
    parts = split_grant(text, number if slash else None)
    return Grant(position, text, parts.grant_id, parts.acronym, parts.agency, parts.country)
