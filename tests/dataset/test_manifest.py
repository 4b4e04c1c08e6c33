"""A manifest that cannot be read is said as such, and stands in nobody's way."""

import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from pipeline.dataset import Published, PublishSettings, current_snapshot
from pipeline.errors import DatasetError
from tests.dataset.pages import NOON, Page, published

_A = [Page(uri="a", pmid=1)]


def _changed(manifest: Path, **fields: object) -> None:
    manifest.write_text(json.dumps(json.loads(manifest.read_bytes()) | fields))


def _of_another_format(manifest: Path) -> None:
    _changed(manifest, format=2)


def _with_another_field(manifest: Path) -> None:
    _changed(manifest, files=[{"crc": 1}])


def _of_no_time_zone(manifest: Path) -> None:
    _changed(manifest, created_at="2024-05-01T12:00:00")


def _without_format(manifest: Path) -> None:
    manifest.write_text("{}")


def _a_list(manifest: Path) -> None:
    manifest.write_text("[]")


def _empty(manifest: Path) -> None:
    manifest.write_text("")


def _no_text(manifest: Path) -> None:
    manifest.write_bytes(b"\xff\xfe\xfa")


def _missing(manifest: Path) -> None:
    manifest.unlink()


_UNREADABLE = pytest.mark.parametrize(
    "spoil",
    [
        _of_another_format,
        _with_another_field,
        _of_no_time_zone,
        _without_format,
        _a_list,
        _empty,
        _no_text,
        _missing,
    ],
)


@_UNREADABLE
def test_a_manifest_that_cannot_be_read_is_named(tmp_path: Path, spoil: Callable[[Path], None]) -> None:
    output = tmp_path / "output"
    published(output, _A)
    spoil(output / "current/_manifest.json")

    with pytest.raises(DatasetError, match=r"00000001/_manifest\.json"):
        current_snapshot(output)


@_UNREADABLE
def test_behind_a_manifest_that_cannot_be_read_the_same_is_published_anew(
    tmp_path: Path, spoil: Callable[[Path], None]
) -> None:
    output = tmp_path / "output"
    published(output, _A)
    spoil(output / "current/_manifest.json")

    again = published(output, _A)

    assert isinstance(again, Published)
    assert current_snapshot(output).number == 2


@_UNREADABLE
def test_a_snapshot_whose_manifest_cannot_be_read_counts_as_old(tmp_path: Path, spoil: Callable[[Path], None]) -> None:
    output, settings = tmp_path / "output", PublishSettings(keep_count=1, keep_age=timedelta(hours=48))
    published(output, _A, settings=settings)
    spoil(output / "current/_manifest.json")

    published(output, [Page(uri="b", pmid=2)], settings=settings, at=NOON)

    assert [path.name for path in (output / "_snapshots").iterdir()] == ["00000002"]


def test_another_format_is_said(tmp_path: Path) -> None:
    published(tmp_path / "output", _A)
    _of_another_format(tmp_path / "output/current/_manifest.json")

    with pytest.raises(DatasetError, match="its format is 2, not 1"):
        current_snapshot(tmp_path / "output")
