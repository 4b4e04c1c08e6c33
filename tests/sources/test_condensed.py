"""Tests for inputs in little memory: nothing of them is lost, and they take no more than a listing of millions may."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import pytest

from pipeline.raw import ObjectPath
from pipeline.sources import Input, InputKind, condensed
from pipeline.sources.condensed import BLOCK, condense, in_order, weights_of

_NOON = datetime(2023, 12, 1, 12, tzinfo=UTC)
_MOST_BYTES = 64
"""Of a file in a folder of many. A crawl's names differ less than these, and take 20."""


def _page(number: int) -> Input:
    name = f"{number // 1000}/{10_000_000 + number * 151}.html"
    return Input(
        path=Path("/data/pages", name),
        uri=name,
        size=20_000 + number % 977,
        modified_at=_NOON + timedelta(microseconds=number * 7919),
        kind=InputKind.PAGE,
        inode=1_000_000 + number,
        changed_at_ns=1_701_432_000_000_000_000 + number * 7_919_123,
    )


def _pages(number: int) -> list[Input]:
    return sorted(map(_page, range(number)), key=lambda page: page.uri)


_ODD = (
    Input(
        path=Path("caf\udce9.html"),
        uri="caf%E9.html",
        size=0,
        modified_at=datetime.max.replace(tzinfo=UTC),
        kind=InputKind.PAGE,
    ),
    Input(
        path=ObjectPath("s3://bucket", "a/é.zip"),
        uri="a/é.zip",
        size=2**40,
        modified_at=_NOON,
        kind=InputKind.ARCHIVE,
        etag='"1"',
    ),
    Input(
        path=Path("gone.html"), uri="gone.html", size=0, modified_at=_NOON, kind=InputKind.NOTHING, obstacle="not there"
    ),
)


def test_whatever_an_input_says_comes_out_as_it_went_in() -> None:
    assert tuple(condense(_ODD)) == _ODD


@pytest.mark.parametrize("part", [slice(3, 5), slice(0, 0), slice(250, 700), slice(BLOCK, 2 * BLOCK), slice(600, None)])
def test_a_part_holds_what_the_same_part_of_a_list_holds(part: slice) -> None:
    pages = _pages(3 * BLOCK)

    assert list(condense(pages)[part]) == pages[part]


def test_a_part_of_a_part_is_found() -> None:
    pages = _pages(2 * BLOCK + 10)

    assert [*condense(pages)[100:][300:310]] == pages[400:410]


@pytest.mark.parametrize("place", [0, 255, 256, -1])
def test_one_input_is_found_by_its_place(place: int) -> None:
    pages = _pages(300)

    assert condense(pages)[place] == pages[place]


def test_inputs_of_many_runs_come_in_one_order(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(condensed, "RUN", 100)
    pages = _pages(750)

    assert list(in_order(Random(1).sample(pages, len(pages)))) == pages


@pytest.mark.parametrize("inputs", [_ODD, condense(_ODD)])
def test_weights_are_those_of_the_inputs(inputs: Sequence[Input]) -> None:
    assert [*weights_of(inputs)] == [(one.size, one.kind) for one in _ODD]


def test_a_listed_file_takes_few_bytes() -> None:
    assert condense(_pages(5_000)).nbytes < 5_000 * _MOST_BYTES


def test_shards_share_the_blocks_of_their_listing() -> None:
    whole = condense(_pages(4 * BLOCK))

    assert sum(whole[start : start + 2 * BLOCK].nbytes for start in (0, 2 * BLOCK)) == whole.nbytes
