"""Authors and affiliations: `AuthorList/Author`, with the names in the order in which pages print them.

Pages number affiliations by the first author that has them, and print one that many have once. So do the rows here;
those of `InvestigatorList` follow, for pages list collaborators, too.
"""

from collections.abc import Iterator
from typing import NamedTuple

from pipeline.comparing.elements import text_at, texts_at
from pipeline.comparing.values import Row, Rows
from pipeline.markup.tree import Element
from pipeline.normalize.identifiers import emails, orcid
from pipeline.normalize.text import clean

_PLACES = "AffiliationInfo/Affiliation"
_BARE_ORCID = 16


class People(NamedTuple):
    """Who wrote an article, and where they work."""

    author_count: int
    tables: Rows
    """`authors` and `affiliations`."""


def read_people(article: Element) -> People:
    """All authors that are valid; those of a list of editors are none."""
    authors = list(_authors(article))
    numbers = _numbers(article, authors)
    rows: list[Row] = [_author(author, numbers) for author in authors]
    places: list[Row] = [{"text": place, "emails": emails(place)} for place in numbers]
    return People(len(authors), {"authors": rows, "affiliations": places})


def _authors(article: Element) -> Iterator[Element]:
    for people in article.iterfind("MedlineCitation/Article/AuthorList"):
        if people.get("Type") != "editors":
            yield from (one for one in people.iterfind("Author") if one.get("ValidYN") != "N" and _name(one))


def _numbers(article: Element, authors: list[Element]) -> dict[str, int]:
    """The number of each affiliation."""
    investigators = article.iterfind("MedlineCitation/InvestigatorList/Investigator")
    texts = (place for one in (*authors, *investigators) for place in texts_at(one, _PLACES))
    return {place: number for number, place in enumerate(dict.fromkeys(texts), 1)}


def _author(author: Element, numbers: dict[str, int]) -> Row:
    collective = text_at(author, "CollectiveName")
    return {
        "name": _name(author),
        "short_name": collective or _joined(author, "LastName", "Initials", "Suffix"),
        "is_collective": collective is not None,
        "equal_contribution": author.get("EqualContrib") == "Y",
        "orcid": _orcid(author),
        "affiliation_positions": sorted({numbers[place] for place in texts_at(author, _PLACES)}),
    }


def _name(author: Element) -> str | None:
    """`CollectiveName`, or `ForeName LastName Suffix`, with the `Initials` of one without `ForeName`."""
    given = "ForeName" if text_at(author, "ForeName") else "Initials"
    return text_at(author, "CollectiveName") or _joined(author, given, "LastName", "Suffix")


def _joined(author: Element, *names: str) -> str | None:
    return clean(" ".join(part for name in names if (part := text_at(author, name))))


def _orcid(author: Element) -> str | None:
    """`Identifier` of the `Source` ORCID, which NLM has as an address, in groups, and as sixteen digits alone."""
    written = text_at(author, "Identifier[@Source='ORCID']")
    if written and len(written) == _BARE_ORCID and "-" not in written:
        written = "-".join(written[at : at + 4] for at in range(0, _BARE_ORCID, 4))
    return orcid(written)
