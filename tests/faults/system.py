"""What an operating system does to a run: each failure for real, where this machine lets us, and what the run says."""

import os
import resource
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.faults.running import Ended, captures_of, ended, environment_of, kill, run, run_of
from tests.faults.sums import Sums
from tests.flows.pages import write_articles

PAGES = 20
_FINE, _UNUSABLE, _BUSY, _SHARDS = 0, 4, 5, 6
_CRASHED = (-signal.SIGSEGV, -signal.SIGABRT, -signal.SIGBUS, 127)
"""How a library in C, or the loader of libraries, ends a process that cannot give it memory; no program in Python can
answer to that."""
_HEAD = ("failure", "how the run ended", "what it said", "afterwards")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a failure happens: pages, and a dataset that holds half of them."""

    home: Path

    @property
    def raw(self) -> Path:
        """The folder of pages."""
        return self.home / "raw"

    @property
    def output(self) -> Path:
        """The dataset."""
        return self.home / "output"


class NotHere(Exception):  # no error: this machine cannot fail like that
    """This machine does not let us try."""


Failure = Callable[[Place], Ended]


def failed(names: Sequence[str] = ()) -> Sums:
    """Each failure in a place of its own: the run ends as it should, and the next one publishes all pages."""
    sums = Sums(_HEAD)
    for failure, allowed in FAILURES.items():
        if not names or failure.__name__ in names:
            _suffered(sums, failure, allowed)
    return sums


def _suffered(sums: Sums, failure: Failure, allowed: Sequence[int]) -> None:
    name = failure.__name__.replace("_", " ")
    with TemporaryDirectory() as folder:
        place = Place(Path(folder))
        place.home.chmod(0o755)
        write_articles(place.raw, PAGES // 2)
        run(place.raw, place.output)
        write_articles(place.raw, PAGES)
        try:
            ending = failure(place)
        except NotHere as reason:
            sums.add(name, "not tried here", str(reason), "")
            return
        before = _parsed(place.output)
        again = run(place.raw, place.output)
        after = _parsed(place.output)
    how = "published" if before == PAGES else "the old state stays" if before == PAGES // 2 else f"{before} pages"
    sums.add(
        name,
        f"exit code {ending.code}; {how}",
        _last_words(ending.said, folder),
        f"exit code {again.code}, {after} pages",
    )
    sums.expect(ending.code in allowed, f"{name}: exit code {ending.code}: {ending.said}")
    sums.expect(not ending.is_unhandled, f"{name}: {ending.said}")
    sums.expect(before in (PAGES // 2, PAGES), f"{name}: {before} pages are published")
    sums.expect(
        (again.code, after) == (_FINE, PAGES), f"{name}: the next run: {again.code}, {after} pages: {again.said}"
    )


def _parsed(output: Path) -> int:
    return sum(became == "parsed" for became in captures_of(output).values())


def _last_words(said: str, home: str) -> str:
    lines = [line for line in said.splitlines() if line.startswith("pubmed-etl:")]
    return lines[-1].removeprefix("pubmed-etl: ").replace(home, "…")[:240] if lines else ""


# Disks


def a_disk_that_is_full(place: Place) -> Ended:
    """The output's own disk, with a few kB left."""
    with _small_disk(place.home / "disk", "40m") as disk:
        shutil.copytree(place.output, disk / "output", symlinks=True)
        _fill(disk / "rest")
        ending = run(place.raw, disk / "output")
        shutil.rmtree(place.output)
        shutil.copytree(disk / "output", place.output, symlinks=True)
    return ending


def _fill(path: Path) -> None:
    """Leave 64 kB."""
    with path.open("wb", buffering=0) as stream, suppress(OSError):
        while stream.write(bytes(65_536)):
            pass
    with path.open("r+b") as stream:
        stream.truncate(path.stat().st_size - 65_536)


def a_disk_quota(place: Place) -> Ended:
    """No file may be longer than a few kB: the kernel's own limit, as quotas are."""
    return _limited(place, resource.RLIMIT_FSIZE, 8_192)


def an_output_that_may_not_be_written(place: Place) -> Ended:
    """Nor anything in it."""
    folders = [place.output, *(path for path in place.output.rglob("*") if path.is_dir() and not path.is_symlink())]
    with _closed(folders, 0o555):
        return _as_anybody(place)


def a_page_that_may_not_be_read(place: Place) -> Ended:
    """Its rejection is published, and the next run reads it."""
    hidden = max(place.raw.iterdir())
    hidden.touch()
    with _closed([hidden], 0):
        ending = _as_anybody(place)
    if captures_of(place.output).get(hidden.name) != "unreadable":
        return Ended(1, f"{hidden.name} is not said to be unreadable")
    run(place.raw, place.output)
    return ending


def a_folder_that_may_not_be_read(place: Place) -> Ended:
    """What is in it cannot even be listed."""
    hidden = place.raw / "hidden"
    hidden.mkdir()
    with _closed([hidden], 0):
        return _as_anybody(place)


