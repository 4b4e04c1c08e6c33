"""Section `Figures`: each figure's label, the heading of its caption, and the caption.

A figure opens with its image's text, `Figure 1`, and shows the caption once or, where the tool kept what a
browser hides, three times: twice cut short with `…`, at last whole. The label is printed again before the
heading, `Fig. 1. Heading`, and where it ends in a full stop two of them meet: `Figure 1.. Heading`.
"""

import re
from collections.abc import Callable, Iterator
from itertools import groupby, takewhile, zip_longest
from typing import NamedTuple

from pipeline.layouts.flat_text.lines import Line
from pipeline.layouts.flat_text.links import Link
from pipeline.layouts.flat_text.prose import joined
from pipeline.layouts.flat_text.styles import Paragraphs, Style
from pipeline.normalize.text import clean
from pipeline.tables import Figure

LabelOf = Callable[[list[str], int], str | None]
"""The label of the figure that opens at a line, if one does."""


class Block(NamedTuple):
    """The lines of one figure, copy by copy; the first line of a copy is its heading."""

    label: str
    copies: tuple[tuple[str, ...], ...]


FURNITURE = re.compile(
    r"See this image and copyright information in PMC$|All figures \(\d+\)$|captionless-figure$|None(?: None)*$"
)
LABEL = re.compile(
    r"(?P<label>(?:(?:Extended Data|Supplementary|Supplemental|Appendix|Online) )?"
    r"(?:Fig|Scheme|Table|Graph|Box|Chart|Plate|Image|Photo|Algorithm|Pseudocode|Listing|Video|Map|Diagram|Panel)"
    r"(?:ures?|s)?\.? ?[A-Z]{0,2}\d{1,3}(?:[.-]\d{1,3})?[A-Z]?(?: ?[\u2013-] ?[A-Z]?\d{1,3})?[.:]?"
    r"|(?:Graphical|Visual) abstract|Central illustration)(?:$|(?=\. )|(?=\.(?-i:[A-Z][a-z])))",
    re.IGNORECASE,
)
NUMBER = re.compile(r"\d{1,3}(?=$|\. )")
PAIR = 2
"""The image's text and the caption."""
NEXT_COPY = 3
"""Lines from the heading of one copy to that of the next, at most: two of caption between them."""
WORD = re.compile(r"[^\W_]+")
CUT_SHORT = "…"
SMALL_WORDS = frozenset("a an and as at between by for from in of on or the to with".split())  # noqa: SIM905  # reads as a list
ENDS = (".", "!", "?", CUT_SHORT)
ADDRESS = re.compile(r"https?://\S+$")
THUMBNAIL = ".gif"


def read_figures(lines: tuple[Line, ...], style: Style) -> tuple[Figure, ...]:
    """The figures in their printed order."""
    texts = [line.text for line in lines if not FURNITURE.match(line.text)]
    label_of = _new_label
    if style.paragraphs is Paragraphs.FRAGMENTS:
        label_of = _worded_label if any(map(LABEL.fullmatch, texts)) else _new_label
        texts = _whole_sentences(texts, style, label_of)
    else:
        texts = [text for text in texts if not ADDRESS.match(text)]
    links = [link for line in lines for link in _links(line)]
    blocks = list(_paired(texts) if _is_paired(texts) else _labelled(texts, label_of))
    following = [block.label for block in blocks[1:]]
    return tuple(
        _figure(n, block, label, _take(links, block))
        for n, (block, label) in enumerate(zip_longest(blocks, following), 1)
    )


def _whole_sentences(pieces: list[str], style: Style, label_of: LabelOf) -> list[str]:
    """Pieces joined up to the end of a sentence; a label stays alone."""
    whole: list[list[str]] = []
    for at, piece in enumerate(pieces):
        if whole and not _is_label(whole[-1][-1]) and not label_of(pieces, at) and _is_cut(whole[-1][-1], piece):
            whole[-1].append(piece)
        else:
            whole.append([piece])
    return [joined(group, style) for group in whole]


def _is_cut(before: str, piece: str) -> bool:
    """Whether a sentence runs on from one piece to the next."""
    if before.endswith(ENDS):
        return False
    return not piece[:1].isupper() or before.endswith("(") or before.rpartition(" ")[2] in SMALL_WORDS


