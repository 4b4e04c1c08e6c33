"""`docs/questions.md`: every question with its query and what it answers on the sample pages, and all views."""

import tempfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import duckdb

from flows.plain import run_plain
from flows.run import Run
from pipeline.dataset import pinned
from pipeline.dataset.reading.sql import sql_over
from pipeline.queries.shipped import Shipped, questions, views
from pipeline.tables import TABLES

SAMPLES = Path(__file__).parents[1] / "raw"
_ROWS = 4
_LONGEST = 60
_HEAD = """# Questions

Made from the files in `pipeline/queries` by `make docs`; do not edit.

Each is answered by one query over the tables and the [views](#views) that come with every dataset:

```sh
pubmed-etl sql --list
pubmed-etl sql --question most-cited
pubmed-etl sql --question most-cited --csv      # or --json, or --parquet FILE
```

In a DuckDB of your own, `.read output/current/views.sql` makes tables and views; the queries below can be pasted then.
What stands below each is its answer over the sample pages in `raw/`, whose articles are invented; of longer ones the
first rows.
"""
_VIEWS_HEAD = """## Views

They are asked like tables and always right: nothing of them is stored, so that a night that adds one article changes
no row of those that cite it. `pubmed-etl sql` has them ready, and the `views.sql` of every state makes them elsewhere.
Each is a file in `pipeline/queries/views`.
"""


def document() -> str:
    """The whole document; it reads the sample pages."""
    with tempfile.TemporaryDirectory() as scratch:
        output = Path(scratch, "output")
        run_plain(Run(raw=SAMPLES, output=output, workers=1))
        with pinned(output) as snapshot, sql_over(snapshot, TABLES) as session:
            asked = [_question(one, session) for one in questions()]
            viewed = [_view(one, session) for one in views()]
    return "\n".join([_HEAD, *asked, _VIEWS_HEAD, *viewed])


def _question(one: Shipped, session: duckdb.DuckDBPyConnection) -> str:
    asked, _, known = one.meaning.partition("?")
    parts = [f"## {asked}?", f"`{one.name}`", known.strip(), f"```sql\n{one.query}\n```"]
    return "\n\n".join([*filter(None, parts), _answer(session.sql(one.query))])


def _answer(answer: duckdb.DuckDBPyRelation) -> str:
    found = answer.fetchall()
    lines = [_line(answer.columns), _line("---" for _ in answer.columns), *map(_line, found[:_ROWS])]
    rest = f"… and {len(found) - _ROWS} more\n" if len(found) > _ROWS else ""
    none = "The sample pages have no row for it.\n" if not found else ""
    return "\n".join([*lines, "", f"{rest}{none}"])


def _line(values: Iterable[object]) -> str:
    return f"| {' | '.join(map(_shown, values))} |"


def _shown(value: object) -> str:
    if value is None:
        return ""
    text = str(value).replace("|", "\\|")
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def _view(one: Shipped, session: duckdb.DuckDBPyConnection) -> str:
    view = session.sql(f'FROM "{one.name}"')
    columns = ", ".join(_typed(view.columns, map(str, view.types)))
    return f"### `{one.name}`\n\n{one.meaning}\n\n{columns}\n"


def _typed(names: Sequence[str], types: Iterable[str]) -> Iterator[str]:
    return (f"`{name}` {kind}" for name, kind in zip(names, types, strict=True))
