"""A manifest that cannot be read is said as such, and stands in nobody's way."""

import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from flows.plain import run_plain
from flows.run import Run
from pipeline.dataset import Basis, Published, PublishSettings, compare, current_snapshot, local_home
from pipeline.errors import DatasetError
from pipeline.extract import CURRENT_READERS
from pipeline.sources import list_inputs
from pipeline.tables import ARTICLES
from tests.dataset.pages import NOON, Page, given, published
from tests.flows.pages import write_articles

_A = [Page(uri="a", pmid=1)]


def _changed(manifest: Path, **fields: object) -> None:
    manifest.write_text(json.dumps(json.loads(manifest.read_bytes()) | fields))


def _of_another_format(manifest: Path) -> None:
    _changed(manifest, format=3)


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
    given(output, _A)
    spoil(output / "current/_manifest.json")

    with pytest.raises(DatasetError, match=r"00000001/_manifest\.json"):
        current_snapshot(output)


@_UNREADABLE
def test_nothing_is_published_behind_a_manifest_that_cannot_be_read(
    tmp_path: Path, spoil: Callable[[Path], None]
) -> None:
    output = tmp_path / "output"
    given(output, _A)
    spoil(output / "current/_manifest.json")

    with pytest.raises(DatasetError, match=r"00000001/_manifest\.json"):
        published(output, [Page(uri="b", pmid=2)])

    assert [path.name for path in (output / "_snapshots").iterdir()] == ["00000001"]


@_UNREADABLE
def test_a_run_that_starts_from_nothing_asks_no_manifest(tmp_path: Path, spoil: Callable[[Path], None]) -> None:
    output = tmp_path / "output"
    given(output, _A)
    spoil(output / "current/_manifest.json")

    again = given(output, _A, basis=Basis.NOTHING)

    assert isinstance(again, Published)
    assert current_snapshot(output).number == 2


@_UNREADABLE
def test_a_snapshot_whose_manifest_cannot_be_read_goes_when_it_was_replaced_long_ago(
    tmp_path: Path, spoil: Callable[[Path], None]
) -> None:
    output, settings = tmp_path / "output", PublishSettings(keep_count=1, keep_age=timedelta(hours=48))
    given(output, _A, settings=settings)
    given(output, [Page(uri="b", pmid=2)], settings=settings, at=NOON + timedelta(hours=1))
    spoil(output / "_snapshots/00000001/_manifest.json")

    given(output, [Page(uri="c", pmid=3)], settings=settings, at=NOON + timedelta(hours=49))

    assert sorted(path.name for path in (output / "_snapshots").iterdir()) == ["00000002", "00000003"]


def test_another_format_is_said(tmp_path: Path) -> None:
    given(tmp_path / "output", _A)
    _of_another_format(tmp_path / "output/current/_manifest.json")

    with pytest.raises(DatasetError, match="its format is 3, not 2"):
        current_snapshot(tmp_path / "output")


def test_a_dataset_of_the_format_before_is_built_anew_by_the_next_run(tmp_path: Path) -> None:
    output = tmp_path / "output"
    given(output, _A)
    _changed(output / "current/_manifest.json", format=1)

    again = published(output, [Page(uri="b", pmid=2)])

    assert isinstance(again, Published)
    assert current_snapshot(output).number == 2
    assert current_snapshot(output).open(ARTICLES).to_table()["pmid"].to_pylist() == [2]


def test_every_input_is_new_to_a_dataset_of_the_format_before(tmp_path: Path) -> None:
    output = tmp_path / "output"
    raw = write_articles(tmp_path / "raw", 2)
    run_plain(Run(raw=raw, output=output, workers=1))
    _changed(output / "current/_manifest.json", format=1)

    compared = compare(list_inputs(raw), local_home(output), CURRENT_READERS, Basis.CURRENT)

    assert compared.counts() == {"new": 2}
