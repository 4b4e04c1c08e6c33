"""`make bench`: measures what a run costs, and writes `docs/benchmarks.md`, section by section."""

import argparse
import os
import platform
import re
import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

from tests.benchmarks.cluster import cluster
from tests.benchmarks.growth import cores, prefect_and_memory
from tests.benchmarks.inputs import inputs
from tests.benchmarks.run_cost import Sizes, lines, table
from tests.benchmarks.scale import scale

DOCUMENT = Path(__file__).parents[2] / "docs" / "benchmarks.md"
_LIBRARIES = ("lxml", "beautifulsoup4", "pyarrow", "duckdb", "prefect", "trafilatura", "resiliparse")
HEAD = """# Benchmarks

Made by `make bench`; do not edit. CPU is that of the whole process and its children, start-up and publishing
included; memory is that of all processes together. Figures are medians. The machine may do other things meanwhile, so
whatever is compared ran in the same round, and a ratio is the median of the rounds' ratios.
"""


class Section(NamedTuple):
    """A part of the document that is measured by itself."""

    title: str
    measure: Callable[[], str]


def _run_cost() -> str:
    measured = table(list(lines(Sizes(generated=4_000, copies=20, rounds=3))))
    return (
        "A ratio compares with lxml parsing the same pages and doing nothing else. The peers write nothing; a run reads\n"
        "all fields, checks them and publishes fifteen tables. The last two peers read 200 of the pages once.\n\n"
        f"{measured}"
    )


_GROWING = ((2_000, "usual"), (20_000, "usual"), (20_000, "small"), (200_000, "small"))

SECTIONS: Mapping[str, Section] = {
    "cost": Section("A whole run beside a bare parse and beside peers", _run_cost),
    "cores": Section("Cores", lambda: cores(20_000, 3)),
    "growth": Section("Prefect, and memory", lambda: prefect_and_memory(_GROWING, 3)),
    "inputs": Section("Kinds of input", lambda: inputs(4_000, 3)),
    "cluster": Section("A cluster", lambda: cluster(5_000)),
    "scale": Section("Forty million pages", scale),
}


def main() -> None:
    """Measure, print and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sections", nargs="*", choices=[*SECTIONS, []], help="what to measure (default: everything)")
    for name in parser.parse_args().sections or SECTIONS:
        section = SECTIONS[name]
        text = f"{section.measure()}\n\n{_conditions()}"
        sys.stdout.write(f"## {section.title}\n\n{text}\n")
        before = DOCUMENT.read_text(encoding="utf-8") if DOCUMENT.exists() else HEAD
        DOCUMENT.write_text(with_section(before, section.title, text), encoding="utf-8")


def with_section(document: str, title: str, text: str) -> str:
    """The document with this section in place of the one of its name; sections stand in the order in which they ran."""
    titles = [section.title for section in SECTIONS.values()]
    parts = re.split(r"^## (.+)\n", document, flags=re.MULTILINE)[1:]
    held = {**dict(zip(parts[::2], parts[1::2], strict=True)), title: f"\n{text}\n"}
    return f"{HEAD}\n" + "\n".join(f"## {one}\n\n{held[one].strip()}\n" for one in _in_order(titles, held))


def _in_order(titles: Sequence[str], held: Mapping[str, str]) -> Sequence[str]:
    return [title for title in titles if title in held]


def _conditions() -> str:
    """On what it was measured, and when."""
    libraries = ", ".join(f"{name} {version(name)}" for name in _LIBRARIES)
    load = os.getloadavg()[0]
    return (
        f"Measured on {datetime.now(UTC):%Y-%m-%d} on {os.cpu_count()} cores ({platform.machine()}, "
        f"{platform.system()}), Python {platform.python_version()}, {libraries}; load {load:.1f} at the end.\n"
    )


if __name__ == "__main__":
    main()
