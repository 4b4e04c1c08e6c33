"""`pubmed-etl report`."""

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from flows.command.exits import Exit
from flows.command.options import Flag
from flows.command.place import OutputOption

OpenFlag = Annotated[bool, Parameter(name="--open", negative="", show_default=False)]


def report(
    *,
    output: OutputOption = Path("output"),
    snapshot: str | None = None,
    open_it: OpenFlag = False,
    json: Flag = False,
    debug: Flag = False,
) -> Exit:
    """Tell where the report of the last run is, and what its answer was.

    A run leaves one, also where it changed nothing or was stopped by the gates: a page for a browser, which needs
    nothing else, and beside it `report.json`.

    Args:
        output: Folder of the dataset, or its address in an object store.
        snapshot: Of the run that published this one: a number, see `status`, a name that it is kept under, or
            `current`. If that run left none, or its report is gone, one is made of what the snapshot tells.
        open_it: Open it in a browser.
        json: Print the report itself, as JSON.
        debug: Show where an error comes from.
    """
    from flows.command import reports

    how = reports.Shown.JSON if json else reports.Shown.BROWSER if open_it else reports.Shown.PATH
    return reports.start(output, snapshot, how, debug=debug)
