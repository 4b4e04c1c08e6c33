"""Who wants to know is told how a run ended, and nothing that happens there changes how it ended."""

import json
import os
import shlex
import signal
import socket
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest

from flows.command import answer
from flows.command.exits import Exit
from flows.errors import QualityAlarm
from flows.exits import Terminated
from flows.notices import Asked, Receivers, notice_of_failure, receivers, sending
from flows.notices.notice import Notice
from flows.notices.sending import send
from pipeline.dataset.disk.lock import exclusive
from tests.flows.nights import HOSTILE
from tests.flows.pages import CHALLENGE, write_articles

_NOTICE = Notice(text="$(touch pwned) `x` \x1b[2J", command="run", exit_code=0, output="/data")
_ECHO = "import os, sys; open(sys.argv[1], 'w').write(sys.stdin.read()); open(sys.argv[2], 'w').write(repr(dict(os.environ)))"


@dataclass
class Hook:
    """A web server that keeps what it is told."""

    url: str
    answers: int = 204
    told: list[dict[str, Any]] = field(default_factory=list)


@pytest.fixture
def hook() -> Iterator[Hook]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            kept.told.append(json.loads(self.rfile.read(int(self.headers["content-length"]))))
            self.send_response(kept.answers)
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # its name
            """Nothing."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    kept = Hook(f"http://127.0.0.1:{server.server_port}/secret-token")
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield kept
    server.shutdown()
    server.server_close()


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    """Three articles, and a page of none with a name that a terminal would obey."""
    raw = write_articles(tmp_path / "raw", 3)
    (raw / HOSTILE).write_text(CHALLENGE)
    return raw


def _run(raw: Path, output: Path, *more: str) -> Exit:
    return answer(["run", "--runner", "plain", "--raw", str(raw), "--output", str(output), *more])


def _script(code: str, *arguments: object) -> str:
    return shlex.join([sys.executable, "-c", code, *map(str, arguments)])


def test_a_web_address_is_told_what_a_run_did(raw: Path, tmp_path: Path, hook: Hook) -> None:
    _run(raw, tmp_path / "output", "--notify-url", hook.url)

    (told,) = hook.told
    assert (told["command"], told["exit_code"], told["is_published"], told["snapshot"]) == ("run", 0, True, "00000001")
    assert (told["pages_read"], told["articles_added"], told["rejected"]) == (4, 3, {"challenge": 1})
    assert told["records"]["articles"] == 3
    assert (told["raw"], told["output"]) == (str(raw), str(tmp_path / "output"))
    assert Path(told["report"]).is_file()
    assert "4 pages read and published as snapshot 00000001" in told["text"]


def test_a_run_that_changed_nothing_is_told_too(raw: Path, tmp_path: Path, hook: Hook) -> None:
    _run(raw, tmp_path / "output")

    _run(raw, tmp_path / "output", "--notify-url", hook.url)

    (told,) = hook.told
    assert (told["exit_code"], told["is_published"], told["pages_read"]) == (0, False, 0)


def test_a_rebuild_is_told_as_one(raw: Path, tmp_path: Path, hook: Hook) -> None:
    words = ["--runner", "plain", "--raw", str(raw), "--output", str(tmp_path / "output"), "--notify-url", hook.url]

    answer(["rebuild", *words])

    assert [told["command"] for told in hook.told] == ["rebuild"]


def test_a_failure_is_told_with_its_exit_code_and_its_words(raw: Path, tmp_path: Path, hook: Hook) -> None:
    (tmp_path / "output").mkdir()
    with exclusive(tmp_path / "output" / "_run", timedelta()):
        _run(raw, tmp_path / "output", "--notify-url", hook.url)

    (told,) = hook.told
    assert told["exit_code"] == Exit.BUSY
    assert "another run" in told["error"]
    assert told["snapshot"] is None


def test_an_alarm_is_told_in_full() -> None:
    notice = notice_of_failure(
        Asked(command="run", output="o"), QualityAlarm("grants (pubmed-2020): on 0 of 300 pages")
    )

    assert (notice.exit_code, notice.alarm, notice.error) == (8, "grants (pubmed-2020): on 0 of 300 pages", None)


def test_a_run_that_was_stopped_is_told_as_such() -> None:
    notice = notice_of_failure(Asked(command="run", output="o"), Terminated())

    assert (notice.exit_code, notice.error) == (143, "stopped by SIGTERM; the next run goes on from there")


def test_the_environment_names_receivers_where_no_option_does(
    raw: Path, tmp_path: Path, hook: Hook, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PUBMED_ETL_NOTIFY_URL", hook.url)

    _run(raw, tmp_path / "output")

    assert len(hook.told) == 1


def test_a_command_gets_json_on_its_stdin_and_numbers_in_its_environment(tmp_path: Path) -> None:
    stdin, environment = tmp_path / "stdin", tmp_path / "environment"

    complaints = send(_NOTICE, receivers(command=_script(_ECHO, stdin, environment)))

    assert complaints == ()
    assert json.loads(stdin.read_text())["text"] == _NOTICE.text
    assert "\x1b" not in stdin.read_text()
    assert "'PUBMED_ETL_EXIT_CODE': '0'" in environment.read_text()
    assert "pwned" not in environment.read_text()


def test_no_shell_reads_the_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)

    send(_NOTICE, receivers(command="echo $(touch pwned) ; touch pwned | touch pwned"))

    assert not (tmp_path / "pwned").exists()


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sending, "PATIENCE", 0.3)


@pytest.mark.usefixtures("impatient")
@pytest.mark.parametrize(
    ("command", "said"),
    [
        ("/nowhere/at-all --now", "/nowhere/at-all could not be told"),
        (_script("raise SystemExit(3)"), "failed (3)"),
        (_script("import time; time.sleep(60)"), "was stopped after 0.3 seconds"),
    ],
)
def test_a_command_that_fails_is_complained_of_and_changes_nothing(
    command: str, said: str, raw: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ended = _run(raw, tmp_path / "output", "--notify-command", command)

    assert ended is Exit.FINE
    assert said in capsys.readouterr().err


def test_an_address_that_refuses_is_complained_of_without_its_secret(
    raw: Path, tmp_path: Path, hook: Hook, capsys: pytest.CaptureFixture[str]
) -> None:
    hook.answers = 500

    ended = _run(raw, tmp_path / "output", "--notify-url", hook.url)

    said = capsys.readouterr().err
    assert ended is Exit.FINE
    assert "http://127.0.0.1 refused to be told how the run ended (500)" in said
    assert "secret" not in said


def test_an_address_where_nobody_is_changes_no_exit_code(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ended = _run(tmp_path / "missing", tmp_path / "output", "--notify-url", "http://127.0.0.1:9/secret")

    assert ended is Exit.UNUSABLE
    assert "http://127.0.0.1 could not be told how the run ended" in capsys.readouterr().err


def test_a_proxy_that_cannot_be_used_is_complained_of_and_changes_nothing(
    raw: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ALL_PROXY", "socks5://127.0.0.1:9")

    ended = _run(raw, tmp_path / "output", "--notify-url", "http://receiver.invalid/secret")

    assert ended is Exit.FINE
    assert "http://receiver.invalid could not be told how the run ended" in capsys.readouterr().err


def test_a_receiver_that_goes_wrong_keeps_the_others_from_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> int:
        raise RuntimeError("secret")

    monkeypatch.setattr(sending, "posted", fail)
    stdin, command = tmp_path / "stdin", _script(_ECHO, tmp_path / "stdin", tmp_path / "environment")

    complaints = send(_NOTICE, receivers("http://receiver.invalid/secret", command))

    assert complaints == ("http://receiver.invalid could not be told how the run ended (RuntimeError)",)
    assert json.loads(stdin.read_text())["command"] == "run"


@pytest.mark.usefixtures("impatient")
@pytest.mark.filterwarnings("ignore:subprocess .* is still running:ResourceWarning")
def test_a_command_that_may_not_be_killed_holds_no_run(monkeypatch: pytest.MonkeyPatch) -> None:
    alive: list[int] = []

    def refuse(group: int, _: int) -> None:
        alive.append(group)
        raise PermissionError("another user's")

    with monkeypatch.context() as patched:
        patched.setattr(os, "killpg", refuse)
        (complaint,) = send(_NOTICE, receivers(command="sleep 600"))
    os.killpg(alive[0], signal.SIGKILL)
    os.waitpid(alive[0], 0)

    assert complaint == "sleep was told how the run ended, and could not be stopped after 0.3 seconds"


@contextmanager
def _dripping(begin: bytes) -> Iterator[str]:
    """The address of a server that says this, and then a byte now and again without end; it begins no second answer."""
    is_over = threading.Event()

    def drip() -> None:
        connection, _ = listening.accept()
        with connection, suppress(OSError):
            connection.sendall(begin)
            while not is_over.wait(0.05):
                connection.sendall(b"x")

    with socket.create_server(("127.0.0.1", 0)) as listening:
        dripping = threading.Thread(target=drip, daemon=True)
        dripping.start()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        is_over.set()
        dripping.join()


def test_nobody_waits_for_the_end_of_an_answer() -> None:
    with _dripping(b"HTTP/1.1 200 Fine\r\ncontent-length: 1000000\r\n\r\n") as url:
        assert send(_NOTICE, receivers(url)) == ()


@pytest.mark.usefixtures("impatient")
def test_an_answer_that_never_says_how_it_is_has_only_so_long() -> None:
    with _dripping(b"HTTP/1.1 200 Fine\r\nslow: ") as url:
        (complaint,) = send(_NOTICE, receivers(url))

    assert complaint == "http://127.0.0.1 could not be told how the run ended (TimeoutError)"


@pytest.mark.parametrize(
    "words", [("--notify-url", "ftp://x/secret"), ("--notify-url", "nonsense"), ("--notify-command", "'open")]
)
def test_what_can_be_no_receiver_is_refused_before_anything_is_read(
    words: tuple[str, str], raw: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _run(raw, tmp_path / "output", *words) is Exit.USAGE
    assert "secret" not in capsys.readouterr().err
    assert not (tmp_path / "output").exists()


def test_where_nobody_wants_to_know_nobody_is_told() -> None:
    assert receivers() == Receivers()
    assert send(_NOTICE, Receivers()) == ()


@pytest.mark.parametrize("where", ["/data/output/_reports/1/report.html", None])
def test_where_the_report_of_a_run_is_told_that_ended_early(where: str | None) -> None:
    alarm = QualityAlarm("fewer titles")
    alarm.report = where

    assert notice_of_failure(Asked(command="run", output="output"), alarm).report == where
