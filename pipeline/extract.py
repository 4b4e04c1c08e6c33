"""A document becomes records or a rejection. This is the one place that catches: no page harms another."""

from collections.abc import Iterator, Mapping
from operator import attrgetter

from pipeline.assemble import assemble, content_id
from pipeline.audit import audit
from pipeline.classify import RECOGNISER_VERSION, Recognised, classify
from pipeline.errors import BeyondLimit, BeyondParser, BrokenPromise, NoIdentity, NothingListed, PageError, Truncated
from pipeline.layouts import flat_text, pubmed_2020, pubmed_legacy
from pipeline.limits import DEFAULT_LIMITS, Limits
from pipeline.origin import Origins
from pipeline.outcome import FRAGMENTS, Completing, Document, Extracted, Layout, Outcome, Reason, Rejected
from pipeline.page import ArticlePage
from pipeline.tables import ARTICLES, SECTION_TABLES

LAYOUT_RANK = {layout: rank for rank, layout in enumerate(one for one in Layout if one not in FRAGMENTS)}
"""How rich a page's layout is; 0 is the richest. A fragment is no page and competes with none."""
BEHIND_WHOLE_PAGES = len(LAYOUT_RANK)
"""What a cut page's rank is lowered by: a whole page of any layout shows the article better."""

PARSER_VERSIONS = {
    Layout.PUBMED_2020: pubmed_2020.PARSER_VERSION,
    Layout.PUBMED_LEGACY: pubmed_legacy.PARSER_VERSION,
    Layout.FLAT_TEXT: flat_text.PARSER_VERSION,
    **dict.fromkeys(FRAGMENTS, pubmed_2020.PARSER_VERSION),
}
"""Who reads a layout, and in which version."""
ORIGINS: Mapping[Layout, Origins] = {
    Layout.PUBMED_2020: pubmed_2020.ORIGINS,
    Layout.PUBMED_LEGACY: pubmed_legacy.ORIGINS,
    Layout.FLAT_TEXT: flat_text.ORIGINS,
    **pubmed_2020.FRAGMENT_ORIGINS,
}
"""Where each field stands on a page of a layout; a field that is missing here, such pages never show."""
CURRENT_READERS = frozenset({*PARSER_VERSIONS.values(), RECOGNISER_VERSION})
"""What another version has read is to be read again."""
_SHORTEST_TAG = len("<a>")
_KEYS = tuple((table, attrgetter(*table.order)) for table in SECTION_TABLES)
_REASONS: dict[type[PageError], Reason] = {
    Truncated: Reason.TRUNCATED,
    BeyondParser: Reason.TOO_LARGE,
    BeyondLimit: Reason.TOO_LARGE,
    NothingListed: Reason.EMPTY,
    NoIdentity: Reason.NO_IDENTITY,
}
"""The page's own errors that have a reason of their own."""


def extract(document: Document, limits: Limits = DEFAULT_LIMITS) -> Outcome:
    """The records of a page, compared with what the page prints twice; or why it yields none."""
    recognised: Recognised | None = None
    try:
        found = classify(document)
        if isinstance(found, Rejected):
            return found
        recognised = found
        _promise_few_tags(document, limits)
        return _within(limits, document, _found(document, found))
    except PageError as error:
        return _rejected(document, _REASONS.get(type(error), Reason.PARSER_ERROR), str(error), recognised)
    except Exception as error:  # noqa: BLE001  # a fault of ours in one page must not cost the others; it is named
        return _rejected(document, Reason.PARSER_ERROR, f"{type(error).__name__}: {error}", recognised)


def reader_of(outcome: Extracted | Completing | Rejected) -> str | None:
    """Who decided what becomes of a page, with its version; None where its bytes could not be had."""
    if not isinstance(outcome, Rejected):
        return outcome.parser_version
    if outcome.layout is not None:
        return PARSER_VERSIONS[outcome.layout]
    return RECOGNISER_VERSION if outcome.provenance.capture_id else None


