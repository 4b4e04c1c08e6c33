"""Runs as the gates see them: pages in, figures out, without a dataset."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import pyarrow as pa

from pipeline.columns import RowBuffer
from pipeline.extract import extract
from pipeline.outcome import Document
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
    """What a run reads, and its figures."""

    rows: Rows

    @property
    def coverage(self) -> Coverage:
        return measure(self.rows)


def invented_pages(seeds: range, era: Era = Era.DECEMBER_2023) -> list[str]:
    """Pages as PubMed prints them."""
    return [render_html(invent(seed), era) for seed in seeds]


def night(pages: Iterable[str]) -> Night:
    """A run over these pages."""
    return night_of(html_document(page, f"{number}.html") for number, page in enumerate(pages))


def night_of(documents: Iterable[Document]) -> Night:
    """A run over these documents."""
    buffer = RowBuffer()
    for number, document in enumerate(documents):
        buffer.add(number, extract(document))
    return Night(buffer.take())


def history(coverages: Sequence[Coverage]) -> list[PastRun]:
    """Published runs, oldest first."""
    return [PastRun(n, f"run {n}", completed(coverage)) for n, coverage in enumerate(coverages, 1)]


def changed_columns(one: Night, other: Night) -> list[str]:
    """Where the records of two nights differ, as `table` or `table.column`; bookkeeping and what is derived apart."""
    found: list[str] = []
    for table in STAGED_TABLES:
        before, after = one.rows[table], other.rows[table]
        if table in (CAPTURES, DOCUMENTS) or before.equals(after):
            continue
        if before.num_rows != after.num_rows:
            found.append(table.name)
            continue
        own = [name for name in before.schema.names if name != "capture_id"]
        found += [f"{table.name}.{name}" for name in own if not before.column(name).equals(after.column(name))]
    return found
