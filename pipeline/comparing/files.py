"""Which files of XML there are: those that are named, and all of a folder, in the order in which NLM made them.

NLM numbers its files, those of the baseline and the updates behind them, so that the order of their names is the order
of their making: where a PMID is in several of them, the last one holds what PubMed says of it.
"""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from pipeline.errors import SourceError

_ENDING: Final = re.compile(r"\.xml(?:\.(?:gz|zst|bz2|xz))?\Z", re.IGNORECASE)


def xml_files(places: Sequence[Path]) -> tuple[Path, ...]:
    """The files of these places, each once: a file as it is named, a folder with all files below it that end so.

    Raises SourceError for a place where nothing is.
    """
    found = [path for place in places for path in _files(place)]
    return tuple(dict.fromkeys(found))


def _files(place: Path) -> Iterator[Path]:
    if place.is_dir():
        below = (path for path in place.rglob("*") if _ENDING.search(path.name) and path.is_file())
        yield from sorted(below, key=lambda path: (path.name, path))
    elif place.exists():
        yield place
    else:
        raise SourceError(f"{place}: there is no such file or folder of XML")
