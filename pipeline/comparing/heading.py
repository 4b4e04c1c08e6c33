"""The head of an article: its identifiers, title, language, journal, and where in the journal it is."""

from collections.abc import Iterator

from pipeline.comparing.elements import text, text_at, texts_at
from pipeline.comparing.languages import language
from pipeline.comparing.values import Row, Value
from pipeline.markup.tree import Element
from pipeline.normalize.identifiers import doi, pmcid

RETRACTED = "Retracted Publication"
_ENGLISH = "English"


def read_heading(article: Element) -> Row:
    """The columns of `articles` that its head tells."""
    said = article.find("MedlineCitation/Article")
    if said is None:
        return {}
    journal = said.find("Journal")
    return {
        "pmcid": pmcid(_identifier(article, "pmc")),
        "doi": doi(_identifier(article, "doi") or _located(said, "doi")),
        "title": text_at(said, "ArticleTitle"),
        **_language(said),
        "journal_title": None if journal is None else text_at(journal, "Title"),
        "journal_abbreviation": text_at(article, "MedlineCitation/MedlineJournalInfo/MedlineTA"),
        "volume": text_at(said, "Journal/JournalIssue/Volume"),
        "issue": text_at(said, "Journal/JournalIssue/Issue"),
        "pages": _pages(said),
        "is_retracted": RETRACTED in texts_at(said, "PublicationTypeList/PublicationType"),
    }


def _identifier(article: Element, kind: str) -> str | None:
    """`PubmedData/ArticleIdList/ArticleId` of an `IdType`; those of references have lists of their own."""
    return text(article.find(f"PubmedData/ArticleIdList/ArticleId[@IdType='{kind}']"))


def _located(said: Element, kind: str) -> str | None:
    """`ELocationID` of an `EIdType`, where it holds."""
    found = (one for one in said.iterfind("ELocationID") if one.get("EIdType") == kind and one.get("ValidYN") != "N")
    return text(next(found, None))


def _language(said: Element) -> Row:
    """`Language`: what pages print as `[Article in …]`, nothing of an article in English alone.

    The column is left out where a language has a code that nobody knows here.
    """
    found = [language(code) for code in texts_at(said, "Language")]
    names = [one.name for one in found if one]
    if len(names) < len(found):
        return {}
    is_english = set(names) <= {_ENGLISH}
    return {"article_language": None if is_english else ", ".join(names)}


def _pages(said: Element) -> Value:
    """`MedlinePgn`, else `StartPage` to `EndPage`."""
    whole = text_at(said, "Pagination/MedlinePgn")
    return whole or "-".join(_ends(said)) or None


def _ends(said: Element) -> Iterator[str]:
    for path in ("Pagination/StartPage", "Pagination/EndPage"):
        yield from texts_at(said, path)[:1]
