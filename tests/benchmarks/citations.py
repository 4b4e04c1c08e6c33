"""How much of a printed reference is read, and how much of that is right, beside another reader of references.

The truth are articles of PubMed's own XML: each is printed in every style, so that its fields are known. Case and
punctuation do not count.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from time import process_time
from typing import NamedTuple

from pipeline.normalize.cited import cited
from tests.benchmarks.cited_articles import cited_articles
from tests.benchmarks.cited_pairs import pairs_table
from tests.citation_styles import STYLES, CitedArticle, Shape, Style

FIELDS = ("authors", "title", "journal", "year", "volume", "issue", "pages", "printed_doi")
SHAPES = (Shape(), Shape(6, shows_doi=True, dash="–"), Shape(3, dash="–"))
SAMPLE = 40
"""Articles that the slow peer reads, in one shape."""
ALL = "all"
_SIGNS = re.compile(r"[\W_]+")

Read = Mapping[str, str | int | None]
Reader = Callable[[str], Read]


class Tally(NamedTuple):
    """Values that are printed, that are read, and that are read as printed."""

    printed: int = 0
    read: int = 0
    right: int = 0

    def plus(self, printed: object, read: object) -> "Tally":
        """With one more value."""
        is_right = printed is not None and read is not None and plain(printed) == plain(read)
        return Tally(self.printed + (printed is not None), self.read + (read is not None), self.right + is_right)

    def with_all_of(self, other: "Tally") -> "Tally":
        """Both together."""
        return Tally(self.printed + other.printed, self.read + other.read, self.right + other.right)

    @property
    def precision(self) -> float | None:
        """The share of right values among those that are read."""
        return self.right / self.read if self.read else None

    @property
    def recall(self) -> float | None:
        """The share of right values among those that are printed."""
        return self.right / self.printed if self.printed else None


Tallies = Mapping[tuple[str, str], Tally]
"""By style and field."""


def plain(value: object) -> str:
    """A value without what does not count."""
    return _SIGNS.sub("", str(value).casefold())


def own_reader(text: str) -> Read:
    """What this program reads."""
    return cited(text)._asdict()


def peer_reader() -> Reader:
    """What refextract reads; it knows no titles but quoted ones, and no issues."""
    from refextract import extract_references_from_string

    def read(text: str) -> Read:
        found = {}
        for one in extract_references_from_string(text):
            found.update({name: values[0] for name, values in reversed(one.items())})
        return {
            "authors": found.get("author"),
            "title": found.get("title"),
            "journal": found.get("journal_title"),
            "year": found.get("journal_year") or found.get("year"),
            "volume": found.get("journal_volume"),
            "issue": found.get("journal_issue"),
            "pages": found.get("journal_page"),
            "printed_doi": found["doi"].removeprefix("doi:") if "doi" in found else None,
        }

    return read


def truth() -> list[CitedArticle]:
    """Articles of the XML; volumes that hold an issue of their own, `145 ( Pt 2)`, are left out."""
    return [article for _, article in cited_articles() if "(" not in article.volume]


def tallies(articles: Iterable[CitedArticle], shapes: Sequence[Shape], read: Reader) -> Tallies:
    """How a reader does, by style and field, and for all styles together."""
    found: dict[tuple[str, str], Tally] = {}
    for article in articles:
        for style in STYLES:
            for field, tally in _of_style(article, style, shapes, read).items():
                for name in (style.__name__, ALL):
                    found[name, field] = found.get((name, field), Tally()).with_all_of(tally)
    return found


def _of_style(article: CitedArticle, style: Style, shapes: Sequence[Shape], read: Reader) -> Mapping[str, Tally]:
    found = dict.fromkeys(FIELDS, Tally())
    for shape in shapes:
        printed = style(article, shape)
        values = read(printed.text)
        found = {field: tally.plus(printed.fields.get(field), values.get(field)) for field, tally in found.items()}
    return found


def citations() -> str:
    """The section of the benchmarks' document."""
    articles, peer = truth(), peer_reader()
    sample = list(islice(articles, 0, None, max(len(articles) // SAMPLE, 1)))
    mine, beside = tallies(articles, SHAPES, own_reader), tallies(sample, SHAPES[1:2], own_reader)
    theirs = tallies(sample, SHAPES[1:2], peer)
    few = [style(article, SHAPES[1]).text for article in sample[:10] for style in STYLES]
    cost, peer_cost = microseconds(few * 10, own_reader), microseconds(few, peer)
    return "\n".join([
        f"{len(articles):,} articles of PubMed's XML, each printed in {len(STYLES)} styles and {len(SHAPES)} shapes (all authors,",
        "or `et al.` after three or six; with a DOI or without; hyphens or dashes between pages). A cell is precision / recall",
        "against the fields that the style prints; case and punctuation do not count.\n",
        *_table({"": mine}),
        f"\nBeside refextract, on {len(sample)} of these articles in one shape. It hands on titles only where they are quoted, and",
        f"takes {peer_cost:,.0f} µs of CPU a reference, where pubmed-etl takes {cost:,.0f}.\n",
        *_table({"pubmed-etl": beside, "refextract": theirs}),
        "\nReferences of real pages and of the XML whose own article is known by the PMID of their link. The year is compared",
        "strictly (some cite a preprint or a dataset of the year before), pages in full, a journal with its title and its",
        "abbreviations, authors by the last name of the first.\n",
        *pairs_table(),
    ])  # fmt: skip


def microseconds(texts: Sequence[str], read: Reader) -> float:
    """CPU a reference, the best of three rounds."""
    return min(_round(texts, read) for _ in range(3)) / len(texts) * 1e6


def _round(texts: Sequence[str], read: Reader) -> float:
    start = process_time()
    for text in texts:
        read(text)
    return process_time() - start


def _table(readers: Mapping[str, Tallies]) -> Iterator[str]:
    yield f"| style | {'reader | ' if len(readers) > 1 else ''}{' | '.join(FIELDS)} |"
    yield "|---" * (len(FIELDS) + 1 + (len(readers) > 1)) + "|"
    for style in (*(style.__name__ for style in STYLES), ALL):
        for reader, found in readers.items():
            cells = " | ".join(_cell(found[style, field]) for field in FIELDS)
            yield f"| {style} | {f'{reader} | ' if reader else ''}{cells} |"


def _cell(tally: Tally) -> str:
    if not tally.printed and not tally.read:
        return "–"
    return " / ".join("–" if share is None else f"{share:.3f}" for share in (tally.precision, tally.recall))
