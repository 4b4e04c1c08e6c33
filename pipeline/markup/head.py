"""The head of a page: its title and meta tags, read without parsing the page."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from pipeline.markup.escapes import unescaped

_HEAD_END = re.compile(rb"</head\s*>|<body\b", re.IGNORECASE)
_PLAIN_HEAD_END: Final = b"</head>"
_META = re.compile(
    rb"""<meta(?:\s++(?:name|property)="([a-z0-9_:.]++)"\s++content="([^"]*+)"\s*+/?>"""
    rb"""|\b((?:[^>"']|"[^"]*+(?:"|\Z)|'[^']*+(?:'|\Z))*+)(?:>|\Z))""",
    re.IGNORECASE,
)
"""A whole tag; it matches wherever one begins, closed or not, so that no input is scanned twice. Nearly every one of
PubMed's gives its name and its content; of any other the attributes have to be read, at six times the cost."""
_ATTRIBUTE = re.compile(rb"""(?<![^\s"'<>/=])([^\s"'<>/=]++)\s*+=\s*+(?:"([^"]*+)"?|'([^']*+)'?|([^\s"'>]++))""")
_TITLE = re.compile(rb"<title\b[^<>]*+>([^<]*+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Head:
    """What the head of a page says. Where a name stands twice the first one counts."""

    title: str
    metas: Mapping[bytes, bytes]
    """The content of each meta tag as it is written, by its lower-case name; few of them are ever asked for."""

    def meta(self, name: str) -> str | None:
        """The content of a meta tag; None where it is missing or empty."""
        written = self.metas.get(name.encode())
        return _text(written) or None if written else None


def read_head(utf8: bytes) -> Head:
    """The title and the meta tags (by name or property) in front of a page's body."""
    head = utf8[: _end_of_head(utf8)]
    title = _TITLE.search(head)
    metas = [(name.lower(), content) if name else _read_tag(tag) for name, content, tag in _META.findall(head)]
    return Head(_text(title[1]).strip() if title else "", MappingProxyType(dict(reversed(metas))))


def _end_of_head(utf8: bytes) -> int:
    """Where it ends; a plain search for PubMed's own spelling goes before one in any case."""
    plain = utf8.find(_PLAIN_HEAD_END)
    found = _HEAD_END.search(utf8, 0, plain) if plain >= 0 else _HEAD_END.search(utf8)
    return found.start() if found else plain if plain >= 0 else len(utf8)


def _read_tag(attributes: bytes) -> tuple[bytes, bytes]:
    written = reversed(_ATTRIBUTE.findall(attributes))  # of an attribute that stands twice the first one counts
    found = {key.lower(): double or single or bare for key, double, single, bare in written}
    name = found.get(b"name") or found.get(b"property") or b""
    return _text(name).lower().encode(), found.get(b"content", b"")


def _text(raw: bytes) -> str:
    return unescaped(raw.decode("utf-8", "replace"))
