"""Where saved pages lie, or a dataset: a path of this machine, or an address in an object store.

    pages/2023                  a folder, or one file
    s3://bucket/pages/2023      all objects whose keys begin with `pages/2023/`, or the one object of that key
    FileList(…)                 the files that a list of paths and addresses names

An address is taken as it stands: nothing in it is percent-decoded, as in the stores' own tools.
"""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

SCHEMES: Final = ("s3", "gs", "az")
"""Amazon S3 and what speaks its protocol, Google Cloud Storage, Azure Blob Storage."""

_ADDRESS = re.compile(r"(?P<scheme>[a-z][a-z0-9+.-]+)://(?P<bucket>[^/]*)/?(?P<key>.*?)/?", re.IGNORECASE | re.DOTALL)
_NEARLY_AN_ADDRESS = re.compile(rf"(?:{'|'.join(SCHEMES)}):.*", re.IGNORECASE | re.DOTALL)
_BUCKET = re.compile(r"[a-z0-9._-]+", re.IGNORECASE)
_EXAMPLE: Final = "write it like s3://bucket/folder"
_NO_PARTS: Final = frozenset({"", ".", ".."})


@dataclass(frozen=True, slots=True)
class ObjectPath:
    """An object, or the objects below a prefix. It stands where a `Path` does: it has a name, and `str` shows it."""

    store: str
    """Scheme and bucket: `s3://bucket`."""
    key: str
    """The object's key, or the prefix without the slash at its end; '' for the whole bucket."""

    @property
    def name(self) -> str:
        """The last part of the key."""
        return self.key.rpartition("/")[2]

    @property
    def parent(self) -> "ObjectPath":
        """The prefix that the object lies below."""
        return ObjectPath(self.store, self.key.rpartition("/")[0])

    def __truediv__(self, name: str) -> "ObjectPath":
        return ObjectPath(self.store, f"{self.key}/{name}" if self.key else name)

    def __str__(self) -> str:
        return f"{self.store}/{self.key}" if self.key else self.store


Place = Path | ObjectPath
"""A folder, or what stands for one in a store."""


@dataclass(frozen=True, slots=True)
class FileList:
    """A text with a path or an address a line, each of a file that is to be read."""

    place: Place
    base: Place
    """What its relative lines begin at; a file below it has the source URI that a run over this folder gives it."""

    def __str__(self) -> str:
        return str(self.place)


Raw = Place | FileList
"""What a run reads."""


def place_of(text: str) -> Place:
    """What a person means by the text. Raises ValueError in words where it is an address that cannot be right."""
    address = _ADDRESS.fullmatch(text)
    if address:
        return _object_path(text, address["scheme"].lower(), address["bucket"], address["key"])
    if _NEARLY_AN_ADDRESS.fullmatch(text):
        raise ValueError(f"{text} is neither an address of an object store nor a path: {_EXAMPLE}, or ./{text}")
    return Path(text)


def _object_path(text: str, scheme: str, bucket: str, key: str) -> ObjectPath:
    if scheme not in SCHEMES:
        raise ValueError(
            f"{text}: a place is a folder, or an address with {', '.join(f'{name}://' for name in SCHEMES)}"
        )
    if not bucket:
        raise ValueError(f"{text} names no bucket: {_EXAMPLE}")
    if not _BUCKET.fullmatch(bucket):
        raise ValueError(f"{text}: {bucket!r} cannot be the name of a bucket; {_EXAMPLE}")
    if key and not _NO_PARTS.isdisjoint(key.split("/")):
        raise ValueError(f"{text}: a part of the address is empty, '.' or '..'; {_EXAMPLE}")
    return ObjectPath(f"{scheme}://{bucket}", key)
