"""What a run did, in a page of text: what came in, where it ended, and where the data is."""

import shlex
import shutil
import sys
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from pathlib import Path

import pyarrow.parquet as pq
from rich.console import Group, RenderableType
from rich.text import Text

from flows.command.blocks import block, counted, linked, present
from flows.command.planning import MEANINGS
from flows.command.safe import printable
from flows.run import Run, RunReport
from pipeline.dataset import Basis, Published, Unchanged, Why, current_snapshot
from pipeline.tables import ARTICLES

MOST_WARNINGS = 12
"""Warnings that are named; the others are counted, and all are in `captures`."""


def summary(run: Run, report: RunReport) -> RenderableType:
    """The whole summary; where nothing was read, there is little to say."""
    if not report.files:
        return Group(_nothing_read(report), *_gone(report), _where(run, report))
    counts = report.publication.counts
    return Group(
        _headline(report),
        *block("Files", {MEANINGS[name]: number for name, number in report.inputs.items()}),
        *block("Articles that this run changed", _changes(report)),
        *block("Pages in the dataset", counts.statuses),
        *block("Rejected", counts.reasons),
        *block("Warnings", _most(counts.warnings)),
        *block("Files that are no pages", report.ignored),
        *block("Rows", counts.tables),
        *_warned(run),
        _where(run, report),
    )


def for_programs(run: Run, report: RunReport) -> Mapping[str, object]:
    """All that a run did and what the dataset holds now, by the names that the manifest has for it."""
    publication = report.publication
    return {
        "output": run.output,
        "snapshot": int(publication.snapshot.name.removesuffix(".json")),
        "is_published": isinstance(publication, Published),
        "run_id": publication.run_id,
        "seconds": round(report.seconds, 3),
        "pages_read": report.pages,
        "files_read": report.files,
        "files_by_reason": report.inputs,
        "ignored": report.ignored,
        "changes": asdict(publication.changes) if isinstance(publication, Published) else None,
        "rows": publication.counts.tables,
        "pages": publication.counts.statuses,
        "layouts": publication.counts.layouts,
        "rejected": publication.counts.reasons,
        "warnings": publication.counts.warnings,
        "report": report.report,
    }


def _nothing_read(report: RunReport) -> Text:
    known = report.inputs.get(Why.UNCHANGED.value, 0)
    verb = "was" if known == 1 else "were"
    return Text(f"Nothing changed: {counted(known, 'file')} {verb} read before.")


def _gone(report: RunReport) -> Iterator[RenderableType]:
    gone = report.inputs.get("gone", 0)
    if gone:
        yield Text(
            f"{counted(gone, 'file')} of earlier runs {'is' if gone == 1 else 'are'} gone; what they showed stays."
        )


def _headline(report: RunReport) -> Text:
    speed = report.pages / report.seconds if report.seconds else 0
    read = f"{counted(report.pages, 'page')} in {counted(report.files, 'file')}"
    is_new = isinstance(report.publication, Published)
    done, rest = ("read and published", "") if is_new else ("read", "; that changed nothing")
    return Text(f"{read}, {done} in {report.seconds:,.1f} s: {speed:,.0f} a second{rest}")


def _changes(report: RunReport) -> Mapping[str, int]:
    if not isinstance(report.publication, Published):
        return {}
    changes = report.publication.changes
    told = {"added": changes.articles_added, "changed": changes.articles_changed, "removed": changes.articles_removed}
    return present(told)


def _warned(run: Run) -> Iterator[RenderableType]:
    if run.basis is Basis.NOTHING:
        yield Text(
            f"\nThe dataset was built anew from nothing: what is not among the pages of {printable(str(run.raw))} is "
            "gone from it. `pubmed-etl diff` tells what; earlier snapshots still have it."
        )


def _most(warnings: Mapping[str, int]) -> Mapping[str, int]:
    ranked = sorted(warnings.items(), key=lambda warning: (-warning[1], warning[0]))
    rest = sum(number for _, number in ranked[MOST_WARNINGS:])
    return dict(ranked[:MOST_WARNINGS]) | ({"of other names, in captures.warnings": rest} if rest else {})


def _where(run: Run, report: RunReport) -> Text:
    state = "unchanged" if isinstance(report.publication, Unchanged) else "published"
    output = printable(str(run.output))
    command, told = _shown(Path(sys.argv[0]).with_name("pubmed-etl")), shlex.quote(output)
    where = Text(
        f"\nThe dataset in {output} is {state} ({report.publication.snapshot.name.removesuffix('.json')}).\n"
        f'Look at a table:  {command} sql "FROM articles LIMIT 5" --output {told}\n'
        f"Read an article:  {command} show {_first_article(run)} --output {told}"
    )
    if report.report:
        where.append("\nThe report:       ").append_text(linked(report.report))
    return where


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
