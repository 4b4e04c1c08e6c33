"""Clean text, and the extractors of main content that it is measured beside: each takes a page's bytes, gives its text.

A function loads its extractor when it is called: the others are measured where one is not installed.
"""

from collections.abc import Callable

from lxml import html

from pipeline.clean_text import clean_text
from pipeline.decode import documents
from pipeline.extract import extract
from pipeline.outcome import Capture, Document, Extracted

Extractor = Callable[[bytes], str]

OURS = "pubmed-etl"
INLINE = frozenset(
    {
        "a", "abbr", "b", "button", "cite", "code", "em", "font", "i", "label", "math", "mi", "mn", "mo", "mrow", "msub",
        "msup", "q", "s", "small", "span", "strong", "sub", "sup", "time", "u",
    }
)  # fmt: skip
INVISIBLE = ("script", "style", "noscript", "template")


def ours() -> Extractor:
    """Decode, classify, extract, and the clean text of the records."""
    return lambda page: "\n".join(map(_clean, documents(Capture(source_uri="page.html", body=page))))


def _clean(document: object) -> str:
    found = extract(document) if isinstance(document, Document) else document
    return clean_text(found.page) if isinstance(found, Extracted) else ""


def trafilatura() -> Extractor:
    """Main content with its defaults."""
    from trafilatura import extract as extract_text

    return lambda page: extract_text(page.decode()) or ""


def trafilatura_recall() -> Extractor:
    """Main content, rather too much than too little."""
    from trafilatura import extract as extract_text

    return lambda page: extract_text(page.decode(), favor_recall=True) or ""


def justext() -> Extractor:
    """The paragraphs that are no boilerplate, by English stop words."""
    from justext import get_stoplist
    from justext import justext as paragraphs_of

    words = get_stoplist("English")
    return lambda page: "\n".join(p.text for p in paragraphs_of(page, words) if not p.is_boilerplate)


def readability() -> Extractor:
    """The reader view's summary, as text."""
    from readability import Document as ReaderView

    return lambda page: _text(html.fromstring(ReaderView(page.decode()).summary()))


def resiliparse() -> Extractor:
    """Main content, as web corpora are made with it."""
    from resiliparse.extract.html2text import extract_plain_text

    return lambda page: str(extract_plain_text(page.decode(), main_content=True))


def all_text() -> Extractor:
    """Every text of the page's body, a line a block: what happens without any extraction."""
    parser = html.HTMLParser(encoding="utf-8")
    return lambda page: _text(html.fromstring(page, parser=parser).find("body"))


def _text(root: html.HtmlElement | None) -> str:
    if root is None:
        return ""
    for element in list(root.iter(*INVISIBLE)):
        element.drop_tree()
    for element in root.iter():
        if isinstance(element.tag, str) and element.tag not in INLINE:
            element.text, element.tail = f"\n{element.text or ''}", f"\n{element.tail or ''}"
    return str(root.text_content())


EXTRACTORS = {
    OURS: ours,
    "trafilatura": trafilatura,
    "trafilatura (favor_recall)": trafilatura_recall,
    "jusText": justext,
    "readability-lxml": readability,
    "Resiliparse (main content)": resiliparse,
    "all text": all_text,
}


def installed() -> tuple[dict[str, Extractor], list[str]]:
    """The extractors that can be had, and the names of the others."""
    found: dict[str, Extractor] = {}
    for name, load in EXTRACTORS.items():
        try:
            found[name] = load()
        except ModuleNotFoundError:
            continue
    return found, [name for name in EXTRACTORS if name not in found]
