"""What no run may do, not even the first one: no article of a layout has a title.

Pages that are rejected stop no first run, however many they are: a crawl may hold anything. A layout is judged so for
as long as its history is too short to be compared with.
"""

from collections.abc import Iterator

from pipeline.outcome import FRAGMENTS, Layout
from pipeline.quality.figures import PAGES_READ, Coverage, Figure, Measure, Sums
from pipeline.quality.settings import GateSettings
from pipeline.tables import ARTICLES

OWED = f"{ARTICLES.name}.title"
"""What some of many articles have in every layout, wherever they come from; news may lack author and abstract."""


def absurdities(now: Coverage, history: Coverage, settings: GateSettings) -> Iterator[tuple[Figure, Sums]]:
    """Figures that are absurd."""
    for layout in Layout:
        figure = Figure(layout.value, Measure.PAGES, OWED)
        sums = now.get(figure)
        if layout in FRAGMENTS or sums is None or sums.have:
            continue
        if _is_new(layout.value, now, history, settings):
            yield figure, sums


def _is_new(layout: str, now: Coverage, history: Coverage, settings: GateSettings) -> bool:
    pages = Figure(layout, Measure.READ, PAGES_READ)
    before, current = history.get(pages, Sums(0, 0)), now.get(pages, Sums(0, 0))
    return before.of < settings.least_history and current.of >= settings.absurd_from
