"""The command as a process: what it leaves running, what it touches, and how it takes Ctrl-C and `kill -9`."""

from pathlib import Path

import pytest

from flows.command.exits import Exit
from flows.steps import SMALLEST_SHARD
from tests.flows.command_line import are_gone, descendants, finished, interrupt, started, wait_for
from tests.flows.pages import copies_of, write_articles, write_copies

pytestmark = pytest.mark.slow


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home without anything in it."""
    return tmp_path_factory.mktemp("home")


@pytest.fixture
def large_raw(tmp_path: Path) -> Path:
    """Input for which processes are started, and that takes them so long that a signal comes in time on a busy machine."""
    return write_copies(tmp_path / "raw", copies_of(6 * SMALLEST_SHARD))


def _words(raw: Path, output: Path, runner: str) -> list[str]:
    return ["run", "--raw", str(raw), "--output", str(output), "--runner", runner, "--workers", "2"]


@pytest.mark.xdist_group("prefect")
def test_a_local_run_needs_no_server_and_leaves_the_users_prefect_alone(home: Path, tmp_path: Path) -> None:
    raw = write_articles(tmp_path / "raw", 2)

    done = finished(home, *_words(raw, tmp_path / "output", "local"))

    assert done.returncode == Exit.FINE, done.stderr
    assert "2 pages in 2 files" in done.stdout
    assert done.stderr.splitlines()[:2] == ["Starting Prefect …", "Listing the input …"]
    assert done.stderr.splitlines()[-1] == "Publishing …"
    assert "ERROR" not in done.stderr
    assert not (home / ".prefect").exists()
    assert not list(home.rglob("*.db"))


@pytest.mark.xdist_group("prefect")
def test_a_local_run_goes_through_no_proxy(home: Path, tmp_path: Path) -> None:
    words = _words(write_articles(tmp_path / "raw", 1), tmp_path / "output", "local")

    done = finished(home, *words, http_proxy="http://127.0.0.1:9", NO_PROXY="intranet.example")

    assert done.returncode == Exit.FINE, done.stderr


@pytest.mark.xdist_group("prefect")
@pytest.mark.parametrize("runner", ["plain", "local"])
def test_ctrl_c_ends_with_130_and_leaves_no_process_behind(
    home: Path, large_raw: Path, tmp_path: Path, runner: str
) -> None:
    run = started(home, *_words(large_raw, tmp_path / "output", runner))
    wait_for(run, "Reading pages")
    below = descendants(run.pid)

    interrupt(run)
    _, said = run.communicate(timeout=30)

    assert run.returncode == Exit.INTERRUPTED
    assert said.endswith("pubmed-etl: stopped. The published tables are whole; the next run goes on from here.\n")
    assert "Traceback" not in said
    assert are_gone(below)


@pytest.mark.xdist_group("prefect")
def test_ctrl_c_while_prefect_starts_ends_with_130(home: Path, large_raw: Path, tmp_path: Path) -> None:
    run = started(home, *_words(large_raw, tmp_path / "output", "local"))
    wait_for(run, "Starting Prefect")

    interrupt(run)
    _, said = run.communicate(timeout=30)

    assert run.returncode == Exit.INTERRUPTED
    assert "Traceback" not in said


@pytest.mark.parametrize("runner", ["plain", "local"])
@pytest.mark.xdist_group("prefect")
def test_sigterm_ends_with_143(home: Path, large_raw: Path, tmp_path: Path, runner: str) -> None:
    run = started(home, *_words(large_raw, tmp_path / "output", runner))
    wait_for(run, "Reading pages")
    below = descendants(run.pid)

    run.terminate()
    run.communicate(timeout=30)

    assert run.returncode == Exit.TERMINATED
    assert are_gone(below)


@pytest.mark.xdist_group("prefect")
def test_children_go_when_the_run_is_killed(home: Path, large_raw: Path, tmp_path: Path) -> None:
    run = started(home, *_words(large_raw, tmp_path / "output", "local"))
    wait_for(run, "Reading pages")
    while not (below := descendants(run.pid)):
        assert run.poll() is None

    run.kill()
    run.communicate(timeout=30)

    assert are_gone(below)


def test_the_run_after_a_killed_one_goes_on_and_completes(home: Path, large_raw: Path, tmp_path: Path) -> None:
    output = tmp_path / "output"
    killed = started(home, *_words(large_raw, output, "plain"))
    while not list(output.glob("_work/*/000000")):
        assert killed.poll() is None
    killed.kill()
    killed.communicate(timeout=30)

    done = finished(home, *_words(large_raw, output, "plain"))

    assert done.returncode == Exit.FINE, done.stderr
    assert f"{len(list(large_raw.iterdir())):,} pages in " in done.stdout
    assert not (output / "_work").exists()


def test_a_server_that_does_not_answer_ends_with_7(home: Path, tmp_path: Path) -> None:
    words = _words(write_articles(tmp_path / "raw", 1), tmp_path / "output", "local")

    done = finished(home, *words, PREFECT_API_URL="http://127.0.0.1:9/api")

    assert done.returncode == Exit.ENGINE
    assert "--runner plain" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.xdist_group("prefect")
def test_a_cache_that_cannot_be_written_is_no_obstacle(home: Path, tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("not a folder")
    words = _words(write_articles(tmp_path / "raw", 1), tmp_path / "output", "local")

    done = finished(home, *words, XDG_CACHE_HOME=str(tmp_path / "cache"), TMPDIR=str(tmp_path))

    assert done.returncode == Exit.FINE, done.stderr
