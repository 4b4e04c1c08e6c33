"""What publishing costs: `python -m tests.dataset.measure FOLDER [ARTICLES]` prints CPU seconds, memory and bytes.

Articles are invented as columns, 30 references each, in shards of 5,000 and in no order of their PMIDs; one in
a hundred is captured twice. After the first build nights come: nothing new, one new page, a hundredth of the
articles new, changed in one range of PMIDs, changed anywhere, and captured again with nothing changed in them.
The parts are measured in processes of their own, so that each peak is its own.
"""

import multiprocessing
import os
import resource
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from functools import partial
from hashlib import sha256
from pathlib import Path
from random import Random
from typing import NamedTuple

import pyarrow as pa

from pipeline.dataset import Publication, PublishSettings, current_snapshot, find_article, local_home, publish
from pipeline.staging import InputRead, stage_shard, staged_schema
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
    STAGED_TABLES,
    Table,
)

_SHARD, _BATCH, _STEP = 5_000, 500, 151
_ROWS = {
    ARTICLES: 1,
    CAPTURES: 1,
    DOCUMENTS: 1,
    AUTHORS: 6,
    AFFILIATIONS: 4,
    ABSTRACT_SECTIONS: 4,
    REFERENCES: 30,
    MESH_TERMS: 12,
    RELATED_ARTICLES: 10,
}
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
NOW = datetime(2024, 5, 1, tzinfo=UTC)
_SIZES = {"text": 24, "title": 12, "abstract": 200, "authors": 6, "name": 2, "journal": 3}
"""Words in a column, where more than one."""


