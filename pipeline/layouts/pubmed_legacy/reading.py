"""A page from before 2020, read: which of its two forms it has, and whether it is whole, is decided here, once."""

from dataclasses import replace

from pipeline.layouts.pubmed_legacy.abstract_plus import extract_abstract_plus
from pipeline.layouts.pubmed_legacy.cutting import SIDE, cut_page, has_page_end
from pipeline.layouts.pubmed_legacy.gate import article_start
from pipeline.layouts.pubmed_legacy.marks import clear_attributes, without_mark_tags
from pipeline.layouts.pubmed_legacy.report import extract_report
from pipeline.markup.head import Head
from pipeline.markup.select import maybe, one
from pipeline.markup.tree import Element, parse_fragment
from pipeline.page import ArticlePage

PARSER_VERSION = "pubmed-legacy/6"
"""Moves with every change that changes records, so that pages of these layouts are read again."""
BEHIND_ARTICLE = "behind the article"
TRUNCATED = "truncated"


def read_page(utf8: bytes, head: Head) -> ArticlePage:
    """All records of a page; BrokenPromise where the page is not what these layouts owe."""
    page = without_mark_tags(utf8)
    page = page[article_start(page) :]
    return _read(parse_fragment(page, "body"), head) if has_page_end(page) else _read_cut(page, head)


def _read_cut(page: bytes, head: Head) -> ArticlePage:
    """The records of a page that ends early; the side column of 2009 is a part of the article's block."""
    cut = cut_page(page)
    found = _read(cut.body, head)
    if cut.has_whole_side or _abstract_plus(cut.body) is not None:
        return found
    return replace(found, cut=BEHIND_ARTICLE, warnings=(f"{TRUNCATED}: {BEHIND_ARTICLE}", *found.warnings))


def _read(body: Element, head: Head) -> ArticlePage:
    clear_attributes(body)
    abstract_plus = _abstract_plus(body)
    if abstract_plus is not None:
        return extract_abstract_plus(abstract_plus, head)
    report = one(one(body, "div", "rprt_all"), "div", "rprt")
    return extract_report(report, maybe(body, "div", SIDE), head)


def _abstract_plus(body: Element) -> Element | None:
    return maybe(body, "dl", "AbstractPlusReport")
