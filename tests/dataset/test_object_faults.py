"""Whatever fails between a run and an object store: readers see the old state or the new one, whole, and runs go on."""

import os
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta
from itertools import count
from pathlib import Path

import pytest
from werkzeug.wrappers import Request, Response

from pipeline.dataset import Basis, Published, Unchanged, publishing
from pipeline.dataset.home import Overtaken
from pipeline.errors import DatasetBusy, DatasetError
from pipeline.sources import stores
from tests.dataset.machines import Machine, Reader, edition, editions, texts
from tests.dataset.object_kills import SHORT, kill_often
from tests.dataset.pages import Page
from tests.dataset.processes import processes
from tests.samples import PROFILE
from tests.stores import Answer, Bucket, Fault, cuts, drops, fails, first, only

OLD, NEW = "old", "new"
_KILLS = 60 if PROFILE == "thorough" else 8


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two more tries, at once."""
    backoff = {"init_backoff": timedelta(milliseconds=1), "max_backoff": timedelta(milliseconds=2), "base": 2}
    retries = {"max_retries": 2, "backoff": backoff, "retry_timeout": timedelta(seconds=20)}
    monkeypatch.setattr(stores, "RETRIES", retries)


@pytest.fixture
def machine(bucket: Bucket, tmp_path: Path) -> Machine:
    return Machine(bucket.raw / "data", tmp_path / "machine")


@pytest.fixture
def other(machine: Machine, tmp_path: Path) -> Machine:
    return Machine(machine.address, tmp_path / "other")


@pytest.fixture
def reader(bucket: Bucket) -> Reader:
    return Reader(bucket.server.endpoint, f"{bucket.name}/data")


def _on_nth(number: int, fault: Fault) -> Fault:
    """The fault, for the requests from this one on."""
    requests = count(1)
    return lambda request, answer: fault(request, answer) if next(requests) >= number else answer()


def _unanswered(request: Request, _: Answer) -> Response:
    """The connection ends before the store has done anything."""
    return drops()(request, Response)


@contextmanager
def server_answers_well(bucket: Bucket) -> Iterator[None]:
    """What is asked in here, by whomever, meets no fault."""
    fault, bucket.server.fault = bucket.server.fault, None
    yield
    bucket.server.fault = fault


# Uploads

_BROKEN: Mapping[str, Fault] = {
    "error": fails(500, "InternalError"),
    "refusal": fails(403, "AccessDenied"),
    "lost answer": drops(),
    "lost request": _unanswered,
}


@pytest.mark.parametrize(("broken", "request_number"), list(zip(_BROKEN, (1, 4, 4, 1), strict=True)))
def test_an_upload_that_fails_leaves_the_old_state_and_the_next_run_publishes(
    machine: Machine, reader: Reader, bucket: Bucket, broken: str, request_number: int
) -> None:
    machine.given(*edition(OLD))
    bucket.server.fault = only("/data/data/", _on_nth(request_number, _BROKEN[broken]), "PUT")

    with pytest.raises(DatasetError, match="cannot be written"):
        machine.given(*edition(NEW))

    bucket.server.fault = None
    assert editions(reader.state()) == {OLD}
    assert isinstance(machine.given(*edition(NEW)), Published)
    assert editions(reader.state()) == {NEW}


@pytest.mark.parametrize("fault", [fails(503, "SlowDown", 2), drops(2)], ids=["busy", "dropped"])
def test_a_fault_that_passes_is_not_noticed(machine: Machine, reader: Reader, bucket: Bucket, fault: Fault) -> None:
    bucket.server.fault = only("/data/data/", fault, "PUT")

    machine.given(*edition(NEW))

    assert editions(reader.state()) == {NEW}


def test_an_upload_that_was_not_taken_whole_is_seen_before_the_manifest(
    machine: Machine, reader: Reader, bucket: Bucket
) -> None:
    machine.given(*edition(OLD))

    def take_half(request: Request, answer: Answer) -> Response:
        response = answer()
        key = request.path.removeprefix(f"/{bucket.name}/")
        bucket.put(key, bucket.body(key)[:1000])
        return response

    bucket.server.fault = only("/data/data/references/", take_half, "PUT")

    with pytest.raises(DatasetError, match=r"references/.* is 1,000 bytes long, not .*run it again"):
        machine.given(*edition(NEW))

    bucket.server.fault = None
    assert editions(reader.state()) == {OLD}
    assert isinstance(machine.given(*edition(NEW)), Published)


@pytest.mark.parametrize("fault", [cuts(100, 1), drops(1), fails(500, "InternalError", 1)])
def test_a_file_that_comes_in_pieces_is_fetched_whole(
    machine: Machine, other: Machine, reader: Reader, bucket: Bucket, fault: Fault
) -> None:
    machine.given(*edition(OLD))
    bucket.server.fault = only("/data/data/", fault, "GET")

    other.publish(*edition(NEW))

    assert editions(reader.state()) == {NEW}


# The step


@pytest.mark.parametrize("broken", ["error", "refusal", "lost request"])
def test_a_manifest_that_cannot_be_created_leaves_the_old_state(
    machine: Machine, reader: Reader, bucket: Bucket, broken: str
) -> None:
    machine.given(*edition(OLD))
    bucket.server.fault = only("/_manifests/", _BROKEN[broken], "PUT")

    with pytest.raises(DatasetError, match=r"00000002\.json: cannot be written"):
        machine.given(*edition(NEW))

    bucket.server.fault = None
    assert editions(reader.state()) == {OLD}
    assert isinstance(machine.given(*edition(NEW)), Published)
    assert editions(reader.state()) == {NEW}


def test_a_step_whose_answer_is_lost_is_known_by_what_is_there(
    machine: Machine, reader: Reader, bucket: Bucket
) -> None:
    machine.given(*edition(OLD))
    bucket.server.fault = only("/_manifests/", drops(1), "PUT")

    answer = machine.given(*edition(NEW))

    assert isinstance(answer, Published)
    assert answer.snapshot.name == "00000002.json"
    assert editions(reader.state()) == {NEW}


def test_a_run_that_gave_up_although_its_step_was_taken_finds_its_own_state(
    machine: Machine, reader: Reader, bucket: Bucket
) -> None:
    machine.given(*edition(OLD))
    bucket.server.fault = only("/_manifests/", drops())
    with pytest.raises(DatasetError):
        machine.given(*edition(NEW))

    bucket.server.fault = None
    assert editions(reader.state()) == {NEW}
    assert isinstance(machine.given(*edition(NEW)), Unchanged)


def test_a_run_that_is_overtaken_starts_again_from_the_new_state(
    machine: Machine, other: Machine, reader: Reader, bucket: Bucket
) -> None:
    machine.given(Page(uri="1", pmid=1))
    bucket.server.fault = only("/00000002", first(lambda: other.publish(Page(uri="2", pmid=2))), "PUT")

    answer = machine.publish(Page(uri="3", pmid=3))

    assert answer.snapshot.name == "00000003.json"
    assert texts(reader.state(), "articles", "article_id") == ["pmid:1", "pmid:2", "pmid:3"]


def test_the_same_pages_from_two_machines_are_published_once(
    machine: Machine, other: Machine, reader: Reader, bucket: Bucket
) -> None:
    bucket.server.fault = only("/00000001", first(lambda: other.publish(*edition(NEW))), "PUT")

    answer = machine.publish(*edition(NEW))

    assert isinstance(answer, Unchanged)
    assert reader.newest().endswith("/00000001.json")


def test_a_run_that_is_overtaken_again_and_again_says_so(
    machine: Machine, other: Machine, bucket: Bucket, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(publishing, "_TRIES", 3)
    pmids = count(2)

    def overtake(_: Request, answer: Answer) -> Response:
        with server_answers_well(bucket):
            other.publish(Page(uri=f"{next(pmids)}"))
        return answer()

    bucket.server.fault = only("/_manifests/", overtake, "PUT")

    with pytest.raises(DatasetBusy, match=r"another run published .*00000003\.json in the meantime"):
        machine.publish(Page(uri="1", pmid=1))


def test_a_rebuild_from_nothing_does_not_overwrite_what_came_meanwhile_but_follows_it(
    machine: Machine, other: Machine, reader: Reader, bucket: Bucket
) -> None:
    machine.given(Page(uri="1", pmid=1))
    bucket.server.fault = only("/00000002", first(lambda: other.publish(Page(uri="2", pmid=2))), "PUT")

    machine.publish(Page(uri="3", pmid=3), basis=Basis.NOTHING)

    assert reader.newest().endswith("/00000003.json")
    assert texts(reader.state(), "articles", "article_id") == ["pmid:3"]


def test_a_file_that_went_with_its_state_means_that_the_run_was_overtaken(
    machine: Machine, other: Machine, bucket: Bucket
) -> None:
    machine.given(*edition(OLD))
    held = other.home.held(Basis.CURRENT)
    assert held.manifest is not None
    machine.given(*edition(NEW))
    (file,) = (file for file in held.manifest.files if file.table == "articles")
    bucket.delete(f"data/{file.path}")

    with pytest.raises(Overtaken, match="there is a newer state"):
        held.path_of(file)


# Other processes


def _publish_each(machine: Machine, pmids: range, environment: Mapping[str, str]) -> None:
    os.environ.update(environment)
    for pmid in pmids:
        machine.publish(Page(uri=f"{pmid}", pmid=pmid))


@pytest.mark.slow
def test_two_machines_at_once_bring_all_their_pages(
    machine: Machine, other: Machine, reader: Reader, bucket: Bucket
) -> None:
    environment = bucket.server.environment()
    pair = [
        processes.Process(target=_publish_each, args=(one, pmids, environment))
        for one, pmids in ((machine, range(1, 4)), (other, range(11, 14)))
    ]
    for process in pair:
        process.start()
    for process in pair:
        process.join()

    assert [process.exitcode for process in pair] == [0, 0]
    state = reader.state()
    expected = {f"pmid:{pmid}" for pmid in (*range(1, 4), *range(11, 14))}
    assert set(texts(state, "articles", "article_id")) == set(texts(state, "references", "article_id")) == expected
    assert reader.newest().endswith("/00000006.json")


@pytest.mark.slow
def test_a_publisher_that_is_killed_at_any_moment_leaves_one_whole_state(
    machine: Machine, reader: Reader, bucket: Bucket
) -> None:
    seen = kill_often(machine, reader, bucket.server.environment(), _KILLS, seed=7)

    assert seen.reads > seen.kills
    assert seen.states > 1
    assert len(machine.home.snapshots()) <= SHORT.keep_count


@pytest.mark.slow
def test_a_reader_sees_whole_states_while_runs_publish(machine: Machine, reader: Reader) -> None:
    machine.given(*edition(OLD))
    done = threading.Event()
    seen: list[set[str]] = []

    def read() -> None:
        while not done.is_set():
            seen.append(editions(reader.state()))

    thread = threading.Thread(target=read)
    thread.start()
    for shows in (NEW, OLD, NEW):
        machine.given(*edition(shows))
    done.set()
    thread.join()

    assert all(one in ({OLD}, {NEW}) for one in seen)
    assert {OLD} in seen
