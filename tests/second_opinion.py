"""A second opinion on a page: a short scraper on BeautifulSoup, which shares no code with the program."""

import re
import unicodedata
from dataclasses import dataclass

from bs4 import BeautifulSoup, Tag

from pipeline.outcome import Extracted


@dataclass(frozen=True)
class Opinion:
    """What a plain scraper sees of an article."""

    pmid: str | None
    pmcid: str | None
    doi: str | None
    title: str
    authors: list[str]
    affiliation_count: int
    abstract: list[str]
    figure_labels: list[str | None]
    references: int
    mesh_terms: list[str]


def opinion_of_page(page: str | bytes) -> Opinion:
    """What stands on the page."""
    soup = BeautifulSoup(page, "lxml")
    return Opinion(
        pmid=_identifier(soup, "pubmed"),
        pmcid=_identifier(soup, "pmc"),
        doi=(_identifier(soup, "doi") or "").lower() or None,
        title=_words(soup.select("#full-view-heading h1")[0]),
        authors=[_words(name) for name in soup.select("#full-view-heading .inline-authors .full-name")],
        affiliation_count=len(soup.select("#full-view-expanded-authors .affiliations li")),
        abstract=[_words(paragraph) for paragraph in _abstract(soup)],
        figure_labels=[_label(figure) for figure in soup.select("#figures figure")],
        references=len(soup.select("#references ol.references-list > li")),
        mesh_terms=[_words(button) for button in soup.select("#mesh-terms .keywords-list > li > div > button")],
    )


def opinion_of_records(extracted: Extracted) -> Opinion:
    """The same out of the program's records."""
    page = extracted.page
    return Opinion(
        pmid=None if page.pmid is None else str(page.pmid),
        pmcid=page.pmcid,
        doi=page.doi,
        title=page.title or "",
        authors=[author.name for author in page.authors],
        affiliation_count=len(page.affiliations),
        abstract=[
            " ".join(part for part in (s.label and f"{s.label}:", s.text) if part) for s in page.abstract_sections
        ],
        figure_labels=[figure.label for figure in page.figures],
        references=len(page.references),
        mesh_terms=[_mesh_line(t.descriptor, t.qualifier) for t in page.mesh_terms],
    )


def _identifier(soup: BeautifulSoup, kind: str) -> str | None:
    found = soup.select(f"#full-view-identifiers .{kind} .id-link, #full-view-identifiers .{kind} .current-id")
    return _words(found[0]) if found else None


def _abstract(soup: BeautifulSoup) -> list[Tag]:
    return soup.select("#abstract .abstract-content p") or [
        paragraph for paragraph in soup.select("#abstract > p") if not _words(paragraph).startswith("Keywords:")
    ]


def _label(figure: Tag) -> str | None:
    bare = str(figure.select("a.figure-link")[0].get("data-image-alt", ""))
    if bare not in {"captionless-figure", "None", ""}:
        return _tidy(bare)
    printed = figure.select("figcaption .figure-label")
    return _words(printed[0]) if printed else None


def _mesh_line(descriptor: str, qualifier: str | None) -> str:
    return descriptor if qualifier is None else f"{descriptor} / {qualifier}"


def _words(element: Tag) -> str:
    return _tidy(element.get_text()).replace("* / ", " / ").removesuffix("*")


def _tidy(text: str) -> str:
    return unicodedata.normalize("NFC", re.sub(r"\s+", " ", text.replace("\ufeff", "")).strip())


def opinion_of_references(answer: str | bytes) -> list[str]:
    """The citations of a list, without the links behind them."""
    items = BeautifulSoup(answer, "lxml").select("ol.references-list > li")
    return [" ".join(_without_links(note) for note in item.select("li")) for item in items]


def _without_links(note: Tag) -> str:
    for link in note.select(".reference-link"):
        link.decompose()
    return re.sub(r"(?: -)+$", "", _words(note))
