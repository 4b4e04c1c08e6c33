"""Links in a text: the words stay where they are, the addresses are taken out and kept beside them.

While the text is cut into lines a link is marked by three code points that are no characters, so that
its words may run over the end of a line.
"""

import re
from typing import NamedTuple

from pipeline.layouts.flat_text.styles import Links


class Link(NamedTuple):
    """A link's words, as the text shows them, and where they lead."""

    words: str
    address: str


OPEN, SHUT, END = "\ufdd0", "\ufdd1", "\ufdd2"
NOTE = "affiliation-"
"""In the address of a number behind an author's name, which a tool may write without a blank."""
_MARKERS = re.compile(f"[{OPEN}{SHUT}{END}]")
_MARKED = re.compile(rf"{OPEN}([^{OPEN}{SHUT}{END}]*){SHUT}(\d+){END}")
_LEFT_OVER = re.compile(rf"{OPEN}|{SHUT}\d+{END}")

_TARGET = (
    r"\(\s*(?:<(?P<angle>[^<>\n]*)>|(?P<bare>(?:[^()\s\\]|\\.|\([^()\s]*\))*))"
    r"(?:\s+\"(?:[^\"\\]|\\.|\"(?!\s*\))){0,3000}\")?\s*\)"
)
_IMAGE = re.compile(rf"!\[(?P<words>(?:[^\[\]\\]|\\.)*)\]{_TARGET}")
_ANCHOR = re.compile(rf"(?<!!)\[(?P<words>(?:[^\[\]\\]|\\.|\[[^\[\]]*\])*)\]{_TARGET}")
_ADDRESS = r"(?P<bare>(?:https?://|/|#|mailto:)"
_BRACKETED = re.compile(rf"(?<!\S)(?P<words>\S+)\s+\[{_ADDRESS}[^\s\[\]]*)\]")
_IN_PARENTHESES = re.compile(
    rf"(?<!\S)(?P<words>\S+)(?P<is_apart>\s{{2,}}|(?<=Disclaimer) )? ?\({_ADDRESS}(?:[^\s()]|\([^\s()]*\))*)\)"
    r"(?(is_apart)|(?: (?=[.,;:)\]])|$))",
    re.MULTILINE,
)
"""A tool that writes links so sets blanks around them; behind an author's own parentheses there is none."""
_NUMBERED = re.compile(r"\[(?P<number>\d{1,5})\](?P<words>[^\n\[\]]*?(?=\s-\s|[\n\[\]]|$))")
_LISTED = re.compile(r"^[ \t]*(\d{1,5})\. ((?:https?|file|mailto|ftp):\S*)[ \t]*$", re.MULTILINE)
_LIST_OF_LINKS = re.compile(r"^References\s+(?:Visible links:\s+)?1\. (?:https?|file):", re.MULTILINE)

_HIDDEN = 9
"""Numbers in a row that may stand at no words."""

Lifted = tuple[str, tuple[str, ...]]
"""The text with marked links, and their addresses by number."""


def lift_links(text: str, style: Links) -> Lifted:
    """The text with its links marked, and their addresses."""
    text = _MARKERS.sub("", text)
    if style is Links.MARKDOWN:
        return _lift(_lift((text, ()), _IMAGE), _ANCHOR)
    if style is Links.BRACKETS:
        return _lift((text, ()), _BRACKETED)
    if style is Links.PARENTHESES:
        return _lift((text, ()), _IN_PARENTHESES)
    return _lift_numbered(text) if style is Links.NUMBERS else (text, ())


def separate_links(line: str, addresses: tuple[str, ...]) -> tuple[str, tuple[Link, ...]]:
    """The line without its marks, and the links in it."""
    links: list[Link] = []

    def take(found: re.Match[str]) -> str:
        link = Link(" ".join(found[1].split()), addresses[int(found[2])])
        links.append(link)
        return f" {found[1]} " if NOTE in link.address else found[1]

    if OPEN in line:
        line = _MARKED.sub(take, _MARKED.sub(take, line))
    return _LEFT_OVER.sub("", line) if OPEN in line or SHUT in line else line, tuple(links)


def _lift(lifted: Lifted, pattern: re.Pattern[str]) -> Lifted:
    text, before = lifted
    addresses = list(before)

    def mark(found: re.Match[str]) -> str:
        parts = found.groupdict()
        addresses.append((parts.get("angle") or parts["bare"] or "").replace("\\", ""))
        return f"{OPEN}{found['words']}{SHUT}{len(addresses) - 1}{END}"

    return pattern.sub(mark, text), tuple(addresses)


def _lift_numbered(text: str) -> Lifted:
    """Links that are numbered through the text; the list of addresses at its end is cut off."""
    cut = _LIST_OF_LINKS.search(text)
    if cut is None:
        return text, ()
    addresses = {int(number): _of_the_web(address) for number, address in _LISTED.findall(text, cut.start())}
    marked: list[str] = []
    seen = [0]

    def mark(found: re.Match[str]) -> str:
        number = int(found["number"])
        if number not in addresses or not 0 < number - seen[-1] <= _HIDDEN:
            return found[0]
        seen.append(number)
        marked.append(addresses[number])
        return f"{OPEN}{found['words']}{SHUT}{len(marked) - 1}{END}"

    return _NUMBERED.sub(mark, text[: cut.start()]), tuple(marked)


def _of_the_web(address: str) -> str:
    """An address that a tool took for a file's, because it read the page from one: `file:///31865055/`."""
    if address.startswith("file:///"):
        return address.removeprefix("file://")
    return address.replace("file://", "https://", 1) if address.startswith("file://") else address
