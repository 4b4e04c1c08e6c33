"""Invented articles that know each other: each rarity once, and references, links and notices from one to another."""

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path

from flows.plain import run_plain
from flows.run import Run
from tests.invented.article import Era, InventedArticle
from tests.invented.html_2020 import render_html
from tests.invented.invent import invent
from tests.invented.links import Docsum, LinkedList
from tests.invented.marked_text import as_words
from tests.invented.matter import LinkKind, Note, Reference, ReferenceLink, ReferenceList
from tests.invented.rarities import Rarity, rarity_of
from tests.invented.records import Records, Row, expected_records

_SEEDS = [seed for seed in range(1, 50) if rarity_of(seed) is not Rarity.AMBIGUOUS_GRANTS]
"""What a grant's printed form leaves open, no answer can be held against."""
CITING, ALSO_CITING, SELF_CITING, TOLD_BY_THE_OTHER = 8, 9, 10, 11
CITED, CITED_BY_DOI, CITED_BY_PMCID = 13, 14, 21
RETRACTED = next(seed for seed in _SEEDS if rarity_of(seed) is Rarity.RETRACTED)
COMMENTED = next(seed for seed in _SEEDS if rarity_of(seed) is Rarity.COMMENT_IN)
COMMENT = next(seed for seed in _SEEDS if rarity_of(seed) is Rarity.COMMENT_ON)
ERRATUM = 45
OUTSIDE = 90_999_999
"""A PMID of no article of the circle."""


@cache
def circle() -> Mapping[int, InventedArticle]:
    """The articles by their seeds."""
    return {seed: _tied(seed, invent(seed)) for seed in _SEEDS}


def name(seed: int) -> str:
    """The `article_id` of an article of the circle."""
    return f"pmid:{invent(seed).pmid}"


@cache
def records() -> Records:
    """What the tables have to hold, but for provenance."""
    every = [expected_records(article) for article in circle().values()]
    return {table: [row for one in every for row in one[table]] for table in every[0]}


def column(table: str, key: str) -> Mapping[object, object]:
    """A column of the articles' own rows, by `article_id`."""
    return {row["article_id"]: row[key] for row in records()[table]}


def rows(table: str) -> list[Row]:
    """The rows of a table."""
    return records()[table]


def published_circle(place: Path) -> Path:
    """The dataset of the circle's pages."""
    raw, output = place / "raw", place / "output"
    raw.mkdir(parents=True)
    for article in circle().values():
        (raw / f"{article.pmid}.html").write_text(render_html(article, Era.DECEMBER_2023), encoding="utf-8")
    run_plain(Run(raw=raw, output=output, workers=1))
    return output


def _tied(seed: int, article: InventedArticle) -> InventedArticle:
    references = _REFERENCES.get(seed, {})
    if references:
        own = f"{next(one.short_name for one in article.authors if one.short_name)}, " if seed == SELF_CITING else ""
        listed = tuple(Reference((Note((f"{own}{text}",), links),)) for text, links in references.items())
        article = replace(article, references=(ReferenceList(listed),), reference_total=len(listed))
    if seed == RETRACTED:
        return replace(article, cited_by=(_docsum(TOLD_BY_THE_OTHER), _outside()), cited_by_total=2)
    if seed == COMMENTED:
        return replace(article, linked=(_linked("Comment in", COMMENT), *article.linked[1:]))
    if seed == COMMENT:
        return replace(article, linked=(_linked("Erratum in", ERRATUM), _linked("Comment on", COMMENTED)))
    return article


def _link(kind: LinkKind, seed: int) -> ReferenceLink:
    article = invent(seed)
    targets = {LinkKind.PUBMED: str(article.pmid), LinkKind.DOI: article.doi or ""}
    if article.pmc is not None:
        targets[LinkKind.PMC] = article.pmc.pmcid
    return ReferenceLink(kind, targets[kind])


_SHARED = (ReferenceLink(LinkKind.PUBMED, str(OUTSIDE)),)
_REFERENCES: Mapping[int, Mapping[str, tuple[ReferenceLink, ...]]] = {
    CITING: {
        "Ondarra T. Of lamps. Quiet Waters. 2001;1:2-3.": (_link(LinkKind.PUBMED, CITED),),
        "Ondarra T. Of tides. Quiet Waters. 2002;1:2-3.": (_link(LinkKind.DOI, CITED_BY_DOI),),
        "Ondarra T. Of moss. Quiet Waters. 2003;1:2-3.": (_link(LinkKind.PMC, CITED_BY_PMCID),),
        "Ondarra T. Of doubt. Quiet Waters. 2004;1:2-3.": (
            _link(LinkKind.DOI, CITED_BY_DOI),
            _link(LinkKind.PUBMED, CITED),
        ),
        "Ondarra T. Of errors. Quiet Waters. 2005;1:2-3.": (_link(LinkKind.PUBMED, RETRACTED),),
        "Ondarra T. Of the sea. Orrin Station; 1999.": _SHARED,
        "Ondarra T. Of nothing. Orrin Station; 1998.": (),
    },
    ALSO_CITING: {
        "Ondarra T. Of lamps. Quiet Waters. 2001;1:2-3.": (_link(LinkKind.PUBMED, CITED),),
        "Ondarra T. Of the sea. Orrin Station; 1999.": _SHARED,
    },
    SELF_CITING: {
        "Ondarra T. Of lamps. Quiet Waters. 2001;1:2-3.": (_link(LinkKind.PUBMED, CITED),),
        "Ondarra T. Of us. Quiet Waters. 2009;1:2-3.": (),
    },
}


def _docsum(seed: int) -> Docsum:
    article = invent(seed)
    return Docsum(
        pmid=article.pmid,
        title=(as_words(article.title),),
        authors="Ondarra T.",
        first_author="Ondarra T.",
        journal=article.journal.abbreviation,
        year=article.citation.date.year,
        citation=f"{article.journal.abbreviation}. {article.citation.printed()}",
    )


def _outside() -> Docsum:
    return replace(_docsum(1), pmid=OUTSIDE, year=2023, citation="Quiet Waters. 2023 May 2;7:8-9. doi: 10.5555/q.1.")


def _linked(heading: str, seed: int) -> LinkedList:
    elements = {
        "Comment in": "linked-commentary",
        "Erratum in": "linked-correction-forward",
        "Comment on": "linked-commentary-article",
    }
    return LinkedList(heading, elements[heading], (_docsum(seed),))
