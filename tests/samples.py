"""How much of a large sample the tests look at: a part of it, or all with `HYPOTHESIS_PROFILE=thorough`."""

import os
from collections.abc import Sequence
from typing import TypeVar

PROFILE = os.environ.get("HYPOTHESIS_PROFILE", "quick")

T = TypeVar("T")


def some(sample: Sequence[T], one_in: int) -> Sequence[T]:
    """Every so many of them; all of them where time is no matter."""
    return sample if PROFILE == "thorough" else sample[::one_in]
