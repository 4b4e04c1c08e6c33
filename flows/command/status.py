"""`pubmed-etl status`."""

from pathlib import Path

from flows.command.exits import Exit
from flows.command.options import Flag
from flows.command.place import OutputOption


def status(*, output: OutputOption = Path("output"), json: Flag = False, debug: Flag = False) -> Exit:
    """Tell which snapshots there are, what the run of each one changed, and what they take.

    Args:
        output: Folder of the dataset, or its address in an object store.
        json: Print JSON.
        debug: Show where an error comes from.
    """
    from flows.command.telling import start

    return start(output, as_json=json, debug=debug)
