"""`pubmed-etl forget`."""

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from flows.command.exits import Exit
from flows.command.options import Flag
from flows.command.place import OutputOption


def forget(
    names: Annotated[list[str], Parameter(allow_leading_hyphen=False)],
    /,
    *,
    output: OutputOption = Path("output"),
    json: Flag = False,
    debug: Flag = False,
) -> Exit:
    """Publish the dataset without some pages, and keep them out.

    A forgotten page is not read in again for as long as it lies at the same address with the same bytes, also by
    `rebuild`; only `rebuild --basis nothing` knows nothing of it. Saved anew, or under another name, it is a new page:
    take it out of the pages, too. Earlier snapshots show it until they are retired, see `vacuum`.

    Args:
        names: The address of a page (its `source_uri`), or of a file or an archive with all its pages; or a PMID, a DOI
            or an `article_id`, for all pages of an article. Where one of several names nothing, nothing is forgotten.
        output: Folder of the dataset, or its address in an object store.
        json: Print JSON.
        debug: Show where an error comes from.
    """
    from flows.command.forgetting import start

    return start(names, output, as_json=json, debug=debug)
