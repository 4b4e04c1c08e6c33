"""A built snapshot against its own promises, read again from its files; what breaks one is not published."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from pipeline.dataset.files import WrittenFile
from pipeline.dataset.keys import NO_PMID, checked_keys, pmids
from pipeline.dataset.manifest import Manifest
from pipeline.dataset.ranges import ArticleRange
from pipeline.errors import SnapshotInvalid
from pipeline.record import schema
from pipeline.tables import ARTICLES, CAPTURES, TABLES, Owner, Table


def check_snapshot(snapshot: Path, manifest: Manifest, staged_captures: int) -> None:
    """SnapshotInvalid with the promise that is broken, and where."""
    for table in TABLES:
        _check_files(snapshot, table, manifest.files_of(table))
    _check_ranges(manifest.ranges)
    _check_counts(manifest, staged_captures)
    _check_run_tables(snapshot, manifest)
    _check_article_tables(snapshot, manifest)


def _check_files(snapshot: Path, table: Table, files: Sequence[WrittenFile]) -> None:
    _promise(len(files) > 0, f"{table.name} has no file")
    for file in files:
        try:
            with pq.ParquetFile(snapshot / file.path) as parquet:
                found_schema, found_rows = parquet.schema_arrow, parquet.metadata.num_rows
        except (OSError, pa.ArrowInvalid) as error:
            raise SnapshotInvalid(f"{file.path} cannot be read: {error}") from error
        _promise(found_rows == file.rows, f"{file.path} holds {found_rows} rows, not {file.rows}")
        _promise(
            found_schema.equals(schema(table), check_metadata=True), f"{file.path} has other columns than declared"
        )


def _check_ranges(ranges: Sequence[ArticleRange]) -> None:
    numbered = [one for one in ranges if one.low is not None]
    ends = [0, *(one.high for one in numbered)]
    begins = [*(one.low for one in numbered), None]
    _promise(ends == begins, f"the PMID ranges do not partition the PMIDs: {numbered}")


def _check_counts(manifest: Manifest, staged_captures: int) -> None:
    tables, statuses = manifest.counts.tables, manifest.counts.statuses
    for table in TABLES:
        listed = sum(file.rows for file in manifest.files_of(table))
        _promise(
            listed == tables[table.name], f"the files of {table.name} hold {listed} rows, not {tables[table.name]}"
        )
    captures, articles = tables[CAPTURES.name], tables[ARTICLES.name]
    _promise(captures == staged_captures, f"{captures} captures are published, {staged_captures} were read")
    _promise(
        articles == statuses.get("parsed", 0), f"{articles} articles do not match the captures' status: {statuses}"
    )


def _check_run_tables(snapshot: Path, manifest: Manifest) -> None:
    for table in TABLES:
        if table.owner is Owner.RUN:
            paths = [snapshot / file.path for file in manifest.files_of(table)]
            for _ in checked_keys(paths, table):
                pass


def _check_article_tables(snapshot: Path, manifest: Manifest) -> None:
    """Range by range, so that the identifiers of one range are all that is held in memory."""
    by_table = {table: manifest.files_of(table) for table in TABLES if table.owner is Owner.ARTICLE}
    for table, listed in by_table.items():
        _promise(_extents(listed) == _extents(manifest.ranges), f"the files of {table.name} are not cut at the ranges")
    for number, one in enumerate(manifest.ranges):
        files = {table: snapshot / listed[number].path for table, listed in by_table.items()}
        _check_range(files, one)


def _extents(parts: Sequence[WrittenFile] | Sequence[ArticleRange]) -> list[tuple[int | None, int | None]]:
    return [(part.low, part.high) for part in parts]


def _check_range(files: Mapping[Table, Path], one: ArticleRange) -> None:
    articles = _together(checked_keys([files[ARTICLES]], ARTICLES))
    _promise(_are_held(articles, one), f"{files[ARTICLES].name} holds articles of another range")
    for table, path in [(table, path) for table, path in files.items() if table is not ARTICLES]:
        for ids in checked_keys([path], table):
            missing = ids.filter(pc.invert(pc.is_in(ids, value_set=articles)))
            _promise(len(missing) == 0, f"{path.name} has rows of {missing[:1].to_pylist()}, which is no article")


def _together(parts: Iterable[pa.StringArray]) -> pa.StringArray:
    return pa.concat_arrays([pa.array([], pa.string()), *parts])


def _are_held(articles: pa.StringArray, one: ArticleRange) -> bool:
    if one.articles != len(articles) or not len(articles):
        return one.articles == len(articles)
    numbers = pmids(articles)
    lowest, highest = numbers[0].as_py(), numbers[-1].as_py()
    if one.low is None:
        return lowest == NO_PMID
    return one.low <= lowest and highest < (one.high or NO_PMID)


def _promise(is_kept: bool, otherwise: str) -> None:  # noqa: FBT001  # an assertion, with an error that can be caught
    if not is_kept:
        raise SnapshotInvalid(otherwise)
