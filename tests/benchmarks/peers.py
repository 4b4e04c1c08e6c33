"""A peer at work on a folder of pages, as processes of its own: `python -m tests.benchmarks.peers NAME FOLDER [PROCESSES]`.

bare              lxml parses every page, nothing else: the yardstick
soup              Beautiful Soup parses every page, nothing else: what no scraper on it can save
ten-fields        a scraper on Beautiful Soup reads ten fields of an article: identifiers, title, authors' names, the
                  abstract, MeSH terms, and how many affiliations, figures and references there are; it writes nothing
same-tables       a scraper on Beautiful Soup reads the rows of `articles` and of all tables that a page's sections fill,
                  but for the columns in `UNCOMPARED`; tests hold its rows against the program's; it writes nothing
trafilatura, resiliparse      the main text of a page, without any field; they write nothing
"""

import sys
from collections.abc import Callable, Iterable
from multiprocessing import Process
from pathlib import Path

Reading = Callable[[bytes], object]


def bare() -> Reading:
    """Parse a page."""
    from lxml import etree

    return lambda page: etree.fromstring(page, etree.HTMLParser(encoding="utf-8"))


def soup() -> Reading:
    """Parse a page with Beautiful Soup, by the fastest of its parsers."""
    from bs4 import BeautifulSoup

    return lambda page: BeautifulSoup(page, "lxml")


def ten_fields() -> Reading:
    """Read ten of a page's fields with Beautiful Soup."""
    from tests.second_opinion.ten_fields import scrape_ten_fields

    return scrape_ten_fields


def same_tables() -> Reading:
    """Read all tables of a page with Beautiful Soup."""
    from tests.second_opinion.scraping import scrape_page

    return scrape_page


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
    "soup": soup,
    "ten-fields": ten_fields,
    "same-tables": same_tables,
    "trafilatura": trafilatura,
    "resiliparse": resiliparse,
}
"""Each imports only what it needs itself, when it is asked for: start-up counts."""


def main(name: str, folder: Path, processes: int = 1) -> None:
    """Read every page of the folder, in so many processes that share nothing."""
    paths = sorted(folder.glob("*.html"))
    own, *others = (paths[number::processes] for number in range(processes))
    beside = [Process(target=_read_each, args=(name, part)) for part in others]
    for process in beside:
        process.start()
    _read_each(name, own)
    for process in beside:
        process.join()
    if any(process.exitcode for process in beside):
        raise SystemExit(f"{name} did not read all pages")


def _read_each(name: str, paths: Iterable[Path]) -> None:
    read = PEERS[name]()
    for path in paths:
        read(path.read_bytes())


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), *map(int, sys.argv[3:]))
