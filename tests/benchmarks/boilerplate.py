"""Clean text beside the extractors of main content, on the same real pages in one run.

`python -m tests.benchmarks.boilerplate [FOLDER]`, where FOLDER has `html/` and the expected records in `gold/`.

own text kept     words of title, abstracts, captions and references that are in the output, of all of them; a text that
                  the page shows twice counts once
foreign           words of the output beyond those of the article's own records, of all words: the site's, other
                  articles', what is said more often than on record, and an extractor's own headings
boilerplate lines whole lines of the site in the output, a page
other titles      titles of similar and citing articles in the output, a page
ms                CPU from the page's bytes to the text, the best of some rounds
"""

import argparse
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from lxml import html

from pipeline.clean_text import clean_text
from pipeline.decode import documents
from pipeline.extract import extract
from pipeline.outcome import Capture, Document, Extracted
from tests.benchmarks.run_cost import REAL_PAGES
from tests.boilerplate_lines import boilerplate_in
from tests.gold_records import GoldArticle, gold_articles

Extractor = Callable[[bytes], str]

OURS = "pubmed-etl"
ROUNDS = 3
WORD = re.compile(r"\w+")
INLINE = frozenset(
    {
        "a", "abbr", "b", "button", "cite", "code", "em", "font", "i", "label", "math", "mi", "mn", "mo", "mrow", "msub",
        "msup", "q", "s", "small", "span", "strong", "sub", "sup", "time", "u",
    }
)  # fmt: skip
INVISIBLE = ("script", "style", "noscript", "template")


class Page(NamedTuple):
    """A page and what of it is the article's own."""

    utf8: bytes
    article: GoldArticle


class Round(NamedTuple):
    """All pages through an extractor, once."""

    texts: list[str]
    milliseconds: float


class Score(NamedTuple):
    """How an extractor did on all pages."""

    kept: float
    foreign: float
    boilerplate_lines: float
    other_titles: float
    milliseconds: float


def ours() -> Extractor:
    """Decode, classify, extract, and the clean text of the records."""
    return lambda page: "\n".join(map(_clean, documents(Capture(source_uri="page.html", body=page))))


def _clean(document: object) -> str:
    found = extract(document) if isinstance(document, Document) else document
    return clean_text(found.page) if isinstance(found, Extracted) else ""


def trafilatura() -> Extractor:
    """Main content with its defaults."""
    from trafilatura import extract as extract_text

    return lambda page: extract_text(page.decode()) or ""


def trafilatura_recall() -> Extractor:
    """Main content, rather too much than too little."""
    from trafilatura import extract as extract_text

    return lambda page: extract_text(page.decode(), favor_recall=True) or ""


def justext() -> Extractor:
    """The paragraphs that are no boilerplate, by English stop words."""
    from justext import get_stoplist
    from justext import justext as paragraphs_of

    words = get_stoplist("English")
    return lambda page: "\n".join(p.text for p in paragraphs_of(page, words) if not p.is_boilerplate)


def readability() -> Extractor:
    """The reader view's summary, as text."""
    from readability import Document as ReaderView

    return lambda page: _text(html.fromstring(ReaderView(page.decode()).summary()))


def resiliparse() -> Extractor:
    """Main content, as web corpora are made with it."""
    from resiliparse.extract.html2text import extract_plain_text

    return lambda page: str(extract_plain_text(page.decode(), main_content=True))


def all_text() -> Extractor:
    """Every text of the page's body, a line a block: what happens without any extraction."""
    parser = html.HTMLParser(encoding="utf-8")
    return lambda page: _text(html.fromstring(page, parser=parser).find("body"))


def _text(root: html.HtmlElement | None) -> str:
    if root is None:
        return ""
    for element in list(root.iter(*INVISIBLE)):
        element.drop_tree()
    for element in root.iter():
        if isinstance(element.tag, str) and element.tag not in INLINE:
            element.text, element.tail = f"\n{element.text or ''}", f"\n{element.tail or ''}"
    return str(root.text_content())


EXTRACTORS = {
    OURS: ours,
    "trafilatura": trafilatura,
    "trafilatura (favor_recall)": trafilatura_recall,
    "jusText": justext,
    "readability-lxml": readability,
    "Resiliparse (main content)": resiliparse,
    "all text": all_text,
}


def installed() -> tuple[dict[str, Extractor], list[str]]:
    """The extractors that can be had, and the names of the others."""
    found: dict[str, Extractor] = {}
    for name, load in EXTRACTORS.items():
        try:
            found[name] = load()
        except ModuleNotFoundError:
            continue
    return found, [name for name in EXTRACTORS if name not in found]


def pages_of(folder: Path) -> list[Page]:
    """The pages that have expected records."""
    gold = gold_articles(folder / "gold")
    named = ((f"pmid:{path.stem}", path) for path in sorted((folder / "html").glob("*.html")))
    return [Page(path.read_bytes(), gold[name]) for name, path in named if name in gold]


def score(extractor: Extractor, pages: list[Page]) -> Score:
    """Every page through one extractor."""
    rounds = [_timed(extractor, pages) for _ in range(ROUNDS)]
    texts = rounds[0].texts
    found = [(words_of([text]), page.article) for text, page in zip(texts, pages, strict=True)]
    main = [(words, words_of(set(article.main))) for words, article in found]
    foreign = [words - words_of([*article.main, *article.other]) for words, article in found]
    return Score(
        kept=sum((words & own).total() for words, own in main) / sum(own.total() for _, own in main),
        foreign=sum(words.total() for words in foreign) / max(1, sum(words.total() for words, _ in found)),
        boilerplate_lines=sum(len(boilerplate_in(text)) for text in texts) / len(pages),
        other_titles=sum(map(_leaked, texts, pages)) / len(pages),
        milliseconds=min(one.milliseconds for one in rounds),
    )


def words_of(texts: Iterable[str]) -> Counter[str]:
    """The words of some texts, counted."""
    return Counter(word for text in texts for word in WORD.findall(text))


def _leaked(text: str, page: Page) -> int:
    folded = " ".join(text.split())
    return sum(title in folded for title in set(page.article.other_titles))


def _timed(extractor: Extractor, pages: list[Page]) -> Round:
    start = time.process_time()
    texts = [extractor(page.utf8) for page in pages]
    return Round(texts, (time.process_time() - start) * 1000 / len(pages))


def table(scores: dict[str, Score]) -> Iterator[str]:
    """The scores as Markdown; the ratio is that of CPU to ours."""
    yield "| extractor | own text kept | foreign | boilerplate lines a page | other titles a page | ms a page | ratio |"
    yield "|---|---|---|---|---|---|---|"
    for name, found in scores.items():
        ratio = found.milliseconds / scores[OURS].milliseconds
        yield (
            f"| {name} | {found.kept:.2%} | {found.foreign:.2%} | {found.boilerplate_lines:.2f} "
            f"| {found.other_titles:.2f} | {found.milliseconds:.1f} | {ratio:.1f} |"
        )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, default=REAL_PAGES.parent, help="default: %(default)s")
    pages = pages_of(parser.parse_args().folder)
    if not pages:
        parser.error("no pages with expected records there")
    extractors, missing = installed()
    scores = {name: score(extractor, pages) for name, extractor in extractors.items()}
    sys.stdout.write(f"{len(pages)} pages\n\n" + "\n".join(table(scores)) + "\n")
    if missing:
        sys.stdout.write(f"\nNot installed and left out: {', '.join(missing)}\n")


if __name__ == "__main__":
    main()
