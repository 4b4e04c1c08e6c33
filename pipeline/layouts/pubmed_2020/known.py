"""What sections show that have been read from the bytes of a page already: values by the section's id, or its class."""

from collections.abc import Mapping
from types import MappingProxyType

NOTHING_KNOWN: Mapping[str, object] = MappingProxyType({})
"""Every section is read by its tree."""
