"""What reading the same pages costs, however they are packed."""

import gzip
import json
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

import pyarrow as pa
import pyarrow.parquet as pq

from tests.benchmarks.measure import Cost, median
from tests.benchmarks.pages import generated
from tests.benchmarks.running import runs

_WAY = ("--runner", "plain", "--workers", "2")
_RECORD = (
    "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://pubmed.ncbi.nlm.nih.gov/{pmid}/\r\n"
    "WARC-Date: 2024-05-01T12:00:00Z\r\nContent-Type: application/http; msgtype=response\r\n"
    "Content-Length: {length}\r\n\r\n"
)
_HTTP = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"


def inputs(pages: int, number: int) -> str:
    """Pages a CPU second and a second, by the kind of input."""
    with TemporaryDirectory() as scratch:
        folder = generated(Path(scratch, "pages"), pages)
        costs: dict[str, list[Cost]] = {name: [] for name in _PACKED}
        raws = {name: _packed(name, folder, Path(scratch, "packed")) for name in _PACKED}
        for _ in range(number):
            for name, raw in raws.items():
                costs[name] += runs(raw, {name: _WAY}, 1)[name]
    return "\n".join(
        (
            f"{pages:,} generated pages, {number} rounds, two processes where there is more than one file.",
            "",
            "| input | pages a CPU second | pages a second | peak MB in all |",
            "|---|--:|--:|--:|",
            *(_row(name, pages, median(found)) for name, found in costs.items()),
        )
    )


def _row(name: str, pages: int, cost: Cost) -> str:
    speeds = f"{pages / cost.cpu_seconds:,.0f} | {pages / cost.wall_seconds:,.0f}"
    return f"| {name} | {speeds} | {cost.peak_megabytes:,.0f} |"


def _packed(name: str, pages: Path, folder: Path) -> Path:
    """The pages in four files of a kind; the folder itself for files."""
    pack = _PACKED[name]
    if pack is None:
        return pages
    place = folder / name.replace(" ", "-")
    place.mkdir(parents=True)
    paths = sorted(pages.glob("*.html"))
    for part in range(_PARTS):
        pack(paths[part::_PARTS], place / f"part-{part}")
    return place


_PARTS = 4


def _as_warc(paths: list[Path], to: Path) -> None:
    with to.with_suffix(".warc.gz").open("wb") as crawl:
        for record in _records(paths):
            crawl.write(gzip.compress(record, 6))


def _records(paths: list[Path]) -> Iterator[bytes]:
    for path in paths:
        body = _HTTP + path.read_bytes()
        yield _RECORD.format(pmid=path.stem, length=len(body)).encode() + body + b"\r\n\r\n"


def _as_zip(paths: list[Path], to: Path) -> None:
    with zipfile.ZipFile(to.with_suffix(".zip"), "w", zipfile.ZIP_DEFLATED) as archive:
        for path in paths:
            archive.write(path, path.name)


def _as_lines(paths: list[Path], to: Path) -> None:
    with gzip.open(to.with_suffix(".jsonl.gz"), "wt", compresslevel=6) as lines:
        for row in _rows(paths):
            lines.write(json.dumps(row) + "\n")


def _as_parquet(paths: list[Path], to: Path) -> None:
    pq.write_table(pa.Table.from_pylist(list(_rows(paths))), to.with_suffix(".parquet"), row_group_size=256)


def _rows(paths: list[Path]) -> Iterator[Mapping[str, str]]:
    for path in paths:
        yield {"url": f"https://pubmed.ncbi.nlm.nih.gov/{path.stem}/", "html": path.read_text(encoding="utf-8")}


_PACKED = {
    "files": None,
    "WARC, gzip a record": _as_warc,
    "ZIP": _as_zip,
    "JSON lines, gzip": _as_lines,
    "Parquet": _as_parquet,
}
