"""The report in short, as Markdown and tables for Prefect's pages; all text of pages and files is inert in it."""

from collections.abc import Iterator, Sequence

from pipeline.report.inert import in_markdown, shown
from pipeline.report.sums import sums
from pipeline.report.values import Kind, Report

Row = dict[str, str | int]


def summary(report: Report) -> str:
    """The answer, what to look at, and what came in."""
    return "\n".join(_lines(report))


def _lines(report: Report) -> Iterator[str]:
    yield f"# {in_markdown(report.headline)}\n"
    yield from (f"- **Look:** {in_markdown(sentence)}" for sentence in report.unusual)
    for alarm in report.alarms:
        layout = f" in {in_markdown(alarm.layout)}" if alarm.layout else ""
        before = f", before {in_markdown(alarm.before)}" if alarm.before else ""
        pages = "; for example " + ", ".join(map(in_markdown, alarm.examples)) if alarm.examples else ""
        yield f"- **{in_markdown(alarm.subject)}**{layout}: {in_markdown(alarm.now)}{before}{pages}"
    if report.came_in is not None:
        yield from (f"- {in_markdown(one.words)}" for one in sums(report))
        yield from _kinds("Rejected", report.came_in.rejections)
        yield from _kinds("Warnings", report.came_in.warnings)


def _kinds(title: str, kinds: Sequence[Kind]) -> Iterator[str]:
    if kinds:
        yield f"\n## {title}\n\n| kind | pages | for example |\n|---|---:|---|"
    for kind in kinds:
        yield f"| {in_markdown(kind.name)} | {kind.pages:,} | {', '.join(map(in_markdown, kind.examples))} |"


def table_rows(report: Report) -> list[Row]:
    """Rows by table, now and by how many more than before."""
    return [
        {"table": shown(table.table), "rows": table.rows, "change": table.rows - (table.before or 0)}
        for table in report.tables
    ]
