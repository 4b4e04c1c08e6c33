"""Bytes become documents: one for each page in them, as UTF-8, or a rejection."""

from contextlib import suppress
from datetime import UTC, datetime
from hashlib import sha256

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from pipeline.decode import documents
from pipeline.outcome import Capture, CapturedAtSource, Document, MediaType, Reason, Rejected

PAGE = (
    b'<!DOCTYPE html>\n\n<html lang="en" >\n<head><meta charset="UTF-8"></head>\n<body>\xe2\x80\x99 one</body>\n</html>'
)
LEGACY = (
    b'\n<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN"'
    b' "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">\n<html xmlns="http://www.w3.org/1999/xhtml">'
    b"<head></head><body>two</body></html>\n"
)
BARE = b"<html><body>three</body></html>"
CAPTURED_AT = datetime(2023, 12, 1, tzinfo=UTC)


def capture(body: bytes) -> Capture:
    return Capture(
        source_uri="a.html",
        body=body,
        url="https://pubmed.ncbi.nlm.nih.gov/90000001/",
        captured_at=CAPTURED_AT,
        captured_at_source=CapturedAtSource.FILE_TIME,
    )


def only_document(body: bytes) -> Document:
    (outcome,) = documents(capture(body))
    assert isinstance(outcome, Document)
    return outcome


def only_rejection(body: bytes) -> Rejected:
    (outcome,) = documents(capture(body))
    assert isinstance(outcome, Rejected)
    return outcome


def texts(body: bytes) -> list[bytes]:
    outcomes = documents(capture(body))
    assert all(isinstance(outcome, Document) for outcome in outcomes)
    return [outcome.utf8 for outcome in outcomes if isinstance(outcome, Document)]


def page(text: str, charset: str = "utf-8") -> str:
    return f'<html><head><meta charset="{charset}"></head><body>{text}</body></html>'


# Whole captures


def test_a_page_in_utf_8_is_passed_on_without_a_copy() -> None:
    assert only_document(PAGE).utf8 is PAGE


def test_a_document_knows_where_it_comes_from() -> None:
    provenance = only_document(PAGE).provenance

    assert (provenance.source_uri, provenance.size) == ("a.html", len(PAGE))
    assert (provenance.url, provenance.captured_at) == ("https://pubmed.ncbi.nlm.nih.gov/90000001/", CAPTURED_AT)
    assert provenance.captured_at_source is CapturedAtSource.FILE_TIME
    assert provenance.capture_id == sha256(PAGE).hexdigest()
    assert (provenance.media_type, provenance.encoding) == (MediaType.HTML, "utf-8")


@pytest.mark.parametrize("body", [b"", b" \r\n\t", b"\xef\xbb\xbf", b"\xff\xfe", "\ufeff \n".encode("utf-16-be")])
def test_a_page_without_a_character_is_empty(body: bytes) -> None:
    rejected = only_rejection(body)

    assert rejected.reason is Reason.EMPTY
    assert (rejected.provenance.capture_id, rejected.provenance.size) == (sha256(body).hexdigest(), len(body))


@given(st.binary(max_size=400) | st.binary(max_size=60).map(lambda some: PAGE + some + PAGE))
@settings(max_examples=400)
def test_any_bytes_end_in_documents_or_rejections(body: bytes) -> None:
    for outcome in documents(capture(body)):
        if isinstance(outcome, Document):
            text = outcome.utf8.decode("utf-8", "strict")
            assert "\0" not in text
            assert not text.startswith("\ufeff")
        else:
            assert outcome.reason in {Reason.EMPTY, Reason.UNDECODABLE}


# Several pages in one file

PAGES = st.sampled_from(
    [PAGE, LEGACY, b"\xef\xbb\xbf" + PAGE, PAGE.replace(b"html", b"HTML"), LEGACY.replace(b"two", b"2")]
)


