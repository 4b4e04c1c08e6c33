"""Which style of flattened page a text is, by what it says; cheap, for every text is asked."""

import re

from pipeline.layouts.flat_text.styles import Breaks, Extent, Headings, Links, Paragraphs, Scripts, Stars, Style
from pipeline.layouts.flat_text.wrapping import is_wrapped

CITATION = re.compile(r"^[ \t]*\.[ \t]*\n?[ \t]*(?:1[5-9]|20)\d\d\b", re.MULTILINE)
CITATION_ON_ONE_LINE = re.compile(r"(?:Main Navigation|Add to Search)\b[^\n]{0,120}? \. (?:1[5-9]|20)\d\d\b")
LISTED_IDENTIFIER = re.compile(r"^- *\n?(?:[ \t]*\n){0,40}[ \t]*(?:PMID|DOI):", re.MULTILINE)
ADDRESS = re.compile(r"Title: [^\n]* - PubMed\s+URL Source: https?://pubmed\.ncbi\.nlm\.nih\.gov/\d+")
DISCLAIMER = re.compile(r"^[ \t]*\[?PubMed Disclaimer\b", re.MULTILINE)
OF_PUBMED = re.compile(
    r"PubMed Disclaimer|Search in PubMed|PubMed wordmark|pubmed\.ncbi\.nlm\.nih\.gov|ncbi\.nlm\.nih\.gov/pubmed"
    r"| - PubMed\b|\bPMID:\s|\[PubMed - |PubMed Commons|NCBI Homepage"
)
WHOLE_PAGE = re.compile(r"Page navigation|Item in Clipboard|Search in NLM Catalog|PAGE NAVIGATION")
REPORT = re.compile(
    r"\s*(?:(?:Result Filters|Display Settings:?|Format|Send to:?|Choose Destination|We are sorry, but NCBI[^\n]*"
    r"|See comment in PubMed Commons below)\s*\n\s*)*(?P<number>\d{1,6}[.:] )?(?:[^\n.]{1,150}\.\s)?(?:1[5-9]|20)\d\d\b"
)
OF_OLDER_PAGE = re.compile(
    r"PubMed Commons|\[PubMed - (?:indexed|in process|as supplied)|^Result Filters", re.MULTILINE
)
NUMBERED_REPORT_ENDS = re.compile(r"^PMID: \d", re.MULTILINE)
LISTED_ARTICLE = re.compile(r"^[^\n.]{1,150}\. (?:1[5-9]|20)\d\d\.[ \t]*\n\s{0,40}PMID: \d", re.MULTILINE)
OF_WHOLE_PAGE = re.compile(r"Skip to main page content|PubMed Disclaimer")
CITATION_LINE = re.compile(r"^[ \t]*\.[ \t]*((?:1[5-9]|20)\d\d\b[^\n]*)", re.MULTILINE)
SEVERAL = 2
SENTENCE = re.compile(r"Federal government websites often end in")
SENTENCE_WHOLE = re.compile(r"Federal government websites often end in [^\n]* federal government site\.")
MARKDOWN_LINK = re.compile(r"\]\((?:https?:/|/|#)")
LINK_IN_PARENTHESES = re.compile(r"(?:Disclaimer|content {2}) ?\((?:/|#)")
LINK_IN_BRACKETS = re.compile(r"(?:Disclaimer|Homepage)\s+\[(?:/|https?:)")
NUMBERED_LINK = re.compile(r"\[\d{1,4}\](?:Skip to main|Access keys|PubMed Disclaimer)")
MARKED_HEADING = re.compile(
    r"^#{1,3} +(?:Abstract|Similar articles|Cited by|Figures|References|MeSH terms|LinkOut|Affiliation)",
    re.MULTILINE,
)
CAPITAL_HEADING = re.compile(r"^(?:ABSTRACT|SIMILAR ARTICLES|MESH TERMS|LINKOUT - MORE RESOURCES)$", re.MULTILINE)
IN_FRAGMENTS = re.compile(r"^PMID:\n\d+$", re.MULTILINE)
CLOSE_ABSTRACT = re.compile(r"^- (?:PMID|DOI): [^\n]*\n(?:[^\n]+\n){1,9}Abstract\n[^\n]", re.MULTILINE)
"""No blank line from the identifiers to the abstract: only its lines tell the paragraphs apart."""
BLANK_LINE = re.compile(r"\n[ \t]*\n")


