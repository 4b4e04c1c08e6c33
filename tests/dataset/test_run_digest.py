"""The digest of a run: the same for the same captures in whatever order, another for any other captures."""

import dataclasses
from collections.abc import Sequence
from pathlib import Path

import pytest

from pipeline.dataset import Publication, publishing
from pipeline.dataset.deciding.session import opened
from pipeline.outcome import Reason
from tests.dataset.decisions import NOTHING, session
from tests.dataset.pages import NOON, SETTINGS, Page

_PAGES = [Page(uri="a", pmid=1), Page(uri="b", pmid=2, warnings=("no-abstract",)), Page(uri="c", reason=Reason.EMPTY)]


def _digest(work: Path, *shards: Sequence[Page]) -> str:
    with session(work, *shards) as merge:
        return publishing._run_digest(merge, NOTHING, Publication(SETTINGS, NOON, program=b"program"))


def test_the_order_and_the_shards_of_captures_do_not_matter(tmp_path: Path) -> None:
    a, b, c = _PAGES

    orders = [[[a, b, c]], [[c, a, b]], [[b], [c, a]], [[c], [], [b], [a]]]

    assert len({_digest(tmp_path / str(number), *shards) for number, shards in enumerate(orders)}) == 1


@pytest.mark.parametrize(
    "pages",
    [
        [],
        _PAGES[:2],
        [*_PAGES, _PAGES[0]],
        [*_PAGES, _PAGES[0], _PAGES[0]],
        [*_PAGES, _PAGES[1], _PAGES[1]],
        [dataclasses.replace(_PAGES[0], uri="A"), *_PAGES[1:]],
        [dataclasses.replace(_PAGES[0], shows="Else"), *_PAGES[1:]],
        [dataclasses.replace(_PAGES[0], pmid=2), dataclasses.replace(_PAGES[1], pmid=1), _PAGES[2]],
    ],
)
def test_any_other_captures_have_another_digest(tmp_path: Path, pages: list[Page]) -> None:
    assert _digest(tmp_path / "other", pages) != _digest(tmp_path / "these", _PAGES)


@pytest.mark.parametrize(("asked", "given"), [(1, 1), (4, 4), (128, 4)])
def test_many_workers_do_not_make_many_threads_of_the_merge(tmp_path: Path, asked: int, given: int) -> None:
    with opened((), NOTHING, dataclasses.replace(SETTINGS, threads=asked), tmp_path) as merge:
        assert merge.sql("SELECT current_setting('threads')").fetchall() == [(given,)]
