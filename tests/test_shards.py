"""Shards: cut by bytes, nothing left out, every page with a row."""

import zipfile
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.shards import Shard, ShardSize, parse_shard, plan_shards
from pipeline.sources import Listing, list_inputs
from pipeline.staging import finished_shards
from tests.flows.pages import CHALLENGE, write_articles
from tests.invented.html_2020 import render_html
from tests.invented.invent import invent


@pytest.fixture(scope="module")
def listing(tmp_path_factory: pytest.TempPathFactory) -> Listing:
    """Nine files of different sizes."""
    raw = tmp_path_factory.mktemp("raw")
    for number in range(9):
        (raw / f"{number}.txt").write_text("x" * (100 * number + 1))
    return list_inputs(raw)


@given(target=st.integers(1, 10_000))
def test_every_input_is_in_one_shard_in_its_order(listing: Listing, target: int) -> None:
    shards = plan_shards(listing, ShardSize(target))

    assert [source for shard in shards for source in shard.inputs] == list(listing.inputs)


@given(target=st.integers(1, 10_000))
def test_a_shard_of_several_inputs_stays_within_its_target(listing: Listing, target: int) -> None:
    shards = plan_shards(listing, ShardSize(target))

    assert all(shard.size <= target for shard in shards if len(shard.inputs) > 1)


@given(most=st.integers(1, 10_000), least=st.integers(1, 10_000), parts=st.integers(1, 8))
def test_a_shard_holds_no_more_than_its_part_of_what_is_left(
    listing: Listing, most: int, least: int, parts: int
) -> None:
    size = ShardSize(most, least, parts)

    rest = sum(source.size for source in listing.inputs)
    for shard in plan_shards(listing, size):
        assert shard.size <= max(size.of(rest), *(one.size for one in shard.inputs))
        rest -= shard.size


def test_shards_are_numbered_from_zero(listing: Listing) -> None:
    shards = plan_shards(listing, ShardSize(500))

    assert [shard.number for shard in shards] == list(range(len(shards)))


def _only_shard(raw: Path) -> Shard:
    (shard,) = plan_shards(list_inputs(raw), ShardSize(10**9))
    return shard


def test_every_page_becomes_one_staged_capture(tmp_path: Path) -> None:
    raw = write_articles(tmp_path / "raw", 2)
    (raw / "challenge.html").write_text(CHALLENGE)
    (raw / "twice.html").write_text(render_html(invent(8)) + render_html(invent(9)))

    summary = parse_shard(_only_shard(raw), tmp_path / "work", lambda _: None)

    assert summary.pages == 5
    (staged,) = finished_shards(tmp_path / "work")
    captures = pq.read_table(next((tmp_path / "work").rglob("captures*.parquet")))
    assert staged.rows["captures"] == captures.num_rows == 5
    names = {f"{invent(seed).pmid}.html" for seed in (1, 2)}
    assert set(captures["source_uri"].to_pylist()) == names | {"challenge.html", "twice.html", "twice.html#2"}


def test_progress_adds_up_to_the_pages(tmp_path: Path) -> None:
    raw = write_articles(tmp_path / "raw", 3)
    told: list[int] = []

    summary = parse_shard(_only_shard(raw), tmp_path / "work", told.append)

    assert sum(told) == summary.pages == 3


def test_members_of_an_archive_that_are_no_pages_are_counted(tmp_path: Path) -> None:
    raw = tmp_path / "raw"
    raw.mkdir()
    with zipfile.ZipFile(raw / "crawl.zip", "w") as archive:
        archive.writestr("a.html", CHALLENGE)
        archive.writestr("a.png", b"\x89PNG")

    summary = parse_shard(_only_shard(raw), tmp_path / "work", lambda _: None)

    (staged,) = finished_shards(tmp_path / "work")
    assert (summary.pages, staged.skipped) == (1, {".png": 1})
