"""How much a page, and a file that holds pages, may ask of the machine: nobody has checked what a folder holds.

What goes beyond a limit is rejected with a reason of its own, and the run goes on.
"""

from dataclasses import dataclass
from hashlib import blake2b
from typing import Final

MEBIBYTE: Final = 2**20


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Upper bounds, each far above anything that PubMed has served: a page has about 150 kB and takes milliseconds."""

    page_bytes: int = 64 * MEBIBYTE
    """Bytes of one page file, as stored and as unpacked; nothing beyond is unpacked."""
    expansion: int = 200
    """Times as many bytes as were packed: pages are packed to a fifth or a tenth, a bomb to a thousandth."""
    harmless_bytes: int = 8 * MEBIBYTE
    """Up to here, whatever comes out of packed bytes is no bomb."""
    archive_members: int = 1_000_000
    """Entries of one archive, records or rows of one file."""
    padding_bytes: int = 64 * MEBIBYTE
    """Bytes after the end mark of a tar archive, which ought to be zeros."""
    file_pages: int = 10_000
    """Pages that follow each other in one page file."""
    page_tags: int = 250_000
    """Tags of one HTML page; elements are no more than these."""
    field_characters: int = 1_000_000
    """Characters of one value of one column."""
    seconds: float = 60
    """Of computing for one page, until it is interrupted."""
    memory_bytes: int = 2_048 * MEBIBYTE
    """By how much a page may make its process grow."""

    @property
    def name(self) -> str:
        """Names these limits: what others have rejected may be read by these."""
        return f"limits/{blake2b(repr(self).encode(), digest_size=4).hexdigest()}"

    @property
    def waiting_seconds(self) -> float:
        """Seconds in all, once the page's bytes are there: one that computes nothing hangs."""
        return 10 * self.seconds

    @property
    def grace_seconds(self) -> float:
        """From the soft end to the hard one."""
        return self.seconds / 10 + 1

    @property
    def unseen_seconds(self) -> float:
        """Of computing, in which no other thread ran, until the page is interrupted all the same."""
        return self.seconds + 1

    @property
    def stuck_seconds(self) -> float:
        """The same, until the process ends."""
        return 1.5 * self.seconds + 5

    def most_unpacked(self, packed: int) -> int:
        """Bytes that may come out of so many packed ones."""
        return max(self.harmless_bytes, self.expansion * packed)


DEFAULT_LIMITS: Final = Limits()
