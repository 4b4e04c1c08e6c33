"""`pubmed-etl compare`."""

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter
from cyclopts.validators import Number

from flows.command.exits import Exit
from flows.command.options import Flag
from flows.command.place import OutputOption

Count = Annotated[int, Parameter(validator=Number(gte=0))]
Columns = Annotated[list[str] | None, Parameter(negative="", metavar="COLUMN")]


def compare(  # noqa: PLR0913  # what is compared, and how much of it is told
    xml: Annotated[list[Path], Parameter(metavar="XML")],
    /,
    *,
    output: OutputOption = Path("output"),
    snapshot: str = "current",
    only: Columns = None,
    examples: Count = 3,
    json: Flag = False,
    debug: Flag = False,
) -> Exit:
    """Hold the dataset beside PubMed's own XML of the same articles, and tell by column what agrees and what does not.

    The XML is that of NLM's baseline and update files, or of efetch: PubmedArticleSet, packed or not. Where a PMID is
    in several files, the last one by name counts. Articles are counted, not rows. A difference is a finding and no
    failure: it ends with 0, and with 4 where a file is no such XML.

    Args:
        xml: Files of XML, or folders with such files below them.
        output: Folder of the dataset, or its address in an object store.
        snapshot: The number or the name of an earlier state of the dataset.
        only: Compare this column alone, `title` or `authors.name`, or a table; may be given more than once.
        examples: How many articles are shown of each kind of difference of a column.
        json: Print JSON: all figures and examples, and which columns are not compared, and why.
        debug: Show where an error comes from.
    """
    from flows.command.comparing import Wanted, start

    wanted = Wanted(xml=xml, output=output, snapshot=snapshot, only=only or [], examples=examples)
    return start(wanted, as_json=json, debug=debug)
