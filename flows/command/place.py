"""How a folder, or an address in an object store, is written behind an option."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter, Token

from pipeline.raw import ObjectPath, Place, place_of


def _place(_type: object, tokens: Sequence[Token]) -> Place:
    """What was written."""
    return place_of(tokens[0].value)


PlaceOption = Annotated[Place, Parameter(converter=_place, n_tokens=1, accepts_keys=False, metavar="PATH|URL")]


def _folder(_type: object, tokens: Sequence[Token]) -> Path:
    """What was written, where it is no address: earlier states are looked at, and kept, in folders alone."""
    place = place_of(tokens[0].value)
    if isinstance(place, ObjectPath):
        raise ValueError(f"{place} is in an object store; this command is for a dataset in a folder")  # noqa: TRY004  # wrong usage
    return place


FolderOption = Annotated[Path, Parameter(converter=_folder, n_tokens=1, accepts_keys=False)]
