"""What a fuzzer has found once, and what it begins with, breaks no promise; nor does what chance puts together."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.outcome import Reason, Rejected
from tests.fuzzing import targets
from tests.fuzzing.promises import BrokenHere, hold
from tests.fuzzing.seeds import seeds, words
from tests.fuzzing.targets import TARGETS
from tests.saved_pages import html_document

FINDINGS = sorted((Path(__file__).parent / "findings").glob("*/*"))

_pieces = st.sampled_from([word.encode() for word in words()]) | st.sampled_from(
    [
        b"<",
        b">",
        b'"',
        b"=",
        b"&",
        b";",
        b" ",
        b"\n",
        b"a",
        b"1",
        b"(",
        b")",
        b".",
        b":",
        b"\xc3",
        b"\xff",
        b"<!--",
        b"-->",
    ]
)
_inputs = st.lists(_pieces | st.binary(max_size=4), max_size=30).map(b"".join)


@pytest.mark.parametrize("finding", FINDINGS, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_what_was_found_once_breaks_no_promise(finding: Path) -> None:
    TARGETS[finding.parent.name](finding.read_bytes())


@pytest.mark.parametrize("target", TARGETS)
def test_what_the_fuzzer_begins_with_breaks_no_promise(target: str) -> None:
    for seed in seeds(target):
        TARGETS[target](seed)


@pytest.mark.parametrize("target", TARGETS)
@given(given_bytes=_inputs)
def test_what_chance_puts_together_breaks_no_promise(target: str, given_bytes: bytes) -> None:
    TARGETS[target](given_bytes)


def test_a_promise_that_breaks_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(targets, "citation_parts", lambda _: ("an invented part",))

    with pytest.raises(BrokenHere, match="the text does not say 'an invented part'"):
        TARGETS["rules"](b"2020")


def test_an_error_of_ours_is_a_broken_promise() -> None:
    rejected = Rejected(html_document("").provenance, Reason.PARSER_ERROR, "KeyError: 'term'")

    with pytest.raises(BrokenHere, match="nobody foresaw: KeyError"):
        hold(rejected)
