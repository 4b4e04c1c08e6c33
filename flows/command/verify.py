"""`pubmed-etl verify`."""

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter
from cyclopts.validators import Number

from flows.command.exits import Exit
from flows.command.options import Flag
from flows.command.place import OutputOption, RawOption

Count = Annotated[int, Parameter(validator=Number(gte=1))]


def verify(  # what is looked at, and what is read again
    *,
    output: OutputOption = Path("output"),
    snapshot: str = "current",
    raw: RawOption | None = None,
    sample: Count = 100,
    json: Flag = False,
    debug: Flag = False,
) -> Exit:
    """Hold a published snapshot against all that is promised of it, and name every promise that is broken.

    All files are read: their bytes, their columns, and every row beside those of other tables. Nothing is changed. Of a
    dataset in an object store, all files come to this machine. How far it is stands on stderr; it ends with 9 where
    something is broken.

    Args:
        output: Folder of the dataset, or its address in an object store.
        snapshot: The number or the name of an earlier state of the dataset.
        raw: Where its pages lie, as it was given to `run`: then some of them are read again, where they are still
            there, and compared with what the dataset tells of them.
        sample: How many pages.
        json: Print JSON: what was looked at, what is broken, and what was not looked at.
        debug: Show where an error comes from.
    """
    from flows.command.verifying import Asked, start

    asked = Asked(output=output, snapshot=snapshot, raw=raw, sample=sample)
    return start(asked, as_json=json, debug=debug)
