"""Which pages show the same article, and which of them the article's rows come from.

The identifiers of all pages decide together, in whatever order the pages arrived:

1. A page with a PMID shows `pmid:<PMID>`.
2. A page without one shows the article that exactly one PMID's pages share its DOI with, else its PMCID;
   pages that found their article this way lend it their identifiers, until nothing changes.
3. The others with a DOI show `doi:<DOI>`; pages that share a PMCID with exactly one of these join it.
4. What is left shows `page:<digest>`, after the smallest digest of the pages that share its PMCID.

Two pages with one DOI and different PMIDs stay two articles, and their captures say so in a warning.
A fragment belongs to the article of its PMID, and names none by itself.
Every step is one statement over sets, so the number of a capture, its shard and its place do not matter.
"""

import duckdb

from pipeline.dataset.snapshot.queries import count

_SUPPLIED = "captured LEFT JOIN supply ON supply.content_key = content_id || ' ' || parser_version"

_PAGES = f"""
CREATE TEMP TABLE pages AS
SELECT capture_number, pmid, doi, pmcid, content_number FROM {_SUPPLIED} WHERE layout_rank IS NOT NULL
"""

_FRAGMENTS = f"""
CREATE TEMP TABLE fragments AS
SELECT captured.*, content_number, 'pmid:' || pmid AS article_id FROM {_SUPPLIED} WHERE layout_rank IS NULL
"""

_NAMED = "CREATE TEMP TABLE named (capture_number BIGINT, article_id VARCHAR)"

_NAME_BY_PMID = "INSERT INTO named SELECT capture_number, 'pmid:' || pmid FROM pages WHERE pmid IS NOT NULL"

_NAME_BY_DOI = """
INSERT INTO named SELECT capture_number, 'doi:' || doi
FROM pages ANTI JOIN named USING (capture_number) WHERE doi IS NOT NULL
"""

_NAME_BY_DIGEST = """
INSERT INTO named
SELECT capture_number, 'page:' || left(min(capture_id) OVER (PARTITION BY coalesce(pmcid, capture_id)), 16)
FROM captured JOIN (SELECT capture_number FROM pages ANTI JOIN named USING (capture_number)) AS others
USING (capture_number)
"""

_JOIN_THE_ONLY_MATCH = """
INSERT INTO named
WITH shown AS (SELECT article_id, doi, pmcid FROM named JOIN pages USING (capture_number)),
by_doi AS (
    SELECT doi, min(article_id) AS by_doi FROM shown WHERE doi IS NOT NULL
    GROUP BY doi HAVING min(article_id) = max(article_id)
),
by_pmcid AS (
    SELECT pmcid, min(article_id) AS by_pmcid FROM shown WHERE pmcid IS NOT NULL
    GROUP BY pmcid HAVING min(article_id) = max(article_id)
)
SELECT capture_number, coalesce(by_doi, by_pmcid)
FROM (FROM pages ANTI JOIN named USING (capture_number))
LEFT JOIN by_doi USING (doi) LEFT JOIN by_pmcid USING (pmcid)
WHERE coalesce(by_doi, by_pmcid) IS NOT NULL
"""

_SEVERAL = "CREATE TEMP TABLE several AS SELECT article_id FROM named GROUP BY article_id HAVING count(*) > 1"

BEST_FIRST = ("layout_rank", "captured_at DESC NULLS LAST", "source_uri", "capture_id")
"""What the captures of an article are ranked by, of those whose rows are there."""

