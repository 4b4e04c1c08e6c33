"""The PMID ranges that the files of every table are cut at.

The ranges partition all PMIDs: the first begins at 0, the last has no end, and each begins where the one
before it ends. Articles without a PMID come last, in a range of their own. A run that touches a few
articles has to rewrite the files of their ranges only.
"""

from dataclasses import dataclass

WITHOUT_PMIDS = 0
"""The number of the range of articles without a PMID; the others count from 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleRange:
    """A run of consecutive articles, in the published order."""

    number: int
    low: int | None
    """The smallest PMID that belongs here; None for the articles without one."""
    high: int | None
    """The PMID that belongs to the next range; None where there is no next."""
    articles: int
    is_in_text_order: bool
    """The published order is also the order of `article_id` as text: all its PMIDs have the same number of digits."""

    @property
    def label(self) -> str:
        """The part of a file's name that says its range."""
        return "unnumbered" if self.low is None else f"{self.low:09d}"


def range_count(articles: int, articles_per_range: int) -> int:
    """How many ranges so many articles need: one until there are twice as many as a range should have."""
    return max(1, articles // articles_per_range)
