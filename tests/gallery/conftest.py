"""The site, built once for all its tests as `make site` builds it: with the notebook, which runs from top to bottom."""

import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.flows.command_line import CHECKOUT, environment

_SPHINX = (sys.executable, "-m", "sphinx", "--fail-on-warning", "--fresh-env", "--quiet")


class Built(NamedTuple):
    """What became of a build."""

    exit_code: int
    said: str
    site: Path
    executed: Path
    """The notebook with its outputs."""


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The site of the documents as they are."""
    folder = tmp_path_factory.mktemp("site")
    site, home = folder / "site", folder / "home"
    ended = subprocess.run(
        [*_SPHINX, "-d", str(folder / "doctrees"), "docs", str(site)],
        cwd=CHECKOUT,
        env=environment(home, IPYTHONDIR=str(home / "ipython")),
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    return Built(ended.returncode, ended.stderr, site, folder / "jupyter_execute" / "pages-to-answers.ipynb")
