"""No pattern of this layout takes quadratic time, whatever a text repeats."""

import inspect
import re
from importlib import import_module
from pkgutil import iter_modules

import pytest

import pipeline.layouts.flat_text
from tests.normalize.test_linear_time import Pattern, limit, use, ways_of_use

LENGTH = 20_000
LIMIT = 6.0
"""Seconds for one hostile text; a quadratic pattern needs minutes for it, a linear one milliseconds."""
SEEDS = (
    " ", ".", "a", "A", "1", "-", "(", ")", ":", ";", ",", "[", "]", "*", "_", "\\", "#", "\n", "\n ", "\n\n", "a ", "a, ", "a.", "A b. ",
    "**", "_a", "a_", "*a ", "***", "[a](", '[a](b "', "[1]", "a [/b]", "a (/b) ", "- \n", "1\n", "1. ", " 1. ", "(1)", "Quill O(1), ",
    "A b. 2001.\n", "\n. 2001 ", ". 2001", "A. 2013;", "PMID: ", "PMID: 1\n", "doi: 10.", "Fig. 1. ", "Figure 1", "Keywords: ", "Abstract ",
    "References ", "Label: ", "Title: - PubMed ", "Department ", " Actions", "Copyright ", "2013 ", "10.1000/", "Show all ", "Editorial. ",
)  # fmt: skip
BEGINNINGS = ("", "\n", "[", "**", "1. A. ", "Add to Search ")
MODULES = [
    f"{pipeline.layouts.flat_text.__name__}.{one.name}" for one in iter_modules(pipeline.layouts.flat_text.__path__)
]
PATTERNS: dict[str, Pattern] = {
    f"{name}.{attribute}": value
    for name in MODULES
    for attribute, value in vars(import_module(name)).items()
    if isinstance(value, re.Pattern) and f"{attribute}." in inspect.getsource(import_module(name))
}


@pytest.mark.parametrize("name", PATTERNS)
def test_a_pattern_takes_no_longer_than_its_text(name: str) -> None:
    ways = ways_of_use(name)

    for seed in SEEDS:
        repeated = seed * (LENGTH // len(seed))
        for beginning in BEGINNINGS:
            with limit(LIMIT):
                for way in ways:
                    use(PATTERNS[name], way, f"{beginning}{repeated}\n!")
