"""A file that was touched, but has the same bytes, is not parsed again; its time follows all the same."""

import os
from datetime import UTC, datetime
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from flows.run import Run
from flows.steps import Plan, judge_staged, plan, publish_staged, ready
from pipeline import parsing
from pipeline.dataset import Published, Unchanged, current_snapshot
from pipeline.extract import extract
from pipeline.limits import Limits
from pipeline.outcome import Document, Outcome
from pipeline.shards import parse_shard
from pipeline.tables import TABLES
from tests.flows.pages import CHALLENGE, here, write_articles

_LATER = datetime(2031, 7, 1, tzinfo=UTC)


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The addresses of the pages that are parsed, as it happens."""
    addresses: list[str] = []

    def noting(document: Document, limits: Limits) -> Outcome:
        addresses.append(document.provenance.source_uri)
        return extract(document, limits)

    monkeypatch.setattr(parsing, "extract", noting)
    return addresses


@pytest.fixture
def run(tmp_path: Path, parsed: list[str]) -> Run:
    """Three articles that are published."""
    run = Run(raw=write_articles(tmp_path / "raw", 3), output=tmp_path / "output", workers=1)
    _run(run)
    parsed.clear()
    return run


def _run(run: Run) -> tuple[Plan, Published | Unchanged]:
    planned = plan(run)
    for shard in planned.shards:
        parse_shard(shard, planned.work, lambda _pages: None)
    staged = ready(planned, planned.tally())
    return planned, publish_staged(run, staged, judge_staged(run, staged))


def _touch(path: Path) -> None:
    os.utime(path, (_LATER.timestamp(), _LATER.timestamp()))


def _first(run: Run) -> Path:
    return min(here(run.raw).glob("*.html"))


def _rows(output: Path) -> dict[str, list[dict[str, object]]]:
    return {table.name: pq.read_table(output / table.name).to_pylist() for table in TABLES}


def test_a_touched_file_of_the_same_bytes_is_read_but_not_parsed(run: Run, parsed: list[str]) -> None:
    _touch(_first(run))

    planned, _ = _run(run)

    assert planned.comparison.counts() == {"changed": 1, "unchanged": 2}
    assert parsed == []


def test_the_time_of_a_touched_file_follows_in_captures_and_articles_and_nothing_else(run: Run) -> None:
    before = _rows(here(run.output))
    _touch(_first(run))

    _run(run)

    after = _rows(here(run.output))
    changed = {name for name in before if before[name] != after[name]}
    assert changed == {"articles", "captures"}
    for name in changed:
        for old, new in zip(before[name], after[name], strict=True):
            differing = {column for column in old if old[column] != new[column]} - {"run_id"}
            assert differing == ({"captured_at"} if old["source_uri"] == _first(run).name else set())
    assert [row["captured_at"] for row in after["articles"] if row["source_uri"] == _first(run).name] == [_LATER]


def test_a_file_that_was_touched_once_is_known_in_its_new_state(run: Run) -> None:
    _touch(_first(run))
    _run(run)

    planned, publication = _run(run)

    assert planned.comparison.counts() == {"unchanged": 3}
    assert isinstance(publication, Unchanged)


def test_a_file_of_other_bytes_is_parsed(run: Run, parsed: list[str]) -> None:
    _first(run).write_text(_first(run).read_text() + "\n")

    _run(run)

    assert parsed == [_first(run).name]


def test_a_rejected_page_that_was_touched_stays_rejected(run: Run) -> None:
    (here(run.raw) / "0.html").write_text(CHALLENGE)
    _run(run)
    _touch(here(run.raw) / "0.html")

    _run(run)

    counts = current_snapshot(run.output).manifest.counts
    assert (counts.statuses, counts.reasons) == ({"parsed": 3, "rejected": 1}, {"challenge": 1})


def test_a_copy_that_becomes_the_newest_by_its_time_gives_the_article_its_capture(run: Run) -> None:
    copy = here(run.raw) / "copy.html"
    copy.write_bytes(_first(run).read_bytes())
    os.utime(copy, (0, 0))
    _run(run)
    _touch(copy)

    _run(run)

    (pmid,) = [row["pmid"] for row in _rows(here(run.output))["captures"] if row["source_uri"] == "copy.html"]
    winners = {row["pmid"]: row["source_uri"] for row in _rows(here(run.output))["articles"]}
    assert winners[pmid] == "copy.html"


def test_a_page_that_lost_and_becomes_the_newest_by_its_time_wins_as_it_would_at_first(
    run: Run, parsed: list[str]
) -> None:
    older = here(run.raw) / "older.html"
    older.write_text(_first(run).read_text().replace('<h1 class="heading-title">', '<h1 class="heading-title">Older: '))
    os.utime(older, (0, 0))
    _run(run)
    parsed.clear()
    _touch(older)

    _run(run)

    titles = [row["title"] for row in _rows(here(run.output))["articles"] if row["source_uri"] == "older.html"]
    assert [str(title).startswith("Older: ") for title in titles] == [True]
    assert parsed == ["older.html"]
