"""Pieces of markup that both kinds of page share."""

from collections.abc import Sequence
from html import escape
from urllib.parse import quote

from pipeline.page import ArticlePage
from pipeline.tables import Author, RelatedArticle

SITE_KEYWORDS = "PubMed, National Center for Biotechnology Information, NCBI"


def page(article: ArticlePage, kind: str, body: str) -> bytes:
    """A whole page around a body."""
    keywords = article.echoes.keywords or SITE_KEYWORDS
    metas = {
        "keywords": keywords,
        "ncbi_app": "entrez",
        "ncbi_db": "pubmed",
        "ncbi_pdid": kind,
        "ncbi_resultcount": "1",
        "ncbi_uidlist": str(article.pmid),
    }
    head = "".join(f'<meta name="{name}" content="{escape(content)}" />' for name, content in metas.items())
    return (
        '\n<?xml version="1.0" encoding="utf-8"?>\n<html xmlns="http://www.w3.org/1999/xhtml">'
        f"<head>{head}<title>Invented... - PubMed - NCBI</title></head><body>"
        f'<h1 class="img_logo">PubMed</h1><select><option>Abstract</option></select>{body}</body></html>'
    ).encode()


def authors(people: Sequence[Author], link: str, raised: Sequence[str]) -> str:
    """The authors' links, each with what is raised behind it."""
    fields = ("Corporate Author" if author.is_collective else "Author" for author in people)
    names = (
        f'<a href="{escape(link.format(quote(author.name), field))}">{escape(author.name)}</a>{numbers}'
        for author, field, numbers in zip(people, fields, raised, strict=True)
    )
    return ", ".join(names) + "."


def of_relation(article: ArticlePage, relation: str) -> list[RelatedArticle]:
    """The related articles of one list."""
    return [row for row in article.related_articles if row.relation == relation]


def parts(text: str, count: int) -> list[str]:
    """Title, authors and citation of `Title. Authors. Citation. …`; the citation keeps what is left."""
    pieces = text.split(". ", count)
    return [*(f"{piece}." for piece in pieces[:count]), pieces[count]]
