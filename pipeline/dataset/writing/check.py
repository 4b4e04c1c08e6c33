"""A built snapshot against its own promises, read again from its files; what breaks one is not published.

Files that an earlier snapshot published were checked then, and nobody changes a published file; of them only names
and numbers are looked at, and the articles of ranges that got new files.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from pipeline.dataset.snapshot.evolve import Columns
from pipeline.dataset.snapshot.files import Bound, WrittenFile
from pipeline.dataset.snapshot.held import PathOf
from pipeline.dataset.snapshot.keys import NO_PMID, checked_keys, pmids
from pipeline.dataset.snapshot.manifest import Manifest
from pipeline.dataset.snapshot.ranges import ArticleRange, Layer
from pipeline.dataset.snapshot.stored import STORED, Family, Stored, of_family, published
from pipeline.errors import SnapshotInvalid
from pipeline.outcome import FRAGMENTS
from pipeline.tables import ARTICLES, CAPTURES, TABLES

_FRAGMENTS = frozenset(layout.value for layout in FRAGMENTS)


def check_snapshot(manifest: Manifest, path_of: PathOf, known: Collection[str]) -> None:
    """SnapshotInvalid with the promise that is broken, and where; `known` are the paths of files published before."""
    new = [file for file in manifest.files if file.path not in known]
    for stored in STORED:
        for file in new:
            if file.table == stored.name:
                check_footer(stored, file, path_of(file))
    check_tables(manifest)
    check_ranges(manifest)
    check_counts(manifest)
    _check_orders(new, path_of)
    _check_articles(manifest, path_of, {file.path for file in new})


def check_footer(stored: Stored, file: WrittenFile, path: Path) -> None:
    """SnapshotInvalid for a file that cannot be read, or has other rows or columns than it should."""
    _promise(
        _columns(file, path).equals(stored.schema, check_metadata=True), f"{file.path} has other columns than declared"
    )


def check_shape(stored: Stored, file: WrittenFile, path: Path) -> None:
    """The same, in whatever words the columns are described: an earlier program may have had others."""
    _promise(_columns(file, path).equals(stored.schema), f"{file.path} has other columns than declared")


def check_said_columns(columns: Columns, file: WrittenFile, path: Path) -> None:
    """SnapshotInvalid for a file of other columns than its manifest says, whatever program wrote both."""
    found = {field.name: str(field.type) for field in _columns(file, path)}
    differing = [name for name in dict.fromkeys((*found, *columns)) if found.get(name) != columns.get(name)]
    what = ", ".join(differing) or "their order"
    _promise(
        list(found.items()) == list(columns.items()), f"{file.path} has other columns than the manifest says: {what}"
    )


def _columns(file: WrittenFile, path: Path) -> pa.Schema:
    try:
        with pq.ParquetFile(path) as parquet:
            found_schema, found_rows = parquet.schema_arrow, parquet.metadata.num_rows
    except (OSError, pa.ArrowInvalid) as error:
        raise SnapshotInvalid(f"{file.path} cannot be read: {error}") from error
    _promise(found_rows == file.rows, f"{file.path} holds {found_rows} rows, not {file.rows}")
    return found_schema


def check_tables(manifest: Manifest) -> None:
    """SnapshotInvalid for a table that no reader would find."""
    for table in TABLES:
        _promise(len(manifest.files_of(table)) > 0, f"{table.name} has no file")


def check_ranges(manifest: Manifest) -> None:
    """SnapshotInvalid where the files of a table do not follow each other without gaps, or are of no range."""
    numbered = [one for one in manifest.ranges if one.low is not None]
    ends = [0, *(one.high for one in numbered)]
    begins = [*(one.low for one in numbered), None]
    _promise(ends == begins, f"the PMID ranges do not partition the PMIDs: {numbered}")
    for stored in of_family(Family.BY_ADDRESS):
        files = manifest.files_in(stored)
        cut = ["", *(file.high for file in files)] == [*(file.low for file in files), None]
        _promise(cut, f"the files of {stored.name} do not partition the addresses")
    _check_bounds(manifest)


def _check_bounds(manifest: Manifest) -> None:
    """Each file says of which range it is; those without a PMID may be empty, and are no range of the manifest then."""
    numbered: list[tuple[Bound, Bound]] = [(one.low, one.high) for one in manifest.ranges if one.low is not None]
    of_articles = [*numbered, (None, None)]
    known: Mapping[Family, Sequence[tuple[Bound, Bound]]] = {
        Family.PUBLISHED: of_articles,
        Family.KEPT: of_articles,
        Family.SMALL: [("", None)],
    }
    for stored in STORED:
        for file in manifest.files_in(stored) if stored.family in known else ():
            bounds = (file.low, file.high)
            _promise(bounds in known[stored.family], f"{file.path} is said to be of {bounds}, which is no range")


def check_counts(manifest: Manifest) -> None:
    """SnapshotInvalid where the manifest's numbers do not add up."""
    counts = manifest.counts
    for table in TABLES:
        listed = sum(file.rows for file in manifest.files_of(table))
        _promise(
            listed == counts.tables[table.name],
            f"the files of {table.name} hold {listed} rows, not {counts.tables[table.name]}",
        )
    captures, told = counts.tables[CAPTURES.name], sum(counts.statuses.values())
    _promise(captures == told, f"{captures} captures are published, {told} have a status")
    articles = counts.tables[ARTICLES.name]
    shown = sum(number for layout, number in counts.layouts.items() if layout not in _FRAGMENTS)
    _promise(articles == shown, f"{articles} articles do not match the captures' status: {counts.layouts}")
    in_ranges = sum(one.articles for one in manifest.ranges)
    _promise(articles == in_ranges, f"{articles} articles are published, {in_ranges} are in ranges")


