"""What a generated page says after a text extractor flattened it is what its records say."""

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.extract import extract
from pipeline.normalize.text import clean
from pipeline.outcome import Extracted, Layout, Rejected
from tests.invented.flat_records import expected_flat_records, unsettled_flat_columns
from tests.invented.flattened import render_flat_text
from tests.invented.invent import invent
from tests.records_of import Row, records_of
from tests.saved_pages import text_document

SEEDS = range(1, 201)
ELSEWHERE = {"article_id", "position"}
"""The identity is the dataset's, the order is the list's own."""
CAPTION = {"label", "title", "caption"}
"""Where all of these are open, the text does not even settle how many figures there are."""


def article(text: str) -> Extracted:
    found = extract(text_document(text))
    assert isinstance(found, Extracted), found
    return found


def settled(row: Mapping[str, object], expected: Row, left_open: frozenset[str]) -> Row:
    """The columns that the text settles; an empty list and none are both no value."""
    kept = [name for name in expected if name not in left_open | ELSEWHERE]
    return {name: None if row[name] == [] else row[name] for name in kept}


@pytest.mark.parametrize("seed", SEEDS)
def test_the_records_of_a_text_are_those_that_it_was_made_from(seed: int) -> None:
    invented = invent(seed)
    found, unsettled = records_of(article(render_flat_text(invented))), unsettled_flat_columns(invented)

    for table, expected in expected_flat_records(invented).items():
        left_open = unsettled.get(table, frozenset())
        if left_open >= CAPTION:
            continue
        assert len(found[table]) == len(expected), table
        for row, known in zip(found[table], expected, strict=True):
            assert settled(row, known, left_open) == settled(known, known, left_open), table


@given(seed=st.integers(1, 200))
def test_every_published_text_is_on_the_page(seed: int) -> None:
    text = render_flat_text(invent(seed))
    shown = "".join((clean(text) or "").split()).casefold()

    page = article(text).page

    texts = [page.title, page.copyright, page.conflict_of_interest, page.citation, page.journal_abbreviation]
    texts += [section.text for section in page.abstract_sections]
    texts += [figure.caption for figure in page.figures] + list(page.keywords or ())
    assert [text for text in texts if text and "".join(text.split()).casefold() not in shown] == []


@given(seed=st.integers(1, 200), share=st.floats(0, 1))
def test_a_text_cut_anywhere_ends_in_records_or_one_named_rejection(seed: int, share: float) -> None:
    text = render_flat_text(invent(seed))

    found = extract(text_document(text[: int(len(text) * share)]))

    assert isinstance(found, Extracted | Rejected)
    if isinstance(found, Extracted):
        assert found.layout is Layout.FLAT_TEXT
    else:
        assert "Error:" not in found.detail


def test_prose_that_is_no_page_of_pubmed_is_rejected() -> None:
    found = extract(
        text_document("Abstract\n\nThe lantern kelp glows at dusk.\n\nReferences\n\n1. Nobody. Nothing. 1999.")
    )

    assert isinstance(found, Rejected)
    assert found.reason.value == "not-pubmed"