@given(st.lists(PAGES, min_size=1, max_size=6), st.sampled_from([b"", b"\n", b"\r\n\r\n", b"<!-- saved -->\n"]))
def test_the_pages_of_a_file_joined_again_are_the_file(pages: list[bytes], between: bytes) -> None:
    body = between.join(pages)

    outcomes = documents(capture(body))

    assert len(outcomes) == len(pages)
    assert sum(outcome.provenance.size for outcome in outcomes) == len(body)
    start = 0
    for outcome in outcomes:
        end = start + outcome.provenance.size
        assert outcome.provenance.capture_id == sha256(body[start:end]).hexdigest()
        start = end


@given(PAGES, st.integers(min_value=2, max_value=5))
def test_copies_of_a_page_are_equal_to_the_page_alone(one: bytes, times: int) -> None:
    alone = only_document(one).provenance.capture_id

    assert [outcome.provenance.capture_id for outcome in documents(capture(one * times))] == [alone] * times


def test_pages_after_the_first_are_numbered_from_two() -> None:
    uris = [outcome.provenance.source_uri for outcome in documents(capture(PAGE + LEGACY + PAGE))]

    assert uris == ["a.html", "a.html#2", "a.html#3"]


def test_a_page_begins_with_its_own_prolog() -> None:
    assert texts(PAGE + LEGACY.lstrip()) == [PAGE, LEGACY.lstrip()]


def test_a_prolog_that_a_browser_made_a_comment_is_a_prolog_too() -> None:
    saved = b'<!--?xml version="1.0" encoding="utf-8"?-->' + PAGE

    assert texts(saved + saved) == [saved, saved]


def test_pages_without_a_doctype_are_cut_where_one_ends() -> None:
    assert texts(BARE + b"\n" + BARE) == [BARE + b"\n", BARE]


def test_a_cut_page_and_its_repetition_are_two() -> None:
    assert texts(PAGE[:-12] + PAGE) == [PAGE[:-12], PAGE]


def test_a_page_that_is_no_text_leaves_its_neighbours() -> None:
    first, second, third = documents(capture(PAGE + PAGE.replace(b"one", bytes(200)) + PAGE))

    assert isinstance(first, Document)
    assert isinstance(second, Rejected)
    assert isinstance(third, Document)


def test_pages_of_one_file_may_be_in_different_encodings() -> None:
    body = page("é", "iso-8859-1").encode("latin-1") + page("é\u2019").encode()

    assert texts(body) == [page("é", "iso-8859-1").encode(), page("é\u2019").encode()]


def test_pages_in_utf_16_are_cut_too() -> None:
    text = "<!DOCTYPE html><html><body>é</body></html>"

    outcomes = documents(capture(("\ufeff" + text + text).encode("utf-16-le")))

    assert [outcome.utf8 for outcome in outcomes if isinstance(outcome, Document)] == [text.encode()] * 2
    assert [outcome.provenance.encoding for outcome in outcomes] == ["utf-16-le"] * 2
    assert [outcome.provenance.capture_id for outcome in outcomes] == [sha256(text.encode()).hexdigest()] * 2


@pytest.mark.parametrize(
    "inside",
    [
        b'<script>w.document.write("<!DOCTYPE html><html><body></body></html>")</script>',
        b"<script>var t = `\n  <!DOCTYPE html>\n<html>`; var u = '<!doctype html><html>'</script>",
        b"<script type='text/template'>\n<!DOCTYPE html>\n<html>\n</html></script>",
        b"<SCRIPT type='text/template'>\n<!DOCTYPE html>\n<html>\n</html></SCRIPT>",
        b"<!-- was: <!DOCTYPE html><html> -->",
        b"<!-- <!DOCTYPE html><html></html> -- and -- <!DOCTYPE html><html> -->",
        b'<iframe srcdoc="<!DOCTYPE html><html></html>"></iframe>',
        b"<textarea>\n<!DOCTYPE html>\n<html></html></textarea>",
        b"<p>A page opens with &lt;!DOCTYPE html> and then <!DOCTYPE html> alone</p>",
        b"<p>the element <html > of a page</p>",
        b"<svg><!DOCTYPE svg></svg>",
    ],
)
def test_a_doctype_inside_a_page_does_not_cut_it(inside: bytes) -> None:
    body = PAGE.replace(b"one", inside)

    assert texts(body) == [body]
    assert texts(body + PAGE) == [body, PAGE]


