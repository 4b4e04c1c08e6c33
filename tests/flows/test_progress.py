"""How far a run is: pages exactly, bytes by a guess that never runs ahead."""

import io
from pathlib import Path

import pytest
from rich.console import Console

from flows.command.screen import Lines, Pace, screen
from flows.progress import ALMOST, BYTES_A_PAGE, Phase, Tally, Unwatched, watched_by, watcher
from pipeline.shards import Shard, ShardSize, plan_shards
from pipeline.sources import list_inputs


@pytest.fixture
def shards(tmp_path: Path) -> tuple[Shard, ...]:
    """Two shards: four pages of 1,000 bytes, and an archive of about three pages."""
    for number in range(4):
        (tmp_path / f"{number}.html").write_bytes(b"x" * 1_000)
    (tmp_path / "b.zip").write_bytes(b"x" * BYTES_A_PAGE * 2)
    listing = list_inputs(tmp_path)
    return plan_shards(listing, ShardSize(4_000))


def test_pages_of_all_shards_add_up(shards: tuple[Shard, ...]) -> None:
    tally = Tally(shards)

    tally.slots[0] += 2
    tally.slots[1] += 5

    assert tally.pages() == 7


def test_a_shard_under_way_counts_by_its_pages(shards: tuple[Shard, ...]) -> None:
    tally = Tally(shards)

    tally.slots[0] = 2

    assert tally.bytes_done() == 2_000
    assert tally.files_done() == 2


def test_an_archive_is_guessed_at_and_never_done_too_early(shards: tuple[Shard, ...]) -> None:
    tally = Tally(shards)

    tally.slots[1] = 1_000

    assert tally.bytes_done() == pytest.approx(2 * BYTES_A_PAGE * ALMOST)


def test_a_finished_shard_counts_in_full(shards: tuple[Shard, ...]) -> None:
    tally = Tally(shards)

    tally.finish(1, 1)

    assert tally.bytes_done() == 2 * BYTES_A_PAGE
    assert tally.pages() == 1


def test_a_run_is_watched_inside_its_block_only() -> None:
    eye = Unwatched()

    with watched_by(eye):
        assert watcher() is eye
    assert watcher() is not eye


def test_the_pace_says_pages_bytes_and_files(shards: tuple[Shard, ...]) -> None:
    tally = Tally(shards)
    pace = Pace(tally)

    tally.finish(0, 4)

    assert pace.with_files().startswith("4 pages, ")
    assert pace.with_files().endswith("/s, 4.0 kB of 54.0 kB, 4 of 5 files")


def test_lines_name_every_phase(shards: tuple[Shard, ...], capsys: pytest.CaptureFixture[str]) -> None:
    lines = Lines()

    lines.enter(Phase.LIST)
    lines.parsing(Tally(shards))
    lines.enter(Phase.PUBLISH)

    assert [line.split(":")[0] for line in capsys.readouterr().err.splitlines()] == [
        "Listing the input …",
        "Reading pages …",
        "Reading pages",
        "Publishing …",
    ]


def test_a_terminal_gets_a_bar_a_phase(shards: tuple[Shard, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    out = io.StringIO()
    terminal = Console(file=out, force_terminal=True, width=120, color_system=None)
    monkeypatch.setattr("flows.command.screen.Console", lambda **_: terminal)

    with screen() as shown:
        shown.enter(Phase.LIST)
        tally = Tally(shards)
        shown.parsing(tally)
        tally.finish(0, 4)
        shown.look()
        shown.enter(Phase.PUBLISH)

    assert all(
        words in out.getvalue() for words in ("Listing the input", "Reading pages", "4 of 5 files", "Publishing")
    )
