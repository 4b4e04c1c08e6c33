"""Every command answers programs; what a run did is one object on stdout."""

import inspect
from pathlib import Path

import pytest

from flows.command import SUBCOMMANDS, answer
from flows.command.exits import MEANINGS, Exit
from flows.command.serve import serve
from tests.flows.nights import told

README = Path(__file__).parents[2] / "README.md"


@pytest.mark.parametrize("subcommand", [one for one in SUBCOMMANDS if one is not serve], ids=lambda one: one.__name__)
def test_every_command_that_ends_with_an_answer_takes_json(subcommand: object) -> None:
    assert "json" in inspect.signature(subcommand).parameters  # type: ignore[arg-type]  # it is a function


@pytest.mark.parametrize("code", [code for code in Exit if code < Exit.INTERRUPTED])
def test_every_exit_code_has_a_meaning_here_and_in_the_readme(code: Exit) -> None:
    assert code in MEANINGS
    assert f"\n| {code.value} | " in README.read_text(encoding="utf-8")


def test_a_run_tells_what_it_read_what_it_changed_and_what_there_is(
    own_nights: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    where = ("--runner", "plain", "--raw", str(own_nights / "raw"), "--output", str(own_nights / "output"))

    again = told(capsys, "rebuild", *where, "--basis", "nothing")
    nothing = told(capsys, "run", *where)

    assert (again["is_published"], again["snapshot"], again["pages_read"]) == (True, 3, 4)
    assert again["changes"]["articles_removed"] == 0
    assert again["rows"]["articles"] == 3
    assert again["rejected"] == {"challenge": 1}
    assert (nothing["is_published"], nothing["snapshot"], nothing["pages_read"]) == (False, 3, 0)
    assert nothing["changes"] is None


def test_a_run_that_fails_prints_no_object(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert answer(["run", "--raw", str(tmp_path / "nothing"), "--output", str(tmp_path / "output"), "--json"]) is not (
        Exit.FINE
    )

    assert capsys.readouterr().out == ""
