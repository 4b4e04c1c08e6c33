"""What a fragment adds to its article: the rest of the references, the whole list of authors, related articles.

A page says how many references its article has and lists the first few; the answer to `/<PMID>/references/` lists
them all, or those that the page does not. So a list that is as long as the page says takes the place of the
page's, and one that makes up the number goes behind it. Where the page does not say, the longer list is the
better one. So it is with authors and affiliations, which stay together, for authors point to affiliations by
position: of as many names those with more affiliations are better. An answer may hold affiliations alone. Lists of
related articles come where the page has none of that kind.

`completions` has a row for each table that a fragment completes: its rows take the place of the page's (`replace`) or
follow them (`append`, their positions counted on from `last`).
"""

import duckdb

from pipeline.outcome import Layout
from pipeline.tables import AFFILIATIONS, AUTHORS, REFERENCES, RELATED_ARTICLES, SECTION_TABLES, Table

COMPLETING = {
    REFERENCES: Layout.REFERENCES_FRAGMENT,
    AUTHORS: Layout.AUTHORS_FRAGMENT,
    AFFILIATIONS: Layout.AUTHORS_FRAGMENT,
    RELATED_ARTICLES: Layout.RELATED_FRAGMENT,
}
"""Which fragment has rows for a table."""

_LISTED = "CREATE OR REPLACE TEMP TABLE listed AS " + " UNION ALL ".join(
    f"""
    SELECT '{table.name}' AS table_name, '{layout.value}' AS layout, content_number,
        count(*) AS rows, max(position) AS last
    FROM contents_{table.name} SEMI JOIN needed USING (content_number) GROUP BY content_number
    """
    for table, layout in COMPLETING.items()
)

_COMPARED = f"""
CREATE TEMP TABLE compared AS
WITH completable AS (
    SELECT article_id, fragment.layout, fragment.content_key, fragment.content_number,
        winners.content_number AS page_number
    FROM best_fragments AS fragment JOIN winners USING (article_id)
),
shown_already AS (
    SELECT DISTINCT completable.content_number, completable.page_number
    FROM (FROM contents_{RELATED_ARTICLES.name} SEMI JOIN needed USING (content_number)) AS shown
    JOIN (FROM contents_{RELATED_ARTICLES.name} SEMI JOIN needed USING (content_number)) AS fetched USING (relation)
    JOIN completable
        ON completable.page_number = shown.content_number AND completable.content_number = fetched.content_number
)
SELECT article_id, layout, fragment.table_name, completable.content_key, completable.content_number,
    coalesce(page.rows, 0) AS own, coalesce(page.last, 0) AS last, fragment.rows AS added,
    greatest(stated.reference_count, coalesce(page.rows, 0)) AS stated,
    shown_already.page_number IS NOT NULL AS is_shown
FROM completable
JOIN listed AS fragment USING (layout, content_number)
LEFT JOIN listed AS page ON page.table_name = fragment.table_name AND page.content_number = completable.page_number
JOIN contents_articles AS stated ON stated.content_number = completable.page_number
LEFT JOIN shown_already
    ON shown_already.content_number = completable.content_number
    AND shown_already.page_number = completable.page_number
"""

_COMPLETIONS = f"""
CREATE TEMP TABLE completions AS
WITH people AS (
    SELECT article_id, authors.added AS names, coalesce(affiliations.added > affiliations.own, false) AS has_more,
        authors.added > authors.own OR (authors.added = authors.own AND has_more) AS are_better
    FROM (FROM compared WHERE table_name = '{AUTHORS.name}') AS authors
    FULL JOIN (FROM compared WHERE table_name = '{AFFILIATIONS.name}') AS affiliations USING (article_id)
),
judged AS (
    SELECT compared.*, CASE
        WHEN table_name = '{RELATED_ARTICLES.name}' THEN CASE WHEN NOT is_shown THEN 'append' END
        WHEN table_name = '{REFERENCES.name}' AND own < stated AND added < stated AND own + added = stated THEN 'append'
        WHEN table_name = '{REFERENCES.name}' AND added > own THEN 'replace'
        WHEN table_name IN ('{AUTHORS.name}', '{AFFILIATIONS.name}') AND are_better THEN 'replace'
        WHEN table_name = '{AFFILIATIONS.name}' AND has_more AND (names IS NULL OR own = 0) THEN 'replace'
    END AS mode
    FROM compared LEFT JOIN people USING (article_id)
)
SELECT article_id, layout, table_name, content_key, content_number, mode, own, last, added
FROM judged WHERE mode IS NOT NULL
"""

_NO_COMPLETIONS = """
CREATE TEMP TABLE completions (
    article_id VARCHAR, layout VARCHAR, table_name VARCHAR, content_key VARCHAR, content_number BIGINT,
    mode VARCHAR, own BIGINT, last BIGINT, added BIGINT
)
"""

_STATUSES = """
CREATE TEMP TABLE fragment_statuses AS
SELECT fragments.capture_number, fragments.article_id,
    CASE
        WHEN fragments.capture_number = best.capture_number
            AND (used.layout IS NOT NULL OR winners.article_id IS NULL) THEN 'parsed'
        WHEN fragments.capture_number <> best.capture_number AND fragments.content_id = best.content_id THEN 'duplicate'
        ELSE 'superseded'
    END AS status
FROM fragments LEFT JOIN best_fragments AS best USING (article_id, layout)
LEFT JOIN (SELECT DISTINCT article_id, layout FROM completions) AS used USING (article_id, layout)
LEFT JOIN winners USING (article_id)
"""


def complete(merge: duckdb.DuckDBPyConnection) -> None:
    """Make `completions` out of the contents of fragments and of the pages that they belong to."""
    for statement in (_LISTED, _COMPARED, _COMPLETIONS):
        merge.execute(statement)


def complete_nothing(merge: duckdb.DuckDBPyConnection) -> None:
    """Make `completions` where there is no fragment."""
    merge.execute(_NO_COMPLETIONS)


def judge_fragments(merge: duckdb.DuckDBPyConnection) -> None:
    """Make `fragment_statuses`: what became of each fragment."""
    merge.execute(_STATUSES)


def make_parts(merge: duckdb.DuckDBPyConnection) -> None:
    """The view `parts_<table>`: the contents that an article's rows in a table come from, with a shift of position."""
    for table in SECTION_TABLES:
        merge.execute(f"CREATE TEMP VIEW parts_{table.name} AS {_parts(table)}")


def _parts(table: Table) -> str:
    whole = "SELECT article_id, rank, content_number, 0 AS shift FROM placed WHERE is_whole"
    if table not in COMPLETING:
        return whole
    return f"""
        FROM ({whole}) ANTI JOIN (
            SELECT article_id FROM completions WHERE table_name = '{table.name}' AND mode = 'replace'
        ) USING (article_id)
        UNION ALL
        SELECT article_id, placed.rank, fetched.content_number, CASE mode WHEN 'append' THEN last ELSE 0 END
        FROM placed JOIN completions AS fetched USING (article_id)
        WHERE placed.is_whole AND table_name = '{table.name}'
    """
