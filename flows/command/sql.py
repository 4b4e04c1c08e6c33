"""`pubmed-etl sql`."""

import re
from pathlib import Path
from typing import Annotated

from cyclopts import ArgumentCollection, Group, Parameter, Token, UnknownOptionError
from cyclopts.validators import Number

from flows.command.exits import Exit
from flows.command.options import Flag
from flows.command.place import OutputOption

_OPTION = re.compile(r"--?[a-z][a-z-]*(=.*)?", re.IGNORECASE)
"""What is meant for an option: a query may begin with a comment, but is not one word then."""


def _confirm_query(_type: object, query: str | None) -> None:
    if query is not None and _OPTION.fullmatch(query):
        known = ArgumentCollection()  # type: ignore[no-untyped-call]  # it has no types
        raise UnknownOptionError(token=Token(keyword=query), argument_collection=known)


def _confirm_one(told: ArgumentCollection) -> None:
    names = [argument.name for argument in told if argument.tokens]
    if len(names) > 1:
        raise ValueError(f"rows have one form: {' or '.join(names)}")


_FORM = Group("Form", validator=_confirm_one, sort_key=1)

Query = Annotated[str | None, Parameter(allow_leading_hyphen=True, validator=_confirm_query)]
Form = Annotated[bool, Parameter(negative="", group=_FORM, show_default=False)]
OutFile = Annotated[Path | None, Parameter(group=_FORM)]
Count = Annotated[int, Parameter(validator=Number(gte=1))]


def sql(  # noqa: PLR0913  # one a kind of answer
    query: Query = None,
    /,
    *,
    file: Path | None = None,
    question: str | None = None,
    listing: Annotated[bool, Parameter("--list", negative="", show_default=False)] = False,
    output: OutputOption = Path("output"),
    snapshot: str = "current",
    limit: Count | None = None,
    memory: str = "1GB",
    table: Form = False,
    blocks: Form = False,
    json: Form = False,
    csv: Form = False,
    parquet: OutFile = None,
    debug: Flag = False,
) -> Exit:
    """Ask a dataset in SQL, as DuckDB understands it: its tables have their names.

    Beside the tables there are views that come with every dataset, and questions that are answered by name; --list
    tells all of them. On a terminal the answer is a table, elsewhere CSV with all rows. The state that is asked stays
    for as long as that takes. Nothing is written to it, and a query reaches no other file of this machine, nor the
    network. Without a query it is read from stdin, which on a terminal is a prompt: a statement ends with `;`, and
    Ctrl-D leaves. Of a dataset in an object store, the files of the tables that the query names come to this machine
    first; at a prompt all do.

    Args:
        query: One or more statements, with `;` between them. Quote "references", which is also a word of SQL.
        file: Read the statements from this file.
        question: Answer a question by its name.
        listing: Tell the questions, the tables and the views, and ask nothing; --json tells them to a program.
        output: Folder of the dataset, or its address in an object store.
        snapshot: The number or the name of an earlier state of the dataset.
        limit: Rows that are printed; if not told, 40 of a table or of blocks, and all in the other forms.
        memory: What DuckDB may take, as it writes it; what does not fit goes to disk.
        table: Print a table as wide as the terminal, which is usual there; long values go over several lines.
        blocks: Print each row as a block, a line a value, and every value whole.
        json: Print an object a line, for each row; values that JSON lacks are text.
        csv: Print CSV with a head, which is usual where no terminal is; lists are JSON, and null is empty.
        parquet: Write the rows of the only, or the last, query to this file.
        debug: Show where an error comes from.
    """
    from flows.command import asking, listing_queries

    if listing:
        return listing_queries.start(as_json=json, debug=debug)
    source = asking.Source(query=query, file=file, question=question)
    asked = asking.Asked(output=output, which=snapshot, source=source, memory=memory, parquet=parquet)
    forms = {asking.Form.TABLE: table, asking.Form.BLOCKS: blocks, asking.Form.JSON: json, asking.Form.CSV: csv}
    form = next((one for one, is_told in forms.items() if is_told), None)
    return asking.start(asked, asking.printing(form, limit), debug=debug)
