"""What differs between two snapshots, in front of a person or a program."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from functools import partial

from rich.console import Console, Group, RenderableType
from rich.table import Table
from rich.text import Text

from flows.command.as_json import write_json
from flows.command.blocks import block, counted, present
from flows.command.exits import Exit
from flows.command.failing import attempt
from flows.command.safe import printable
from pipeline.dataset import EXAMPLES, Difference, RowDifference, Some, TableDifference, Value, pinned
from pipeline.dataset.reading.article_differences import article_differences
from pipeline.dataset.reading.differences import differences
from pipeline.raw import Place

EXAMPLES_FOR_PROGRAMS = 100
LONGEST = 300
"""Characters of a value that are printed; --json has all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sides:
    """Which snapshots of which dataset."""

    output: Place
    old: str
    new: str


def start(sides: Sides, *, as_json: bool, debug: bool) -> Exit:
    """Compare all articles and print."""
    return attempt(partial(_diff, sides, as_json=as_json), debug=debug)


def start_article(sides: Sides, name: str, *, as_json: bool, debug: bool) -> Exit:
    """Compare one article and print."""
    return attempt(partial(_diff_article, sides, name, as_json=as_json), debug=debug)


def _diff(sides: Sides, *, as_json: bool) -> Exit:
    with pinned(sides.output, sides.old) as old, pinned(sides.output, sides.new) as new:
        found = differences(old, new, EXAMPLES_FOR_PROGRAMS if as_json else EXAMPLES)
    if as_json:
        write_json(asdict(found))
    else:
        Console(highlight=False).print(_for_people(found), soft_wrap=True)
    return Exit.FINE


def _diff_article(sides: Sides, name: str, *, as_json: bool) -> Exit:
    with pinned(sides.output, sides.old) as old, pinned(sides.output, sides.new) as new:
        rows = article_differences(old, new, name)
        numbers = {"old": old.number, "new": new.number}
    if as_json:
        write_json({**numbers, "article": name, "rows": [asdict(row) for row in rows]})
    else:
        Console(highlight=False).print(_rows_for_people(rows), soft_wrap=True)
    return Exit.FINE


def _for_people(found: Difference) -> RenderableType:
    articles = {"added": found.articles_added, "removed": found.articles_removed, "changed": found.articles_changed}
    named = {_with_examples(what, some): some.number for what, some in articles.items()}
    if not any(named.values()) and not any(found.pages.values()):
        return Text(f"Snapshots {found.old} and {found.new} hold the same.")
    return Group(
        Text(f"From snapshot {found.old} to {found.new}"),
        *block("Articles", present(named)),
        *block("Pages", present(found.pages)),
        *(part for name, table in found.tables.items() for part in _table(name, table)),
    )


def _with_examples(what: str, some: Some) -> str:
    if not some.number:
        return what
    rest = ", …" if some.number > len(some.examples) else ""
    return f"{what}: {', '.join(some.examples)}{rest}"


def _table(name: str, table: TableDifference) -> Iterator[RenderableType]:
    rows = {"added": table.rows_added, "removed": table.rows_removed, "changed": table.rows_changed}
    told = ", ".join(f"{number:,} {what}" for what, number in rows.items() if number)
    yield Text(f"\n{name}: {counted(table.articles, 'article')}; rows: {told}", style="bold")
    columns = Table(box=None, show_header=False, padding=(0, 2, 0, 0))
    for column, some in table.columns.items():
        columns.add_row(Text(f"  {column}"), Text(f"{some.number:,}"), Text(printable(_with_examples("in", some))))
    if table.columns:
        yield columns


def _rows_for_people(rows: Sequence[RowDifference]) -> RenderableType:
    if not rows:
        return Text("Both snapshots hold the same of this article.")
    return Group(*(part for row in rows for part in _row(row)))


def _row(row: RowDifference) -> Iterator[Text]:
    key = " ".join(_shown(value) for value in row.key.values())
    yield Text(f"{row.table} {key}".rstrip() + f" {row.change.value}", style="bold")
    for column in {**row.before, **row.after}:
        for sign, values in (("-", row.before), ("+", row.after)):
            if values.get(column) is not None:
                yield Text(f"  {sign} {column}: {_shown(values[column])}")


def _shown(value: Value) -> str:
    """A value in one line."""
    text = " ".join(printable(str(value)).split())
    return text if len(text) <= LONGEST else f"{text[:LONGEST]} …"
