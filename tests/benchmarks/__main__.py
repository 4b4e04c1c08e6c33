"""`make bench`: measures what a run costs, and writes `docs/benchmarks.md`, section by section."""

import argparse
from collections.abc import Mapping
from pathlib import Path

from tests.benchmarks.citations import citations
from tests.benchmarks.cluster import cluster
from tests.benchmarks.growth import cores, prefect_and_memory
from tests.benchmarks.inputs import inputs
from tests.benchmarks.run_cost import Sizes, lines, table
from tests.benchmarks.scale import scale
from tests.measured import Document, Section, measure

_LIBRARIES = ("lxml", "beautifulsoup4", "pyarrow", "duckdb", "prefect", "trafilatura", "resiliparse")
_HEAD = """# Benchmarks

Made by `make bench`; do not edit. CPU is that of the whole process and its children, start-up and publishing
included; memory is that of all processes together. Figures are medians. The machine may do other things meanwhile, so
whatever is compared ran in the same round, and a ratio is the median of the rounds' ratios.
"""


def _run_cost() -> str:
    measured = table(list(lines(Sizes(generated=4_000, copies=20, rounds=3))))
    return (
        "A ratio compares with lxml parsing the same pages and doing nothing else. The peers write nothing; a run reads\n"
        "all fields, checks them and publishes fifteen tables. trafilatura and Beautiful Soup read some 200 of the pages\n"
        "once, the latter with lxml below it and three times: it parses pages and does no more; it reads ten fields\n"
        "(identifiers, title, authors' names, abstract, MeSH terms, numbers of affiliations, figures and references);\n"
        "and it reads the rows of `articles` and of the eleven tables that a page's sections fill. Tests hold these rows\n"
        "against those of a run. They lack what a run derives from no page or from text that it has read already: the\n"
        "groups of labels, the parts of references, the clean text. These scrapers find each section once and search\n"
        "nothing but what they need in it; one that searches the whole page for each field takes longer.\n\n"
        f"{measured}"
    )


_STARTING = ((10, "usual"), (1_000, "usual"))
_GROWING = ((2_000, "usual"), (20_000, "usual"), (20_000, "small"), (200_000, "small"))

_SECTIONS: Mapping[str, Section] = {
    "cost": Section("A whole run beside a bare parse and beside peers", _run_cost),
    "cores": Section("Cores", lambda: cores(20_000, 3)),
    "start": Section("A cold start", lambda: prefect_and_memory(_STARTING, 3)),
    "growth": Section("Prefect, and memory", lambda: prefect_and_memory(_GROWING, 3)),
    "inputs": Section("Kinds of input", lambda: inputs(4_000, 3)),
    "cluster": Section("A cluster", lambda: cluster(5_000)),
    "scale": Section("Forty million pages", scale),
    "citations": Section("Parsed references", citations),
}

DOCUMENT = Document(Path(__file__).parents[2] / "docs" / "benchmarks.md", _HEAD, _SECTIONS, _LIBRARIES)


def main() -> None:
    """Measure, print and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sections", nargs="*", choices=[*_SECTIONS, []], help="what to measure (default: everything)")
    measure(DOCUMENT, parser.parse_args().sections)


if __name__ == "__main__":
    main()
