"""The command in front of people and scripts: help, usage, exit codes, errors in one line."""

import errno
import io
import os
import shlex
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest
from rich.console import Console

from flows.cluster import installed
from flows.command import SUBCOMMANDS, answer
from flows.command.blocks import linked
from flows.command.exits import MEANINGS, Exit
from flows.command.failing import attempt
from flows.command.place import OUTPUT, RAW
from flows.exits import Terminated
from pipeline.dataset.disk.lock import exclusive
from pipeline.errors import PipelineError
from tests.flows.command_line import CHECKOUT
from tests.flows.pages import write_articles

SLOW_IMPORTS = ("prefect", "pyarrow", "duckdb", "lxml", "pandas", "distributed")


def _run(raw: Path, output: Path, *more: str) -> Exit:
    return answer(["run", "--runner", "plain", "--raw", str(raw), "--output", str(output), *more])


def test_help_waits_for_no_slow_import() -> None:
    words = [["--help"], ["--version"], *([subcommand.__name__, "--help"] for subcommand in SUBCOMMANDS)]
    script = (
        "import sys; from flows.command import answer; "
        f"print(*map(answer, {words})); print(*sys.modules, file=sys.stderr)"
    )

    said = subprocess.run([sys.executable, "-c", script], cwd=CHECKOUT, capture_output=True, text=True, check=True)

    assert not set(SLOW_IMPORTS) & set(said.stderr.split())


def test_the_help_names_every_exit_code(capsys: pytest.CaptureFixture[str]) -> None:
    answer(["--help"])

    shown = capsys.readouterr().out
    assert all(f"{code.value}: " in shown for code in Exit)
    assert set(MEANINGS) == set(Exit)


