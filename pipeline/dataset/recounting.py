"""What a report asks: what became of the pages that a run staged, and which articles a snapshot changed.

Only narrow columns are read, and of two snapshots only the files that they do not share.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Final, NamedTuple

import duckdb

from pipeline.dataset.deciding.contents import Basis
from pipeline.dataset.home import Home
from pipeline.dataset.snapshot.held import view
from pipeline.dataset.snapshot.queries import files_in, reader, rows_of
from pipeline.dataset.snapshot.readable import Snapshot
from pipeline.dataset.snapshot.stored import FORGOTTEN, Stored, published
from pipeline.quality.coverage import DETAILED
from pipeline.staging import publishable_shards
from pipeline.tables import ARTICLES, CAPTURES

EXAMPLES: Final = 3
"""Pages that are named of each kind."""
MOST_COMPARED: Final = 2_000_000
"""Rows beyond which nothing is looked for among them: it would cost seconds."""


class StagedKind(NamedTuple):
    """A reason of rejections, or a kind of warnings, among staged pages."""

    name: str
    pages: int
    examples: tuple[str, ...]
    detail: str | None
    """Of the first example."""


class StagedPages(NamedTuple):
    """What became of all staged pages."""

    known: int
    """They were not parsed, for being published already."""
    layouts: Mapping[str, int]
    """Parsed ones by layout."""
    rejections: tuple[StagedKind, ...]
    warnings: tuple[StagedKind, ...]
    """The most frequent first."""


class ArticleName(NamedTuple):
    """An article by its names."""

    article_id: str
    pmid: int | None
    title: str | None


class ChangedArticles(NamedTuple):
    """The first articles that came, changed and went."""

    added: tuple[ArticleName, ...]
    updated: tuple[ArticleName, ...]
    removed: tuple[ArticleName, ...]


_LAYOUTS = """
SELECT CASE status WHEN 'parsed' THEN layout END AS name, count(*) AS pages FROM captures
WHERE status <> 'rejected' GROUP BY name ORDER BY pages DESC, name
"""
_REJECTIONS = f"""
SELECT reason AS name, count(*) AS pages, min(source_uri, {EXAMPLES}), arg_min(detail, source_uri) FROM captures
WHERE status = 'rejected' GROUP BY name ORDER BY pages DESC, name
"""
_NAME = "CASE WHEN list_contains($detailed, split_part(told, ': ', 1)) THEN told ELSE split_part(told, ': ', 1) END"
_WARNINGS = f"""
SELECT name, count(*) AS pages, min(source_uri, {EXAMPLES}),
    nullif(substr(arg_min(told, source_uri), len(name) + 3), '')
