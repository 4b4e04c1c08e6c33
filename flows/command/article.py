"""An article, or a list of one, in front of a person: every section that it has, wrapped, each under its heading."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from itertools import groupby

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from flows.command.safe import printable
from pipeline.dataset import Row
from pipeline.tables import (
    ABSTRACT_SECTIONS,
    AFFILIATIONS,
    ARTICLES,
    ASSOCIATED_DATA,
    AUTHORS,
    CAPTURES,
    FIGURES,
    FULL_TEXT_LINKS,
    GRANTS,
    MESH_TERMS,
    REFERENCES,
    RELATED_ARTICLES,
    SUBSTANCES,
    Table,
)

Rows = Mapping[str, list[Row]]


def article(rows: Rows) -> RenderableType:
    """The whole article."""
    main = rows[ARTICLES.name][0]
    return Group(
        Text(_text(main["title"]) or "(no title)", style="bold"),
        *_lines(_journal(main), _names(rows), _identifiers(main), _marks(main)),
        *_abstracts(rows),
        *(block for heading, column in _STATEMENTS.items() for block in _block(heading, [_text(main[column])])),
        *_lists(rows, partial(_counted_heading, main=main)),
        *_provenance(main, rows),
        Text(),
    )


def fragment(rows: Rows) -> RenderableType:
    """A list that completes an article whose page is elsewhere."""
    capture = rows[CAPTURES.name][0]
    return Group(
        Text(f"Part of the article with PMID {_text(capture['pmid'])}", style="bold"),
        *_lines(_names(rows)),
        *_lists(rows, _heading),
        *_provenance(capture, rows),
        Text(),
    )


def _lists(rows: Rows, heading: Callable[[Table], str]) -> Iterator[RenderableType]:
    """The tables that are told row by row."""
    for table, told in _LISTS.items():
        yield from _block(heading(table), [told(row) for row in rows[table.name]])


def _text(value: object) -> str:
    """A value in one line; '' where the page does not show it."""
    if value is None:
        return ""
    if isinstance(value, list | tuple):
        return "; ".join(_text(part) for part in value)
    return printable(str(value))


def _lines(*texts: str) -> Iterator[RenderableType]:
    return (Text(text) for text in texts if text)


def _block(heading: str, paragraphs: list[str]) -> Iterator[RenderableType]:
    """A heading with its paragraphs below; nothing where there are none."""
    said = [Text(paragraph) for paragraph in paragraphs if paragraph]
    if said:
        yield Text(f"\n{heading}", style="bold")
        yield Padding(Group(*said), (0, 0, 0, 2))


def _journal(main: Row) -> str:
    parts = (_text(main["journal_title"]) or _text(main["journal_abbreviation"]), _text(main["citation"]))
    return ". ".join(part for part in parts if part)


def _names(rows: Rows) -> str:
    return ", ".join(_name(author) for author in rows[AUTHORS.name])


def _name(author: Row) -> str:
    places = ",".join(str(place) for place in _numbers(author["affiliation_positions"]))
    return _text(author["name"]) + (f" [{places}]" if places else "")


def _numbers(value: object) -> list[object]:
    return list(value) if isinstance(value, list | tuple) else []


def _identifiers(main: Row) -> str:
    named = (("PMID", "pmid"), ("PMCID", "pmcid"), ("DOI", "doi"))
    return "  ".join(f"{name} {_text(main[column])}" for name, column in named if main[column] is not None)


def _marks(main: Row) -> str:
    kinds = _text(main["publication_types"])
    return "  ".join(mark for mark in ("RETRACTED" if main["is_retracted"] else "", kinds) if mark)


def _abstracts(rows: Rows) -> Iterator[RenderableType]:
    """One block a language."""
    for language, sections in groupby(rows[ABSTRACT_SECTIONS.name], lambda section: section["language"]):
        heading = "Abstract" if language == "eng" else f"Abstract ({_text(language)})"
        yield from _block(heading, [_labelled(section) for section in sections])


def _labelled(section: Row) -> str:
    label = _text(section["label"])
    return f"{label}: {_text(section['text'])}" if label else _text(section["text"])


_STATEMENTS = {
    "Keywords": "keywords",
    "Plain language summary": "plain_language_summary",
    "Copyright": "copyright",
    "Conflict of interest": "conflict_of_interest",
    "Funding": "funding",
    "Supplementary concepts": "supplementary_concepts",
}
"""The columns of an article that stand under a heading of their own."""


def _heading(table: Table) -> str:
    return table.name.replace("_", " ").capitalize().replace("Mesh", "MeSH")


def _counted_heading(table: Table, main: Row) -> str:
    """The table's name; behind that of the references how many the article has, where the page lists fewer."""
    listed, stated = main["references_listed"], main["reference_count"]
    is_short = table is REFERENCES and stated != listed
    return f"{_heading(table)} ({listed} of {stated})" if is_short else _heading(table)


def _numbered(row: Row) -> str:
    return f"{_text(row['position'])}. {_text(row['text'])}"


def _figure(row: Row) -> str:
    parts = (_text(row["label"]), _text(row["title"]), _text(row["caption"]))
    return ". ".join(part.removesuffix(".") for part in parts if part) or _text(row["image_url"])


def _reference(row: Row) -> str:
    named = (("PMID", "pmid"), ("DOI", "doi"))
    links = ", ".join(f"{name} {_text(row[column])}" for name, column in named if row[column] is not None)
    return _numbered(row) + (f" [{links}]" if links else "")


def _mesh(row: Row) -> str:
    name = _text(row["descriptor"]) + (f" / {_text(row['qualifier'])}" if row["qualifier"] else "")
    return f"{name} *" if row["is_major"] else name


def _related(row: Row) -> str:
    number = f" [PMID {_text(row['pmid'])}]" if row["pmid"] is not None else ""
    return f"{_text(row['relation']).replace('_', ' ')}: {_text(row['text'])}{number}"


def _link(row: Row) -> str:
    return f"{_text(row['provider'])}: {_text(row['url'])}"


def _accession(row: Row) -> str:
    return " ".join(part for part in (_text(row["databank"]), _text(row["accession"]), _text(row["url"])) if part)


_LISTS: dict[Table, Callable[[Row], str]] = {
    AFFILIATIONS: _numbered,
    FIGURES: _figure,
    REFERENCES: _reference,
    MESH_TERMS: _mesh,
    SUBSTANCES: lambda row: _text(row["name"]),
    GRANTS: lambda row: _text(row["text"]),
    RELATED_ARTICLES: _related,
    FULL_TEXT_LINKS: _link,
    ASSOCIATED_DATA: _accession,
}
"""How a row of each table is told, in the order in which they are shown."""


def _provenance(read: Row, rows: Rows) -> Iterator[RenderableType]:
    """Where what is shown was read; `read` is a row with those columns, an article's or a capture's."""
    moment = _text(read["captured_at"]) or "at an unknown time"
    came = f"{_text(read['source_uri'])}, {_text(read['layout'])}, captured {moment}"
    own = (capture for capture in rows[CAPTURES.name] if capture["source_uri"] == read["source_uri"])
    doubts = [_text(doubt) for capture in own for doubt in _numbers(capture["warnings"])]
    yield from _block("From", [came])
    yield from _block("Doubts", doubts)
