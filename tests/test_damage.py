"""A damaged page ends as records or as one named rejection, and never as an error of the program."""

import re
from collections.abc import Callable
from functools import cache

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.decode import documents
from pipeline.extract import extract
from pipeline.outcome import Capture, Document, Extracted, Outcome, Reason, Rejected
from pipeline.record import stored_columns
from pipeline.tables import SECTION_TABLES
from tests.invented.article import Era
from tests.invented.html_2020 import render_html
from tests.invented.invent import invent
from tests.records_of import records_of
from tests.saved_pages import html_document

ANSWERS = {Reason.TRUNCATED, Reason.PARSER_ERROR, Reason.NO_IDENTITY, Reason.NOT_PUBMED, Reason.UNSUPPORTED_LAYOUT}
"""The reasons that a page which was an article once may be rejected for."""
OUR_FAULT = re.compile(r"[A-Z]\w*(?:Error|Exception|Warning): ")
"""How a rejection begins that the program did not foresee."""
PAGES = [render_html(invent(seed), era) for era in Era for seed in (7, 31, 38, 44)]
TAG = re.compile(r"</?[a-z][^<>]*>")
OF_THE_SAVING = {"articles.capture_id", "articles.references_listed"}
"""Columns of a row that may differ from those of the whole page: what names the bytes, and how much was read."""

some_page = st.sampled_from(PAGES)
OURS = {"capture_id": None}
some_seed = st.integers(1, 400)
places = st.floats(0, 1, exclude_max=True)
examples = settings(max_examples=2 * settings().max_examples)


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
    assert found.assembled.text.encode()


def assert_is_foreseen(found: Outcome) -> None:
    if isinstance(found, Rejected):
        assert found.reason in ANSWERS
        assert not OUR_FAULT.match(found.detail), found.detail


@examples
@given(some_page, places)
def test_a_page_cut_anywhere_is_foreseen(page: str, place: float) -> None:
    assert_is_foreseen(outcome(page[: int(len(page) * place)]))


def values_of(found: Extracted) -> dict[str, set[str]]:
    """Every value of every record, by table and column; positions are values too."""
    kept: dict[str, set[str]] = {}
    for table, rows in records_of(found).items():
        for row in rows:
            for column, value in row.items():
                if value is not None and f"{table}.{column}" not in OF_THE_SAVING:
                    kept.setdefault(f"{table}.{column}", set()).add(repr(value))
    return kept


@examples
@given(some_seed, st.sampled_from(Era), places)
def test_a_page_cut_anywhere_says_nothing_that_the_whole_page_does_not_say(seed: int, era: Era, place: float) -> None:
    page = render_html(invent(seed), era).encode()
    whole, cut = outcome(page), outcome(page[: int(len(page) * place)])

    assert isinstance(whole, Extracted)
    if isinstance(cut, Rejected):
        assert cut.reason in {Reason.TRUNCATED, Reason.NOT_PUBMED}
        return
    assert isinstance(cut, Extracted)
    said, left = values_of(whole), values_of(cut)
    assert {
        name: values - said.get(name, set()) for name, values in left.items() if values - said.get(name, set())
    } == {}


@pytest.mark.parametrize("era", Era)
@pytest.mark.parametrize("seed", range(1, 41, 3))
def test_a_page_that_lost_its_footer_alone_is_whole(seed: int, era: Era) -> None:
    page = render_html(invent(seed), era)
    whole, cut = outcome(page), outcome(page[: page.index("</main>") + len("</main>")])

    assert isinstance(whole, Extracted)
    assert isinstance(cut, Extracted)
    assert (cut.page, cut.warnings) == (whole.page, whole.warnings)


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


def misread(page: str, encoding: str) -> bytes:
    """UTF-8 that was read as another encoding and written as UTF-8 again; where that has no character, its control."""
    read_as = [bytes((byte,)).decode(encoding, "ignore") or chr(byte) for byte in range(256)]
    return "".join(map(read_as.__getitem__, page.encode())).encode()


