"""What a flow can be told: text, numbers and names, which a schedule, Prefect's UI and a shell can all write.

Prefect shows the types, and what is written here about them, in its UI, and its server refuses what does not fit.
"""

from dataclasses import replace
from enum import Enum
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, ConfigDict, Field
from pydantic.dataclasses import dataclass

from flows.run import OnAlarm, Run, usable_cores
from pipeline.dataset import Basis
from pipeline.quality.settings import USUAL, GateSettings
from pipeline.raw import FileList, Place, place_of


def _confirm_place(text: str) -> str:
    place_of(text)
    return text


PlaceText = Annotated[str, Field(min_length=1), AfterValidator(_confirm_place)]
"""A path, or an address in an object store."""
Workers = Annotated[int, Field(ge=1)]
Count = Annotated[int, Field(ge=1)]
Share = Annotated[float, Field(ge=0, le=1)]


class StartsFrom(Enum):
    """What a rebuild starts from."""

    PUBLISHED = "published"
    NOTHING = "nothing"


@dataclass(frozen=True, kw_only=True, config=ConfigDict(extra="forbid", use_attribute_docstrings=True))
class Gates:
    """What stops a run before it publishes."""

    runs_compared: Count = USUAL.runs_compared
    """How many of the last runs count."""
    least_fall: Share = USUAL.least_fall
    """Part of its share that a column has to lose at least; 1 for a column that is gone, and nothing else."""
    false_alarms: Share = USUAL.false_alarms
    """Runs that may be stopped by chance, of those that are like the ones before: 0 never stops one for a column."""

    def settings(self) -> GateSettings:
        """With all that nobody sets."""
        told = {"runs_compared": self.runs_compared}
        return replace(USUAL, **told, least_fall=self.least_fall, false_alarms=self.false_alarms)


USUAL_GATES = Gates()
_BASES = {StartsFrom.PUBLISHED: Basis.REFRESHED, StartsFrom.NOTHING: Basis.NOTHING}


def gates_of(run: Run) -> Gates:
    """What a run is judged by, as a flow takes it."""
    gates = run.gates
    return Gates(runs_compared=gates.runs_compared, least_fall=gates.least_fall, false_alarms=gates.false_alarms)


def text_of(place: Place) -> str:
    """A place as a flow takes it, which makes the same of it, also of a folder whose name looks like an address."""
    is_ambiguous = isinstance(place, Path) and ":" in str(place)
    return str(place.absolute() if isinstance(place, Path) and is_ambiguous else place)


def run_of(raw: str, base: str | None, output: str, workers: int | None) -> Run:
    """What the words of a flow ask for."""
    place = place_of(raw)
    return Run(
        raw=place if base is None else FileList(place, place_of(base)),
        output=place_of(output),
        workers=workers or usable_cores(),
    )


def judged(run: Run, on_alarm: OnAlarm, gates: Gates) -> Run:
    """The run, as it is to be judged before it publishes."""
    return replace(run, on_alarm=on_alarm, gates=gates.settings())


def basis_of(run: Run) -> StartsFrom:
    """What a rebuild starts from, as a flow takes it."""
    return StartsFrom.NOTHING if run.basis is Basis.NOTHING else StartsFrom.PUBLISHED


def rebuilding(run: Run, basis: StartsFrom) -> Run:
    """The run, reading everything again."""
    return replace(run, basis=_BASES[basis])
