"""`pubmed-etl explain`."""

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from flows.command.exits import Exit
from flows.command.options import Flag
from flows.command.place import OutputOption, RawOption


def explain(  # noqa: PLR0913  # as `show`, and where the pages are
    what: Annotated[str, Parameter(allow_leading_hyphen=False)],
    /,
    *,
    column: Annotated[list[str] | None, Parameter(negative="", metavar="NAME")] = None,
    raw: RawOption = Path("raw"),
    output: OutputOption = Path("output"),
    snapshot: str = "current",
    json: Flag = False,
    debug: Flag = False,
) -> Exit:
    """Tell where the values of an article come from: which page, which section of it, and what reads that section.

    What is null is told with its reason, what the page prints twice with both, and of other pages of the article why
    they lost. Where the page's bytes are still there, it is read again, compared with the dataset, and the places of
    values and sections are told in bytes.

    Args:
        what: A PMID, a DOI or an `article_id` of the dataset, or the file of a saved page.
        column: Tell all that is known of this column of `articles`, or of this table; may be given several times.
        raw: Where the pages of the dataset lie, as it was given to `run`.
        output: Folder of the dataset, or its address in an object store.
        snapshot: The number or the name of an earlier state of the dataset.
        json: Print JSON, an object an article.
        debug: Show where an error comes from.
    """
    from flows.command import explaining

    asked = explaining.Asked(what=what, columns=tuple(column or ()), raw=raw, output=output, snapshot=snapshot)
    return explaining.start(asked, as_json=json, debug=debug)
