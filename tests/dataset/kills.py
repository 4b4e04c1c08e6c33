"""Runs that are killed while readers read: `python -m tests.dataset.kills [KILLS] [SEED]` prints what became of it.

A publisher in a process of its own brings one night after the other into a dataset: articles that are new, articles
that changed, ranges that are cut. It is killed at random moments. All the while pandas, Polars and DuckDB read
snapshots, each pinned once a read; every night's tables are known beforehand, so a read is right or wrong as a whole.
"""

import dataclasses
import itertools
import random
import shutil
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from multiprocessing.process import BaseProcess
from multiprocessing.synchronize import Event
from pathlib import Path

import duckdb
import pandas as pd  # type: ignore[import-untyped]  # its stubs are another package
import polars as pl

from pipeline.dataset import Publication, local_home, publish
from pipeline.dataset.disk.places import Output
from tests.dataset.pages import NOON, SETTINGS, Page, staged
from tests.dataset.processes import processes

NARROW = dataclasses.replace(
    SETTINGS,
    articles_per_range=8,
    addresses_per_file=16,
    smallest_base=4,
    additions_share=0.5,
    keep_count=3,
    keep_age=timedelta(0),
)
"""A handful of articles is enough to add to ranges and to cut them."""
_PMIDS = 60

State = Mapping[str, Sequence[str]]
"""By table, what its rows say: every row names its article and the edition that it is of."""
_Read = Callable[[Path, str, Sequence[str]], list[tuple[object, ...]]]


def night(number: int) -> list[Page]:
    """What is read in a night: at first a dozen articles, then a few, some of them new."""
    chance = random.Random(number)
    pmids = range(5, _PMIDS, 5) if number == 1 else chance.sample(range(1, _PMIDS), 4)
    return [
        Page(
            uri=f"{pmid}.html",
            pmid=pmid,
            body=f"{pmid} {number}",
            shows=f"edition-{number}",
            references=1 + (pmid + number) % 3,
            captured_at=NOON + timedelta(minutes=number),
        )
        for pmid in pmids
    ]


def state_after(nights: int) -> State:
    """The tables that are owed after so many nights."""
    read = [page for number in range(1, nights + 1) for page in night(number)]
    newest = {page.pmid: page for page in read}
    rows = {
        "articles": [f"pmid:{pmid} {page.shows}" for pmid, page in newest.items()],
        "authors": [f"pmid:{pmid} Li Lei of {page.shows}" for pmid, page in newest.items()],
        "references": [
            f"pmid:{pmid} {page.shows} {position}"
            for pmid, page in newest.items()
            for position in range(1, page.references + 1)
        ],
        "documents": [f"pmid:{pmid} {page.shows}\n\nWe asked {page.shows}." for pmid, page in newest.items()],
        "captures": [
            f"pmid:{page.pmid} {page.capture_id} {'parsed' if newest[page.pmid] is page else 'superseded'}"
            for page in read
        ],
    }
    return {table: sorted(told) for table, told in rows.items()}


_SAID = {
    "articles": ["article_id", "title"],
    "authors": ["article_id", "name"],
    "references": ["article_id", "text"],
    "documents": ["article_id", "text"],
    "captures": ["article_id", "capture_id", "status"],
}


def _by_pandas(snapshot: Path, table: str, columns: Sequence[str]) -> list[tuple[object, ...]]:
    frame = pd.read_parquet(snapshot / table, columns=list(columns))
    return list(frame.itertuples(index=False, name=None))


def _by_polars(snapshot: Path, table: str, columns: Sequence[str]) -> list[tuple[object, ...]]:
    return pl.read_parquet(snapshot / table / "*.parquet", columns=list(columns)).rows()


def _by_duckdb(snapshot: Path, table: str, columns: Sequence[str]) -> list[tuple[object, ...]]:
    with duckdb.connect(":memory:") as reader:
        return reader.read_parquet(f"{snapshot}/{table}/*.parquet").select(*columns).fetchall()


READERS: Mapping[str, _Read] = {"pandas": _by_pandas, "polars": _by_polars, "duckdb": _by_duckdb}


def read_state(snapshot: Path, read: _Read) -> State:
    """The tables of a snapshot."""
    return {
        table: sorted(" ".join(map(str, row)) for row in read(snapshot, table, columns))
        for table, columns in _SAID.items()
    }


