"""A step that is not to be taken costs what it is about, and nothing else."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from pipeline import parsing
from pipeline.errors import PageTooSlow
from pipeline.extract import CURRENT_READERS, extract
from pipeline.journal import FINDING, FIRST_DOCUMENT, READING, Step
from pipeline.limits import DEFAULT_LIMITS, Limits
from pipeline.outcome import Document, Outcome, Reason, Rejected
from pipeline.shards import Shard, ShardSize, _readers, outcomes, plan_shards
from pipeline.sources import Skipped, list_inputs
from pipeline.staging import UNREAD
from tests.flows.pages import CHALLENGE
from tests.sources.saved import save, zipped


class Guarded:
    """A guard that has seen deaths, and notes where it stands."""

    def __init__(self, blamed: Mapping[Step, Reason]) -> None:
        self.blamed = blamed
        self.taken: list[Step | None] = []

    def enter(self, step: Step) -> None:
        self.taken.append(step)

    def leave(self) -> None:
        self.taken.append(None)


@pytest.fixture
def shard(tmp_path: Path) -> Shard:
    """A page, an archive of three, a file of two, and a page."""
    page = CHALLENGE.encode()
    save(tmp_path / "a.html", page)
    save(tmp_path / "b.zip", zipped([(f"{number}.html", page) for number in range(3)]))
    save(tmp_path / "c.html", page * 2)
    save(tmp_path / "d.html", page)
    (only,) = plan_shards(list_inputs(tmp_path), ShardSize(10**9))
    return only


def told(shard: Shard, guard: Guarded) -> dict[str, str]:
    """What becomes of each page: all of them are rejected, most of them by the parser."""
    found = {}
    for outcome in outcomes(shard, guard):
        assert isinstance(outcome, Rejected)
        found[outcome.provenance.source_uri] = outcome.reason.value
    return found


@pytest.mark.parametrize(
    ("step", "lost", "missing"),
    [
        (Step(0, 0, READING), "a.html", ()),
        (Step(0, 0, FINDING), "a.html", ()),
        (Step(0, 0, FIRST_DOCUMENT), "a.html", ()),
        (Step(1, 1, READING), "b.zip", ("b.zip!/1.html", "b.zip!/2.html")),
        (Step(1, 1, FINDING), "b.zip!/1.html", ()),
        (Step(2, 0, FINDING), "c.html", ("c.html#2",)),
        (Step(2, 0, FIRST_DOCUMENT + 1), "c.html#2", ()),
        (Step(3, 0, FIRST_DOCUMENT), "d.html", ()),
    ],
)
def test_what_the_step_is_about_is_rejected_and_all_else_is_parsed(
    shard: Shard, step: Step, lost: str, missing: tuple[str, ...]
) -> None:
    usual = told(shard, Guarded({}))

    found = told(shard, Guarded({step: Reason.PARSER_CRASH}))

    kept = {uri: reason for uri, reason in usual.items() if uri not in missing}
    assert found == kept | {lost: "parser-crash"}


def test_a_step_that_is_not_to_be_taken_is_not_begun(shard: Shard) -> None:
    guard = Guarded({Step(0, 0, FIRST_DOCUMENT): Reason.PARSER_CRASH})

    told(shard, guard)

    assert Step(0, 0, FIRST_DOCUMENT) not in guard.taken
    assert Step(0, 0, FINDING) in guard.taken


def test_between_two_steps_no_page_is_at_stake(shard: Shard) -> None:
    guard = Guarded({})

    for _ in outcomes(shard, guard):
        assert guard.taken[-1] is None


def test_a_page_that_is_interrupted_is_too_slow_and_the_next_is_parsed(
    shard: Shard, monkeypatch: pytest.MonkeyPatch
) -> None:
    def slow(document: Document, limits: Limits) -> Outcome:
        if document.provenance.source_uri == "b.zip!/1.html":
            raise PageTooSlow
        return extract(document, limits)

    monkeypatch.setattr(parsing, "extract", slow)

    assert told(shard, Guarded({}))["b.zip!/1.html"] == "too-slow"
    assert told(shard, Guarded({}))["b.zip!/2.html"] == "challenge"


def test_what_was_not_read_says_so(shard: Shard) -> None:
    guard = Guarded({Step(1, 2, READING): Reason.TOO_SLOW, Step(3, 0, READING): Reason.TOO_SLOW})

    details = [
        one.detail for one in outcomes(shard, guard) if isinstance(one, Rejected) and one.reason is Reason.TOO_SLOW
    ]

    assert details == [
        "it took longer than one page may take; what lies behind this place was not read",
        "it took longer than one page may take",
    ]


def test_a_page_that_was_given_up_has_its_bytes_and_is_tried_again_with_any_new_parser(shard: Shard) -> None:
    guard = Guarded({Step(0, 0, FINDING): Reason.PARSER_CRASH})

    (page,) = (
        one for one in outcomes(shard, guard) if not isinstance(one, Skipped) and one.provenance.source_uri == "a.html"
    )

    assert page.provenance.capture_id
    assert _readers(page, DEFAULT_LIMITS) == {*CURRENT_READERS, DEFAULT_LIMITS.name}


def test_an_input_that_was_given_up_before_its_bytes_came_is_read_again_by_the_next_run(shard: Shard) -> None:
    guard = Guarded({Step(3, 0, READING): Reason.PARSER_CRASH})

    (page,) = (one for one in outcomes(shard, guard) if isinstance(one, Rejected) and one.reason is Reason.PARSER_CRASH)

    assert page.provenance.capture_id is None
    assert set(_readers(page, DEFAULT_LIMITS)) == {UNREAD}
