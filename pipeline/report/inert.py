"""Text of pages and names of files in a report: shown as it is, and obeyed by nobody.

HTML is escaped by Jinja; here goes what a reader would not see: characters that command, hide, or turn text around.
"""

import re
from typing import Final

_UNSEEN: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\ufffe\uffff\U000e0000-\U000e007f]"
)
_OF_MARKDOWN: Final = re.compile(r"[^\w ,;]|_")
LONGEST: Final = 300
"""Characters of a text that are shown; no page needs more to be found."""


def shown(text: str) -> str:
    """The text, with what cannot be seen as its number: `evil⟨U+202E⟩gnp.html`."""
    short = text if len(text) <= LONGEST else f"{text[:LONGEST]} …"
    return _UNSEEN.sub(lambda found: f"⟨U+{ord(found[0]):04X}⟩", short)


def in_markdown(text: str) -> str:
    """The text as Markdown that is this text and nothing else: no link, no picture, no HTML, no cell of a table."""
    return _OF_MARKDOWN.sub(lambda found: f"&#{ord(found[0])};", " ".join(shown(text).split()))
