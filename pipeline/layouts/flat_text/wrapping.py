"""Undoing the margin: a line that ends only because its next word did not fit is joined with the next.

A tool that fills lines breaks where the next word would cross the margin, and nowhere else; so an end
that leaves room for the next word is an end of the page's own.
"""

import re
from collections import defaultdict
from collections.abc import Iterator

from pipeline.layouts.flat_text.styles import Breaks
from pipeline.normalize.abstract_labels import category

_OPENS = re.compile(r"\s*(?:[•□◦*+-]|\d{1,4}\.|#+)(?:\s+|$)")
"""An item or a heading opens."""
_COMPOUND = re.compile(r"[^\W_]-$")
_SUSPENDED = re.compile(r"(?:and|or|to|und|et|y|[^\w(])\b|[\d.<>=]")
"""Behind a hyphen that ends its word: `pre- and postnatal`, `LR- 0.66`."""
_INSIDE_A_WORD = (
    (re.compile(r"10\.\d{4,9}$"), re.compile(r"/")),
    (re.compile(r"10\.\d{4,9}/$"), re.compile(r"\S")),
    (re.compile(r";\d+(?: Suppl \d+)?$"), re.compile(r"\(")),
    (re.compile(r"\w;$"), re.compile(r"\d+[:(]\S")),
)
"""Where a tool breaks a word in two, in DOIs and citations: what ends the line, what opens the next."""
_OPENS_IN_REPORT = re.compile(
    r"(?:PMID|PMCID|DOI): |Conflict of interest statement: |Author information:|(?:Copyright |©)"
    r"|(?P<label>[A-Z][A-Z /&,'’()-]{2,60}): "
)
"""What is never the rest of the line before it, whatever room that had."""
_IMAGE = re.compile(r"\s*https?://\S+\.(?:jpe?g|gif|png)\s*$", re.IGNORECASE)
_CUT_SHORT = "…"
WIDEST_MARGIN = 140
HALF_A_LINE = 60
SENTENCE_ENDS = (".", "!", "?", ":", ")")


def is_wrapped(text: str) -> bool:
    """Whether prose nowhere runs on beyond what may be a margin."""
    return margin_of(text.splitlines()) <= WIDEST_MARGIN


def margin_of(lines: list[str]) -> int:
    """The longest of the lines that begin where most long lines do."""
    lengths: dict[int, list[int]] = defaultdict(list)
    for line in lines:
        if len(line) > HALF_A_LINE and len(line.split(None, 3)) > 3:  # noqa: PLR2004  # fewer words may be one long address
            lengths[_text_column(line)].append(len(line.rstrip()))
    fullest = max(lengths, key=lambda column: len(lengths[column]), default=None)
    return 0 if fullest is None else max(lengths[fullest])


def unwrap(text: str, breaks: Breaks) -> list[str]:
    """The lines of the page: each with its continuations joined to it."""
    lines = text.splitlines()
    return list(_joined_report(lines) if breaks is Breaks.REPORT else _joined(lines, breaks))


def _joined_report(lines: list[str]) -> Iterator[str]:
    keeps_blanks = _keeps_blanks(lines)
    margin = margin_of(lines)
    whole, last = "", ""
    for line in lines:
        if _continues_report(last, line, None if keeps_blanks else margin):
            whole += line if keeps_blanks and last.endswith("-") else f" {line.strip()}"
        else:
            yield whole
            whole = line.rstrip()
        last = line
    yield whole


def _keeps_blanks(lines: list[str]) -> bool:
    """Whether nearly every line that breaks a sentence ends in a blank, or in a hyphen."""
    long = [line for line in lines if len(line) > HALF_A_LINE]
    with_blank = sum(line.endswith(" ") for line in long)
    return with_blank > 2 * sum(not line.endswith((" ", "-", *SENTENCE_ENDS)) for line in long)


def _continues_report(last: str, line: str, margin: int | None) -> bool:
    """Whether the line is the rest of the last one; without a margin, blanks at the ends tell."""
    words = line.split(None, 1)
    if not last.strip() or not words or _opens_in_report(line):
        return False
    if margin is None:
        return last.endswith((" ", "-"))
    is_sentence = last.rstrip().endswith(SENTENCE_ENDS) or len(last) < HALF_A_LINE
    return len(last.rstrip()) + 1 + len(words[0]) > margin or not is_sentence


def _opens_in_report(line: str) -> bool:
    found = _OPENS_IN_REPORT.match(line)
    return found is not None and (found["label"] is None or category(found["label"]) is not None)


def _joined(lines: list[str], breaks: Breaks) -> Iterator[str]:
    margin = margin_of(lines)
    whole: list[str] = []
    last = ""
    for line in lines:
        if _continues(last, line, margin):
            whole.append(_between(last, line.lstrip(), breaks) + line.strip())
        else:
            yield "".join(whole)
            whole = [line.rstrip()]
        last = line.rstrip()
    yield "".join(whole)


def _continues(last: str, line: str, margin: int) -> bool:
    words = line.split(None, 1)
    if not last.strip() or not words or last.endswith(_CUT_SHORT):
        return False
    if _IMAGE.match(line) or _IMAGE.match(last):
        return False
    if _OPENS.match(line) and _indent(line) != _text_column(last):
        return False
    return len(last) + 1 + len(words[0]) > margin


def _between(last: str, rest: str, breaks: Breaks) -> str:
    """A blank, or nothing where the break is inside a word."""
    if breaks is Breaks.WRAPPED_AT_HYPHENS and _COMPOUND.search(last) and not _SUSPENDED.match(rest):
        return ""
    is_one_word = any(ends.search(last) and opens.match(rest) for ends, opens in _INSIDE_A_WORD)
    return "" if is_one_word else " "


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _text_column(line: str) -> int:
    """Where the words of the line begin, behind its mark."""
    opens = _OPENS.match(line)
    return opens.end() if opens else _indent(line)