@pytest.mark.parametrize("encoding", ["windows-1252", "iso-8859-1"])
@pytest.mark.parametrize("page", PAGES)
def test_a_page_that_was_read_in_a_wrong_encoding_is_turned_back(page: str, encoding: str) -> None:
    document = only(misread(page, encoding))

    assert document.utf8 == page.encode()
    assert document.provenance.encoding == f"utf-8 read as {encoding}"


@pytest.mark.parametrize("lost", ["\ufffd", "β", "é"])
def test_a_page_that_cannot_be_turned_back_whole_stays_as_it_is(lost: str) -> None:
    page = next(page for page in PAGES if not page.isascii())
    garbled = misread(page, "windows-1252").replace(b"</body>", lost.encode() + b"</body>")

    document = only(garbled)

    assert (document.utf8, document.provenance.encoding) == (garbled, "utf-8")


def only(body: bytes) -> Document:
    (document,) = documents(Capture(source_uri="a.html", body=body))
    assert isinstance(document, Document)
    return document


def with_marks(page: str) -> str:
    """Every third long word of the article is marked inside, as highlighters do."""
    return in_texts(page, lambda text: re.sub(r"\b([A-Za-z]{2})([a-z]{3})", r"\1<mark>\2</mark>", text))


def with_fonts(page: str) -> str:
    """Every text in the wrappers of a browser's translation."""
    return in_texts(page, lambda text: f'<font dir="auto"><font dir="auto">{text}</font></font>')


def in_texts(page: str, change: Callable[[str], str]) -> str:
    before, main, rest = page.partition("<main")
    article, end, after = rest.partition("</main>")
    changed = re.sub(r"(?<=>)([^<>]*[^<>\s][^<>]*)(?=<)", lambda found: change(found[1]), article)
    return before + main + changed + end + after


def with_extension_spans(page: str) -> str:
    """Elements of a browser's extension, empty ones inside every item of a list and ones with words between items."""
    flags = re.sub(r"(<li\b|</li>)", r'<span class="easyScholarPaperFlag"></span>\1', page)
    return re.sub(r"(<li\b)", r'<span class="easyscholar-ranking" title="Lantern">Q1 8.2</span>\1', flags)


def with_wrapped_lists(page: str) -> str:
    return (
        re.sub(r"(<[uo]l\b.*?>)", r'<div class="ext-box">\1', page)
        .replace("</ul>", "</ul></div>")
        .replace("</ol>", "</ol></div>")
    )


def with_single_quotes(page: str) -> str:
    return TAG.sub(lambda tag: tag[0] if "'" in tag[0] else tag[0].replace('"', "'"), page)


def with_loud_tags(page: str) -> str:
    return TAG.sub(lambda tag: re.sub(r"^</?[a-z0-9-]+", lambda name: name[0].upper(), tag[0]), page)


def with_other_indents(page: str) -> str:
    return re.sub(r"\n\s*", "\n\t\t\t\t", page)


def with_windows_line_ends(page: str) -> str:
    return page.replace("\n", "\r\n")


@cache
def undisturbed(seed: int, era: Era) -> tuple[str, Outcome]:
    """A page as it is, and what becomes of it."""
    page = render_html(invent(seed), era)
    return page, outcome(page)


@pytest.mark.parametrize("era", Era)
@pytest.mark.parametrize("seed", range(1, 41))
@pytest.mark.parametrize(
    "disturb",
    [
        with_marks,
        with_fonts,
        with_extension_spans,
        with_wrapped_lists,
        with_single_quotes,
        with_loud_tags,
        with_other_indents,
        with_windows_line_ends,
    ],
)
def test_a_disturbed_page_shows_the_same_article(disturb: Callable[[str], str], seed: int, era: Era) -> None:
    page, plain = undisturbed(seed, era)

    disturbed = outcome(disturb(page))

    assert isinstance(plain, Extracted)
    assert isinstance(disturbed, Extracted), disturbed
    assert records_of(disturbed)["articles"][0] | OURS == records_of(plain)["articles"][0] | OURS
    assert disturbed.page == plain.page
