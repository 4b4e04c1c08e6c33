"""A shard is done or it is not there."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pipeline.errors import DatasetError
from pipeline.staging import finished_shards, stage_shard, staged_schema
from pipeline.tables import ARTICLES, CAPTURES, REFERENCES, STAGED_TABLES, Table
from tests.dataset.pages import Page, batches, of_another_version, staged


def test_staged_tables_name_the_capture_instead_of_the_article() -> None:
    assert [staged_schema(table).names[0] for table in STAGED_TABLES] == ["capture_number"] * len(STAGED_TABLES)
    assert not any("article_id" in staged_schema(table).names for table in STAGED_TABLES)


def test_staged_captures_say_what_the_page_shows_of_its_identity() -> None:
    names = staged_schema(CAPTURES).names

    assert names[-4:] == ["pmid", "doi", "pmcid", "layout_rank"]
    assert "run_id" not in names


def test_a_shard_is_found_again_with_its_rows(tmp_path: Path) -> None:
    shard = stage_shard(tmp_path, 7, [batches(7, [Page(uri="a", pmid=1, references=3)])])

    assert finished_shards(tmp_path) == (shard,)
    assert shard.rows["references"] == 3
    assert pq.read_table(shard.file(REFERENCES)).num_rows == 3


def test_a_table_without_rows_has_its_columns(tmp_path: Path) -> None:
    shard = stage_shard(tmp_path, 0, [])

    assert [pq.read_schema(shard.file(table)) for table in STAGED_TABLES] == [
        staged_schema(table) for table in STAGED_TABLES
    ]


def test_batches_are_appended_in_their_order(tmp_path: Path) -> None:
    halves = [batches(0, [Page(uri="a", pmid=1)]), batches(0, [Page(uri="b", pmid=2)])]

    shard = stage_shard(tmp_path, 0, halves)

    assert pq.read_table(shard.file(CAPTURES))["source_uri"].to_pylist() == ["a", "b"]


def test_a_batch_may_leave_tables_out(tmp_path: Path) -> None:
    captures = batches(0, [Page(uri="a", pmid=1)])[CAPTURES]

    shard = stage_shard(tmp_path, 0, [{CAPTURES: captures}])

    assert (shard.rows["captures"], shard.rows["articles"]) == (1, 0)


def test_a_shard_whose_batches_fail_is_not_there(tmp_path: Path) -> None:
    def failing() -> Iterator[Mapping[Table, pa.RecordBatch]]:
        yield batches(0, [Page(uri="a", pmid=1)])
        raise MemoryError

    with pytest.raises(MemoryError):
        stage_shard(tmp_path, 0, failing())

    assert list(tmp_path.iterdir()) == []


def test_a_batch_with_other_columns_is_refused(tmp_path: Path) -> None:
    wrong = batches(0, [Page(uri="a", pmid=1)])[CAPTURES].drop_columns(["doi"])

    with pytest.raises(ValueError, match="schema"):
        stage_shard(tmp_path, 0, [{CAPTURES: wrong}])

    assert finished_shards(tmp_path) == ()


def test_a_full_disk_leaves_no_shard(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(pq.ParquetWriter, "write_batch", full)

    with pytest.raises(OSError, match="No space"):
        staged(tmp_path, [Page(uri="a", pmid=1)])

    assert finished_shards(tmp_path) == ()


def test_rows_that_got_lost_on_the_way_to_disk_are_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pq.ParquetWriter, "write_batch", lambda *_: None)

    with pytest.raises(DatasetError, match="holds 0 rows after 1 were written"):
        staged(tmp_path, [Page(uri="a", pmid=1)])


def test_what_a_killed_task_left_is_no_shard(tmp_path: Path) -> None:
    staged(tmp_path, [Page(uri="a", pmid=1)])
    (tmp_path / "000001.x7.partial").mkdir()

    assert [shard.number for shard in finished_shards(tmp_path)] == [0]


def test_a_shard_that_is_done_stays_as_it_is_for_it_may_be_read_by_now(tmp_path: Path) -> None:
    staged(tmp_path, [Page(uri="a", pmid=1)])
    (done,) = finished_shards(tmp_path)
    files = {path: path.stat().st_ino for path in done.path.iterdir()}

    shard = stage_shard(tmp_path, 0, [batches(0, [Page(uri="b", pmid=2), Page(uri="c", pmid=3)])])

    assert shard == done
    assert {path: path.stat().st_ino for path in done.path.iterdir()} == files
    assert [path.name for path in tmp_path.iterdir()] == ["000000"]


def test_of_two_that_stage_a_shard_at_the_same_time_the_first_is_the_shard(tmp_path: Path) -> None:
    def overtaken() -> Iterator[Mapping[Table, pa.RecordBatch]]:
        yield batches(0, [Page(uri="late", pmid=1)])
        staged(tmp_path, [Page(uri="first", pmid=2)])

    shard = stage_shard(tmp_path, 0, overtaken())

    assert finished_shards(tmp_path) == (shard,)
    assert pq.read_table(shard.file(CAPTURES))["source_uri"].to_pylist() == ["first"]


def test_a_shard_with_the_columns_of_another_version_is_replaced(tmp_path: Path) -> None:
    staged(tmp_path, [Page(uri="a", pmid=1)])
    of_another_version(tmp_path / "000000")

    shard = stage_shard(tmp_path, 0, [batches(0, [Page(uri="b", pmid=2), Page(uri="c", pmid=3)])])

    assert finished_shards(tmp_path) == (shard,)
    assert shard.rows[ARTICLES.name] == 2


def test_a_shard_with_the_columns_of_another_version_has_to_be_done_again(tmp_path: Path) -> None:
    staged(tmp_path, [Page(uri="a", pmid=1)], [Page(uri="b", pmid=2)])
    of_another_version(tmp_path / "000000")

    assert [shard.number for shard in finished_shards(tmp_path)] == [1]


def test_no_work_is_no_shards(tmp_path: Path) -> None:
    assert finished_shards(tmp_path / "never") == ()
