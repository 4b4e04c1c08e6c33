"""Forty million pages: arithmetic out of what is measured here, and publishing at that number of files, simulated.

A dataset of forty million articles has some 400 ranges of PMIDs and 160 files by address. So many files, ranges and
entries of a manifest are made here out of few articles, by settings; what a publication costs beside the rows that it
writes is then the same.
"""

import os
import resource
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import timedelta
from multiprocessing import get_context
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import NamedTuple

from pipeline.dataset import Publication, PublishSettings, current_snapshot, find_article, local_home, publish
from pipeline.sources import list_inputs
from tests.benchmarks.measure import Cost, cost_of, median
from tests.benchmarks.pages import REAL_PAGES, generated, repeated
from tests.benchmarks.running import run_command, runs
from tests.dataset.measure import NOW, Night, stage

PAGES = 40_000_000
_USUAL = PublishSettings()
_RANGES = PAGES // _USUAL.articles_per_range
_ADDRESS_FILES = PAGES // _USUAL.addresses_per_file
_ARTICLES = 8_000
_SIMULATED = PublishSettings(
    articles_per_range=_ARTICLES // _RANGES, addresses_per_file=_ARTICLES // _ADDRESS_FILES, smallest_base=1
)
_LISTED = 200_000
_ROUNDS = 3


_ADVICE = """What breaks first, and what to do about it:

1. **A file a page.** The listing is held in memory, condensed, but for the notes of crawlers and the addresses of a list
   of files, which are held as they are. So a folder of forty million files wants the time and the memory above before
   the first page is read, and a file system that likes them. Pack pages as they are crawled: WARC, ZIP or Parquet files
   of 10,000 pages are 4,000 inputs. Or give a run a part of the folder at a time; what it does not read stays published.
2. **One first build of everything.** What a publication decides is kept by capture, half a kilobyte of each while it
   decides and half of that while it writes, in a DuckDB that may use 1 GB and spills what it can; the rest grows with
   the captures of one run. Bring the stock in by parts of a few million pages, which a run reads in hours; each part is
   published before the next.
3. **Changes everywhere.** A night that changes one article in every range writes every range anew where its additions
   do not fit: hundreds of files of 100,000 articles. New and changed pages of one crawl lie together by PMID as a rule;
   where they do not, publish weekly.
4. **A machine.** The hours above are for one core. Parsing takes as many as there are, here or on a cluster; publishing
   is one process, and at a tenth of the work it is what is left when parsing has a hundred cores."""


class Step(NamedTuple):
    """What a step took in a process of its own."""

    cpu_seconds: float
    wall_seconds: float
    peak_megabytes: float
    grown_megabytes: float
    """How much more memory it held at its end than at its beginning."""


class Figures(NamedTuple):
    """Measured a page, on pages of the usual size."""

    cpu_ms: float
    read_kb: float
    written_kb: float


def scale() -> str:
    """The simulation, and the arithmetic."""
    with TemporaryDirectory() as scratch:
        figures = _figures(Path(scratch, "run"))
        listing = _in_own_process(_list, _files(Path(scratch, "listing")))
        nights = dict(_nights(Path(scratch, "nights")))
        manifest = _manifest(Path(scratch, "nights"))
    return "\n".join((_arithmetic(figures, listing, nights), "", _ADVICE, "", _simulation(nights, manifest)))


def _figures(scratch: Path) -> Figures:
    scratch.mkdir()
    pages = repeated(scratch / "pages", 15) if REAL_PAGES.is_dir() else generated(scratch / "pages", 4_000)
    once = repeated(scratch / "once", 1) if REAL_PAGES.is_dir() else pages  # copies would lie about compression
    number, kept = (sum(1 for _ in folder.iterdir()) for folder in (pages, once))
    output = scratch / "kept"
    costs: Sequence[Cost] = runs(pages, {"run": ("--runner", "plain")}, _ROUNDS)["run"]
    cost_of(run_command(once, output, "--runner", "plain"))
    read = sum(path.stat().st_size for path in pages.iterdir())
    written = sum(file.bytes for file in current_snapshot(output).manifest.files)
    return Figures(median(costs).cpu_seconds / number * 1000, read / number / 1000, written / kept / 1000)


