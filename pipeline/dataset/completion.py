"""What a fragment adds to its article: the rest of the references, the whole list of authors, related articles.

A page says how many references its article has and lists the first few; the answer to `/<PMID>/references/` lists
them all, or those that the page does not. So a list that is as long as the page says takes the place of the
page's, and one that makes up the number goes behind it. Where the page does not say, the longer list is the
better one. Authors come whole; lists of related articles come where the page has none of that kind.

`completions` has a row for each fragment that is used: its rows take the place of the page's (`replace`) or follow
them (`append`, their positions counted on from `own`).
"""

import duckdb

from pipeline.tables import AFFILIATIONS, AUTHORS, REFERENCES, RELATED_ARTICLES, SECTION_TABLES, Table

REFERENCES_FRAGMENT = "references-fragment"
AUTHORS_FRAGMENT = "authors-fragment"
RELATED_FRAGMENT = "related-fragment"

_COMPLETING = {
    REFERENCES: REFERENCES_FRAGMENT,
    AUTHORS: AUTHORS_FRAGMENT,
    AFFILIATIONS: AUTHORS_FRAGMENT,
    RELATED_ARTICLES: RELATED_FRAGMENT,
}
"""Which fragment has rows for a table."""

_COMPLETABLE = """
CREATE TEMP TABLE completable AS
SELECT article_id, fragment.layout, fragment.content_key, winner.content_key AS page_key
FROM best_fragments AS fragment JOIN winners AS winner USING (article_id)
"""

_COMPLETIONS = f"""
CREATE TEMP TABLE completions AS
WITH listed AS (
    SELECT 'references-fragment' AS layout, content_key, count(*) AS rows, max(position) AS last
    FROM contents_references GROUP BY content_key
    UNION ALL
    SELECT 'authors-fragment', content_key, count(*), max(position) FROM contents_authors GROUP BY content_key
    UNION ALL
    SELECT 'related-fragment', content_key, count(*), max(position) FROM contents_related_articles GROUP BY content_key
),
overlapping AS (
    SELECT DISTINCT completable.content_key, completable.page_key
    FROM contents_related_articles AS shown
    JOIN contents_related_articles AS fetched USING (relation)
    JOIN completable ON completable.page_key = shown.content_key AND completable.content_key = fetched.content_key
),
compared AS (
    SELECT article_id, layout, completable.content_key, coalesce(page.rows, 0) AS own, coalesce(page.last, 0) AS last,
        fragment.rows AS added, greatest(stated.reference_count, coalesce(page.rows, 0)) AS stated,
        overlapping.page_key IS NOT NULL AS is_shown
    FROM completable
    JOIN listed AS fragment USING (layout, content_key)
    LEFT JOIN listed AS page ON page.layout = completable.layout AND page.content_key = completable.page_key
    JOIN contents_articles AS stated ON stated.content_key = completable.page_key
    LEFT JOIN overlapping
        ON overlapping.content_key = completable.content_key AND overlapping.page_key = completable.page_key
),
judged AS (
    SELECT *, CASE
        WHEN layout = '{RELATED_FRAGMENT}' THEN CASE WHEN NOT is_shown THEN 'append' END
        WHEN added <= own AND NOT (layout = '{REFERENCES_FRAGMENT}' AND own < stated AND own + added = stated) THEN NULL
        WHEN layout = '{REFERENCES_FRAGMENT}' AND added < stated AND own + added = stated THEN 'append'
        ELSE 'replace'
    END AS mode
    FROM compared
)
SELECT article_id, layout, content_key, mode, own, last, added FROM judged WHERE mode IS NOT NULL
"""

_STATUSES = """
CREATE TEMP TABLE fragment_statuses AS
SELECT fragments.capture_number, fragments.article_id,
    CASE
        WHEN fragments.capture_number = best.capture_number
            AND (completions.layout IS NOT NULL OR winners.article_id IS NULL) THEN 'parsed'
        WHEN fragments.capture_number <> best.capture_number AND fragments.content_id = best.content_id THEN 'duplicate'
        ELSE 'superseded'
    END AS status
FROM fragments LEFT JOIN best_fragments AS best USING (article_id, layout)
LEFT JOIN completions USING (article_id, layout) LEFT JOIN winners USING (article_id)
"""


def complete(merge: duckdb.DuckDBPyConnection) -> None:
    """Make `completions`, and `fragment_statuses`: what became of each fragment."""
    for statement in (_COMPLETABLE, _COMPLETIONS, _STATUSES):
        merge.execute(statement)


def make_parts(merge: duckdb.DuckDBPyConnection) -> None:
    """The view `parts_<table>`: the contents that an article's rows in a table come from, with a shift of position."""
    for table in SECTION_TABLES:
        merge.execute(f"CREATE TEMP VIEW parts_{table.name} AS {_parts(table)}")


def _parts(table: Table) -> str:
    whole = "SELECT article_id, rank, content_key, 0 AS shift FROM placed WHERE is_whole"
    if table not in _COMPLETING:
        return whole
    has_rows = f"AND content_key IN (SELECT content_key FROM contents_{table.name})"
    fetched = f"FROM completions WHERE layout = '{_COMPLETING[table]}' {has_rows}"
    return f"""
        FROM ({whole}) ANTI JOIN (SELECT article_id {fetched} AND mode = 'replace') USING (article_id)
        UNION ALL
        SELECT article_id, placed.rank, fetched.content_key, CASE mode WHEN 'append' THEN last ELSE 0 END
        FROM placed JOIN (SELECT article_id, content_key, mode, last {fetched}) AS fetched USING (article_id)
        WHERE placed.is_whole
    """
