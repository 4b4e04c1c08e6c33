"""Which files of the article tables a run writes, and which of its articles go into which of them.

For each range of PMIDs that something changes in, one of three ways:

ANEW        base and additions together become a new base, cut in several where the range became large: where an
            article of the base changed, or the additions would be too many, or are not wanted at all
ADDED       the additions are written anew with what is new: nothing in the base changed
SAME        no article's own rows changed, but for the row in `articles` that names its capture

A slot is a file that is written: a layer of a range. Its articles are numbered through, slot by slot, so that the
rows of every table come out in one order and are cut at these numbers.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from typing import cast

import duckdb
import pyarrow as pa

from pipeline.dataset.settings import PublishSettings, Weaving
from pipeline.dataset.snapshot.held import Held
from pipeline.dataset.snapshot.queries import files_in, rows_of
from pipeline.dataset.snapshot.ranges import EMPTY_RANGE, WITHOUT_PMIDS, ArticleRange, Layer, range_count
from pipeline.dataset.snapshot.stored import published
from pipeline.dataset.snapshot.weaving import Column
from pipeline.tables import ARTICLES


class Way(Enum):
    """How a range changes."""

    ANEW = "anew"
    ADDED = "added"
    SAME = "same"


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """A layer of a range that is written, and the numbers of the articles that are put into it."""

    number: int
    of: ArticleRange
    """The range that the slot belongs to from now on."""
    layer: Layer
    ranks: range
    articles: int
    """Articles in the layer, when the slot is written."""
    is_in_text_order: bool
    """All its PMIDs have the same number of digits, so their order is that of `article_id` as text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Placement:
    """What becomes of a range."""

    before: ArticleRange
    way: Way
    slots: tuple[Slot, ...]
    """In the order of their articles: the bases, or the layers that are written."""
    dropped: Column
    """Articles whose rows go, or are replaced, in every table."""
    renewed: Column
    """Articles whose row in `articles` alone is replaced."""


_PMID = "CASE WHEN starts_with(article_id, 'pmid:') THEN substr(article_id, 6)::BIGINT END"

_TOUCHED = f"""
CREATE TEMP TABLE touched AS
WITH changing AS (
    SELECT article_id, article_pmid AS pmid, is_whole, is_new, true AS stays FROM writing
    UNION ALL SELECT article_id, {_PMID}, true, false, false FROM going
)
SELECT changing.*, coalesce(range_number, {WITHOUT_PMIDS}) AS range_number
FROM changing ASOF LEFT JOIN ranges ON changing.pmid >= ranges.low
"""

_MEMBERS = f"""
CREATE TEMP TABLE members AS
SELECT article_id, {_PMID} AS pmid, range_number, layer, touched.is_whole
FROM held_members LEFT JOIN (FROM touched WHERE NOT is_new) AS touched USING (article_id, range_number)
"""
"""The published articles of every range that something changes in; `is_whole` is null for those that stay."""

_TOLD = """
SELECT range_number,
    count(*) FILTER (stays AND is_whole) AS coming,
    (SELECT count(*) FROM members WHERE members.range_number = touched.range_number AND layer = 'base' AND is_whole),
    (SELECT count(*) FROM members WHERE members.range_number = touched.range_number AND layer <> 'base' AND is_whole)
FROM touched GROUP BY range_number ORDER BY range_number = 0, range_number
"""

_LOWS = """
SELECT min(pmid) FROM (
    SELECT pmid, ntile($parts) OVER (ORDER BY pmid) AS part FROM (
        SELECT pmid FROM members WHERE range_number = $range_number AND is_whole IS NOT TRUE
        UNION ALL SELECT pmid FROM touched WHERE range_number = $range_number AND stays AND is_whole
    )
) GROUP BY part ORDER BY part
"""

_PLACED = """
CREATE TEMP TABLE placed AS
WITH wanted AS (
    SELECT writing.*, touched.range_number, CASE
        WHEN ways.way = 'anew' THEN 'base'
        WHEN writing.is_whole THEN 'additions'
        ELSE members.layer
    END AS layer
    FROM writing JOIN touched USING (article_id) JOIN ways USING (range_number)
    LEFT JOIN members USING (article_id, range_number)
)
SELECT wanted.* EXCLUDE (layer, range_number), slot, row_number() OVER (ORDER BY slot, article_pmid, article_id) AS rank
FROM wanted ASOF JOIN slots ON wanted.range_number = slots.range_number AND wanted.layer = slots.layer
    AND coalesce(wanted.article_pmid, 0) >= slots.low
"""

