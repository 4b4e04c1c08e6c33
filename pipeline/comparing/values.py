"""What one side tells of an article: rows by table, with plain values, which JSON can hold."""

from collections.abc import Mapping
from dataclasses import dataclass

Value = str | int | bool | list[str] | list[int] | None
Row = dict[str, Value]
"""Values by column; a column that this side cannot tell of is left out, one that it does not have is None."""
Rows = Mapping[str, list[Row]]
"""By table."""


@dataclass(frozen=True, slots=True)
class XmlArticle:
    """An article as NLM's XML tells of it."""

    pmid: int
    rows: Rows