def is_unread(outcome: Extracted | Completing | Rejected) -> bool:
    """Whether the bytes of a page could not be had, which may be better the next time."""
    return isinstance(outcome, Rejected) and outcome.reason is Reason.UNREADABLE


def rank(extracted: Extracted) -> int:
    """How well a page shows its article, among its captures; 0 is best."""
    return LAYOUT_RANK[extracted.layout] + (0 if extracted.page.cut is None else BEHIND_WHOLE_PAGES)


def _promise_few_tags(document: Document, limits: Limits) -> None:
    """Before a tree is made of them; a page of fewer bytes has no need to be counted."""
    if len(document.utf8) > limits.page_tags * _SHORTEST_TAG and document.utf8.count(b"<") > limits.page_tags:
        raise BeyondLimit(f"more than {limits.page_tags:,} tags")


def _within(limits: Limits, document: Document, found: Extracted | Completing) -> Extracted | Completing:
    """The records, none of whose values is longer than the limit; no value is longer than its page."""
    if len(document.utf8) > limits.field_characters:
        for name, text in _texts(found):
            if len(text) > limits.field_characters:
                raise BeyondLimit(f"{name} has more than {limits.field_characters:,} characters")
    return found


def _texts(found: Extracted | Completing) -> Iterator[tuple[str, str]]:
    """The texts of all rows, with their columns; the one of `documents` is all of them, and no value by itself."""
    own = (found.assembled.article,) if isinstance(found, Extracted) else ()
    for table, rows in ((ARTICLES, own), *((table, getattr(found.page, table.name)) for table in SECTION_TABLES)):
        for row in rows:
            yield from ((f"{table.name}.{name}", text) for name, text in row._asdict().items() if isinstance(text, str))


def _found(document: Document, recognised: Recognised) -> Extracted | Completing:
    if recognised.layout in FRAGMENTS:
        return _completing(document, recognised.layout)
    return _extracted(document, recognised)


def _extracted(document: Document, recognised: Recognised) -> Extracted:
    page, layout = _read(document, recognised), recognised.layout
    version = PARSER_VERSIONS[layout]
    assembled = assemble(page, document.provenance, layout, version)
    return Extracted(document.provenance, layout, version, page, assembled, (*page.warnings, *audit(page)))


def _completing(document: Document, layout: Layout) -> Completing:
    page = pubmed_2020.read_fragment(document, layout)
    _promise_keys(page)
    warnings = (*page.warnings, *audit(page))
    return Completing(document.provenance, layout, PARSER_VERSIONS[layout], page, content_id(page), warnings)


def _read(document: Document, recognised: Recognised) -> ArticlePage:
    page = _read_layout(document, recognised)
    if page.pmid is None and page.doi is None and page.pmcid is None and page.title is None:
        raise NoIdentity("the page shows neither an identifier nor a title")
    _promise_keys(page)
    return page


def _promise_keys(page: ArticlePage) -> None:
    """No two rows of one section in one place: one such page would spoil the key of a whole table."""
    for table, key in _KEYS:
        rows = getattr(page, table.name)
        if len(set(map(key, rows))) < len(rows):
            raise BrokenPromise(f"two rows of {table.name} have the same {' and '.join(table.order)}")


def _read_layout(document: Document, recognised: Recognised) -> ArticlePage:
    if recognised.layout is Layout.FLAT_TEXT:
        return flat_text.read_page(document.utf8.decode("utf-8"))
    if recognised.head is None:
        raise BrokenPromise("a page of HTML was recognised without its head")
    if recognised.layout is Layout.PUBMED_LEGACY:
        return pubmed_legacy.read_page(document.utf8, recognised.head)
    return pubmed_2020.read_page(document.utf8, recognised.head, recognised.main)


def _rejected(document: Document, reason: Reason, detail: str, recognised: Recognised | None) -> Rejected:
    return Rejected(document.provenance, reason, detail, recognised.layout if recognised else None)
