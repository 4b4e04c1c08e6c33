"""Whether a piece of HTML without a frame is whole: no `</html>` tells its end, so each of its elements has to.

Those who write such pieces end every element; an answer that was cut on its way holds one that does not end, and what
is left of a longer page holds one that has not begun.
"""

import re
from collections import Counter

from pipeline.errors import Truncated

_COMMENT = re.compile(rb"<!--(?:.*?-->|.*+)", re.DOTALL)
_TAG = re.compile(rb"<(/?)(html|body|div|ol|ul|li|span|button)(?=[\s>/])[^<>]*+>", re.IGNORECASE)
"""A tag of an element that is never left to end by itself; `<p>` and what stands inside a sentence may be."""


def promise_whole(utf8: bytes) -> None:
    """Truncated where an element of the piece has lost its end or its beginning."""
    shown = _COMMENT.sub(b"", utf8)
    if shown.rfind(b"<") > shown.rfind(b">"):
        raise Truncated("it is cut inside a tag")
    depth: Counter[bytes] = Counter()
    for tag in _TAG.finditer(shown):
        name = tag[2].lower()
        depth[name] += -1 if tag[1] else 1
        if depth[name] < 0:
            raise Truncated(f"it is cut in front: a <{name.decode()}> ends that has not begun")
    left = next((name for name, count in depth.items() if count), None)
    if left is not None:
        raise Truncated(f"it is cut: a <{left.decode()}> does not end")
