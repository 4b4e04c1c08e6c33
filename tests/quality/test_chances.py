"""How likely it is that so little is chance."""

from itertools import product
from math import comb, lgamma
from random import Random

import pytest

from pipeline.quality.chances import (
    Group,
    chance_of_mean,
    chance_of_share,
    of_amounts,
    of_pages,
    of_rows,
    spread_of,
)
from pipeline.quality.figures import Sums

EVEN = 1e-9


def _plainly(most: int, of: int, a: float, b: float) -> float:
    from math import exp

    def beta(x: float, y: float) -> float:
        return lgamma(x) + lgamma(y) - lgamma(x + y)

    return sum(comb(of, j) * exp(beta(a + j, b + of - j) - beta(a, b)) for j in range(most + 1))


@pytest.mark.parametrize(("have", "before"), list(product([0, 1, 7, 20], [Sums(30, 3), Sums(200, 150), Sums(50, 50)])))
def test_the_chance_of_a_share_is_the_sum_of_all_smaller_ones(have: int, before: Sums) -> None:
    share = (before.have + 0.5) / (before.of + 1)
    known = 1 / (1 / (before.of + 1) + 0.01)

    chance = chance_of_share(of_pages(before), of_pages(Sums(20, have)), 0.01)

    assert chance == pytest.approx(_plainly(have, 20, known * share, known * (1 - share)), rel=1e-6)


def test_what_ninety_five_of_a_hundred_pages_had_is_not_lost_by_chance() -> None:
    assert chance_of_share(of_pages(Sums(1_000, 950)), of_pages(Sums(100, 0)), 0.001) < 1e-30


def test_a_small_night_says_little() -> None:
    assert chance_of_share(of_pages(Sums(1_000, 400)), of_pages(Sums(10, 1)), 0.001) > 0.01


def test_rows_of_one_page_say_no_more_than_a_page() -> None:
    one_page_of_a_hundred = Sums(of=100, have=0, squares=100**2)
    a_hundred_pages_of_one = Sums(of=100, have=0, squares=100)

    assert of_rows(one_page_of_a_hundred).pieces == 1
    assert of_rows(a_hundred_pages_of_one).pieces == 100


def test_lengths_of_one_page_say_no_more_than_a_page() -> None:
    lengths = Sums(of=100, have=5_000, squares=300_000)

    assert of_amounts(lengths, Sums(of=1, have=100, squares=100**2)).pieces == 1
    assert of_amounts(lengths, None).pieces == 100


def test_a_mean_is_judged_by_how_much_its_pieces_differ() -> None:
    before = Group(pieces=500, mean=30, variance=900)

    assert chance_of_mean(before, Group(300, 5, 0), EVEN) < 1e-20
    assert chance_of_mean(before, Group(300, 29, 0), EVEN) > 0.1
    assert chance_of_mean(before, Group(9, 5, 0), EVEN) == 1


def test_what_was_always_the_same_is_not_lost_by_chance() -> None:
    always = Group(pieces=500, mean=3, variance=0)

    assert chance_of_mean(always, Group(20, 2, 0), EVEN) == 0
    assert chance_of_mean(always, Group(20, 3, 0), EVEN) == 1


def test_runs_that_differ_by_chance_alone_have_the_least_spread() -> None:
    dice = Random(1)
    runs = [of_pages(Sums(1_000, sum(dice.random() < 0.4 for _ in range(1_000)))) for _ in range(10)]

    assert spread_of(runs, 0.001) < 0.003


def test_runs_that_differ_by_more_say_so() -> None:
    runs = [of_pages(Sums(1_000, have)) for have in (100, 500, 300, 700, 200)]

    assert spread_of(runs, 0.001) > 0.1


def test_two_runs_do_not_say_how_much_runs_differ() -> None:
    assert spread_of([of_pages(Sums(1_000, 0)), of_pages(Sums(1_000, 1_000))], 0.001) == 0.001


def test_a_fall_among_nights_that_always_differ_is_more_likely() -> None:
    before, now = of_pages(Sums(5_000, 2_000)), of_pages(Sums(300, 60))

    assert chance_of_share(before, now, 0.001) < 1e-6
    assert chance_of_share(before, now, 0.1) > 1e-3
