"""Kill publishers to an object store at random moments, again and again, while readers look.

    python -m tests.dataset.object_kills 100

Readers are given the newest manifest's files, as README tells; each state that they see has to be one whole edition.
"""

import argparse
import itertools
import os
import random
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from multiprocessing.process import BaseProcess
from multiprocessing.synchronize import Event
from pathlib import Path

from tests.dataset.machines import Machine, Reader, edition, editions
from tests.dataset.pages import SETTINGS
from tests.dataset.processes import processes
from tests.stores import serving

SHORT = replace(SETTINGS, keep_count=3, keep_age=timedelta(0))


@dataclass(frozen=True, slots=True)
class Seen:
    """What readers saw."""

    kills: int
    reads: int
    states: int
    """Different states among them."""
    leftovers: int
    """Files of no state that killed runs left."""


def publish_for_ever(machine: Machine, environment: Mapping[str, str], name: str, started: Event) -> None:
    """Publish one edition after the other, none of which was there before."""
    os.environ.update(environment)
    started.set()
    for number in itertools.count():
        machine.publish(*edition(f"{name}-{number}"), settings=SHORT)


@contextmanager
def publisher(machine: Machine, environment: Mapping[str, str], name: str) -> Iterator[BaseProcess]:
    """A process that publishes, until it is killed at the end."""
    started = processes.Event()
    process = processes.Process(target=publish_for_ever, args=(machine, environment, name, started))
    process.start()
    assert started.wait(120)
    try:
        yield process
    finally:
        process.kill()
        process.join()


def kill_often(machine: Machine, reader: Reader, environment: Mapping[str, str], kills: int, seed: int) -> Seen:
    """Kill so many publishers, and look at every state meanwhile; AssertionError for one that is not whole."""
    began = time.monotonic()
    machine.publish(*edition("first"), settings=SHORT)
    longest = 2 * (time.monotonic() - began)
    moments = random.Random(seed)
    states: set[str] = set()
    reads = 0
    for number in range(kills):
        with publisher(machine, environment, f"{number}") as process:
            while number == 0 and len(states) < 2 and process.is_alive():  # one of them comes as far as to publish
                reads += _look(reader, states)
            moment = time.monotonic() + moments.uniform(0, longest)
            while time.monotonic() < moment:
                reads += _look(reader, states)
        reads += _look(reader, states)
    machine.publish(*edition("last"), settings=SHORT)
    assert editions(reader.state()) == {"last"}
    return Seen(kills, reads, len(states), _leftovers(machine))


def _look(reader: Reader, states: set[str]) -> int:
    (shown,) = editions(reader.state())
    states.add(shown)
    return 1


def _leftovers(machine: Machine) -> int:
    from pipeline.dataset.stores import bucket
    from pipeline.dataset.stores.states import manifest_of

    home = machine.home
    named = {file.path for one in home.snapshots().values() for file in manifest_of(one, home.cache).files}
    there = [one.path.key.removeprefix(f"{machine.address.key}/") for one in bucket.listed(home.prefix.files)]
    return len(set(there) - named)


def main() -> None:
    """Kill as often as it is asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("kills", type=int)
    parser.add_argument("--seed", type=int, default=7)
    asked = parser.parse_args()
    with serving() as server, tempfile.TemporaryDirectory() as disk:
        os.environ.update(server.environment())
        bucket = server.bucket()
        machine = Machine(bucket.raw / "data", Path(disk))
        seen = kill_often(
            machine, Reader(server.endpoint, f"{bucket.name}/data"), server.environment(), asked.kills, asked.seed
        )
    sys.stdout.write(f"{seen}\n")


if __name__ == "__main__":
    main()
