"""A document becomes records or a rejection. This is the one place that catches: no page harms another."""

from pipeline.assemble import assemble
from pipeline.audit import audit
from pipeline.classify import Recognised, classify
from pipeline.errors import BrokenPromise, NoIdentity, PageError, Truncated
from pipeline.layouts import flat_text, pubmed_2020, pubmed_legacy
from pipeline.outcome import Document, Extracted, Layout, Outcome, Reason, Rejected
from pipeline.page import ArticlePage
from pipeline.tables import SECTION_TABLES

LAYOUT_RANK = {layout: rank for rank, layout in enumerate(Layout)}
"""How rich a layout is; 0 is the richest."""
BEHIND_WHOLE_PAGES = len(LAYOUT_RANK)
"""What a cut page's rank is lowered by: a whole page of any layout shows the article better."""

_PARSER_VERSIONS = {
    Layout.PUBMED_2020: pubmed_2020.PARSER_VERSION,
    Layout.PUBMED_LEGACY: pubmed_legacy.PARSER_VERSION,
    Layout.FLAT_TEXT: flat_text.PARSER_VERSION,
}


def extract(document: Document) -> Outcome:
    """The records of a page, compared with what the page prints twice; or why it yields none."""
    recognised: Recognised | None = None
    try:
        found = classify(document)
        if isinstance(found, Rejected):
            return found
        recognised = found
        return _extracted(document, recognised)
    except Truncated as error:
        return _rejected(document, Reason.TRUNCATED, str(error), recognised)
    except NoIdentity as error:
        return _rejected(document, Reason.NO_IDENTITY, str(error), recognised)
    except PageError as error:
        return _rejected(document, Reason.PARSER_ERROR, str(error), recognised)
    except Exception as error:  # noqa: BLE001  # a fault of ours in one page must not cost the others; it is named
        return _rejected(document, Reason.PARSER_ERROR, f"{type(error).__name__}: {error}", recognised)


def rank(extracted: Extracted) -> int:
    """How well a page shows its article, among its captures; 0 is best."""
    return LAYOUT_RANK[extracted.layout] + (0 if extracted.page.cut is None else BEHIND_WHOLE_PAGES)


def _extracted(document: Document, recognised: Recognised) -> Extracted:
    page, layout = _read(document, recognised), recognised.layout
    version = _PARSER_VERSIONS[layout]
    assembled = assemble(page, document.provenance, layout, version)
    return Extracted(document.provenance, layout, version, page, assembled, (*page.warnings, *audit(page)))


def _read(document: Document, recognised: Recognised) -> ArticlePage:
    page = _read_layout(document, recognised)
    if page.pmid is None and page.doi is None and page.pmcid is None and page.title is None:
        raise NoIdentity("the page shows neither an identifier nor a title")
    _promise_keys(page)
    return page


def _promise_keys(page: ArticlePage) -> None:
    """No two rows of one section in one place: one such page would spoil the key of a whole table."""
    for table in SECTION_TABLES:
        rows = getattr(page, table.name)
        if len({tuple(getattr(row, name) for name in table.order) for row in rows}) < len(rows):
            raise BrokenPromise(f"two rows of {table.name} have the same {' and '.join(table.order)}")


def _read_layout(document: Document, recognised: Recognised) -> ArticlePage:
    if recognised.layout is Layout.FLAT_TEXT:
        return flat_text.read_page(document.utf8.decode("utf-8"))
    if recognised.head is None:
        raise BrokenPromise("a page of HTML was recognised without its head")
    if recognised.layout is Layout.PUBMED_LEGACY:
        return pubmed_legacy.read_page(document.utf8, recognised.head)
    return pubmed_2020.read_page(document.utf8, recognised.head)


def _rejected(document: Document, reason: Reason, detail: str, recognised: Recognised | None) -> Rejected:
    return Rejected(document.provenance, reason, detail, recognised.layout if recognised else None)
