"""A source URI names a page for good: printable, unambiguous, and the file name can be had back from it.

    dir/a.html              a file below the raw folder
    dir/b.zip!/c/a.html     a member of an archive
    dir/b.zip!/a.html!2     the second member of that name (tar archives that were appended to)
    dir/a.warc.gz!409       a record, by its offset: that of its packed frame, or its own where it is not packed
    dir/a.warc.gz!409+1200  a record further on in that frame
    dir/a.jsonl!17          a line, or a row of a Parquet file, from 1
    dir/a.html#2            the second document of a file (decode)

`%`, `#` and `!` of a name, control characters, invisible ones and bytes that are no UTF-8 are percent-encoded.
"""

import re
from unicodedata import category
from urllib.parse import unquote_to_bytes

_PLAIN = re.compile(r"[ -~]*")
_MARKS = "%#!"
_INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
_CURRENT_FOLDER = re.compile(r"(?:\./+)+")


def quote(name: str) -> str:
    """The URI form of a name as the file system gives it (undecodable bytes as surrogate escapes)."""
    if _PLAIN.fullmatch(name) and not any(mark in name for mark in _MARKS):
        return name
    return "".join(map(_quoted, name))


def unquote(uri: str) -> str:
    """The name that `quote` was given."""
    return unquote_to_bytes(uri).decode("utf-8", "surrogateescape")


def input_of(uri: str) -> str:
    """The URI of the input that a page is read from: a file's name holds neither of the marks."""
    return uri.partition("#")[0].partition("!")[0]


def joined(folder_uri: str, name: str) -> str:
    """The URI of a name inside a folder; the raw folder itself is ''."""
    return f"{folder_uri}/{quote(name)}" if folder_uri else quote(name)


def member_uri(archive_uri: str, name: str, occurrence: int = 1) -> str:
    """The URI of an archive's member; a later member of the same name carries its number."""
    again = "" if occurrence == 1 else f"!{occurrence}"
    return f"{archive_uri}!/{quote(without_current_folder(name))}{again}"


def record_uri(file_uri: str, place: str) -> str:
    """The URI of a record of a file, by its offset or number."""
    return f"{file_uri}!{place}"


def without_current_folder(name: str) -> str:
    """The name without the `./` that `tar` writes before it."""
    return _CURRENT_FOLDER.sub("", name, count=1) if name.startswith("./") else name


def _quoted(character: str) -> str:
    if character not in _MARKS and category(character) not in _INVISIBLE:
        return character
    return "".join(f"%{byte:02X}" for byte in character.encode("utf-8", "surrogateescape"))
