"""Where an article's values come from, in front of a person or a program: a summary first, then a line a value."""

import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from functools import partial
from pathlib import Path

from rich.console import Console, Group, RenderableType
from rich.text import Text

from flows.command.as_json import write_json
from flows.command.blocks import counted
from flows.command.exits import Exit
from flows.command.failing import attempt
from flows.command.safe import printable
from flows.command.showing import ARTICLE_NAME, RESOLVER
from pipeline.dataset import pinned
from pipeline.errors import ArticleNotFound, ColumnUnknown
from pipeline.explaining.explain import Explanation, Way, explain, explain_page
from pipeline.explaining.rereading import pages_of
from pipeline.explaining.sources import named_by
from pipeline.explaining.values import Explained, How
from pipeline.outcome import Extracted, Rejected
from pipeline.raw import Place

_NAMES = 26
_LONGEST = 32
"""Characters of a value in the table; `--column` shows it whole."""

_WAYS = {Way.REPLACED: "replaced by", Way.APPENDED: "continued by", Way.UNKNOWN: "perhaps completed by"}

Write = Callable[[Explanation], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is to be explained."""

    what: str
    columns: tuple[str, ...]
    raw: Place
    output: Place
    snapshot: str


def start(asked: Asked, *, as_json: bool, debug: bool) -> Exit:
    """Explain and print."""
    return attempt(partial(_explain, asked, _as_json if as_json else partial(_as_text, asked.columns)), debug=debug)


def _explain(asked: Asked, write: Write) -> Exit:
    for name in asked.columns:
        if not named_by(name):
            raise ColumnUnknown(f"{name} is neither a column of articles nor a table; see docs/data-dictionary.md")
    if not ARTICLE_NAME.fullmatch(asked.what):
        return _explain_file(asked, Path(asked.what), write)
    with pinned(asked.output, asked.snapshot) as snapshot:
        write(_only(asked, explain(snapshot, RESOLVER.sub("", asked.what), asked.raw)))
    return Exit.FINE


def _explain_file(asked: Asked, path: Path, write: Write) -> Exit:
    """Every article of a file; for a page that is none, why."""
    if not path.exists():
        raise ArticleNotFound(f"{path} is no file here, and neither a PMID nor a DOI")
    is_any = False
    for page in pages_of(path):
        outcome = page.outcome
        if isinstance(outcome, Extracted):
            write(_only(asked, explain_page(page, outcome)))
            is_any = True
        elif isinstance(outcome, Rejected):
            where = printable(outcome.provenance.source_uri)
            sys.stderr.write(f"{where}: no article ({outcome.reason.value}): {printable(outcome.detail)}\n")
    return Exit.FINE if is_any else Exit.NOTHING


def _only(asked: Asked, found: Explanation) -> Explanation:
    """With the values that were asked for alone."""
    if not asked.columns:
        return found
    wanted = {name for column in asked.columns for name in named_by(column)}
    return replace(found, values=tuple(one for one in found.values if (one.table, one.column) in wanted))


def _as_json(found: Explanation) -> None:
    write_json(
        {**asdict(found), "completed": _completions(found), "values": [_for_programs(one) for one in found.values]}
    )


def _completions(found: Explanation) -> Mapping[str, object]:
    return {table: {"source_uris": uris, "way": way.name.lower()} for table, (uris, way) in found.completed.items()}


def _for_programs(one: Explained) -> Mapping[str, object]:
    said = asdict(one)
    for name in ("section_at", "value_at"):
        at = getattr(one, name)
        said[name] = None if at is None else {"start": at.start, "end": at.end}
    return said


def _as_text(columns: tuple[str, ...], found: Explanation) -> None:
    told = [_detailed(one, found) for one in found.values] if columns else [_values(found)]
    Console(highlight=False).print(Group(*_summary(found), *told), soft_wrap=True)


def _summary(found: Explanation) -> Iterator[RenderableType]:
    origin = found.origin
    state = "straight from its page" if found.snapshot is None else f"snapshot {found.snapshot}"
    yield Text(_line(found.title or "(no title)"), style="bold")
    yield Text(f"{_line(found.article_id)}, {state}\n")
    moment = f"captured {_line(origin.captured_at)} (by its {origin.captured_at_source})"
    yield Text(f"From {_line(origin.source_uri)}, {moment}, SHA-256 {origin.capture_id}")
    yield Text(f"Layout {origin.layout}, read by {origin.parser_version}; {origin.size:,} bytes, {origin.encoding}")
    yield Text(_again(found))
    for table, completion in found.completed.items():
        yield Text(f"{table}: completed by {_line(', '.join(completion.source_uris))}; {completion.way.value}")
    yield from _rivals(found)
    yield from _doubts(found)


def _again(found: Explanation) -> str:
    """What became of the page since."""
    origin = found.origin
    where = _line(origin.where)
    if not origin.is_at_hand:
        return f"The page cannot be read again ({where}), so sections are told as its layout declares them"
    if found.snapshot is None:
        return f"The page is in {where}"
    if not origin.differs:
        return f"The page is still in {where}; read again, it shows all that is told here"
    return f"The page is still in {where}; read again, these are other ones: {_line(', '.join(origin.differs))}"


def _rivals(found: Explanation) -> Iterator[RenderableType]:
    if found.rivals:
        yield Text(f"\n{counted(len(found.rivals), 'other capture')} of the article", style="bold")
    for one in found.rivals:
        yield Text(
            f"  {_line(one.source_uri)} ({one.layout}, {_line(one.captured_at)}) is {one.status}: {_line(one.why)}"
        )


def _doubts(found: Explanation) -> Iterator[RenderableType]:
    if found.warnings:
        yield Text("\nDoubts about the page", style="bold")
    for warning in found.warnings:
        columns = [one.column or one.table for one in found.values if warning in one.doubts]
        yield Text(f"  {_line(warning)}" + (f" ({', '.join(columns)})" if columns else ""))


def _values(found: Explanation) -> RenderableType:
    """A line a value; a narrow terminal folds it behind the value."""
    columns = [_row(one.column, _shown(one), _origin(one)) for one in found.values if one.column is not None]
    tables = [_row(one.table, _line(one.value), _rows_origin(one, found)) for one in found.values if one.column is None]
    heads = (_row("articles", "value", "where it comes from"), _row("tables", "rows", "where they come from"))
    return Group(
        Text(f"\n{heads[0]}", style="bold"),
        *map(Text, columns),
        Text(f"\n{heads[1]}", style="bold"),
        *map(Text, tables),
    )


def _row(name: str, value: str, origin: str) -> str:
    return f"{name:<{_NAMES}}  {value:<{_LONGEST}}  {origin}".rstrip()


def _rows_origin(one: Explained, found: Explanation) -> str:
    completion = found.completed.get(one.table)
    more = f"; {_WAYS[completion.way]} {', '.join(completion.source_uris)}" if completion else ""
    return _line(f"{_origin(one)}{more}")


def _shown(one: Explained) -> str:
    if one.how is How.NULL:
        return "null"
    text = _line(one.value)
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def _origin(one: Explained) -> str:
    """Where a value comes from, in a few words."""
    mark = " [doubtful]" if one.doubts else ""
    if one.why_null:
        return f"{one.why_null}{mark}"
    if one.how is How.OF_THE_CAPTURE:
        return (one.derived and f"derived {one.derived}") or "of the capture"
    if one.column is None:
        return f"{one.section or one.derived}{mark}"
    return (f"derived {one.derived}; {one.section}" if one.how is How.DERIVED else one.section) + mark


def _detailed(one: Explained, found: Explanation) -> RenderableType:
    name = one.table if one.column is None else f"{one.table}.{one.column}"
    return Group(Text(f"\n{name}", style="bold"), *(Text(f"  {line}") for line in _details(one, found) if line))


def _details(one: Explained, found: Explanation) -> Iterator[str]:
    """All that is known of a value, a line each."""
    yield f"means: {one.meaning}"
    yield f"rows: {one.value}" if one.column is None else f"value: {'null' if one.value is None else _line(one.value)}"
    yield f"why: {one.why_null}" if one.why_null else ""
    yield f"derived: {one.derived}" if one.derived else ""
    yield f"from: {one.section}" + (f"; else {one.else_from}" if one.else_from else "") if one.section else ""
    yield f"read by: {one.rule}" if one.rule else ""
    yield _place(one, found)
    yield from (f"printed again: {_line(again)}" for again in one.again)
    yield from (f"doubt: {_line(doubt)}" for doubt in one.doubts)
    yield f"markup: {_line(one.excerpt)} …" if one.excerpt else ""


def _place(one: Explained, found: Explanation) -> str:
    """Bytes of the file where the page is printed in it as it is read, else of the page."""
    if one.section_at is None:
        return ""
    offset = found.origin.offset
    of, base = ("of the page, as UTF-8", 0) if offset is None else (f"of {_line(found.origin.where)}", offset)
    section = f"bytes {base + one.section_at.start:,} to {base + one.section_at.end:,} {of}"
    if one.value_at is None:
        return f"section: {section}"
    return f"section: {section}; printed there at {base + one.value_at.start:,} to {base + one.value_at.end:,}"


def _line(value: object) -> str:
    """A value in one line, with nothing in it that a terminal would obey."""
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(_line, value))}]"
    return " ".join(printable("unknown" if value is None else str(value)).split())
