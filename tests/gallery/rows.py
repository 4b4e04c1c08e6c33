"""Columns of an article, and rows of a table, as HTML in one line, with the colour of what is printed on the page."""

from collections.abc import Iterable, Sequence
from html import escape

from pipeline.dataset import Value
from pipeline.explaining.values import Explained, How
from pipeline.origin import Span
from tests.gallery.marking import is_printed
from tests.gallery.strands import Strand

MOST_ROWS = 5
_LONGEST = 90
"""Characters of a value that are shown."""
_LONG = 60
"""Characters of a cell, with its marks, that needs some width."""


def table_of(strand: Strand, utf8: bytes, at: Span) -> str:
    """What one table gets from one section."""
    rows = len(strand.rows)
    count = f"{rows} row{'s' if rows > 1 else ''}" if rows else f"{len(strand.columns)} of its columns"
    head = f'<p style="--n:{strand.number}"><b>{strand.number}</b> <code>{strand.table}</code> {count}</p>'
    body = _columns(strand.columns, strand.number) if strand.columns else _rows(strand, utf8, at)
    return head + body


def named(columns: Sequence[Explained]) -> str:
    """Columns with their values, and how these are known."""
    return _columns(columns, 0)


def _columns(columns: Sequence[Explained], number: int) -> str:
    return _table(
        ("column", "value", "how"),
        (
            [f"<code>{_name(one.column or '')}</code>", _cell(one.value, number * _is_seen(one)), escape(_how(one))]
            for one in columns
        ),
    )


def _is_seen(one: Explained) -> bool:
    """Whether the page has it in words; that is not so of what only an attribute or an element's presence tells."""
    is_list = isinstance(one.value, list | tuple)
    return one.how is How.PRINTED and (is_list or one.value_at is not None)


def _how(one: Explained) -> str:
    if one.how is How.PRINTED:
        return "printed" if _is_seen(one) else "by its markup"
    return one.derived.replace("`", "") or "of the file"


def _rows(strand: Strand, utf8: bytes, at: Span) -> str:
    shown = [name for name in strand.rows[0] if any(_is_there(row[name]) for row in strand.rows)]
    nulls = [name for name in strand.rows[0] if name not in shown]
    more = len(strand.rows) - MOST_ROWS
    notes = [f"… and {more} more" if more > 0 else "", f"null: {', '.join(nulls)}" if nulls else ""]
    body = (
        [_cell(row[name], strand.number * is_printed(row[name], utf8, at)) for name in shown]
        for row in strand.rows[:MOST_ROWS]
    )
    said = "; ".join(note for note in notes if note)
    return _table(shown, body) + (f"<p><small>{escape(said)}</small></p>" if said else "")


def _is_there(value: Value) -> bool:
    return value is not None and value != []


def _table(heads: Iterable[str], body: Iterable[Sequence[str]]) -> str:
    head = "".join(f"<th>{_name(name)}</th>" for name in heads)
    rows = "".join(f"<tr>{''.join(map(_td, row))}</tr>" for row in body)
    return f"<div><table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>"


def _td(cell: str) -> str:
    return f'<td class="long">{cell}</td>' if len(cell) > _LONG else f"<td>{cell}</td>"


def _cell(value: Value, number: int) -> str:
    text = escape(_short(value))
    return f'<mark style="--n:{number}">{text}</mark>' if number else text


def _short(value: Value) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return str(value).lower()
    text = f"[{', '.join(map(str, value))}]" if isinstance(value, list | tuple) else str(value)
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST].rstrip()}…"


def _name(column: str) -> str:
    """A long name may be broken where its words end."""
    return escape(column).replace("_", "_<wbr>")
