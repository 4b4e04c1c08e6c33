"""How a folder, or an address in an object store, is written behind an option."""

from collections.abc import Sequence
from typing import Annotated, Final

from cyclopts import Parameter, Token

from pipeline.raw import FileList, Place, Raw, place_of

RAW: Final = "PUBMED_ETL_RAW"
OUTPUT: Final = "PUBMED_ETL_OUTPUT"
"""Variables of the environment that tell it once for all commands; an option goes before them."""


def _place(_type: object, tokens: Sequence[Token]) -> Place:
    """What was written."""
    return place_of(tokens[0].value)


def raw_of(raw: Place, base: Place | None) -> Raw:
    """What is to be read: with a base, the files that a list names."""
    return raw if base is None else FileList(raw, base)


def _words(_type: object, value: str, **_: object) -> Sequence[str]:
    """What a variable says; an empty one says nothing."""
    return [value] if value else []


_PLACE = Parameter(converter=_place, n_tokens=1, accepts_keys=False, metavar="PATH|URL", env_var_split=_words)
PlaceOption = Annotated[Place, _PLACE]
RawOption = Annotated[Place, _PLACE, Parameter(env_var=RAW)]
OutputOption = Annotated[Place, _PLACE, Parameter(env_var=OUTPUT)]
