"""Runs the recipes of `docs/readers.md` for which the tests have no reader: `python -m tests.readers`.

Spark is looked for in the Python of `SPARK_PYTHON`, else in this one; R by its name. What is not installed is skipped,
and said; what fails ends this with 1.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from tests.queries.circle import published_circle, rows
from tests.readers.recipes import recipe

_SPARK_PYTHON = os.environ.get("SPARK_PYTHON", sys.executable)
_CHECKOUT = Path(__file__).parents[2]


class Reader(NamedTuple):
    """A reader that is not one of the development tools."""

    version: Sequence[str]
    """Tells the version, or fails where the reader is not installed."""
    command: Sequence[str]
    ending: str
    checks: str
    """What has to be true behind the recipe; `{articles}` and the like are numbers of rows."""


_SPARK_CHECKS = """
kinds = dict(articles.dtypes)
assert kinds["publication_date"] == "date", kinds
assert kinds["captured_at"] == "timestamp", kinds
assert kinds["keywords"] == "array<string>", kinds
assert kinds["publication_year"] == "smallint", kinds
assert kinds["pmid"] == "bigint", kinds
counts = [one.count() for one in (articles, joined, unnested, recent)]
assert counts == [{articles}, {authors}, {keywords}, {recent}], counts
assert descriptions["pmid"] == "PubMed identifier"
"""
_R_COUNTS = """
stopifnot(
  nrow(articles) == {articles}, nrow(joined) == {authors}, nrow(unnested) == {keywords}, nrow(recent) == {recent},
  inherits(articles$epub_date, "Date"), inherits(articles$captured_at, "POSIXct"),
  is.integer(articles$publication_year)
)
"""
_ARROW_CHECKS = f"""{_R_COUNTS}
stopifnot(is.list(articles$keywords), inherits(articles$publication_date, "Date"))
stopifnot(descriptions[["pmid"]] == "PubMed identifier")
"""
_R_ARROW = 'for (one in c("arrow", "dplyr", "tidyr", "jsonlite")) cat(one, format(packageVersion(one)), "")'

ELSEWHERE: Mapping[str, Reader] = {
    "Spark": Reader(
        (_SPARK_PYTHON, "-c", "import pyspark; print('pyspark', pyspark.__version__)"),
        (_SPARK_PYTHON,),
        ".py",
        _SPARK_CHECKS,
    ),
    "R with arrow": Reader(("Rscript", "-e", _R_ARROW), ("Rscript",), ".R", _ARROW_CHECKS),
    "R alone": Reader(("Rscript", "--version"), ("Rscript",), ".R", _R_COUNTS),
}


def _rows() -> Mapping[str, int]:
    articles = rows("articles")
    keywords = [row["keywords"] for row in articles]
    return {
        "articles": len(articles),
        "authors": len(rows("authors")),
        "keywords": sum(len(words) for words in keywords if isinstance(words, list)),
        "recent": sum(str(row["publication_date"]) >= "2020" for row in articles),
    }


def _version(reader: Reader) -> str | None:
    """What is installed; None where something is missing."""
    if shutil.which(reader.version[0]) is None:
        return None
    told = subprocess.run(reader.version, capture_output=True, text=True, check=False)
    return None if told.returncode else (told.stdout or told.stderr).strip()


def _follow(reader: Reader, heading: str, place: Path) -> bool:
    """Whether the recipe, and what has to be true behind it, runs in the folder that holds `output`."""
    script = place / f"recipe{reader.ending}"
    script.write_text(f"{recipe(heading)}\n{reader.checks.format(**_rows())}", encoding="utf-8")
    done = subprocess.run(
        [*reader.command, str(script)], cwd=place, env=_environment(place), capture_output=True, text=True, check=False
    )
    if done.returncode:
        sys.stderr.write(f"{done.stdout}{done.stderr}")
    return done.returncode == 0


def _environment(place: Path) -> Mapping[str, str]:
    """With the command of this checkout, whether it is installed or not."""
    command = place / "bin" / "pubmed-etl"
    command.parent.mkdir(exist_ok=True)
    command.write_text(f'#!/bin/sh\nPYTHONPATH="{_CHECKOUT}" exec "{sys.executable}" -m flows.command "$@"\n')
    command.chmod(0o755)
    return os.environ | {"PATH": f"{command.parent}{os.pathsep}{os.environ['PATH']}"}


def main() -> int:
    """Run what is installed; 1 where a recipe fails."""
    failed = 0
    with tempfile.TemporaryDirectory() as scratch:
        published_circle(Path(scratch))
        for heading, reader in ELSEWHERE.items():
            version = _version(reader)
            if version is None:
                sys.stdout.write(f"{heading}: skipped, it is not installed\n")
                continue
            is_right = _follow(reader, heading, Path(scratch))
            failed += not is_right
            sys.stdout.write(f"{heading}: {'right' if is_right else 'WRONG'} ({version})\n")
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main())
