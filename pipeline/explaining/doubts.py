"""Which warnings of a page are about which columns, and what the page prints a second time.

A warning's name begins with what it is about (`pipeline.audit`), or names it behind `nothing-read: `.
"""

from collections.abc import Iterator, Sequence

from pipeline.page import Echoes

_ABOUT: dict[str, Sequence[str]] = {
    "journal-title": ("journal_title",),
    "journal": ("journal_abbreviation",),
    "year": ("citation", "publication_year", "publication_date"),
    "date": ("citation", "publication_date", "publication_date_precision", "publication_year"),
    "volume": ("citation", "volume", "issue"),
    "citation": ("citation",),
    "title": ("title",),
    "pmid": ("pmid",),
    "pmcid": ("pmcid",),
    "doi": ("doi",),
    "authors": ("authors", "author_count"),
    "affiliations": ("affiliations",),
    "mesh-terms": ("mesh_terms",),
    "label": ("abstract_sections",),
    "abstract": ("abstract_sections", "abstract"),
    "link-words": ("references",),
}
"""How the name of a warning begins, and the columns and tables that it is about; the longest beginning counts."""

_READ = "nothing-read: "

_ECHOES: dict[str, Sequence[str]] = {
    "pmid": ("pmid",),
    "doi": ("doi",),
    "title": ("title", "short_title"),
    "journal_title": ("journal_title",),
    "journal_abbreviation": ("journal_abbreviation", "short_journal"),
    "citation": ("date", "short_date"),
    "publication_date": ("date", "short_date"),
    "publication_year": ("date", "short_date"),
    "volume": ("volume", "issue"),
    "issue": ("volume", "issue"),
    "pmcid": ("has_pmcid",),
    "authors": ("author_names",),
    "mesh_terms": ("keywords",),
}
"""By column or table, what `audit` holds against it."""

CUT = "truncated: "
"""How the warning of a page begins that was cut."""
_LACKS = "rendering-lacks: "
_LOST = {
    "PMID": "pmid",
    "journal": "journal_abbreviation",
    "author list": "authors",
    "similar articles": "related_articles",
}
"""What such a warning calls a field, where that is not the field's own name."""


def lost_by(warning: str) -> Sequence[str]:
    """The fields that a text extractor has lost, by its page's own warning."""
    if not warning.startswith(_LACKS):
        return ()
    names = warning.removeprefix(_LACKS).split(", ")
    return [_LOST.get(name, name.lower().replace(" ", "_")) for name in names]


def about(warning: str) -> Sequence[str]:
    """The columns and tables that a warning is about; none where it is about the page."""
    if warning.startswith(_READ):
        return (warning.removeprefix(_READ).partition(".")[0],)
    name = warning.partition(":")[0]
    beginnings = [beginning for beginning in _ABOUT if name == beginning or name.startswith(f"{beginning}-")]
    return _ABOUT[max(beginnings, key=len)] if beginnings else ()


def printed_again(name: str, echoes: Echoes) -> Iterator[str]:
    """What the page prints a second time of a column or a table, as it stands there."""
    for echo in _ECHOES.get(name, ()):
        value = getattr(echoes, echo)
        if value is not None:
            yield f"{echo}: {'; '.join(value) if isinstance(value, tuple) else value}"
