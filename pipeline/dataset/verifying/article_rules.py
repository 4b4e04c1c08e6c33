"""What the rows of one article have to be like beside each other; asked of the articles of one slot at a time."""

from collections.abc import Iterator

from pipeline.dataset.verifying.promises import Promise
from pipeline.dataset.verifying.rules import RowRule, Rule, key_of
from pipeline.outcome import FRAGMENTS
from pipeline.tables import (
    AFFILIATIONS,
    ARTICLE_TABLES,
    ARTICLES,
    AUTHORS,
    CAPTURES,
    DOCUMENTS,
    FIGURES,
    REFERENCES,
    SECTION_TABLES,
    Table,
)

_FRAGMENTS = ", ".join(f"'{layout.value}'" for layout in sorted(FRAGMENTS, key=lambda one: one.value))
OWN_CAPTURE = f"captures.status = 'parsed' AND captures.layout NOT IN ({_FRAGMENTS})"
"""The capture that an article's row comes from."""


_OF_THE_CAPTURE = ("url", "captured_at", "layout", "parser_version")
ASKED_OF_CAPTURES = ("source_uri", "capture_id", "status", "content_id", "layout_rank", *_OF_THE_CAPTURE)
"""The columns of `captures`, behind `article_id`, that are held beside articles."""


def article_rules() -> Iterator[Rule]:
    """All of them."""
    yield from map(_belonging, (table for table in ARTICLE_TABLES if table is not ARTICLES))
    yield _has_document()
    yield _has_capture()
    yield _affiliations()
    yield from map(_positions, SECTION_TABLES)
    yield _counted(AUTHORS, "author_count")
    yield _counted(FIGURES, "figure_count")
    yield _counted(REFERENCES, "references_listed")


def article_row_rules() -> Iterator[RowRule]:
    """What an article's own row has to be like."""
    yield from _names()
    yield from _dates()
    yield _of_articles(
        Promise.DERIVED, "reference_count is below references_listed", "reference_count < references_listed"
    )


def _belonging(table: Table) -> Rule:
    query = f'SELECT filename, {key_of(table)} AS key FROM "{table.name}" ANTI JOIN articles USING (article_id)'
    return Rule(Promise.LINKS, table.name, "rows of no article", query, (table.name, ARTICLES.name))


def _has_document() -> Rule:
    query = "SELECT filename, article_id AS key FROM articles ANTI JOIN documents USING (article_id)"
    return Rule(Promise.LINKS, ARTICLES.name, "articles without a text", query, (ARTICLES.name, DOCUMENTS.name))


def _has_capture() -> Rule:
    """The capture that the article names, which says the same of itself."""
    differ = " OR ".join(f"captures.{name} IS DISTINCT FROM articles.{name}" for name in _OF_THE_CAPTURE)
    query = f"""
        SELECT articles.filename, articles.article_id AS key FROM articles LEFT JOIN captures
        ON captures.source_uri = articles.source_uri AND captures.capture_id = articles.capture_id
        WHERE captures.article_id IS DISTINCT FROM articles.article_id OR NOT ({OWN_CAPTURE}) OR {differ}
    """
    what = "articles that do not come from the capture that they name, or say something else of it than `captures`"
    return Rule(Promise.LINKS, ARTICLES.name, what, query, (ARTICLES.name, CAPTURES.name))


def _affiliations() -> Rule:
    query = """
        SELECT filename, concat_ws(' ', article_id, position) AS key
        FROM (SELECT filename, article_id, position, unnest(affiliation_positions) AS named FROM authors) AS authors
        ANTI JOIN affiliations ON authors.article_id = affiliations.article_id AND named = affiliations.position
    """
    what = "authors who name an affiliation that is not there"
    return Rule(Promise.LINKS, AUTHORS.name, what, query, (AUTHORS.name, AFFILIATIONS.name))


def _positions(table: Table) -> Rule:
    """Keys are unique, so the largest position tells whether one is missing."""
    within = ", ".join(("article_id", *(name for name in table.order if name != "position")))
    query = f"""
        SELECT min(filename) AS filename, concat_ws(' ', {within}) AS key FROM "{table.name}" GROUP BY {within}
        HAVING min(position) <> 1 OR max(position) <> count(*)
    """
    return Rule(Promise.POSITIONS, table.name, "positions do not count from 1 without gaps", query, (table.name,))


def _counted(table: Table, column: str) -> Rule:
    query = f"""
        SELECT filename, article_id AS key FROM articles
        LEFT JOIN (SELECT article_id, count(*) AS rows FROM "{table.name}" GROUP BY 1) AS counted USING (article_id)
        WHERE {column} <> coalesce(rows, 0)
    """
    what = f"{column} is not the number of rows in {table.name}"
    return Rule(Promise.DERIVED, ARTICLES.name, what, query, (ARTICLES.name, table.name))


def _names() -> Iterator[RowRule]:
    """An article goes by its PMID, else its DOI, of whatever capture; its row never shows another one."""
    yield _of_articles(
        Promise.LINKS,
        "articles named by another PMID than they show",
        "pmid IS NOT NULL AND article_id <> 'pmid:' || pmid",
    )
    yield _of_articles(
        Promise.LINKS,
        "articles named by another DOI than they show",
        "starts_with(article_id, 'doi:') AND doi IS NOT NULL AND article_id <> 'doi:' || doi",
    )


def _dates() -> Iterator[RowRule]:
    yield _of_articles(
        Promise.NULLS,
        "publication_date, publication_year and publication_date_precision are not null together",
        "(publication_date IS NULL) <> (publication_year IS NULL) "
        "OR (publication_date IS NULL) <> (publication_date_precision IS NULL)",
    )
    yield _of_articles(
        Promise.DERIVED,
        "publication_year is not the year of publication_date",
        "publication_year <> year(publication_date)",
    )
    yield _of_articles(
        Promise.NULLS,
        "values that are derived from a citation or a second date which is null",
        "(citation IS NULL AND coalesce(publication_date::VARCHAR, volume, issue, pages) IS NOT NULL) "
        "OR (secondary_date IS NULL AND epub_date IS NOT NULL)",
    )


def _of_articles(promise: Promise, what: str, is_broken: str) -> RowRule:
    return RowRule(promise, ARTICLES, what, is_broken)
