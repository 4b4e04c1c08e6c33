"""A peer at work on a folder of pages, as a process of its own: `python -m tests.benchmarks.peers NAME FOLDER`.

bare              lxml parses every page, nothing else: the yardstick
beautifulsoup     a plain scraper reads some ten fields of an article; it writes nothing
trafilatura, resiliparse      the main text of a page, without any field; they write nothing
"""

import sys
from collections.abc import Callable
from pathlib import Path

Reading = Callable[[bytes], object]


def bare() -> Reading:
    """Parse a page."""
    from lxml import etree

    return lambda page: etree.fromstring(page, etree.HTMLParser(encoding="utf-8"))


def beautifulsoup() -> Reading:
    """Read a page's fields with Beautiful Soup."""
    from tests.second_opinion import opinion_of_page

    return opinion_of_page


def trafilatura() -> Reading:
    """The main text, with trafilatura's defaults."""
    from trafilatura import extract

    return lambda page: extract(page.decode())


def resiliparse() -> Reading:
    """The main text, as web corpora are made with it."""
    from resiliparse.extract.html2text import extract_plain_text

    return lambda page: extract_plain_text(page.decode(), main_content=True)


PEERS: dict[str, Callable[[], Reading]] = {
    "bare": bare,
    "beautifulsoup": beautifulsoup,
    "trafilatura": trafilatura,
    "resiliparse": resiliparse,
}
"""Each imports only what it needs itself, when it is asked for: start-up counts."""


def main(name: str, folder: Path) -> None:
    """Read every page of the folder."""
    read = PEERS[name]()
    for path in sorted(folder.glob("*.html")):
        read(path.read_bytes())


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
