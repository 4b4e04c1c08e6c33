"""What becomes of a page: it is read, and then extracted or rejected. Nothing is lost between these types.

Capture        a saved file as bytes, with where and when     (sources)
Unreadable     a file whose bytes could not be had            (sources)
Document       one page inside a capture, as UTF-8            (decode)
Extracted      the records of a page                          (extract)
Completing     what a page's own request was answered with    (extract)
Rejected       why a page has none                            (sources, decode, classify, extract)
"""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import NamedTuple

from pipeline.page import ArticlePage
from pipeline.tables import Article


class CapturedAtSource(Enum):
    """Where the time of a capture comes from."""

    SIDECAR = "sidecar"
    RECORD = "record"
    ARCHIVE_ENTRY = "archive-entry"
    FILE_TIME = "file-time"


class MediaType(Enum):
    """What a page's own first characters say that it is (RFC 6838)."""

    HTML = "text/html"
    TEXT = "text/plain"


class Layout(Enum):
    """A layout that the project reads; the richer one comes first, and behind the pages what completes one."""

    PUBMED_2020 = "pubmed-2020"
    PUBMED_LEGACY = "pubmed-legacy"
    FLAT_TEXT = "flat-text"
    REFERENCES_FRAGMENT = "references-fragment"
    AUTHORS_FRAGMENT = "authors-fragment"
    RELATED_FRAGMENT = "related-fragment"


FRAGMENTS = frozenset({Layout.REFERENCES_FRAGMENT, Layout.AUTHORS_FRAGMENT, Layout.RELATED_FRAGMENT})
"""Answers to what a page's own script asks for: a list that completes an article, and no page of one."""


class Reason(Enum):
    """Why a page was rejected."""

    NOT_PUBMED = "not-pubmed"
    SEARCH_RESULTS = "search-results"
    HOME_PAGE = "home-page"
    PMC_ARTICLE = "pmc-article"
    CHALLENGE = "challenge"
    SERVER_ERROR = "server-error"
    EMPTY = "empty"
    TRUNCATED = "truncated"
    UNSUPPORTED_LAYOUT = "unsupported-layout"
    UNDECODABLE = "undecodable"
    UNREADABLE = "unreadable"
    TOO_LARGE = "too-large"
    NO_IDENTITY = "no-identity"
    PARSER_ERROR = "parser-error"
    TOO_SLOW = "too-slow"
    OUT_OF_MEMORY = "out-of-memory"
    PARSER_CRASH = "parser-crash"


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """A saved file, or a member of an archive, as bytes; it may hold several documents."""

    source_uri: str
    body: bytes
    url: str | None = None
    captured_at: datetime | None = None
    captured_at_source: CapturedAtSource | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """Where a page comes from: the part of its `captures` row that does not depend on what it says."""

    source_uri: str
    capture_id: str | None
    """SHA-256 of the page's bytes; None where they could not be read."""
    size: int
    url: str | None = None
    captured_at: datetime | None = None
    captured_at_source: CapturedAtSource | None = None
    media_type: MediaType | None = None
    encoding: str | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """One page, as UTF-8 without a byte order mark."""

    provenance: Provenance
    utf8: bytes


@dataclass(frozen=True, slots=True)
class Rejected:
    """A page that yields no article, and why."""

    provenance: Provenance
    reason: Reason
    detail: str
    layout: Layout | None = None


class Assembled(NamedTuple):
    """The rows of one article that are not a section's own, and the digest of all that the page shows."""

    article: Article
    text: str
    content_id: str


@dataclass(frozen=True, slots=True)
class Extracted:
    """The records of a page."""

    provenance: Provenance
    layout: Layout
    parser_version: str
    page: ArticlePage
    assembled: Assembled
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Seen:
    """A page whose bytes are those that an earlier run read at its address, by the same parser: not parsed again."""

    provenance: Provenance
    parser_version: str


@dataclass(frozen=True, slots=True)
class Completing:
    """The records of a fragment: one list of an article whose page is another capture, or none."""

    provenance: Provenance
    layout: Layout
    """One of FRAGMENTS."""
    parser_version: str
    page: ArticlePage
    """The article's PMID and the list; everything else is as if no page showed it."""
    content_id: str
    warnings: tuple[str, ...] = ()


Outcome = Extracted | Completing | Rejected
