"""No pattern of the core rooms takes quadratic time: 50,000 hostile characters end in milliseconds, not in seconds.

A pattern that is quadratic needs seconds for a text that is read in milliseconds otherwise. What a quadratic pattern takes
on this machine is measured first, and the limit is a part of that, so it tells the two apart on a fast machine and on a slow
one. Only the time of this process counts: what else a machine does is no fault of a pattern.
"""

import gc
import inspect
import re
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from pkgutil import iter_modules

import pytest

import pipeline.layouts.pubmed_2020
import pipeline.markup
import pipeline.normalize
import pipeline.normalize.cited
from pipeline.markup.head import read_head
from pipeline.normalize.abstract_labels import category
from pipeline.normalize.citations import citation_parts
from pipeline.normalize.cited import cited
from pipeline.normalize.cited.late import Late
from pipeline.normalize.dates import electronic_date, printed_date
from pipeline.normalize.identifiers import doi, doi_of_link, emails, orcid, pmcid, pmid, pmid_of_link
from pipeline.normalize.text import clean
from pipeline.normalize.urls import absolute_url

LENGTH = 50_000
QUADRATIC = re.compile(r"a*b")
"""The quadratic pattern that takes the least time: one character, repeated, is counted by the fastest loop of `re`."""
PART = 0.3
"""Of what QUADRATIC takes: eight times what the slowest linear pattern does."""

ROOMS = (pipeline.normalize, pipeline.normalize.cited, pipeline.markup, pipeline.layouts.pubmed_2020)
MODULES = [
    *(f"{room.__name__}.{module.name}" for room in ROOMS for module in iter_modules(room.__path__)),
    *(f"pipeline.{name}" for name in ("classify", "audit", "assemble", "extract")),
]
Pattern = re.Pattern[str] | re.Pattern[bytes]
PATTERNS: dict[str, Pattern] = {
    f"{name}.{attribute}": value.pattern if isinstance(value, Late) else value
    for name in MODULES
    for attribute, value in vars(import_module(name)).items()
    if isinstance(value, re.Pattern | Late)
}
FUNCTIONS: tuple[Callable[[str], object], ...] = (
    clean, citation_parts, printed_date, electronic_date, doi, doi_of_link, pmid, pmid_of_link, pmcid, orcid, emails, absolute_url,
    category, cited,
)  # fmt: skip
SEEDS = (
    " ", ".", "a", "A", "1", "-", "(", ")", ":", "/", "<", "'", '"', "=", "@", "\u00e9", "\ufeff", "<a ", "a.", "a@", "a@b.", "a ",
    "1-", "1 ", "10.1000/", "(1)", "( ", "2020 ", "2020 - ", "2020 Jan ", "Epub ", "PMC", "/articles/", "a:", "arXiv:", "<meta ",
    "<meta '", '<meta "', "<title", "<title ", "<head", "</head ", "<main", "<main ", "</main ", "a=", "a =", "a='", "bad gateway ",
    "500 ", "1,", "0000-", "ncbi.nlm.nih.gov/pubmed/1", "x.x.", ". ", "Ab C, ", "A. Bc, ", "Ab, C. D. ", "Ab-", "van ",
    "A.", ", ", "2019;1", "2019;12(3):1-9", "1, 2-3 ", "1 (2) ", "vol. 1, ", "J. ", "Ab: ", "10.1000/a", "PMID: ", ". A; ",
)  # fmt: skip
"""Words of the patterns' own alphabets; each is repeated, alone and behind what lets a pattern begin."""
BEGINNINGS = ("", "2020", "10.1000/", "1(", "<meta ")
ENDING = "\n!"


@pytest.fixture(scope="module")
def limit_s() -> float:
    """CPU seconds that one hostile text may take on this machine."""
    begun = time.process_time()
    QUADRATIC.search("a" * LENGTH)
    return PART * (time.process_time() - begun)


@contextmanager
def limit(seconds: float) -> Iterator[None]:
    """TimeoutError where the block takes longer; a matching pattern is interrupted by nothing less than a signal.

    Garbage is collected elsewhere: that takes as long as this process is large, and says nothing of a pattern.
    """

    def stop(_signal: int, _frame: object) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGVTALRM, stop)
    gc.disable()
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        gc.enable()
        signal.signal(signal.SIGVTALRM, before)


def hostile_texts() -> Iterator[str]:
    for seed in SEEDS:
        repeated = seed * (LENGTH // len(seed))
        yield from (f"{beginning}{repeated}{ENDING}" for beginning in BEGINNINGS)


def ways_of_use(name: str) -> set[str]:
    """The methods of a pattern that its own module calls."""
    module, _, attribute = name.rpartition(".")
    source = inspect.getsource(import_module(module))
    return set(re.findall(rf"\b{attribute}(?:\.pattern)?\.(match|fullmatch|search|finditer|findall|sub)\(", source))


def use(pattern: Pattern, way: str, text: str) -> None:
    subject = text if isinstance(pattern.pattern, str) else text.encode()
    arguments = (subject[:0], subject) if way == "sub" else (subject,)
    found = getattr(pattern, way)(*arguments)
    if way == "finditer":
        list(found)


def test_the_rooms_have_patterns_to_test() -> None:
    assert {name.rpartition(".")[0] for name in PATTERNS} >= {
        "pipeline.normalize.citations",
        "pipeline.normalize.cited.locators",
        "pipeline.normalize.dates",
        "pipeline.normalize.identifiers",
        "pipeline.markup.head",
        "pipeline.classify",
    }


@pytest.mark.parametrize("name", PATTERNS)
def test_a_pattern_takes_no_longer_than_its_text(name: str, limit_s: float) -> None:
    ways = ways_of_use(name)

    assert ways, "nobody uses this pattern"
    for text in hostile_texts():
        with limit(limit_s):
            for way in ways:
                use(PATTERNS[name], way, text)


@pytest.mark.parametrize("function", FUNCTIONS, ids=lambda function: function.__name__)
def test_a_function_of_text_takes_no_longer_than_its_text(function: Callable[[str], object], limit_s: float) -> None:
    for text in hostile_texts():
        with limit(limit_s):
            function(text)


def test_a_function_of_bytes_takes_no_longer_than_its_bytes(limit_s: float) -> None:
    for text in hostile_texts():
        with limit(limit_s):
            read_head(text.encode())


def test_the_limit_catches_a_quadratic_pattern(limit_s: float) -> None:
    with pytest.raises(TimeoutError), limit(limit_s):
        use(QUADRATIC, "search", "a" * LENGTH)
