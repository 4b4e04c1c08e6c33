"""Runs over an object store: the same as over a folder, in this process, in others, from the command and in Prefect."""

import os
import pickle
import socket
from pathlib import Path

import pytest

from flows import steps, workers
from flows.command import answer
from flows.command.exits import Exit
from flows.plain import run_plain
from flows.run import Run
from flows.steps import confirm_folders, plan
from pipeline.dataset import Unchanged
from pipeline.errors import SourceError
from pipeline.raw import ObjectPath
from tests.flows.command_line import finished, interrupt, started
from tests.flows.pages import CHALLENGE, write_articles
from tests.stores import Bucket, fails, only


@pytest.fixture
def filled(bucket: Bucket, tmp_path: Path) -> Bucket:
    """Three articles, a page that is none, and an object that is no page."""
    bucket.put_all(
        (f"crawl/{page.name}", page.read_bytes()) for page in write_articles(tmp_path / "pages", 3).iterdir()
    )
    bucket.put("crawl/challenge.html", CHALLENGE.encode())
    bucket.put("crawl/notes.pdf", b"%PDF")
    return bucket


@pytest.fixture
def run(filled: Bucket, tmp_path: Path) -> Run:
    return Run(raw=filled.raw / "crawl", output=tmp_path / "output", workers=2)


def _command(raw: str, output: Path) -> Exit:
    return answer(["run", "--runner", "plain", "--raw", raw, "--output", str(output)])


def test_every_object_is_counted_once(run: Run) -> None:
    report = run_plain(run)

    assert report.publication.counts.statuses == {"parsed": 3, "rejected": 1}
    assert report.ignored == {".pdf": 1}


def test_a_second_run_over_the_same_objects_changes_nothing(run: Run) -> None:
    run_plain(run)

    assert isinstance(run_plain(run).publication, Unchanged)


def test_a_page_that_is_withheld_does_not_stop_the_run(run: Run, filled: Bucket) -> None:
    filled.server.fault = only("challenge.html", fails(403, "AccessDenied"))

    report = run_plain(run)

    assert report.publication.counts.statuses == {"parsed": 3, "rejected": 1}
    assert report.publication.counts.reasons == {"unreadable": 1}


def test_a_changed_object_makes_another_plan_though_its_size_is_the_same(run: Run, filled: Bucket) -> None:
    before = plan(run)

    filled.put("crawl/challenge.html", CHALLENGE.swapcase().encode())

    assert plan(run).work != before.work


def test_the_same_objects_make_the_same_plan(run: Run) -> None:
    assert plan(run).work == plan(run).work


def test_other_processes_find_the_store(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "SMALL", 0)
    monkeypatch.setattr(steps, "SMALLEST_SHARD", 1)
    monkeypatch.setattr(steps, "LARGEST_SHARD", 1)

    report = run_plain(run)

    assert report.publication.counts.statuses == {"parsed": 3, "rejected": 1}


def test_a_plan_of_a_store_is_small_on_its_way_to_other_processes(run: Run) -> None:
    (shard,) = plan(run).shards

    assert len(pickle.dumps(shard)) < 2_000


def test_the_command_takes_an_address(filled: Bucket, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _command(f"{filled.url}/crawl/", tmp_path / "output") is Exit.FINE

    assert "4 pages in 4 files" in capsys.readouterr().out


def test_the_command_finds_the_store_by_the_environment_alone(filled: Bucket, tmp_path: Path) -> None:
    output = str(tmp_path / "output")

    ended = finished(tmp_path, "run", "--runner", "plain", "--raw", f"{filled.url}/crawl", "--output", output)

    assert (ended.returncode, ended.stderr.count("Traceback")) == (Exit.FINE, 0)
    assert "4 pages in 4 files" in ended.stdout


def test_a_typing_error_in_an_address_is_wrong_usage(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _command("s3:/bucket/crawl", tmp_path / "output") is Exit.USAGE

    said = capsys.readouterr().err
    assert "write it like s3://bucket/folder" in said
    assert not (tmp_path / "output").exists()


@pytest.mark.usefixtures("bucket")
def test_a_bucket_that_is_missing_ends_with_4_before_anything_starts(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _command("s3://no-bucket-here/crawl", tmp_path / "output") is Exit.UNUSABLE

    assert "s3://no-bucket-here/crawl: cannot be listed (NoSuchBucket" in capsys.readouterr().err
    assert not (tmp_path / "output").exists()


def test_a_prefix_that_holds_nothing_ends_with_3(
    bucket: Bucket, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _command(f"{bucket.url}/nowhere", tmp_path / "output") is Exit.NOTHING

    assert f"{bucket.url}/nowhere holds no file that could be a page" in capsys.readouterr().err


def test_an_address_that_cannot_be_listed_is_told_before_anything_starts(bucket: Bucket, tmp_path: Path) -> None:
    bucket.server.fault = fails(403, "AccessDenied")

    with pytest.raises(SourceError, match=r"cannot be listed \(AccessDenied"):
        confirm_folders(Run(raw=bucket.raw, output=tmp_path / "output", workers=1))


@pytest.mark.usefixtures("bucket")
def test_waiting_for_a_store_that_does_not_answer_can_be_stopped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        monkeypatch.setenv("AWS_ENDPOINT_URL", f"http://127.0.0.1:{silent.getsockname()[1]}")
        process = started(
            tmp_path, "run", "--runner", "plain", "--raw", "s3://bucket", "--output", str(tmp_path / "out")
        )
        asked, _ = silent.accept()

        interrupt(process)

        assert process.wait(60) == Exit.INTERRUPTED
        process.communicate()
        asked.close()


@pytest.mark.flow
@pytest.mark.slow
@pytest.mark.usefixtures("prefect_server")
def test_the_flow_takes_an_address_as_text(run: Run) -> None:
    from flows.ingest import ingest

    assert isinstance(run.raw, ObjectPath)
    first = ingest(str(run.raw), str(run.output), workers=2)
    second = ingest(str(run.raw), str(run.output), workers=2)

    assert first.publication.counts.statuses == {"parsed": 3, "rejected": 1}
    assert isinstance(second.publication, Unchanged)


def test_the_fixture_leaves_no_variable_of_the_person_who_tests(bucket: Bucket) -> None:
    names = {name for name in os.environ if name.startswith("AWS_")}

    assert names == set(bucket.server.environment())