_SLOT_MEMBERS = """
WITH staying AS (
    SELECT pmid, range_number, CASE WHEN ways.way = 'anew' THEN 'base' ELSE members.layer END AS layer
    FROM members JOIN ways USING (range_number) WHERE is_whole IS NOT TRUE
),
stays AS (
    SELECT slot, staying.pmid
    FROM staying ASOF JOIN slots ON staying.range_number = slots.range_number AND staying.layer = slots.layer
        AND coalesce(staying.pmid, 0) >= slots.low
)
SELECT slot, count(*), coalesce(length(min(pmid)::VARCHAR) = length(max(pmid)::VARCHAR), true)
FROM (FROM stays UNION ALL SELECT slot, article_pmid FROM placed WHERE is_whole) GROUP BY slot
"""
_SLOT_RANKS = "SELECT slot, min(rank), max(rank) FROM placed GROUP BY slot"


def place(merge: duckdb.DuckDBPyConnection, held: Held, settings: PublishSettings) -> tuple[Placement, ...]:
    """Make the table `placed` (each article that is written, by rank), and say what becomes of each touched range."""
    merge.execute(_TOUCHED)
    touched = {number for (number,) in _numbers(merge, "SELECT DISTINCT range_number FROM touched")}
    _list_members(merge, held, touched | _to_weave(held, settings))
    drafts = tuple(_drafts(merge, held, settings))
    _register(merge, drafts)
    merge.execute(_PLACED)
    ranks = {slot: range(low, high + 1) for slot, low, high in _numbers(merge, _SLOT_RANKS)}
    members = {slot: (many, bool(in_order)) for slot, many, in_order in _numbers(merge, _SLOT_MEMBERS)}
    placements = tuple(_placement(merge, draft, ranks, members) for draft in drafts)
    for name in ("writing", "touched", "members"):
        merge.execute(f"DROP TABLE {name}")
    return placements


def _to_weave(held: Held, settings: PublishSettings) -> set[int]:
    """The ranges that are written for their additions alone."""
    return {one.number for one in held.ranges if one.additions} if settings.weaving is Weaving.ALL else set()


@dataclass(frozen=True, slots=True)
class _Draft:
    """A range, and the slots that it will have: their layers and where they begin."""

    before: ArticleRange
    way: Way
    slots: Mapping[int, tuple[Layer, int]]


def _list_members(merge: duckdb.DuckDBPyConnection, held: Held, numbers: set[int]) -> None:
    files = held.files_of_ranges(published(ARTICLES), numbers)
    by_low = {one.low: one.number for one in held.ranges}
    named = {str(held.path_of(file)): file for file in files}
    listed = pa.table(
        {
            "filename": pa.array(list(named), pa.string()),
            "range_number": pa.array([by_low[_low(file.low)] for file in named.values()], pa.int32()),
            "layer": pa.array([file.layer.value for file in named.values()], pa.string()),
        }
    )
    merge.register("article_files", listed)
    merge.execute(f"CREATE TEMP VIEW held_members AS {_members_query(list(named))}")
    merge.execute(_MEMBERS)


def _members_query(paths: Sequence[str]) -> str:
    if not paths:
        return "SELECT NULL::VARCHAR AS article_id, range_number, layer FROM article_files"
    read = f"read_parquet({files_in(paths)}, filename = true)"
    return f"SELECT article_id, range_number, layer FROM {read} JOIN article_files USING (filename)"


def _low(bound: int | str | None) -> int | None:
    return int(bound) if bound is not None else None


def _drafts(merge: duckdb.DuckDBPyConnection, held: Held, settings: PublishSettings) -> Iterator[_Draft]:
    ranges = {one.number: one for one in held.ranges}
    unnumbered = ArticleRange(number=WITHOUT_PMIDS, low=None, high=None)
    slot = 0
    for number, coming, from_base, from_additions in _told(merge, held, settings):
        before = ranges.get(number, unnumbered)
        way = _way(before, coming, from_base, from_additions, settings)
        articles = before.articles - from_base - from_additions + coming
        slots = dict(enumerate(_slots(merge, before, way, articles, settings), slot))
        slot += len(slots)
        yield _Draft(before, way, slots)


def _told(merge: duckdb.DuckDBPyConnection, held: Held, settings: PublishSettings) -> list[tuple[int, ...]]:
    """What each range is to lose and to gain; a first run writes its empty range, whatever it found."""
    told = _numbers(merge, _TOLD)
    owed = {EMPTY_RANGE.number} if held.manifest is None else _to_weave(held, settings)
    told += [(number, 0, 0, 0) for number in owed - {number for number, *_ in told}]
    return sorted(told, key=lambda one: (one[0] == WITHOUT_PMIDS, one))


def _way(before: ArticleRange, coming: int, from_base: int, from_additions: int, settings: PublishSettings) -> Way:
    if settings.weaving is Weaving.ALL and before.additions:
        return Way.ANEW
    if before.articles and not coming and not from_base and not from_additions:
        return Way.SAME
    most = before.base * settings.additions_share if before.base >= settings.smallest_base else 0
    is_few = before.additions - from_additions + coming <= most
    return Way.ADDED if before.base and is_few and not from_base else Way.ANEW


