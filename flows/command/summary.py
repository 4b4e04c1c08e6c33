"""What a run did, in a page of text: what came in, where it ended, and where the data is."""

import shutil
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import pyarrow.parquet as pq
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from flows.command.safe import printable
from flows.run import Run, RunReport
from pipeline.dataset import Unchanged, current_snapshot
from pipeline.raw import ObjectPath, Place
from pipeline.tables import ARTICLES

MOST_WARNINGS = 12
"""Warnings that are named; the others are counted, and all are in `captures`."""


def summary(run: Run, report: RunReport) -> RenderableType:
    """The whole summary."""
    counts = report.publication.counts
    return Group(
        _headline(report),
        *_block("Pages", counts.statuses),
        *_block("Rejected", counts.reasons),
        *_block("Warnings", _most(counts.warnings)),
        *_block("Files that are no pages", report.ignored),
        *_block("Rows", counts.tables),
        _where(run, report),
    )


def _headline(report: RunReport) -> Text:
    speed = report.pages / report.seconds if report.seconds else 0
    read = f"{_count(report.pages, 'page')} in {_count(report.files, 'file')}"
    return Text(f"{read}, read and published in {report.seconds:,.1f} s: {speed:,.0f} a second")


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def _block(title: str, counts: Mapping[str, int]) -> Iterator[RenderableType]:
    """A heading with its counts below; nothing where there are none."""
    if not counts:
        return
    table = Table(box=None, show_header=False, padding=(0, 2, 0, 0))
    table.add_column(justify="right")
    table.add_column()
    for name, number in counts.items():
        table.add_row(f"{number:>12,}", Text(printable(name)))
    yield Text(f"\n{title}", style="bold")
    yield table


def _most(warnings: Mapping[str, int]) -> Mapping[str, int]:
    ranked = sorted(warnings.items(), key=lambda warning: (-warning[1], warning[0]))
    rest = sum(number for _, number in ranked[MOST_WARNINGS:])
    return dict(ranked[:MOST_WARNINGS]) | ({"of other names, in captures.warnings": rest} if rest else {})


def _where(run: Run, report: RunReport) -> Text:
    state = "unchanged" if isinstance(report.publication, Unchanged) else "published"
    output = printable(str(run.output))
    python, command = _shown(Path(sys.executable)), _shown(Path(sys.argv[0]).with_name("pubmed-etl"))
    return Text(
        f"\nThe dataset in {output} is {state} ({report.publication.snapshot.name.removesuffix('.json')}).\n"
        f'Look at a table:  {python} -c "{_look(run.output)}"\n'
        f"Read an article:  {command} show {_first_article(run)} --output {output}"
    )


def _look(output: Place) -> str:
    """A line of Python; of a table in an object store, its files come to this machine first."""
    where = printable(str(output))
    if isinstance(output, ObjectPath):
        table = f"pipeline.dataset.open_table('{where}', 'articles')"
        return f"import duckdb, pipeline.dataset; articles = {table}; duckdb.sql('FROM articles').show()"
    return f"import duckdb; duckdb.read_parquet('{where}/articles/*').show()"


def _shown(program: Path) -> str:
    """A program as a person would type it here."""
    if not program.exists() or shutil.which(program.name) == str(program):
        return program.name
    return str(program.relative_to(Path.cwd())) if program.is_relative_to(Path.cwd()) else str(program)


def _first_article(run: Run) -> str:
    """An article that is there, for a command that can be tried as it stands."""
    snapshot = current_snapshot(run.output)
    first = [file for file in snapshot.manifest.files_of(ARTICLES) if file.rows][:1]
    names = [pq.read_table(path, columns=["article_id"]).column(0)[0].as_py() for path in snapshot.paths(first)]
    return names[0].removeprefix("pmid:") if names else "PMID"