def _check_orders(new: Iterable[WrittenFile], path_of: PathOf) -> None:
    """The tables that no range ties together; files of one table are in the order of their rows."""
    by_name = {stored.name: stored for stored in STORED if stored.family is not Family.PUBLISHED}
    for file in new:
        if file.table in by_name:
            check_order(by_name[file.table], [path_of(file)])


def check_order(stored: Stored, paths: Sequence[Path]) -> None:
    """SnapshotInvalid where rows are not sorted by a unique key."""
    for _ in checked_keys(paths, stored):
        pass


def _check_articles(manifest: Manifest, path_of: PathOf, new: Collection[str]) -> None:
    """Range by range, so that the identifiers of one range are all that is held in memory."""
    for one in manifest.ranges:
        files = [
            file for stored in of_family(Family.PUBLISHED) for file in manifest.files_in(stored) if file.low == one.low
        ]
        if any(file.path in new for file in files):
            _check_range(files, one, path_of, new)


def _check_range(files: Sequence[WrittenFile], one: ArticleRange, path_of: PathOf, new: Collection[str]) -> None:
    articles = check_range_articles(files, one, path_of)
    for file in files:
        if file.path in new and file.table != ARTICLES.name:
            _check_belonging(file, articles, path_of)


def check_range_articles(
    files: Sequence[WrittenFile], one: ArticleRange, path_of: PathOf
) -> Mapping[Layer, pa.StringArray]:
    """The articles of a range by layer; SnapshotInvalid where they are not those that belong there, each once."""
    articles = {layer: _together(checked_keys(_paths(files, layer, path_of), published(ARTICLES))) for layer in Layer}
    for layer, ids in articles.items():
        _promise(len(ids) == one.of(layer), f"{one.label(layer)} holds {len(ids)} articles, not {one.of(layer)}")
        _promise(_are_held(ids, one), f"{one.label(layer)} holds articles of another range")
    twice = articles[Layer.ADDITIONS].filter(pc.is_in(articles[Layer.ADDITIONS], value_set=articles[Layer.BASE]))
    _promise(len(twice) == 0, f"{twice[:1].to_pylist()} is in two files of articles")
    return articles


def _paths(files: Sequence[WrittenFile], layer: Layer, path_of: PathOf) -> list[Path]:
    return [path_of(file) for file in files if file.table == ARTICLES.name and file.layer is layer]


def _check_belonging(file: WrittenFile, articles: Mapping[Layer, pa.StringArray], path_of: PathOf) -> None:
    stored = next(stored for stored in of_family(Family.PUBLISHED) if stored.name == file.table)
    for ids in checked_keys([path_of(file)], stored):
        missing = ids.filter(pc.invert(pc.is_in(ids, value_set=articles[file.layer])))
        _promise(len(missing) == 0, f"{file.path} has rows of {missing[:1].to_pylist()}, which is no article")


def _together(parts: Iterable[pa.StringArray]) -> pa.StringArray:
    return pa.concat_arrays([pa.array([], pa.string()), *parts])


def _are_held(articles: pa.StringArray, one: ArticleRange) -> bool:
    if not len(articles):
        return True
    numbers = pmids(articles)
    lowest, highest = numbers[0].as_py(), numbers[-1].as_py()
    if one.low is None:
        return lowest == NO_PMID
    return one.low <= lowest and highest < (one.high or NO_PMID)


def _promise(is_kept: bool, otherwise: str) -> None:  # noqa: FBT001  # an assertion, with an error that can be caught
    if not is_kept:
        raise SnapshotInvalid(otherwise)
