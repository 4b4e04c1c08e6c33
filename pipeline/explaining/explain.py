"""All that is known of an article's values: of one out of a snapshot, or of a page straight from its file."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple

from pipeline.dataset import Row, Snapshot, Value
from pipeline.dataset.deciding.completion import COMPLETING
from pipeline.dataset.reading.read import article_of
from pipeline.errors import BrokenPromise
from pipeline.explaining.rereading import Gone, Reread, reread
from pipeline.explaining.rivals import Rival, rival
from pipeline.explaining.values import Explained, PageRead, explained_columns, explained_table
from pipeline.extract import CURRENT_READERS, ORIGINS
from pipeline.markup.tree import main_span
from pipeline.origin import spans_of
from pipeline.outcome import Completing, Extracted, Layout, Rejected
from pipeline.raw import Place
from pipeline.tables import ARTICLE_TABLES, ARTICLES, CAPTURES, DOCUMENTS, SECTION_TABLES, Table

Rows = Mapping[str, list[Row]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """The page that an article's row comes from."""

    source_uri: str
    capture_id: str
    captured_at: Value
    captured_at_source: Value
    url: Value
    layout: str
    parser_version: str
    encoding: Value
    size: Value
    status: str
    """`parsed`, or `not-published` for a page straight from its file."""
    where: str
    """Where its bytes are, or why they cannot be read again."""
    is_at_hand: bool
    offset: int | None
    """Where in that file the page begins, from which bytes of values and sections count; None where it is packed."""
    differs: tuple[str, ...]
    """Columns and tables that today's program reads in another way."""


class Way(Enum):
    """How a list beside the page completes a table; its value is that in words."""

    REPLACED = "its rows stand in the place of the page's"
    APPENDED = "its rows follow those of the page"
    UNKNOWN = "whether its rows are taken, and how, is not to be told without the page"


class Completion(NamedTuple):
    """What completes a table."""

    source_uris: tuple[str, ...]
    """The captures of the list."""
    way: Way


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """Where the values of an article come from."""

    article_id: str
    title: Value
    snapshot: int | None
    origin: Origin
    values: tuple[Explained, ...]
    """Columns of `articles`, and the other tables."""
    rivals: tuple[Rival, ...]
    """The other captures of the article."""
    warnings: tuple[str, ...]
    """All doubts about the page, also those about no column."""
    completed: Mapping[str, Completion]
    """Tables that lists beside the page complete."""


def explain(snapshot: Snapshot, name: str, raw: Place) -> Explanation:
    """An article of a snapshot, which the caller has pinned. Raises ArticleNotFound."""
    rows = article_of(snapshot, name)
    (article,) = rows[ARTICLES.name]
    captures = rows[CAPTURES.name]
    own = next(one for one in captures if _is_own(one, article))
    page = reread(raw, str(own["source_uri"]), str(own["capture_id"]))
    completed = _completed(rows, page)
    return _explanation(
        rows,
        own,
        page,
        snapshot=snapshot.number,
        rivals=tuple(rival(one, own) for one in captures if one is not own),
        completed=completed,
    )


def origin_of(snapshot: Snapshot, name: str, page: Reread | Gone) -> Origin:
    """The page that an article comes from, and whether it still shows what is told of it; not where values stand."""
    rows = article_of(snapshot, name)
    (article,) = rows[ARTICLES.name]
    captures = rows[CAPTURES.name]
    own = next(one for one in captures if _is_own(one, article))
    return _origin(own, article, page, _differing(rows, page, _completed(rows, page)))


def explain_page(page: Reread, extracted: Extracted) -> Explanation:
    """A page straight from its file, as a run would read it."""
    provenance = extracted.provenance
    sections = {table.name: [row._asdict() for row in getattr(extracted.page, table.name)] for table in SECTION_TABLES}
    article = {"article_id": _name_of(extracted)} | extracted.assembled.article._asdict()
    own = {
        "source_uri": provenance.source_uri,
        "capture_id": provenance.capture_id,
        "captured_at": provenance.captured_at,
        "captured_at_source": provenance.captured_at_source and provenance.captured_at_source.value,
        "encoding": provenance.encoding,
        "size": provenance.size,
        "status": "not-published",
        "warnings": list(extracted.warnings),
    }
    rows = {ARTICLES.name: [_listed(article)], **sections, DOCUMENTS.name: [{"text": extracted.assembled.text}]}
    return _explanation(rows, own, page, snapshot=None, rivals=(), completed={})  # type: ignore[arg-type]  # values of rows


def _explanation(  # what is known beside the rows
    rows: Rows,
    own: Row,
    page: Reread | Gone,
    *,
    snapshot: int | None,
    rivals: tuple[Rival, ...],
    completed: Mapping[str, Completion],
) -> Explanation:
    (article,) = rows[ARTICLES.name]
    read = _read(own, article, page)
    tables = [explained_table(table, rows[table.name], read) for table in ARTICLE_TABLES if table is not ARTICLES]
    return Explanation(
        article_id=str(article["article_id"]),
        title=article["title"],
        snapshot=snapshot,
        origin=_origin(own, article, page, _differing(rows, page, completed)),
        values=(*explained_columns(article, read), *tables),
        rivals=rivals,
        warnings=read.warnings,
        completed=completed,
    )


