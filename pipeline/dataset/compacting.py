"""As few files as the dataset can have: what nights added beside the bases of their ranges is woven into them.

Runs do that by themselves once the additions of a range became many, for then it costs less than carrying them. In
between, a reader opens two files a range and table. No row changes, nor does what is remembered of earlier runs.
"""

import tempfile
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from pipeline.dataset.homes import home_of
from pipeline.dataset.publishing import Publication, Published, Unchanged, nothing_new, publish
from pipeline.dataset.reading.read import current_snapshot
from pipeline.dataset.settings import PublishSettings, Weaving
from pipeline.dataset.snapshot.manifest import Manifest
from pipeline.raw import Place
from pipeline.tables import TABLES


@dataclass(frozen=True, slots=True, kw_only=True)
class Compacted:
    """What was woven."""

    ranges: int
    """Ranges of articles that had additions."""
    files_before: int
    """Files of all tables that a reader opens."""
    files_after: int
    publication: Published | Unchanged


def compact(output: Place, settings: PublishSettings, at: datetime) -> Compacted:
    """Publish a snapshot without additions; where there are none, the current one stays. Raises DatasetMissing."""
    before = current_snapshot(output).manifest
    ranges = sum(1 for one in before.ranges if one.additions)
    publication = _woven(output, replace(settings, weaving=Weaving.ALL), at) if ranges else _as_it_is(output)
    return Compacted(
        ranges=ranges,
        files_before=_files(before),
        files_after=_files(current_snapshot(output).manifest),
        publication=publication,
    )


def _woven(output: Place, settings: PublishSettings, at: datetime) -> Published | Unchanged:
    with tempfile.TemporaryDirectory() as nothing_staged:
        return publish(home_of(output), Path(nothing_staged), Publication(settings, at))


def _as_it_is(output: Place) -> Unchanged:
    unchanged = nothing_new(home_of(output))
    assert unchanged is not None  # noqa: S101  # for the types: there is a snapshot
    return unchanged


def _files(manifest: Manifest) -> int:
    return sum(len(manifest.files_of(table)) for table in TABLES)
