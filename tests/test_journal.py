"""A journal tells the next process where this one stood, and whose fault its end was."""

from pathlib import Path

import pytest

from pipeline.errors import SourceError
from pipeline.journal import (
    FINDING,
    FIRST_DOCUMENT,
    MOST_DEATHS,
    MOST_UNEXPLAINED,
    READING,
    Step,
    forgive,
    has_died,
    is_hopeless,
    keeping_journal,
    tries_of,
)
from pipeline.outcome import Reason

PAGE, OTHER = Step(0, 3, FIRST_DOCUMENT), Step(0, 4, FIRST_DOCUMENT)


def die(work: Path, step: Step | None, blamed: Step | None = None, reason: Reason = Reason.TOO_SLOW) -> None:
    """A time of shard 7 whose process dies: what it leaves is what the file holds at that moment."""
    place = work / "000007.at"
    with keeping_journal(work, 7) as journal:
        if step is not None:
            journal.enter(step)
        if blamed is not None:
            journal.blame(blamed, reason)
        left = place.read_bytes()
    place.write_bytes(left)


def fail(work: Path, step: Step, blamed: Step | None = None) -> None:
    """A time of shard 7 that an error ends."""
    with keeping_journal(work, 7) as journal:
        journal.enter(step)
        if blamed is not None:
            journal.blame(blamed, Reason.OUT_OF_MEMORY)
        raise SourceError


def blamed(work: Path) -> dict[Step, Reason]:
    with keeping_journal(work, 7) as journal:
        place, found = work / "000007.at", dict(journal.blamed)
        left = place.read_bytes()[:-32]
    place.write_bytes(left)
    return found


def test_one_death_at_a_step_may_be_anybodys(tmp_path: Path) -> None:
    die(tmp_path, PAGE)

    assert blamed(tmp_path) == {}


def test_of_two_deaths_at_a_step_the_step_is_the_cause(tmp_path: Path) -> None:
    die(tmp_path, PAGE)
    die(tmp_path, PAGE)

    assert blamed(tmp_path) == {PAGE: Reason.PARSER_CRASH}


def test_deaths_at_two_steps_blame_neither(tmp_path: Path) -> None:
    die(tmp_path, PAGE)
    die(tmp_path, OTHER)

    assert blamed(tmp_path) == {}


@pytest.mark.parametrize("part", [READING, FINDING])
def test_what_was_done_with_the_capture_is_a_step_of_its_own(tmp_path: Path, part: int) -> None:
    die(tmp_path, PAGE)
    die(tmp_path, PAGE._replace(part=part))

    assert blamed(tmp_path) == {}


@pytest.mark.parametrize("reason", [Reason.TOO_SLOW, Reason.OUT_OF_MEMORY])
def test_a_death_that_a_watch_explains_is_enough(tmp_path: Path, reason: Reason) -> None:
    die(tmp_path, PAGE, PAGE, reason)

    assert blamed(tmp_path) == {PAGE: reason}


def test_the_blame_stays_with_its_step_though_the_page_ended_at_the_last_moment(tmp_path: Path) -> None:
    work = tmp_path / "work"
    with keeping_journal(work, 7) as journal:
        journal.enter(PAGE)
        journal.blame(PAGE, Reason.TOO_SLOW)
        journal.enter(OTHER)
        left = (work / "000007.at").read_bytes()
    (work / "000007.at").write_bytes(left)

    assert blamed(work) == {PAGE: Reason.TOO_SLOW}


def test_a_death_between_two_steps_blames_none(tmp_path: Path) -> None:
    for _ in range(2):
        with keeping_journal(tmp_path, 7) as journal:
            journal.enter(PAGE)
            journal.leave()
            left = (tmp_path / "000007.at").read_bytes()
        (tmp_path / "000007.at").write_bytes(left)

    assert blamed(tmp_path) == {}


def test_what_ends_by_an_error_is_no_death(tmp_path: Path) -> None:
    for _ in range(2):
        with pytest.raises(SourceError):
            fail(tmp_path, PAGE)

    assert len(tries_of(tmp_path, 7)) == 2
    assert not has_died(tries_of(tmp_path, 7))
    assert blamed(tmp_path) == {}


def test_what_was_blamed_stays_blamed_though_its_thread_ends_by_an_error(tmp_path: Path) -> None:
    with pytest.raises(SourceError):
        fail(tmp_path, PAGE, PAGE)

    assert has_died(tries_of(tmp_path, 7))
    assert blamed(tmp_path) == {PAGE: Reason.OUT_OF_MEMORY}


def test_a_process_that_we_ended_is_forgiven(tmp_path: Path) -> None:
    for _ in range(2):
        die(tmp_path, PAGE)
        forgive(tmp_path, 7)

    assert not has_died(tries_of(tmp_path, 7))
    assert blamed(tmp_path) == {}


def test_only_the_last_time_is_forgiven(tmp_path: Path) -> None:
    for _ in range(3):
        die(tmp_path, PAGE)
    forgive(tmp_path, 7)

    assert blamed(tmp_path) == {PAGE: Reason.PARSER_CRASH}


def test_where_nothing_was_begun_there_is_nothing_to_forgive(tmp_path: Path) -> None:
    forgive(tmp_path, 7)

    assert list(tmp_path.iterdir()) == []


def test_a_journal_without_a_try_has_nothing_to_forgive(tmp_path: Path) -> None:
    (tmp_path / "000000.at").touch()

    forgive(tmp_path, 0)


def test_a_journal_is_gone_when_its_shard_is_done(tmp_path: Path) -> None:
    die(tmp_path, PAGE)
    with keeping_journal(tmp_path, 7):
        pass

    assert list(tmp_path.iterdir()) == []


def test_a_journal_that_is_cut_short_is_read_as_far_as_it_goes(tmp_path: Path) -> None:
    die(tmp_path, PAGE)
    die(tmp_path, PAGE)
    place = tmp_path / "000007.at"
    place.write_bytes(place.read_bytes() + b"\x01\x02")

    assert blamed(tmp_path) == {PAGE: Reason.PARSER_CRASH}


def test_shards_have_journals_of_their_own(tmp_path: Path) -> None:
    die(tmp_path, PAGE)

    assert tries_of(tmp_path, 8) == []


def test_deaths_that_no_page_explains_end_the_patience(tmp_path: Path) -> None:
    for number in range(MOST_UNEXPLAINED):
        die(tmp_path, Step(0, number, FIRST_DOCUMENT))
    before = is_hopeless(tries_of(tmp_path, 7))
    die(tmp_path, None)

    assert (before, is_hopeless(tries_of(tmp_path, 7))) == (False, True)


def test_deaths_that_pages_explain_end_it_much_later(tmp_path: Path) -> None:
    for number in range(MOST_DEATHS):
        die(tmp_path, Step(0, number // 2, FIRST_DOCUMENT))
    before = is_hopeless(tries_of(tmp_path, 7))
    die(tmp_path, PAGE)

    assert (before, is_hopeless(tries_of(tmp_path, 7))) == (False, True)
