"""The pages of a shard that took longest, for the report; nothing of it is published.

The time of a page is from its bytes to its records: finding it in its file, decoding and parsing it. To note it costs
two looks at a clock, less than half a microsecond.
"""

import heapq
from time import perf_counter
from typing import Final

from pipeline.outcome import Provenance
from pipeline.staging import SlowPage

MOST_PAGES: Final = 10
"""Pages that a shard remembers."""


class Slowest:
    """Times page after page, and keeps the longest."""

    def __init__(self, most: int = MOST_PAGES) -> None:
        self._started = perf_counter()
        self._kept: list[SlowPage] = [SlowPage(0.0, "", 0)] * most
        self._least = 0.0
        """Seconds that a page has to take to be among them."""

    def start(self) -> None:
        """A page begins."""
        self._started = perf_counter()

    def note(self, page: Provenance) -> None:
        """It is done."""
        seconds = perf_counter() - self._started
        if seconds > self._least:
            heapq.heapreplace(self._kept, SlowPage(seconds, page.source_uri, page.size))
            self._least = self._kept[0].seconds

    def pages(self) -> tuple[SlowPage, ...]:
        """The slowest so far, the slowest first."""
        return tuple(sorted((page for page in self._kept if page.seconds), reverse=True))