def _is_own(capture: Row, article: Row) -> bool:
    is_same = all(capture[name] == article[name] for name in ("source_uri", "capture_id"))
    return is_same and capture["status"] == "parsed"


def _completed(rows: Rows, page: Reread | Gone) -> Mapping[str, Completion]:
    """The dataset says that a list was taken, but not for which tables: beside the page's own rows that shows."""
    found: dict[str, Completion] = {}
    for table, layout in COMPLETING.items():
        uris = tuple(str(one["source_uri"]) for one in rows[CAPTURES.name] if _completes(one, layout))
        way = _way(table, rows, page) if uris else None
        if way is not None:
            found[table.name] = Completion(uris, way)
    return found


def _way(table: Table, rows: Rows, page: Reread | Gone) -> Way | None:
    """How the rows of a table are other ones than the page's; None where they are those."""
    if isinstance(page, Gone) or not isinstance(page.outcome, Extracted):
        return Way.UNKNOWN
    own = [_listed(row._asdict()) for row in getattr(page.outcome.page, table.name)]
    told = _plain(table, rows)
    if told == own:
        return None
    return Way.APPENDED if own and told[: len(own)] == own else Way.REPLACED


def _completes(capture: Row, layout: Layout) -> bool:
    return capture["status"] == "parsed" and capture["layout"] == layout.value


def _read(own: Row, article: Row, page: Reread | Gone) -> PageRead:
    warnings = own["warnings"]
    layout = Layout(article["layout"])
    utf8 = page.document.utf8 if isinstance(page, Reread) else None
    is_read = isinstance(page, Reread) and isinstance(page.outcome, Extracted)
    return PageRead(
        source_uri=str(own["source_uri"]),
        capture_id=str(own["capture_id"]),
        layout=layout,
        warnings=tuple(map(str, warnings)) if isinstance(warnings, list | tuple) else (),
        utf8=utf8,
        spans={} if utf8 is None else spans_of(utf8, ORIGINS[layout], _main_of(utf8, layout)),
        page=page.outcome.page if is_read else None,  # type: ignore[union-attr]  # it is then
    )


def _main_of(utf8: bytes, layout: Layout) -> int:
    """From where the reader of a layout looks for sections."""
    if layout is not Layout.PUBMED_2020:
        return 0
    try:
        return main_span(utf8).start
    except BrokenPromise:
        return 0


def _origin(own: Row, article: Row, page: Reread | Gone, differs: tuple[str, ...]) -> Origin:
    return Origin(
        source_uri=str(own["source_uri"]),
        capture_id=str(own["capture_id"]),
        captured_at=own["captured_at"],
        captured_at_source=own["captured_at_source"],
        url=article["url"],
        layout=str(article["layout"]),
        parser_version=str(article["parser_version"]),
        encoding=own["encoding"],
        size=own["size"],
        status=str(own["status"]),
        where=str(page.place) if isinstance(page, Reread) else page.why,
        is_at_hand=isinstance(page, Reread),
        offset=page.offset if isinstance(page, Reread) else None,
        differs=differs,
    )


def _differing(rows: Rows, page: Reread | Gone, completed: Mapping[str, Completion]) -> tuple[str, ...]:
    """What today's program reads in another way; lists that were completed are not those of the page alone."""
    if isinstance(page, Gone):
        return ()
    if not isinstance(page.outcome, Extracted):
        return (_not_read(page.outcome),)
    (article,) = rows[ARTICLES.name]
    return tuple(_differences(article, rows, page.outcome, completed))


def _not_read(outcome: Completing | Rejected) -> str:
    if isinstance(outcome, Rejected):
        return f"today's program rejects the page: {outcome.reason.value}, {outcome.detail}"
    return "today's program takes the page for a list that completes an article"


_OF_LISTS = frozenset({"author_count", "reference_count", "references_listed"})
_OF_THE_FILE = frozenset({"source_uri", "captured_at", "url", "parser_version"})
"""What reading one file alone may tell in another way."""


def _differences(article: Row, rows: Rows, now: Extracted, completed: Mapping[str, Completion]) -> Iterator[str]:
    left_out = _OF_THE_FILE | (_OF_LISTS if completed else frozenset[str]())
    fresh = _listed(now.assembled.article._asdict())
    yield from (name for name in fresh if name not in left_out and fresh[name] != article[name])
    for table in SECTION_TABLES:
        if table.name not in completed and _plain(table, rows) != [
            _listed(row._asdict()) for row in getattr(now.page, table.name)
        ]:
            yield table.name
    if now.parser_version not in CURRENT_READERS or now.parser_version != article["parser_version"]:
        yield f"parser_version ({article['parser_version']}, and {now.parser_version} now)"


def _plain(table: Table, rows: Rows) -> list[Row]:
    return [_listed({name: row[name] for name in table.row._fields}) for row in rows[table.name]]


def _listed(row: Mapping[str, object]) -> Row:
    """A row as it comes out of a file."""
    return {name: list(value) if isinstance(value, tuple) else value for name, value in row.items()}  # type: ignore[misc]


def _name_of(extracted: Extracted) -> str:
    """The name that the article would have if this page were its only one."""
    page = extracted.page
    if page.pmid is not None:
        return f"pmid:{page.pmid}"
    return f"doi:{page.doi}" if page.doi else f"page:{str(extracted.provenance.capture_id)[:16]}"
