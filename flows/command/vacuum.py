"""`pubmed-etl vacuum`."""

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter
from cyclopts.validators import Number

from flows.command.exits import Exit
from flows.command.options import Flag
from flows.command.place import OutputOption

_MOST_HOURS = 1_000_000
Count = Annotated[int, Parameter(validator=Number(gte=1))]
Hours = Annotated[float, Parameter(validator=Number(gte=0, lte=_MOST_HOURS), metavar="HOURS")]


def vacuum(
    *,
    output: OutputOption = Path("output"),
    keep_count: Count = 3,
    keep_age: Hours = 48,
    json: Flag = False,
    debug: Flag = False,
) -> Exit:
    """Remove old snapshots now; a run that publishes does the same with these defaults.

    A snapshot goes when it is neither among the newest nor was current of late. The current one stays, and so does what
    `keep` gave a name, and what a reader has pinned. Other readers are protected by --keep-age alone, and so
    are all readers of an object store; there, files that no snapshot has go when they are three days old.

    Args:
        output: Folder of the dataset, or its address in an object store.
        keep_count: So many of the newest stay, whatever their age.
        keep_age: What was current in so many last hours stays, whatever their number.
        json: Print JSON.
        debug: Show where an error comes from.
    """
    from flows.command.vacuuming import start

    return start(output, keep_count, keep_age, as_json=json, debug=debug)
