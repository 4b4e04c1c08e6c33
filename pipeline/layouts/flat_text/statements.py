"""Statements in prose: conflict of interest, plain language summary, funding."""

from pipeline.layouts.flat_text.abstract import COPYRIGHT
from pipeline.layouts.flat_text.lines import Line
from pipeline.layouts.flat_text.prose import joined
from pipeline.layouts.flat_text.styles import Style
from pipeline.normalize.text import clean


def read_statement(lines: tuple[Line, ...], style: Style) -> str | None:
    """Every heading and paragraph of a statement, joined by a blank."""
    return clean(joined((line.text for line in lines), style))


def read_plain_language_summary(lines: tuple[Line, ...], style: Style) -> tuple[str | None, str | None]:
    """The summary, and the copyright below it where the rendering shows that."""
    if lines and COPYRIGHT.match(lines[-1].text):
        return read_statement(lines[:-1], style), lines[-1].text
    return read_statement(lines, style), None
