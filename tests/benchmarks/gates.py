"""What the gates catch: every name of PubMed's markup renamed on 300 pages, and what real samples do to each other.

python -m tests.benchmarks.gates [--pages 300] [--samples 50]
"""

import argparse
import random
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from flows.gates import leading
from pipeline.quality.figures import Figure, Measure
from pipeline.quality.gates import Finding, findings
from pipeline.quality.history import PastRun
from pipeline.quality.settings import USUAL
from tests.quality.nights import Night, another, changed_columns, history, invented_pages, night
from tests.renamed_markup import Name, names_in

REAL_PAGES = Path(__file__).parents[3] / "shared" / "pages" / "html"
NIGHTS = 5
"""Runs of unchanged pages before the one that is judged."""


class Verdict(Enum):
    """What becomes of a renamed name."""

    COLUMN = "gate: column"
    WARNING = "gate: warning"
    REJECTION = "gate: rejection"
    PAGES_ONLY = "pages alone"
    """Warnings on pages, too few for the gate."""
    REDUNDANT = "same records"
    MISSED = "missed"


@dataclass(frozen=True, slots=True)
class Line:
    """A name, and what became of it."""

    name: Name
    pages: int
    """Pages that have it."""
    verdict: Verdict
    told: tuple[str, ...]
    changed: tuple[str, ...]
    """Columns whose records are others now."""


def lines(count: int) -> Iterator[Line]:
    """Each name renamed in `count` pages, after nights of other pages of the same kind."""
    before = history([night(invented_pages(range(n * count, (n + 1) * count))).coverage for n in range(NIGHTS)])
    pages = invented_pages(range(NIGHTS * count, (NIGHTS + 1) * count))
    usual = night(pages)
    alarms = findings(usual.coverage, before, USUAL)
    if alarms:
        raise AssertionError(f"a night like the others stops: {alarms}")
    for name in names_in(pages):
        yield _line(name, pages, usual, before)


def _line(name: Name, pages: Sequence[str], usual: Night, before: Sequence[PastRun]) -> Line:
    renamed = [name.renamed(page) for page in pages]
    others = sum(one != other for one, other in zip(pages, renamed, strict=True))
    changed = another(usual, pages, renamed)
    found = leading(findings(changed.coverage, before, USUAL))
    differ = tuple(changed_columns(usual, changed))
    return Line(name, others, _verdict(found, usual, changed, differ), tuple(map(_told, found)), differ)


def _verdict(found: Sequence[Finding], usual: Night, changed: Night, differ: Sequence[str]) -> Verdict:
    measures = {finding.figure.measure for finding in found}
    if Measure.REJECTED in measures or Measure.READ in measures:
        return Verdict.REJECTION
    if measures - {Measure.WARNED}:
        return Verdict.COLUMN
    if measures:
        return Verdict.WARNING
    if _warnings(changed) - _warnings(usual):
        return Verdict.PAGES_ONLY
    return Verdict.MISSED if differ else Verdict.REDUNDANT


def _warnings(one: Night) -> Counter[Figure]:
    warned = (Measure.WARNED, Measure.REJECTED)
    return Counter({figure: sums.have for figure, sums in one.coverage.items() if figure.measure in warned})


def _told(finding: Finding) -> str:
    figure = finding.figure
    return f"{figure.name} ({figure.measure.value} {finding.before.share:.2f} → {finding.now.share:.2f})"


def false_alarms(samples: int) -> Sequence[Finding]:
    """Real pages in random samples, each judged by a history of others: whatever is found is a false alarm."""
    read = list(night(path.read_bytes().decode("utf-8", "replace") for path in sorted(REAL_PAGES.iterdir())).outcomes)
    dice = random.Random(2023)
    found: list[Finding] = []
    for _ in range(samples):
        dice.shuffle(read)
        now, *before = (Night(tuple(read[part :: NIGHTS + 1])).coverage for part in range(NIGHTS + 1))
        found += findings(now, history(before), USUAL)
    return found


HEAD = "| name | pages | caught by | how |\n|---|--:|---|---|\n"


def row(line: Line) -> str:
    """A line as Markdown; of what was missed, the columns that are others now."""
    how = "; ".join(line.told[:2] or line.changed[:3])
    return f"| {line.name.kind} `{line.name.word}` | {line.pages} | {line.verdict.value} | {how} |\n"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=300, help="pages a night (default: 300)")
    parser.add_argument("--samples", type=int, default=50, help="samples of the real pages (default: 50)")
    options = parser.parse_args()
    sys.stdout.write(HEAD)
    counted: Counter[str] = Counter()
    for line in lines(options.pages):
        sys.stdout.write(row(line))
        sys.stdout.flush()
        counted[line.verdict.value] += 1
    sys.stdout.write(f"\n{', '.join(f'{verdict}: {number}' for verdict, number in counted.most_common())}\n")
    if REAL_PAGES.is_dir():
        found = false_alarms(options.samples)
        sys.stdout.write(f"\n{options.samples} samples of real pages: {len(found)} false alarms {found[:3]}\n")


if __name__ == "__main__":
    main()
