"""Outcomes of pages become record batches, one a table: rows are collected as tuples and turned into columns at once.

The columns are those of `staging.staged_schema`: a section's rows carry the number of their capture, not an
article's identity, which is decided only when all captures are known.
"""

from collections.abc import Mapping

import pyarrow as pa

from pipeline.extract import rank, reader_of
from pipeline.outcome import Completing, Extracted, Outcome, Provenance, Rejected, Seen
from pipeline.page import ArticlePage
from pipeline.staging import SEEN, staged_schema
from pipeline.tables import ARTICLES, CAPTURES, DOCUMENTS, SECTION_TABLES, STAGED_TABLES, Table

PARSED, REJECTED = "parsed", "rejected"

Row = tuple[object, ...]


class RowBuffer:
    """The rows of some pages, to be taken out as one record batch a table."""

    def __init__(self) -> None:
        self._rows: dict[Table, list[Row]] = {table: [] for table in STAGED_TABLES}
        self._numbers: dict[Table, list[int]] = {table: [] for table in SECTION_TABLES}
        self.pages = 0

    def add(self, number: int, outcome: Outcome | Seen) -> None:
        """Append the rows of one page; `number` names its capture within the run."""
        self.pages += 1
        if isinstance(outcome, Rejected):
            self._rows[CAPTURES].append(_rejected_row(number, outcome))
        elif isinstance(outcome, Seen):
            self._rows[CAPTURES].append(_seen_row(number, outcome))
        elif isinstance(outcome, Completing):
            self._rows[CAPTURES].append(_parsed_row(number, outcome, outcome.content_id, None))
            self._add_sections(number, outcome.page)
        else:
            self._add_article(number, outcome)

    def take(self) -> Mapping[Table, pa.RecordBatch]:
        """All rows since the last time, as record batches; the buffer is empty afterwards."""
        batches = {table: self._batch(table) for table in STAGED_TABLES}
        self.__init__()  # type: ignore[misc]  # an empty buffer is a new one
        return batches

    def _add_article(self, number: int, extracted: Extracted) -> None:
        assembled = extracted.assembled
        self._rows[CAPTURES].append(_parsed_row(number, extracted, assembled.content_id, rank(extracted)))
        self._rows[ARTICLES].append((number, *assembled.article))
        self._rows[DOCUMENTS].append((number, assembled.text))
        self._add_sections(number, extracted.page)

    def _add_sections(self, number: int, page: ArticlePage) -> None:
        for table in SECTION_TABLES:
            rows = getattr(page, table.name)
            if rows:
                self._rows[table].extend(rows)
                self._numbers[table].extend([number] * len(rows))

    def _batch(self, table: Table) -> pa.RecordBatch:
        schema = staged_schema(table)
        rows = self._rows[table]
        if not rows:
            return pa.RecordBatch.from_pylist([], schema=schema)
        columns = list(zip(*rows, strict=True))
        if table in self._numbers:
            columns.insert(0, tuple(self._numbers[table]))
        arrays = [pa.array(column, field.type) for column, field in zip(columns, schema, strict=True)]
        return pa.RecordBatch.from_arrays(arrays, schema=schema)


def _parsed_row(number: int, read: Extracted | Completing, content_id: str, layout_rank: int | None) -> Row:
    """The row of a page, or of a fragment, which has no rank: it competes with no page."""
    page = read.page
    return (
        *_read_part(number, read.provenance, page.url),
        read.layout.value,
        read.provenance.size,
        PARSED,
        None,
        None,
        read.warnings,
        content_id,
        read.parser_version,
        page.pmid,
        page.doi,
        page.pmcid,
        layout_rank,
    )


def _rejected_row(number: int, rejected: Rejected) -> Row:
    layout = rejected.layout.value if rejected.layout else None
    return (
        *_read_part(number, rejected.provenance, None),
        layout,
        rejected.provenance.size,
        REJECTED,
        rejected.reason.value,
        rejected.detail,
        (),
        None,
        reader_of(rejected),
        *(None,) * 4,
    )


def _seen_row(number: int, seen: Seen) -> Row:
    """When it was captured, and where; what it shows is published already."""
    size = seen.provenance.size
    return (
        *_read_part(number, seen.provenance, None),
        None,
        size,
        SEEN,
        None,
        None,
        (),
        None,
        seen.parser_version,
        *(None,) * 4,
    )


def _read_part(number: int, provenance: Provenance, url: str | None) -> Row:
    return (
        number,
        provenance.capture_id,
        provenance.source_uri,
        url or provenance.url,
        provenance.captured_at,
        provenance.captured_at_source.value if provenance.captured_at_source else None,
        provenance.media_type.value if provenance.media_type else None,
        provenance.encoding,
    )
