"""Where pages went is drawn so that every stream has room, and every count is the sum of its streams."""

import itertools
from collections import Counter
from dataclasses import replace

import pytest

from pipeline.report.pictures.charts import memory_chart, pace_chart, pace_points, runs_chart
from pipeline.report.pictures.flow import MOST_REASONS, Flow, flow_of
from pipeline.report.pictures.streams import NARROW, WIDE, Canvas, drawn
from pipeline.report.values import CameIn, Kind, Sample
from tests.report.reports import came_in, effort, report


def _many_reasons() -> CameIn:
    reasons = tuple(Kind(name=f"reason-{n}", pages=20 - n, examples=(), detail=None) for n in range(MOST_REASONS + 3))
    return replace(came_in(), pages=10 + sum(reason.pages for reason in reasons), rejections=reasons)


@pytest.fixture(params=["published", "stopped", "forgotten", "many reasons"])
def flow(request: pytest.FixtureRequest) -> Flow:
    """What came in, in all ways that it may end."""
    told = came_in()
    fewer = (replace(told.fates[0], pages=5), *told.fates[1:])
    return flow_of(
        {
            "published": told,
            "stopped": replace(told, fates=()),
            "forgotten": replace(told, fates=fewer, forgotten=2),
            "many reasons": _many_reasons(),
        }[str(request.param)]
    )


@pytest.mark.parametrize("column", [0, 1, 2])
def test_every_column_has_all_pages(flow: Flow, column: int) -> None:
    assert sum(node.pages for node in flow.nodes if node.column == column) == flow.nodes[0].pages


def test_what_flows_in_flows_out(flow: Flow) -> None:
    into, out = Counter[str](), Counter[str]()
    for link in flow.links:
        into[link.target] += link.pages
        out[link.source] += link.pages

    assert all(into[node.key] == node.pages for node in flow.nodes if node.column)
    assert all(out[node.key] == node.pages for node in flow.nodes if node.column < 2)


@pytest.mark.parametrize("canvas", [WIDE, NARROW])
def test_nodes_of_a_column_leave_room_for_their_labels(flow: Flow, canvas: Canvas) -> None:
    drawing = drawn(flow, canvas)

    for x in canvas.columns:
        middles = sorted(bar.middle for bar in drawing.bars if bar.x == x)
        assert all(after - before >= canvas.line for before, after in itertools.pairwise(middles))
    assert all(bar.y >= 0 and bar.y + bar.height <= drawing.height for bar in drawing.bars)


def test_one_page_of_a_million_can_be_seen() -> None:
    million = replace(came_in(), layouts={"pubmed-2020": 999_999}, fates=(), known=0, pages=1_000_001)

    assert min(bar.height for bar in drawn(flow_of(million), WIDE).bars) >= 2


def test_pages_a_second_are_those_between_two_looks() -> None:
    assert pace_points(effort().samples) == [(1.0, 0.0), (2.0, 3.0), (3.0, 4.0), (4.0, 5.0)]


def test_a_run_that_was_over_at_once_has_no_line() -> None:
    looks = [Sample(seconds=second, pages=pages, memory_bytes=None) for second, pages in ((0.0, 0), (0.1, 9))]

    assert pace_chart(looks) is None
    assert memory_chart(looks) is None
    assert runs_chart(report().earlier[:1]) is None


def test_charts_are_shapes_and_nothing_else() -> None:
    charts = [pace_chart(effort().samples), memory_chart(effort().samples), runs_chart(report().earlier)]

    for chart in charts:
        assert chart is not None
        assert chart.startswith("<svg")
        assert "<!--" not in chart
        assert not any(f"<{tag}" in chart for tag in ("script", "style", "a ", "image", "foreignObject"))
