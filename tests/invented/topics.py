# sentences and lists of words
"""The small world that all invented articles study: its creatures, places, questions."""

from dataclasses import dataclass
from random import Random

CREATURES = (
    ("Lumenalga borealis", "lantern kelp"), ("Thalassora vesper", "evening jelly"), ("Mirabryum nivale", "mirror moss"),
    ("Cryonema halleri", "frost nematode"), ("Salpidion argenteum", "silver salp"), ("Pyrosedum cinereum", "ash stonecrop"),
    ("Astrothrix glacialis", "ice-star bacterium"), ("Velocarex tarda", "slow sedge"), ("Ostreola mutabilis", "shifting oyster"),
    ("Halofilum rubrum", "red brine thread"), ("Calidococcus ventorum", "vent coccus"), ("Noctisporium lacustre", "night-spore fungus"),
)  # fmt: skip
PLACES = (
    "Halvard Sound", "Lake Ysolde", "the Tern Islands", "Mount Caliga", "Orrin Fjord", "the Vesper Bank",
    "Saint Bruna Bay", "the Kestrel Plateau", "the Ember Vents", "the Amity Shelf",
)  # fmt: skip
PROCESSES = (
    "light emission", "spore release", "freezing tolerance", "shell growth", "nitrogen uptake", "dormancy",
    "colony formation", "thermal acclimation", "pigment repair", "night-time respiration",
)  # fmt: skip
FACTORS = (
    "rising salinity", "winter darkness", "artificial light at night", "ultraviolet radiation", "copper exposure",
    "low oxygen", "tidal rhythm", "simulated Martian brine", "long snow cover", "ferry noise",
)  # fmt: skip
GENES = ("lumA", "CRY3", "brnK", "SpoZ", "tidR", "hsp17L")
METHODS = (
    "transcriptome sequencing", "time-lapse photometry", "a reciprocal transplant", "stable isotope tracing",
    "a blinded field census", "a three-year mesocosm trial", "machine learning on drone images", "cryo-electron microscopy",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Topic:
    """What one article is about."""

    latin: str
    common: str
    place: str
    process: str
    factor: str
    method: str
    gene: str


def topic(random: Random) -> Topic:
    """A creature, a place and a question about them."""
    latin, common = random.choice(CREATURES)
    return Topic(
        latin,
        common,
        random.choice(PLACES),
        random.choice(PROCESSES),
        random.choice(FACTORS),
        random.choice(METHODS),
        random.choice(GENES),
    )
