"""`pubmed-etl rebuild`."""

from enum import Enum
from pathlib import Path

from flows.command.exits import Exit
from flows.command.gate_options import GateOptions
from flows.command.notify_options import NOBODY, NotifyOptions
from flows.command.options import Flag
from flows.command.place import OutputOption, PlaceOption, RawOption, raw_of
from flows.command.runner import THIS_MACHINE, MeansOptions


class StartsFrom(Enum):
    """What a rebuild starts from."""

    PUBLISHED = "published"
    NOTHING = "nothing"


def rebuild(  # noqa: PLR0913  # one a kind of option
    *,
    raw: RawOption = Path("raw"),
    base: PlaceOption | None = None,
    output: OutputOption = Path("output"),
    basis: StartsFrom = StartsFrom.PUBLISHED,
    means: MeansOptions = THIS_MACHINE,
    gates: GateOptions | None = None,
    notify: NotifyOptions = NOBODY,
    json: Flag = False,
    debug: Flag = False,
) -> Exit:
    """Read all pages again, whether they changed or not, and publish their records.

    Earlier snapshots stay as they are, and go in time as after any run.

    Args:
        raw: Folder of saved pages, where they lie in an object store, or a list of files, as `run` takes it.
        base: What the lines of a list begin at, as `run` takes it.
        output: Folder of the dataset, or its address in an object store.
        basis: With `published`, what is read takes the place of what is there, and the rest stays: pages that are gone
            from --raw, and forgotten pages stay forgotten. With `nothing`, the dataset holds what is read now and
            nothing else: pages that are not under --raw any more are gone, and forgotten ones that are come back.
        means: What it is run with.
        gates: What stops a run before it publishes.
        notify: Who is told how it ended.
        json: Print the summary as JSON: what was read, what changed, and what the dataset holds now.
        debug: Show where an error comes from.
    """
    from flows.command.starting import judged_by, start
    from flows.run import Run, usable_cores
    from pipeline.dataset import Basis

    bases = {StartsFrom.PUBLISHED: Basis.REFRESHED, StartsFrom.NOTHING: Basis.NOTHING}
    cores = means.workers or usable_cores()
    asked = Run(raw=raw_of(raw, base), output=output, workers=cores, basis=bases[basis], scheduler=means.scheduler)
    return start(judged_by(gates, asked), means.runner, notify, as_json=json, debug=debug)
