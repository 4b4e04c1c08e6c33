"""Where the streams of a flow are drawn. No library draws a Sankey diagram as static SVG without a browser."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from pipeline.report.pictures.flow import Flow, Node

THICKNESS: Final = 12
"""Of a node, in pixels."""
_THINNEST: Final = 2.0
"""Of a stream: one page among a million shows."""
_TOP: Final = 8
_GAP: Final = 8


@dataclass(frozen=True, slots=True)
class Canvas:
    """How large it is drawn, and where its columns begin."""

    name: str
    width: int
    columns: tuple[int, int, int]
    streams: int
    """Pixels that all pages together are high."""
    line: int
    """Pixels that a label takes."""


WIDE: Final = Canvas("wide", 760, (0, 270, 560), 220, 22)
NARROW: Final = Canvas("narrow", 340, (0, 92, 206), 200, 34)
"""For a telephone: a label has two lines."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A node as it is drawn."""

    node: Node
    x: int
    y: float
    height: float

    @property
    def middle(self) -> float:
        """Where its label stands."""
        return self.y + self.height / 2


@dataclass(frozen=True, slots=True)
class Stream:
    """A link as it is drawn."""

    path: str
    tone: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """A flow as it is drawn."""

    canvas: Canvas
    height: int
    bars: tuple[Bar, ...]
    streams: tuple[Stream, ...]


def drawn(flow: Flow, canvas: Canvas) -> Drawing:
    """Place every node below the one before, and every stream between two of them."""
    scale = canvas.streams / max(flow.nodes[0].pages, 1)
    bars: dict[str, Bar] = {}
    bottom = 0.0
    for column in range(len(canvas.columns)):
        y = float(_TOP)
        for node in (node for node in flow.nodes if node.column == column):
            height = max(node.pages * scale, _THINNEST)
            slot = max(height, canvas.line)
            bars[node.key] = Bar(node, canvas.columns[column], round(y + (slot - height) / 2, 1), round(height, 1))
            y += slot + _GAP
        bottom = max(bottom, y)
    return Drawing(canvas, round(bottom), tuple(bars.values()), _streams(flow, bars, scale))


def _streams(flow: Flow, bars: Mapping[str, Bar], scale: float) -> tuple[Stream, ...]:
    left, right = ({key: bar.y for key, bar in bars.items()} for _ in range(2))
    streams: list[Stream] = []
    for link in flow.links:
        source, target = bars[link.source], bars[link.target]
        width = max(link.pages * scale, _THINNEST)
        path = _path(source.x + THICKNESS, left[link.source], target.x, right[link.target], width)
        streams.append(Stream(path, target.node.tone))
        left[link.source] += width
        right[link.target] += width
    return tuple(streams)


def _path(x: float, y: float, end_x: float, end_y: float, width: float) -> str:  # one stream has five measures
    bend = (x + end_x) / 2
    return (
        f"M{x:.0f} {y:.1f}C{bend:.0f} {y:.1f} {bend:.0f} {end_y:.1f} {end_x:.0f} {end_y:.1f}"
        f"V{end_y + width:.1f}C{bend:.0f} {end_y + width:.1f} {bend:.0f} {y + width:.1f} {x:.0f} {y + width:.1f}Z"
    )