def test_several_html_tags_for_several_browsers_are_one_page() -> None:
    body = (
        b'<!DOCTYPE html>\n<!--[if IE 8]> <html class="ie8"> <![endif]-->\n<!--[if !IE]><!--> <html> <!--<![endif]-->\n'
    )
    body += b"<body>one</body></html>"

    assert texts(body) == [body]
    assert texts(body + body) == [body, body]


def test_text_that_speaks_of_pages_is_one_page() -> None:
    body = b"How to write <html> and </html>\nand <html> again\n"

    assert texts(body) == [body]


RECORDS = tuple(
    f"{n}. J Kelp. 20{n:02}{separator}Oct;1(1):2.\n\nKelp.\n\nPMID: 9000000{n}\n".encode()
    for n, separator in enumerate((" ", "\n", " "), 1)
)


@pytest.mark.parametrize("between", [b"\n", b"\n\n", b" \r\n"])
def test_records_of_a_download_are_pages(between: bytes) -> None:
    assert b"".join(texts(between.join(RECORDS))) == between.join(RECORDS)
    assert [text.strip() for text in texts(between.join(RECORDS))] == [record.strip() for record in RECORDS]


@pytest.mark.parametrize(
    "body",
    [
        RECORDS[0],
        RECORDS[0] + b"\n" + RECORDS[2],
        RECORDS[0].replace(b"PMID", b"DOI") + b"\n" + RECORDS[1],
        b"My notes\n" + RECORDS[0] + b"\n" + b"2. Kelp.\n\nPMID: 1\n",
        b"1. Kelp glows.\n\n2. Salt. 2001\n",
    ],
)
def test_other_numbers_do_not_cut_a_text(body: bytes) -> None:
    assert texts(body) == [body]


def test_a_file_of_too_many_records_is_rejected() -> None:
    held = capture(b"\n".join(RECORDS))

    assert [type(one) for one in documents(held, len(RECORDS))] == [Document] * len(RECORDS)
    (rejected,) = documents(held, len(RECORDS) - 1)
    assert isinstance(rejected, Rejected)
    assert rejected.reason is Reason.TOO_LARGE


def test_a_file_of_too_many_pages_is_rejected() -> None:
    assert len(documents(capture(PAGE * 3), 3)) == 3
    (rejected,) = documents(capture(PAGE * 4), 3)
    assert isinstance(rejected, Rejected)
    assert (rejected.reason, rejected.detail) == (Reason.TOO_LARGE, "more than 3 pages in one file")


# Encodings


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_a_byte_order_mark_decides_and_is_dropped(encoding: str) -> None:
    mark = "" if encoding == "utf-8-sig" else "\ufeff"

    document = only_document((mark + page("é\u2019漢", "iso-8859-1")).encode(encoding))

    assert document.utf8 == page("é\u2019漢", "iso-8859-1").encode()
    assert document.provenance.encoding == encoding.removesuffix("-sig")


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_mark_is_known_by_its_first_tag(encoding: str) -> None:
    assert only_document(page("é\u2019漢").encode(encoding)).utf8 == page("é\u2019漢").encode()


def test_the_hash_is_of_the_bytes_as_saved() -> None:
    body = ("\ufeff" + page("é")).encode("utf-16-le")

    assert only_document(body).provenance.capture_id == sha256(body).hexdigest()


