"""Earlier states of a dataset in an object store on the command line: the answers are those about a folder."""

from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from flows.command import answer
from flows.command.exits import Exit
from tests.flows import nights
from tests.flows.nights import pmid, said, told
from tests.flows.pages import write_articles
from tests.stores import Bucket, StoreServer, ages, reachable_bucket

_COMMANDS = (["status"], ["keep"], ["keep", "x"], ["unkeep", "x"], ["vacuum"], ["diff"], ["forget", "x"])
_VACUUM = ("vacuum", "--keep-count", "1", "--keep-age", "0", "--output")


@pytest.fixture(scope="module")
def stored_nights(
    store_server: StoreServer, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, Mapping[str, bytes]]:
    """The two nights, published to a store: the folder with the pages, and all objects."""
    place = tmp_path_factory.mktemp("stored-nights")
    with reachable_bucket(store_server, tmp_path_factory.mktemp("caches")) as bucket:
        nights.two_nights(place, bucket.raw / "data")
        return place / "raw", bucket.objects()


@pytest.fixture
def output(bucket: Bucket, stored_nights: tuple[Path, Mapping[str, bytes]]) -> str:
    """The dataset, for one test alone."""
    bucket.put_all(stored_nights[1].items())
    return f"{bucket.url}/data"


@pytest.fixture
def pages(stored_nights: tuple[Path, Mapping[str, bytes]]) -> Path:
    """Its pages, only to be read."""
    return stored_nights[0]


@pytest.mark.parametrize("words", _COMMANDS, ids=" ".join)
def test_without_a_dataset_every_command_ends_with_3_and_makes_nothing(
    words: list[str], bucket: Bucket, capsys: pytest.CaptureFixture[str]
) -> None:
    assert answer([*words, "--output", f"{bucket.url}/data"]) is Exit.NOTHING

    assert f"{bucket.url}/data" in capsys.readouterr().err
    assert bucket.objects() == {}


