"""A page ends as records or as one named rejection; whatever goes wrong in one page stays in it."""

from dataclasses import replace

import pytest

from pipeline import extract as room
from pipeline.assemble import content_id
from pipeline.errors import BrokenPromise, NoIdentity, Undecodable
from pipeline.extract import LAYOUT_RANK, extract, rank
from pipeline.layouts import pubmed_2020
from pipeline.outcome import FRAGMENTS, Completing, Document, Extracted, Layout, Reason, Rejected
from pipeline.page import ArticlePage
from pipeline.tables import Substance
from tests.invented.flattened import render_flat_text
from tests.invented.html_2020 import render_html
from tests.invented.invent import invent
from tests.layouts.pubmed_2020.fragments.pieces import ADDRESS, REFERENCES
from tests.layouts.pubmed_2020.pieces import heading, page
from tests.saved_pages import html_document, text_document

PAGE = html_document(page(heading()))


def extracted(main: str, head: str = "") -> Extracted:
    found = extract(html_document(page(main, head)))
    assert isinstance(found, Extracted)
    return found


def rejected(monkeypatch: pytest.MonkeyPatch, place: str, error: BaseException) -> Rejected:
    """What becomes of a page when that function of the room raises."""

    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr(room, place, fail)
    found = extract(PAGE)
    assert isinstance(found, Rejected)
    return found


def test_an_article_keeps_where_it_comes_from_and_how_it_was_read() -> None:
    found = extracted(heading())

    assert (found.provenance, found.layout, found.parser_version) == (
        PAGE.provenance,
        Layout.PUBMED_2020,
        pubmed_2020.PARSER_VERSION,
    )


@pytest.mark.parametrize("place", ["classify", "_read_layout", "audit"])
@pytest.mark.parametrize(
    "error", [KeyError("term"), RecursionError("deep"), UnicodeError("half"), MemoryError("all"), AssertionError("no")]
)
def test_whatever_a_room_raises_ends_as_a_parser_error_with_its_name(
    monkeypatch: pytest.MonkeyPatch, place: str, error: Exception
) -> None:
    found = rejected(monkeypatch, place, error)

    assert found.reason is Reason.PARSER_ERROR
    assert found.detail == f"{type(error).__name__}: {error}"


