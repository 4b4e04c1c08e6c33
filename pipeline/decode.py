"""Bytes become documents: a capture is cut into the pages that it holds, and each page becomes UTF-8.

A crawler that appends leaves several pages in one file. A page after the first begins at a doctype that `<html` follows
soon, or at `<html` right behind `</html>`; not inside a string, a script or a comment, where pages hold templates.
A download of PubMed's as text holds records that are numbered through, each with its PMID; each is a page.

How the encoding of a page is found, the first that fits:

1. a byte order mark, or `<` in UTF-16;
2. UTF-8 that was read as Windows-1252 or Latin-1 and written as UTF-8 again ("Ã©" for "é"), if the first character
   beyond ASCII looks like it and every character of the page can be turned back, so that valid UTF-8 comes out;
3. UTF-8, if the bytes are valid, whatever the page declares: text in another encoding is practically never valid UTF-8
   by chance, while pages that were converted without changing their declaration are common. Such a page is passed on as
   it is, without a copy. It may still declare another charset: who parses it must say that it is UTF-8;
4. UTF-8 with broken characters, of those beyond ASCII at most half: a page that was cut or damaged;
5. the charset that the page declares (`meta`, XML declaration), as browsers read it (ISO-8859-1 means Windows-1252),
   unless most characters beyond ASCII are broken in it;
6. Windows-1252; where it does not fit either, the declared charset all the same;
7. without a declaration, what Beautiful Soup's `UnicodeDammit` finds.

A page keeps U+FFFD where a character is lost, and loses stray NULs. Where more than one character in a hundred is lost
or a control character, the bytes are no text.
"""

import codecs
import re
from bisect import bisect
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from itertools import islice, pairwise
from logging import NullHandler, getLogger
from typing import Final

from bs4.dammit import EncodingDetector, UnicodeDammit

from pipeline.errors import Undecodable
from pipeline.limits import DEFAULT_LIMITS
from pipeline.outcome import Capture, Document, MediaType, Provenance, Reason, Rejected

_UTF8: Final = "utf-8"
_NOT_BLANK = re.compile(rb"\S")


@dataclass(frozen=True, slots=True)
class _Piece:
    """A page of a capture before it is decoded."""

    source_uri: str
    own: bytes
    """What its SHA-256 and its size are taken of."""
    body: bytes
    """The same, out of UTF-16 and UTF-32."""
    encoding: str | None
    """UTF-16 or UTF-32, where it was that; else still to be found."""


def documents(capture: Capture, most: int = DEFAULT_LIMITS.file_pages) -> list[Document | Rejected]:
    """The pages of a capture, in its order, so many at most; one that is no text costs no other."""
    whole = _Piece(capture.source_uri, capture.body, capture.body, None)
    try:
        body, encoding = _out_of_wide(capture.body)
    except Undecodable as error:
        return [Rejected(_provenance(capture, whole), Reason.UNDECODABLE, str(error))]
    openings = [match.start() for match in islice(_OPENING.finditer(body), most + 1)]
    records = [] if openings else _record_cuts(body)
    if len(openings) > most or len(records) >= most:
        return [Rejected(_provenance(capture, whole), Reason.TOO_LARGE, f"more than {most:,} pages in one file")]
    cuts = _cuts(body, openings) if openings else records
    if not cuts:
        return [_outcome(capture, _Piece(capture.source_uri, capture.body, body, encoding))]
    return [_outcome(capture, piece) for piece in _pieces(capture.source_uri, body, cuts, encoding)]


def undivided(capture: Capture) -> Provenance:
    """Where a capture comes from, of which nobody knows what pages it holds."""
    return _provenance(capture, _Piece(capture.source_uri, capture.body, capture.body, None))


def _pieces(uri: str, body: bytes, cuts: list[int], encoding: str | None) -> Iterator[_Piece]:
    for number, (start, end) in enumerate(pairwise([0, *cuts, len(body)]), start=1):
        piece = body[start:end]
        yield _Piece(uri if number == 1 else f"{uri}#{number}", piece, piece, encoding)


