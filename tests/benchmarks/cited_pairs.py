"""Real references whose article is known: the PMID of their link is that of an article in the XML, or of a real page."""

import gzip
import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from lxml import etree

from pipeline.normalize.cited import Cited, cited
from pipeline.normalize.text import clean
from tests.benchmarks.cited_articles import RECORDS

GOLD = RECORDS.parents[1] / "pages" / "gold"
_SIGNS = re.compile(r"[\W_]+")
_PLACE = re.compile(r" \(.*")
"""What tells journals of one name apart, and references leave out: `Quiet Waters (Orrin)`."""
_NUMBER = re.compile(r"\d+")


class Known(NamedTuple):
    """What an article's own record says, in every form that a reference may print."""

    first_author: str
    title: str
    journals: frozenset[str]
    year: int | None
    volume: str
    pages: str


class Pair(NamedTuple):
    """A real reference and its article."""

    text: str
    known: Known


def pairs() -> Iterator[Pair]:
    """References in the XML and on real pages to articles of the XML, and on real pages to articles of real pages."""
    with gzip.open(RECORDS) as stream:
        tree = etree.parse(stream)
    known = {record.findtext("MedlineCitation/PMID") or "": _known(record) for record in tree.iter("PubmedArticle")}
    known |= _known_of_pages()
    for reference in tree.iter("Reference"):
        numbers = [one.text for one in reference.iterfind("ArticleIdList/ArticleId[@IdType='pubmed']")]
        text = clean(reference.findtext("Citation"))
        if text and len(numbers) == 1 and numbers[0] in known:
            yield Pair(text, known[numbers[0]])
    for row in _rows("references"):
        if row["text"] and str(row["pmid"]) in known:
            yield Pair(str(row["text"]), known[str(row["pmid"])])


def pairs_table() -> Iterator[str]:
    """A line a field: references in which it is read, and in which it is what the article's record says."""
    counted: Counter[tuple[str, str]] = Counter()
    every = list(pairs())
    for pair in every:
        read = cited(pair.text)
        for field in _RIGHT:
            verdict = right(read, pair.known, field)
            counted[field, "read"] += verdict is not None
            counted[field, "right"] += verdict is True
    yield f"| field | of {len(every)} references, read | right |"
    yield "|---|---|---|"
    for field in _RIGHT:
        yield f"| {field} | {counted[field, 'read']} | {counted[field, 'right']} |"


def right(read: Cited, known: Known, field: str) -> bool | None:
    """Whether a field is what the article's record says; None where it was not read."""
    return None if getattr(read, field) is None else _RIGHT[field](read, known)


def _plain(text: str) -> str:
    return _SIGNS.sub("", text.casefold())


def _forms(*names: str) -> frozenset[str]:
    """The names of a journal, each with its place and without."""
    return frozenset(_plain(form) for name in names for form in (name, _PLACE.sub("", name)))


def _full(pages: str) -> str:
    """`123-9` as `123-129`."""
    numbers = _NUMBER.findall(pages)
    if len(numbers) == 2 and len(numbers[1]) < len(numbers[0]):
        numbers[1] = numbers[0][: len(numbers[0]) - len(numbers[1])] + numbers[1]
    return "-".join(numbers)


_RIGHT: Mapping[str, Callable[[Cited, Known], bool]] = {
    "authors": lambda read, known: _plain(known.first_author) in _plain((read.authors or "")[:60]),
    "title": lambda read, known: _plain(read.title or "") == _plain(known.title),
    "journal": lambda read, known: _plain(read.journal or "") in known.journals,
    "year": lambda read, known: read.year == known.year,
    "volume": lambda read, known: _plain(read.volume or "") == _plain(known.volume),
    "pages": lambda read, known: _full(read.pages or "") == _full(known.pages),
}


def _known(record: etree._Element) -> Known:
    def said(path: str) -> str:
        found = record.find(f"MedlineCitation/{path}")
        return "" if found is None else " ".join("".join(found.itertext()).split())

    names = ("Article/Journal/Title", "Article/Journal/ISOAbbreviation", "MedlineJournalInfo/MedlineTA")
    year = re.search(r"\d{4}", said("Article/Journal/JournalIssue/PubDate"))
    return Known(
        said("Article/AuthorList/Author/LastName"),
        said("Article/ArticleTitle"),
        _forms(*map(said, names)),
        int(year[0]) if year else None,
        said("Article/Journal/JournalIssue/Volume"),
        said("Article/Pagination/MedlinePgn"),
    )


def _known_of_pages() -> Mapping[str, Known]:
    first = {row["article_id"]: str(row["short_name"] or row["name"]) for row in reversed(list(_rows("authors")))}
    return {
        str(row["pmid"]): Known(
            first.get(row["article_id"], "").rpartition(" ")[0],
            str(row["title"]),
            _forms(str(row["journal_title"]), str(row["journal_abbreviation"])),
            row["publication_year"] if isinstance(row["publication_year"], int) else None,
            str(row["volume"] or ""),
            str(row["pages"] or ""),
        )
        for row in _rows("articles")
    }


def _rows(table: str) -> Iterator[Mapping[str, object]]:
    return map(json.loads, (GOLD / f"{table}.jsonl").read_text(encoding="utf-8").splitlines())
