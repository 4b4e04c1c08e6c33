"""The command `pubmed-etl`: one file a subcommand. What only a subcommand needs is imported when it runs."""

import atexit
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from functools import partial
from importlib.metadata import PackageNotFoundError, version
from typing import NoReturn

from cyclopts import App, CycloptsError

from flows.command.compact import compact
from flows.command.compare import compare
from flows.command.diff import diff
from flows.command.exits import MEANINGS, Exit
from flows.command.explain import explain
from flows.command.failing import attempt
from flows.command.forget import forget
from flows.command.keep import keep, unkeep
from flows.command.plan import plan
from flows.command.rebuild import rebuild
from flows.command.report import report
from flows.command.run import run
from flows.command.serve import serve
from flows.command.show import show
from flows.command.sql import sql
from flows.command.status import status
from flows.command.streams import open_streams
from flows.command.usage import told
from flows.command.vacuum import vacuum
from flows.command.verify import verify
from flows.lean import leave_out_pandas, share_one_allocator

_EXIT_CODES = "\n".join(["Exit codes:", "", *(f"- {code.value}: {meaning}" for code, meaning in MEANINGS.items())])


def _version() -> str:
    try:
        return version("pubmed-etl")
    except PackageNotFoundError:
        return "unknown (not installed)"


app = App(
    name="pubmed-etl",
    help="Read saved PubMed pages and publish what they show as Parquet tables.",
    help_epilogue=_EXIT_CODES,
    version=_version,
    result_action="return_value",
    exit_on_error=False,
    print_error=False,
)
SUBCOMMANDS = (
    run,
    plan,
    show,
    explain,
    sql,
    report,
    status,
    diff,
    compare,
    keep,
    unkeep,
    vacuum,
    verify,
    forget,
    rebuild,
    compact,
    serve,
)
"""In the order in which people come to need them."""
for subcommand in SUBCOMMANDS:
    app.command(subcommand, help_epilogue="", sort_key=SUBCOMMANDS.index(subcommand))


def main() -> None:
    """Run the command with the arguments of this process, and exit.

    Prefect leaves threads behind that hold on to modules, of which DuckDB would complain on the terminal while the
    interpreter is taken down. So the process ends just before that, behind everybody else's farewell.
    """
    open_streams()
    leave_out_pandas()
    share_one_allocator()
    ended = [Exit.UNEXPECTED]
    atexit.register(_leave, ended)
    ended[0] = answer(sys.argv[1:])
    sys.exit(ended[0])


def _leave(ended: list[Exit]) -> NoReturn:
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError):  # whoever had to be told was told, or is gone
            stream.flush()
    os._exit(ended[0])


def answer(arguments: Sequence[str]) -> Exit:
    """Run the command; what it printed is its answer, and how it ended its exit code."""
    return attempt(partial(_answered, arguments), debug=False)


def _answered(arguments: Sequence[str]) -> Exit:
    try:
        ended: object = app(arguments)
    except CycloptsError as error:
        sys.stderr.write(told(error))
        return Exit.USAGE
    return ended if isinstance(ended, Exit) else Exit.FINE
