"""`make faults`: injects faults into runs, and writes what became of them into `docs/reliability.md`."""

import argparse
import os
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from tests.faults.archives import hostile
from tests.faults.killing import killed
from tests.faults.mutating import A_BATCH, SECONDS_A_PAGE, mutated
from tests.faults.sums import Sums
from tests.faults.system import failed
from tests.measured import Document, Section, measure

_KILLED_PUBLISHERS = 200
_KILLED_RUNS = 40
_REAL = 100_000
_GENERATED = 20_000
_SEED = int(os.environ.get("FAULTS_SEED", "1"))
_LIBRARIES = ("lxml", "beautifulsoup4", "pyarrow", "duckdb")
_HEAD = """# Reliability

Made by `make faults`; do not edit. Faults are injected into runs of the command as a scheduler starts it, some by
chance and some by hand, and their tables are read without this program. A promise that does not hold would be named
below its table.

What is not tested: power that fails (only that everything is flushed before anything points to it), network file
systems, disks that lie about what they wrote, clocks that jump during a run, systems other than Linux, more than one
machine on one folder. In object stores, the tests of `make test` inject lost, late, doubled and cut answers; they are
not counted here.
"""
_broken: list[str] = []


def _told(about: str, sums: Callable[[], Sums]) -> str:
    found = sums()
    _broken.extend(found.broken)
    return f"{about}\n\n{found.table()}"


_SECTIONS: Mapping[str, Section] = {
    "kills": Section(
        "Killed at random moments",
        lambda: _told(
            "`kill -9` at a moment drawn by chance, over and over on one dataset, while readers pin its current snapshot\n"
            "and read it as a whole: pandas, Polars and DuckDB beside the publications, DuckDB beside the whole runs. What\n"
            "each snapshot has to say is known beforehand.",
            lambda: killed(_KILLED_PUBLISHERS, _KILLED_RUNS, _SEED),
        ),
    ),
    "pages": Section(
        "Damaged pages",
        lambda: _told(
            "Each page is damaged once to three times: tags lost, doubled or never closed, bytes and bits of another value,\n"
            "holes, zeros, cuts, two pages in one, values as long as books, other encodings. They are read by whole runs of\n"
            f"{A_BATCH:,} pages, with a limit of {SECONDS_A_PAGE} seconds of computing a page. The last four columns would blame the program.",
            lambda: mutated(_REAL, _GENERATED, _SEED),
        ),
    ),
    "archives": Section(
        "Hostile archives",
        lambda: _told(
            "All in one folder, each beside a page of an article, which has to be published; nothing may be written outside\n"
            "of the output, and the run may not take a gigabyte.",
            hostile,
        ),
    ),
    "system": Section(
        "What an operating system does",
        lambda: _told(
            "Each on a dataset that holds half of the pages; the other half is new. The next run, without the fault, has to\n"
            "publish what is missing.",
            failed,
        ),
    ),
}
DOCUMENT = Document(Path(__file__).parents[2] / "docs" / "reliability.md", _HEAD, _SECTIONS, _LIBRARIES)


def main() -> None:
    """Inject, print and write; ends with 1 where a promise was broken."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sections", nargs="*", choices=[*_SECTIONS, []], help="what to inject (default: everything)")
    measure(DOCUMENT, parser.parse_args().sections)
    sys.exit(bool(_broken))


if __name__ == "__main__":
    main()
