"""An invented article as PubMed's downloads write it: `Abstract (text)`, lines filled to 80 columns."""

import textwrap
from collections.abc import Callable
from enum import Enum

from tests.invented.article import Author, InventedArticle
from tests.invented.marked_text import as_shown

WIDTH = 80


class Ends(Enum):
    """How a line ends that the margin has broken."""

    BARE = "bare"
    WITH_A_BLANK = "with-a-blank"
    """So that what a hyphen ends may go on without one."""


def render_download(article: InventedArticle, number: int = 1, ends: Ends = Ends.BARE) -> str:
    """One record of a download, as the `number`-th in it."""
    fill = _filled if ends is Ends.BARE else _filled_with_blanks
    title = as_shown(article.title)
    blocks = [
        fill(f"{number}. {article.journal.abbreviation}. {_citation(article)}"),
        fill(title if title.endswith(("?", "!")) else f"{title}."),
        fill(f"[Article in {', '.join(article.languages)}]") if article.languages else "",
        fill(f"{_authors(article)}.") if article.authors else "",
        _affiliations(article, fill),
        *_abstract(article, fill),
        _identifiers(article),
        fill(f"Conflict of interest statement: {_conflict(article)}") if article.conflict_of_interest else "",
    ]
    return "\n\n".join([block for block in blocks if block]) + "\n"


def author_name(author: Author) -> str:
    """The name that a download prints."""
    return author.name if author.short_name is None else author.short_name


def _filled(text: str) -> str:
    return "\n".join(textwrap.wrap(text, WIDTH, break_long_words=False, break_on_hyphens=False))


def _filled_with_blanks(text: str) -> str:
    lines = textwrap.wrap(text, WIDTH - 1, break_long_words=False, break_on_hyphens=True)
    return "\n".join([line if line.endswith("-") or line is lines[-1] else f"{line} " for line in lines])


def _citation(article: InventedArticle) -> str:
    parts = [article.citation.printed(), "" if article.doi is None else f"doi: {article.doi}."]
    return " ".join([part for part in (*parts, article.secondary.printed() if article.secondary else "") if part])


def _authors(article: InventedArticle) -> str:
    text, is_behind_group = "", False
    for author in article.authors:
        signs = "(#)" if author.contributed_equally else ""
        between = "; " if author.is_collective or is_behind_group else ", "
        text += f"{between if text else ''}{author_name(author)}{signs}"
        text += "".join([f"({number})" for number in author.affiliations])
        is_behind_group = author.is_collective
    return text


def _affiliations(article: InventedArticle, fill: Callable[[str], str]) -> str:
    if not article.affiliations or not article.authors:
        return ""
    lines = [fill(f"({n}){affiliation.text}") for n, affiliation in enumerate(article.affiliations, 1)]
    return "\n".join(["Author information: ", *lines])


def _abstract(article: InventedArticle, fill: Callable[[str], str]) -> list[str]:
    parts = article.abstracts[0].parts if article.abstracts else ()
    lines = [
        fill(as_shown(part.text) if part.label is None else f"{part.label.upper()}: {as_shown(part.text)}")
        for part in parts
    ]
    return ["\n".join(lines), fill(article.copyright) if article.copyright else ""]


def _identifiers(article: InventedArticle) -> str:
    lines = ["" if article.doi is None else f"DOI: {article.doi}"]
    lines += ["" if article.pmc is None else f"PMCID: {article.pmc.pmcid}"]
    return "\n".join([line for line in (*lines, f"PMID: {article.pmid} [Indexed for MEDLINE]") if line])


def _conflict(article: InventedArticle) -> str:
    parts = [(part.heading or "", *map(as_shown, part.paragraphs)) for part in article.conflict_of_interest]
    return " ".join([text for part in parts for text in part if text])
