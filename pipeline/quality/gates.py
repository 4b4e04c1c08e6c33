"""A run beside the runs before it: which figures fell, or rose, by more than nights differ."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from pipeline.outcome import Layout
from pipeline.quality.absurd import absurdities
from pipeline.quality.chances import (
    Group,
    chance_of_mean,
    chance_of_share,
    of_amounts,
    of_pages,
    of_rows,
    pooled,
    spread_of,
)
from pipeline.quality.coverage import tells_of_markup
from pipeline.quality.figures import EVERY_LAYOUT, PAGES_READ, Coverage, Figure, Measure, Sums, sums_of, together
from pipeline.quality.history import PastRun, since_accepted, told
from pipeline.quality.settings import GateSettings
from pipeline.tables import ARTICLES, CAPTURES

RISES = frozenset({Measure.WARNED, Measure.REJECTED})
"""Figures that are bad news where they rise."""
FALLS = frozenset({Measure.PAGES, Measure.ROWS, Measure.NUMBER, Measure.LENGTH, Measure.KIND})
AMOUNTS = frozenset({Measure.NUMBER, Measure.LENGTH})
OF_THE_SAVING = frozenset({"capture_id", "source_uri", "url", "captured_at", "layout", "parser_version"})
"""Columns of an article that tell how its page was saved, and nothing of what it shows."""
TWICE = 2


class Change(Enum):
    """What is wrong with a figure."""

    FELL = "fell"
    ROSE = "rose"
    ABSURD = "absurd"
    """It is what no run may show."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A figure that stops a run."""

    figure: Figure
    change: Change
    before: Sums
    """In the runs that it was compared with; of nothing where there was none."""
    now: Sums

    @property
    def weight(self) -> float:
        """How much of it is lost, or how much came; for an order."""
        larger = max(self.before.share, self.now.share)
        return abs(self.before.share - self.now.share) / larger if larger else 1.0


def findings(now: Coverage, past: Sequence[PastRun], settings: GateSettings) -> tuple[Finding, ...]:
    """All figures that would stop the run, those of tables first."""
    recent = past[-settings.runs_compared :]
    found = [*absurdities_found(now, recent, settings), *_changes(now, recent, settings)]
    return tuple(sorted(found, key=_order))


def without_known_rejections(now: Coverage, again: Mapping[str, int]) -> Coverage:
    """The figures without pages that were rejected before for the same reason, which are so many by reason."""
    read = Figure(EVERY_LAYOUT, Measure.READ, PAGES_READ)
    rejected = {reason: Figure(EVERY_LAYOUT, Measure.REJECTED, reason) for reason in again}
    fewer = {one: now[one]._replace(have=now[one].have - again[reason]) for reason, one in rejected.items()}
    return {**now, **fewer, read: now[read]._replace(of=now[read].of - sum(again.values()))}


def absurdities_found(now: Coverage, past: Sequence[PastRun], settings: GateSettings) -> Iterator[Finding]:
    """What no run may show, where no history says that it may."""
    history = together(run.coverage for run in past)
    for figure, sums in absurdities(now, history, settings):
        if not any(figure in run.accepted for run in past):
            yield Finding(figure=figure, change=Change.ABSURD, before=Sums(0, 0), now=sums)


def _changes(now: Coverage, past: Sequence[PastRun], settings: GateSettings) -> Iterator[Finding]:
    figures = dict.fromkeys([*now, *(figure for run in past for figure in run.coverage)])
    compared = [figure for figure in figures if _is_compared(figure)]
    alpha = settings.false_alarms / max(1, len(compared))
    for figure in compared:
        comparison = _comparison(figure, now, past)
        if comparison is not None and comparison.has_history(settings) and comparison.is_alarming(settings, alpha):
            yield comparison.finding


def _is_compared(figure: Figure) -> bool:
    if figure.measure in FALLS:
        return figure.table != CAPTURES.name and not (figure.table == ARTICLES.name and figure.column in OF_THE_SAVING)
    return figure.measure in RISES or figure.measure is Measure.INPUTS


