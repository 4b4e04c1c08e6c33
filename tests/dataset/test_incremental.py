"""Any sequence of runs over arriving, changing and returning pages ends in the same tables as one run over them all."""

import dataclasses
import shutil
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from pathlib import Path

import pyarrow.parquet as pq
from hypothesis import given
from hypothesis import strategies as st

from pipeline.dataset import current_snapshot
from pipeline.outcome import Layout, Reason
from pipeline.tables import ARTICLE_ID_CHANGES, TABLES
from tests.dataset.pages import NOON, SETTINGS, Page, published

_NARROW = dataclasses.replace(
    SETTINGS, articles_per_range=2, addresses_per_file=2, smallest_base=1, additions_share=0.6, keep_age=timedelta(0)
)
"""Files are cut, split and added to by a handful of articles."""

_Rows = Mapping[str, Sequence[Mapping[str, object]]]

_numbers = st.none() | st.integers(1, 12)
_uris = st.sampled_from([f"{letter}.html" for letter in "abcdefghij"])
_read_pages = st.builds(
    Page,
    uri=_uris,
    pmid=_numbers,
    doi=st.none() | st.sampled_from(["10.1/a", "10.1/b", "10.1/c", "10.1/d"]),
    pmcid=st.none() | st.sampled_from(["PMC1", "PMC2"]),
    layout=st.sampled_from([Layout.PUBMED_2020, Layout.PUBMED_LEGACY, Layout.FLAT_TEXT]),
    captured_at=st.none() | st.sampled_from([NOON + timedelta(days=days) for days in range(3)]),
    body=st.sampled_from("pqrst"),
    shows=st.sampled_from(["One", "Two"]),
    references=st.integers(0, 3),
    stated=st.sampled_from([0, 4]),
)
_rejected_pages = st.builds(Page, uri=_uris, body=st.sampled_from("xy"), reason=st.just(Reason.CHALLENGE))
_fragments = st.builds(
    Page,
    uri=st.sampled_from(["f.txt", "g.txt"]),
    pmid=st.integers(1, 6),
    body=st.sampled_from("uvw"),
    references=st.integers(1, 5),
    captured_at=st.sampled_from([NOON, NOON + timedelta(days=1)]),
    layout=st.just(Layout.REFERENCES_FRAGMENT),
)
_nights = st.lists(
    st.lists(_read_pages | _rejected_pages | _fragments, max_size=6, unique_by=lambda page: page.uri),
    min_size=1,
    max_size=5,
)


def _known_after(nights: Iterable[Sequence[Page]]) -> list[Page]:
    """The captures that a dataset owes after these nights: the last state of every page that was seen."""
    known: dict[tuple[str, str], Page] = {}
    for pages in nights:
        read = {page.uri for page in pages}
        known = {key: page for key, page in known.items() if not (page.reason and page.uri in read)}
        known |= {(page.uri, page.capture_id): page for page in pages}
    return list(known.values())


def _rows(output: Path) -> _Rows:
    snapshot = current_snapshot(output)
    return {table.name: _sorted(pq.read_table(snapshot.path / table.name).to_pylist()) for table in TABLES}


def _sorted(rows: list[dict[str, object]]) -> list[dict[str, object]]:
    return sorted(({name: value for name, value in row.items() if name != "run_id"} for row in rows), key=repr)


@given(nights=_nights)
def test_a_sequence_of_runs_ends_in_the_tables_of_one_run(nights: Sequence[Sequence[Page]]) -> None:
    folder = Path(tempfile.mkdtemp())
    for night, pages in enumerate(nights):
        published(folder / "nightly" / "output", pages, settings=_NARROW, at=NOON + timedelta(days=night))
        shutil.rmtree(folder / "nightly" / "work", ignore_errors=True)
    published(folder / "once" / "output", _known_after(nights), settings=_NARROW)

    nightly, once = _rows(folder / "nightly" / "output"), _rows(folder / "once" / "output")

    for table in TABLES:
        if table is not ARTICLE_ID_CHANGES:
            assert nightly[table.name] == once[table.name], table.name
    shutil.rmtree(folder)