def test_valid_utf_8_is_kept_whatever_the_page_declares() -> None:
    body = page("André\u2019s", "iso-8859-1").encode()

    document = only_document(body)

    assert document.utf8 is body
    assert document.provenance.encoding == "utf-8"


DECLARED = [
    ("iso-8859-1", "é “quoted” €", "windows-1252"),
    ("windows-1252", "é “quoted” €", "windows-1252"),
    ("us-ascii", "é", "windows-1252"),
    ("iso-8859-2", "Łódź", "iso8859-2"),
    ("windows-1251", "Москва", "cp1251"),
    ("koi8-r", "Москва", "koi8-r"),
    ("gb2312", "糖尿病的治疗", "gb18030"),
    ("big5", "糖尿病的治療", "big5"),
    ("shift_jis", "糖尿病の治療①", "cp932"),
    ("euc-jp", "糖尿病の治療", "euc_jp"),
    ("euc-kr", "당뇨병의 치료", "cp949"),
]
PYTHONS = {"iso-8859-1": "cp1252", "us-ascii": "cp1252", "gb2312": "gb18030", "shift_jis": "cp932", "euc-kr": "cp949"}


@pytest.mark.parametrize(("label", "text", "encoding"), DECLARED)
@pytest.mark.parametrize(
    "head",
    [
        '<html><head><meta charset="{}">',
        '<html><head><META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset={}">',
        '<?xml version="1.0" encoding="{}"?>\n<html><head>',
    ],
)
def test_a_declared_charset_is_taken_as_browsers_take_it(head: str, label: str, text: str, encoding: str) -> None:
    whole = head.format(label) + f"</head><body>{text}</body></html>"

    document = only_document(whole.encode(PYTHONS.get(label, label)))

    assert document.utf8.decode() == whole
    assert document.provenance.encoding == encoding


@pytest.mark.parametrize(
    "label", ["utf-7", "unicode_escape", "punycode", "idna", "base64", "undefined", "os", "\0", "x" * 500]
)
def test_a_charset_that_no_page_is_written_in_is_not_believed(label: str) -> None:
    document = only_document(page("café \\u0041", label).replace("\0", "").encode("cp1252"))

    assert "café \\u0041" in document.utf8.decode()
    assert document.provenance.encoding == "windows-1252"


def test_a_page_without_a_declaration_is_read_as_windows_1252() -> None:
    document = only_document("<p>André\u2019s café</p>".encode("cp1252"))

    assert document.utf8.decode() == "<p>André\u2019s café</p>"


def test_what_neither_declares_its_charset_nor_fits_windows_1252_is_guessed() -> None:
    text = "この研究では、糖尿病の患者に対する新しい治療法の効果を調べた。その結果、血糖値は有意に低下した。\n" * 30

    document = only_document(text.encode("cp932"))

    assert document.utf8.decode() == text
    assert document.provenance.encoding == "cp932"


def test_a_broken_character_in_a_declared_charset_costs_that_character_only() -> None:
    body = page("糖尿病的治疗", "gb2312").encode("gb18030").replace("病".encode("gb18030"), b"\xff")

    assert only_document(body).utf8.decode() == page("糖尿\ufffd的治疗", "gb2312")


def test_a_damaged_page_that_fits_nothing_keeps_to_what_it_declares() -> None:
    body = page("\u201d " + "." * 500).encode().replace(b" .", b" \xff.\xff.")
    with pytest.raises(UnicodeDecodeError):
        body.decode("cp1252")

    document = only_document(body)

    assert document.provenance.encoding == "utf-8"
    assert "\u201d \ufffd.\ufffd." in document.utf8.decode()


def test_valid_utf_8_that_already_lost_characters_is_still_utf_8() -> None:
    text = page("lost: \ufffd\ufffd\ufffd\0", "iso-8859-1") + "." * 500

    assert only_document(text.encode()).utf8.decode() == text.replace("\0", "")