def _is_paired(texts: list[str]) -> bool:
    """Whether each figure has its image's text above a single caption: the label twice, and no third time alone."""
    if len(texts) < PAIR or _label(texts[1], texts[0]) is None or any(text.endswith(CUT_SHORT) for text in texts):
        return False
    of_first = takewhile(lambda text: _label(text, texts[0]) or not _is_label(text), texts)
    runs = groupby(_label(text, texts[0]) is not None for text in of_first)
    return all(len(list(run)) == PAIR for is_same, run in runs if is_same)


def _paired(texts: list[str]) -> Iterator[Block]:
    """A figure opens where a line is the label of the next."""
    starts: list[int] = []
    for at in range(len(texts) - 1):
        if (not starts or at > starts[-1] + 1) and _label(texts[at + 1], texts[at]):
            starts.append(at)
    for start, end in zip(starts, [*starts[1:], len(texts)], strict=True):
        label = _label(texts[start + 1], texts[start]) or texts[start]
        rest = (text for text in texts[start + 2 : end] if not _is_label(text))
        yield Block(label, ((texts[start + 1], *rest),))


def _labelled(texts: list[str], label_of: LabelOf) -> Iterator[Block]:
    """A figure opens where a line begins with a new label; the same label again opens a copy."""
    label: str | None = None
    copies: list[list[str]] = []
    for at, text in enumerate(texts):
        same = _label(text, label) if label else None
        new = None if same else label_of(texts, at)
        if new:
            yield from _block(label, copies)
            label, copies = new, [[text]]
        elif same:
            label = same
            copies.append([text])
        elif copies:
            copies[-1].append(text)
    yield from _block(label, copies)


def _block(label: str | None, copies: list[list[str]]) -> Iterator[Block]:
    if label:
        yield Block(label, tuple(tuple(copy) for copy in copies))


def _worded_label(texts: list[str], at: int) -> str | None:
    """The label of a new figure in a text in pieces that has labels in words: a number is a lowered letter there."""
    found = LABEL.match(texts[at])
    return found["label"] if found else None


def _new_label(texts: list[str], at: int) -> str | None:
    """The label of a new figure; one that is no label by its words, `1`, shows itself by its next copy."""
    found = LABEL.match(texts[at])
    if found:
        return found["label"]
    number = NUMBER.match(texts[at])
    if number and any(_label(text, number[0]) for text in texts[at + 1 : at + 1 + NEXT_COPY]):
        return number[0]
    return texts[at] if at + 1 < len(texts) and _label(texts[at + 1], texts[at]) else None


def _label(text: str, image_text: str) -> str | None:
    """The label that `text` begins with, if it is the one that the image's text names."""
    if text == image_text or text.startswith(f"{image_text}. "):
        return image_text
    found = LABEL.match(text)
    if found is None:
        return None
    named, printed = WORD.findall(image_text.casefold()), WORD.findall(found["label"].casefold())
    return found["label"] if named[-len(printed) :] == printed else None


def _is_label(text: str) -> bool:
    """A label and nothing else; below a caption it is the text of an image that has none."""
    found = LABEL.match(text) or NUMBER.match(text)
    return found is not None and found.end() == len(text)


def _figure(position: int, block: Block, following: str | None, links: list[Link]) -> Figure:
    heading, *rest = _last_copy(block, following)
    title = heading.removeprefix(block.label).removeprefix(".") if heading != block.label else ""
    addresses = [link.address for link in links]
    return Figure(
        position=position,
        label=block.label,
        title=clean(title),
        caption=clean(" ".join(rest)),
        image_url=next((address for address in addresses if not address.endswith(THUMBNAIL)), None),
        thumbnail_url=next((address for address in addresses if address.endswith(THUMBNAIL)), None),
        width=None,
        height=None,
        pmcid=None,
        figure_id=None,
    )


def _last_copy(block: Block, following: str | None) -> tuple[str, ...]:
    """The whole caption, without the next image's text where a tool ran the two together."""
    copy = block.copies[-1]
    if len(block.copies) > 1 and following and copy[-1].endswith(f" {following}"):
        return (*copy[:-1], copy[-1].removesuffix(f" {following}"))
    return copy


def _links(line: Line) -> list[Link]:
    """Links to images; an address that stands alone belongs to the figure below it."""
    alone = [Link("", line.text)] if ADDRESS.match(line.text) else []
    return [*alone, *(link for link in line.links if link.address.startswith("http"))]


def _take(links: list[Link], block: Block) -> list[Link]:
    """The first links that lead to this figure's image."""
    taken: list[Link] = []
    while links and (not links[0].words or block.label.endswith(links[0].words)):
        if taken and not links[0].words:
            break
        taken.append(links.pop(0))
    return taken
