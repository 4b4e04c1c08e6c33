r"""Stars for emphasis, and stars that the page itself has: `*P* < .05`, `Mutation / genetics*`.

A tool that writes the page's own stars as `\*` leaves no doubt. In other text a star is emphasis if it has a partner:
runs of stars open and close as in Markdown (CommonMark, Emphasis and strong emphasis, without its rule of three).
Two stars may be strong emphasis whose other end is on another line; only `, **P` in mid-line is not.
"""

import re
from typing import NamedTuple

from pipeline.layouts.flat_text.styles import Stars

_RUN = re.compile(r"\*+")
_STRONG = 2
_OPEN, _SHUT = "([{", ")]}.,;:"
"""Signs that stand close to what follows, and to what is before them."""


class _Run(NamedTuple):
    """Stars in a row, and what their neighbours allow."""

    start: int
    length: int
    opens: bool
    closes: bool
    is_stuck: bool
    """Behind a blank within the line, and close to the next word: `.05, **P`."""


def without_emphasis(line: str, stars: Stars) -> str:
    """The line without the stars that are emphasis."""
    if "*" not in line:
        return line
    if stars is Stars.ESCAPED:
        return line.replace("*", "")
    indent = len(line) - len(line.lstrip())
    kept = _unpaired([_run(line, indent, found) for found in _RUN.finditer(line)])
    return _RUN.sub(lambda found: "*" * kept[found.start()], line)


def _run(line: str, indent: int, found: re.Match[str]) -> _Run:
    before = line[found.start() - 1] if found.start() else " "
    after = line[found.end()] if found.end() < len(line) else " "
    return _Run(
        start=found.start(),
        length=len(found[0]),
        opens=not after.isspace() and after not in _SHUT and (_is_word(after) or not _is_word(before)),
        closes=not before.isspace() and before not in _OPEN and (_is_word(before) or not _is_word(after)),
        is_stuck=(before.isspace() or before in _OPEN) and not after.isspace() and found.start() > indent,
    )


def _is_word(sign: str) -> bool:
    return sign.isalnum()


def _unpaired(runs: list[_Run]) -> dict[int, int]:
    """How many stars of each run, by its start, have no partner."""
    left = {run.start: run.length for run in runs}
    opened: list[int] = []
    for run in runs:
        while run.closes and opened and left[run.start]:
            taken = min(_STRONG, left[opened[-1]], left[run.start])
            left[opened[-1]] -= taken
            left[run.start] -= taken
            if not left[opened[-1]]:
                opened.pop()
        if run.opens and left[run.start]:
            opened.append(run.start)
    return {run.start: 0 if left[run.start] == _STRONG and not run.is_stuck else left[run.start] for run in runs}
