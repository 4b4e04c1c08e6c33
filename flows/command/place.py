"""How a folder, or an address in an object store, is written behind an option."""

from collections.abc import Sequence
from typing import Annotated

from cyclopts import Parameter, Token

from pipeline.raw import Place, place_of


def _place(_type: object, tokens: Sequence[Token]) -> Place:
    """What was written."""
    return place_of(tokens[0].value)


PlaceOption = Annotated[Place, Parameter(converter=_place, n_tokens=1, accepts_keys=False, metavar="PATH|URL")]