def test_the_status_is_that_of_a_folder(output: str, two_nights: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """But for sizes, moments and what follows from them."""
    here = told(capsys, "status", "--output", str(two_nights / "output"))
    there = told(capsys, "status", "--output", output)

    assert _without_sizes(there) == _without_sizes(here)
    assert all(0 < state["own_bytes"] < state["bytes"] for state in there["snapshots"])
    assert there["unpublished_bytes"] == 0
    assert "current" in said(capsys, "status", "--output", output)


def _without_sizes(status: dict[str, Any]) -> dict[str, Any]:
    left_out = {"bytes", "own_bytes", "created_at", "run_id", "changes"}
    changes = [{**one["changes"], "bytes_written": None} for one in status["snapshots"]]
    snapshots = [{name: value for name, value in one.items() if name not in left_out} for one in status["snapshots"]]
    keys = [list(one) for one in status["snapshots"]]
    return {**status, "snapshots": snapshots, "changes": changes, "keys": keys}


@pytest.mark.parametrize("words", [[], ["1", "current"]], ids=" ".join)
def test_a_difference_is_that_of_a_folder(
    words: list[str], output: str, two_nights: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    here = told(capsys, "diff", *words, "--output", str(two_nights / "output"))

    assert told(capsys, "diff", *words, "--output", output) == here


def test_a_difference_shows_the_values_of_one_article(output: str, capsys: pytest.CaptureFixture[str]) -> None:
    rows = told(capsys, "diff", "--article", pmid(3), "--output", output)["rows"]

    articles = next(row for row in rows if row["table"] == "articles")
    assert "Mended: " not in articles["before"]["abstract"]
    assert "Mended: " in articles["after"]["abstract"]


def test_a_snapshot_is_kept_listed_shown_and_let_go(output: str, capsys: pytest.CaptureFixture[str]) -> None:
    spring = {"name": "spring", "snapshot": 1, "path": f"{output}/_manifests/00000001.json"}

    assert told(capsys, "keep", "spring", "1", "--output", output) == spring
    assert "kept as spring" in said(capsys, "keep", "spring", "1", "--output", output)
    assert told(capsys, "keep", "--output", output) == [spring]
    assert f"spring  snapshot 1  {spring['path']}" in said(capsys, "keep", "--output", output)
    assert told(capsys, "status", "--output", output)["snapshots"][0]["names"] == ["spring"]
    assert f"PMID {pmid(2)}" in said(capsys, "show", pmid(2), "--snapshot", "spring", "--output", output)
    assert told(capsys, "unkeep", "spring", "--output", output) == spring
    assert told(capsys, "keep", "--output", output) == []


def test_what_names_no_snapshot_or_is_taken_ends_as_in_a_folder(
    output: str, capsys: pytest.CaptureFixture[str]
) -> None:
    for words in (["keep", "x", "9"], ["unkeep", "x"], ["diff", "9"], ["diff", "1", "x"]):
        assert answer([*words, "--output", output]) is Exit.NOTHING
    assert answer(["keep", "42", "--output", output]) is Exit.USAGE
    said(capsys, "keep", "spring", "1", "--output", output)

    assert answer(["keep", "spring", "2", "--output", output]) is Exit.UNUSABLE
    assert "pubmed-etl unkeep spring" in capsys.readouterr().err


def test_a_vacuum_removes_what_is_old_and_says_what_that_frees(
    output: str, bucket: Bucket, capsys: pytest.CaptureFixture[str]
) -> None:
    own = told(capsys, "status", "--output", output)["snapshots"][0]["own_bytes"]
    bucket.server.fault = ages(".parquet", timedelta(days=4))

    vacuumed = told(capsys, *_VACUUM, output)

    assert vacuumed == {"bytes_freed": own, "removed": [{"snapshot": 1, "bytes_freed": own}], "spared": []}
    assert [one["snapshot"] for one in told(capsys, "status", "--output", output)["snapshots"]] == [2]


def test_a_vacuum_says_whom_it_spared_and_what_stays_for_now(output: str, capsys: pytest.CaptureFixture[str]) -> None:
    said(capsys, "keep", "x", "1", "--output", output)
    assert "Snapshot 1 stays: it is kept by name." in said(capsys, *_VACUUM, output)
    said(capsys, "unkeep", "x", "--output", output)

    text = said(capsys, *_VACUUM, output)

    assert "Snapshot 1 is removed: 0 bytes freed." in text
    assert (
        "bytes of no snapshot may be of a run under way; a run or a vacuum removes them when they are 72 hours" in text
    )
    assert "or of snapshots that went" in said(capsys, "status", "--output", output)


# Runs


def test_a_plan_tells_what_a_run_would_read_and_changes_nothing(
    output: str, pages: Path, bucket: Bucket, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = bucket.objects()

    same = told(capsys, "plan", "--raw", str(pages), "--output", output)
    other = told(capsys, "plan", "--raw", str(write_articles(tmp_path / "raw", 6)), "--output", output)

    assert (same["has_work"], same["counts"]) == (False, {"unchanged": 4, "gone": 1})
    assert [one["address"] for one in other["inputs"] if one["why"] == "new"] == [f"{pmid(n)}.html" for n in (4, 5, 6)]
    assert bucket.objects() == before


def test_a_forgotten_page_stays_out_until_a_rebuild_from_nothing(
    output: str, pages: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run = ("--runner", "plain", "--raw", str(pages), "--output", output)

    forgotten = told(capsys, "forget", pmid(1), "--output", output)
    assert [one["source_uri"] for one in forgotten.pop("pages")] == [f"{pmid(1)}.html"]
    assert forgotten == {"snapshot": 3, "articles_removed": 1, "articles_changed": 0, "pages_to_read_again": 0}

    assert "4  asked for" in said(capsys, "rebuild", *run)
    assert answer(["show", pmid(1), "--output", output]) is Exit.NOTHING
    assert f"PMID {pmid(2)}" in said(capsys, "show", pmid(2), "--output", output)

    assert "what is not among the pages of" in said(capsys, "rebuild", "--basis", "nothing", *run)
    assert f"PMID {pmid(1)}" in said(capsys, "show", pmid(1), "--output", output)
    assert answer(["show", pmid(2), "--output", output]) is Exit.NOTHING


def test_what_names_no_page_ends_with_3_and_changes_nothing(output: str, bucket: Bucket) -> None:
    before = bucket.objects()

    assert answer(["forget", pmid(1), "nobody.html", "--output", output]) is Exit.NOTHING

    assert bucket.objects() == before
