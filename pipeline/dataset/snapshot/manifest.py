"""What a snapshot consists of, as JSON beside it: readers and later runs trust this list, not a folder's contents."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from pipeline.dataset.disk.places import MANIFEST
from pipeline.dataset.snapshot.files import WrittenFile
from pipeline.dataset.snapshot.ranges import ArticleRange, Layer
from pipeline.dataset.snapshot.stored import Stored, published
from pipeline.errors import DatasetError
from pipeline.record import schema
from pipeline.tables import TABLES, Table

_FORMAT = 2
"""Counted up when a program would misread the manifests of the one before it."""
_OLDER_FORMATS = (1,)


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """What a snapshot holds, in numbers."""

    tables: Mapping[str, int]
    """Rows by table."""
    statuses: Mapping[str, int]
    """Captures by status."""
    layouts: Mapping[str, int]
    """Captures of status `parsed` by layout: an article each, but for fragments."""
    reasons: Mapping[str, int]
    """Rejected captures by reason."""
    warnings: Mapping[str, int]
    """Warnings by name, which is what stands in front of the first `: `."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What a run changed, in numbers."""

    articles_added: int = 0
    articles_changed: int = 0
    """Articles whose rows come from another content, or another capture, than before."""
    articles_removed: int = 0
    """Articles that have another name now, or were forgotten."""
    captures_added: int = 0
    captures_changed: int = 0
    captures_removed: int = 0
    files_written: int = 0
    files_kept: int = 0
    bytes_written: int = 0


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
    changes: Changes
    ranges: tuple[ArticleRange, ...]
    files: tuple[WrittenFile, ...]
    columns: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """The type of every column by stored table: what its files can be read as."""
    beside: Mapping[str, str] = field(default_factory=dict)
    """The SHA-256 of each text that lies beside the manifest in a folder and tells of the tables; empty in a store."""

    def files_of(self, table: Table) -> tuple[WrittenFile, ...]:
        """The files of a table of the contract; within a layer they are in the order of their rows."""
        return self.files_in(published(table))

    def files_in(self, stored: Stored) -> tuple[WrittenFile, ...]:
        """The files of anything that a snapshot stores."""
        return tuple(file for file in self.files if file.table == stored.name)


class OlderFormat(DatasetError):
    """The manifest is of an earlier program, whose snapshots were made anew by every run."""


def write_manifest(snapshot: Path, manifest: Manifest) -> None:
    """Put the manifest into the snapshot's folder."""
    (snapshot / MANIFEST).write_bytes(manifest_json(manifest))


def manifest_json(manifest: Manifest) -> bytes:
    """The manifest as it is stored."""
    files = [asdict(file) | {"layer": file.layer.value} for file in manifest.files]
    moment = manifest.created_at.astimezone(UTC).isoformat()
    said = {"format": _FORMAT, **asdict(manifest), "created_at": moment, "files": files}
    return _json(said).encode()


def read_manifest(snapshot: Path) -> Manifest:
    """The manifest of a snapshot; DatasetError where there is none that this program can read."""
    place = snapshot / MANIFEST
    try:
        return understood(place.read_bytes())
    except OlderFormat as error:
        raise OlderFormat(f"{place}: {error}") from error
    except OSError as error:
        raise DatasetError(f"{place} cannot be read: {error.strerror}") from error
    except (ValueError, TypeError, LookupError) as error:
        raise DatasetError(f"{place} is no manifest that this program can read: {error!r}") from error


def understood(text: bytes) -> Manifest:
    """A stored manifest; ValueError, TypeError or LookupError for anything else."""
    said = json.loads(text)
    if said["format"] in _OLDER_FORMATS:
        raise OlderFormat(f"its format is {said['format']}, not {_FORMAT}")
    if said["format"] != _FORMAT:
        raise ValueError(f"its format is {said['format']!r}, not {_FORMAT}")
    return Manifest(
        created_at=_moment(said["created_at"]),
        run_id=said["run_id"],
        run_digest=said["run_digest"],
        parser_versions=said["parser_versions"],
        counts=Counts(**said["counts"]),
        changes=Changes(**said["changes"]),
        ranges=tuple(ArticleRange(**fields) for fields in said["ranges"]),
        files=tuple(WrittenFile(**{**fields, "layer": Layer(fields["layer"])}) for fields in said["files"]),
        columns=said["columns"],
        beside=said.get("beside", {}),
    )


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError(f"{text} names no time zone")
    return moment


def schemas() -> str:
    """The columns of all tables as JSON, for readers that cannot see Arrow's field metadata."""
    return _json({table.name: {"key": published(table).order, "columns": _columns(table)} for table in TABLES})


def _columns(table: Table) -> list[dict[str, object]]:
    return [
        {"name": field.name, "type": str(field.type), "nullable": field.nullable}
        | {name.decode(): text.decode() for name, text in (field.metadata or {}).items()}
        for field in schema(table)
    ]


def _json(said: object) -> str:
    return json.dumps(said, indent=1, ensure_ascii=False) + "\n"
