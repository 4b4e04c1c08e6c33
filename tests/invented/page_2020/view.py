"""The two copies of a heading."""

from enum import Enum


class View(Enum):
    """The two copies; the value is the prefix of every id in them."""

    FULL = "full-view"
    SHORT = "short-view"
