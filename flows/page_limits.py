"""What one page may take, as whoever starts a run sets it in the environment; processes that parse inherit that.

PUBMED_ETL_PAGE_SECONDS     seconds of computing that a page may take (60)
PUBMED_ETL_PAGE_MEMORY      MiB by which a page may make its process grow (2048)
"""

import math
import os
from typing import Final

from flows.errors import WrongSetting
from pipeline.watching import DEFAULT_PAGE_LIMITS, PageLimits

SECONDS: Final = "PUBMED_ETL_PAGE_SECONDS"
MEMORY: Final = "PUBMED_ETL_PAGE_MEMORY"
_MEBIBYTE: Final = 2**20


def page_limits() -> PageLimits:
    """The limits of this run. Raises WrongSetting."""
    return PageLimits(
        seconds=_set(SECONDS, DEFAULT_PAGE_LIMITS.seconds),
        memory_bytes=int(_set(MEMORY, DEFAULT_PAGE_LIMITS.memory_bytes / _MEBIBYTE) * _MEBIBYTE),
    )


def _set(name: str, usual: float) -> float:
    said = os.environ.get(name)
    if not said:
        return usual
    try:
        number = float(said)
    except ValueError:
        number = math.nan
    if not 0 < number < math.inf:
        raise WrongSetting(f"{name} is {said!r}: write a number above 0, like {usual:g}")
    return number
