"""Runs that are killed at random moments while readers read."""

import subprocess
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import duckdb

from tests.dataset import kills
from tests.faults.running import asked, captures_of, kill, query, run, run_of
from tests.faults.sums import Sums
from tests.invented.article import Era
from tests.invented.html_2020 import render_html
from tests.invented.invent import invent

PAGES_A_NIGHT = 60
TABLES = ("articles", "authors", "references", "documents", "figures")
_FINGERPRINT = """
SELECT article_id, sum(hash(article)) FROM (FROM @articles ) AS article GROUP BY 1 ORDER BY 1
"""
"""What each article says."""
_HEAD = ("killed", "times", "reads meanwhile", "wrong reads", "left behind after one more run")


def killed(publishers: int, runs: int, seed: int) -> Sums:
    """So many publications and so many whole runs, each killed at a moment of its own."""
    sums = Sums(_HEAD)
    _publishers(sums, publishers, seed)
    _whole_runs(sums, runs, seed)
    return sums


def _publishers(sums: Sums, number: int, seed: int) -> None:
    with TemporaryDirectory() as folder:
        output = Path(folder, "output")
        tally = kills.kill_often(output, number, seed)
        kills.publish_night(output, tally.nights + 1)
        rubbish = kills.leavings(output)
        is_right = kills.read_state(output / "current", kills.READERS["duckdb"]) == kills.state_after(tally.nights + 1)
    for doing, times in tally.kills.most_common():
        sums.add(f"a publication, {doing}", times, "", "", "")
    sums.add("in all", number, tally.reads.total(), len(tally.wrong), ", ".join(rubbish) or "nothing")
    sums.expect(not tally.wrong, f"a reader saw something else: {tally.wrong[:3]}")
    sums.expect(not rubbish, f"left behind: {rubbish}")
    sums.expect(is_right, "the run after the last kill did not publish what it owed")


def _whole_runs(sums: Sums, number: int, seed: int) -> None:
    """Each run finds some more pages, and is killed with all its processes; the next one has to bring them."""
    chance = Random(seed)
    with TemporaryDirectory() as folder:
        raw, output = Path(folder, "raw"), Path(folder, "output")
        began = time.monotonic()
        _save(raw, 1)
        run(raw, output)
        longest = time.monotonic() - began
        reads = _Reads(output)
        for night in range(2, number + 2):
            _save(raw, night)
            with reads.going_on():
                _killed_after(chance.uniform(0, longest), run_of(raw, output, "--false-alarms", "0"))
        last = run(raw, output)
        states = captures_of(output)
        rubbish = [path.name for path in output.glob("_work/*")]
        wrong = [*reads.wrong, *reads.unlike(output)]
    sums.add("a whole run and its processes", number, reads.right, len(wrong), ", ".join(rubbish) or "nothing")
    sums.expect(not wrong, f"a reader saw something else: {wrong[:3]}")
    sums.expect(last.code == 0, f"the run after the last kill ended with {last.code}: {last.said}")
    sums.expect(
        Counter(states.values()) == {"parsed": (number + 1) * PAGES_A_NIGHT},
        f"not every page is there once: {Counter(states.values())}",
    )


def _save(raw: Path, night: int) -> None:
    raw.mkdir(exist_ok=True)
    for seed in range(night * PAGES_A_NIGHT, (night + 1) * PAGES_A_NIGHT):
        article = invent(seed)
        (raw / f"{seed}.html").write_bytes(render_html(article, Era.DECEMBER_2023).encode())


def _killed_after(delay: float, command: list[str]) -> None:
    process = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True, cwd=Path.cwd()
    )
    timer = threading.Timer(delay, kill, (process,))
    timer.start()
    process.wait()
    timer.join()


State = Mapping[str, object]


class _Reads:
    """A reader that pins the current snapshot and reads it as a whole, over and over."""

    def __init__(self, output: Path) -> None:
        self.right = 0
        self.wrong: list[str] = []
        self._output = output
        self._seen: dict[str, tuple[object, ...]] = {}
        """By snapshot, what its tables say together; every reading of one has to say the same."""

    @contextmanager
    def going_on(self) -> Iterator[None]:
        """Read in a thread of its own."""
        ended = threading.Event()
        thread = threading.Thread(target=self._read, args=(ended.is_set,))
        thread.start()
        try:
            yield
        finally:
            ended.set()
            thread.join()

    def unlike(self, output: Path) -> list[str]:
        """Articles that a snapshot showed and that the last one shows otherwise: no page changed in between."""
        last = set(query(output, _FINGERPRINT))
        return [f"{name} has other articles" for name, told in self._seen.items() if not set(told) <= last]

    def _read(self, has_ended: Callable[[], bool]) -> None:
        while not has_ended():
            pinned = (self._output / "current").resolve()
            try:
                told, broken = tuple(asked(pinned, _FINGERPRINT)), _broken(pinned)
            except duckdb.Error as error:
                if pinned.is_dir():
                    self.wrong.append(f"{pinned.name}: {error}")
                continue
            if broken or self._seen.setdefault(pinned.name, told) != told:
                self.wrong.append(f"{pinned.name}: {broken or 'two answers'}")
            self.right += 1


def _broken(snapshot: Path) -> str:
    """Whether tables are of one state: captures are whole nights, and every row belongs to an article."""
    (captures,), (articles,) = (
        asked(snapshot, f"SELECT count(*) FROM @{name}")[0]  # noqa: S608  # a name of ours
        for name in ("captures", "articles")
    )
    if captures != articles or int(str(captures)) % PAGES_A_NIGHT:
        return f"{captures} captures, {articles} articles"
    for table in TABLES[1:]:
        lost = f"SELECT count(*) FROM @{table} ANTI JOIN @articles USING (article_id)"  # noqa: S608  # a name of ours
        if asked(snapshot, lost) != [(0,)]:
            return f"{table} of no article"
    return ""
