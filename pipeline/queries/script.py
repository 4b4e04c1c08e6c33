"""Tables and views as a script for any DuckDB: `.read views.sql`, and all of them have their names and comments.

In a folder the script belongs to one state, and names that one. In an object store there is one script for all states:
it looks for the newest when it is read. Either way the views stay at that state until a script is read again.
"""

from collections.abc import Iterator, Sequence

from pipeline.queries.shipped import views
from pipeline.record import meaning, stored_columns
from pipeline.tables import TABLES, Table

_FOLDER_HEAD = """\
-- The tables of this dataset and its views, for DuckDB 1.5 or later. Where the dataset is below `output`:
--
--     duckdb -init output/current/views.sql
--
-- From elsewhere, at DuckDB's prompt, say first where it is (the folder of the dataset, or a copy of this folder):
--
--     SET VARIABLE dataset = '/data/output';
--     .read /data/output/current/views.sql
--
-- They show state {number}, also when a newer one takes its place: read this script again then. It stays for two days
-- at least; `pubmed-etl keep NAME {number}` lets it stay.

SET VARIABLE manifests = coalesce(
    (
        SELECT list(file) FROM glob([
            place || '/_manifest.json' FOR place IN CASE WHEN getvariable('dataset') IS NULL
            THEN ['output/_snapshots/{number:08d}', '_snapshots/{number:08d}', '.']
            ELSE [getvariable('dataset') || '/_snapshots/{number:08d}', getvariable('dataset')] END
        ])
    ),
    error('state {number} of the dataset is not here: SET VARIABLE dataset to its folder, and read this again')
);
SET VARIABLE snapshot = coalesce(
    (
        SELECT first(regexp_replace(filename, '/?_manifest[.]json$', ''))
        FROM read_json(
            getvariable('manifests'), columns = {{run_digest: 'VARCHAR'}}, filename = true,
            maximum_object_size = 1000000000
        )
        WHERE run_digest = '{digest}'
    ),
    error('another dataset is here: SET VARIABLE dataset to the folder of the one that this script belongs to')
);
"""
_STORE_HEAD = """\
-- The tables of this dataset and its views, for DuckDB 1.5 or later with access to the store (its extension httpfs, or
-- azure, and a secret). At its prompt, with a copy of this file:
--
--     .read views.sql
--
-- They show the state that is newest then, also when a newer one takes its place: read this script again then. For
-- another state, or for one that stays, say first which one:
--
--     SET VARIABLE manifest = '{address}/_manifests/00000042.json';

SET VARIABLE manifest = coalesce(
    getvariable('manifest'), (SELECT max(file) FROM glob({quoted} || '/_manifests/*.json'))
);
SET VARIABLE files = (
    SELECT map_from_entries(list((name, paths))) FROM (
        SELECT file."table" AS name, list({quoted} || '/' || file.path) AS paths
        FROM (
            SELECT unnest(files) AS file FROM read_json(
                getvariable('manifest'), columns = {{files: 'STRUCT("table" VARCHAR, path VARCHAR)[]'}},
                maximum_object_size = 1000000000
            )
        )
        GROUP BY name
    )
);
"""


def folder_script(number: int, digest: str) -> str:
    """The script that lies in the folder of a state, which it knows by its number and by the digest of its manifest."""
    return _script(_FOLDER_HEAD.format(number=number, digest=digest), "getvariable('snapshot') || '/{name}/*.parquet'")


def store_script(address: str) -> str:
    """The script that lies at the address of a dataset in an object store."""
    head = _STORE_HEAD.format(address=address.replace("\n", " "), quoted=_quoted(address))
    return _script(head, "getvariable('files')['{name}']")


def _script(head: str, files: str) -> str:
    parts = [head, *(_table(table, files.format(name=table.name)) for table in TABLES)]
    parts += [
        f"{_created(view.name, view.query)}\n{_commented('VIEW', (view.name,), view.meaning)}" for view in views()
    ]
    return "\n\n".join(parts) + "\n"


def _table(table: Table, files: str) -> str:
    return "\n".join([_created(table.name, f"FROM read_parquet({files})"), *_comments(table)])


def _comments(table: Table) -> Iterator[str]:
    yield _commented("VIEW", (table.name,), meaning(table))
    for stored in stored_columns(table):
        yield _commented("COLUMN", (table.name, stored.name), stored.column.meaning)


def _created(name: str, query: str) -> str:
    """Temporary, for a database that keeps views would not keep the variables that these need."""
    return f'CREATE OR REPLACE TEMP VIEW "{name}" AS\n{query};'


def _commented(kind: str, names: Sequence[str], text: str) -> str:
    place = ".".join(f'"{name}"' for name in names)
    return f"COMMENT ON {kind} {place} IS {_quoted(text)};"


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
