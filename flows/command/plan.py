"""`pubmed-etl plan`."""

from pathlib import Path

from flows.command.exits import Exit
from flows.command.options import Flag
from flows.command.place import OutputOption, PlaceOption, RawOption, raw_of


def plan(
    *,
    raw: RawOption = Path("raw"),
    base: PlaceOption | None = None,
    output: OutputOption = Path("output"),
    json: Flag = False,
    debug: Flag = False,
) -> Exit:
    """Tell which files a run would read, and why; nothing is read, made or changed.

    It ends with 0 whether there is something to read or not; for a scheduler, --json says so as `has_work`.

    Args:
        raw: Folder of saved pages, where they lie in an object store, or a list of files, as `run` takes it.
        base: What the lines of a list begin at, as `run` takes it.
        output: Folder of the dataset, or its address in an object store; it need not be there.
        json: Print JSON, with every file that would be read.
        debug: Show where an error comes from.
    """
    from flows.command.planning import start

    return start(raw_of(raw, base), output, as_json=json, debug=debug)
