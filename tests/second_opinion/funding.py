"""`#grants`: the grants, or a statement in prose."""

import re

from bs4 import Tag

from tests.second_opinion.rows import Grant
from tests.second_opinion.words import attribute, every, first, words

ACRONYM = re.compile(r"[A-Z][\w&-]{0,7}")


def scrape_grants(block: Tag | None) -> list[Grant]:
    """The grants of both lists."""
    return [_grant(n, item) for n, item in enumerate(every(block, "li", "grant-item"), 1)]


def scrape_funding(block: Tag | None) -> str | None:
    """The statement."""
    return words(first(block, "div", "funding-statement"))


def _grant(position: int, item: Tag) -> Grant:
    """`AI59376/AI/NIAID NIH HHS/United States`, where the link knows the number, which may have slashes."""
    text, number = words(item) or "", attribute(item.a, "data-ga-label")
    grant_id = None if number == "None" else number
    *before, last = text.removeprefix(f"{grant_id}/").strip("/").split("/")
    if not before:
        return Grant(position, text, grant_id, None, last, None)
    acronym = before.pop(0) if len(before) > 1 and ACRONYM.fullmatch(before[0]) else None
    return Grant(position, text, grant_id, acronym, "/".join(before), last)
