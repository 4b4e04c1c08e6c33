"""For any text: nothing is invented, and damage ends in records or in a broken promise."""

import dataclasses
import re
from collections.abc import Iterator

from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import BrokenPromise
from pipeline.layouts.flat_text import is_pubmed_text, read_page, recognise
from pipeline.normalize.text import clean
from pipeline.page import ArticlePage
from tests.invented.downloaded import Ends, render_download
from tests.invented.flattened import render_flat_text
from tests.invented.invent import invent
from tests.layouts.flat_text.test_kept_texts import FOLDERS

KEPT = [(folder / "page.txt").read_text(encoding="utf-8") for folder in FOLDERS]
SEEDS = st.integers(min_value=0, max_value=5_000)
MADE = frozenset({"language", "category", "relation", "warnings", "unreached", "url", "printed_doi"})
"""What is named by this program, or in a form of its own, not quoted from the text."""
BETWEEN_NOTES = re.compile(r"(?:-(?:DOI|PMC|PubMed))*\d\.(?=[A-Z])")
"""What stands between two notes of one reference, white space aside."""
SPLICES = st.sampled_from(
    ["\n", "\n\n", " ", "[", "](", "1. ", "  • ", "Abstract\n", ". 2013", "PMID: ", "\ufdd0", "\x00", "²", "…", "*"]
)


def quoted(page: ArticlePage) -> Iterator[str]:
    """Every text that the records hold."""
    for field in dataclasses.fields(page):
        value = getattr(page, field.name)
        if field.name not in MADE | {"echoes", "doi"}:
            yield from texts(value)


def texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple) and hasattr(value, "_asdict"):
        yield from (text for name, part in value._asdict().items() if name not in MADE for text in texts(part))
    elif isinstance(value, tuple | list):
        yield from (text for part in value for text in texts(part))


def read_or_break(text: str) -> ArticlePage | None:
    try:
        return read_page(text)
    except BrokenPromise:
        return None


@given(SEEDS)
def test_each_published_text_occurs_in_the_text(seed: int) -> None:
    text = render_flat_text(invent(seed))
    whole = re.sub(r"\s", "", clean(text) or "")
    notes = BETWEEN_NOTES.sub("", whole)

    for published in quoted(read_page(text)):
        words = re.sub(r"\s", "", published)
        assert words in whole or words in notes


@given(SEEDS, st.sampled_from(Ends))
def test_each_published_text_occurs_in_a_download(seed: int, ends: Ends) -> None:
    text = render_download(invent(seed), ends=ends)
    whole = re.sub(r"\s", "", clean(text) or "")

    for published in quoted(read_page(text)):
        assert re.sub(r"\s", "", published) in whole


@given(SEEDS)
def test_an_article_is_read_the_same_with_other_line_ends(seed: int) -> None:
    text = render_flat_text(invent(seed))

    assert read_page(text.replace("\n", "\r\n")) == read_page(text)


@given(st.sampled_from(KEPT), st.data())
def test_a_text_cut_anywhere_ends_in_records_or_a_broken_promise(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))

    read_or_break(text[start:end])


@given(st.sampled_from(KEPT), st.lists(st.tuples(st.floats(0, 1), st.floats(0, 0.1), SPLICES), max_size=8))
def test_a_damaged_text_ends_in_records_or_a_broken_promise(text: str, damage: list[tuple[float, float, str]]) -> None:
    for at, length, splice in damage:
        start = int(at * len(text))
        text = text[:start] + splice + text[start + int(length * len(text)) :]

    read_or_break(text)


@given(st.sampled_from(KEPT), st.randoms(use_true_random=False))
def test_lines_in_any_order_end_in_records_or_a_broken_promise(text: str, random: object) -> None:
    lines = text.splitlines(keepends=True)
    getattr(random, "shuffle")(lines)  # noqa: B009  # Hypothesis's class has no name of its own

    read_or_break("".join(lines))


@given(st.text(max_size=400))
def test_any_text_is_recognised_or_not(text: str) -> None:
    if recognise(text) is None:
        assert read_or_break(text) is None
    else:
        assert is_pubmed_text(text)


@given(SEEDS, SEEDS)
def test_reading_depends_on_the_text_alone(one: int, other: int) -> None:
    first = render_flat_text(invent(one))
    before = read_page(first)
    read_page(render_flat_text(invent(other)))

    assert read_page(first) == before