def main(folder: Path, articles: int) -> None:
    output, work = folder / "output", folder / "work"
    pmids = Random(1).sample(range(1_000_000, 39_000_000, _STEP), articles)
    some = max(1, articles // 100)
    recent = sorted(pmids)[-some:]
    nights = {
        "first build": Night(pmids, 0),
        "the same again": Night(pmids, 0),
        "one new page": Night([39_500_000], 0),
        "1 % new, the highest PMIDs": Night(list(range(39_600_000, 39_600_000 + some)), 0),
        "1 % changed, the highest PMIDs": Night(recent, 1),
        "1 % captured again, unchanged": Night(recent, 1, shift=1),
        "1 % changed, anywhere": Night(Random(2).sample(pmids, some), 2),
    }
    for number, (name, night) in enumerate(nights.items()):
        _measured(f"stage: {name}", stage, work / str(number), night)
        _measured(f"publish: {name}", _publish, output, work / str(number), number)
        _tell_changes(output)
    _measured("20 articles found", _find, output)
    files = current_snapshot(output).manifest.files
    _say(f"{sum(file.bytes for file in files) / 1e6:,.0f} MB in {len(files)} files")


class Night(NamedTuple):
    """What is captured: articles, in which edition, and how often before in this edition."""

    pmids: Sequence[int]
    edition: int
    shift: int = 0


def _tell_changes(output: Path) -> None:
    changes = current_snapshot(output).manifest.changes
    _say(f"    {changes.files_written} files, {changes.bytes_written / 1e6:,.1f} MB written, {changes.files_kept} kept")


def _measured(name: str, step: Callable[..., None], *arguments: object) -> None:
    process = multiprocessing.get_context("spawn").Process(target=_reported, args=(name, step, arguments))
    process.start()
    process.join()
    if process.exitcode:
        sys.exit(f"{name}: failed")


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


def stage(work: Path, night: Night) -> None:
    """Leave what tasks would leave that read these articles."""
    for shard, start in enumerate(range(0, len(night.pmids), _SHARD)):
        some = night._replace(pmids=night.pmids[start : start + _SHARD])
        stage_shard(work, shard, _batches(shard, some), partial(_inputs, some))


def _inputs(night: Night) -> Sequence[InputRead]:
    return [InputRead(_address(pmid, night, 0), "state", "", ("parser/1",)) for pmid in sorted(night.pmids)]


def _address(pmid: int, night: Night, again: int) -> str:
    return f"crawl/{night.edition}{night.shift}/{pmid}{'b' * again}.html"


def _publish(output: Path, work: Path, day: int) -> None:
    publish(local_home(output), work, Publication(PublishSettings(), NOW + timedelta(days=day)))


def _find(output: Path) -> None:
    ids = current_snapshot(output).open(ARTICLES).to_table(columns=["pmid"])["pmid"]
    for pmid in Random(2).sample(ids.to_pylist(), 20):
        find_article(output, str(pmid))


def _batches(shard: int, night: Night) -> Iterator[Mapping[Table, pa.RecordBatch]]:
    for start in range(0, len(night.pmids), _BATCH):
        some = night.pmids[start : start + _BATCH]
        again = [*((pmid, 0) for pmid in some), *((pmid, 1) for pmid in some if pmid % 100 == 0)]
        numbers = [(shard << 32) | (start * 2 + index) for index in range(len(again))]
        yield {table: _batch(table, numbers, again, night._replace(pmids=())) for table in STAGED_TABLES}


def _batch(table: Table, numbers: Sequence[int], captured: Sequence[tuple[int, int]], night: Night) -> pa.RecordBatch:
    """The rows of some captures; what an article shows depends on its PMID and the edition alone."""
    rows = _ROWS.get(table, 0)
    chance = Random(f"{captured[0]} {night.edition} {table.name}")
    total = len(numbers) * rows
    told: dict[str, Sequence[object]] = {
        "capture_number": [number for number in numbers for _ in range(rows)],
        "position": list(range(1, rows + 1)) * len(numbers),
        "language": ["eng"] * total,
        "relation": ["similar"] * total,
        "pmid": [pmid for pmid, _ in captured] if rows == 1 else chance.choices(range(1, 39_000_000), k=total),
        "source_uri": [_address(pmid, night, again) for pmid, again in captured] * (rows == 1),
        "capture_id": [_digest(pmid, night, again) for pmid, again in captured] * (rows == 1),
        "content_id": [_digest(pmid, night._replace(shift=0), 0) for pmid, _ in captured] * (rows == 1),
        "captured_at": [NOW + timedelta(days=night.edition * 10 + night.shift)] * total,
        "parser_version": ["parser/1"] * total,
        "layout": ["pubmed-2020"] * total,
        "layout_rank": [0] * total,
        "warnings": [[]] * total,
        "pmcid": [None] * total,
        "doi": [f"10.1000/{pmid}" for pmid, _ in captured]
        if rows == 1
        else [f"10.{chance.randrange(1000, 9999)}/{chance.randrange(10**9)}" for _ in range(total)],
        "status": ["parsed"] * total,
        "reason": [None] * total,
    }
    columns = [
        pa.array(told.get(field.name) or _values(field.type, _SIZES.get(field.name, 1), total, chance), field.type)
        for field in staged_schema(table)
    ]
    if table is DOCUMENTS:
        columns[1] = pa.array([" ".join(chance.choices(_WORDS, k=1200)) for _ in numbers])
    return pa.RecordBatch.from_arrays(columns, schema=staged_schema(table))


def _digest(pmid: int, night: Night, again: int) -> str:
    return sha256(f"{pmid} {night.edition} {night.shift} {again}".encode()).hexdigest()


def _values(kind: pa.DataType, words: int, total: int, chance: Random) -> Sequence[object]:
    if pa.types.is_string(kind):
        pool = [" ".join(chance.choices(_WORDS, k=words)) for _ in range(min(total, 2000))]
        return chance.choices(pool, k=total)
    if pa.types.is_integer(kind):
        return chance.choices(range(1, 50), k=total)
    if pa.types.is_list(kind):
        return [[]] * total
    return [NOW if pa.types.is_timestamp(kind) else None if pa.types.is_date(kind) else True] * total


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 200_000)
