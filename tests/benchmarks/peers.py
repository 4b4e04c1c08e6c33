"""A peer at work on a folder of pages, as a process of its own: `python -m tests.benchmarks.peers NAME FOLDER`.

bare              lxml parses every page, nothing else: the yardstick
beautifulsoup     a plain scraper reads some ten fields of an article; it writes nothing
trafilatura, resiliparse      the main text of a page, without any field; they write nothing
"""

import sys
from collections.abc import Callable
from pathlib import Path

from lxml import etree

from tests.benchmarks import extractors
from tests.second_opinion import opinion_of_page


def bare() -> Callable[[bytes], object]:
    """Parse a page."""
    return lambda page: etree.fromstring(page, etree.HTMLParser(encoding="utf-8"))


def beautifulsoup() -> Callable[[bytes], object]:
    """Read a page's fields with Beautiful Soup."""
    return opinion_of_page


PEERS: dict[str, Callable[[], Callable[[bytes], object]]] = {
    "bare": bare,
    "beautifulsoup": beautifulsoup,
    "trafilatura": extractors.trafilatura,
    "resiliparse": extractors.resiliparse,
}


def main(name: str, folder: Path) -> None:
    """Read every page of the folder."""
    read = PEERS[name]()
    for path in sorted(folder.glob("*.html")):
        read(path.read_bytes())


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
