"""Where a page was cut, in the words of its layout, and of which fields its missing part may have spoken."""

from collections.abc import Iterable
from typing import NamedTuple

from pipeline.layouts.pubmed_2020.sections import FIELDS
from pipeline.markup.cut import CutArticle
from pipeline.markup.tree import Element

PAGE_ORDER = (
    "heading",
    "abstract",
    "plain-language-summary",
    "copyright",
    "disclaimer",
    "conflict-of-interest",
    "figures",
    "similar",
    "citedby",
    "references",
    "publication-types",
    "mesh-terms",
    "supplementary-concepts",
    "substances",
    "supplemental-data",
    "related-links",
    "grants",
    "linkout",
)
"""The order of the sections on every page; what stands behind the last one of a cut page may have been there."""
IN_EITHER_ORDER = frozenset({"supplementary-concepts", "substances"})
"""Neighbours that pages show in one order and in the other."""
SECOND_FIELDS = {"abstract": "keywords", "grants": "funding"}
"""What a section fills beside its own field."""


class Cut(NamedTuple):
    """What a cut did to a page."""

    place: str
    """`in figures`, or `behind figures` where it tore no section."""
    unreached: frozenset[str]
    """Fields of `ArticlePage` that the missing part may have filled."""


def describe_cut(article: CutArticle) -> Cut:
    """Where the cut lies, and what it took away."""
    whole = list(article.main)
    if article.torn is not None:
        return Cut(f"in {_name(article.torn)}", _unreached(_ids(whole), article.torn.get("id")))
    return Cut(f"behind {_name(whole[-1])}", _unreached(_ids(whole), None))


def _ids(children: Iterable[Element]) -> frozenset[str]:
    return frozenset(identity for child in children if (identity := child.get("id")) is not None)


def _unreached(whole: frozenset[str], torn: str | None) -> frozenset[str]:
    reached = max((n for n, name in enumerate(PAGE_ORDER) if name in whole or name == torn), default=-1)
    missing = {*PAGE_ORDER[reached + 1 :], torn}
    if reached >= 0 and PAGE_ORDER[reached] in IN_EITHER_ORDER:
        missing |= IN_EITHER_ORDER - whole
    fields = {field for name, field in FIELDS.items() if name in missing}
    return frozenset(fields | {field for name, field in SECOND_FIELDS.items() if name in missing})


def _name(child: Element) -> str:
    """The section's id, else what else marks it: buttons and empty blocks have none."""
    return child.get("id") or (child.get("class") or "").strip() or str(child.tag)
