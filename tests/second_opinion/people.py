"""Authors and affiliations, in the full view of the heading."""

import re
from collections.abc import Mapping
from urllib.parse import parse_qs, urlsplit

from bs4 import Tag

from tests.second_opinion.rows import Affiliation, Author
from tests.second_opinion.words import attribute, every, first, words

EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
ORCID = re.compile(r"orcid\.org/(\d{4}-\d{4}-\d{4}-\d{3}[\dX])")
NAMES = ("a", "span")
"""A name is a link, but where PubMed has nothing to find by it."""
GROUP = "[Corporate Author]"


def scrape_affiliations(view: Tag | None) -> Mapping[str, Affiliation]:
    """The affiliations by the ids of their elements, to which authors link."""
    block = first(view, "div", "affiliations")
    items = [] if block is None else block.find_all("li")
    return {str(item["id"]): _affiliation(n, item) for n, item in enumerate(items, 1)}


def scrape_authors(view: Tag | None, affiliations: Mapping[str, Affiliation]) -> list[Author]:
    """The authors; collaborators are in a list of their own."""
    items = every(first(view, "div", "inline-authors"), "span", "authors-list-item")
    return [_author(n, item, affiliations) for n, item in enumerate(items, 1)]


def _affiliation(position: int, item: Tag) -> Affiliation:
    key, text = words(first(item, "sup", "key")), words(item) or ""
    text = text.removeprefix(key or "").strip()
    return Affiliation(position, text, EMAIL.findall(text))


def _author(position: int, item: Tag, affiliations: Mapping[str, Affiliation]) -> Author:
    name = first(item, NAMES, "full-name")
    term = _search_term(name)
    targets = (str(link["href"]).removeprefix("#") for link in every(item, "a", "affiliation-link"))
    return Author(
        position=position,
        name=words(name),
        short_name=term.removesuffix(GROUP) if term else None,
        is_collective=term is not None and term.endswith(GROUP),
        equal_contribution=first(item, "a", "equal-contrib") is not None,
        orcid=_orcid(item),
        affiliation_positions=[affiliations[target].position for target in targets if target in affiliations],
    )


def _search_term(name: Tag | None) -> str | None:
    """`Li L` of `/?term=Li+L&cauthor_id=1`."""
    terms = parse_qs(urlsplit(attribute(name, "href") or "").query).get("term")
    return terms[0] if terms else None


def _orcid(item: Tag) -> str | None:
    links = (ORCID.search(str(link.get("href"))) for link in item.find_all("a"))
    return next((found[1] for found in links if found), None)
