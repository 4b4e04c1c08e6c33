"""`make bench`: prints what a run costs, as ratios to a bare parse of the same pages."""

import argparse
import sys

from tests.benchmarks.run_cost import lines, table

parser = argparse.ArgumentParser(description=__doc__)
parser.add_argument("--generated", type=int, default=3_000, help="pages to generate (default: 3000)")
sys.stdout.write(table(list(lines(parser.parse_args().generated))) + "\n")
