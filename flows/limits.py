"""What one page, and one file of pages, may take, as whoever starts a run sets it in the environment.

Processes that parse inherit the environment, and workers of a cluster are told. SETTINGS has the names.
"""

import math
import os
from dataclasses import replace
from typing import Final, NamedTuple

from flows.errors import WrongSetting
from pipeline.limits import DEFAULT_LIMITS, MEBIBYTE, Limits


class Setting(NamedTuple):
    """A variable of the environment."""

    name: str
    limit: str
    """The field of `Limits` that it sets."""
    unit: int = 1
    """What its number is multiplied by."""


SECONDS: Final = "PUBMED_ETL_PAGE_SECONDS"
MEMORY: Final = "PUBMED_ETL_PAGE_MEMORY"
_SECONDS: Final = Setting(SECONDS, "seconds")
_WHOLE: Final = (
    Setting(MEMORY, "memory_bytes", MEBIBYTE),
    Setting("PUBMED_ETL_PAGE_SIZE", "page_bytes", MEBIBYTE),
    Setting("PUBMED_ETL_PAGE_TAGS", "page_tags"),
    Setting("PUBMED_ETL_FIELD_CHARACTERS", "field_characters"),
    Setting("PUBMED_ETL_FILE_PAGES", "file_pages"),
    Setting("PUBMED_ETL_ARCHIVE_MEMBERS", "archive_members"),
    Setting("PUBMED_ETL_ARCHIVE_PADDING", "padding_bytes", MEBIBYTE),
    Setting("PUBMED_ETL_EXPANSION", "expansion"),
)
SETTINGS: Final = (_SECONDS, *_WHOLE)
"""All of them."""


def run_limits() -> Limits:
    """The limits of this run. Raises WrongSetting."""
    whole = {one.limit: max(1, int(_told(one) * one.unit)) for one in _WHOLE}
    return replace(DEFAULT_LIMITS, seconds=_told(_SECONDS), **whole)


def usual(setting: Setting) -> float:
    """What a limit is where nobody sets it, in the setting's unit."""
    return float(getattr(DEFAULT_LIMITS, setting.limit)) / setting.unit


def _told(setting: Setting) -> float:
    said = os.environ.get(setting.name)
    if not said:
        return usual(setting)
    try:
        number = float(said)
    except ValueError:
        number = math.nan
    if not 0 < number < math.inf:
        raise WrongSetting(f"{setting.name} is {said!r}: write a number above 0, like {usual(setting):g}")
    return number
