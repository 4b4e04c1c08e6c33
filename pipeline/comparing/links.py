"""Where an article leads to: other articles (`CommentsCorrectionsList`), and records in data banks (`DataBankList`)."""

import re
from typing import Final

from pipeline.comparing.elements import text_at, texts_at
from pipeline.comparing.values import Row
from pipeline.markup.tree import Element
from pipeline.normalize.identifiers import pmid

NOT_PRINTED: Final = frozenset({"cites"})
"""Relations that NLM once had in this list, and no page ever printed there."""
_INNER_CAPITAL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_ODD: Final = {
    "correctedand_republished_in": "corrected_and_republished_in",
    "correctedand_republished_from": "corrected_and_republished_from",
}


def read_related(article: Element) -> list[Row]:
    """The rows of `related_articles`: `RefType` as the page's heading in snake case, `CommentIn` as `comment_in`."""
    listed = article.iterfind("MedlineCitation/CommentsCorrectionsList/CommentsCorrections")
    rows: list[Row] = [{"relation": _relation(one), "pmid": pmid(text_at(one, "PMID"))} for one in listed]
    return [row for row in rows if row["relation"] not in NOT_PRINTED]


def read_accessions(article: Element) -> list[Row]:
    """The rows of `associated_data`: each `AccessionNumber` with its `DataBankName`; a bank alone is a row, too."""
    rows: list[Row] = []
    for bank in article.iterfind("MedlineCitation/Article/DataBankList/DataBank"):
        name = text_at(bank, "DataBankName")
        numbers: list[str] = texts_at(bank, "AccessionNumberList/AccessionNumber")
        rows += [{"databank": name, "accession": number} for number in numbers] or [
            {"databank": name, "accession": None}
        ]
    return rows


def _relation(link: Element) -> str:
    name = _INNER_CAPITAL.sub("_", link.get("RefType") or "").lower()
    return _ODD.get(name, name)
