"""Holding a snapshot beside XML, and telling what came out: a line a column, and examples below."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from rich.console import Console, Group, RenderableType
from rich.table import Table
from rich.text import Text

from flows.command.as_json import write_json
from flows.command.blocks import counted
from flows.command.diffing import LONGEST
from flows.command.exits import Exit
from flows.command.failing import attempt
from flows.command.pace import Watch, pace
from flows.command.safe import printable
from flows.errors import NothingToRead
from pipeline.comparing import Asked, ColumnFigures, Comparison, Example, Some, Verdict, compare, xml_files
from pipeline.comparing.columns import NOT_COMPARED, chosen
from pipeline.dataset import pinned
from pipeline.raw import Place

_HEADS = {
    Verdict.EQUAL: "equal",
    Verdict.DIFFERENT: "different",
    Verdict.MISSING_ON_PAGE: "not on page",
    Verdict.MISSING_IN_XML: "not in XML",
    Verdict.NOT_COMPARABLE: "unclear",
    Verdict.NEITHER: "neither",
}
"""The columns of the printed table, in their order."""
_NARROWEST = 110
"""Columns of text that the table needs where it counts millions; a narrower terminal breaks its lines."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is to be compared."""

    xml: Sequence[Path]
    output: Place
    snapshot: str
    only: Sequence[str]
    examples: int


def start(wanted: Wanted, *, as_json: bool, debug: bool) -> Exit:
    """Compare and print."""
    return attempt(partial(_compare, wanted, as_json=as_json), debug=debug)


def _compare(wanted: Wanted, *, as_json: bool) -> Exit:
    with pace() as watch:
        found = _found(wanted, watch)
    if as_json:
        write_json(for_programs(found))
    else:
        width = max(Console().width, _NARROWEST)
        Console(highlight=False, width=width).print(_for_people(found), soft_wrap=True)
    return Exit.FINE


def _found(wanted: Wanted, watch: Watch) -> Comparison:
    asked = Asked(columns=chosen(wanted.only), examples=wanted.examples)
    files = xml_files(wanted.xml)
    if not files:
        raise NothingToRead(f"{', '.join(map(str, wanted.xml))}: there is no file that ends in .xml or .xml.gz")
    with pinned(wanted.output, wanted.snapshot) as snapshot:
        return compare(snapshot, files, asked, watch)


def for_programs(found: Comparison) -> Mapping[str, object]:
    """All of it."""
    return {
        "snapshot": found.snapshot,
        "files": found.files,
        "articles": found.articles,
        "repeated_in_xml": found.repeated,
        "only_in_xml": _some(found.only_in_xml),
        "only_in_dataset": _some(found.only_in_dataset),
        "without_pmid": found.without_pmid,
        "columns": [_column(one) for one in found.columns],
        "not_compared": NOT_COMPARED,
    }


def _some(some: Some) -> Mapping[str, object]:
    return {"number": some.number, "examples": some.examples}


def _column(one: ColumnFigures) -> Mapping[str, object]:
    return {
        "table": one.table,
        "column": one.column,
        "element": one.element,
        "share_equal": one.share_equal,
        "articles": {verdict.name.lower(): number for verdict, number in one.articles.items()},
        "examples": [
            {"pmid": it.pmid, "verdict": it.verdict.name.lower(), "dataset": it.page, "xml": it.xml}
            for it in one.examples
        ],
    }


def _for_people(found: Comparison) -> RenderableType:
    return Group(*_headline(found), *_figures(found), *_examples(found))


def _headline(found: Comparison) -> Iterator[Text]:
    files = counted(found.files, "file")
    yield Text(
        f"Snapshot {found.snapshot} beside {files} of XML: {counted(found.articles, 'article')} in both", style="bold"
    )
    sides = {"in the XML": found.only_in_xml, "in the dataset": found.only_in_dataset}
    for where, some in sides.items():
        if some.number:
            rest = ", …" if some.number > len(some.examples) else ""
            named = f": {', '.join(map(str, some.examples))}{rest}" if some.examples else ""
            yield Text(f"{counted(some.number, 'PMID')} only {where}{named}")
    if found.without_pmid:
        yield Text(f"{counted(found.without_pmid, 'article')} of the dataset without a PMID")


def _figures(found: Comparison) -> Iterator[RenderableType]:
    if not found.articles:
        return
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="bold")
    table.add_column("articles", no_wrap=True)
    for head in _HEADS.values():
        table.add_column(head, justify="right", no_wrap=True)
    for one in found.columns:
        table.add_row(f"{one.table}.{one.column}", *(_number(one.articles[verdict]) for verdict in _HEADS))
    yield Text()
    yield table


def _number(number: int) -> str:
    return f"{number:,}" if number else "·"


def _examples(found: Comparison) -> Iterator[Text]:
    for one in found.columns:
        if one.examples:
            yield Text(f"\n{one.table}.{one.column} ({one.element})", style="bold")
            yield from (line for example in one.examples for line in _example(example))


def _example(example: Example) -> Iterator[Text]:
    yield Text(f"  PMID {example.pmid}: {example.verdict.value}")
    for side, value in (("dataset", example.page), ("XML", example.xml)):
        if value is not None:
            yield Text(f"    {side + ':':<9}{_shown(value)}")


def _shown(value: object) -> str:
    """A value in one line."""
    text = " ".join(printable(str(value)).split())
    return text if len(text) <= LONGEST else f"{text[:LONGEST]} …"
