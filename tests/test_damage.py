"""A damaged page ends as records or as one named rejection, and never as an error of the program."""

import re
from collections.abc import Callable

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.assemble import assemble
from pipeline.extract import extract
from pipeline.outcome import Extracted, Outcome, Reason, Rejected
from pipeline.record import stored_columns
from pipeline.tables import SECTION_TABLES
from tests.invented.article import Era
from tests.invented.html_2020 import render_html
from tests.invented.invent import invent
from tests.saved_pages import html_document

ANSWERS = {Reason.TRUNCATED, Reason.PARSER_ERROR, Reason.NO_IDENTITY, Reason.NOT_PUBMED, Reason.UNSUPPORTED_LAYOUT}
"""The reasons that a page which was an article once may be rejected for."""
OUR_FAULT = re.compile(r"[A-Z]\w*(?:Error|Exception|Warning): ")
"""How a rejection begins that the program did not foresee."""
PAGES = [render_html(invent(seed), era) for era in Era for seed in (7, 31, 38, 44)]
TAG = re.compile(r"</?[a-z][^<>]*>")

some_page = st.sampled_from(PAGES)
places = st.floats(0, 1, exclude_max=True)
examples = settings(max_examples=200)


def outcome(page: str | bytes) -> Outcome:
    """What becomes of a page, as far as into the columns of the tables."""
    utf8 = page.encode("utf-8", "replace") if isinstance(page, str) else page.decode("utf-8", "replace").encode()
    found = extract(html_document(utf8))
    if isinstance(found, Extracted):
        stored(found)
    return found


def stored(found: Extracted) -> None:
    """Every row in the types of its table: a value that does not fit would cost a whole shard of pages."""
    rows_of = {table: getattr(found.page, table.name) for table in SECTION_TABLES}
    for table, rows in rows_of.items():
        own = stored_columns(table)[1:]
        for values, column in zip(zip(*rows, strict=True), own, strict=False):
            pa.array(values, column.type).validate(full=True)
    assert assemble(found).text.encode()


def assert_is_foreseen(found: Outcome) -> None:
    if isinstance(found, Rejected):
        assert found.reason in ANSWERS
        assert not OUR_FAULT.match(found.detail), found.detail


@examples
@given(some_page, places)
def test_a_page_cut_anywhere_is_foreseen(page: str, place: float) -> None:
    assert_is_foreseen(outcome(page[: int(len(page) * place)]))


@examples
@given(some_page, places)
def test_a_page_that_begins_anywhere_is_foreseen(page: str, place: float) -> None:
    assert_is_foreseen(outcome(page[int(len(page) * place) :]))


@examples
@given(some_page, st.lists(st.tuples(places, st.integers(0, 255)), min_size=1, max_size=20))
def test_a_page_with_flipped_bytes_is_foreseen(page: str, flips: list[tuple[float, int]]) -> None:
    damaged = bytearray(page.encode())
    for place, value in flips:
        damaged[int(len(damaged) * place)] = value

    assert_is_foreseen(outcome(bytes(damaged)))


@examples
@given(some_page, st.lists(places, min_size=1, max_size=5))
def test_a_page_that_lost_tags_is_foreseen(page: str, lost: list[float]) -> None:
    tags = list(TAG.finditer(page, page.index("<main")))
    gone = {tags[int(len(tags) * place)].span() for place in lost}
    for start, end in sorted(gone, reverse=True):
        page = page[:start] + page[end:]

    assert_is_foreseen(outcome(page))


@examples
@given(some_page, places, places, places)
def test_a_page_with_a_piece_out_of_place_is_foreseen(page: str, first: float, second: float, goal: float) -> None:
    start, end = sorted((int(len(page) * first), int(len(page) * second)))

    assert_is_foreseen(outcome(page[: int(len(page) * goal)] + page[start:end] + page[int(len(page) * goal) :]))


@given(st.one_of(st.binary(max_size=300), st.text(max_size=300).map(lambda text: text.encode("utf-8", "replace"))))
def test_anything_at_all_has_an_outcome(body: bytes) -> None:
    assert isinstance(outcome(body), Rejected)


def between(left: str, right: str, put: str) -> Callable[[str], str]:
    def change(page: str) -> str:
        before, found, rest = page.partition(left)
        assert found
        return before + left + put + right + rest.partition(right)[2]

    return change


@pytest.mark.parametrize(
    "change",
    [
        between("Show all ", " references", "9" * 30),
        between("Show all ", " references", "9" * 6000),
        between('data-image-width="', '"', "9" * 30),
        between('title="PubMed ID">', "<", "9" * 30),
        between('title="PubMed ID">', "<", "9" * 6000),
        between('<span class="cit">', "<", "9999 Dec 99;" + "9" * 30 + "(" + "9" * 30 + "):1."),
    ],
    ids=["references", "references beyond Python", "pixels", "PMID", "PMID beyond Python", "date"],
)
def test_a_number_that_fits_no_column_harms_nothing(change: Callable[[str], str]) -> None:
    page = next(
        page for page in PAGES if "Show all " in page and "data-image-width" in page and " references\n" in page
    )

    found = outcome(change(page))

    assert isinstance(found, Extracted)


def test_upper_case_tags_read_the_same() -> None:
    def upper(tag: re.Match[str]) -> str:
        return re.sub(r"^</?[a-z0-9-]+", lambda name: name[0].upper(), tag[0])

    plain, loud = outcome(PAGES[0]), outcome(TAG.sub(upper, PAGES[0]))

    assert isinstance(plain, Extracted)
    assert isinstance(loud, Extracted)
    assert loud.page == plain.page


def test_a_page_that_a_formatter_indented_again_reads_the_same() -> None:
    wide = re.sub(r"\n\s*", "\n\t\t\t\t", PAGES[0])
    plain, indented = outcome(PAGES[0]), outcome(wide)

    assert isinstance(plain, Extracted)
    assert isinstance(indented, Extracted)
    assert indented.page == plain.page