def test_a_broken_character_in_utf_8_costs_that_character_only() -> None:
    document = only_document(page("naïve café\u2019s — br\xffoken").encode().replace(b"\xc3\xbf", b"\xff"))

    assert document.utf8.decode() == page("naïve café\u2019s — br\ufffdoken")
    assert document.provenance.encoding == "utf-8"


def test_a_page_cut_within_a_character_is_still_utf_8() -> None:
    body = page("naïve café\u2019s — \u2019").encode()

    document = only_document(body[: body.rfind(b"\xe2\x80\x99") + 2])

    assert document.utf8.decode().endswith("naïve café\u2019s — \ufffd")


def test_a_stray_nul_is_dropped() -> None:
    assert only_document(PAGE.replace(b"one", b"o\0ne")).utf8 == PAGE


@pytest.mark.parametrize(
    "body",
    [
        bytes(1000),
        b"Text" + bytes(1000),
        bytes(range(256)) * 4,
        b"\x1f\x8b\x08" + sha256(b"").digest() * 40,
        b"\xff\xfe" + b"\x00\xd8" * 100,
        b"T\0e\0x\0t\0",
    ],
)
def test_binary_is_undecodable(body: bytes) -> None:
    rejected = only_rejection(body)

    assert rejected.reason is Reason.UNDECODABLE
    assert rejected.provenance.capture_id == sha256(body).hexdigest()


def is_misread(text: str) -> bool:
    """Whether the whole text may be another one, read in a wrong encoding."""
    for encoding in ("latin-1", "cp1252"):
        with suppress(UnicodeError):
            return not text.isascii() and bool(text.encode(encoding).decode())
    return False


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), min_size=1))
def test_every_text_in_utf_8_survives_to_the_last_character(text: str) -> None:
    body = text.encode()
    assume(body.strip())
    assume(not text.startswith("\ufeff"))
    assume(not is_misread(text))

    assert b"".join(texts(body)) == body


def test_a_large_page_without_any_known_encoding_is_read_in_time() -> None:
    body = b"<meta charset=" * 100_000 + b"\x81\x8d\xff\n" * 10_000

    assert documents(capture(body))


# What a page is


@pytest.mark.parametrize(
    "body",
    [
        PAGE,
        LEGACY,
        BARE,
        b"\n\n  <!-- saved from url=(0040)https://pubmed.ncbi.nlm.nih.gov/ -->\n<!doctype HTML><HTML>",
        b'<!--?xml version="1.0" encoding="utf-8"?--><!DOCTYPE html PUBLIC "x"><html>',
        b"<!--" + b" long " * 2000 + b"--><main id='article-details'>",
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<!DOCTYPE html>\n<html>",
        b"<head><title>x</title>",
        b"\n" * 9000 + b"<body>",
        b"<div class='article-page'>",
        b"Saved page\n\t<main>",
        b"\n<!-- fetched --><ol class='references-list'><li>",
        b"<ul><li class='full-docsum'>",
        b"<li class='full-docsum'>",
        b"<span class='authors-list-item'>",
        b"<h3 class='title'>Affiliations</h3><ul>",
    ],
)
def test_a_page_with_tags_of_structure_is_html(body: bytes) -> None:
    assert only_document(body).provenance.media_type is MediaType.HTML


@pytest.mark.parametrize(
    "body",
    [
        b"Skip to main page content\nU.S. flag\n",
        b"The <i>rpoB</i> gene and <https://example.org/> in <sup>2</sup>",
        b"<https://pubmed.ncbi.nlm.nih.gov/90000001/>\n",
        b"<i>Escherichia coli</i> on the <body> of evidence",
        b"<mainly> text",
        b"p <html> q",
        b"a" * 5000 + b"\n<html>",
        b"<!-- never closed <html>",
        b"<olive> trees",
        b"Kelp\n<ul><li>grows",
    ],
)
def test_text_that_mentions_tags_is_text(body: bytes) -> None:
    assert only_document(body).provenance.media_type is MediaType.TEXT
