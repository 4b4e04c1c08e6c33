"""`pubmed-etl keep` and `pubmed-etl unkeep`."""

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from flows.command.exits import Exit
from flows.command.options import Flag
from flows.command.place import OutputOption


def _confirm_name(_type: object, name: str | None) -> None:
    from pipeline.dataset.folders.names import is_name

    if name is not None and not is_name(name):
        raise ValueError("take letters, digits, `.`, `_` and `-`, at most 64, but no number alone")


Name = Annotated[str | None, Parameter(validator=_confirm_name)]


def keep(
    name: Name = None,
    snapshot: str = "current",
    /,
    *,
    output: OutputOption = Path("output"),
    json: Flag = False,
    debug: Flag = False,
) -> Exit:
    """Keep a snapshot under a name, so that no run and no vacuum removes it; without a name, list those that are kept.

    Any reader of Parquet finds it as output/_keep/NAME, with a folder for each table. In an object store, the manifest
    that this command tells lists its files.

    Args:
        name: What it shall be called.
        snapshot: The number of the snapshot, see `status`; or `current`, `previous`, or another name of it.
        output: Folder of the dataset, or its address in an object store.
        json: Print JSON.
        debug: Show where an error comes from.
    """
    from flows.command import keeping

    if name is None:
        return keeping.start_listing(output, as_json=json, debug=debug)
    return keeping.start_keeping(output, name, snapshot, as_json=json, debug=debug)


def unkeep(name: str, /, *, output: OutputOption = Path("output"), json: Flag = False, debug: Flag = False) -> Exit:
    """Take the name of a kept snapshot away: it goes in time, as all others do.

    Args:
        name: What it is called.
        output: Folder of the dataset, or its address in an object store.
        json: Print JSON.
        debug: Show where an error comes from.
    """
    from flows.command import keeping

    return keeping.start_letting_go(output, name, as_json=json, debug=debug)
