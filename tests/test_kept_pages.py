"""Kept pages: a folder holds a page and the records that somebody has read and found right.

A folder without `expected.json` gets one from the present program and fails once: read it against the page in a
browser, correct it by hand where it is wrong, and keep it.
"""

import json
from pathlib import Path

import pytest

from pipeline.extract import extract
from pipeline.outcome import Extracted
from tests.records_of import Records, Row, records_of
from tests.saved_pages import html_document

KEPT = Path(__file__).parent / "kept"
FOLDERS = sorted(path.parent for path in KEPT.glob("*/page.html"))
PROVENANCE = {"capture_id", "source_uri", "captured_at", "parser_version"}
"""Columns that tell of the saving, not of the page."""


def shown(folder: Path) -> Records:
    """The records of a kept page and its warnings, without what tells of the saving."""
    found = extract(html_document((folder / "page.html").read_bytes()))
    assert isinstance(found, Extracted), found
    records = records_of(found)
    records["articles"] = [_without(row, PROVENANCE) for row in records["articles"]]
    return records | {"captures": [{"layout": found.layout.value, "warnings": list(found.warnings)}]}


def _without(row: Row, columns: set[str]) -> Row:
    return {name: value for name, value in row.items() if name not in columns}


def expected(folder: Path, present: Records) -> Records:
    """The kept records; a missing file is written, and fails until it has been read."""
    path = folder / "expected.json"
    if not path.exists():
        path.write_text(json.dumps(present, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        pytest.fail(f"{path} was missing and has been written: read it against the page before you keep it")
    kept: Records = json.loads(path.read_text(encoding="utf-8"))
    return kept


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_a_kept_page_gives_the_records_that_somebody_has_read(folder: Path) -> None:
    present = shown(folder)

    kept = expected(folder, present)

    assert set(present) == set(kept)
    for table, rows in present.items():
        assert rows == kept[table], table


def test_there_are_kept_pages() -> None:
    assert FOLDERS != []


def test_a_missing_expectation_is_written_and_fails_until_it_is_read(tmp_path: Path) -> None:
    present: Records = {"substances": [{"position": 1, "name": "Kupfer – β"}]}

    with pytest.raises(pytest.fail.Exception, match="read it against the page"):
        expected(tmp_path, present)

    assert expected(tmp_path, {}) == present
