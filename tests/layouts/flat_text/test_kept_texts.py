"""Kept texts: one invented page in each style, with the records that somebody has read.

A folder without `expected.json` gets one from the present program and fails once: read it against the text,
correct it by hand where it is wrong, and keep it.
"""

import dataclasses
import json
from pathlib import Path

import pytest

from pipeline.layouts.flat_text import read_page
from pipeline.page import ArticlePage

KEPT = Path(__file__).with_name("kept")
FOLDERS = sorted(path.parent for path in KEPT.glob("*/page.txt"))
Shown = dict[str, object]


def shown(page: ArticlePage) -> Shown:
    """What the page shows, without what it does not; rows as their columns' values by name."""
    values = {field.name: getattr(page, field.name) for field in dataclasses.fields(page) if field.name != "echoes"}
    plain: Shown = json.loads(json.dumps(values, default=sorted, ensure_ascii=False))
    rows = {
        name: [{column: value for column, value in row._asdict().items() if value not in (None, [])} for row in found]
        for name, found in values.items()
        if isinstance(found, tuple) and found and hasattr(found[0], "_asdict")
    }
    return {name: value for name, value in (plain | rows).items() if value not in (None, [])}


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_a_kept_text_gives_the_records_that_somebody_has_read(folder: Path) -> None:
    present = shown(read_page((folder / "page.txt").read_text(encoding="utf-8")))
    path = folder / "expected.json"
    if not path.exists():
        path.write_text(json.dumps(present, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        pytest.fail(f"{path} was missing and has been written: read it against the text before you keep it")

    assert present == json.loads(path.read_text(encoding="utf-8"))


def test_there_is_a_kept_text_for_every_style() -> None:
    assert [folder.name for folder in FOLDERS] == [
        "browser_copy",
        "download",
        "feed",
        "fragments",
        "main_content",
        "markdown",
        "older_page",
        "one_line",
        "text_browser",
        "whole_page",
    ]
