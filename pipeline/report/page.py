"""The report as one HTML page: no script, no request, its style and its pictures in it.

All text goes through `shown` and Jinja's escaping, whatever the template says, and a policy in the page's head forbids
the browser whatever might get through all the same.
"""

import re
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from pipeline.report.inert import shown
from pipeline.report.judgement import counted
from pipeline.report.pictures.charts import memory_chart, pace_chart, runs_chart
from pipeline.report.pictures.flow import flow_of
from pipeline.report.pictures.streams import NARROW, THICKNESS, WIDE, Drawing, drawn
from pipeline.report.sums import NO_LAYOUT, is_fragment, sums
from pipeline.report.values import CameIn, ColumnCoverage, Earlier, Fate, LayoutCoverage, Report

_TEMPLATES: Final = Path(__file__).with_name("templates")
_MOST_MOVED: Final = 8
_LEAST_MOVED: Final = 0.02
"""Difference of shares that is worth a look."""
_UNITS: Final = ("B", "kB", "MB", "GB", "TB")
_THOUSAND: Final = 1000
_MINUTE: Final = 60
_FATES: Final = {
    "parsed": "best page of their article",
    "superseded": "superseded by a better page",
    "duplicate": "duplicate of another page",
    "rejected": "rejected before",
}
_BREAKS: Final = re.compile(r"[^._-]*[._-]+|[^._-]+$")
_SPARK: Final = (64, 16)
"""Width and height of the line of earlier shares."""


def html_page(report: Report) -> str:
    """The whole page; equal for equal reports."""
    return (
        _environment()
        .get_template("report.html.jinja")
        .render(
            report=report,
            sums=sums(report),
            drawings=_drawings(report.came_in),
            moved=moved(report.coverage),
            runs=_runs(report),
            charts=_charts(report),
            speed=speed(report),
            style=Markup((_TEMPLATES / "report.css").read_text(encoding="utf-8")),  # noqa: S704  # a file of ours
        )
    )


def moved(coverage: tuple[LayoutCoverage, ...]) -> list[tuple[str, ColumnCoverage]]:
    """What differs most from the runs before, whatever the reason; of a table that does, the table alone."""
    told = [
        (layout.layout, column)
        for layout in coverage
        for column in layout.columns
        if column.change is not None and abs(column.change) >= _LEAST_MOVED
    ]
    tables = {(layout, column.table) for layout, column in told if column.column is None}
    leading = [one for one in told if one[1].column is None or (one[0], one[1].table) not in tables]
    return sorted(leading, key=lambda one: -abs(one[1].change or 0))[:_MOST_MOVED]


def speed(report: Report) -> float | None:
    """Pages a second of the whole run; None where nothing was read."""
    if report.came_in is None or report.effort is None or not report.came_in.pages or not report.effort.seconds:
        return None
    return report.came_in.pages / report.effort.seconds


def _drawings(came_in: CameIn | None) -> tuple[Drawing, ...]:
    if came_in is None or not came_in.pages:
        return ()
    flow = flow_of(came_in)
    return drawn(flow, WIDE), drawn(flow, NARROW)


def _charts(report: Report) -> Mapping[str, Markup | None]:
    samples = report.effort.samples if report.effort else ()
    return {"pace": pace_chart(samples), "memory": memory_chart(samples), "runs": runs_chart(_runs(report))}


def _runs(report: Report) -> tuple[Earlier, ...]:
    """The runs before, and this one."""
    this = Earlier(
        started_at=report.started_at,
        ending=report.ending,
        snapshot=report.snapshot,
        pages=report.came_in.pages if report.came_in else None,
        seconds=report.effort.seconds if report.effort else None,
    )
    return (*report.earlier, this)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_finalized,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(_FILTERS)
    environment.globals.update(thickness=THICKNESS, spark_size=_SPARK)
    return environment


def _finalized(value: object) -> object:
    """What every expression of the template gives; None is a fault of the template."""
    if value is None:
        raise TypeError("the template shows what nobody knows")
    return value if isinstance(value, Markup) or not isinstance(value, str) else shown(value)


def _became(fate: Fate) -> str:
    """What became of some pages, in words."""
    if fate.status == "parsed" and is_fragment(fate.layout):
        return f"{fate.layout}: complete an article"
    layout = "no layout" if fate.layout == NO_LAYOUT else fate.layout
    return f"{layout}: {_FATES.get(fate.status, fate.status)}"


def _breakable(name: str) -> Markup:
    """A long name, which may go on in the next line behind a full stop, a hyphen or an underscore."""
    return Markup("<wbr>").join(map(escape, _BREAKS.findall(shown(name))))


def _size(count: float) -> str:
    unit = 0
    while count >= _THOUSAND and unit < len(_UNITS) - 1:
        count, unit = count / _THOUSAND, unit + 1
    return f"{count:,.0f} {_UNITS[unit]}" if unit <= 1 else f"{count:,.1f} {_UNITS[unit]}"


def _duration(seconds: float) -> str:
    if seconds < 1:
        return f"{seconds * 1000:,.0f} ms"
    if seconds < _MINUTE:
        return f"{seconds:,.1f} s"
    minutes, rest = divmod(round(seconds), _MINUTE)
    hours, minutes = divmod(minutes, _MINUTE)
    return f"{hours:,} h {minutes:02} min" if hours else f"{minutes} min {rest:02} s"


def _points(share: float) -> str:
    """A difference of shares."""
    return f"{'+' if share > 0 else '−' if share < 0 else '±'}{abs(share) * 100:.1f}"


def _signed(number: int) -> str:
    return f"{'+' if number > 0 else '−' if number < 0 else '±'}{abs(number):,}"


def _spark(column: ColumnCoverage) -> str:
    """The shares of the runs before and of this one, as the points of a line."""
    width, height = _SPARK
    shares = [*column.history, column.share]
    step = (width - 4) / max(len(shares) - 1, 1)
    return " ".join(
        f"{2 + place * step:.0f},{height - 2 - share * (height - 4):.1f}"
        for place, share in enumerate(shares)
        if share is not None
    )


_FILTERS: Final[Mapping[str, Callable[..., str]]] = {
    "number": lambda number: f"{number:,}",
    "decimal": lambda number: f"{number:,.1f}",
    "percent": lambda share: f"{share:.1%}",
    "points": _points,
    "signed": _signed,
    "size": _size,
    "duration": _duration,
    "spark": _spark,
    "counted": counted,
    "breakable": _breakable,
    "became": _became,
    "moment": lambda moment: f"{moment:%Y-%m-%d %H:%M} UTC",
}
