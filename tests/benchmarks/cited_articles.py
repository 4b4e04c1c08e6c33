"""Articles whose fields are known, out of PubMed's own XML, for references that are printed of them."""

import gzip
import re
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from tests.citation_styles import CitedArticle, Name

RECORDS = Path(__file__).parents[3] / "shared" / "xml" / "pubmed-articles.xml.gz"
_YEAR = re.compile(r"\d{4}")
Element = etree._Element


def cited_articles(records: Path = RECORDS) -> Iterator[tuple[int, CitedArticle]]:
    """Articles with authors, a title, a year, a volume and pages, each with its PMID."""
    with gzip.open(records) as stream:
        for record in etree.parse(stream).iter("PubmedArticle"):
            article = _article(record)
            if article is not None:
                yield int(record.findtext("MedlineCitation/PMID") or 0), article


def _article(record: Element) -> CitedArticle | None:
    article = record.find("MedlineCitation/Article")
    if article is None:
        return None
    year = _YEAR.search(_text(article, "Journal/JournalIssue/PubDate") or "")
    title, names = (_text(article, "ArticleTitle") or "").removesuffix("."), tuple(_names(article))
    volume, pages = _text(article, "Journal/JournalIssue/Volume"), _text(article, "Pagination/MedlinePgn")
    abbreviation = _text(article, "Journal/ISOAbbreviation")
    if year is None or not (title and names and volume and pages and abbreviation) or title.startswith("["):
        return None
    return CitedArticle(
        names,
        title,
        re.sub(r" [:(=].*", "", _text(article, "Journal/Title") or ""),
        re.sub(r" \(.*", "", abbreviation),
        int(year[0]),
        volume,
        _text(article, "Journal/JournalIssue/Issue"),
        pages,
        _text(record, "PubmedData/ArticleIdList/ArticleId[@IdType='doi']"),
    )


def _names(article: Element) -> Iterator[Name]:
    for author in article.iterfind("AuthorList/Author"):
        last, initials = author.findtext("LastName"), author.findtext("Initials")
        if last and initials:
            yield Name(last, initials)


def _text(element: Element, path: str) -> str | None:
    found = element.find(path)
    return None if found is None else " ".join("".join(found.itertext()).split()) or None
