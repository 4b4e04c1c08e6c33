"""`pubmed-etl compact`."""

from pathlib import Path

from flows.command.exits import Exit
from flows.command.options import Flag, Workers
from flows.command.place import OutputOption


def compact(
    *, output: OutputOption = Path("output"), workers: Workers = None, json: Flag = False, debug: Flag = False
) -> Exit:
    """Weave what runs added into as few files as the dataset can have; no row changes.

    A run writes few new articles beside the files of their range, and weaves them in once they are many. In between, a
    reader opens two files where one would do. Where there is nothing to weave, nothing is published.

    Args:
        output: Folder of the dataset, or its address in an object store.
        workers: Threads that write.
        json: Print JSON.
        debug: Show where an error comes from.
    """
    from flows.command.compacting import start

    return start(output, workers, as_json=json, debug=debug)
