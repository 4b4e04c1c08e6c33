"""Lines and bars over time, by pygal: only its shapes, for colours and fonts are those of the page."""

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Any, Final
from xml.etree.ElementTree import Element

import pygal
from markupsafe import Markup

from pipeline.report.values import Earlier, Sample

MEBIBYTE: Final = 1024 * 1024
_WIDTH, _HEIGHT = 520, 210
_LEAST_BUSY: Final = 3
"""Looks that saw pages go by; fewer make no line."""
_LABELS: Final = 5
"""On an axis, so that they can be read on a telephone."""


def pace_chart(samples: Sequence[Sample]) -> Markup | None:
    """Pages a second over the time of a run; None where it was too short to tell."""
    return _lines("pace", pace_points(samples), lambda pages: f"{pages:,.0f}")


def pace_points(samples: Sequence[Sample]) -> list[tuple[float, float]]:
    """Pages a second between two looks, at the later one; only while pages were read."""
    points = [
        (after.seconds, (after.pages - before.pages) / (after.seconds - before.seconds))
        for before, after in pairwise(samples)
        if after.seconds > before.seconds
    ]
    busy = [place for place, (_, speed) in enumerate(points) if speed > 0]
    return points[max(busy[0] - 1, 0) : busy[-1] + 2] if len(busy) >= _LEAST_BUSY else []


def memory_chart(samples: Sequence[Sample]) -> Markup | None:
    """Mebibytes of memory over the time of a run; None where nobody could tell."""
    points = [(one.seconds, one.memory_bytes / MEBIBYTE) for one in samples if one.memory_bytes is not None]
    return _lines("memory", points, lambda mebibytes: f"{mebibytes:,.0f}")


def runs_chart(runs: Sequence[Earlier]) -> Markup | None:
    """Pages of the last runs; None where there is only one."""
    if len(runs) <= 1:
        return None
    chart = _chart(pygal.Bar, "runs", lambda pages: f"{pages:,.0f}")
    every = -(-len(runs) // _LABELS)
    chart.x_labels = [f"{run.started_at:%b %d}" for run in runs]
    chart.x_labels_major = [f"{run.started_at:%b %d}" for run in runs[::-every]]
    chart.show_minor_x_labels = len(runs) <= _LABELS
    chart.add("pages", [run.pages or 0 for run in runs])
    return _svg(chart)


def _lines(name: str, points: Sequence[tuple[float, float]], words: Callable[[float], str]) -> Markup | None:
    if len(points) <= 1:
        return None
    chart = _chart(pygal.XY, name, words)
    chart.fill, chart.show_dots, chart.include_x_axis = True, False, True
    chart.x_value_formatter = lambda seconds: f"{seconds:,.0f} s" if points[-1][0] > _LABELS else f"{seconds:,.1f} s"
    chart.add(name, points)
    return _svg(chart)


def _chart(kind: Callable[..., Any], name: str, words: Callable[[float], str]) -> Any:  # noqa: ANN401  # pygal has no types
    chart = kind(
        width=_WIDTH,
        height=_HEIGHT,
        margin=8,
        css=(),
        js=(),
        show_legend=False,
        include_x_axis=True,
        max_scale=_LABELS,
        min_scale=3,
        value_formatter=words,
        disable_xml_declaration=True,
    )
    chart.uuid = name
    chart.add_xml_filter(_bare)
    return chart


def _bare(root: Element) -> Element:
    """Shapes alone: neither scripts nor styles, nor a remark that says when it was made."""
    for parent in list(root.iter()):
        for child in list(parent):
            if str(child.tag).rpartition("}")[2] not in _SHAPES:
                parent.remove(child)
    root.set("aria-hidden", "true")  # the numbers stand in a table beside it
    return root


_SHAPES: Final = frozenset({"g", "rect", "path", "line", "circle", "text", "tspan"})
"""All that is left of a chart."""


def _svg(chart: Any) -> Markup:  # noqa: ANN401  # pygal has no types
    return Markup(chart.render(is_unicode=True))  # noqa: S704  # its texts are numbers and dates of ours
