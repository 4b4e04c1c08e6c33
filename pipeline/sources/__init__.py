"""Captures out of folders and archives: what is listed is read, or its row says why it could not be.

    listing = list_inputs(raw)
    for source in listing.inputs:
        for outcome in read(source, listing.sidecars):
            ...

Rooms, in the order of the flow:

    limits      how much a source may ask for
    uris        how a page is named
    names       what a file's name says
    moments     when a page was captured
    sidecars    what a crawler noted beside its pages
    inputs      the values: Input, Listing, Skipped
    folders     every file below a folder, once
    listing     a raw folder -> Listing
    faults      why bytes could not be had, in words
    zstd        Zstandard, wherever this Python keeps it
    packing     bytes out of packed streams, bounded
    places      a page's URI and time -> Capture or Rejected
    members, zips, tars, archives    an archive -> captures
    reading     an input -> captures
"""

from pipeline.sources.inputs import Input, Listing, Skipped
from pipeline.sources.limits import DEFAULT_LIMITS, Limits
from pipeline.sources.listing import list_inputs
from pipeline.sources.names import InputKind
from pipeline.sources.reading import read
from pipeline.sources.sidecars import Sidecar, Sidecars
from pipeline.sources.uris import input_of

__all__ = [
    "DEFAULT_LIMITS",
    "Input",
    "InputKind",
    "Limits",
    "Listing",
    "Sidecar",
    "Sidecars",
    "Skipped",
    "input_of",
    "list_inputs",
    "read",
]
