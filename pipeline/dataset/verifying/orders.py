"""Keys, file by file; and range by range, whether its articles are those that belong there, each once."""

from collections.abc import Callable, Sequence
from functools import partial

from pipeline.dataset.snapshot.files import WrittenFile
from pipeline.dataset.snapshot.ranges import ArticleRange
from pipeline.dataset.snapshot.stored import STORED
from pipeline.dataset.verifying.looking import Look
from pipeline.dataset.verifying.promises import Promise
from pipeline.dataset.verifying.storage import has_columns_of_today
from pipeline.dataset.writing.check import check_order, check_range_articles
from pipeline.tables import ARTICLES

_BY_NAME = {stored.name: stored for stored in STORED}


def look_at_orders(look: Look) -> None:
    """All of it; the identifiers of one range are all that is held in memory."""
    manifest = look.snapshot.manifest
    for number, file in enumerate(manifest.files):
        look.watch("Keys", number, len(manifest.files))
        if file.path in look.places and has_columns_of_today(manifest, file.table):
            check = partial(check_order, _BY_NAME[file.table], [look.places[file.path]])
            look.hold(Promise.KEYS, file.rows, file, check)
    for one in manifest.ranges:
        files = [file for file in look.files(ARTICLES.name) if file.low == one.low]
        if look.are_whole(files):
            look.hold(Promise.RANGES, one.articles, next(iter(files), None), _check(look, files, one))


def _check(look: Look, files: Sequence[WrittenFile], one: ArticleRange) -> Callable[[], object]:
    return lambda: check_range_articles(files, one, look.snapshot.path_of)
