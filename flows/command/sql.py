"""`pubmed-etl sql`."""

from pathlib import Path
from typing import Annotated

from cyclopts import Group, Parameter
from cyclopts.validators import Number, mutually_exclusive

from flows.command.exits import Exit
from flows.command.options import Flag
from flows.command.place import PlaceOption

_FORM = Group("Form", validator=mutually_exclusive, sort_key=1)
MOST_ROWS = 40

Form = Annotated[bool, Parameter(negative="", group=_FORM)]
OutFile = Annotated[Path | None, Parameter(group=_FORM)]
Count = Annotated[int, Parameter(validator=Number(gte=1))]


def sql(  # noqa: PLR0913  # one a kind of answer
    query: Annotated[str | None, Parameter(allow_leading_hyphen=True)] = None,
    /,
    *,
    file: Path | None = None,
    question: str | None = None,
    listing: Annotated[bool, Parameter("--list", negative="")] = False,
    output: PlaceOption = Path("output"),
    snapshot: str = "current",
    limit: Count = MOST_ROWS,
    memory: str = "1GB",
    json: Form = False,
    csv: Form = False,
    parquet: OutFile = None,
    debug: Flag = False,
) -> Exit:
    """Ask a snapshot in SQL, as DuckDB understands it: every table of the contract is a view of its name.

    Beside the tables there are views that come with every dataset, and questions that are answered by name; --list
    tells which. The snapshot stays for as long as it is asked. Nothing is written to it, and a query reaches no other
    file of this machine, nor the network. Without a query it is read from stdin, which on a terminal is a prompt: a
    statement ends with `;`, and Ctrl-D leaves. Of a dataset in an object store, the files of the tables that the query
    names come to this machine first; at a prompt all do.

    Args:
        query: One or more statements, with `;` between them. Quote "references", which is also a word of SQL.
        file: Read the statements from this file.
        question: Answer a question by its name.
        listing: Tell the questions and the views, and ask nothing; --json tells them to a program.
        output: Folder of the dataset, or its address in an object store.
        snapshot: The number or the name of an earlier state of the dataset.
        limit: Rows that are printed as a table; the other forms have all rows.
        memory: What DuckDB may take, as it writes it; what does not fit goes to disk.
        json: Print an object a line, for each row; values that JSON lacks are text.
        csv: Print CSV with a head; lists are JSON, and null is empty.
        parquet: Write the rows of the only, or the last, query to this file.
        debug: Show where an error comes from.
    """
    from flows.command import asking, listing_queries

    if listing:
        return listing_queries.start(as_json=json, debug=debug)
    source = asking.Source(query=query, file=file, question=question)
    asked = asking.Asked(output=output, which=snapshot, source=source, memory=memory, parquet=parquet)
    return asking.start(asked, asking.printing(limit, as_json=json, as_csv=csv), debug=debug)
