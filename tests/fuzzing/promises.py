"""What holds of any outcome, whatever the bytes were."""

import re
from collections.abc import Iterator
from unicodedata import is_normalized

from pipeline.outcome import Completing, Extracted, Outcome, Reason, Rejected
from pipeline.page import ArticlePage
from pipeline.tables import SECTION_TABLES
from tests.test_damage import OUR_FAULT, stored


class BrokenHere(AssertionError):
    """A promise that does not hold of some input."""


def hold(outcome: Outcome) -> None:
    """A page ends as tidy records that fit their tables, or as a rejection that was foreseen; else BrokenHere."""
    match outcome:
        case Extracted():
            _promise_tidy(outcome.page)
            stored(outcome)
        case Completing():
            _promise_tidy(outcome.page)
        case Rejected():
            _promise_foreseen(outcome)


def _promise_foreseen(rejected: Rejected) -> None:
    if rejected.reason is Reason.PARSER_ERROR and OUR_FAULT.match(rejected.detail):
        raise BrokenHere(f"nobody foresaw: {rejected.detail}")
    if not rejected.detail.strip():
        raise BrokenHere(f"{rejected.reason} without words")


_WILD = re.compile(r"[\x00-\x08\x0b-\x1f\ufeff]")
"""What no text of a table holds: controls (a line feed and a tab apart) and the mark of byte order."""


def _promise_tidy(page: ArticlePage) -> None:
    for name, text in _texts(page):
        if not text or text != text.strip() or not is_normalized("NFC", text) or _WILD.search(text):
            raise BrokenHere(f"{name} is not tidy: {text!r:.200}")


def _texts(page: ArticlePage) -> Iterator[tuple[str, str]]:
    """Every text of the records, with the column's name."""
    for name in ("title", "journal_title", "citation", "copyright", "conflict_of_interest", "funding", "doi", "pmcid"):
        value = getattr(page, name)
        if value is not None:
            yield name, value
    for table in SECTION_TABLES:
        for row in getattr(page, table.name):
            for column, value in zip(row._fields, row, strict=True):
                if isinstance(value, str):
                    yield f"{table.name}.{column}", value
