"""How a folder, or an address in an object store, is written behind an option."""

from collections.abc import Sequence
from typing import Annotated

from cyclopts import Parameter, Token

from pipeline.raw import FileList, Place, Raw, place_of


def _place(_type: object, tokens: Sequence[Token]) -> Place:
    """What was written."""
    return place_of(tokens[0].value)


def raw_of(raw: Place, base: Place | None) -> Raw:
    """What is to be read: with a base, the files that a list names."""
    return raw if base is None else FileList(raw, base)


PlaceOption = Annotated[Place, Parameter(converter=_place, n_tokens=1, accepts_keys=False, metavar="PATH|URL")]
