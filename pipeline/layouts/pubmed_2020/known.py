"""What sections show that have been read from the bytes of a page already: values by the section's id, or its class."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TypeVar, cast

Value = TypeVar("Value")

NOTHING_KNOWN: Mapping[str, object] = MappingProxyType({})
"""Every section is read by its tree."""


def known_or(known: Mapping[str, object], name: str, read: Callable[[], Value]) -> Value:
    """What is known of a part of the page, or what reading it gives."""
    return cast("Value", known[name]) if name in known else read()
