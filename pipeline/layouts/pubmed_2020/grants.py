"""Section `#grants`: one link a grant, `LSNYB201612/Education Department of Liaoning Province/China`."""

from pipeline.markup.select import many, text_of
from pipeline.markup.tree import Element
from pipeline.normalize.grants import split_grant
from pipeline.tables import Grant

NO_NUMBER = "None"


def extract_grants(block: Element) -> tuple[Grant, ...]:
    """The grants as printed, with their parts; a link's label holds the number, which may have slashes of its own."""
    items = [item for item in many(block, "li", "grant-item") if text_of(item)]
    return tuple(_grant(n, item) for n, item in enumerate(items, 1))


def _grant(position: int, item: Element) -> Grant:
    text = text_of(item) or ""
    link = next(item.iter("a"), None)
    number = link.get("data-ga-label") if link is not None else None
    parts = split_grant(text, None if number == NO_NUMBER else number)
    return Grant(position, text, parts.grant_id, parts.acronym, parts.agency, parts.country)
