"""Where the images of a figure lie: with the article until 2023, under hashes of their own in 2026."""

from dataclasses import dataclass
from hashlib import sha256

from tests.invented.article import Era
from tests.invented.matter import Figure


@dataclass(frozen=True, slots=True)
class Images:
    """The addresses of a figure's two images."""

    full: str
    thumbnail: str


def images(figure: Figure, pmcid: str, era: Era) -> Images:
    """The addresses in that era."""
    number = pmcid.removeprefix("PMC")
    if era is Era.DECEMBER_2023:
        folder = f"https://www.ncbi.nlm.nih.gov/pmc/articles/instance/{number}/bin"
        return Images(f"{folder}/{figure.file_stem}.jpg", f"{folder}/{figure.file_stem}.gif")
    folder = f"https://cdn.ncbi.nlm.nih.gov/pmc/blobs/{number[-4:]}/{number}"
    return Images(
        f"{folder}/{_hash(figure.file_stem + 'jpg')}/{figure.file_stem}.jpg",
        f"{folder}/{_hash(figure.file_stem + 'gif')}/{figure.file_stem}.gif",
    )


def _hash(name: str) -> str:
    return sha256(name.encode()).hexdigest()[:12]
