"""The campaign itself, at a size for every day: what it says of a promise that holds, and of one that does not."""

import subprocess
import sys
from pathlib import Path
from random import Random

import pytest

from tests.faults import mutating, system
from tests.faults.archives import hostile
from tests.faults.killing import killed
from tests.faults.mutating import mutated
from tests.faults.running import Ended
from tests.faults.sums import Sums
from tests.faults.system import failed
from tests.samples import PROFILE

CHECKOUT = Path(__file__).parents[2]
_QUICK = ("a_disk_that_is_full", "a_reader_that_went_away", "a_log_that_has_no_room")


@pytest.mark.slow
def test_killed_runs_hurt_no_reader() -> None:
    assert killed(1, 2, 7).broken == []


@pytest.mark.slow
def test_damaged_pages_end_in_one_capture_each(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mutating, "A_BATCH", 100)

    assert mutated(50, 50, 7).broken == []


@pytest.mark.slow
@pytest.mark.skipif(PROFILE != "thorough", reason="a minute and a half: HYPOTHESIS_PROFILE=thorough, or make faults")
def test_hostile_archives_harm_nothing() -> None:
    assert hostile().broken == []


@pytest.mark.slow
@pytest.mark.parametrize("name", _QUICK)
def test_a_failing_system_leaves_the_old_state_or_the_new_one(name: str) -> None:
    assert failed([name]).broken == []


def test_a_campaign_that_broke_nothing_ends_with_0() -> None:
    done = subprocess.run([sys.executable, "-c", "import tests.faults.__main__"], cwd=CHECKOUT, check=False)

    assert done.returncode == 0


def test_a_run_that_loses_pages_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def lose(place: system.Place) -> Ended:
        for path in sorted(place.raw.iterdir())[: system.PAGES // 2]:
            path.write_bytes(b"")
        return Ended(1, "Traceback")

    monkeypatch.setattr(system, "FAILURES", {lose: (0,)})

    assert "lose: exit code 1: Traceback" in failed().broken


def test_a_table_is_inert_and_says_what_is_broken() -> None:
    sums = Sums(("what", "how often"))
    sums.add("a | b\n<script>", 1_000)
    sums.expect(holds=False, otherwise="<b> is lost")

    assert sums.table().splitlines() == [
        "| what | how often |",
        "| --- | --- |",
        "| a \\| b &lt;script> | 1,000 |",
        "",
        "**Broken: &lt;b> is lost**",
    ]


def test_a_mutation_can_take_any_bytes() -> None:
    for mutation in mutating.MUTATIONS:
        for page in (b"", b"x", b"<main>", b"<main>a</main>"):
            assert isinstance(mutation(page, Random(1)), bytes)