@pytest.mark.parametrize("error", [BrokenPromise("no h1 in div"), Undecodable("no text")])
def test_a_page_s_own_error_ends_in_its_own_words(monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    found = rejected(monkeypatch, "_read_layout", error)

    assert (found.reason, found.detail, found.layout) == (Reason.PARSER_ERROR, str(error), Layout.PUBMED_2020)


def test_a_page_without_identity_has_a_reason_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    assert rejected(monkeypatch, "_read_layout", NoIdentity("nobody")).reason is Reason.NO_IDENTITY


@pytest.mark.parametrize("error", [KeyboardInterrupt(), SystemExit(1)])
def test_a_person_can_still_stop_the_program(monkeypatch: pytest.MonkeyPatch, error: BaseException) -> None:
    with pytest.raises(type(error)):
        rejected(monkeypatch, "_read_layout", error)


def test_an_error_before_recognition_names_no_layout(monkeypatch: pytest.MonkeyPatch) -> None:
    assert rejected(monkeypatch, "classify", KeyError("x")).layout is None


def test_an_article_that_shows_neither_identifier_nor_title_is_rejected() -> None:
    nameless = heading().replace("90000001", "").replace("Lantern kelp glows", "")
    found = extract(html_document(page(nameless)))

    assert isinstance(found, Rejected)
    assert found.reason is Reason.NO_IDENTITY


@pytest.mark.parametrize("kept", ["90000001", "Lantern kelp glows"])
def test_one_of_identifier_and_title_is_enough(kept: str) -> None:
    gone = ({"90000001", "Lantern kelp glows"} - {kept}).pop()

    assert isinstance(extract(html_document(page(heading().replace(gone, "")))), Extracted)


def test_a_broken_promise_names_what_is_missing() -> None:
    found = extract(html_document(page(heading().replace('class="heading-title"', ""))))

    assert isinstance(found, Rejected)
    assert (found.reason, found.detail) == (Reason.PARSER_ERROR, "no h1.heading-title in div#full-view-heading")


def test_warnings_of_the_page_come_before_those_of_the_audit() -> None:
    found = extracted(heading() + '<div id="moss"><h2>Moss</h2></div>', '<meta name="citation_pmid" content="7">')

    assert found.warnings == ("unknown-section: Moss", "pmid-differs-from-meta: '90000001' and '7'")


def test_a_flattened_article_is_read_by_its_own_layout() -> None:
    article = invent(1)
    found = extract(text_document(render_flat_text(article)))

    assert isinstance(found, Extracted)
    assert (found.layout, found.page.citation) == (Layout.FLAT_TEXT, article.citation.printed())


def test_bytes_that_are_no_utf_8_do_not_harm_the_run() -> None:
    document = text_document("")
    found = extract(Document(document.provenance, b"\xff\xfekelp"))

    assert isinstance(found, Rejected)
    assert found.detail.startswith("UnicodeDecodeError")


def test_every_layout_of_pages_has_a_rank_and_the_2020_layout_is_the_richest() -> None:
    assert set(LAYOUT_RANK) == set(Layout) - FRAGMENTS
    assert min(LAYOUT_RANK, key=lambda layout: LAYOUT_RANK[layout]) is Layout.PUBMED_2020
    assert len(set(LAYOUT_RANK.values())) == len(LAYOUT_RANK)


def test_a_page_that_was_cut_in_its_heading_is_truncated() -> None:
    found = extract(html_document(page(heading()).partition(b"</header>")[0]))

    assert isinstance(found, Rejected)
    assert (found.reason, found.layout) == (Reason.TRUNCATED, Layout.PUBMED_2020)


@pytest.mark.parametrize("layout", LAYOUT_RANK)
def test_a_cut_page_is_worse_than_a_whole_one_of_any_layout(layout: Layout) -> None:
    cut = extract(html_document(page(heading()).partition(b"</main>")[0]))
    whole = extract(PAGE)

    assert isinstance(cut, Extracted)
    assert isinstance(whole, Extracted)
    assert rank(cut) > rank(replace(whole, layout=layout))


def test_a_fragment_keeps_where_it_comes_from_and_how_it_was_read() -> None:
    document = html_document(REFERENCES, url=ADDRESS)
    found = extract(document)

    assert isinstance(found, Completing)
    assert (found.provenance, found.layout, found.parser_version) == (
        document.provenance,
        Layout.REFERENCES_FRAGMENT,
        pubmed_2020.PARSER_VERSION,
    )


@pytest.mark.parametrize(
    ("answer", "url", "reason"),
    [
        (REFERENCES, None, Reason.NO_IDENTITY),
        (REFERENCES.removesuffix("</div>"), ADDRESS, Reason.TRUNCATED),
        ('<ol class="references-list"></ol>', ADDRESS, Reason.EMPTY),
        (REFERENCES + REFERENCES.replace("Kelp", "Moss"), ADDRESS, Reason.PARSER_ERROR),
    ],
)
def test_a_fragment_without_records_has_a_reason_of_its_own(answer: str, url: str | None, reason: Reason) -> None:
    found = extract(html_document(answer, url=url))

    assert isinstance(found, Rejected)
    assert (found.reason, found.layout) == (reason, Layout.REFERENCES_FRAGMENT)


def test_the_digest_of_a_fragment_is_that_of_a_page_with_the_same_records() -> None:
    found = extract(html_document(REFERENCES, url=ADDRESS))

    assert isinstance(found, Completing)
    assert found.content_id == content_id(ArticlePage(pmid=90_000_001, references=found.page.references))


def test_a_page_with_two_rows_in_one_place_is_rejected_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = (Substance(1, "Kelp"), Substance(1, "Salp"))
    monkeypatch.setattr(pubmed_2020, "read_page", lambda *_: ArticlePage(pmid=1, title="Kelp", substances=rows))

    found = extract(html_document(render_html(invent(1))))

    assert isinstance(found, Rejected)
    assert (found.reason, found.detail) == (Reason.PARSER_ERROR, "two rows of substances have the same position")


@pytest.mark.parametrize("place", ["<main", '<div class="abstract"', 'id="references"'])
@pytest.mark.parametrize("end", ["", "</span>"])
@pytest.mark.parametrize("is_cut", [False, True], ids=["whole", "cut"])
def test_a_page_that_is_too_deep_for_the_parser_is_rejected_and_loses_no_section_in_silence(
    place: str, end: str, is_cut: bool
) -> None:
    whole = render_html(invent(4))
    start = whole.index(">", whole.index(place)) + 1
    deep = whole[:start] + "<span>" * 300 + end * 300 + whole[start:]
    found = extract(html_document(deep[: deep.rindex("</main")] if is_cut else deep))

    assert isinstance(found, Rejected)
    assert found.reason is Reason.TOO_LARGE
