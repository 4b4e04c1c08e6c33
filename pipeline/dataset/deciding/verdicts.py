"""What became of every capture, and of every name: the rows of `captures`, `_inputs` and `article_id_changes`.

capture_news     rows of captures that are new or changed, behind the number of their capture
capture_losses   address and bytes of the published captures whose rows go or are replaced
capture_changes  how many rows of captures are added, changed and removed
input_news       inputs that were read, where their row is new or changed
name_changes     the whole table of names that are gone, where it changed
"""

import duckdb

from pipeline.dataset.deciding.identity import DOUBTS
from pipeline.dataset.snapshot.queries import count
from pipeline.record import stored_columns
from pipeline.tables import CAPTURES

_VERDICTS = """
CREATE TEMP VIEW verdicts AS
SELECT capture_number, article_id, status FROM judged
UNION ALL SELECT capture_number, article_id, status FROM fragment_statuses
"""

_IS_DOUBT = " OR ".join(f"starts_with(warning, '{doubt}')" for doubt in DOUBTS)
_WARNINGS = (
    f"list_concat(list_filter(capture.warnings, lambda warning: NOT ({_IS_DOUBT})), coalesce(doubts.doubts, []))"
)

_OF_ALL_CAPTURES = {
    "article_id": "verdicts.article_id",
    "status": "coalesce(verdicts.status, capture.status)",
    "warnings": _WARNINGS,
}
"""Where the columns come from that one page alone does not decide."""

_COLUMNS = [stored.name for stored in stored_columns(CAPTURES)]

_STAYING = """
CREATE TEMP VIEW staying AS
SELECT remaining.capture_number, held.* FROM held_captures AS held JOIN remaining USING (source_uri, capture_id)
"""

_SAME = f"""
CREATE TEMP TABLE same_captures AS
SELECT now.capture_number, now.source_uri, now.capture_id FROM captures_now AS now JOIN held_captures AS held
ON now.source_uri = held.source_uri AND now.capture_id IS NOT DISTINCT FROM held.capture_id
WHERE {" AND ".join(f'now."{name}" IS NOT DISTINCT FROM held."{name}"' for name in _COLUMNS if name != "run_id")}
"""

_NEWS = "CREATE TEMP VIEW capture_news AS FROM captures_now ANTI JOIN same_captures USING (capture_number)"
_ALL_NEWS = "CREATE TEMP VIEW capture_news AS FROM captures_now"

_LOSSES = """
CREATE TEMP TABLE capture_losses AS
WITH lost AS (
    SELECT source_uri, capture_id FROM leaving
    UNION ALL SELECT source_uri, capture_id FROM remaining
)
SELECT source_uri, capture_id FROM lost
WHERE NOT EXISTS (
    FROM same_captures AS same
    WHERE same.source_uri = lost.source_uri AND same.capture_id IS NOT DISTINCT FROM lost.capture_id
)
"""
_NO_LOSSES = "CREATE TEMP TABLE capture_losses AS SELECT source_uri, capture_id FROM held_captures WHERE false"

_CHANGES = """
CREATE TEMP TABLE capture_changes AS
WITH now AS (
    SELECT capture_number, source_uri, capture_id FROM arriving
    UNION ALL SELECT capture_number, source_uri, capture_id FROM remaining
),
told AS (
    SELECT news.source_uri IS NOT NULL AS comes, lost.source_uri IS NOT NULL AS goes
    FROM (FROM now ANTI JOIN same_captures USING (capture_number)) AS news FULL JOIN capture_losses AS lost
    ON news.source_uri = lost.source_uri AND news.capture_id IS NOT DISTINCT FROM lost.capture_id
)
SELECT count(*) FILTER (comes AND NOT goes) AS added, count(*) FILTER (comes AND goes) AS changed,
    count(*) FILTER (goes AND NOT comes) AS removed
FROM told
"""
_ALL_ADDED = "CREATE TEMP TABLE capture_changes AS SELECT count(*) AS added, 0 AS changed, 0 AS removed FROM arriving"

_INPUT_NEWS = """
CREATE TEMP TABLE input_news AS
FROM staged_inputs EXCEPT (FROM held_inputs SEMI JOIN (SELECT input_uri FROM staged_inputs) AS read USING (input_uri))
"""
_ALL_INPUTS = "CREATE TEMP VIEW input_news AS SELECT DISTINCT * FROM staged_inputs"
"""A view, for addresses and states of all inputs are more than all that is decided; an input may be told of twice."""

_NAME_CHANGES = """
CREATE TEMP TABLE name_changes AS
WITH moved AS (
    SELECT DISTINCT concerned.article_id AS old_article_id, verdicts.article_id AS new_article_id
    FROM concerned JOIN captured USING (source_uri, capture_id) JOIN verdicts USING (capture_number)
    WHERE concerned.article_id <> verdicts.article_id AND concerned.article_id IN (FROM going)
),
chained AS (
    SELECT held.old_article_id, coalesce(moved.new_article_id, held.new_article_id) AS new_article_id,
        CASE WHEN moved.new_article_id IS NULL THEN held.run_id ELSE $run_id END AS run_id
    FROM held_article_id_changes AS held LEFT JOIN moved ON held.new_article_id = moved.old_article_id
    UNION ALL
    SELECT old_article_id, new_article_id, $run_id FROM moved
)
SELECT old_article_id, new_article_id, min(run_id) AS run_id FROM chained
WHERE old_article_id NOT IN (SELECT article_id FROM winners) AND old_article_id <> new_article_id
GROUP BY ALL
"""


def judge(merge: duckdb.DuckDBPyConnection, run_id: str) -> None:
    """Make the tables above."""
    merge.execute(_VERDICTS)
    merge.execute("CREATE TEMP TABLE run AS SELECT $run_id AS run_id", {"run_id": run_id})
    merge.execute(_STAYING)
    merge.execute(_captures_now())
    if count(merge, "held_captures"):
        for statement in (_SAME, _NEWS, _LOSSES, _CHANGES):
            merge.execute(statement)
    else:
        for statement in (_ALL_NEWS, _NO_LOSSES, _ALL_ADDED):
            merge.execute(statement)
    merge.execute(_INPUT_NEWS if count(merge, "held_inputs") else _ALL_INPUTS)
    merge.execute(_NAME_CHANGES, {"run_id": run_id})


def _captures_now() -> str:
    return f"""
        CREATE TEMP VIEW captures_now AS
        SELECT capture_number, {_columns("run.run_id")} FROM staged_captures AS capture CROSS JOIN run
        LEFT JOIN verdicts USING (capture_number) LEFT JOIN doubts USING (capture_number)
        UNION ALL
        SELECT capture_number, {_columns("capture.run_id")} FROM staying AS capture
        LEFT JOIN verdicts USING (capture_number) LEFT JOIN doubts USING (capture_number)
    """


def _columns(run_id: str) -> str:
    origins = _OF_ALL_CAPTURES | {"run_id": run_id}
    return ", ".join(f'{origins.get(name, f"capture.{name}")} AS "{name}"' for name in _COLUMNS)
