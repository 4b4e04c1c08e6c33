"""What a task says of its inputs, for the next run, and what it is told of pages that were read before."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

import pyarrow as pa

UNREAD = "unread"
"""Stands among the readers of an input where bytes could not be had: a store that was down may be up the next time."""


class InputRead(NamedTuple):
    """An input that a shard read, for the next run to know it by."""

    input_uri: str
    state: str
    """What tells its bytes apart from others', without reading them."""
    notes: str
    """Digest of what was noted beside it."""
    parser_versions: Sequence[str]
    """Who read its pages."""


INPUTS_READ = pa.schema(
    [
        pa.field("input_uri", pa.string(), nullable=False),
        pa.field("state", pa.string(), nullable=False),
        pa.field("notes", pa.string(), nullable=False),
        pa.field("parser_versions", pa.list_(pa.field("element", pa.string(), nullable=False)), nullable=False),
    ]
)
"""The same as columns."""


class KnownPage(NamedTuple):
    """A page as it was read before."""

    capture_id: str
    parser_version: str


KnownPages = Mapping[str, KnownPage]
"""Pages of an input by their address."""
Known = Mapping[str, KnownPages]
"""Pages by input."""
NOTHING_KNOWN: Known = MappingProxyType({})
