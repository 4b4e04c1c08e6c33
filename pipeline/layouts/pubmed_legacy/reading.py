"""A page from before 2020, read: which of its two forms it has is decided here, once."""

from pipeline.layouts.pubmed_legacy.abstract_plus import extract_abstract_plus
from pipeline.layouts.pubmed_legacy.gate import article_start
from pipeline.layouts.pubmed_legacy.marks import clear_attributes, without_mark_tags
from pipeline.layouts.pubmed_legacy.report import extract_report
from pipeline.markup.head import Head
from pipeline.markup.select import maybe, one
from pipeline.markup.tree import parse_fragment
from pipeline.page import ArticlePage

PARSER_VERSION = "pubmed-legacy/2"
"""Moves with every change that changes records, so that pages of these layouts are read again."""


def read_page(utf8: bytes, head: Head) -> ArticlePage:
    """All records of a page; BrokenPromise where the page is not what these layouts owe."""
    page = without_mark_tags(utf8)
    body = parse_fragment(page[article_start(page) :], "body")
    clear_attributes(body)
    abstract_plus = maybe(body, "dl", "AbstractPlusReport")
    if abstract_plus is not None:
        return extract_abstract_plus(abstract_plus, head)
    report = one(one(body, "div", "rprt_all"), "div", "rprt")
    return extract_report(report, maybe(body, "div", "supplemental"), head)
