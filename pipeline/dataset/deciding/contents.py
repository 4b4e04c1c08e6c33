"""Whose rows every article has now, beside what is published of it.

winners      the capture that an article's rows come from
keeping      contents that are kept beside the tables: see `stored`
writing      articles whose rows change: all of them, or only the article's own row, which names its capture
going        published articles that are no more
"""

from enum import Enum

import duckdb

from pipeline.dataset.deciding.completion import complete, complete_nothing, judge_fragments
from pipeline.dataset.deciding.supply import CONTENT, view_contents
from pipeline.dataset.snapshot.held import Held
from pipeline.dataset.snapshot.queries import count


class Basis(Enum):
    """What a run that publishes starts from."""

    CURRENT = "current"
    """The current snapshot: what did not change stays as it is."""
    REFRESHED = "refreshed"
    """The current snapshot, but what was read now takes the place of what was there even where it seems equal."""
    NOTHING = "nothing"
    """An empty dataset: what was not read now is gone."""


_WINNERS = """
CREATE TEMP VIEW winners AS
SELECT article_id, capture_number, content_number,
    CASE WHEN starts_with(article_id, 'pmid:') THEN substr(article_id, 6)::BIGINT END AS article_pmid
FROM judged WHERE status = 'parsed'
"""

_BEST_FRAGMENTS = f"""
CREATE TEMP TABLE best_fragments AS
SELECT article_id, layout, capture_number, content_id, {CONTENT}, content_number
FROM fragments WHERE content_number IS NOT NULL
QUALIFY row_number() OVER (
    PARTITION BY article_id, layout ORDER BY captured_at DESC NULLS LAST, source_uri, capture_id
) = 1
"""

_KEEPING = f"""
CREATE TEMP TABLE keeping AS
WITH best AS (
    SELECT article_id, {CONTENT}, content_number FROM captured JOIN (
        FROM judged SEMI JOIN several USING (article_id) WHERE content_number IS NOT NULL
    ) AS judged USING (capture_number)
    QUALIFY row_number() OVER (
        PARTITION BY article_id, pmid, doi, pmcid
        ORDER BY layout_rank, captured_at DESC NULLS LAST, source_uri, capture_id
    ) = 1
)
SELECT article_id, content_key, content_number FROM best ANTI JOIN winners USING (article_id, content_number)
UNION SELECT article_id, content_key, content_number FROM best_fragments
UNION SELECT article_id, {CONTENT}, content_number FROM captured JOIN (
    FROM winners SEMI JOIN best_fragments USING (article_id)
) AS winners USING (capture_number)
"""
"""Captures of one article with the same identifiers stay together whatever comes, so their best one is enough."""

_KEPT_CHANGES = """
CREATE TEMP TABLE kept_changes AS
WITH now AS (
    SELECT article_id, list_sort(list(content_key)) AS contents, bool_or(content_number >= 0) AS is_staged
    FROM keeping GROUP BY article_id
),
before AS (SELECT article_id, list_sort(list(content_key)) AS contents FROM was_kept GROUP BY article_id)
SELECT article_id FROM now FULL JOIN before USING (article_id)
WHERE now.contents IS DISTINCT FROM before.contents
    OR ($refreshed AND is_staged)
"""

_WRITING = """
CREATE TEMP TABLE writing AS
WITH used AS (
    SELECT article_id, list_sort(list(DISTINCT content_key)) AS contents FROM completions GROUP BY article_id
),
was_used AS (
    SELECT article_id, list_sort(list(DISTINCT content_id || ' ' || parser_version)) AS contents FROM concerned
    WHERE status = 'parsed' AND layout_rank IS NULL GROUP BY article_id
),
compared AS (
    SELECT winners.article_id, article_pmid, winners.capture_number, winners.content_number,
        was.content_key IS DISTINCT FROM (captured.content_id || ' ' || captured.parser_version)
            OR used.contents IS DISTINCT FROM was_used.contents
            OR ($refreshed AND winners.content_number >= 0) AS is_whole,
        (was.source_uri, was.capture_id, was.url, was.captured_at)
            IS DISTINCT FROM (captured.source_uri, captured.capture_id, captured.url, captured.captured_at) AS is_row,
        was.article_id IS NULL AS is_new
    FROM captured JOIN winners USING (capture_number) LEFT JOIN was USING (article_id)
    LEFT JOIN used USING (article_id) LEFT JOIN was_used USING (article_id)
)
SELECT article_id, article_pmid, capture_number, content_number, is_whole, is_new FROM compared WHERE is_whole OR is_row
"""

_GOING = "CREATE TEMP TABLE going AS SELECT article_id FROM was ANTI JOIN winners USING (article_id)"

_NEEDED_BY_FRAGMENTS = """
CREATE OR REPLACE TEMP TABLE needed AS
SELECT content_number FROM best_fragments
UNION SELECT content_number FROM winners SEMI JOIN best_fragments USING (article_id)
"""
_NEEDED = """
CREATE OR REPLACE TEMP TABLE needed AS
SELECT content_number FROM writing
UNION SELECT content_number FROM completions SEMI JOIN writing USING (article_id)
UNION SELECT content_number FROM keeping SEMI JOIN kept_changes USING (article_id)
"""


def decide(merge: duckdb.DuckDBPyConnection, held: Held, basis: Basis) -> None:
    """Make the tables above, and the view `contents_<table>` of the rows of every content that is needed."""
    for statement in (_WINNERS, _BEST_FRAGMENTS, _KEEPING):
        merge.execute(statement)
    refreshed = {"refreshed": basis is not Basis.CURRENT}
    merge.execute(_KEPT_CHANGES, refreshed)
    if count(merge, "best_fragments"):
        merge.execute(_NEEDED_BY_FRAGMENTS)
        view_contents(merge, held)
        complete(merge)
    else:
        complete_nothing(merge)
    judge_fragments(merge)
    merge.execute(_WRITING, refreshed)
    merge.execute(_GOING)
    merge.execute(_NEEDED)
    view_contents(merge, held)
    merge.execute("DROP VIEW supply")
    merge.execute("DROP TABLE staged_sources")
