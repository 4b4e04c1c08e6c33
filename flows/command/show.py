"""`pubmed-etl show`."""

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from flows.command.exits import Exit
from flows.command.options import Flag
from flows.command.place import OutputOption


def show(
    what: Annotated[str, Parameter(allow_leading_hyphen=False)],
    /,
    *,
    output: OutputOption = Path("output"),
    snapshot: str = "current",
    json: Flag = False,
    debug: Flag = False,
) -> Exit:
    """Print one article, out of the dataset or straight from a page.

    Args:
        what: A PMID, a DOI or an `article_id` of the dataset, or the file of a saved page (write `./123` for a file
            that is named like a PMID).
        output: Folder of the dataset, or its address in an object store: s3://bucket/folder, gs://… or az://….
        snapshot: The number or the name of an earlier state of the dataset.
        json: Print JSON, an object an article, each table a list of rows.
        debug: Show where an error comes from.
    """
    from flows.command.showing import start

    return start(what, output, snapshot, as_json=json, debug=debug)
