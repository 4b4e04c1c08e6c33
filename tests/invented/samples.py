"""The project's sample pages: fourteen articles from one small invented world, written by hand where one reads.

Together they show every section of a page and most of its traps. What nobody reads closely (references,
similar articles, indexing) is invented around each article's topic, from a seed picked by hand.
"""

from dataclasses import dataclass, replace
from random import Random

from tests.invented.article import InventedArticle
from tests.invented.invent import invent_about
from tests.invented.rarities import Rarity
from tests.invented.sample_extras import with_extras
from tests.invented.sample_texts import ABSTRACTS, KEYWORDS, TITLES, TOPICS

_FIRST = 9_000_001
"""The first sample's number: their PMIDs are 99000001 and so on."""
FLATTENED = (1, 3, 5, 11)
"""The samples, by number, that are there as flattened text too."""


@dataclass(frozen=True, slots=True)
class Pick:
    """Which rarity a sample shows, and the seed of what is not written by hand."""

    rarity: Rarity
    seed: int


PICKS = (
    Pick(Rarity.EQUAL_CONTRIBUTION, 4_240),
    Pick(Rarity.CHINESE_ABSTRACT, 92),
    Pick(Rarity.GROUPED_REFERENCES, 34),
    Pick(Rarity.COMMENT_ON, 4),
    Pick(Rarity.RETRACTED, 157),
    Pick(Rarity.PREPRINT, 3),
    Pick(Rarity.EMBARGO, 14),
    Pick(Rarity.BARE_ABSTRACT, 4),
    Pick(Rarity.GRAPHICAL_ABSTRACT, 10_433),
    Pick(Rarity.COLLABORATORS, 438),
    Pick(Rarity.SEVERAL_LANGUAGES, 251),
    Pick(Rarity.MARKUP_IN_REFERENCES, 7),
    Pick(Rarity.FIGURES_WITHOUT_CAPTIONS, 61),
    Pick(Rarity.FETCHED_AUTHORS, 52),
)


def samples() -> tuple[InventedArticle, ...]:
    """The fourteen, in order."""
    return tuple(_sample(number, pick) for number, pick in enumerate(PICKS, 1))


def flattened_samples() -> tuple[InventedArticle, ...]:
    """Those that are there as flattened text too."""
    every = samples()
    return tuple(every[number - 1] for number in FLATTENED)


def _sample(number: int, pick: Pick) -> InventedArticle:
    base = invent_about(TOPICS[number], pick.rarity, _FIRST - 1 + number, Random(pick.seed))
    sample = replace(
        base,
        title=TITLES[number],
        abstracts=ABSTRACTS.get(number, ()),
        keywords=KEYWORDS.get(number, ()),
    )
    return with_extras(number, sample)
