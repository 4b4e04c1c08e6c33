"""What PubMed answers the script of an invented article's page: the lists that the page leaves out, one an answer."""

from dataclasses import replace
from random import Random

from tests.invented import references_text
from tests.invented.article import AuthorDetail, Era, InventedArticle
from tests.invented.html_2020 import render_html
from tests.invented.matter import ReferenceList, listed
from tests.invented.page_2020 import authors, docsums
from tests.invented.page_2020.references import fetched_references
from tests.invented.page_2020.view import View
from tests.invented.topics import topic

SITE = "https://pubmed.ncbi.nlm.nih.gov"
KINDS = ("references", "long-authors", "similar")
"""What is asked for, as its address ends."""


def unfolded(article: InventedArticle) -> InventedArticle:
    """The article with all that its page and its answers show together."""
    return replace(article, author_detail=AuthorDetail.PRINTED, references=_all_references(article))


def folded_page(article: InventedArticle, era: Era = Era.MARCH_2026) -> str:
    """The page that leaves out what the answers hold."""
    return render_html(replace(article, author_detail=AuthorDetail.FETCHED), era)


def render_answers(article: InventedArticle, era: Era = Era.DECEMBER_2023) -> dict[str, str]:
    """The answers by kind; an article has none where there is nothing to list."""
    whole = unfolded(article)
    answers = (
        fetched_references(whole, era) if whole.references else "",
        authors.expanded(whole, View.SHORT),
        docsums.similar_articles(whole) + docsums.citing_articles(whole),
    )
    return {kind: answer for kind, answer in zip(KINDS, answers, strict=True) if answer}


def address(article: InventedArticle, kind: str) -> str:
    """Where an answer was fetched from."""
    return f"{SITE}/{article.pmid}/{kind}/"


def _all_references(article: InventedArticle) -> tuple[ReferenceList, ...]:
    """Five and the rest; lists with headings are whole on the page already."""
    missing = article.reference_total - len(listed(article.references))
    if not missing:
        return article.references
    random = Random(article.pmid)
    rest = [references_text.reference(random, topic(random)) for _ in range(missing)]
    (only,) = article.references
    return (replace(only, references=(*only.references, *rest)),)
