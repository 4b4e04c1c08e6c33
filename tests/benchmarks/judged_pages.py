"""Pages of which the article's own text is known: real ones with expected records, and generated ones."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from tests.gold_records import GoldArticle, articles_of, gold_articles
from tests.invented.article import Era, InventedArticle
from tests.invented.html_2020 import render_html
from tests.invented.invent import invent
from tests.invented.marked_text import as_words, tidy
from tests.invented.records import Row, article_id, expected_records

ERA = Era.DECEMBER_2023


class JudgedPage(NamedTuple):
    """A page and what of it is the article's own."""

    utf8: bytes
    article: GoldArticle


def real_pages(folder: Path) -> list[JudgedPage]:
    """The pages in `html/` that have expected records in `gold/`; none where the folder is missing."""
    gold = gold_articles(folder / "gold") if (folder / "gold").is_dir() else {}
    named = ((f"pmid:{path.stem}", path) for path in sorted((folder / "html").glob("*.html")))
    return [JudgedPage(path.read_bytes(), gold[name]) for name, path in named if name in gold]


def generated_pages(count: int) -> list[JudgedPage]:
    """Invented articles in the markup that PubMed serves, with the records that they are printed from."""
    return [_generated(invent(seed)) for seed in range(1, count + 1)]


def _generated(article: InventedArticle) -> JudgedPage:
    records = expected_records(article, ERA) | {"related_articles": list(_other_articles(article))}
    return JudgedPage(render_html(article, ERA).encode(), articles_of(records)[article_id(article)])


def _other_articles(article: InventedArticle) -> Iterator[Row]:
    """Similar and citing articles by their titles alone, which an extractor may put on a line of their own."""
    for relation, listed in (("similar", article.similar), ("cited_by", article.cited_by)):
        for other in listed:
            yield {"article_id": article_id(article), "relation": relation, "text": tidy(as_words(other.title))}
