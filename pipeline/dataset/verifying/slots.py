"""The articles of each layer of each range: their rows beside each other, and their records beside their digests."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from itertools import product

import duckdb

from pipeline.dataset.snapshot.files import WrittenFile
from pipeline.dataset.snapshot.ranges import ArticleRange, Layer
from pipeline.dataset.verifying.article_rules import ASKED_OF_CAPTURES, article_rules
from pipeline.dataset.verifying.contents import Counted, Seen, look_at_articles, told_by_captures
from pipeline.dataset.verifying.findings import EXAMPLES, Broken
from pipeline.dataset.verifying.looking import Look
from pipeline.dataset.verifying.promises import Promise
from pipeline.tables import ARTICLE_TABLES, ARTICLES, CAPTURES

_NAMES = tuple(table.name for table in ARTICLE_TABLES)
_RULES = tuple(article_rules())
_BROKEN = (Seen.OTHER, Seen.OTHER_ROW, Seen.OTHER_TEXT)
_ORDERS = frozenset({Promise.KEYS, Promise.RANGES, Promise.LINKS})
_BY_ARTICLE = f"""
CREATE TABLE captures_by_article AS SELECT article_id, {", ".join(ASKED_OF_CAPTURES)}
FROM captures WHERE status = 'parsed' ORDER BY article_id
"""
"""Once for all slots: beside each of them, only its own part of these is read, not all captures there are."""
_OF_SLOT = "FROM captures_by_article"
_LEFT_OUT = (Seen.CUT, Seen.COMPLETED, Seen.OTHER_VERSION)


def look_at_slots(look: Look) -> None:
    """All of them; the captures of a slot's articles are in view beside it."""
    captures = look.view((CAPTURES.name,))
    if captures:
        look.session.execute(_BY_ARTICLE)
    step = _steps(look)
    for one, layer in product(look.snapshot.manifest.ranges, Layer):
        if one.of(layer):
            _look_at_slot(look, captures, (one, layer), step)


def _look_at_slot(
    look: Look, captures: Sequence[str], where: tuple[ArticleRange, Layer], step: Callable[[int], None]
) -> None:
    label = where[0].label(where[1])
    tables = [*captures, *look.view_slot(_NAMES, *where)]
    if {CAPTURES.name, ARTICLES.name} <= set(tables):
        _narrow(look.session)
    look.ask(_RULES, tables, f"Articles of {label}")
    files = {table: look.slot(table.name, *where) for table in ARTICLE_TABLES}
    if len(tables) <= len(_NAMES) or _are_broken(look, files.values()):
        look.notes.unchecked.append(f"digests and texts of the articles of {label}, for what else is broken there")
        return
    paths = {table: [look.places[file.path] for file in found] for table, found in files.items()}
    _note(look, look_at_articles(paths, told_by_captures(look.session), EXAMPLES, step), files[ARTICLES])


def _narrow(session: duckdb.DuckDBPyConnection) -> None:
    """Let only captures between the slot's first article and its last one be in view."""
    bounds = session.execute("SELECT min(article_id), max(article_id) FROM articles").fetchone()
    low, high = ("" if name is None else str(name).replace("'", "''") for name in bounds or (None, None))
    session.execute(f"CREATE OR REPLACE VIEW captures AS {_OF_SLOT} WHERE article_id BETWEEN '{low}' AND '{high}'")


def _are_broken(look: Look, files: Iterable[Sequence[WrittenFile]]) -> bool:
    """Whether rows are not where they belong: they cannot be read article by article then."""
    paths = {file.path for found in files for file in found}
    return any(one.promise in _ORDERS and one.file in paths for one in look.notes.broken)


def _note(look: Look, counted: Counted, files: Sequence[WrittenFile]) -> None:
    broken = [
        Broken(
            promise=Promise.CONTENTS,
            table=ARTICLES.name,
            file=files[0].path,
            what=f"articles with {one.value}",
            number=counted.number[one],
            examples=tuple(counted.first[one]),
        )
        for one in _BROKEN
        if one in counted.number
    ]
    looked_at = sum(counted.number.get(one, 0) for one in (Seen.SAME, Seen.OTHER))
    look.notes.note(Promise.CONTENTS, looked_at, broken)
    for one in _LEFT_OUT:
        look.notes.left_out[one.value] += counted.number.get(one, 0)


def _steps(look: Look) -> Callable[[int], None]:
    """Counts articles through all slots."""
    done, total = Counter[str](), look.snapshot.manifest.counts.tables[ARTICLES.name]

    def step(articles: int) -> None:
        done[ARTICLES.name] += articles
        look.watch("Records", done[ARTICLES.name], total)

    return step
