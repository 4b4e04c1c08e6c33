"""What is promised of a snapshot, in the order in which it is looked at."""

from enum import Enum


class Promise(Enum):
    """A kind of promise; its value is its name for programs."""

    MANIFEST = "manifest"
    FILES = "files"
    STRAYS = "strays"
    COLUMNS = "columns"
    RANGES = "ranges"
    COUNTS = "counts"
    KEYS = "keys"
    LINKS = "links"
    POSITIONS = "positions"
    VALUES = "values"
    NULLS = "nulls"
    DERIVED = "derived"
    CONTENTS = "contents"
    PAGES = "pages"


MEANINGS = {
    Promise.MANIFEST: "the manifest can be read and names files of every table",
    Promise.FILES: "every file is there, with its size and its SHA-256",
    Promise.STRAYS: "no other file lies where readers of a table find it, and every table has its link",
    Promise.COLUMNS: "files have the columns that the manifest says; those of today's program have the contract's",
    Promise.RANGES: "ranges of PMIDs, and of addresses, follow each other without gaps, and rows are in the right file",
    Promise.COUNTS: "rows, articles and captures are as many as the manifest says, each capture ends in one row",
    Promise.KEYS: "rows are sorted, and no key comes twice",
    Promise.LINKS: "what a row names is there: its article, its capture, its affiliations",
    Promise.POSITIONS: "positions count from 1 without gaps",
    Promise.VALUES: "values are of the contract's lists and forms",
    Promise.NULLS: "what belongs together is there together, or null together",
    Promise.DERIVED: "counts and dates that are derived agree with what they are derived from",
    Promise.CONTENTS: "records have the digest that their page had when it was read; clean texts are made of them",
    Promise.PAGES: "records of a sample are what their pages show when they are read again",
}
"""What each one says."""

_RESTORE = (
    "restore the file from a copy with that SHA-256; without one, look at an earlier snapshot (`pubmed-etl status`, "
    "then `--snapshot`), or build the dataset anew from the pages: pubmed-etl rebuild --basis nothing"
)
_REBUILD = (
    "the files are as they were published, so the rows were wrong from the start: build the dataset anew from the "
    "pages, pubmed-etl rebuild --basis nothing, and report it with these keys"
)

REMEDIES = {
    Promise.MANIFEST: (
        "restore the manifest from a copy; without one, look at an earlier snapshot (`pubmed-etl status`), or build "
        "the dataset anew: pubmed-etl rebuild --basis nothing"
    ),
    Promise.FILES: _RESTORE,
    Promise.STRAYS: "take the file away, or restore the link: plain readers of the folder read what lies there",
    Promise.COLUMNS: _RESTORE,
}
"""What to do where one is broken; of the others `remedy` says the same."""


def remedy(promise: Promise) -> str:
    """What to do where the promise is broken."""
    return REMEDIES.get(promise, _REBUILD)