def _outcome(capture: Capture, piece: _Piece) -> Document | Rejected:
    try:
        utf8, encoding = _as_utf8(piece.body)
    except Undecodable as error:
        return Rejected(_provenance(capture, piece), Reason.UNDECODABLE, str(error))
    if not _NOT_BLANK.search(utf8):
        return Rejected(_provenance(capture, piece), Reason.EMPTY, "nothing but white space" if utf8 else "no bytes")
    return Document(_provenance(capture, piece, _media_type(utf8), piece.encoding or encoding), utf8)


def _provenance(
    capture: Capture, piece: _Piece, media_type: MediaType | None = None, encoding: str | None = None
) -> Provenance:
    return Provenance(
        source_uri=piece.source_uri,
        capture_id=sha256(piece.own, usedforsecurity=False).hexdigest(),
        size=len(piece.own),
        url=capture.url,
        captured_at=capture.captured_at,
        captured_at_source=capture.captured_at_source,
        media_type=media_type,
        encoding=encoding,
    )


# Where one page ends and the next begins

_OPENING = re.compile(rb"<html[\s>]", re.IGNORECASE)
_PROLOG = re.compile(
    rb"(?:\xef\xbb\xbf\s*)?(?:(?:<\?xml[^<>]{0,200}\?>|<!--\?xml[^<>]{0,200}\?-->)\s*)?\Z", re.IGNORECASE
)
_ENDED = re.compile(rb"</html\s*>(?:\s|<!--[^>]*-->)*+\Z", re.IGNORECASE)
_LEAD = re.compile(rb"\s{0,1000}")
_QUOTES = (b'"', b"'", b"`")
_ENCLOSURES = ((b"<!--", b"-->"), (b"<script", b"</script"), (b"<textarea", b"</textarea"))

_PROLOG_REACH: Final = 300
_DOCTYPE_REACH: Final = 1024
_END_REACH: Final = 2048
_ENCLOSURE_REACH: Final = 2**18


def _cuts(body: bytes, openings: list[int]) -> list[int]:
    """Where pages after the first begin: a page has one `<html`, so that most files need no second look."""
    cuts: list[int] = []
    for previous, opening in pairwise(openings):
        cut = _cut(body, cuts[-1] if cuts else 0, previous, opening)
        if cut is not None:
            cuts.append(_with_lead(body, cut))
    return cuts


def _cut(body: bytes, page: int, previous: int, opening: int) -> int | None:
    doctype = _doctype(body, previous, opening)
    start = _with_prolog(body, previous, opening if doctype is None else doctype)
    if _ENDED.search(body, max(previous, start - _END_REACH), start):
        return start
    if doctype is None or _is_enclosed(body[max(page, start - _ENCLOSURE_REACH) : start]):
        return None
    return start


def _doctype(body: bytes, previous: int, opening: int) -> int | None:
    reach = max(previous, opening - _DOCTYPE_REACH)
    found = body[reach:opening].lower().rfind(b"<!doctype")
    return None if found < 0 else reach + found


def _with_prolog(body: bytes, previous: int, start: int) -> int:
    prolog = _PROLOG.search(body, max(previous, start - _PROLOG_REACH), start)
    return prolog.start() if prolog else start


def _with_lead(body: bytes, start: int) -> int:
    """The cut before the white space that the first page begins with too, so that equal copies have equal bytes."""
    lead = _LEAD.match(body)
    if lead and body.endswith(lead[0], 0, start):
        return start - lead.end()
    return start


def _is_enclosed(before: bytes) -> bool:
    if before.rstrip().endswith(_QUOTES):
        return True
    before = before.lower()
    return any(before.rfind(opening) > before.rfind(closing) for opening, closing in _ENCLOSURES)


_RECORD = re.compile(rb"(?:\A\s*+|\n[ \t\r]*+\n)(\d{1,5})[.:] (?=[^\n.]{1,150}\.\s(?:1[5-9]|20)\d\d\b)")
_RECORD_PMID = re.compile(rb"^PMID: \d", re.MULTILINE)


