"""What no run may do, not even the first one: no article of a layout has a title, or most pages cannot be read.

A layout is judged so for as long as its history is too short to be compared with.
"""

from collections.abc import Iterator

from pipeline.outcome import FRAGMENTS, Layout, Reason
from pipeline.quality.figures import EVERY_LAYOUT, PAGES_READ, Coverage, Figure, Measure, Sums, sums_of
from pipeline.quality.settings import GateSettings
from pipeline.tables import ARTICLES, AUTHORS

OWED = (
    (Measure.PAGES, f"{ARTICLES.name}.title"),
    (Measure.PAGES, f"{ARTICLES.name}.abstract"),
    (Measure.PAGES, AUTHORS.name),
)
"""What some of many articles have in every layout."""
ELSEWHERE = frozenset({Reason.NOT_PUBMED, Reason.SEARCH_RESULTS, Reason.HOME_PAGE, Reason.PMC_ARTICLE})
"""Pages that a crawl takes along, and that say nothing of PubMed's article pages."""
HALF = 0.5


def absurdities(now: Coverage, history: Coverage, settings: GateSettings) -> Iterator[tuple[Figure, Sums]]:
    """Figures that are absurd."""
    for layout in Layout:
        if layout not in FRAGMENTS and _is_new(layout.value, now, history, settings):
            yield from _nowhere(layout.value, now)
    if _is_new(EVERY_LAYOUT, now, history, settings):
        yield from _mostly_unread(now)


def _is_new(layout: str, now: Coverage, history: Coverage, settings: GateSettings) -> bool:
    pages = Figure(layout, Measure.READ, PAGES_READ)
    before, current = history.get(pages, Sums(0, 0)), now.get(pages, Sums(0, 0))
    return before.of < settings.least_history and current.of >= settings.absurd_from


def _nowhere(layout: str, now: Coverage) -> Iterator[tuple[Figure, Sums]]:
    for measure, name in OWED:
        figure = Figure(layout, measure, name)
        sums = now.get(figure)
        if sums is not None and not sums.have:
            yield figure, sums


def _mostly_unread(now: Coverage) -> Iterator[tuple[Figure, Sums]]:
    """Of the pages that are PubMed's articles, or were to be."""
    pages = Figure(EVERY_LAYOUT, Measure.READ, PAGES_READ)
    others = sum(_rejected(now, reason).have for reason in ELSEWHERE)
    read = now[pages]._replace(of=now[pages].of - others)
    if read.share < HALF:
        yield pages, read


def _rejected(now: Coverage, reason: Reason) -> Sums:
    return sums_of(now, Figure(EVERY_LAYOUT, Measure.REJECTED, reason.value)) or Sums(0, 0)
