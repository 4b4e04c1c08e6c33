"""`pubmed-etl diff`."""

from pathlib import Path

from flows.command.exits import Exit
from flows.command.options import Flag
from flows.command.place import OutputOption


def diff(
    old: str = "previous",
    new: str = "current",
    /,
    *,
    article: str | None = None,
    output: OutputOption = Path("output"),
    json: Flag = False,
    debug: Flag = False,
) -> Exit:
    """Tell what differs between two snapshots: articles, and in those that both have, which values of which tables.

    A snapshot is given by its number, see `status`, by the name that it is kept under, or as `current` or `previous`.

    Args:
        old: The earlier one.
        new: The later one.
        article: Show the values before and after of this article: a PMID, a DOI or an `article_id`.
        output: Folder of the dataset, or its address in an object store.
        json: Print JSON; it names 100 articles of each kind instead of 3, and whole values.
        debug: Show where an error comes from.
    """
    from flows.command import diffing

    sides = diffing.Sides(output=output, old=old, new=new)
    if article is None:
        return diffing.start(sides, as_json=json, debug=debug)
    return diffing.start_article(sides, article, as_json=json, debug=debug)