@dataclass(frozen=True, slots=True, kw_only=True)
class _Comparison:
    """A figure, now and in the runs before."""

    figure: Figure
    now: Sums
    before: Sums
    pages: int
    """Pages of the layout that were read before."""
    now_group: Group
    groups: tuple[Group, ...]

    @property
    def finding(self) -> Finding:
        change = Change.ROSE if self.figure.measure in RISES else Change.FELL
        return Finding(figure=self.figure, change=change, before=self.before, now=self.now)

    def has_history(self, settings: GateSettings) -> bool:
        """Whether enough is known of the runs before."""
        return self.pages >= settings.least_history

    def is_alarming(self, settings: GateSettings, alpha: float) -> bool:
        """Whether it changed by more than it may, and by more than chance explains."""
        if self.figure.measure is Measure.INPUTS:
            return self._lost > settings.least_fall_of_inputs
        if self._is_news(settings):
            return True
        is_far = self._rose_far(settings) if self.figure.measure in RISES else self._fell_far(settings)
        return is_far and self._chance(settings) < alpha

    def _is_news(self, settings: GateSettings) -> bool:
        """Whether pages tell of markup that is not understood, as none did before: that is a fact, and no drift."""
        figure = self.figure
        if figure.measure is not Measure.WARNED or self.before.have or not tells_of_markup(figure.name):
            return False
        return self.now.share >= settings.least_share_of_news and self.now.have >= settings.least_pages

    @property
    def _lost(self) -> float:
        return 1 - self.now.share / self.before.share if self.before.share else 0.0

    def _fell_far(self, settings: GateSettings) -> bool:
        is_text = self.figure.layout == Layout.FLAT_TEXT.value
        least = settings.least_fall_of_text if is_text else settings.least_fall
        missing = self.before.share * self.now.of - self.now.have
        return self._lost >= least and (self.figure.measure in AMOUNTS or missing >= settings.least_pages)

    def _rose_far(self, settings: GateSettings) -> bool:
        is_warning = self.figure.measure is Measure.WARNED
        least = settings.least_rise_of_warnings if is_warning else settings.least_rise_of_rejections
        risen = self.now.share - self.before.share
        return risen >= max(least, self.before.share * (TWICE - 1)) and risen * self.now.of >= settings.least_pages

    def _chance(self, settings: GateSettings) -> float:
        spread = spread_of(self.groups, settings.unevenness)
        before = pooled(self.groups)
        if self.figure.measure in AMOUNTS:
            return chance_of_mean(before, self.now_group, spread)
        if self.figure.measure in RISES:
            return chance_of_share(_others(before), _others(self.now_group), spread)
        return chance_of_share(before, self.now_group, spread)


def _others(group: Group) -> Group:
    """The pieces that have it not: as many of them have it at least as have it not at most."""
    return group._replace(mean=1 - group.mean)


def _comparison(figure: Figure, now: Coverage, past: Sequence[PastRun]) -> _Comparison | None:
    """None where one of the two says nothing of the figure."""
    current, runs = sums_of(now, figure), since_accepted(past, figure)
    before = told(runs, figure)
    if current is None or not current.of or not before:
        return None
    return _Comparison(
        figure=figure,
        now=current,
        before=Sums(*(sum(column) for column in zip(*before, strict=True))),
        pages=_pages_of(figure, runs, before),
        now_group=_group(figure, current, now),
        groups=tuple(
            _group(figure, sums, run.coverage)
            for run in runs
            if (sums := sums_of(run.coverage, figure)) is not None and sums.of
        ),
    )


def _pages_of(figure: Figure, runs: Sequence[PastRun], before: Sequence[Sums]) -> int:
    """Of a share of inputs there are no pages, but inputs."""
    if figure.measure is Measure.INPUTS:
        return max(sums.of for sums in before)
    return sum(sums.of for sums in told(runs, Figure(figure.layout, Measure.READ, PAGES_READ)))


def _group(figure: Figure, sums: Sums, coverage: Coverage) -> Group:
    if figure.measure is Measure.ROWS:
        return of_rows(sums)
    if figure.measure is Measure.LENGTH:
        return of_amounts(sums, coverage.get(Figure(figure.layout, Measure.NUMBER, figure.table)))
    return of_amounts(sums, None) if figure.measure is Measure.NUMBER else of_pages(sums)


def _order(found: Finding) -> tuple[bool, str, bool, float, str]:
    """What is of all pages, then by layout: tables before their columns, the greatest loss first."""
    figure = found.figure
    return (figure.layout != EVERY_LAYOUT, figure.layout, figure.column is not None, -found.weight, figure.name)
