"""How much of what a rendering still shows is read: the real pages in each style, field by field, against their HTML.

A value is there if its letters and digits stand in the text in one run, addresses of links aside. What occurs on any
page by chance, such as a MeSH term, has to stand where it belongs: behind its heading, or beside what it goes with. A text that
shows neither title nor identifier belongs to no article; nothing of it counts.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from pipeline.extract import extract
from pipeline.outcome import Extracted
from tests.saved_pages import text_document

Row = Mapping[str, object]


class Field(NamedTuple):
    """A field of the records, and how it is known that a text shows it."""

    table: str
    columns: tuple[str, ...]
    survival: str | None = None
    """Its name in `field-survival.tsv`."""
    beside: tuple[str, ...] = ("{value}",)
    """What the text must show, any of these; `{value}`, columns of its row, and the article's `{first}` author."""
    heading: str | None = None
    """What all values of the page stand behind, in one run."""
    is_whole: bool = False
    """All of the page's values are there, or none counts."""


class Expected(NamedTuple):
    """A value of the page, in each right spelling, and the runs of letters that prove it is in a text."""

    spellings: tuple[str, ...]
    runs: tuple[str, ...]


class Tally(NamedTuple):
    """Values of a field in some texts."""

    there: int = 0
    recovered: int = 0
    spaced: int = 0
    """Recovered but for white space that the tool set or took away."""
    wrong: int = 0

    def plus(self, other: "Tally") -> "Tally":
        """Both together."""
        return Tally(*(one + another for one, another in zip(self, other, strict=True)))


class Miss(NamedTuple):
    """A value that was not read, or that was read and is not the page's."""

    page: str
    field: str
    kind: str
    value: str


Gold = Mapping[str, Mapping[str, Sequence[Expected]]]
"""The values of the pages' HTML, by PMID and field."""

IDENTITY = ("title", "pmid", "doi")
OF_TITLE = ("{value}{first}", "{value}PubMed", "{value}[Article in", "{value}No authors", "{value}PMID", "{value}DOI")
OF_ANY_TITLE = (*OF_TITLE, "{value}Author information", "{value}Abstract")
OF_BYLINE = ("{first} et al. {value}", "{first}. {value}", "{value}. {citation}")
FIELDS = {
    "title": Field("articles", ("title",), "title", beside=OF_ANY_TITLE),
    "pmid": Field("articles", ("pmid",), "pmid", beside=("PMID: {value}",)),
    "doi": Field("articles", ("doi",), "doi"),
    "pmcid": Field("articles", ("pmcid",), beside=("PMCID: {value}",)),
    "citation": Field("articles", ("citation",), "cit"),
    "journal": Field("articles", ("journal_abbreviation",), "journal_abbrev", beside=OF_BYLINE),
    "abstract": Field("abstract_sections", ("text",), "abstract text"),
    "labels": Field("abstract_sections", ("label",), "abstract labels", beside=("{label}{text}",)),
    "figure labels": Field("figures", ("label",), beside=("{title}{caption}",)),
    "captions": Field("figures", ("title", "caption"), "figure captions"),
    "references": Field("references", ("text",), "references"),
    "authors": Field("authors", ("name",), "authors(all names)", is_whole=True),
    "affiliations": Field("affiliations", ("text",), "affiliations"),
    "keywords": Field("articles", ("keywords",), "keywords", heading="Keywords"),
    "types": Field("articles", ("publication_types",), "publication_types", heading="Publication types"),
    "mesh": Field("mesh_terms", ("descriptor", "qualifier"), "mesh", heading="MeSH terms"),
    "substances": Field("substances", ("name",), "substances", heading="Substances"),
    "concepts": Field(
        "articles", ("supplementary_concepts",), "supplementary_concepts", heading="Supplementary concepts"
    ),
    "coi": Field("articles", ("conflict_of_interest",), "coi"),
    "copyright": Field("articles", ("copyright",), "copyright"),
    "funding": Field("articles", ("funding",)),
    "grants": Field("grants", ("text",), "grants"),
    "related": Field("related_articles", ("text",), "similar titles"),
    "accessions": Field("associated_data", ("databank", "accession"), "associated_data", heading="Associated data"),
}

_ADDRESS = re.compile(r"\]\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*(?: \"[^\"\n]*\")?\)|\[\d{1,4}\](?=\S)|https?://\S+ ?")
_NO_LETTER = re.compile(r"[\W_]+")
_MENU = re.compile(r"(?:\(BUTTON\)\s*)?\bActions\b|\bSearch in (?:PubMed|MeSH)\b|\bAdd to Search\b|\bShow all \d+ ")
_AUTHORS = re.compile(r" (?:[^.\[\]]*\. |\[[^\[\]]*\] )")


def read_gold(folder: Path) -> Gold:
    """The records of the pages' HTML."""
    rows = {table: list(_rows(folder / f"{table}.jsonl")) for table in {field.table for field in FIELDS.values()}}
    firsts = {row["article_id"]: row["name"] for row in rows["authors"] if row["position"] == 1}
    found: dict[str, dict[str, list[Expected]]] = {}
    for name, field in FIELDS.items():
        for row in rows[field.table]:
            article = found.setdefault(str(row["article_id"]).partition(":")[2], {})
            article.setdefault(name, []).extend(_expected(row, field, firsts.get(row["article_id"])))
    return found


