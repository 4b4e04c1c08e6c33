"""When a run is stopped: what fell, what rose, what is absurd; and what ordinary nights do."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from random import Random

import pytest

from pipeline.outcome import Layout, Reason
from pipeline.quality.figures import EVERY_LAYOUT, Coverage, Figure, Measure, Sums, completed
from pipeline.quality.gates import Change, Finding, findings
from pipeline.quality.history import PastRun
from pipeline.quality.settings import USUAL
from tests.quality.nights import history

MODERN, TEXT = Layout.PUBMED_2020.value, Layout.FLAT_TEXT.value
TITLE = "articles.title"


def _night(
    pages: int = 300, layout: str = MODERN, rejected: int = 0, others: Mapping[Figure, Sums] | None = None, **have: int
) -> Coverage:
    """A run of so many pages of a layout, of which some have a column."""
    read = {
        Figure(EVERY_LAYOUT, Measure.READ, "pages"): Sums(pages + rejected, pages),
        Figure(layout, Measure.READ, "pages"): Sums(pages, pages),
    }
    return {**read, **_columns(pages, layout, have), **(others or {})}


def _columns(pages: int, layout: str, have: Mapping[str, int]) -> Coverage:
    return {Figure(layout, Measure.PAGES, f"articles.{name}"): Sums(pages, count) for name, count in have.items()}


def _found(now: Coverage, before: Sequence[PastRun]) -> dict[str, Change]:
    return {finding.figure.name: finding.change for finding in findings(now, before, USUAL)}


def _nights(count: int = 5, **night: int) -> list[PastRun]:
    return history([_night(**night) for _ in range(count)])  # type: ignore[arg-type]  # numbers of pages


def test_a_column_that_is_gone_from_a_hundred_pages_stops_the_run() -> None:
    assert _found(_night(100, doi=0), _nights(pages=300, doi=285)) == {"articles.doi": Change.FELL}


def test_a_column_that_is_gone_from_ten_pages_that_nearly_all_had_it_stops_the_run() -> None:
    assert _found(_night(10, doi=0), _nights(pages=300, doi=285)) == {"articles.doi": Change.FELL}


SHARES = {f"doi{n}": (n + 1) / 40 for n in range(39)}


@pytest.mark.parametrize("pages", [10, 30, 300, 30_000])
def test_nights_of_any_size_that_differ_by_chance_do_not_stop(pages: int) -> None:
    dice = Random(pages)

    def night() -> Coverage:
        drawn = {name: _drawn(dice, pages, share) for name, share in SHARES.items()}
        return {**_night(pages), **_columns(pages, MODERN, drawn)}

    before = history([night() for _ in range(10)])

    assert not [name for _ in range(50) for name in _found(night(), before)]


def _drawn(dice: Random, pages: int, share: float) -> int:
    """As many pages as chance gives; of many pages, near enough."""
    if pages > 1_000:
        return round(dice.gauss(pages * share, (pages * share * (1 - share)) ** 0.5))
    return sum(dice.random() < share for _ in range(pages))


def test_a_small_fall_of_a_large_night_does_not_stop() -> None:
    assert not _found(_night(100_000, doi=80_000), _nights(pages=100_000, doi=95_000))


def test_a_column_that_never_was_there_is_not_missed() -> None:
    assert not _found(_night(doi=0), _nights(doi=0))


def test_a_column_that_rises_does_not_stop() -> None:
    assert not _found(_night(doi=300), _nights(doi=30))


def test_a_column_of_nights_that_always_differ_has_to_fall_further() -> None:
    even = history([_night(doi=150) for _ in range(6)])
    uneven = history([_night(doi=have) for have in (20, 280, 60, 250, 110, 180)])

    assert _found(_night(doi=60), even) == {"articles.doi": Change.FELL}
    assert not _found(_night(doi=60), uneven)


def test_another_mixture_of_layouts_does_not_stop() -> None:
    def mixed(modern: int, text: int) -> Coverage:
        return {**_night(modern, doi=modern), **_night(text, TEXT, doi=0)}

    assert not _found(mixed(10, 500), history([mixed(500, 10) for _ in range(5)]))


def test_another_tool_that_flattens_text_does_not_stop_before_a_column_is_nearly_gone() -> None:
    before = history([_night(300, TEXT, doi=200) for _ in range(5)])

    assert not _found(_night(300, TEXT, doi=60), before)
    assert _found(_night(300, TEXT, doi=2), before) == {"articles.doi": Change.FELL}


def test_rows_a_page_that_fall_stop_the_run() -> None:
    rows = Figure(MODERN, Measure.NUMBER, "references")
    before = history([_night(others={rows: Sums(300, 9_000, 540_000)}) for _ in range(3)])

    assert _found(_night(others={rows: Sums(300, 1_500, 7_500)}), before) == {"references": Change.FELL}


def test_a_kind_of_rows_that_is_gone_stops_the_run_though_no_page_speaks_of_it() -> None:
    kind = Figure(MODERN, Measure.KIND, "related_articles.relation: cited_by")
    before = history([_night(others={kind: Sums(0, 200)}) for _ in range(3)])

    assert _found(_night(), before) == {kind.name: Change.FELL}


def test_texts_that_are_shorter_than_ever_stop_the_run() -> None:
    length = Figure(MODERN, Measure.LENGTH, "related_articles.text")
    before = history([_night(others={length: Sums(1_000, 150_000, 23_000_000)}) for _ in range(3)])

    assert _found(_night(others={length: Sums(1_000, 90_000, 8_500_000)}), before) == {length.name: Change.FELL}


def test_a_warning_that_jumps_stops_the_run() -> None:
    warning = Figure(MODERN, Measure.WARNED, "nothing-read: figures")

    assert _found(_night(others={warning: Sums(0, 12)}), _nights()) == {warning.name: Change.ROSE}
    assert not _found(_night(others={warning: Sums(0, 2)}), _nights())


def test_a_block_that_nobody_understands_stops_the_run_from_a_few_pages_on_where_there_was_none_before() -> None:
    def warned(pages: int, name: str = "nothing-read: grants") -> Coverage:
        return _night(others={Figure(MODERN, Measure.WARNED, name): Sums(0, pages)})

    assert _found(warned(5), _nights()) == {"nothing-read: grants": Change.ROSE}
    assert not _found(warned(4), _nights())
    assert not _found(warned(5), history([warned(1), *[_night()] * 4]))
    assert _found(warned(5, "abstract-language-unknown"), _nights())
    assert not _found(warned(5, "truncated"), _nights())


def test_a_warning_that_always_was_there_does_not_stop() -> None:
    warning = Figure(MODERN, Measure.WARNED, "label-without-category")
    before = history([_night(others={warning: Sums(0, 60)}) for _ in range(4)])

    assert not _found(_night(others={warning: Sums(0, 75)}), before)


def test_rejections_that_jump_stop_the_run_by_their_reason() -> None:
    challenged = Figure(EVERY_LAYOUT, Measure.REJECTED, Reason.CHALLENGE.value)
    now = _night(200, rejected=100, others={challenged: Sums(0, 100)})

    assert _found(now, _nights()) == {"challenge": Change.ROSE}


def test_inputs_that_are_gone_at_once_stop_the_run_and_those_that_always_go_do_not() -> None:
    inputs = Figure(EVERY_LAYOUT, Measure.INPUTS, "files")
    there = history([_night(others={inputs: Sums(1_000, 1_000)}) for _ in range(3)])
    a_folder_a_night = history([_night(others={inputs: Sums(300 * n, 0)}) for n in range(1, 4)])
    gone = _night(others={inputs: Sums(1_000, 100)})

    assert _found(gone, there) == {"files": Change.FELL}
    assert not _found(gone, a_folder_a_night)


def test_what_tells_how_a_page_was_saved_may_fall() -> None:
    assert not _found(_night(url=0, captured_at=0), _nights(url=300, captured_at=300))


def test_too_short_a_history_says_nothing() -> None:
    assert not _found(_night(doi=0), _nights(1, pages=60, doi=60))


def test_only_the_last_runs_count() -> None:
    long_ago, of_late = [_night(doi=300)] * 5, [_night(doi=15)] * USUAL.runs_compared

    assert not _found(_night(doi=15), history([*long_ago, *of_late]))


def _with_accepted(before: Sequence[PastRun], now: Coverage, found: Sequence[Finding]) -> list[PastRun]:
    accepted = frozenset(finding.figure for finding in found)
    return [*before, PastRun(len(before) + 1, "accepted", completed(now, accepted), accepted)]


def test_what_a_person_accepted_does_not_stop_the_next_night() -> None:
    before, now = _nights(doi=285, title=300), _night(doi=0, title=300)
    found = findings(now, before, USUAL)

    after = _with_accepted(before, now, found)

    assert found
    assert not _found(now, after)


def test_what_a_person_accepted_of_one_column_says_nothing_of_another() -> None:
    before, now = _nights(doi=285, title=300), _night(doi=0, title=300)

    after = _with_accepted(before, now, findings(now, before, USUAL))

    assert _found(_night(doi=0, title=0), after) == {TITLE: Change.FELL}


def test_a_column_that_comes_back_after_it_was_accepted_is_watched_again() -> None:
    before, now = _nights(doi=285), _night(doi=0)
    after = _with_accepted(before, now, findings(now, before, USUAL))

    later = [*after, *(replace(run, number=run.number + 10) for run in _nights(6, doi=285))]

    assert _found(_night(doi=0), later) == {"articles.doi": Change.FELL}


def test_a_first_run_passes() -> None:
    assert not _found(_night(title=290, abstract=250, rejected=20), [])


def test_a_first_run_of_which_no_page_has_a_title_is_absurd() -> None:
    assert _found({**_night(30), **_columns(30, MODERN, {"title": 0})}, []) == {TITLE: Change.ABSURD}
    assert not _found({**_night(29), **_columns(29, MODERN, {"title": 0})}, [])


def test_a_first_run_may_be_of_news_alone_which_have_neither_abstract_nor_author() -> None:
    authors = {Figure(MODERN, Measure.PAGES, "authors"): Sums(30, 0)}

    assert not _found({**_night(30, others=authors), **_columns(30, MODERN, {"abstract": 0})}, [])


def test_a_new_layout_is_judged_as_a_first_run() -> None:
    assert _found(_night(30, "pubmed-legacy", title=0), _nights()) == {TITLE: Change.ABSURD}


def test_a_first_run_may_find_nearly_nothing_that_can_be_read() -> None:
    broken = Figure(EVERY_LAYOUT, Measure.REJECTED, Reason.PARSER_ERROR.value)

    assert not _found(_night(2, rejected=98, others={broken: Sums(0, 98)}), [])


def test_what_is_absurd_is_not_said_again_once_it_was_accepted() -> None:
    now = _night(40, title=0)

    after = _with_accepted([], now, findings(now, [], USUAL))

    assert not _found(now, after)
