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


_WINNERS = f"""
CREATE TEMP TABLE winners AS
SELECT article_id, capture_number, {CONTENT}, source_uri, capture_id, url, captured_at, layout, parser_version,
    CASE WHEN starts_with(article_id, 'pmid:') THEN substr(article_id, 6)::BIGINT END AS article_pmid
FROM judged JOIN pages USING (capture_number) WHERE judged.status = 'parsed'
"""

_BEST_FRAGMENTS = f"""
CREATE TEMP TABLE best_fragments AS
SELECT article_id, layout, capture_number, content_id, {CONTENT} FROM fragments WHERE is_supplied
QUALIFY row_number() OVER (
    PARTITION BY article_id, layout ORDER BY captured_at DESC NULLS LAST, source_uri, capture_id
) = 1
"""

_KEEPING = f"""
CREATE TEMP TABLE keeping AS
WITH best AS (
    SELECT article_id, {CONTENT} FROM pages JOIN judged USING (capture_number) WHERE is_supplied
    QUALIFY row_number() OVER (
        PARTITION BY article_id, pmid, doi, pmcid
        ORDER BY layout_rank, captured_at DESC NULLS LAST, source_uri, capture_id
    ) = 1
)
SELECT article_id, content_key FROM best ANTI JOIN winners USING (article_id, content_key)
UNION SELECT article_id, content_key FROM best_fragments
UNION SELECT article_id, content_key FROM winners SEMI JOIN best_fragments USING (article_id)
"""
"""Captures of one article with the same identifiers stay together whatever comes, so their best one is enough."""

_KEPT_CHANGES = """
CREATE TEMP TABLE kept_changes AS
WITH now AS (SELECT article_id, list_sort(list(content_key)) AS contents FROM keeping GROUP BY article_id),
before AS (SELECT article_id, list_sort(list(content_key)) AS contents FROM was_kept GROUP BY article_id)
SELECT article_id FROM now FULL JOIN before USING (article_id)
WHERE now.contents IS DISTINCT FROM before.contents
    OR ($refreshed AND len(list_intersect(now.contents, (SELECT list(content_key) FROM staged_sources))) > 0)
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
    SELECT winners.article_id, article_pmid, winners.capture_number, winners.content_key,
        was.content_key IS DISTINCT FROM winners.content_key
            OR used.contents IS DISTINCT FROM was_used.contents
            OR ($refreshed AND staged_sources.content_key IS NOT NULL) AS is_whole,
        (was.source_uri, was.capture_id, was.url, was.captured_at)
            IS DISTINCT FROM (winners.source_uri, winners.capture_id, winners.url, winners.captured_at) AS is_row,
        was.article_id IS NULL AS is_new
    FROM winners LEFT JOIN was USING (article_id)
    LEFT JOIN used USING (article_id) LEFT JOIN was_used USING (article_id)
    LEFT JOIN staged_sources ON staged_sources.content_key = winners.content_key
)
SELECT article_id, article_pmid, capture_number, content_key, is_whole, is_new FROM compared WHERE is_whole OR is_row
"""

_GOING = "CREATE TEMP TABLE going AS SELECT article_id FROM was ANTI JOIN winners USING (article_id)"

_NEEDED_BY_FRAGMENTS = """
CREATE OR REPLACE TEMP TABLE needed AS
SELECT content_key FROM best_fragments UNION SELECT content_key FROM winners SEMI JOIN best_fragments USING (article_id)
"""
_NEEDED = """
CREATE OR REPLACE TEMP TABLE needed AS
SELECT content_key FROM writing
UNION SELECT content_key FROM completions SEMI JOIN writing USING (article_id)
UNION SELECT content_key FROM keeping SEMI JOIN kept_changes USING (article_id)
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
