"""`pubmed-etl run`."""

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter
from cyclopts.validators import Number

from flows.command.exits import Exit
from flows.command.place import PlaceOption
from flows.command.runner import Runner


def run(
    *,
    raw: PlaceOption = Path("raw"),
    output: PlaceOption = Path("output"),
    runner: Runner = Runner.LOCAL,
    workers: Annotated[int | None, Parameter(validator=Number(gte=1), show_default=lambda _: "all cores")] = None,
    debug: Annotated[bool, Parameter(negative="")] = False,
) -> Exit:
    """Read all pages below a folder, or in an object store, and publish their records.

    The published tables change in one step, at the end; a run that is stopped changes nothing, and the next one goes
    on from there. How far the run is stands on stderr, its summary on stdout.

    Args:
        raw: Folder of saved pages: .html, .htm and .txt, also as .gz, .zst, .bz2 or .xz, and in .zip and .tar archives;
            or where they lie in an object store: s3://bucket/folder, gs://… or az://….
        output: Folder of the dataset; it is made if it is not there. Or its address in an object store, as for --raw.
        runner: `local` runs with Prefect on this machine; `plain` does the same without Prefect.
        workers: Processes that parse at a time.
        debug: Show where an error comes from.
    """
    from flows.command.starting import start

    return start(raw, output, runner, workers, debug=debug)
