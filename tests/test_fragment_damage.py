"""A damaged answer ends as the records of the whole one or as one named rejection."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.decode import documents
from pipeline.extract import extract
from pipeline.outcome import Capture, Completing, Document, Outcome, Reason, Rejected
from tests.invented.answers import KINDS, address, render_answers
from tests.invented.article import Era
from tests.invented.invent import invent

SEEDS = [seed for seed in range(1, 60) if len(render_answers(invent(seed))) == len(KINDS)]
NAMED = {
    Reason.TRUNCATED,
    Reason.EMPTY,
    Reason.NOT_PUBMED,
    Reason.NO_IDENTITY,
    Reason.PARSER_ERROR,
    Reason.UNDECODABLE,
    Reason.UNSUPPORTED_LAYOUT,  # what is left of the answer's end looks like text
}
OUR_FAULT = re.compile(r"[A-Z]\w*(?:Error|Exception|Warning): ")
"""How a rejection begins that the program did not foresee."""
TAG = re.compile(rb"</?[a-z][^<>]*>")

some_answer = st.tuples(st.sampled_from(SEEDS), st.sampled_from(KINDS), st.sampled_from(Era))
Answer = tuple[int, str, Era]
places = st.floats(0, 1, exclude_max=True)
examples = settings(max_examples=2 * settings().max_examples)


def answer_of(chosen: Answer) -> bytes:
    seed, kind, era = chosen
    return render_answers(invent(seed), era)[kind].encode()


def outcome(body: bytes, chosen: Answer) -> Outcome:
    """What becomes of the bytes at the address of that answer."""
    seed, kind, _ = chosen
    (found,) = documents(Capture(source_uri="a.html", body=body, url=address(invent(seed), kind)))
    return extract(found) if isinstance(found, Document) else found


def assert_is_foreseen(found: Outcome) -> None:
    if isinstance(found, Rejected):
        assert found.reason in NAMED
        assert not OUR_FAULT.match(found.detail), found.detail


@examples
@given(some_answer, places)
def test_an_answer_cut_anywhere_has_all_its_records_or_none(chosen: Answer, place: float) -> None:
    body = answer_of(chosen)
    whole, cut = outcome(body, chosen), outcome(body[: int(len(body) * place)], chosen)

    assert isinstance(whole, Completing)
    if isinstance(cut, Completing):
        rows = cut.page.related_articles
        assert cut.page == whole.page or rows == whole.page.related_articles[: len(rows)] != ()
    else:
        assert isinstance(cut, Rejected)
        assert cut.reason in {Reason.TRUNCATED, Reason.NOT_PUBMED, Reason.EMPTY}


@examples
@given(some_answer, places)
def test_an_answer_that_begins_anywhere_has_all_its_records_or_none(chosen: Answer, place: float) -> None:
    body = answer_of(chosen)
    whole, rest = outcome(body, chosen), outcome(body[int(len(body) * place) :], chosen)

    assert isinstance(whole, Completing)
    if isinstance(rest, Completing):
        texts = [row.text for row in rest.page.related_articles]
        assert rest.page == whole.page or texts == [row.text for row in whole.page.related_articles][-len(texts) :]
    else:
        assert_is_foreseen(rest)


@examples
@given(some_answer, st.lists(places, min_size=1, max_size=5))
def test_an_answer_that_lost_tags_is_foreseen(chosen: Answer, lost: list[float]) -> None:
    body = answer_of(chosen)
    tags = list(TAG.finditer(body))
    gone = {tags[int(len(tags) * place)].span() for place in lost}
    for start, end in sorted(gone, reverse=True):
        body = body[:start] + body[end:]

    assert_is_foreseen(outcome(body, chosen))


@examples
@given(some_answer, st.lists(st.tuples(places, st.integers(0, 255)), min_size=1, max_size=20))
def test_an_answer_with_flipped_bytes_is_foreseen(chosen: Answer, flips: list[tuple[float, int]]) -> None:
    damaged = bytearray(answer_of(chosen))
    for place, value in flips:
        damaged[int(len(damaged) * place)] = value

    assert_is_foreseen(outcome(bytes(damaged), chosen))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_an_answer_in_another_encoding_has_the_same_records(kind: str, encoding: str) -> None:
    chosen = (SEEDS[0], kind, Era.DECEMBER_2023)
    text = answer_of(chosen).decode().encode("cp1252", "xmlcharrefreplace").decode("cp1252")
    plain, other = outcome(text.encode(), chosen), outcome(text.encode(encoding), chosen)

    assert isinstance(plain, Completing)
    assert isinstance(other, Completing)
    assert other.page == plain.page
