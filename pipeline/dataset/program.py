"""Names the program: rows that other code made are other rows, though the pages stayed the same."""

import hashlib
from functools import cache
from pathlib import Path

_SOURCES = frozenset({".py", ".tsv"})


@cache
def program_digest() -> bytes:
    """A digest of the sources of `pipeline`; asked once a process, which goes on with the code that it has loaded."""
    return sources_digest(Path(__file__).parents[1])


def sources_digest(folder: Path) -> bytes:
    """A digest of all code and word lists below the folder, with their names."""
    digest = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.suffix in _SOURCES):
        source = path.read_bytes()
        digest.update(f"{path.relative_to(folder).as_posix()} {len(source)}\n".encode())
        digest.update(source)
    return digest.digest()
