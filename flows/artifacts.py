"""The report on Prefect's own pages: a summary, the rows by table, and where the whole report is."""

from prefect.artifacts import create_link_artifact, create_markdown_artifact, create_table_artifact

from flows.reporting import ReportFiles
from pipeline.report.markdown import summary, table_rows
from pipeline.report.values import Report

SUMMARY, TABLES, PAGE = "report-summary", "report-tables", "report-page"
"""Their keys: Prefect lists all artifacts of a key over time."""


def leave_artifacts(report: Report, files: ReportFiles) -> None:
    """Put them beside the flow run that calls."""
    create_markdown_artifact(summary(report), key=SUMMARY, description="What the run did")
    if report.tables:
        create_table_artifact(table_rows(report), key=TABLES, description="Rows by table, and their change")
    create_link_artifact(files.html.absolute().as_uri(), key=PAGE, link_text="report.html, on the machine of the run")
