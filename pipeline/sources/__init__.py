"""Captures out of folders, stores, archives and crawls: what is listed is read, or its row says why it could not be.

    listing = list_inputs(raw)
    for outcome in read_all(listing.inputs, listing.sidecars):
        ...

Rooms, in the order of the flow:

    uris        how a page is named
    names       what a file's name says
    moments     when a page was captured
    faults, store_faults    why bytes could not be had, in words
    awaiting    waiting that can be interrupted
    stores      what object stores answer: keys and bytes
    windows     an object as a file
    zstd        Zstandard, wherever this Python keeps it
    packing     bytes out of packed streams, bounded
    opening     the bytes of a file or an object
    unpackers, frames    a packed file as a stream that can be read on behind a broken frame
    found       the value: FoundFile
    addresses   where a page was saved from
    sidecars    what a crawler noted beside its pages
    inputs      the values: Input, Listing, Skipped
    condensed   many inputs in little memory
    folders     every file below a folder, once
    keys        every object below a prefix, once
    list_lines, named_files    a list of files -> what it names
    many_objects    what a store says of many keys
    file_lists  every file that a list names, once
    listing     a raw folder, store or list -> Listing
    places      a page's URI and time -> Capture or Rejected
    members, zips, tars, archives    an archive -> captures
    header_fields, http_messages    a server's answer -> the page that it sent
    warc_records, warcs    a WARC file -> captures
    rows, lines, parquet    pages in a column of JSON lines or Parquet -> captures
    ahead       pages of a store, asked for before they are needed
    reading     inputs -> captures
"""

from pipeline.sources.condensed import condense, weights_of
from pipeline.sources.inputs import Input, Listing, Skipped
from pipeline.sources.listing import confirm_there, list_inputs
from pipeline.sources.names import InputKind
from pipeline.sources.reading import read, read_all, read_each, rejected_input
from pipeline.sources.sidecars import Sidecar, Sidecars
from pipeline.sources.uris import input_of

__all__ = [
    "Input",
    "InputKind",
    "Listing",
    "Sidecar",
    "Sidecars",
    "Skipped",
    "condense",
    "confirm_there",
    "input_of",
    "list_inputs",
    "read",
    "read_all",
    "read_each",
    "rejected_input",
    "weights_of",
]