_JUDGED = f"""
CREATE TEMP TABLE judged AS
WITH supplied AS NOT MATERIALIZED (
    SELECT capture_number, article_id, content_number FROM pages JOIN named USING (capture_number)
),
ranked AS (
    SELECT capture_number, article_id, content_number, content_id,
        row_number() OVER best AS place, first_value(content_id) OVER best AS best_content_id
    FROM captured JOIN (FROM supplied SEMI JOIN several USING (article_id)) AS rivals USING (capture_number)
    WINDOW best AS (
        PARTITION BY article_id
        ORDER BY content_number IS NULL, {", ".join(BEST_FIRST)}
    )
)
SELECT capture_number, article_id, content_number, CASE
    WHEN place = 1 AND content_number IS NOT NULL THEN 'parsed'
    WHEN place > 1 AND content_id = best_content_id THEN 'duplicate'
    ELSE 'superseded'
END AS status
FROM ranked
UNION ALL
SELECT *, CASE WHEN content_number IS NOT NULL THEN 'parsed' ELSE 'superseded' END AS status
FROM supplied ANTI JOIN several USING (article_id)
"""
"""Of an article's captures the richest layout wins, then the newest, then the smallest address.

One whose rows are not there cannot win: it lost when it was read, and what it lost to was forgotten or read anew.
"""

_DOUBTS = """
CREATE TEMP TABLE doubts AS
WITH shown AS (
    SELECT capture_number, article_id, doi FROM pages JOIN named USING (capture_number) WHERE doi IS NOT NULL
),
repeated AS (SELECT hash(doi) AS hashed FROM shown GROUP BY hashed HAVING count(*) > 1),
shared AS (
    SELECT doi, ['pmid:' || pmid FOR pmid IN min(pmid, 2)] AS pmids
    FROM (
        SELECT DISTINCT doi, substr(article_id, 6)::BIGINT AS pmid
        FROM shown SEMI JOIN repeated ON hash(doi) = hashed WHERE starts_with(article_id, 'pmid:')
    )
    GROUP BY doi
),
differing AS (
    SELECT article_id FROM shown SEMI JOIN several USING (article_id) GROUP BY article_id HAVING min(doi) < max(doi)
),
told AS (
    SELECT capture_number, list_filter(
        [
            'doi-shared-with: ' || list_filter(pmids, lambda other: other <> article_id)[1],
            CASE WHEN differing.article_id IS NOT NULL THEN 'doi-differs-between-captures' END
        ],
        lambda doubt: doubt IS NOT NULL
    ) AS doubts
    FROM shown LEFT JOIN shared USING (doi) LEFT JOIN differing USING (article_id)
)
FROM told WHERE len(doubts) > 0
UNION ALL
SELECT capture_number, ['article-not-captured'] FROM fragments ANTI JOIN named USING (article_id)
UNION ALL
SELECT capture_number, ['rows-not-kept'] FROM judged
ANTI JOIN (FROM judged WHERE status = 'parsed') AS won USING (article_id)
"""
"""Warnings that only all captures together give; a DOI of many PMIDs is told with the smallest other one.

Few DOIs are met twice, and their hashes tell which may be: grouping all of them held more than any other decision.
"""

ROWS_NOT_KEPT = "rows-not-kept"
"""The warning of captures that nobody can give rows to: their inputs have to be read again."""
DOUBTS = ("doi-shared-with: ", "doi-differs-between-captures", "article-not-captured", ROWS_NOT_KEPT)
"""How these warnings begin; a published capture is asked anew."""


def identify(merge: duckdb.DuckDBPyConnection) -> None:
    """Make the tables `judged` (article and status of a page's capture), `fragments` and `doubts` (more warnings).

    And `several`, the articles that more than one page shows.
    """
    for statement in (_PAGES, _FRAGMENTS, _NAMED, _NAME_BY_PMID):
        merge.execute(statement)
    if count(merge, "pages WHERE pmid IS NULL"):
        _name_the_others(merge)
    for statement in (_SEVERAL, _JUDGED, _DOUBTS, "DROP TABLE pages", "DROP TABLE named"):
        merge.execute(statement)


def _name_the_others(merge: duckdb.DuckDBPyConnection) -> None:
    _join_what_matches(merge)
    merge.execute(_NAME_BY_DOI)
    _join_what_matches(merge)
    merge.execute(_NAME_BY_DIGEST)


def _join_what_matches(merge: duckdb.DuckDBPyConnection) -> None:
    while _inserted(merge.execute(_JOIN_THE_ONLY_MATCH)):
        pass


def _inserted(answer: duckdb.DuckDBPyConnection) -> bool:
    row = answer.fetchone()
    return row is not None and row[0] > 0
