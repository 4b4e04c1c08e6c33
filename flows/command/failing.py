"""Errors in front of a person: one line that says what is wrong and what to do, and the exit code for scripts."""

import errno
import os
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Final

from flows.command.exits import Exit, exit_of
from flows.command.safe import printable
from flows.errors import EngineMissing
from flows.exits import is_out_of_memory
from pipeline.errors import DatasetMissing

_HINTS: dict[type[Exception], str] = {
    DatasetMissing: "Make it with `pubmed-etl run`, or name another with --output (or PUBMED_ETL_OUTPUT).",
    EngineMissing: "Try again, or do without Prefect: --runner plain.",
}
"""What to do, where the error itself does not say it."""
_NO_ROOM = "Make room where the output is, and run it again: what was read is kept, and the published tables are whole."
_NO_MEMORY = "Close what else takes memory, or try fewer --workers. The published tables are whole."
_FULL: Final = frozenset((errno.ENOSPC, errno.EDQUOT, errno.EFBIG))
"""A full disk, a quota, a limit of file sizes."""


def attempt(work: Callable[[], Exit], *, debug: bool) -> Exit:
    """Do the work of a subcommand; whatever goes wrong becomes a line on stderr and an exit code."""
    try:
        return work()
    except KeyboardInterrupt as stop:
        sys.stderr.write("pubmed-etl: stopped. The published tables are whole; the next run goes on from here.\n")
        return exit_of(stop)
    except BrokenPipeError:  # whoever read the answer had enough of it
        sys.stdout = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115  # it stays open until the end
        return Exit.FINE
    except Exception as error:  # noqa: BLE001  # the last one who could say anything
        if debug:
            traceback.print_exception(error)
        return _failed(error)


def _hint(error: Exception) -> str:
    if is_out_of_memory(error):
        return _NO_MEMORY
    is_full = isinstance(error, OSError) and error.errno in _FULL
    return _NO_ROOM if is_full else _HINTS.get(type(error), "")


def _words(error: Exception) -> str:
    """What it says; of the system's own, which file it is about, and why, without its number."""
    if not isinstance(error, OSError) or not error.strerror:
        return str(error)
    files = [str(name) for name in (error.filename, error.filename2) if name is not None]
    return ": ".join([*files[:1], error.strerror])


def _failed(error: Exception) -> Exit:
    code = exit_of(error)
    if code is Exit.UNEXPECTED:
        said = f"{type(error).__name__}: {error}. This is a fault of pubmed-etl; --debug shows where it comes from."
    else:
        said = f"{_words(error).removesuffix('.')}. {_hint(error)}".rstrip()
    sys.stderr.write(f"pubmed-etl: {printable(said)}\n")
    return code
