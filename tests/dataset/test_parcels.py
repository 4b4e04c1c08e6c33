"""A shard goes through a store whole or not at all, also where it is sent twice while somebody fetches it."""

from datetime import timedelta
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from werkzeug.wrappers import Request, Response

from pipeline.dataset.stores import bucket as asking
from pipeline.dataset.stores.parcels import clear, fetch, send, sent
from pipeline.errors import DatasetBusy, DatasetError
from pipeline.raw import ObjectPath
from pipeline.sources import stores
from pipeline.staging import StagedShard, finished_shards, stage_shard
from pipeline.tables import CAPTURES
from tests.dataset.machines import Machine
from tests.dataset.pages import Page, batches
from tests.stores import Answer, Bucket, Fault, ages, drops, fails, first, only

_PARCEL = "set/_work/plan/000007.zip"


@pytest.fixture
def staging(bucket: Bucket) -> ObjectPath:
    return bucket.raw / "set" / "_work" / "plan"


def _staged(work: Path, *uris: str) -> StagedShard:
    return stage_shard(work, 7, [batches(7, [Page(uri=uri, pmid=1) for uri in uris])])


def _uris(work: Path) -> list[str]:
    (shard,) = finished_shards(work)
    return [str(uri) for uri in pq.read_table(shard.file(CAPTURES))["source_uri"].to_pylist()]


def _on_later_part(fault: Fault) -> Fault:
    """The fault, for requests for any part of an object but its first."""

    def on_later_part(request: Request, answer: Answer) -> Response:
        is_later = not request.headers.get("Range", "bytes=0-").startswith("bytes=0-")
        return fault(request, answer) if is_later else answer()

    return on_later_part


def test_what_arrives_is_what_was_staged_file_by_file(staging: ObjectPath, tmp_path: Path) -> None:
    shard = _staged(tmp_path / "there", "a", "b")
    send(shard, staging)

    fetch(staging, 7, tmp_path / "here")

    (arrived,) = finished_shards(tmp_path / "here")
    files = {path.name: path.read_bytes() for path in shard.path.iterdir()}
    assert {path.name: path.read_bytes() for path in arrived.path.iterdir()} == files
    assert arrived.rows == shard.rows
    assert [path.name for path in (tmp_path / "there").iterdir()] == ["000007"]


def test_what_was_sent_is_told_by_number_until_it_is_cleared(
    staging: ObjectPath, bucket: Bucket, tmp_path: Path
) -> None:
    send(_staged(tmp_path, "a"), staging)
    bucket.put("set/_work/plan/notes.txt", b"nobody's shard")
    bucket.put("set/_work/planets/000001.zip", b"of another plan")

    assert sent(staging) == {7}
    clear(staging)
    assert sent(staging) == set()
    assert list(bucket.objects()) == ["set/_work/planets/000001.zip"]


def test_a_shard_that_is_sent_again_while_it_is_fetched_is_no_mixture(
    staging: ObjectPath, bucket: Bucket, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    send(_staged(tmp_path / "one", "a"), staging)
    (before,) = bucket.objects().values()
    send(_staged(tmp_path / "other", "b"), staging)
    (after,) = bucket.objects().values()
    bucket.put(_PARCEL, before)
    monkeypatch.setattr(asking, "PART_BYTES", 1_000)
    monkeypatch.setattr(asking, "PARTS_AT_A_TIME", 1)
    bucket.server.fault = _on_later_part(first(lambda: bucket.put(_PARCEL, after)))

    fetch(staging, 7, tmp_path / "here")

    assert len(before) == len(after)
    assert _uris(tmp_path / "here") == ["b"]


def test_a_shard_that_is_here_already_stays(staging: ObjectPath, tmp_path: Path) -> None:
    send(_staged(tmp_path / "there", "theirs"), staging)
    _staged(tmp_path / "here", "mine")

    fetch(staging, 7, tmp_path / "here")

    assert _uris(tmp_path / "here") == ["mine"]


def test_a_connection_that_drops_costs_nothing(staging: ObjectPath, bucket: Bucket, tmp_path: Path) -> None:
    send(_staged(tmp_path / "there", "a"), staging)
    bucket.server.fault = only(_PARCEL, drops(1), "GET")

    fetch(staging, 7, tmp_path / "here")

    assert _uris(tmp_path / "here") == ["a"]


def test_a_shard_that_is_gone_means_that_another_run_was_faster(staging: ObjectPath, tmp_path: Path) -> None:
    with pytest.raises(DatasetBusy, match=r"000007\.zip is gone"):
        fetch(staging, 7, tmp_path)


def test_a_damaged_shard_is_told_and_nothing_of_it_stays(staging: ObjectPath, bucket: Bucket, tmp_path: Path) -> None:
    send(_staged(tmp_path / "there", "a"), staging)
    whole = bucket.body(_PARCEL)
    bucket.put(_PARCEL, whole[:200] + bytes(200) + whole[400:])

    with pytest.raises(DatasetError, match=r"000007\.zip cannot be fetched"):
        fetch(staging, 7, tmp_path / "here")

    assert list((tmp_path / "here").iterdir()) == []


def test_a_store_that_refuses_is_told_with_what_gives_access(
    staging: ObjectPath, bucket: Bucket, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stores, "RETRIES", {**stores.RETRIES, "max_retries": 0})
    shard = _staged(tmp_path, "a")
    bucket.server.fault = fails(403, "AccessDenied")

    with pytest.raises(DatasetError, match=r"cannot be written .*AWS_ACCESS_KEY_ID"):
        send(shard, staging)


@pytest.mark.parametrize(("age", "stays"), [(timedelta(days=4), False), (timedelta(days=2), True)])
def test_what_a_run_sent_and_never_published_goes_with_what_is_nobodys(
    bucket: Bucket, tmp_path: Path, age: timedelta, stays: bool
) -> None:
    bucket.put(_PARCEL, b"of a run that was killed")
    bucket.server.fault = ages("_work/", age)

    Machine(bucket.raw / "set", tmp_path).publish(Page(uri="1.html", pmid=1))

    bucket.server.fault = None
    assert (_PARCEL in bucket.objects()) is stays
