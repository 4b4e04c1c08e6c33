"""The Prefect flow does what the run without it does, and Prefect tries a killed shard again."""

from html import unescape
from multiprocessing import active_children
from pathlib import Path

import pytest

from flows import workers
from flows.errors import NothingToRead, ShardsFailed
from flows.plain import run_plain
from flows.progress import watched_by
from flows.run import Run
from pipeline.dataset import Published
from tests.flows.pages import CHALLENGE, copies_of, write_articles, write_copies
from tests.flows.test_workers import Deadly, Killer

pytestmark = [pytest.mark.flow, pytest.mark.slow, pytest.mark.usefixtures("prefect_server")]


def test_the_flow_publishes_what_the_plain_run_does(tmp_path: Path) -> None:
    from flows.ingest import ingest

    raw = write_articles(tmp_path / "raw", 3)
    (raw / "challenge.html").write_text(CHALLENGE)
    plain = run_plain(Run(raw=raw, output=tmp_path / "output", workers=2))

    flown = ingest(str(raw), str(tmp_path / "flown"), workers=2)

    assert isinstance(flown.publication, Published)
    assert flown.publication.counts == plain.publication.counts
    assert flown.publication.run_id == plain.publication.run_id
    assert flown.pages == plain.pages == 4


def test_a_rebuild_reads_everything_again(tmp_path: Path) -> None:
    from flows.ingest import ingest, rebuild

    raw = write_articles(tmp_path / "raw", 2)
    run_plain(Run(raw=raw, output=tmp_path / "output", workers=2))

    assert ingest(str(raw), str(tmp_path / "output")).inputs == {"unchanged": 2}
    assert rebuild(str(raw), str(tmp_path / "output")).inputs == {"asked for": 2}


def test_the_flow_leaves_its_report_on_prefects_pages_too(tmp_path: Path) -> None:
    from flows.artifacts import PAGE, SUMMARY, TABLES
    from flows.ingest import ingest

    raw = write_articles(tmp_path / "raw", 2)
    (raw / "[x](javascript:alert(1))<b>.html").write_text(CHALLENGE)

    done = ingest(str(raw), str(tmp_path / "output"), workers=1)

    told = {key: _artifact(key) for key in (SUMMARY, TABLES, PAGE)}
    assert unescape(told[SUMMARY]).startswith("# Published snapshot 1: 3 pages, 1 rejected; nothing unusual")
    assert "[x](javascript:alert(1))<b>.html" in unescape(told[SUMMARY])
    assert "](" not in told[SUMMARY]
    assert "<b>" not in told[SUMMARY]
    assert '"articles"' in told[TABLES]
    assert done.report is not None
    assert done.report.as_uri() in told[PAGE]


def _artifact(key: str) -> str:
    """The text of the newest artifact of a key."""
    from prefect.artifacts import Artifact

    return str(getattr(Artifact.get(key), "data", None))


def test_an_error_of_the_run_comes_out_of_the_flow_as_it_is(tmp_path: Path) -> None:
    from flows.ingest import ingest

    (tmp_path / "raw").mkdir()

    with pytest.raises(NothingToRead):
        ingest(str(tmp_path / "raw"), str(tmp_path / "output"))


def test_the_flow_completes_though_a_child_is_killed_in_the_middle(tmp_path: Path, small_shards: int) -> None:
    from flows.ingest import ingest

    copies = copies_of(4 * small_shards)
    raw, killer = write_copies(tmp_path / "raw", copies), Killer()

    with watched_by(killer):
        report = ingest(str(raw), str(tmp_path / "output"), workers=2)

    assert killer.killed
    assert report.pages == copies


def test_a_shard_that_always_kills_ends_the_flow_after_its_tries(
    tmp_path: Path, small_shards: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    from flows.ingest import ingest

    monkeypatch.setattr(workers, "_parse", Deadly())
    raw = write_copies(tmp_path / "raw", copies_of(2 * small_shards))

    with pytest.raises(ShardsFailed, match="Nothing was published"):
        ingest(str(raw), str(tmp_path / "output"), workers=2)
    assert not active_children()
