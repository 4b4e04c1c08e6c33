"""What a snapshot consists of, as JSON beside it: readers and later runs trust this list, not a folder's contents."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from pipeline.dataset.files import WrittenFile
from pipeline.dataset.places import MANIFEST
from pipeline.dataset.ranges import ArticleRange
from pipeline.errors import DatasetError
from pipeline.record import key, schema
from pipeline.tables import TABLES, Table

_FORMAT = 1
"""Counted up when a program would misread the manifests of the one before it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """What a snapshot holds, in numbers."""

    tables: Mapping[str, int]
    """Rows by table."""
    statuses: Mapping[str, int]
    """Captures by status."""
    reasons: Mapping[str, int]
    """Rejected captures by reason."""
    warnings: Mapping[str, int]
    """Warnings by name, which is what stands in front of the first `: `."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """The contents of a snapshot."""

    created_at: datetime
    run_id: str
    run_digest: str
    """Equal for publications that would hold the same bytes."""
    parser_versions: Mapping[str, int]
    """Captures by the version of the parser that read them."""
    counts: Counts
    ranges: tuple[ArticleRange, ...]
    files: tuple[WrittenFile, ...]

    def files_of(self, table: Table) -> tuple[WrittenFile, ...]:
        """The files of a table, in the order of their rows."""
        return tuple(file for file in self.files if file.table == table.name)


def write_manifest(snapshot: Path, manifest: Manifest) -> None:
    """Put the manifest into the snapshot's folder."""
    said = {"format": _FORMAT, **asdict(manifest), "created_at": manifest.created_at.astimezone(UTC).isoformat()}
    (snapshot / MANIFEST).write_text(_json(said), encoding="utf-8")


def read_manifest(snapshot: Path) -> Manifest:
    """The manifest of a snapshot; DatasetError where there is none that this program can read."""
    place = snapshot / MANIFEST
    try:
        return _understood(place.read_bytes())
    except OSError as error:
        raise DatasetError(f"{place} cannot be read: {error.strerror}") from error
    except (ValueError, TypeError, LookupError) as error:
        raise DatasetError(f"{place} is no manifest that this program can read: {error!r}") from error


def _understood(text: bytes) -> Manifest:
    said = json.loads(text)
    if said["format"] != _FORMAT:
        raise ValueError(f"its format is {said['format']!r}, not {_FORMAT}")
    return Manifest(
        created_at=_moment(said["created_at"]),
        run_id=said["run_id"],
        run_digest=said["run_digest"],
        parser_versions=said["parser_versions"],
        counts=Counts(**said["counts"]),
        ranges=tuple(ArticleRange(**fields) for fields in said["ranges"]),
        files=tuple(WrittenFile(**fields) for fields in said["files"]),
    )


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError(f"{text} names no time zone")
    return moment


def schemas() -> str:
    """The columns of all tables as JSON, for readers that cannot see Arrow's field metadata."""
    return _json({table.name: {"key": key(table), "columns": _columns(table)} for table in TABLES})


def _columns(table: Table) -> list[dict[str, object]]:
    return [
        {"name": field.name, "type": str(field.type), "nullable": field.nullable}
        | {name.decode(): text.decode() for name, text in (field.metadata or {}).items()}
        for field in schema(table)
    ]


def _json(said: object) -> str:
    return json.dumps(said, indent=1, ensure_ascii=False) + "\n"
