"""One form of a value, which is the same on both sides where they say the same.

Each form takes away a way of printing and nothing else; what it takes away stands in its docstring. Texts come here
clean on both sides (`normalize.text.clean`): entities and inline markup resolved, NFC, white space folded.
"""

import re
from collections.abc import Callable

from pipeline.comparing.values import Value

Normal = Callable[[Value], Value]

_DASHES = re.compile(r"\s*[-‐‑‒–—−]\s*")
_SPACE = re.compile(r"\s+")


def as_it_is(value: Value) -> Value:
    """Nothing is taken away."""
    return value


def without_full_stop(value: Value) -> Value:
    """The full stop at the end, which pages leave out behind a title, in front of its bracket, too."""
    return value.removesuffix(".") if isinstance(value, str) else value


def in_lower_case(value: Value) -> Value:
    """The case of letters: pages print labels as `Methods`, which NLM has as `METHODS`, and the colon behind them."""
    return value.rstrip(":. ").casefold() if isinstance(value, str) else value


def of_a_name(value: Value) -> Value:
    """The case of letters and a full stop at the end, of a journal's name."""
    return in_lower_case(value)


def without_dashes(value: Value) -> Value:
    """Which dash stands between two pages, and blanks around it."""
    return _DASHES.sub("-", value) if isinstance(value, str) else value


def without_space(value: Value) -> Value:
    """All white space: a page prints a statement in paragraphs where NLM has one text."""
    return _SPACE.sub("", value) if isinstance(value, str) else value


def as_terms(value: Value) -> Value:
    """Where a term ends: pages print keywords with semicolons between them and a full stop behind the last."""
    if not isinstance(value, list):
        return value
    terms = (term.strip() for text in value for term in str(text).split(";"))
    return [term.removesuffix(".") for term in terms if term]


def in_any_order(value: Value) -> Value:
    """The order of a list."""
    return sorted(map(str, value)) if isinstance(value, list) else value
