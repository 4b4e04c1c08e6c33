"""How likely it is that a run shows so little by chance, if it is like the runs before it.

A share of pages is beta-binomial: what the share really is, is known from few pages and differs between nights, and
then each page has the value or has it not. A mean is normal; means of counts are skewed to the right, so that their
falls are rarer than this says.
"""

from collections.abc import Sequence
from math import ceil, erfc, exp, lgamma, sqrt
from typing import NamedTuple

from pipeline.quality.figures import Sums

FEW = 10
"""Pieces below which nothing is said of a mean."""
NEGLIGIBLE = 1e-12
ROUNDING = 1e-9
LEAST_RUNS = 3
"""Runs that say how much they differ."""


class Group(NamedTuple):
    """Pieces that are independent of each other, and what they have in common."""

    pieces: float
    mean: float
    variance: float
    """Of a piece."""


def chance_of_share(before: Group, now: Group, spread: float) -> float:
    """How likely so small a share is."""
    share = (before.mean * before.pieces + 0.5) / (before.pieces + 1)
    known = 1 / (1 / (before.pieces + 1) + spread)
    of = int(now.pieces)
    most = min(of, ceil(now.mean * of - ROUNDING))
    return _beta_binomial(most, of, known * share, known * (1 - share))


def chance_of_mean(before: Group, now: Group, spread: float) -> float:
    """How likely so small a mean is."""
    if now.pieces < FEW or before.pieces < FEW:
        return 1.0
    error = sqrt(before.variance * (1 / now.pieces + 1 / before.pieces + spread))
    if error == 0:
        return 1.0 if now.mean >= before.mean else 0.0
    return erfc((before.mean - now.mean) / error / sqrt(2)) / 2


def spread_of(runs: Sequence[Group], least: float) -> float:
    """How much the mean differs between runs beyond chance, as a part of the variance of a piece (moments)."""
    total = sum(run.pieces for run in runs)
    every = pooled(runs)
    free = total - sum(run.pieces**2 for run in runs) / total if total else 0.0
    if len(runs) < LEAST_RUNS or free <= 0 or every.variance <= 0:
        return least
    between = sum(run.pieces * (run.mean - every.mean) ** 2 for run in runs)
    return min(1.0, max(least, (between / every.variance - (len(runs) - 1)) / free))


def pooled(runs: Sequence[Group]) -> Group:
    """All pieces of the runs."""
    pieces = sum(run.pieces for run in runs)
    if not pieces:
        return Group(0, 0, 0)
    mean = sum(run.pieces * run.mean for run in runs) / pieces
    square = sum(run.pieces * (run.variance + run.mean**2) for run in runs) / pieces
    return Group(pieces, mean, max(0.0, square - mean**2))


def of_pages(sums: Sums) -> Group:
    """Pages, each of which has a value or has it not."""
    return Group(sums.of, sums.share, sums.share * (1 - sums.share))


def of_rows(sums: Sums) -> Group:
    """Rows, of which those of one page are likely to be alike: as if each page were one, with all its rows or none."""
    pieces = sums.of**2 / sums.squares if sums.squares else 0.0
    return Group(pieces, sums.share, sums.share * (1 - sums.share))


def of_amounts(sums: Sums, rows: Sums | None) -> Group:
    """Lengths or numbers; `rows` are those of the table on each page, which are likely to be alike."""
    alike = rows.squares / rows.have if rows and rows.have else 1.0
    variance = max(0.0, sums.squares / sums.of - sums.share**2) if sums.of else 0.0
    return Group(sums.of / alike, sums.share, variance)


def _beta_binomial(most: int, of: int, a: float, b: float) -> float:
    """P(X <= most) of `of` trials; summed from the greatest term downwards, until the rest does not matter."""
    j = min(most, of)
    term = exp(_log_choose(of, j) + _log_beta(a + j, b + of - j) - _log_beta(a, b))
    total = term
    while j > 0 and term > NEGLIGIBLE * total:
        term *= j / (of - j + 1) * (b + of - j) / (a + j - 1)
        total += term
        j -= 1
    return min(1.0, total)


def _log_choose(of: int, some: int) -> float:
    return lgamma(of + 1) - lgamma(some + 1) - lgamma(of - some + 1)


def _log_beta(a: float, b: float) -> float:
    return lgamma(a) + lgamma(b) - lgamma(a + b)
