"""The published bytes depend on the pages alone: not on their shards, their order or the number of threads."""

import dataclasses
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows import steps
from flows.plain import run_plain
from flows.run import Run
from pipeline.dataset import Published, PublishSettings
from pipeline.dataset.snapshot import files
from pipeline.dataset.snapshot.files import regrouped
from pipeline.outcome import FRAGMENTS, Layout, Reason
from tests.dataset.pages import NOON, SETTINGS, Page, published
from tests.flows.pages import here, write_articles

_ORDERED = dataclasses.replace(SETTINGS, articles_per_range=2, addresses_per_file=4)
_POOR = dataclasses.replace(_ORDERED, threads=1, sort_memory=1)


def _bytes(output: Path) -> Mapping[str, bytes]:
    snapshot = output / "current"
    return {str(path.relative_to(snapshot)): path.read_bytes() for path in snapshot.rglob("*") if path.is_file()}


def _published(
    folder: Path, shards: Sequence[Sequence[Page]], settings: PublishSettings = _ORDERED
) -> Mapping[str, bytes]:
    published(folder / "output", *shards, settings=settings)
    return _bytes(folder / "output")


_TEXT = st.text(st.characters(codec="utf-8"), max_size=12)


@st.composite
def _pages(draw: st.DrawFn) -> list[Page]:
    """Each of another input, for all pages of an input are in one shard."""
    count = draw(st.integers(0, 7))
    return [draw(_page(f"{number}{draw(_TEXT)}")) for number in range(count)]


def _page(uri: str) -> st.SearchStrategy[Page]:
    read = st.builds(
        Page,
        uri=st.just(uri),
        pmid=st.none() | st.sampled_from([9, 10, 99, 100]),
        doi=st.none() | st.sampled_from(["10.1/a", "10.1/b"]),
        pmcid=st.none() | st.sampled_from(["PMC1", "PMC2"]),
        layout=st.sampled_from(sorted(set(Layout) - FRAGMENTS, key=list(Layout).index)),
        captured_at=st.sampled_from([None, NOON]),
        body=st.sampled_from(["", "one", "two"]),
        shows=st.sampled_from(["A", "B"]) | _TEXT,
        references=st.integers(0, 3),
        warnings=st.lists(_TEXT, max_size=2).map(tuple),
    )
    fragment = st.builds(
        Page,
        uri=st.just(uri),
        pmid=st.sampled_from([9, 10, 99]),
        layout=st.sampled_from(sorted(FRAGMENTS, key=list(Layout).index)),
        shows=_TEXT,
        references=st.integers(1, 5),
        affiliations=st.just(1),
        similar=st.just(1),
    )
    return read | fragment | st.builds(Page, uri=st.just(uri), reason=st.sampled_from(Reason))


@st.composite
def _shards(draw: st.DrawFn) -> tuple[list[Page], list[list[Page]]]:
    """Pages, and the same pages in another order over several shards, some of them empty."""
    pages = draw(_pages())
    shards: list[list[Page]] = [[] for _ in range(draw(st.integers(1, 4)))]
    for page in draw(st.permutations(pages)):
        draw(st.sampled_from(shards)).append(page)
    return pages, shards


@pytest.mark.slow
@settings(max_examples=max(4, settings().max_examples // 10))
@given(_shards(), _shards())
def test_any_split_over_shards_in_any_order_gives_the_same_bytes_in_a_first_night_and_in_the_next(
    first: tuple[list[Page], list[list[Page]]], second: tuple[list[Page], list[list[Page]]]
) -> None:
    with TemporaryDirectory() as one, TemporaryDirectory() as other:
        assert _published(Path(one), [first[0]]) == _published(Path(other), first[1], _POOR)
        assert _published(Path(one), [second[0]]) == _published(Path(other), second[1], _POOR)


def _parquet(output: Path) -> Mapping[str, bytes]:
    return {name: content for name, content in _bytes(output).items() if name.endswith(".parquet")}


@pytest.mark.slow
def test_neither_workers_nor_shards_change_a_byte_in_a_first_run_and_in_one_that_adds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    raw = write_articles(tmp_path / "raw", 12)
    one, other = Run(raw=raw, output=tmp_path / "one", workers=1), Run(raw=raw, output=tmp_path / "other", workers=3)
    for run, shard in ((one, steps.SMALLEST_SHARD), (other, 1)):
        monkeypatch.setattr(steps, "SMALLEST_SHARD", shard)
        monkeypatch.setattr(steps, "MOST_SHARDS", 10**9)
        run_plain(run)
    first = _parquet(here(one.output))
    assert first == _parquet(here(other.output))

    write_articles(raw, 18)
    os.utime(min(raw.iterdir()), (0, 0))
    for run, shard in ((one, 1), (other, steps.SMALLEST_SHARD)):
        monkeypatch.setattr(steps, "SMALLEST_SHARD", shard)
        assert isinstance(run_plain(run).publication, Published)

    assert _parquet(here(one.output)) == _parquet(here(other.output)) != first


def test_more_rows_than_a_group_holds_give_the_same_bytes_from_any_shards(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "_GROUP_ROWS", 1000)
    pages = [Page(uri=f"{number:02d}", pmid=1 + number * 37 % 97, references=700) for number in range(60)]
    dealt = [pages[start::3] for start in range(3)]

    assert _published(tmp_path / "one", [pages]) == _published(tmp_path / "other", dealt, _POOR)


def test_a_run_is_named_alike_for_the_same_pages(tmp_path: Path) -> None:
    pages = [Page(uri="a", pmid=1), Page(uri="b", pmid=2)]

    one = published(tmp_path / "one" / "output", pages)
    other = published(tmp_path / "other" / "output", pages[1:], pages[:1])

    assert isinstance(other, Published)
    assert one.run_id == other.run_id


@given(st.lists(st.integers(0, 9), max_size=6), st.integers(1, 9))
def test_rows_are_cut_into_groups_of_one_size_and_a_rest(batches: list[int], size: int) -> None:
    total = sum(batches)
    numbers = iter(range(total))
    source = [pa.record_batch({"n": pa.array([next(numbers) for _ in range(rows)], pa.int64())}) for rows in batches]

    groups = [group["n"].to_pylist() for group in regrouped(source, size)]

    assert [number for group in groups for number in group] == list(range(total))
    assert [len(group) for group in groups] == [size] * (total // size) + [total % size] * (total % size > 0)
