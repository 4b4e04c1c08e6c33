"""A dataset with a history, as the command makes it, for tests of the commands around it."""

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from flows.command import answer
from flows.command.exits import Exit
from flows.plain import run_plain
from flows.run import Run
from pipeline.raw import Place
from tests.flows.pages import CHALLENGE, write_articles
from tests.invented.invent import invent

HOSTILE = "evil\x1b[2J\u202egnp.html"
"""The name of a file, as an enemy of terminals would choose it."""


def two_nights(place: Path, output: Place) -> Path:
    """Three articles and a page of none in the first night; in the second one more article, one page gone, one anew."""
    raw = write_articles(place / "raw", 3)
    (raw / "challenge.html").write_text(CHALLENGE)
    run_plain(Run(raw=raw, output=output, workers=1))
    page(raw, 2).unlink()
    page(raw, 3).write_text(page(raw, 3).read_text(encoding="utf-8").replace("<p>", "<p>Mended: "), encoding="utf-8")
    shutil.copyfile(page(write_articles(place / "more", 4), 4), raw / HOSTILE)
    run_plain(Run(raw=raw, output=output, workers=1))
    return place


def copied(nights: Path, place: Path) -> Path:
    """Raw pages and dataset for one test alone, links included; it is still the same for `run`, but for inode and time."""
    subprocess.run(["cp", "-a", f"{nights}/.", place], check=True)
    return place


def page(raw: Path, seed: int) -> Path:
    """The file of an invented article."""
    return raw / f"{invent(seed).pmid}.html"


def pmid(seed: int) -> str:
    """The PMID of an invented article."""
    return str(invent(seed).pmid)


def said(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    """What the command prints when it works."""
    capsys.readouterr()
    assert answer(words) is Exit.FINE
    return capsys.readouterr().out


def told(capsys: pytest.CaptureFixture[str], *words: str) -> Any:  # noqa: ANN401  # JSON
    """What the command tells a program."""
    return json.loads(said(capsys, *words, "--json"))
