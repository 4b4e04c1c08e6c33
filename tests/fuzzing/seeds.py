"""What a fuzzer begins with: pieces of invented pages for each target, and the words that their markup is made of."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping

from tests.invented.article import Era
from tests.invented.flattened import render_flat_text
from tests.invented.html_2020 import render_html
from tests.invented.invent import invent
from tests.invented.marked_text import as_shown
from tests.invented.matter import listed
from tests.invented_legacy.abstract_plus import print_abstract_plus
from tests.invented_legacy.articles import EARLY, LATE, MIDDLE
from tests.invented_legacy.report import YEAR_2013, YEAR_2017, print_report
from tests.layouts.pubmed_2020.fragments import pieces

_ARTICLES = (4, 7, 31, 38)
"""Invented articles that show between them all that pages have."""
_SECTION = re.compile(r'(?=<div class="[^"]*" id="|<section|<aside)')
_WORD = re.compile(r"""</?[a-zA-Z][a-zA-Z0-9]*|\b(?:id|class|href|ref|data-[a-z-]+)="[^"<>]{1,40}"|&[a-z]{2,8};""")
_LONGEST = 16_000
"""Characters of a seed: a fuzzer changes small ones faster."""
_RULES = (
    "2021 Dec;59(6):635-638.", "2016 Feb 10;5(2). pii: e123.", "2019 Jan-Feb;12 Suppl 1:S1-S3.", "Epub 2013 Jul 26.", "Winter 2010",
    "2021 Oct 15:4.", "doi: 10.1000/J.ab_c(12)", "https://doi.org/10.1000%2Fx", "/articles/PMC90001/", "https://pubmed.ncbi.nlm.nih.gov/90000001/?x",
    "https://orcid.org/0000-0002-1825-009X", "a.b@kelp.example; c@salp.example.", "BACKGROUND AND METHODS", "2023 arXiv:2305.03019v1",
)  # fmt: skip


def seeds(target: str) -> Iterator[bytes]:
    """What to begin with; a target without any of its own begins with whole pages."""
    for text in _SEEDS.get(target, _whole)():
        yield text.encode()[:_LONGEST]


def words() -> list[str]:
    """The words of the markup, each once: tags, attributes, entities."""
    return sorted({word for seed in _ARTICLES for word in _WORD.findall(render_html(invent(seed), Era.DECEMBER_2023))})


def _whole() -> Iterator[str]:
    for era in Era:
        yield render_html(invent(_ARTICLES[0]), era)
    yield "\ufeff<html><head><title>500 Internal Server Error</title></head></html>"
    yield "<title>Checking your browser - reCAPTCHA</title>"


def _sections() -> Iterator[str]:
    for seed in _ARTICLES:
        main = render_html(invent(seed), Era.DECEMBER_2023).partition("</header>")[2].partition("</main>")[0]
        yield from filter(str.strip, _SECTION.split(main))


def _heads() -> Iterator[str]:
    for seed in _ARTICLES:
        yield "".join(re.findall(r"<meta [^<>]*>", render_html(invent(seed), Era.DECEMBER_2023)))
        header = render_html(invent(seed), Era.DECEMBER_2023).partition("<header")[2].partition("</header>")[0]
        yield from filter(str.strip, _SECTION.split(header))


def _legacy() -> Iterator[str]:
    for page in (print_abstract_plus(EARLY), print_report(MIDDLE, YEAR_2013), print_report(LATE, YEAR_2017)):
        yield page.decode().partition("<body")[2].partition(">")[2]


def _flattened() -> Iterator[str]:
    for seed in _ARTICLES:
        yield render_flat_text(invent(seed))


def _fetched() -> Iterator[str]:
    yield from (
        pieces.REFERENCES,
        pieces.AUTHORS,
        pieces.AFFILIATIONS,
        pieces.COLLABORATORS,
        pieces.DOCSUM,
        pieces.SIMILAR,
    )


def _references() -> Iterator[str]:
    """Printed references, in the styles that invented pages have."""
    for seed in _ARTICLES:
        for _, reference in listed(invent(seed).references):
            for note in reference.notes:
                yield as_shown(note.text)


_SEEDS: Mapping[str, Callable[[], Iterable[str]]] = {
    "pubmed-2020": _sections,
    "pubmed-2020-head": _heads,
    "pubmed-legacy": _legacy,
    "flat-text": _flattened,
    "fragments": _fetched,
    "rules": lambda: (*_RULES, *_references()),
}
