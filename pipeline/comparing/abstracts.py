"""The abstracts, and what stands around them: `Abstract`, `OtherAbstract`, `CopyrightInformation`, `CoiStatement`."""

from collections.abc import Iterator

from pipeline.assemble import abstract_of
from pipeline.comparing.elements import text, text_at, texts_at
from pipeline.comparing.languages import language
from pipeline.comparing.values import Row
from pipeline.markup.tree import Element
from pipeline.normalize.abstract_labels import categories
from pipeline.normalize.text import clean
from pipeline.tables import AbstractSection

_ENGLISH, _UNDETERMINED = "eng", "und"
_SUMMARY = "plain-language-summary"
"""`OtherAbstract/@Type` of a summary, which is a section of its own on pages."""


def read_sections(article: Element) -> list[Row]:
    """The rows of `abstract_sections`, by language.

    NLM gives categories to the parts of `Abstract` alone: of others the column is left out.
    """
    rows: list[Row] = []
    for part in article.iterfind("MedlineCitation/Article/Abstract/AbstractText"):
        rows += _section(part, _ENGLISH, {"category": _category(part)})
    for other in article.iterfind("MedlineCitation/OtherAbstract"):
        if other.get("Type") != _SUMMARY:
            known = language(other.get("Language") or _ENGLISH)
            for part in other.iterfind("AbstractText"):
                rows += _section(part, known.code if known else _UNDETERMINED, {})
    return sorted(rows, key=lambda row: str(row["language"]))


def read_matter(article: Element, sections: list[Row]) -> Row:
    """The columns of `articles` that stand around the abstract, and the abstract in one."""
    said = article.find("MedlineCitation/Article/Abstract")
    summary = article.iterfind(f"MedlineCitation/OtherAbstract[@Type='{_SUMMARY}']")
    return {
        "abstract": abstract_of(tuple(_as_section(row) for row in sections)),
        "copyright": None if said is None else text_at(said, "CopyrightInformation"),
        "conflict_of_interest": text_at(article, "MedlineCitation/CoiStatement"),
        "plain_language_summary": clean(" ".join(one for part in summary for one in texts_at(part, "AbstractText"))),
    }


def _section(part: Element, code: str, category: Row) -> Iterator[Row]:
    """The row of an `AbstractText`, unless it is empty."""
    label, words = clean(part.get("Label")), text(part)
    if label or words:
        yield {"language": code, "label": label, **category, "text": words}


def _category(part: Element) -> str | None:
    """`NlmCategory`, where it is one of those that the contract has; `UNASSIGNED` is none."""
    said = part.get("NlmCategory")
    return said if said in categories() else None


def _as_section(row: Row) -> AbstractSection:
    label, words = row["label"], row["text"]
    return AbstractSection(
        language=str(row["language"]),
        position=0,
        label=label if isinstance(label, str) else None,
        category=None,
        text=words if isinstance(words, str) else None,
    )
