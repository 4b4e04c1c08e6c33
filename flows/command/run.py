"""`pubmed-etl run`."""

from pathlib import Path

from flows.command.exits import Exit
from flows.command.gate_options import GateOptions
from flows.command.options import Flag, Workers
from flows.command.place import PlaceOption
from flows.command.runner import Runner


def run(
    *,
    raw: PlaceOption = Path("raw"),
    output: PlaceOption = Path("output"),
    runner: Runner = Runner.LOCAL,
    workers: Workers = None,
    gates: GateOptions | None = None,
    debug: Flag = False,
) -> Exit:
    """Read what is new among the pages below a folder, or in an object store, and publish the records.

    A file that was read before, and did not change, is not read again; `pubmed-etl plan` tells which are. The published
    tables change in one step, at the end; a run that is stopped changes nothing, and the next one goes on from there.
    How far the run is stands on stderr, its summary on stdout.

    Args:
        raw: Folder of saved pages: .html, .htm and .txt, also as .gz, .zst, .bz2 or .xz, in .zip and .tar archives,
            .warc, .jsonl and .parquet; or where they lie in an object store: s3://bucket/folder, gs://… or az://….
        output: Folder of the dataset; it is made if it is not there. Or its address in an object store, as for --raw.
        runner: `local` runs with Prefect on this machine; `plain` does the same without Prefect.
        workers: Processes that parse at a time.
        gates: What stops a run before it publishes.
        debug: Show where an error comes from.
    """
    from flows.command.starting import judged_by, start
    from flows.run import Run, usable_cores

    asked = Run(raw=raw, output=output, workers=workers or usable_cores())
    return start(judged_by(gates, asked), runner, debug=debug)
