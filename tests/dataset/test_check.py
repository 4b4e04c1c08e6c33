"""A snapshot that breaks one of its promises is not published, and the error names the promise."""

import dataclasses
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pipeline.dataset import current_snapshot
from pipeline.dataset.snapshot.files import WrittenFile
from pipeline.dataset.snapshot.manifest import Manifest
from pipeline.dataset.snapshot.stored import published as published_table
from pipeline.dataset.writing.check import check_shape, check_snapshot
from pipeline.errors import DatasetMissing, SnapshotInvalid
from pipeline.record import schema
from pipeline.tables import ARTICLES, CAPTURES, REFERENCES, Table
from tests.dataset.pages import SETTINGS, Page, given, published
from tests.flows.pages import here

_PAGES = [Page(uri=f"{pmid}", pmid=pmid) for pmid in (8, 9, 10, 11)]


@pytest.fixture
def snapshot(tmp_path: Path) -> Path:
    settings = dataclasses.replace(SETTINGS, articles_per_range=2)
    return here(given(tmp_path / "output", _PAGES, settings=settings).snapshot)


def _manifest(snapshot: Path) -> Manifest:
    return current_snapshot(snapshot.parent.parent).manifest


def _check(snapshot: Path, manifest: Manifest | None = None) -> None:
    """As a new snapshot is checked, of which no file was published before."""

    def path_of(file: WrittenFile) -> Path:
        return snapshot / file.path

    check_snapshot(manifest or _manifest(snapshot), path_of, ())


def _rewrite(snapshot: Path, table: Table, change: Callable[[pa.Table], pa.Table]) -> None:
    """Change the rows of the second file of a table, or of its only one."""
    path = snapshot / _manifest(snapshot).files_of(table)[-1].path
    changed = change(pq.read_table(path))
    pq.write_table(changed, path)


def _renamed(rows: pa.Table, old: str, new: str) -> pa.Table:
    ids = [new if name == old else name for name in rows["article_id"].to_pylist()]
    return rows.set_column(0, rows.schema.field(0), pa.array(ids))


def test_a_published_snapshot_keeps_its_promises(snapshot: Path) -> None:
    _check(snapshot)


def test_a_file_that_is_cut_short(snapshot: Path) -> None:
    path = snapshot / _manifest(snapshot).files_of(ARTICLES)[0].path
    path.write_bytes(path.read_bytes()[:-9])

    with pytest.raises(SnapshotInvalid, match=r"articles-.* cannot be read"):
        _check(snapshot)


def test_a_file_that_is_missing(snapshot: Path) -> None:
    (snapshot / _manifest(snapshot).files_of(ARTICLES)[0].path).unlink()

    with pytest.raises(SnapshotInvalid, match=r"articles-.* cannot be read"):
        _check(snapshot)


def test_a_row_that_is_lost(snapshot: Path) -> None:
    _rewrite(snapshot, REFERENCES, lambda rows: rows.slice(1))

    with pytest.raises(SnapshotInvalid, match="holds 3 rows, not 4"):
        _check(snapshot)


def test_a_column_without_its_description(snapshot: Path) -> None:
    _rewrite(snapshot, REFERENCES, lambda rows: rows.cast(schema(REFERENCES).remove_metadata()))

    with pytest.raises(SnapshotInvalid, match="has other columns than declared"):
        _check(snapshot)


def test_a_description_in_the_words_of_an_earlier_program_is_another_one_and_no_other_column(snapshot: Path) -> None:
    _rewrite(snapshot, REFERENCES, lambda rows: rows.cast(schema(REFERENCES).remove_metadata()))
    file = _manifest(snapshot).files_of(REFERENCES)[-1]

    check_shape(published_table(REFERENCES), file, snapshot / file.path)

    _rewrite(snapshot, REFERENCES, lambda rows: rows.drop_columns(["text"]))
    with pytest.raises(SnapshotInvalid, match="has other columns than declared"):
        check_shape(published_table(REFERENCES), file, snapshot / file.path)


@pytest.mark.parametrize(("table", "key"), [(REFERENCES, "article_id, position"), (CAPTURES, "source_uri, capture_id")])
def test_rows_out_of_order(snapshot: Path, table: Table, key: str) -> None:
    _rewrite(snapshot, table, lambda rows: rows.take([1, 0, 2, 3]))

    with pytest.raises(SnapshotInvalid, match=rf"not sorted by a unique key \({key}\)"):
        _check(snapshot)


def test_articles_out_of_order(snapshot: Path) -> None:
    _rewrite(snapshot, ARTICLES, lambda rows: rows.take([1, 0]))

    with pytest.raises(SnapshotInvalid, match=r"not sorted by a unique key \(article_id\)"):
        _check(snapshot)


def test_a_key_that_comes_twice(snapshot: Path) -> None:
    _rewrite(snapshot, REFERENCES, lambda rows: rows.take([0, 0, 2, 3]))

    with pytest.raises(SnapshotInvalid, match="not sorted by a unique key"):
        _check(snapshot)


def test_a_row_whose_article_is_missing(snapshot: Path) -> None:
    _rewrite(snapshot, REFERENCES, lambda rows: _renamed(rows, "pmid:11", "pmid:12"))

    with pytest.raises(SnapshotInvalid, match=r"references-.* has rows of \['pmid:12'\], which is no article"):
        _check(snapshot)


def test_an_article_in_the_file_of_another_range(snapshot: Path) -> None:
    _rewrite(snapshot, ARTICLES, lambda rows: _renamed(rows, "pmid:10", "pmid:7"))

    with pytest.raises(SnapshotInvalid, match="holds articles of another range"):
        _check(snapshot)


def test_a_capture_that_got_lost(snapshot: Path) -> None:
    manifest = _manifest(snapshot)
    more = dataclasses.replace(manifest.counts, statuses={"parsed": 4, "rejected": 1})

    with pytest.raises(SnapshotInvalid, match="4 captures are published, 5 have a status"):
        _check(snapshot, dataclasses.replace(manifest, counts=more))


def test_ranges_that_leave_a_gap(snapshot: Path) -> None:
    manifest = _manifest(snapshot)
    first, second = manifest.ranges
    gap = dataclasses.replace(manifest, ranges=(dataclasses.replace(first, high=9), second))

    with pytest.raises(SnapshotInvalid, match="do not partition"):
        _check(snapshot, gap)


def test_a_file_that_is_cut_elsewhere_than_the_others(snapshot: Path) -> None:
    manifest = _manifest(snapshot)
    files = [file for file in manifest.files if file != manifest.files_of(REFERENCES)[1]]
    files[files.index(manifest.files_of(REFERENCES)[0])] = dataclasses.replace(
        manifest.files_of(REFERENCES)[0], high=None
    )

    with pytest.raises(SnapshotInvalid, match="references"):
        _check(snapshot, dataclasses.replace(manifest, files=tuple(files)))


def test_the_same_bytes_of_one_address_are_not_published_twice(tmp_path: Path) -> None:
    with pytest.raises(SnapshotInvalid, match=r"not sorted by a unique key \(source_uri, capture_id\)"):
        published(tmp_path / "output", [Page(uri="a", pmid=1)], [Page(uri="a", pmid=2)])

    with pytest.raises(DatasetMissing):
        current_snapshot(tmp_path / "output")
