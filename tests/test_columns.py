"""An outcome becomes rows: an article's in every table, a fragment's in its own, a rejection's in `captures` alone."""

import pyarrow as pa

from pipeline.columns import RowBuffer
from pipeline.extract import extract
from pipeline.outcome import Completing, Outcome
from pipeline.staging import staged_schema
from pipeline.tables import CAPTURES, REFERENCES, STAGED_TABLES
from tests.invented.html_2020 import render_html
from tests.invented.invent import invent
from tests.layouts.pubmed_2020.fragments.pieces import ADDRESS
from tests.layouts.pubmed_2020.fragments.pieces import REFERENCES as ANSWER
from tests.saved_pages import html_document


def batches(*outcomes: Outcome) -> dict[str, pa.RecordBatch]:
    """The rows of these outcomes, numbered from 5."""
    buffer = RowBuffer()
    for number, outcome in enumerate(outcomes, 5):
        buffer.add(number, outcome)
    return {table.name: batch for table, batch in buffer.take().items()}


def fragment() -> Completing:
    found = extract(html_document(ANSWER, "a.html", ADDRESS))
    assert isinstance(found, Completing)
    return found


def test_a_fragment_has_rows_in_captures_and_in_the_tables_of_its_list_alone() -> None:
    filled = {name: batch.num_rows for name, batch in batches(fragment()).items() if batch.num_rows}

    assert filled == {CAPTURES.name: 1, REFERENCES.name: 2}


def test_a_fragment_s_capture_is_parsed_and_has_no_rank() -> None:
    found = fragment()
    (row,) = batches(found)[CAPTURES.name].to_pylist()

    assert {name: value for name, value in row.items() if value not in (None, [])} == {
        "capture_number": 5,
        "capture_id": found.provenance.capture_id,
        "source_uri": "a.html",
        "url": ADDRESS,
        "media_type": "text/html",
        "encoding": "utf-8",
        "layout": "references-fragment",
        "size": found.provenance.size,
        "status": "parsed",
        "content_id": found.content_id,
        "parser_version": found.parser_version,
        "pmid": 90_000_001,
    }


def test_a_fragment_s_rows_carry_the_number_of_its_capture() -> None:
    found = batches(extract(html_document(render_html(invent(2)))), fragment())[REFERENCES.name]

    assert found.column("capture_number").to_pylist()[-2:] == [6, 6]
    assert set(found.column("capture_number").to_pylist()) == {5, 6}


def test_every_table_has_a_batch_whatever_came() -> None:
    rejected = extract(html_document("<p>Kelp.</p>"))

    for found in (batches(), batches(rejected), batches(fragment())):
        assert {name: batch.schema for name, batch in found.items()} == {
            t.name: staged_schema(t) for t in STAGED_TABLES
        }
