"""`report.json` is equal for equal reports, and later reports read of it what they need."""

import json

import pytest

from pipeline.report.stored import as_json, read
from pipeline.report.values import Ending
from tests.report.reports import HOSTILE, NIGHT, TURNING, report, stopped


def test_equal_reports_are_equal_bytes() -> None:
    assert as_json(report()) == as_json(report())


def test_nothing_in_it_commands_a_terminal_and_nothing_gets_lost() -> None:
    text = as_json(report())

    assert text.isascii()
    assert b"\x1b" not in text
    assert json.loads(text)["asked"]["output"] == TURNING
    assert json.loads(text)["came_in"]["rejections"][0]["examples"] == [HOSTILE]


def test_it_says_which_schema_it_has() -> None:
    assert json.loads(as_json(report()))["schema_version"] == 1


def test_a_later_report_reads_when_how_and_how_much() -> None:
    stored = read(as_json(stopped()))

    assert stored is not None
    assert stored.headline == stopped().headline
    assert (stored.earlier.started_at, stored.earlier.ending) == (NIGHT, Ending.STOPPED)
    assert (stored.earlier.pages, stored.earlier.seconds) == (12, 5.0)


@pytest.mark.parametrize("text", [b"", b"{}", b"[]", b'{"schema_version": 99}', b"\xff"])
def test_what_is_no_report_of_this_program_is_none(text: bytes) -> None:
    assert read(text) is None
