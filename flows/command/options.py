"""Options that several subcommands have, so that they mean and look the same everywhere."""

from typing import Annotated

from cyclopts import Parameter
from cyclopts.validators import Number

Workers = Annotated[int | None, Parameter(validator=Number(gte=1), show_default=lambda _: "all cores")]
Flag = Annotated[bool, Parameter(negative="", show_default=False)]
