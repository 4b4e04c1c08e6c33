"""Any sequence of runs over arriving, changing and returning pages ends in the same tables as one run over them all."""

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import pyarrow.parquet as pq
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from pipeline.dataset import Basis
from pipeline.outcome import FRAGMENTS, Layout, Reason
from pipeline.tables import ARTICLE_ID_CHANGES, TABLES
from tests.dataset.pages import NOON, SETTINGS, Page, published

_NARROW = dataclasses.replace(
    SETTINGS, articles_per_range=2, addresses_per_file=2, smallest_base=1, additions_share=0.6, keep_age=timedelta(0)
)
"""Files are cut, split and added to by a handful of articles."""
_EXAMPLES = max(6, settings().max_examples // 5)
"""A night costs half a second; a failure is not made smaller, which would take minutes: it is small as it is."""

_Rows = Mapping[str, Sequence[Mapping[str, object]]]
_Pool = Mapping[str, Sequence[Page]]
"""The states that each address can be found in: its records are a function of its address and bytes, as in reality."""


class _Night(NamedTuple):
    """What a run reads, in the order of its arrival, and what it starts from."""

    shards: Sequence[Sequence[Page]]
    basis: Basis

    def pages(self) -> list[Page]:
        return [page for shard in self.shards for page in shard]


_MOMENTS = st.none() | st.sampled_from([NOON + timedelta(days=days) for days in range(3)])


def _article(uri: str, body: str) -> st.SearchStrategy[Page]:
    return st.builds(
        Page,
        uri=st.just(uri),
        body=st.just(body),
        pmid=st.none() | st.integers(1, 7),
        doi=st.none() | st.sampled_from(["10.1/a", "10.1/b", "10.1/c"]),
        pmcid=st.none() | st.sampled_from(["PMC1", "PMC2"]),
        layout=st.sampled_from([Layout.PUBMED_2020, Layout.PUBMED_LEGACY, Layout.FLAT_TEXT]),
        captured_at=_MOMENTS,
        shows=st.sampled_from(["One", "Two"]),
        references=st.integers(0, 3),
        stated=st.sampled_from([0, 4]),
        similar=st.integers(0, 1),
    )


def _rejected(uri: str, body: str) -> st.SearchStrategy[Page]:
    return st.builds(Page, uri=st.just(uri), body=st.just(body), reason=st.just(Reason.CHALLENGE))


def _fragment(uri: str, body: str) -> st.SearchStrategy[Page]:
    return st.builds(
        Page,
        uri=st.just(uri),
        body=st.just(body),
        pmid=st.integers(1, 5),
        layout=st.sampled_from(sorted(FRAGMENTS, key=lambda layout: layout.value)),
        captured_at=_MOMENTS,
        shows=st.sampled_from(["Fetched", "Asked"]),
        references=st.integers(1, 5),
        authors=st.integers(0, 3),
        affiliations=st.integers(1, 2),
        similar=st.integers(1, 2),
    )


@st.composite
def _pools(draw: st.DrawFn) -> _Pool:
    pages = {f"{name}.html" for name in "abcdefgh"[: draw(st.integers(2, 8))]} | {"z.zip!/1.html", "z.zip!/2.html"}
    states = {uri: [draw(_article(uri, body) | _rejected(uri, body)) for body in "pq"] for uri in sorted(pages)}
    return states | {uri: [draw(_fragment(uri, body)) for body in "uv"] for uri in ("x.html", "y.html")}


@st.composite
def _nights(draw: st.DrawFn) -> list[_Night]:
    pool = draw(_pools())
    nights = []
    for _ in range(draw(st.integers(1, 4))):
        uris = draw(st.lists(st.sampled_from(sorted(pool)), max_size=6, unique=True))
        pages = [draw(st.sampled_from(pool[uri])) for uri in uris]
        cut = draw(st.integers(0, len(pages)))
        basis = draw(st.sampled_from([*[Basis.CURRENT] * 4, Basis.REFRESHED, Basis.NOTHING]))
        nights.append(_Night([pages[:cut], pages[cut:]], basis))
    return nights


def _known_after(nights: Iterable[_Night]) -> list[Page]:
    """The captures that a dataset owes after these nights: every state of every page that was seen.

    Rejected ones only until their input is read again, and none of what was before a start from nothing.
    """
    known: dict[tuple[str, str], Page] = {}
    for night in nights:
        read = {_input(page.uri) for page in night.pages()}
        if night.basis is Basis.NOTHING:
            known = {}
        known = {key: page for key, page in known.items() if not (page.reason and _input(page.uri) in read)}
        known |= {(page.uri, page.capture_id): page for page in night.pages()}
    return list(known.values())


def _input(uri: str) -> str:
    return uri.partition("!")[0]


def _rows(output: Path) -> _Rows:
    return {table.name: _sorted(pq.read_table(output / table.name).to_pylist()) for table in TABLES}


def _sorted(rows: list[dict[str, object]]) -> list[dict[str, object]]:
    return sorted(({name: value for name, value in row.items() if name != "run_id"} for row in rows), key=repr)


@pytest.mark.slow
@settings(max_examples=_EXAMPLES, phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(nights=_nights())
def test_a_sequence_of_runs_ends_in_the_tables_of_one_run(nights: Sequence[_Night]) -> None:
    with TemporaryDirectory() as folder:
        nightly, once = Path(folder, "nightly/output"), Path(folder, "once/output")
        for number, night in enumerate(nights):
            published(nightly, *night.shards, settings=_NARROW, at=NOON + timedelta(days=number), basis=night.basis)
        published(once, _known_after(nights), settings=_NARROW)

        found, expected = _rows(nightly), _rows(once)

    for table in TABLES:
        if table is not ARTICLE_ID_CHANGES:
            assert found[table.name] == expected[table.name], table.name
