"""Which program a worker runs: rows of another one are other rows, and nobody would see it in the tables."""

import platform
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

from flows.errors import ClusterUnusable
from pipeline.dataset.program import program_digest, sources_digest

SAME_EVERYWHERE = "Install the same version on all machines, with the same constraints.txt, and start the workers anew"


class Passport(NamedTuple):
    """What has to be the same on every machine."""

    program: str
    """Names the code: of the pipeline, and of what is said between a run and its workers."""
    python: str
    """Without the last number: the tables of Unicode come with the others."""
    pyarrow: str
    lxml: str


@cache
def own_passport() -> Passport:
    """That of this process, which goes on with the code that it has loaded."""
    spoken = sources_digest(Path(__file__).parent)
    major, minor, _ = platform.python_version_tuple()
    return Passport(
        program=f"{program_digest().hex()[:8]}-{spoken.hex()[:8]}",
        python=f"{major}.{minor}",
        pyarrow=version("pyarrow"),
        lxml=version("lxml"),
    )


def confirm_same(expected: Passport, found: Passport, worker: str) -> None:
    """ClusterUnusable where a worker has another one than the run."""
    others = [
        f"{name} {theirs} instead of {ours}"
        for name, ours, theirs in zip(Passport._fields, expected, found, strict=True)
        if ours != theirs
    ]
    if others:
        raise ClusterUnusable(f"the worker {worker} has another version: {', '.join(others)}. {SAME_EVERYWHERE}")