@dataclass(slots=True)
class Tally:
    """What became of reads and kills."""

    reads: Counter[str] = field(default_factory=Counter)
    """Right answers by reader."""
    retired: int = 0
    """Reads of a snapshot that became old and went meanwhile; its reader pins another one."""
    wrong: list[str] = field(default_factory=list)
    kills: Counter[str] = field(default_factory=Counter)
    """By what the killed run was doing, as far as its leavings tell."""
    nights: int = 0


def read_while(is_going_on: Callable[[], bool], output: Output, tally: Tally) -> None:
    """Pin a snapshot and read all its tables, by one reader after the other."""
    for name, read in itertools.cycle(READERS.items()):
        if not is_going_on():
            return
        pinned = output.current.resolve()
        try:
            found = read_state(pinned, read)
        except (OSError, duckdb.Error, pl.exceptions.ComputeError) as error:
            if pinned.is_dir():
                tally.wrong.append(f"{name} could not read {pinned.name}: {error}")
            tally.retired += 1
            continue
        if found == state_after(int(pinned.name)):
            tally.reads[name] += 1
        else:
            tally.wrong.append(f"{name} read another state of {pinned.name}")


def publish_night(output: Path, number: int) -> None:
    """As a run does: stage, publish, remove what was staged."""
    work = output / "_work" / f"{number}"
    staged(work, night(number))
    publish(local_home(output), work, Publication(NARROW, NOON + timedelta(minutes=number)))
    shutil.rmtree(work.parent)


def _publish_for_ever(output: Path, started: Event) -> None:
    started.set()
    for number in itertools.count(Output(output).current_number() + 1):
        publish_night(output, number)


@contextmanager
def _killed_after(delay: float, output: Path) -> Iterator[BaseProcess]:
    started = processes.Event()
    process = processes.Process(target=_publish_for_ever, args=(output, started))
    process.start()
    if not started.wait(120):
        raise TimeoutError("the publisher did not start")
    timer = threading.Timer(delay, process.kill)
    timer.start()
    yield process
    process.join()
    timer.join()
    if process.exitcode != -9:
        raise ChildProcessError(f"the publisher ended by itself: {process.exitcode}")


def _doing(output: Output) -> str:
    """What a killed run was doing."""
    built = output.scratch / "snapshot"
    if any(number > output.current_number() for number in output.snapshot_numbers()):
        return "about to name its snapshot"
    if (built / "_manifest.json").exists():
        return "linking and flushing"
    if any(built.glob("*/*.parquet")):
        return "writing files"
    if built.exists():
        return "deciding"
    if any(output.scratch.iterdir()):
        return "removing an old snapshot"
    return "staging or cleaning up"


def kill_often(output: Path, kills: int, seed: int) -> Tally:
    """Kill so many publishers at random moments, with readers reading; the dataset is whole before and after."""
    tally, places, chance = Tally(), Output(output), random.Random(seed)
    began = time.monotonic()
    for number in (1, 2):
        publish_night(output, number)
    longest = time.monotonic() - began
    for _ in range(kills):
        with _killed_after(chance.uniform(0, longest), output) as process:
            read_while(process.is_alive, places, tally)
        tally.kills[_doing(places)] += 1
    tally.nights = places.current_number()
    return tally


def leavings(output: Path) -> list[str]:
    """What is below the output folder and belongs to no snapshot that is kept."""
    places = Output(output)
    current = places.current_number()
    unnamed = [f"snapshot {number}" for number in places.snapshot_numbers() if number > current]
    return [path.name for path in places.scratch.iterdir()] + unnamed + ["_work"] * (output / "_work").exists()


def main(kills: int, seed: int) -> None:
    """Print a table of what was killed and what was read."""
    with tempfile.TemporaryDirectory() as folder:
        output = Path(folder, "output")
        tally = kill_often(output, kills, seed)
        publish_night(output, tally.nights + 1)
        rubbish = leavings(output)
        is_right = read_state(output / "current", _by_duckdb) == state_after(tally.nights + 1)
    lines: list[tuple[str, object]] = [
        *((f"killed while {doing}", number) for doing, number in tally.kills.most_common()),
        *((f"right answers of {reader}", number) for reader, number in tally.reads.items()),
        ("reads of a snapshot that was retired", tally.retired),
        ("nights published", tally.nights),
        ("wrong answers", tally.wrong or "none"),
        ("left behind after one more run", rubbish or "nothing"),
        ("that run's tables", "right" if is_right else "WRONG"),
    ]
    for what, number in lines:
        sys.stdout.write(f"{what:<45} {number}\n")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 200, int(sys.argv[2]) if len(sys.argv) > 2 else 1)