def _slots(
    merge: duckdb.DuckDBPyConnection, before: ArticleRange, way: Way, articles: int, settings: PublishSettings
) -> Sequence[tuple[Layer, int]]:
    if way is not Way.ANEW:
        return [(Layer.BASE, before.low or 0), (Layer.ADDITIONS, 0)]
    parts = 1 if before.low is None else range_count(articles, settings.articles_per_range)
    lows = [before.low or 0]
    if parts > 1:
        found = rows_of(merge, _LOWS, parts=parts, range_number=before.number)
        lows += [int(str(low)) for (low,) in found[1:]]
    return [(Layer.BASE, low) for low in lows]


def _register(merge: duckdb.DuckDBPyConnection, drafts: Sequence[_Draft]) -> None:
    slots = [
        {"slot": slot, "range_number": draft.before.number, "layer": layer.value, "low": low}
        for draft in drafts
        for slot, (layer, low) in draft.slots.items()
    ]
    ways = [{"range_number": draft.before.number, "way": draft.way.value} for draft in drafts]
    merge.register("slots", pa.Table.from_pylist(slots, _SLOTS))
    merge.register("ways", pa.Table.from_pylist(ways, _WAYS))


_SLOT_TYPES: dict[str, pa.DataType] = {
    "slot": pa.int64(),
    "range_number": pa.int32(),
    "layer": pa.string(),
    "low": pa.int64(),
}
_SLOTS = pa.schema(_SLOT_TYPES)
_WAY_TYPES: dict[str, pa.DataType] = {"range_number": pa.int32(), "way": pa.string()}
_WAYS = pa.schema(_WAY_TYPES)


def _placement(
    merge: duckdb.DuckDBPyConnection,
    draft: _Draft,
    ranks: Mapping[int, range],
    members: Mapping[int, tuple[int, bool]],
) -> Placement:
    return Placement(
        before=draft.before,
        way=draft.way,
        slots=tuple(
            _slot(draft, number, ranks.get(number, range(0)), members.get(number, (0, True))) for number in draft.slots
        ),
        dropped=_article_ids(merge, draft.before.number, "is_whole"),
        renewed=_article_ids(merge, draft.before.number, "is_whole IS FALSE"),
    )


def _slot(draft: _Draft, number: int, ranks: range, members: tuple[int, bool]) -> Slot:
    articles, is_in_text_order = members
    layer, low = draft.slots[number]
    of = _range_of(draft, number, low, articles)
    return Slot(number=number, of=of, layer=layer, ranks=ranks, articles=articles, is_in_text_order=is_in_text_order)


def _range_of(draft: _Draft, number: int, low: int, articles: int) -> ArticleRange:
    """The range that a slot belongs to, which is a new one where the old one is cut."""
    before = draft.before
    if draft.way is not Way.ANEW:
        return before
    _, high = draft.slots.get(number + 1, (Layer.BASE, before.high))
    return replace(before, low=None if before.low is None else low, high=high, base=articles, additions=0)


def _article_ids(merge: duckdb.DuckDBPyConnection, number: int, which: str) -> Column:
    query = f"SELECT article_id FROM members WHERE range_number = {number} AND {which}"
    found: pa.Table = merge.sql(query).to_arrow_table()
    return pa.concat_arrays([pa.array([], pa.string()), *found.column("article_id").chunks])


def _numbers(merge: duckdb.DuckDBPyConnection, query: str) -> list[tuple[int, ...]]:
    return cast("list[tuple[int, ...]]", rows_of(merge, query))


def ranges_after(ranges: Sequence[ArticleRange], placements: Sequence[Placement]) -> tuple[ArticleRange, ...]:
    """All ranges from now on, numbered through; the one without PMIDs comes last."""
    by_number = {placement.before.number: placement for placement in placements}
    known = {one.number for one in ranges}
    new = [placement for placement in placements if placement.before.number not in known]
    after = [part for one in ranges for part in _after(one, by_number.get(one.number))]
    after += [part for placement in new for part in _after(placement.before, placement)]
    numbered = [one for one in after if one.low is not None]
    unnumbered = [replace(one, number=WITHOUT_PMIDS) for one in after if one.low is None and one.articles]
    return (*(replace(one, number=number) for number, one in enumerate(numbered, 1)), *unnumbered)


def _after(one: ArticleRange, placement: Placement | None) -> Iterator[ArticleRange]:
    if placement is None or placement.way is Way.SAME:
        yield one
    elif placement.way is Way.ANEW:
        yield from (slot.of for slot in placement.slots)
    else:
        additions = sum(slot.articles for slot in placement.slots if slot.layer is Layer.ADDITIONS)
        yield replace(one, additions=additions)