def _record_cuts(body: bytes) -> list[int]:
    """Where records after the first begin in a download as text: at the next number, behind a PMID."""
    pmids = [found.start() for found in _RECORD_PMID.finditer(body)]
    cuts: list[int] = []
    start, number = None, 0
    for found in _RECORD.finditer(body) if pmids else ():
        if start is None:
            start, number = found.start(1), int(found[1])
        elif int(found[1]) == number + 1 and bisect(pmids, start) < bisect(pmids, found.start(1)):
            start, number = found.start(1), number + 1
            cuts.append(start)
    return cuts


# Which encoding a page is in

_BYTE_ORDER_MARKS = re.compile(rb"(?:\xef\xbb\xbf)+")
_WIDE: Final = (
    (b"\xff\xfe\0\0", "utf-32-le"),
    (b"\0\0\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
    (b"<\0", "utf-16-le"),
    (b"\0<", "utf-16-be"),
)
_WINDOWS: Final = "windows-1252"
_CODECS: Final = {
    "ascii": _WINDOWS,
    "cp1252": _WINDOWS,
    "iso8859-1": _WINDOWS,
    "iso8859-9": "cp1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "tis-620": "cp874",
}
"""What a browser takes, by the WHATWG Encoding Standard, where a page declares an older and smaller set."""
_DECLARABLE: Final = frozenset(
    {"utf-8", "big5", "big5hkscs", "gb18030", "cp932", "cp949", "euc_jp", "iso2022_jp", "koi8-r", "koi8-u", "cp866"}
    | {_WINDOWS, "mac-roman", "cp874"}
    | {f"cp125{page}" for page in range(9)}
    | {f"iso8859-{part}" for part in (2, 3, 4, 5, 6, 7, 8, 10, 13, 14, 15, 16)}
)
"""Encodings that a page may claim; Python knows more, which no page is written in and some of which are slow."""
_DECLARATION_REACH: Final = 1024
_SAMPLE: Final = 2**16
_NOISE = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f-\x84\x86-\x9f\ufffd]")
_CHARACTERS_PER_NOISE: Final = 100
_NOISE_OF_SMALL_PAGES: Final = 3

_FIRST_BEYOND_ASCII = re.compile(rb"[^\x00-\x7f]")
_TWICE_ENCODED = re.compile(
    rb"\xc3[\x82-\xb4](?:\xc2[\x80-\xbf]|\xc5[\x92-\xbe]|\xc6\x92|\xcb[\x86\x9c]|\xe2[\x80-\x84][\x80-\xbf])"
)
"""The first two bytes of a character beyond ASCII, each taken for a character and encoded again."""


def _in_windows(byte: int) -> str:
    """A byte in Windows-1252 as browsers read it: where it has no character, the control character of Latin-1."""
    return bytes((byte,)).decode("cp1252", "ignore") or chr(byte)


_MISREAD: Final = (
    (_WINDOWS, codecs.charmap_build("".join(_in_windows(byte) for byte in range(256)))),
    ("iso-8859-1", codecs.charmap_build("".join(map(chr, range(256))))),
)
"""Encodings that UTF-8 is taken for, and how their characters are turned back into bytes."""

getLogger("bs4.dammit").addHandler(NullHandler())  # what it would warn of ends as U+FFFD or as a rejection


def _out_of_wide(body: bytes) -> tuple[bytes, str | None]:
    """The body in an encoding that contains ASCII as such, and what it was in if it was not."""
    for signature, encoding in _WIDE:
        if body.startswith(signature):
            return _encoded(body.decode(encoding, "replace").removeprefix("\ufeff")), encoding
    return body, None


