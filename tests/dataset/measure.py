"""What publishing costs: `python -m tests.dataset.measure FOLDER [ARTICLES]` prints CPU seconds, memory and bytes.

Articles are invented as columns, 30 references each, in shards of 5,000 and in no order of their PMIDs; one in
a hundred is captured twice. The parts are measured in processes of their own, so that each peak is its own.
"""

import multiprocessing
import os
import resource
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from random import Random

import pyarrow as pa

from pipeline.dataset import PublishSettings, current_snapshot, find_article, publish, stage_shard, staged_schema
from pipeline.tables import (
    ABSTRACT_SECTIONS,
    AFFILIATIONS,
    ARTICLES,
    AUTHORS,
    CAPTURES,
    DOCUMENTS,
    MESH_TERMS,
    REFERENCES,
    RELATED_ARTICLES,
    Table,
)

_SHARD, _BATCH, _STEP = 5_000, 500, 151
_ROWS = {AUTHORS: 6, AFFILIATIONS: 4, ABSTRACT_SECTIONS: 4, REFERENCES: 30, MESH_TERMS: 12, RELATED_ARTICLES: 10}
_SYLLABLES = (
    "al",
    "be",
    "ca",
    "do",
    "en",
    "fi",
    "gu",
    "he",
    "in",
    "ko",
    "la",
    "mi",
    "no",
    "or",
    "pe",
    "qua",
    "ri",
    "tion",
    "gene",
)
_WORDS = [first + second + third for first in _SYLLABLES for second in _SYLLABLES for third in ("", "s", "ic")]
_NOW = datetime(2024, 5, 1, tzinfo=UTC)
_SIZES = {"text": 24, "title": 12, "abstract": 200, "authors": 6, "name": 2, "journal": 3}
"""Words in a column, where more than one."""


def main(folder: Path, articles: int) -> None:
    output, work = folder / "output", folder / "work"
    _measured("stage", _stage, work, articles)
    _measured("publish", _publish, output, work)
    _measured("publish again, unchanged", _publish, output, work)
    _measured("20 articles found", _find, output)
    files = current_snapshot(output).manifest.files
    _say(f"{sum(file.bytes for file in files) / 1e6:,.0f} MB in {len(files)} files")


def _measured(name: str, step: Callable[..., None], *arguments: object) -> None:
    process = multiprocessing.get_context("spawn").Process(target=_reported, args=(name, step, arguments))
    process.start()
    process.join()


def _reported(name: str, step: Callable[..., None], arguments: Sequence[object]) -> None:
    began, before = time.monotonic(), _cpu()
    step(*arguments)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    _say(f"{name}: {_cpu() - before:.1f} CPU s, {time.monotonic() - began:.1f} s, peak {peak:,.0f} MB")


def _cpu() -> float:
    return sum(os.times()[:2])


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def _stage(work: Path, articles: int) -> None:
    pmids = Random(1).sample(range(1_000_000, 39_000_000, _STEP), articles)
    for shard, start in enumerate(range(0, articles, _SHARD)):
        stage_shard(work, shard, _batches(shard, pmids[start : start + _SHARD]))


def _publish(output: Path, work: Path) -> None:
    publish(output, work, PublishSettings(), _NOW)


def _find(output: Path) -> None:
    ids = current_snapshot(output).open(ARTICLES).to_table(columns=["pmid"])["pmid"]
    for pmid in Random(2).sample(ids.to_pylist(), 20):
        find_article(output, str(pmid))


def _batches(shard: int, pmids: Sequence[int]) -> Iterator[Mapping[Table, pa.RecordBatch]]:
    chance = Random(shard)
    for start in range(0, len(pmids), _BATCH):
        some = pmids[start : start + _BATCH]
        again = [*some, *(pmid for pmid in some if pmid % 100 == 0)]
        numbers = [(shard << 32) | (start * 2 + index) for index in range(len(again))]
        yield {
            ARTICLES: _batch(ARTICLES, numbers, again, 1, chance),
            CAPTURES: _batch(CAPTURES, numbers, again, 1, chance),
            DOCUMENTS: _documents(numbers, chance),
            **{table: _batch(table, numbers, again, rows, chance) for table, rows in _ROWS.items()},
        }


def _batch(table: Table, numbers: Sequence[int], pmids: Sequence[int], rows: int, chance: Random) -> pa.RecordBatch:
    total = len(numbers) * rows
    told: dict[str, Sequence[object]] = {
        "capture_number": [number for number in numbers for _ in range(rows)],
        "position": list(range(1, rows + 1)) * len(numbers),
        "language": ["eng"] * total,
        "relation": ["similar"] * total,
        "pmid": pmids if rows == 1 else chance.choices(range(1, 39_000_000), k=total),
        "source_uri": [f"crawl/{number:x}.html" for number in numbers] * (rows == 1),
        "capture_id": [f"{chance.getrandbits(256):064x}" for _ in numbers] * (rows == 1),
        "doi": [f"10.{chance.randrange(1000, 9999)}/{chance.randrange(10**9)}" for _ in range(total)],
        "status": ["parsed"] * total,
        "reason": [None] * total,
    }
    columns = [
        pa.array(told.get(field.name) or _values(field.type, _SIZES.get(field.name, 1), total, chance), field.type)
        for field in staged_schema(table)
    ]
    return pa.RecordBatch.from_arrays(columns, schema=staged_schema(table))


def _documents(numbers: Sequence[int], chance: Random) -> pa.RecordBatch:
    texts = [" ".join(chance.choices(_WORDS, k=1200)) for _ in numbers]
    return pa.RecordBatch.from_arrays([pa.array(numbers), pa.array(texts)], schema=staged_schema(DOCUMENTS))


def _values(kind: pa.DataType, words: int, total: int, chance: Random) -> Sequence[object]:
    if pa.types.is_string(kind):
        pool = [" ".join(chance.choices(_WORDS, k=words)) for _ in range(min(total, 2000))]
        return chance.choices(pool, k=total)
    if pa.types.is_integer(kind):
        return chance.choices(range(1, 50), k=total)
    if pa.types.is_list(kind):
        return [[]] * total
    return [_NOW if pa.types.is_timestamp(kind) else None if pa.types.is_date(kind) else True] * total


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 200_000)
