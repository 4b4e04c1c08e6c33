"""How much a source may ask of the machine before it is rejected: nobody has checked what a folder holds."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Upper bounds, each far above anything that PubMed has served (a page is about 150 kB)."""

    page_bytes: int = 64 * 2**20
    """Bytes of one page file, as stored and as decompressed; nothing beyond is decompressed."""
    archive_members: int = 1_000_000
    """Entries of one archive, of whatever kind."""
    padding_bytes: int = 64 * 2**20
    """Bytes after the end mark of a tar archive, which ought to be zeros."""


DEFAULT_LIMITS: Final = Limits()
