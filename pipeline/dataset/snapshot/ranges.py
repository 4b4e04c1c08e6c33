"""What the files of a snapshot are cut at: ranges of PMIDs, and of addresses.

The ranges of PMIDs partition all PMIDs: the first begins at 0, the last has no end, and each begins where the one
before it ends. Articles without a PMID come last, in a range of their own. In each range an article is in one
of two layers: the base, or the additions, which came later and are few; both are files that any reader takes
as they are. A run rewrites the additions of a range, and its base only where an article of it changed or the
additions became many.
"""

from dataclasses import dataclass
from enum import Enum

WITHOUT_PMIDS = 0
"""The number of the range of articles without a PMID; the others count from 1."""
UNNUMBERED = "unnumbered"


class Layer(Enum):
    """Where in its range an article is."""

    BASE = "base"
    ADDITIONS = "additions"


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleRange:
    """The articles of some PMIDs, in the published order."""

    number: int
    low: int | None
    """The smallest PMID that belongs here; None for the articles without one."""
    high: int | None
    """The PMID that belongs to the next range; None where there is no next."""
    base: int = 0
    """Articles in the base."""
    additions: int = 0
    """Articles in the additions."""

    @property
    def articles(self) -> int:
        """All articles of the range."""
        return self.base + self.additions

    def of(self, layer: Layer) -> int:
        """Articles in a layer."""
        return self.base if layer is Layer.BASE else self.additions

    def label(self, layer: Layer) -> str:
        """The part of a file's name that says range and layer."""
        name = UNNUMBERED if self.low is None else f"{self.low:09d}"
        return name if layer is Layer.BASE else f"{name}-additions"


EMPTY_RANGE = ArticleRange(number=1, low=0, high=None)
"""The only range of a dataset that holds nothing yet."""


def range_count(articles: int, articles_per_range: int) -> int:
    """How many ranges so many articles need: one until there are twice as many as a range should have."""
    return max(1, articles // articles_per_range)
