"""`pubmed-etl run`."""

from pathlib import Path

from flows.command.exits import Exit
from flows.command.gate_options import GateOptions
from flows.command.notify_options import NOBODY, NotifyOptions
from flows.command.options import Flag
from flows.command.place import OutputOption, PlaceOption, RawOption, raw_of
from flows.command.runner import THIS_MACHINE, MeansOptions


def run(  # noqa: PLR0913  # one a kind of option
    *,
    raw: RawOption = Path("raw"),
    base: PlaceOption | None = None,
    output: OutputOption = Path("output"),
    means: MeansOptions = THIS_MACHINE,
    gates: GateOptions | None = None,
    notify: NotifyOptions = NOBODY,
    json: Flag = False,
    debug: Flag = False,
) -> Exit:
    """Read what is new among the pages below a folder, or in an object store, and publish the records.

    A file that was read before, and did not change, is not read again; `pubmed-etl plan` tells which are. The published
    tables change in one step, at the end; a run that is stopped changes nothing, and the next one goes on from there.
    How far the run is stands on stderr, its summary on stdout.

    Args:
        raw: Folder of saved pages: .html, .htm and .txt, also as .gz, .zst, .bz2 or .xz, in .zip and .tar archives,
            .warc, .jsonl and .parquet; or where they lie in an object store: s3://bucket/folder, gs://… or az://….
            Or a list of such files, a path or an address a line: .uris, .lst or .paths, also packed.
        base: Folder or address that the lines of a list begin at, and that files below it are named from; the list's
            own folder if not told. With it, --raw is a list whatever its name ends in.
        output: Folder of the dataset; it is made if it is not there. Or its address in an object store, as for --raw.
        means: What it is run with.
        gates: What stops a run before it publishes.
        notify: Who is told how it ended.
        json: Print the summary as JSON: what was read, what changed, and what the dataset holds now.
        debug: Show where an error comes from.
    """
    from flows.command.starting import judged_by, start
    from flows.run import Run, usable_cores

    cores = means.workers or usable_cores()
    asked = Run(raw=raw_of(raw, base), output=output, workers=cores, scheduler=means.scheduler)
    return start(judged_by(gates, asked), means.runner, notify, as_json=json, debug=debug)
