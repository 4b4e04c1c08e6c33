"""Where on a page of a layout each field stands, and which function reads it: for those who doubt a value.

Every layout declares its origins beside its reader. The tests hold them against pages: without the bytes of a section,
exactly its own fields are other ones.
"""

import re
from collections.abc import Callable, Mapping
from typing import NamedTuple


class Origin(NamedTuple):
    """Where a field comes from."""

    section: str
    """As people find it on the page, or in its source: `#references`."""
    mark: re.Pattern[bytes]
    """How the section begins in the page's UTF-8."""
    rule: Callable[..., object]
    """What reads it."""
    else_from: str = ""
    """Where else the value may come from, in words."""
    template: str = ""
    """The module that reads the same from markup that is printed to the letter, if there is one."""

    @property
    def rule_in_words(self) -> str:
        """What the rule says of itself, and where it is."""
        said = " ".join((self.rule.__doc__ or "").partition("\n\n")[0].split())
        shortcut = (
            f" (or {self.template.replace('.', '/')}.py, which reads the usual markup alike)" if self.template else ""
        )
        return f"{self.rule.__name__} in {self.rule.__module__.replace('.', '/')}.py{shortcut}: {said}"


def _file(module: str) -> str:
    return f"{module.replace('.', '/')}.py"


Origins = Mapping[str, Origin]
"""By the name of the field of `ArticlePage`."""


class Span(NamedTuple):
    """Bytes of a page, from the first to the one behind the last."""

    start: int
    end: int


def by_id(identity: str) -> re.Pattern[bytes]:
    """The start tag of the element with this id."""
    return re.compile(rb"<\w+\b[^<>]*?\bid\s*=\s*[\"']?" + re.escape(identity.encode()) + rb"[\"'\s>][^<>]*>?")


def by_class(*names: str) -> re.Pattern[bytes]:
    """The start tag of the first element with one of these classes."""
    any_of = b"|".join(re.escape(name.encode()) for name in names)
    return re.compile(rb"<\w+\b[^<>]*?\bclass\s*=\s*[\"'](?:[^\"'<>]*\s)?(?:" + any_of + rb")(?:\s[^\"'<>]*)?[\"']")


def by_line(*headings: str) -> re.Pattern[bytes]:
    """The first line that is one of these headings, whatever marks it as one."""
    any_of = b"|".join(re.escape(heading.encode()) for heading in headings)
    return re.compile(rb"^[#*=\s]*(?:" + any_of + rb")[#*=:\s]*$", re.MULTILINE | re.IGNORECASE)


BEGINNING = re.compile(rb"\A")
"""The page itself."""


NOWHERE = re.compile(rb"(?!)")
"""No part of the page."""


def either(*marks: re.Pattern[bytes]) -> re.Pattern[bytes]:
    """The first of several beginnings."""
    return re.compile(b"|".join(mark.pattern for mark in marks), marks[0].flags)


_MAIN_END = re.compile(rb"</main\s*>", re.IGNORECASE)


def span_of(utf8: bytes, origin: Origin, origins: Origins) -> Span | None:
    """From where the section begins to where another one does; None where it is not on the page.

    Of a section that stands in several places it is the first one, and of a tag without content the tag.
    """
    found = origin.mark.search(utf8)
    if found is None:
        return None
    if found[0].startswith(b"<meta"):
        return Span(*found.span())
    others = {one.mark for one in origins.values()} - {origin.mark}
    starts = (other.start() for mark in others for other in mark.finditer(utf8, found.end()))
    end = _MAIN_END.search(utf8, found.end())
    return Span(found.start(), min((*starts, end.start() if end else len(utf8))))