def _files(folder: Path) -> Path:
    for number in range(_LISTED):
        if not number % 10_000:
            (folder / str(number // 10_000)).mkdir(parents=True)
        (folder / str(number // 10_000) / f"{number}.html").touch()
    return folder


def _list(folder: Path) -> object:
    return list_inputs(folder)


def _nights(folder: Path) -> Iterator[tuple[str, Step]]:
    pmids = Random(1).sample(range(1_000_000, 39_000_000, 151), _ARTICLES)
    told = {
        "first build": Night(pmids, 0),
        "one new page": Night([39_500_000], 0),
        "a page in each of 80 ranges, changed": Night(sorted(pmids)[:: _ARTICLES // 80], 1),
    }
    for day, (name, night) in enumerate(told.items()):
        stage(folder / str(day), night)
        yield name, _in_own_process(_publish, folder / "output", folder / str(day), day)
    yield "an article found", _in_own_process(find_article, folder / "output", str(pmids[0]))


def _publish(output: Path, work: Path, day: int) -> object:
    return publish(local_home(output), work, Publication(_SIMULATED, NOW + timedelta(days=day)))


def _manifest(folder: Path) -> Mapping[str, int]:
    snapshot = current_snapshot(folder / "output")
    (written,) = Path(str(snapshot.root)).glob("*anifest*.json")
    return {"files": len(snapshot.manifest.files), "bytes": written.stat().st_size}


def _in_own_process(step: Callable[..., object], *arguments: object) -> Step:
    with ProcessPoolExecutor(1, get_context("spawn")) as process:
        return process.submit(_measured, step, arguments).result()


def _measured(step: Callable[..., object], arguments: Sequence[object]) -> Step:
    cpu, wall, held = sum(os.times()[:2]), time.monotonic(), _resident()
    kept = step(*arguments)
    grown = _resident() - held
    del kept
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return Step(sum(os.times()[:2]) - cpu, time.monotonic() - wall, peak, grown)


def _resident() -> float:
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 2**20


def _simulation(nights: Mapping[str, Step], manifest: Mapping[str, int]) -> str:
    rows = [
        f"| {name} | {step.cpu_seconds:.1f} | {step.wall_seconds:.1f} | {step.peak_megabytes:,.0f} |"
        for name, step in nights.items()
    ]
    return "\n".join(
        (
            (
                f"Simulated: {_ARTICLES:,} articles in files as small as it takes for {manifest['files']:,} of them, as many as "
                f"{PAGES:,} articles have at the usual size ({_RANGES} ranges of PMIDs, {_ADDRESS_FILES} files by address); "
                f"the manifest has {manifest['bytes'] / 1e6:.1f} MB."
            ),
            "",
            "| publication | CPU s | wall s | peak MB |",
            "|---|--:|--:|--:|",
            *rows,
        )
    )


def _arithmetic(figures: Figures, listing: Step, nights: Mapping[str, Step]) -> str:
    listed_gb = listing.grown_megabytes / _LISTED * PAGES / 1024
    few = nights["one new page"]
    return "\n".join(
        (
            f"| {PAGES:,} pages | from | makes |",
            "|---|---|--:|",
            (
                f"| core-hours | {figures.cpu_ms:.2f} CPU ms a page, everything included"
                f" | {figures.cpu_ms * PAGES / 3.6e6:,.0f} h |"
            ),
            f"| read | {figures.read_kb:,.0f} kB a page, not packed | {figures.read_kb * PAGES / 1e9:,.1f} TB |",
            f"| written | {figures.written_kb:.1f} kB a page | {figures.written_kb * PAGES / 1e6:,.0f} GB |",
            f"| a night with one new page, beside the rows of its range | simulated | {few.cpu_seconds:.1f} CPU s |",
            (
                f"| listing a file a page | {listing.cpu_seconds / _LISTED * 1e6:.0f} CPU µs and "
                f"{listing.grown_megabytes / _LISTED * 2**20:,.0f} bytes a file, {_LISTED:,} files listed"
                f" | {listing.cpu_seconds / _LISTED * PAGES / 60:,.0f} min, {listed_gb:,.1f} GB |"
            ),
        )
    )
