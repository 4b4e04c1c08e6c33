"""When an article appeared: which of NLM's dates a page prints where (`Article/@PubModel`).

NLM cites an article by its `PubDate`, but one that counts as published electronically first by its `ArticleDate`; then
the page prints the other one behind the citation, as `Print` or `eCollection`. Source:
https://www.nlm.nih.gov/bsd/licensee/elements_article_source.html
"""

from typing import Final

from pipeline.comparing.elements import text_at
from pipeline.comparing.values import Row
from pipeline.markup.tree import Element
from pipeline.normalize.dates import MONTHS, PrintedDate, printed_date

_CITED_ELECTRONICALLY: Final = frozenset({"Electronic-Print", "Electronic-eCollection"})
_WITH_EPUB: Final = "Print-Electronic"
_AHEAD: Final = "aheadofprint"


def read_dates(article: Element) -> Row:
    """The columns of `articles` that are dates."""
    said = article.find("MedlineCitation/Article")
    if said is None:
        return {}
    model = said.get("PubModel")
    electronic = _date(said.find("ArticleDate"))
    printed = _date(said.find("Journal/JournalIssue/PubDate"))
    cited = electronic if model in _CITED_ELECTRONICALLY and electronic else printed
    return {
        "publication_year": cited.first_day.year if cited else None,
        "publication_date": cited.first_day.isoformat() if cited else None,
        "publication_date_precision": cited.precision.value if cited else None,
        "epub_date": electronic.first_day.isoformat() if electronic and _prints_epub(article, model) else None,
    }


def _prints_epub(article: Element, model: str | None) -> bool:
    """Whether the page prints `Epub …`: an article ahead of print has no other date yet."""
    return model == _WITH_EPUB and text_at(article, "PubmedData/PublicationStatus") != _AHEAD


def _date(element: Element | None) -> PrintedDate | None:
    """`MedlineDate`, or year, season, month and day, as MEDLINE prints them."""
    if element is None:
        return None
    parts = [text_at(element, name) for name in ("MedlineDate", "Year", "Season", "Month", "Day")]
    if parts[3] and parts[3].isdecimal():
        parts[3] = _month(int(parts[3]))
    return printed_date(" ".join(part for part in parts if part))


def _month(number: int) -> str | None:
    names = list(MONTHS)
    return names[number - 1] if 1 <= number <= len(names) else None