def recognise(text: str) -> Style | None:
    """The style of a flattened article page; None for a text that is none that can be read."""
    if OF_PUBMED.search(text) is None:
        return None
    extent = _extent(text)
    if extent is None or _is_several_heads(text):
        return None
    paragraphs = _paragraphs(text, extent)
    breaks = Breaks.KEPT if paragraphs is Paragraphs.FRAGMENTS else _breaks(text, extent)
    return Style(
        extent=extent,
        paragraphs=paragraphs,
        breaks=breaks,
        links=_links(text),
        headings=_headings(text),
        scripts=_scripts(text, breaks),
        stars=Stars.ESCAPED if "\\*" in text else Stars.PAIRED,
        bullets=_bullets(extent, paragraphs),
    )


def is_pubmed_text(text: str) -> bool:
    """Whether the text comes from PubMed, an article or not."""
    return OF_PUBMED.search(text) is not None


def is_list_of_articles(text: str) -> bool:
    """Whether the text is a list of articles: search results, or the heads of several pages in somebody's notes."""
    return len(LISTED_ARTICLE.findall(text)) >= SEVERAL or _is_several_heads(text)


def _is_several_heads(text: str) -> bool:
    return not OF_WHOLE_PAGE.search(text) and len(set(CITATION_LINE.findall(text))) >= SEVERAL


def _extent(text: str) -> Extent | None:
    if _is_report(text):
        return Extent.REPORT
    if CITATION.search(text) or CITATION_ON_ONE_LINE.search(text):
        return Extent.WHOLE if WHOLE_PAGE.search(text) else Extent.MAIN
    if LISTED_IDENTIFIER.search(text):
        return Extent.FEED
    if DISCLAIMER.search(text):
        return Extent.MAIN
    return Extent.FEED if ADDRESS.match(text) else None


def _is_report(text: str) -> bool:
    """The citation comes first, with the number that a download gives it or among the furniture of an older page."""
    found = REPORT.match(text)
    if found is None:
        return False
    is_numbered = found["number"] is not None and NUMBERED_REPORT_ENDS.search(text) is not None
    return is_numbered or OF_OLDER_PAGE.search(text) is not None


def _breaks(text: str, extent: Extent) -> Breaks:
    if extent is Extent.REPORT:
        return Breaks.REPORT if is_wrapped(text) else Breaks.KEPT
    if CITATION.search(text) is None and CITATION_ON_ONE_LINE.search(text):
        return Breaks.LOST
    is_broken = SENTENCE.search(text) and not SENTENCE_WHOLE.search(text)
    if not (is_broken and is_wrapped(text)):
        return Breaks.KEPT
    return Breaks.WRAPPED_AT_HYPHENS if _headings(text) is Headings.MARKED else Breaks.WRAPPED


def _paragraphs(text: str, extent: Extent) -> Paragraphs:
    if extent is Extent.REPORT:
        return Paragraphs.LINES
    if IN_FRAGMENTS.search(text):
        return Paragraphs.FRAGMENTS
    return Paragraphs.GAPS if BLANK_LINE.search(text) and not CLOSE_ABSTRACT.search(text) else Paragraphs.LINES


def _links(text: str) -> Links:
    if NUMBERED_LINK.search(text):
        return Links.NUMBERS
    if MARKDOWN_LINK.search(text):
        return Links.MARKDOWN
    if LINK_IN_BRACKETS.search(text):
        return Links.BRACKETS
    return Links.PARENTHESES if LINK_IN_PARENTHESES.search(text) else Links.NONE


def _headings(text: str) -> Headings:
    if MARKED_HEADING.search(text) or MARKDOWN_LINK.search(text):
        return Headings.MARKED
    return Headings.CAPITALS if CAPITAL_HEADING.search(text) else Headings.PLAIN


def _scripts(text: str, breaks: Breaks) -> Scripts:
    """Text browsers set signs; they fill lines, and write buttons or round bullets."""
    is_filled = breaks is Breaks.WRAPPED and "•" in text
    return Scripts.SIGNED if is_filled or "(BUTTON)" in text else Scripts.PLAIN


def _bullets(extent: Extent, paragraphs: Paragraphs) -> str:
    if paragraphs is Paragraphs.FRAGMENTS:
        return ""
    return "-" if extent is Extent.FEED else "•□◦*+"
