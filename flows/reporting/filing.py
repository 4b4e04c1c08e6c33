"""Where reports lie, and how they get there: whole or not at all, the newest under a name that stays.

output/report.html -> _reports/newest/report.html     and report.json, which change in one step
output/_reports/newest -> 20231201T030000.000000Z     the run that began last, whatever it came to
output/_reports/<start of the run>/report.html, report.json

Of a dataset in an object store, all of this is in the folder of this machine that belongs to it
(`pipeline.dataset.workplace_of`), and the newest two files also lie below its address, for everybody who reads it.
"""

import re
import shutil
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pipeline.dataset import workplace_of
from pipeline.dataset.stores import bucket
from pipeline.durable import flush, flush_tree, move_into_place
from pipeline.raw import ObjectPath, Place
from pipeline.report.stored import Stored, as_json, read
from pipeline.report.values import Earlier, Ending, Report

HTML, JSON = "report.html", "report.json"
MOST_REPORTS: Final = 50
"""Reports that stay; as many runs have figures that are remembered."""
MOST_EARLIER: Final = 20
"""Runs before it of which a report tells."""
_A_DAY: Final = 86_400.0
_REPORTS, _NEWEST = "_reports", "newest"
_TIME = re.compile(r"\d{8}T\d{6}\.\d{6}Z")
_KINDS: Final = {HTML: "text/html; charset=utf-8", JSON: "application/json"}


@dataclass(frozen=True, slots=True)
class ReportFiles:
    """A report that is written."""

    html: Path
    json: Path


def file_report(output: Place, report: Report, html: str) -> ReportFiles:
    """Write a report, and make it the newest; OSError, DatasetError where that is not possible."""
    reports = workplace_of(output) / _REPORTS
    reports.mkdir(parents=True, exist_ok=True)
    place = reports / f"{report.started_at:%Y%m%dT%H%M%S.%fZ}"
    _write(reports, place, {HTML: html.encode("utf-8"), JSON: as_json(report)})
    newest = _places(reports)[-1]
    _point(reports / _NEWEST, Path(newest.name))
    for name in (HTML, JSON):
        _point(reports.parent / name, Path(_REPORTS, _NEWEST, name))
    for old in _places(reports)[:-MOST_REPORTS]:
        shutil.rmtree(old, ignore_errors=True)
    if isinstance(output, ObjectPath):
        _send(output, newest)
    return ReportFiles(place / HTML, place / JSON)


def newest_report(output: Place) -> ReportFiles | None:
    """The report of the run that ended last; None where there is none."""
    folder = workplace_of(output)
    files = ReportFiles(folder / HTML, folder / JSON)
    return files if files.html.is_file() and files.json.is_file() else None


def report_of(output: Place, snapshot: int) -> ReportFiles | None:
    """The report of the run that published a snapshot; None where it is gone, or never was."""
    for place, stored in _stored(output):
        if stored.earlier.snapshot == snapshot and stored.earlier.ending is Ending.PUBLISHED:
            return ReportFiles(place / HTML, place / JSON)
    return None


def earlier_runs(output: Place) -> tuple[Earlier, ...]:
    """The last runs, oldest first."""
    found = [stored.earlier for _, (_, stored) in zip(range(MOST_EARLIER), _stored(output), strict=False)]
    return tuple(reversed(found))


def headline_of(files: ReportFiles) -> str | None:
    """The answer of a report; None where it is of another program."""
    stored = read(files.json.read_bytes())
    return stored.headline if stored else None


def _write(reports: Path, place: Path, files: dict[str, bytes]) -> None:
    """A folder that has its name when all is in it; one that a dead run left unfinished goes after a day."""
    partial = Path(tempfile.mkdtemp(prefix=".partial-", dir=reports))
    try:
        partial.chmod(0o755)
        for name, text in files.items():
            (partial / name).write_bytes(text)
        flush_tree(partial)
        shutil.rmtree(place, ignore_errors=True)
        move_into_place(partial, place)
    finally:
        shutil.rmtree(partial, ignore_errors=True)
        for leftover in filter(_is_left_behind, reports.glob(".partial-*")):
            shutil.rmtree(leftover, ignore_errors=True)


def _is_left_behind(partial: Path) -> bool:
    """Whether whoever began it is long gone: writing a report takes a moment."""
    with suppress(OSError):
        return time.time() - partial.stat().st_mtime > _A_DAY
    return False


def _point(link: Path, target: Path) -> None:
    """Let a name stand for another place from now on, in one step."""
    if link.is_symlink() and link.readlink() == target:
        return
    fresh = link.with_name(f".{link.name}.new")
    fresh.unlink(missing_ok=True)
    fresh.symlink_to(target)
    fresh.replace(link)
    flush(link.parent)


def _send(output: ObjectPath, place: Path) -> None:
    for name, kind in _KINDS.items():
        bucket.write(output / name, (place / name).read_bytes(), kind)


def _places(reports: Path) -> Sequence[Path]:
    """The folders of all reports, oldest first."""
    return sorted(path for path in reports.glob("*") if _TIME.fullmatch(path.name) and path.is_dir())


def _stored(output: Place) -> Iterator[tuple[Path, Stored]]:
    """The reports that this program can read, newest first."""
    for place in reversed(_places(workplace_of(output) / _REPORTS)):
        stored = read((place / JSON).read_bytes()) if (place / JSON).is_file() else None
        if stored is not None:
            yield place, stored
