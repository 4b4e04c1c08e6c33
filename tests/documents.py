"""The documents that are made from the code: `python -m tests.documents` writes them, `--check` says which are old."""

import io
import sys
from pathlib import Path

from rich.console import Console

from flows.command import SUBCOMMANDS, app
from pipeline.record import dictionary
from tests import answered_questions
from tests.gallery.tour import tour

DOCS = Path(__file__).parents[1] / "docs"
COMMAND_HEAD = """# The command

Made from the command's own help by `make docs`; do not edit.
"""


def documents() -> dict[Path, str]:
    """Every generated document, by its place."""
    return {
        DOCS / "data-dictionary.md": dictionary(),
        DOCS / "command.md": command(),
        DOCS / "questions.md": answered_questions.document(),
        DOCS / "tour.md": tour(),
    }


def command() -> str:
    """The help of the command and of each subcommand."""
    texts = [_help(words) for words in ([], *([subcommand.__name__] for subcommand in SUBCOMMANDS))]
    return "\n".join([COMMAND_HEAD, *texts])


def _help(words: list[str]) -> str:
    name = " ".join(["pubmed-etl", *words])
    out = io.StringIO()
    app.help_print(words, console=Console(file=out, width=100, force_terminal=False, color_system=None))
    lines = "\n".join(line.rstrip() for line in out.getvalue().splitlines())
    return f"## `{name}`\n\n```text\n$ {name} --help\n{lines.strip()}\n```\n"


def stale() -> list[Path]:
    """The documents that say something else than the code."""
    return [
        path for path, text in documents().items() if not path.is_file() or path.read_text(encoding="utf-8") != text
    ]


def write() -> None:
    """Write all of them."""
    for path, text in documents().items():
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    if "--check" not in sys.argv:
        write()
    elif old := stale():
        sys.exit(f"not what the code says: {', '.join(path.name for path in old)}; run `make docs`")
