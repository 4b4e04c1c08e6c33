"""`make bench`: measures what a run costs, and writes `docs/benchmarks.md`."""

import argparse
import os
import platform
import sys
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from tests.benchmarks.run_cost import RUNS, Sizes, lines, table

DOCUMENT = Path(__file__).parents[2] / "docs" / "benchmarks.md"
_LIBRARIES = ("lxml", "beautifulsoup4", "pyarrow", "duckdb", "prefect", "trafilatura", "resiliparse")
_HEAD = """# Benchmarks

Made by `make bench`; do not edit. CPU is that of the whole process and its children, start-up and publishing
included; memory is that of the largest process. Each figure is the median of {runs} runs, but for peers that take
minutes: those read 200 of the pages once. A ratio compares with lxml parsing the same pages on the same machine and
doing nothing else. The peers write nothing; a run reads all fields, checks them and publishes fifteen tables.

"""


def main() -> None:
    """Measure, print and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--generated", type=int, default=3_000, help="pages to generate (default: 3000)")
    parser.add_argument("--copies", type=int, default=12, help="copies of the real pages (default: 12)")
    options = parser.parse_args()
    measured = table(list(lines(Sizes(generated=options.generated, copies=options.copies))))
    sys.stdout.write(f"{measured}\n")
    DOCUMENT.write_text(f"{_HEAD.format(runs=RUNS)}{measured}\n\n{_conditions()}", encoding="utf-8")


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