def tallies(folder: Path, gold: Gold) -> tuple[dict[str, Tally], list[Miss]]:
    """What is read of all texts of a style."""
    total = dict.fromkeys(FIELDS, Tally())
    misses: list[Miss] = []
    for path in sorted(folder.glob("*.txt")):
        if path.stem in gold:
            for name, (tally, missed) in _of_page(path, gold[path.stem]).items():
                total[name] = total[name].plus(tally)
                misses += missed
    return total, misses


def styles(folder: Path) -> Iterable[Path]:
    """The folders of the styles."""
    return sorted(path for path in folder.iterdir() if path.is_dir() and path.name != "wild")


def survivals(path: Path) -> dict[str, dict[str, str]]:
    """The share of pages on which every value of a field is still in the text, by style and field."""
    header, *lines = (line.split("\t") for line in path.read_text(encoding="utf-8").splitlines())
    return {style: {line[0]: line[at] for line in lines} for at, style in enumerate(header) if at}


def _of_page(path: Path, gold: Mapping[str, Sequence[Expected]]) -> dict[str, tuple[Tally, list[Miss]]]:
    text = path.read_text(encoding="utf-8")
    outcome = extract(text_document(text, path.name))
    letters = _letters(_MENU.sub(" ", _ADDRESS.sub("] ", text)))
    is_named = any(_held(gold.get(name, ()), FIELDS[name], letters) for name in IDENTITY)
    compared = {}
    for name, field in FIELDS.items():
        given = list(_given(outcome, field)) if isinstance(outcome, Extracted) else []
        held = _held(gold.get(name, ()), field, letters) if is_named else ()
        tally, misses = _compared(gold.get(name, ()), held, given)
        compared[name] = tally, [Miss(path.stem, name, kind, value) for kind, value in misses]
    return compared


def _compared(
    gold: Sequence[Expected], held: Sequence[Expected], given: Sequence[str]
) -> tuple[Tally, list[tuple[str, str]]]:
    """The tally of a field on a page, and what is missed, spaced or wrong."""
    close = {"".join(value.split()) for value in given}
    known = {spelling for one in gold for spelling in one.spellings}
    near = {"".join(spelling.split()) for spelling in known}
    missed = [one.spellings[0] for one in held if not {"".join(text.split()) for text in one.spellings} & close]
    spaced = [value for value in given if value not in known and "".join(value.split()) in near]
    wrong = [value for value in given if "".join(value.split()) not in near]
    named = [("missed", value) for value in missed] + [("spaced", value) for value in spaced]
    return Tally(len(held), len(held) - len(missed), len(spaced), len(wrong)), [*named, *(("wrong", v) for v in wrong)]


def _held(gold: Sequence[Expected], field: Field, letters: str) -> Sequence[Expected]:
    """The values that the text shows."""
    if field.heading is not None:
        run = _letters(field.heading) + "".join(_letters(one.spellings[0]) for one in gold)
        return gold if run in letters else ()
    held = [one for one in gold if any(run in letters for run in one.runs)]
    return held if len(held) == len(gold) or not field.is_whole else ()


def _letters(text: str) -> str:
    return _NO_LETTER.sub("", text)


def _given(outcome: Extracted, field: Field) -> Iterator[str]:
    rows = [outcome.assembled.article] if field.table == "articles" else getattr(outcome.page, field.table)
    for row in rows:
        yield from _values([getattr(row, column) for column in field.columns])


def _expected(row: Row, field: Field, first: object) -> Iterator[Expected]:
    shown = {column: value or "" for column, value in row.items()}
    for value in _values([row.get(column) for column in field.columns]):
        spellings = (value, *_others(row, field, value))
        runs = {_letters(run.format(**shown, value=one, first=first)) for run in field.beside for one in spellings}
        yield Expected(spellings, tuple(runs))


def _others(row: Row, field: Field, value: str) -> Iterator[str]:
    """Other right spellings; of another article also the one without authors, whom some tools drop."""
    others = row.get("_alt")
    spellings = others.get(field.columns[0], ()) if isinstance(others, dict) else ()
    for text in spellings:
        other = _folded(text or "")
        if other:
            yield other
        if field.table == "related_articles" and value.startswith(other):
            yield other + " " + _AUTHORS.sub("", value[len(other) :], count=1)


def _values(cells: Sequence[object]) -> list[str]:
    """The values of a row: each of a list, or its columns together."""
    if isinstance(cells[0], list | tuple):
        return [_folded(one) for one in cells[0]]
    joined = _folded(" ".join(str(cell) for cell in cells if cell is not None))
    return [joined] if joined else []


def _folded(value: object) -> str:
    return " ".join(str(value).split())


def _rows(path: Path) -> Iterator[Row]:
    """The rows of a table; none of one that these records leave out."""
    return map(json.loads, path.read_text(encoding="utf-8").splitlines() if path.exists() else ())
