"""The head of a page: its title and meta tags, read without parsing the page."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import unescape
from types import MappingProxyType

_HEAD_END = re.compile(rb"</head\s*>|<body\b", re.IGNORECASE)
_META = re.compile(
    rb"<meta\b((?:[^>\"']|\"[^\"]*+(?:\"|\Z)|'[^']*+(?:'|\Z))*+)(?:>|\Z)",
    re.IGNORECASE,
)
"""A whole tag; it matches wherever one begins, closed or not, so that no input is scanned twice."""
_ATTRIBUTE = re.compile(rb"""(?<![^\s"'<>/=])([^\s"'<>/=]++)\s*+=\s*+(?:"([^"]*+)"?|'([^']*+)'?|([^\s"'>]++))""")
_AS_PUBMED_WRITES = re.compile(rb"""\s++(?:name|property)="([a-z0-9_:.]++)"\s++content="([^"]*+)"\s*+/?""")
"""The attributes of nearly every tag; `_ATTRIBUTE` reads them too, at six times the cost."""
_TITLE = re.compile(rb"<title\b[^<>]*+>([^<]*+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Head:
    """What the head of a page says. Where a name stands twice the first one counts."""

    title: str
    metas: Mapping[str, str]

    def meta(self, name: str) -> str | None:
        """The content of a meta tag; None where it is missing or empty."""
        return self.metas.get(name) or None


def read_head(utf8: bytes) -> Head:
    """The title and the meta tags (by lower-case name or property) in front of a page's body."""
    end = _HEAD_END.search(utf8)
    head = utf8[: end.start()] if end else utf8
    title = _TITLE.search(head)
    metas: dict[str, str] = {}
    for tag in _META.finditer(head):
        name, content = _name_and_content(tag[1])
        metas.setdefault(name, content)
    return Head(_text(title[1]).strip() if title else "", MappingProxyType(metas))


def _name_and_content(attributes: bytes) -> tuple[str, str]:
    common = _AS_PUBMED_WRITES.fullmatch(attributes)
    return (common[1].decode(), _text(common[2])) if common else _any_name_and_content(attributes)


def _any_name_and_content(attributes: bytes) -> tuple[str, str]:
    written = reversed(_ATTRIBUTE.findall(attributes))  # of an attribute that stands twice the first one counts
    found = {key.lower(): double or single or bare for key, double, single, bare in written}
    name = found.get(b"name") or found.get(b"property") or b""
    return _text(name).lower(), _text(found.get(b"content", b""))


def _text(raw: bytes) -> str:
    text = raw.decode("utf-8", "replace")
    return unescape(text) if "&" in text else text
