"""Clean text beside the extractors of main content, on the same pages in one run: real ones, and generated ones.

`python -m tests.benchmarks.boilerplate [FOLDER] [--generated N]`, where FOLDER has `html/` and the expected records in
`gold/`; without it, only generated pages are measured.

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
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from tests.benchmarks.extractors import OURS, Extractor, installed
from tests.benchmarks.judged_pages import JudgedPage, generated_pages, real_pages
from tests.benchmarks.pages import REAL_PAGES
from tests.boilerplate_lines import boilerplate_in

ROUNDS = 3
GENERATED = 250
WORD = re.compile(r"\w+")


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


def score(extractor: Extractor, pages: Sequence[JudgedPage]) -> Score:
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


def _leaked(text: str, page: JudgedPage) -> int:
    folded = " ".join(text.split())
    return sum(title in folded for title in set(page.article.other_titles))


def _timed(extractor: Extractor, pages: Sequence[JudgedPage]) -> Round:
    start = time.process_time()
    texts = [extractor(page.utf8) for page in pages]
    return Round(texts, (time.process_time() - start) * 1000 / len(pages))


def table(scores: Mapping[str, Score]) -> Iterator[str]:
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
    parser.add_argument("--generated", type=int, default=GENERATED, help="pages to generate (default: %(default)s)")
    chosen = parser.parse_args()
    extractors, missing = installed()
    for name, pages in (("real", real_pages(chosen.folder)), ("generated", generated_pages(chosen.generated))):
        if pages:
            scores = {extractor: score(extract, pages) for extractor, extract in extractors.items()}
            sys.stdout.write(f"{len(pages)} {name} pages\n\n" + "\n".join(table(scores)) + "\n\n")
    if missing:
        sys.stdout.write(f"Not installed and left out: {', '.join(missing)}\n")


if __name__ == "__main__":
    main()
