"""Which files of the kept contents a run writes: in ranges where a content comes or goes, or that are cut anew."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import cast

import duckdb
import pyarrow as pa

from pipeline.dataset.snapshot.held import Held, range_table
from pipeline.dataset.snapshot.queries import rows_of
from pipeline.dataset.snapshot.ranges import WITHOUT_PMIDS, ArticleRange
from pipeline.dataset.snapshot.stored import KEPT_CONTENTS
from pipeline.dataset.snapshot.weaving import Column
from pipeline.dataset.writing.placing import Placement

_PLACED = """
CREATE TEMP TABLE kept_placed AS
WITH numbered AS (
    SELECT article_id, content_key, content_number,
        CASE WHEN starts_with(article_id, 'pmid:') THEN substr(article_id, 6)::BIGINT END AS pmid
    FROM keeping SEMI JOIN kept_changes USING (article_id)
)
SELECT numbered.*, coalesce(before.range_number, 0) AS range_number,
    row_number() OVER (ORDER BY pmid IS NULL, pmid, article_id, content_key) AS rank
FROM numbered ASOF LEFT JOIN ranges AS before ON numbered.pmid >= before.low
"""

_RANKS = "SELECT range_number, min(rank), max(rank) FROM kept_placed GROUP BY range_number"

_GOING = """
SELECT coalesce(range_number, 0), list(article_id) FROM (
    SELECT article_id, CASE WHEN starts_with(article_id, 'pmid:') THEN substr(article_id, 6)::BIGINT END AS pmid
    FROM was_kept SEMI JOIN kept_changes USING (article_id)
) AS gone ASOF LEFT JOIN ranges ON gone.pmid >= ranges.low GROUP BY ALL
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptPart:
    """The kept contents of a range that are written."""

    before: ArticleRange
    after: tuple[ArticleRange, ...]
    """The ranges that take its place."""
    ranks: range
    dropped: Column
    """Articles whose kept contents go, or are replaced."""


def kept_parts(
    merge: duckdb.DuckDBPyConnection, held: Held, placements: Sequence[Placement], after: Sequence[ArticleRange]
) -> tuple[KeptPart, ...]:
    """Make the table `kept_placed` (each content that comes, by rank), and say which ranges are written."""
    merge.register("ranges", range_table(held.ranges))
    merge.execute(_PLACED)
    coming = {
        int(str(number)): range(int(str(low)), int(str(high)) + 1) for number, low, high in rows_of(merge, _RANKS)
    }
    going: dict[int, Column] = {
        int(str(number)): pa.array(cast("list[str]", ids), pa.string()) for number, ids in rows_of(merge, _GOING)
    }
    return tuple(_parts(held, placements, after, coming, going))


def _parts(
    held: Held,
    placements: Sequence[Placement],
    after: Sequence[ArticleRange],
    coming: dict[int, range],
    going: dict[int, Column],
) -> Iterator[KeptPart]:
    cut = {placement.before.number for placement in placements if len({slot.of.low for slot in placement.slots}) > 1}
    for before in _ranges(held):
        if before.number in coming or before.number in going or (before.number in cut and _has_kept(held, before)):
            yield KeptPart(
                before=before,
                after=tuple(one for one in after if _is_inside(one, before)) or (before,),
                ranks=coming.get(before.number, range(0)),
                dropped=going.get(before.number, pa.array([], pa.string())),
            )


def _ranges(held: Held) -> Sequence[ArticleRange]:
    """Also the one without PMIDs, which may come to be now."""
    has_unnumbered = any(one.number == WITHOUT_PMIDS for one in held.ranges)
    unnumbered = () if has_unnumbered else (ArticleRange(number=WITHOUT_PMIDS, low=None, high=None),)
    return (*held.ranges, *unnumbered)


def _has_kept(held: Held, before: ArticleRange) -> bool:
    return bool(held.files_of_ranges(KEPT_CONTENTS, {before.number}))


def _is_inside(one: ArticleRange, before: ArticleRange) -> bool:
    if one.low is None or before.low is None:
        return one.low is None and before.low is None
    return before.low <= one.low and (before.high is None or one.low < before.high)