def _as_utf8(body: bytes) -> tuple[bytes, str]:
    """The page as UTF-8 without a byte order mark, and the encoding it was in. Raises Undecodable."""
    if marks := _BYTE_ORDER_MARKS.match(body):
        body = body[marks.end() :]
    is_utf8 = _is_utf8(body)
    if is_utf8 and b"\0" not in body:
        return _undone(body) or (body, _UTF8)
    text, encoding = (body.decode(), _UTF8) if is_utf8 else _text(body)
    return _encoded(text).removeprefix(codecs.BOM_UTF8), encoding


def _undone(utf8: bytes) -> tuple[bytes, str] | None:
    """A page that was read in a wrong encoding on its way, turned back; None where that is not so, or not exactly."""
    first = _FIRST_BEYOND_ASCII.search(utf8) if not utf8.isascii() else None
    if first is None or not _TWICE_ENCODED.match(utf8, first.start()):
        return None
    text = utf8.decode()
    for name, alphabet in _MISREAD:
        try:
            before = codecs.charmap_encode(text, "strict", alphabet)[0]
            before.decode()
        except UnicodeError:
            continue
        return before.removeprefix(codecs.BOM_UTF8), f"{_UTF8} read as {name}"
    return None


def _is_utf8(body: bytes) -> bool:
    try:
        body.decode()
    except UnicodeDecodeError:
        return False
    return True


def _text(body: bytes) -> tuple[str, str]:
    label = EncodingDetector.find_declared_encoding(body[:_DECLARATION_REACH], is_html=True)
    declared = _believed(label)
    for encoding in filter(None, (_UTF8, declared)):
        text = body.decode(encoding, "replace")
        if _is_mostly_whole(text):
            return text, encoding
    try:
        return body.decode(_WINDOWS), _WINDOWS
    except UnicodeDecodeError:
        return (body.decode(declared, "replace"), declared) if declared else _guessed(body, label)


def _is_mostly_whole(text: str) -> bool:
    broken = text.count("\ufffd")
    beyond_ascii = len(text) - len(text.encode("ascii", "ignore"))
    return beyond_ascii - broken >= broken


def _believed(label: str | None) -> str | None:
    try:
        codec = codecs.lookup(label).name if label else ""
    except (LookupError, ValueError):
        return None
    encoding = _CODECS.get(codec, codec)
    return encoding if encoding in _DECLARABLE else None


def _guessed(body: bytes, label: str | None) -> tuple[str, str]:
    sample = body[:_SAMPLE]
    sample = sample.rpartition(b"\n")[0] or sample  # whole characters only
    encoding = UnicodeDammit(sample, [_WINDOWS], exclude_encodings=[label] if label else []).original_encoding
    if encoding is None:
        raise Undecodable("no encoding fits its bytes")
    return body.decode(encoding, "replace"), encoding


def _encoded(text: str) -> bytes:
    tolerable = max(_NOISE_OF_SMALL_PAGES, len(text) // _CHARACTERS_PER_NOISE)
    if any(islice(_NOISE.finditer(text), tolerable, None)):
        raise Undecodable(f"more than {tolerable:,} of {len(text):,} characters are broken or control characters")
    return text.replace("\0", "").encode(_UTF8, "replace")


# What a page is

_PREAMBLE = re.compile(rb"(?:\s++|<\?xml[^>]*+>|<!--.*?-->)*+", re.DOTALL | re.IGNORECASE)
_MARKUP = re.compile(
    rb"(?:^|>)[ \t]*<(?:!doctype\s+html|html|head|body|main|div|title|meta|link|script|style|header|nav|article|section"
    rb"|table|form)(?=[\s>/])"
    rb"|\A<(?:ol|ul|li|span|button|h[2-6])(?=[\s>])",
    re.MULTILINE | re.IGNORECASE,
)
_MARKUP_REACH: Final = 4096


def _media_type(utf8: bytes) -> MediaType:
    """HTML if a tag that builds pages opens a line early on, or that of a list or its heading opens the page.

    Text that mentions a tag within a line stays text.
    """
    preamble = _PREAMBLE.match(utf8)
    start = preamble.end() if preamble else 0
    return MediaType.HTML if _MARKUP.search(utf8[start : start + _MARKUP_REACH]) else MediaType.TEXT