@pytest.mark.parametrize(
    "words",
    [
        ["walk"],
        ["run", "--frobnicate"],
        ["run", "--workers", "0"],
        ["run", "--runner", "magic"],
        ["run", "--runner", "dask"],
        ["rebuild", "--scheduler", "tcp://127.0.0.1:8786"],
        ["run", "--basis", "nothing"],
        ["rebuild", "--basis", "current"],
        ["show"],
        ["unkeep"],
        ["status", "--output", "s3://"],
    ],
)
def test_wrong_usage_is_told_and_ends_with_2(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert answer(words) is Exit.USAGE

    said = capsys.readouterr().err
    assert said.startswith("pubmed-etl: ")
    assert "--help" in said


@pytest.mark.parametrize("command", [subcommand.__name__ for subcommand in SUBCOMMANDS])
def test_every_command_names_the_option_that_it_does_not_know_and_the_nearest(
    command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert answer([command, "--outptu", "x"]) is Exit.USAGE

    assert capsys.readouterr().err == (
        f"pubmed-etl: {command} has no option --outptu; did you mean --output?\nSee: pubmed-etl {command} --help\n"
    )


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["rum"], "there is no command rum; did you mean run?"),
        (["--json"], "options stand behind one"),
        (["diff", "1", "2", "3"], "diff does not know what to do with 3"),
        (["run", "--workers", "all"], "--workers takes a whole number, not all"),
        (["run", "--raw"], "--raw needs a value"),
        (["show"], "show needs WHAT"),
    ],
)
def test_wrong_usage_is_told_in_words_of_our_own(
    words: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert answer(words) is Exit.USAGE
    assert said in capsys.readouterr().err


def test_the_help_lists_commands_in_the_order_in_which_people_need_them(capsys: pytest.CaptureFixture[str]) -> None:
    answer(["--help"])

    lines = [
        line.split()[1] for line in capsys.readouterr().out.splitlines() if line.startswith("│ ") and line[2] != " "
    ]
    assert lines[: len(SUBCOMMANDS)] == [subcommand.__name__ for subcommand in SUBCOMMANDS]


def test_a_stop_before_a_command_has_begun_leaves_no_traceback(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def stopped(_words: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("flows.command.app", stopped)

    assert answer(["run"]) is Exit.INTERRUPTED
    assert "stopped" in capsys.readouterr().err


_ASK_A_DATASET = [
    ["status"],
    ["diff"],
    ["verify"],
    ["compact"],
    ["vacuum"],
    ["report"],
    ["keep"],
    ["sql", "SELECT 1"],
    ["show", "7"],
    ["explain", "7"],
    ["forget", "7"],
]


@pytest.mark.parametrize("words", _ASK_A_DATASET, ids=lambda words: words[0])
def test_every_command_takes_its_dataset_from_the_environment(
    words: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PUBMED_ETL_OUTPUT", str(tmp_path / "elsewhere"))

    assert answer(words) is Exit.NOTHING
    assert capsys.readouterr().err == (
        f"pubmed-etl: {tmp_path / 'elsewhere'} holds no published dataset. Make it with `pubmed-etl run`, or name "
        "another with --output (or PUBMED_ETL_OUTPUT).\n"
    )


def test_an_option_goes_before_the_environment_and_an_empty_variable_says_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PUBMED_ETL_OUTPUT", "one")
    answer(["status", "--output", "other"])
    monkeypatch.setenv("PUBMED_ETL_OUTPUT", "")
    answer(["status"])

    told = capsys.readouterr().err.splitlines()
    assert [line.split()[1] for line in told] == ["other", "output"]


def test_what_is_read_comes_from_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    raw = write_articles(tmp_path / "pages", 1)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PUBMED_ETL_RAW", str(raw))

    assert answer(["plan"]) is Exit.FINE
    assert "1 file: 1 would be read" in capsys.readouterr().out


@pytest.mark.parametrize("name", [RAW, OUTPUT])
def test_the_readme_and_the_help_tell_of_every_variable(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    answer(["run", "--help"])

    assert f"[env var: {name}]" in " ".join(capsys.readouterr().out.replace("│", " ").split())
    assert f"`{name}`" in (CHECKOUT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(("below", "why"), [("", "it is a file"), ("deeper", "a part of its path is a file")])
def test_an_output_that_can_be_no_folder_is_told_with_what_to_do(
    below: str, why: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("in the way")

    assert _run(write_articles(tmp_path / "raw", 1), tmp_path / "file" / below) is Exit.UNUSABLE
    told = capsys.readouterr().err
    assert why in told
    assert "name another folder with --output" in told


def test_the_summary_names_commands_that_work_as_they_stand_and_a_report_that_is_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    write_articles(tmp_path / "raw", 1)
    assert answer(["run", "--runner", "plain", "--output", "my data"]) is Exit.FINE
    told = dict(line.split(":  ", 1) for line in capsys.readouterr().out.splitlines() if ":  " in line)

    for line in ("Look at a table", "Read an article"):
        _, *words = shlex.split(told[line])
        assert answer(words) is Exit.FINE
    assert Path(told["The report"].strip()).is_file()


def test_a_terminal_that_knows_links_opens_a_file(tmp_path: Path) -> None:
    console = Console(force_terminal=True, color_system="standard", file=io.StringIO(), width=200, legacy_windows=False)

    with console.capture() as captured:
        console.print(linked(tmp_path / "my report.html"))

    assert f";{tmp_path.as_uri()}/my%20report.html\x1b\\" in captured.get()


def test_an_error_of_the_system_is_told_by_file_and_reason(capsys: pytest.CaptureFixture[str]) -> None:
    def work() -> Exit:
        raise PermissionError(errno.EACCES, "Permission denied", "/data/articles")

    assert attempt(work, debug=False) is Exit.UNUSABLE
    assert capsys.readouterr().err == "pubmed-etl: /data/articles: Permission denied.\n"


def test_a_run_on_a_cluster_without_dask_says_what_to_install_and_ends_with_7(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(installed, "find_spec", lambda _name: None)
    (tmp_path / "raw").mkdir()
    words = ["run", "--raw", str(tmp_path / "raw"), "--output", str(tmp_path / "output"), "--runner", "dask"]

    assert answer([*words, "--scheduler", "tcp://127.0.0.1:9"]) is Exit.ENGINE

    assert "pip install -c constraints.txt '.[cluster]'" in capsys.readouterr().err
    assert not (tmp_path / "output").exists()


def test_a_run_over_an_empty_folder_ends_with_3(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "raw").mkdir()

    assert _run(tmp_path / "raw", tmp_path / "output") is Exit.NOTHING
    assert str(tmp_path / "raw") in capsys.readouterr().err


def test_a_run_over_a_missing_folder_ends_with_4(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _run(tmp_path / "raw", tmp_path / "output") is Exit.UNUSABLE
    assert str(tmp_path / "raw") in capsys.readouterr().err


def test_an_output_that_is_a_file_ends_with_4(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "output").write_text("in the way")

    assert _run(write_articles(tmp_path / "raw", 1), tmp_path / "output") is Exit.UNUSABLE
    assert str(tmp_path / "output") in capsys.readouterr().err


def test_an_output_that_another_run_holds_ends_with_5(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from datetime import timedelta

    output = tmp_path / "output"
    output.mkdir()

    with exclusive(output / "_run", timedelta()):
        assert _run(write_articles(tmp_path / "raw", 1), output) is Exit.BUSY
    assert str(output) in capsys.readouterr().err


def test_a_fault_of_the_program_is_one_line_that_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    _break_planning(monkeypatch, ZeroDivisionError("by zero"))

    assert _run(tmp_path, tmp_path / "output") is Exit.UNEXPECTED

    said = capsys.readouterr().err
    assert "ZeroDivisionError: by zero" in said
    assert "--debug" in said
    assert "Traceback" not in said


def test_debug_shows_where_an_error_comes_from(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    _break_planning(monkeypatch, ZeroDivisionError("by zero"))

    _run(tmp_path, tmp_path / "output", "--debug")

    assert "Traceback" in capsys.readouterr().err


def test_an_error_cannot_command_the_terminal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    _break_planning(monkeypatch, PipelineError("a file named \x1b[2J\u202egnp.exe"))

    _run(tmp_path, tmp_path / "output")

    said = capsys.readouterr().err
    assert "a file named [2Jgnp.exe" in said


@pytest.mark.parametrize(("stop", "code"), [(KeyboardInterrupt(), Exit.INTERRUPTED), (Terminated(), Exit.TERMINATED)])
def test_a_stop_says_only_what_is_true_also_after_the_commit(
    stop: KeyboardInterrupt, code: Exit, capsys: pytest.CaptureFixture[str]
) -> None:
    def stopped() -> Exit:
        raise stop

    assert attempt(stopped, debug=False) is code
    assert capsys.readouterr().err == (
        "pubmed-etl: stopped. The published tables are whole; the next run goes on from here.\n"
    )


def _break_planning(monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    def broken(_run: object) -> None:
        raise error

    monkeypatch.setattr("flows.plain.plan", broken)


def test_a_path_in_a_message_stands_as_it_was_given(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = _run(tmp_path / "a" / ".." / "no..pe", tmp_path / "output")

    assert code is Exit.UNUSABLE
    assert str(tmp_path / "a" / ".." / "no..pe") in capsys.readouterr().err


def test_show_says_that_a_file_is_no_page(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "notes.md").write_text("# Notes")

    assert answer(["show", str(tmp_path / "notes.md")]) is Exit.NOTHING
    assert "notes.md holds no page" in capsys.readouterr().err


@pytest.mark.parametrize("error", [MemoryError(), duckdb.OutOfMemoryException("Failed to allocate")])
def test_a_machine_without_memory_is_no_fault_of_the_program(
    error: Exception, capsys: pytest.CaptureFixture[str]
) -> None:
    def work() -> Exit:
        raise error

    assert attempt(work, debug=False) is Exit.UNUSABLE
    assert "try fewer --workers" in capsys.readouterr().err


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT, errno.EFBIG])
def test_a_full_disk_is_told_with_what_to_do(number: int, capsys: pytest.CaptureFixture[str]) -> None:
    def work() -> Exit:
        raise OSError(number, os.strerror(number))

    assert attempt(work, debug=False) is Exit.UNUSABLE
    assert "Make room where the output is" in capsys.readouterr().err