FROM (
    SELECT name, source_uri, list_filter(warnings, lambda told: starts_with(told, name))[1] AS told
    FROM (
        SELECT source_uri, warnings, unnest(list_distinct(list_transform(warnings, lambda told: {_NAME}))) AS name
        FROM captures WHERE len(warnings) > 0
    )
)
GROUP BY name ORDER BY pages DESC, name
"""
"""A page counts once a name; nothing is remembered of all pages to know that."""


def staged_pages(work: Path) -> StagedPages:
    """What became of the pages of all finished shards."""
    with reader() as session:
        _staged(session, work)
        layouts = {name: int(str(number)) for name, number in rows_of(session, _LAYOUTS)}
        return StagedPages(
            known=layouts.pop(None, 0),
            layouts={str(name): number for name, number in layouts.items()},
            rejections=_kinds(rows_of(session, _REJECTIONS)),
            warnings=_kinds(rows_of(session, _WARNINGS, detailed=sorted(DETAILED))),
        )


def _staged(session: duckdb.DuckDBPyConnection, work: Path) -> None:
    files = files_in(str(shard.file(CAPTURES)) for shard in publishable_shards(work))
    session.execute(f"CREATE VIEW captures AS FROM read_parquet({files})")


def _kinds(rows: list[tuple[object, ...]]) -> tuple[StagedKind, ...]:
    return tuple(
        StagedKind(
            name=str(name),
            pages=int(str(pages)),
            examples=_texts(examples),
            detail=None if detail is None else str(detail),
        )
        for name, pages, examples, detail in rows
    )


def _texts(found: object) -> tuple[str, ...]:
    return tuple(dict.fromkeys(map(str, found))) if isinstance(found, list) else ()


_FORGOTTEN = """
SELECT count(*) FROM captures SEMI JOIN forgotten USING (source_uri, capture_id) WHERE status = 'parsed'
"""


def staged_and_forgotten(home: Home, work: Path, basis: Basis) -> int:
    """Staged pages that were parsed, and stay out of the dataset for having been forgotten."""
    held = home.held(basis)
    files = held.files(FORGOTTEN)
    if not any(file.rows for file in files):
        return 0
    with reader() as session:
        _staged(session, work)
        view(session, "forgotten", FORGOTTEN, held.paths(FORGOTTEN), held.columns(FORGOTTEN))
        ((number,),) = rows_of(session, _FORGOTTEN)
    return int(str(number))


_FATES = """
SELECT coalesce(published.layout, 'none'), published.status, count(*)
FROM published JOIN (SELECT source_uri, capture_id FROM captures WHERE status <> 'rejected') AS staged
USING (source_uri, capture_id) GROUP BY ALL ORDER BY ALL
"""


def fates(work: Path, new: Snapshot) -> Mapping[tuple[str, str], int]:
    """What staged pages that were not rejected are in the snapshot that they were published in, by layout and status.

    Nothing where it holds so many pages that to look for them costs seconds. The caller has pinned it.
    """
    stored = published(CAPTURES)
    files = new.manifest.files_in(stored)
    if sum(file.rows for file in files) > MOST_COMPARED:
        return {}
    with reader() as session:
        _staged(session, work)
        view(session, "published", stored, new.paths(files), new.manifest.columns.get(stored.name, {}))
        rows = rows_of(session, _FATES)
    return {(str(layout), str(status)): int(str(number)) for layout, status, number in rows}


_CAME = """
SELECT article_id, pmid, title FROM {here}_articles ANTI JOIN (SELECT article_id FROM {there}_articles)
USING (article_id) ORDER BY pmid NULLS LAST, article_id LIMIT $most
"""
_TELLING = ("capture_id", "parser_version", "author_count", "figure_count", "reference_count", "references_listed")
"""Columns that are others where an article's page, its reader, or what completes it is another; all are narrow."""
_UPDATED = """
SELECT new.article_id, new.pmid, new.title FROM new_articles AS new JOIN old_articles AS old USING (article_id)
WHERE ({new}) IS DISTINCT FROM ({old}) ORDER BY new.pmid NULLS LAST, new.article_id LIMIT $most
"""


def changed_articles(old: Snapshot | None, new: Snapshot, most: int) -> ChangedArticles | None:
    """The first articles of another origin, or other counts; None where there are too many to look. Both are pinned."""
    with reader() as session:
        sides = (("old", old, new), ("new", new, old))
        rows = sum(
            _unshared(session, f"{side}_articles", published(ARTICLES), here, there) for side, here, there in sides
        )
        if rows > MOST_COMPARED:
            return None
        return ChangedArticles(
            added=_articles(session, _CAME.format(here="new", there="old"), most),
            updated=_articles(session, _UPDATED.format(**_told_by("new", "old")), most) if old else (),
            removed=_articles(session, _CAME.format(here="old", there="new"), most) if old else (),
        )


def _told_by(*sides: str) -> Mapping[str, str]:
    return {side: ", ".join(f"{side}.{column}" for column in _TELLING) for side in sides}


def _unshared(
    session: duckdb.DuckDBPyConnection, name: str, stored: Stored, here: Snapshot | None, there: Snapshot | None
) -> int:
    """A view of what a snapshot has in files of its own; how many rows it has."""
    shared = {(file.path, file.sha256) for file in there.manifest.files_in(stored)} if there else set()
    own = [file for file in here.manifest.files_in(stored) if (file.path, file.sha256) not in shared] if here else []
    columns = here.manifest.columns.get(stored.name, {}) if here else {}
    view(session, name, stored, here.paths(own) if here else [], columns)
    return sum(file.rows for file in own)


def _articles(session: duckdb.DuckDBPyConnection, query: str, most: int) -> tuple[ArticleName, ...]:
    return tuple(
        ArticleName(
            article_id=str(article_id),
            pmid=None if pmid is None else int(str(pmid)),
            title=None if title is None else str(title),
        )
        for article_id, pmid, title in rows_of(session, query, most=most)
    )
