"""What is read of pages that were flattened in many styles, field by field.

`python -m tests.benchmarks.styles [FOLDER] [--misses STYLE]`, where FOLDER has the styles in `text-styles/` and the
records of the pages' HTML in `gold/`.

survival    share of pages with every value of the field still in the text, as measured when the texts were made
there       values that the text still holds
recovered   those of them that are read
spaced      read but for white space that the tool set between tags or took away
wrong       values that are read and that the page does not have
"""

import argparse
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from tests.benchmarks.pages import REAL_PAGES
from tests.flat_styles import FIELDS, Gold, Tally, read_gold, styles, survivals, tallies

SURVIVAL = "field-survival.tsv"


def table(folder: Path, gold: Gold) -> Iterator[str]:
    """A line a style and field, as Markdown."""
    shares = survivals(folder / SURVIVAL)
    yield "| style | field | survival | there | recovered | spaced | wrong |"
    yield "|---|---|---|---|---|---|---|"
    for style in styles(folder):
        found, _ = tallies(style, gold)
        yield from _lines(style.name, found, shares.get(style.name, {}))


def _lines(style: str, found: Mapping[str, Tally], shares: Mapping[str, str]) -> Iterator[str]:
    for name, tally in found.items():
        share = shares.get(FIELDS[name].survival or "", "")
        if tally.there or tally.wrong:
            yield f"| {style} | {name} | {share} | {' | '.join(map(str, tally))} |"


def misses(folder: Path, gold: Gold) -> Iterator[str]:
    """Every value of a style that was missed or is wrong."""
    for miss in tallies(folder, gold)[1]:
        yield f"{miss.page}\t{miss.field}\t{miss.kind}\t{miss.value}"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, default=REAL_PAGES.parent, help="default: %(default)s")
    parser.add_argument("--misses", metavar="STYLE", help="print what is missed or wrong in one style")
    arguments = parser.parse_args()
    gold = read_gold(arguments.folder / "gold")
    texts = arguments.folder / "text-styles"
    lines = misses(texts / arguments.misses, gold) if arguments.misses else table(texts, gold)
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