def a_read_error_in_a_file(place: Place) -> Ended:
    """The kernel's own: memory that is not there."""
    (place.raw / "broken.html").symlink_to("/proc/self/mem")
    ending = run(place.raw, place.output)
    (place.raw / "broken.html").unlink()
    return ending


# Files that are not what they were


def files_that_change_and_go_while_they_are_read(place: Place) -> Ended:
    """Somebody writes, cuts, moves and removes pages all the time."""
    unsettled = [place.raw / f"unsettled-{number}.html" for number in range(200)]
    pages = [path.read_bytes() for path in sorted(place.raw.glob("*.html"))]
    stop = threading.Event()

    def disturb() -> None:
        number = 0
        while not stop.is_set():
            path, page = unsettled[number % len(unsettled)], pages[number % len(pages)]
            number += 1
            if number % 3:
                path.write_bytes(page[: len(page) * (number % 4) // 3])
            else:
                path.unlink(missing_ok=True)

    thread = threading.Thread(target=disturb)
    thread.start()
    try:
        ending = run(place.raw, place.output)
    finally:
        stop.set()
        thread.join()
        for path in unsettled:
            path.unlink(missing_ok=True)
    return ending


def files_that_are_none(place: Place) -> Ended:
    """Pipes, sockets, devices, links in a circle and to nowhere, with the names of pages."""
    os.mkfifo(place.raw / "pipe.html")
    (place.raw / "circle.html").symlink_to("circle.html")
    (place.raw / "nowhere.html").symlink_to("nothing")
    (place.raw / "endless.html").symlink_to("/dev/zero")
    (place.raw / "around").symlink_to(place.raw)
    (place.raw / "folder.html").mkdir()
    return _without_more(place, ("pipe.html", "circle.html", "nowhere.html", "endless.html", "around", "folder.html"))


def odd_file_names(place: Place) -> Ended:
    """Of bytes that are no text, with line ends and commands for terminals, and as long as they may be."""
    names = (
        b"\xff\xfe.html",
        b"a\nb.html",
        b"\x1b[2J\x1b]0;x\x07.html",
        b"-rf.html",
        b"a" * 250 + b".html",
        "\u202e.html".encode(),
    )
    page = b"<html><head><title>no page of PubMed</title></head></html>"
    for name in names:
        Path(os.fsdecode(os.fsencode(place.raw) + b"/" + name)).write_bytes(page)
    ending = run(place.raw, place.output)
    strange = sum(became == "not-pubmed" for became in captures_of(place.output).values())
    if strange != len(names):
        return Ended(1, f"{strange} of {len(names)} odd names are in captures")
    return ending if "\x1b[2J" not in ending.said else Ended(1, "a file's name commands the terminal")


def a_huge_folder(place: Place) -> Ended:
    """Fifty thousand files, none of which is a page."""
    many = place.raw / "many"
    many.mkdir()
    for number in range(50_000):
        (many / f"{number}.html").touch()
    return _without_more(place, ("many",))


# Processes and their means


def no_more_file_handles(place: Place) -> Ended:
    """Forty are all that it has."""
    return _limited(place, resource.RLIMIT_NOFILE, 40)


def no_more_memory(place: Place) -> Ended:
    """So few megabytes of addresses that the libraries just fit."""
    return _limited(place, resource.RLIMIT_AS, 1_200 * 2**20)


def a_terminal_that_is_closed(place: Place) -> Ended:
    """SIGHUP in the middle; what was read counts, and the next run goes on."""
    return _signalled(place, signal.SIGHUP)


def a_scheduler_that_ends_it(place: Place) -> Ended:
    """SIGTERM in the middle."""
    return _signalled(place, signal.SIGTERM)


def a_machine_that_sleeps(place: Place) -> Ended:
    """All processes stand still for three seconds, and go on."""
    process = _begun(place)
    time.sleep(1.5)
    os.killpg(process.pid, signal.SIGSTOP)
    time.sleep(3)
    os.killpg(process.pid, signal.SIGCONT)
    _, said = process.communicate()
    return Ended(process.returncode, said.decode(errors="replace")[-600:])


def nobody_who_listens(place: Place) -> Ended:
    """Its stdout and stderr are closed from the beginning."""
    command = " ".join(map(_quoted, run_of(place.raw, place.output)))
    return ended(["sh", "-c", f"exec {command} >&- 2>&-"], place.home)


def a_log_that_has_no_room(place: Place) -> Ended:
    """Its stdout and stderr lie on a full disk."""
    command = " ".join(map(_quoted, run_of(place.raw, place.output)))
    return ended(["sh", "-c", f"exec {command} >/dev/full 2>/dev/full"], place.home)


def a_reader_that_went_away(place: Place) -> Ended:
    """Whoever reads its words ends before it does."""
    command = " ".join(map(_quoted, run_of(place.raw, place.output)))
    return ended(["bash", "-c", f"set -o pipefail; {command} 2>&1 | head -c 1 >/dev/null"], place.home)


def a_clock_that_was_set_back(place: Place) -> Ended:
    """By ten years, between two nights."""
    return ended([sys.executable, "-m", "tests.faults.yesterday", str(place.raw), str(place.output)], place.home)


# Two at once


def two_runs_at_once(place: Place) -> Ended:
    """Of several runs on one output, one reads and publishes; the others say so."""
    processes = [_begun(place) for _ in range(4)]
    codes = []
    said = ""
    for process in processes:
        _, words = process.communicate()
        codes.append(process.returncode)
        said = said or (words.decode(errors="replace")[-600:] if process.returncode else "")
    if codes.count(_FINE) < 1 or set(codes) - {_FINE, _BUSY}:
        return Ended(1, f"exit codes {codes}: {said}")
    return Ended(_BUSY if _BUSY in codes else _FINE, said)


def a_run_beside_vacuums(place: Place) -> Ended:
    """Old snapshots are removed over and over while it publishes."""
    process = _begun(place)
    while process.poll() is None:
        vacuum = ended([*run_of(place.raw, place.output)[:3], "vacuum", "--output", str(place.output)], place.home)
        if vacuum.code not in (_FINE, _BUSY):
            kill(process)
            return vacuum
    _, said = process.communicate()
    return Ended(process.returncode, said.decode(errors="replace")[-600:])


FAILURES: Mapping[Failure, Sequence[int]] = {
    a_disk_that_is_full: (_UNUSABLE,),
    a_disk_quota: (_UNUSABLE,),
    an_output_that_may_not_be_written: (_UNUSABLE,),
    a_page_that_may_not_be_read: (_FINE,),
    a_folder_that_may_not_be_read: (_FINE, _UNUSABLE),
    a_read_error_in_a_file: (_FINE,),
    files_that_change_and_go_while_they_are_read: (_FINE,),
    files_that_are_none: (_FINE,),
    odd_file_names: (_FINE,),
    a_huge_folder: (_FINE,),
    no_more_file_handles: (_FINE, _UNUSABLE, _SHARDS),
    no_more_memory: (_FINE, _UNUSABLE, _SHARDS, *_CRASHED),
    a_terminal_that_is_closed: (-signal.SIGHUP, 129),
    a_scheduler_that_ends_it: (143,),
    a_machine_that_sleeps: (_FINE,),
    nobody_who_listens: (_FINE,),
    a_log_that_has_no_room: (_FINE,),
    a_reader_that_went_away: (_FINE, 141),
    a_clock_that_was_set_back: (_FINE,),
    two_runs_at_once: (_FINE, _BUSY),
    a_run_beside_vacuums: (_FINE,),
}
"""Each with the exit codes that are an answer."""


def _limited(place: Place, kind: int, most: int) -> Ended:
    """A run under a limit of the kernel's."""
    command = [sys.executable, "-c", _LIMITING, str(kind), str(most), *run_of(place.raw, place.output)]
    return ended(command, place.home)


_LIMITING = """
import os, resource, sys
resource.setrlimit(int(sys.argv[1]), (int(sys.argv[2]), int(sys.argv[2])))
os.execv(sys.argv[3], sys.argv[3:])
"""


@contextmanager
def _closed(paths: Sequence[Path], mode: int) -> Iterator[None]:
    before = {path: path.stat().st_mode for path in paths}
    for path in paths:
        path.chmod(mode)
    try:
        yield
    finally:
        for path, usual in before.items():
            path.chmod(usual)


def _as_anybody(place: Place) -> Ended:
    """A run that may do what the modes of files say, also where it is root's."""
    if os.getuid() != 0:
        return run(place.raw, place.output)
    if shutil.which("setpriv") is None:
        raise NotHere("root may do everything, and there is no setpriv")
    lost = "-dac_override,-dac_read_search"
    return ended(
        ["setpriv", f"--bounding-set={lost}", f"--inh-caps={lost}", *run_of(place.raw, place.output)], place.home
    )


@contextmanager
def _small_disk(place: Path, size: str) -> Iterator[Path]:
    place.mkdir()
    if (
        os.getuid() != 0
        or subprocess.run(
            ["mount", "-t", "tmpfs", "-o", f"size={size}", "none", place], check=False, capture_output=True
        ).returncode
    ):
        raise NotHere("only root may mount a small disk")
    try:
        yield place
    finally:
        subprocess.run(["umount", place], check=True)


def _without_more(place: Place, names: Sequence[str]) -> Ended:
    """A run, after which the odd files go again."""
    ending = run(place.raw, place.output)
    for name in names:
        path = place.raw / name
        shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()
    return ending


def _begun(place: Place) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        run_of(place.raw, place.output),
        env=environment_of(place.home),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )


def _signalled(place: Place, number: signal.Signals) -> Ended:
    before = signal.signal(number, signal.SIG_DFL)  # `nohup` would have it ignored
    process = _begun(place)
    signal.signal(number, before)
    assert process.stderr is not None
    for line in process.stderr:
        if b"Reading pages" in line:
            break
    process.send_signal(number)
    _, said = process.communicate()
    return Ended(process.returncode, said.decode(errors="replace")[-600:])


def _quoted(word: str) -> str:
    return f"'{word}'"
