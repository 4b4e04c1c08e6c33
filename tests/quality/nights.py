"""Runs as the gates see them: pages in, figures out, without a dataset."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import count

import pyarrow as pa

from pipeline.columns import RowBuffer
from pipeline.extract import extract
from pipeline.outcome import Outcome
from pipeline.quality.coverage import measure
from pipeline.quality.figures import Coverage, completed
from pipeline.quality.history import PastRun
from pipeline.tables import CAPTURES, DOCUMENTS, STAGED_TABLES, Table
from tests.invented.article import Era
from tests.invented.html_2020 import render_html
from tests.invented.invent import invent
from tests.saved_pages import html_document

Rows = Mapping[Table, pa.RecordBatch]


@dataclass(frozen=True, slots=True)
class Night:
    """What a run reads, and what it makes of it."""

    outcomes: tuple[Outcome, ...]

    @property
    def rows(self) -> Rows:
        """The rows of all pages."""
        buffer = RowBuffer()
        for number, outcome in enumerate(self.outcomes):
            buffer.add(number, outcome)
        return buffer.take()

    @property
    def coverage(self) -> Coverage:
        """The figures of the run."""
        return measure(self.rows)


def invented_pages(seeds: Iterable[int], era: Era = Era.DECEMBER_2023) -> list[str]:
    """Pages as PubMed prints them."""
    return [render_html(invent(seed), era) for seed in seeds]


def night(pages: Iterable[str]) -> Night:
    """A run over these pages."""
    return Night(tuple(map(_read, count(), pages)))


def another(usual: Night, pages: Sequence[str], renamed: Sequence[str]) -> Night:
    """A run over the renamed pages; those that are as they were are not read again."""
    pairs = enumerate(zip(pages, renamed, strict=True))
    return Night(tuple(usual.outcomes[n] if before == now else _read(n, now) for n, (before, now) in pairs))


def _read(number: int, page: str) -> Outcome:
    return extract(html_document(page, f"{number}.html"))


def history(coverages: Sequence[Coverage]) -> list[PastRun]:
    """Published runs, oldest first."""
    return [PastRun(n, f"run {n}", completed(coverage)) for n, coverage in enumerate(coverages, 1)]


def changed_columns(one: Night, other: Night) -> list[str]:
    """Where the records of two nights differ, as `table` or `table.column`; bookkeeping and what is derived apart."""
    found: list[str] = []
    ours, theirs = one.rows, other.rows
    for table in STAGED_TABLES:
        before, after = ours[table], theirs[table]
        if table in (CAPTURES, DOCUMENTS) or before.equals(after):
            continue
        if before.num_rows != after.num_rows:
            found.append(table.name)
            continue
        own = [name for name in before.schema.names if name != "capture_id"]
        found += [f"{table.name}.{name}" for name in own if not before.column(name).equals(after.column(name))]
    return found
