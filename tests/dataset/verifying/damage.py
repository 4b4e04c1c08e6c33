"""A published dataset to be damaged: one thing at a time, with a manifest that knows of it or does not."""

import dataclasses
import hashlib
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.dataset import Publication, Snapshot, current_snapshot, local_home, publish
from pipeline.dataset.snapshot.files import WrittenFile
from pipeline.dataset.snapshot.stored import STORED
from pipeline.shards import ShardSize, parse_shard, plan_shards
from pipeline.sources import list_inputs
from tests.dataset.pages import NOON, SETTINGS
from tests.flows.pages import CHALLENGE
from tests.invented.answers import address, folded_page, render_answers
from tests.invented.article import Era
from tests.invented.flattened import render_flat_text
from tests.invented.html_2020 import render_html
from tests.invented.invent import invent

_SETTINGS = dataclasses.replace(SETTINGS, articles_per_range=5, smallest_base=1, additions_share=0.9)
_BY_NAME = {stored.name: stored for stored in STORED}

Change = Callable[[pa.Table], pa.Table]


def sound_dataset(place: Path) -> Path:
    """Two runs: ranges with a base and additions, an article that answers complete, a text, a duplicate, no article."""
    raw, output = place / "raw", place / "output"
    raw.mkdir(parents=True)
    for seed in range(1, 10):
        _save(raw / f"{seed}.html", render_html(invent(seed), Era.DECEMBER_2023))
    _save(raw / "2.txt", render_flat_text(invent(2)))
    _save(raw / "3-again.html", render_html(invent(3), Era.DECEMBER_2023))
    _save(raw / "challenge.html", CHALLENGE)
    _save(raw / "cut.html", render_html(invent(12), Era.DECEMBER_2023).partition('id="references"')[0])
    _publish(raw, output, place / "work-1")
    more = place / "more"
    more.mkdir()
    _save(more / "10.html", render_html(invent(10), Era.DECEMBER_2023))
    _save_with_answers(more, 11)
    _publish(more, output, place / "work-2")
    return output


def _save(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")


def _save_with_answers(raw: Path, seed: int) -> None:
    article = invent(seed)
    _save(raw / f"{seed}.html", folded_page(article))
    notes = []
    for kind, answer in render_answers(article).items():
        _save(raw / f"{seed}-{kind}.html", answer)
        notes.append({"file": f"{seed}-{kind}.html", "url": address(article, kind)})
    _save(raw / "captures.jsonl", "".join(f"{json.dumps(note)}\n" for note in notes))


def _publish(raw: Path, output: Path, work: Path) -> None:
    for shard in plan_shards(list_inputs(raw), ShardSize(2**40)):
        parse_shard(shard, work, lambda _: None)
    publish(local_home(output), work, Publication(settings=_SETTINGS, created_at=NOON))


def snapshot_of(output: Path) -> Snapshot:
    return current_snapshot(output)


def filled_files(output: Path, table: str) -> Sequence[WrittenFile]:
    """The files of a table that hold rows."""
    return [file for file in snapshot_of(output).manifest.files if file.table == table and file.rows]


def path_of(output: Path, file: WrittenFile) -> Path:
    return snapshot_of(output).path_of(file)


def changed(output: Path, table: str, change: Change, at: int = 0) -> WrittenFile:
    """Change the rows of a file as if they had been published so: the manifest knows its bytes, and its rows."""
    file = filled_files(output, table)[at]
    path = path_of(output, file)
    rows = change(pq.read_table(path).cast(_BY_NAME[table].schema))
    path.unlink()
    pq.write_table(rows.cast(_BY_NAME[table].schema), path)
    body = path.read_bytes()
    own = {"rows": rows.num_rows, "bytes": len(body), "sha256": hashlib.sha256(body).hexdigest()}
    manifest_changed(output, lambda said: [one.update(own) for one in said["files"] if one["path"] == file.path])
    if file.rows != rows.num_rows and table in snapshot_of(output).manifest.counts.tables:
        more = rows.num_rows - file.rows
        manifest_changed(
            output, lambda said: said["counts"]["tables"].update({table: said["counts"]["tables"][table] + more})
        )
    return file


def manifest_changed(output: Path, change: Callable[[dict[str, Any]], object]) -> None:
    """Change what the manifest says."""
    place = output / "current" / "_manifest.json"
    said = json.loads(place.read_bytes())
    change(said)
    place.unlink()
    place.write_text(json.dumps(said), encoding="utf-8")


def with_value(rows: pa.Table, column: str, at: int, value: object) -> pa.Table:
    """One value of one row is another."""
    field = rows.schema.field(column)
    values = rows[column].to_pylist()
    values[at] = value
    return rows.set_column(rows.schema.get_field_index(column), field, pa.array(values, field.type))
