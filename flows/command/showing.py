"""Finding the article that `show` is asked for, in the dataset or in a page, and printing it."""

import re
import sys
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path

from rich.console import Console

from flows.command.article import article, fragment
from flows.command.as_json import write_json
from flows.command.exits import Exit
from flows.command.failing import attempt
from flows.command.safe import printable
from pipeline.dataset import Row, find_article
from pipeline.errors import ArticleNotFound
from pipeline.outcome import Completing, Extracted, Outcome, Rejected, Seen
from pipeline.raw import Place
from pipeline.shards import ShardSize, outcomes, plan_shards
from pipeline.sources import Skipped, list_inputs
from pipeline.tables import ARTICLES, CAPTURES, DOCUMENTS, SECTION_TABLES

ARTICLE_NAME = re.compile(
    r"(?:pmid:)?\d+|(?:doi:|https?://(?:dx\.)?doi\.org/)?10\.\d{4,}/\S+|page:[0-9a-f]{16}", re.IGNORECASE
)
"""A PMID, a DOI as people copy it, or an `article_id`."""
RESOLVER = re.compile(r"https?://(?:dx\.)?doi\.org/", re.IGNORECASE)
WIDEST = 100
"""Columns of text; longer lines are hard to read."""

Rows = Mapping[str, list[Row]]


def start(what: str, output: Place, snapshot: str, *, as_json: bool, debug: bool) -> Exit:
    """Find and print."""
    return attempt(partial(_show, what, output, snapshot, write_json if as_json else _as_text), debug=debug)


def _show(what: str, output: Place, snapshot: str, write: Callable[[Rows], None]) -> Exit:
    if ARTICLE_NAME.fullmatch(what):
        write(find_article(output, RESOLVER.sub("", what), snapshot))
        return Exit.FINE
    return _show_file(Path(what), write)


def _show_file(path: Path, write: Callable[[Rows], None]) -> Exit:
    """Print every article of a file, and every list of one; for a page that is neither, why."""
    if not path.exists():
        raise ArticleNotFound(f"{path} is no file here, and neither a PMID nor a DOI")
    is_any = False
    is_page = False
    for outcome in _outcomes(path):
        is_page = True
        if isinstance(outcome, Rejected):
            where = printable(outcome.provenance.source_uri)
            sys.stderr.write(f"{where}: no article ({outcome.reason.value}): {printable(outcome.detail)}\n")
        else:
            write(_rows(outcome))
            is_any = True
    if not is_page:
        raise ArticleNotFound(f"{path} holds no page: .html, .htm and .txt are read, also compressed or in archives")
    return Exit.FINE if is_any else Exit.NOTHING


def _outcomes(path: Path) -> Iterator[Outcome]:
    """What the run would make of the file."""
    for shard in plan_shards(list_inputs(path), ShardSize(sys.maxsize)):
        yield from (found for found in outcomes(shard) if not isinstance(found, Seen | Skipped))


def _rows(read: Extracted | Completing) -> Rows:
    """The rows of a page as the dataset would hold them, but for what only all captures together decide."""
    sections = {table.name: [row._asdict() for row in getattr(read.page, table.name)] for table in SECTION_TABLES}
    if isinstance(read, Completing):
        return {ARTICLES.name: [], **sections, DOCUMENTS.name: [], CAPTURES.name: [_fragment_capture(read)]}
    return {
        ARTICLES.name: [read.assembled.article._asdict()],
        **sections,
        DOCUMENTS.name: [{"text": read.assembled.text}],
        CAPTURES.name: [{"source_uri": read.provenance.source_uri, "warnings": list(read.warnings)}],
    }


def _fragment_capture(read: Completing) -> Row:
    """What stands in the article's row where there is a page."""
    return {
        "source_uri": read.provenance.source_uri,
        "captured_at": read.provenance.captured_at,
        "layout": read.layout.value,
        "pmid": read.page.pmid,
        "warnings": list(read.warnings),
    }


def _as_text(rows: Rows) -> None:
    console = Console(highlight=False)
    shown = article(rows) if rows[ARTICLES.name] else fragment(rows)
    console.print(shown, width=min(console.width, WIDEST))
