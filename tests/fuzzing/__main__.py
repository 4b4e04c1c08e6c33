"""`make fuzz`: searches every target for input that breaks a promise, each for some seconds.

What breaks one, and with `--keep` some small inputs that reach far, end up in `tests/fuzzing/findings/<target>/`, from
where `make test` tries them for ever.
"""

import argparse
import importlib.util
import re
import string
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from tests.fuzzing.seeds import seeds, words
from tests.fuzzing.targets import TARGETS

FINDINGS = Path(__file__).parent / "findings"
_REACHED = re.compile(r"[0-9a-f]{40}")
"""What libFuzzer calls an input: the SHA-1 of its bytes."""
_CALLS = re.compile(r"stat::number_of_executed_units:\s*(\d+)")
_COVERED = re.compile(r"\bcov: (\d+)")
_SLOWEST = re.compile(r"stat::slowest_unit_time_sec:\s*(\d+)")
_AS_IT_IS = frozenset(b" <>/=&;-_" + string.ascii_letters.encode() + string.digits.encode())
_MOST_SAID = 2_000
_LONGEST = 20_000
"""Bytes of an input."""
_PATIENCE = 10
"""Seconds that one input may take."""


class Searched(NamedTuple):
    """What a search has come to."""

    target: str
    calls: str
    covered: str
    """Edges of the pipeline's code that the inputs reach."""
    slowest: str
    """Seconds of the slowest input, in whole numbers."""
    found: Sequence[Path]
    said: str


def main() -> None:
    """Search, print a table, and end with 1 where a promise was broken."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("targets", nargs="*", choices=[*TARGETS, []], help="which rooms (default: all)")
    parser.add_argument("--seconds", type=int, default=60, help="for each of them (default: %(default)s)")
    parser.add_argument(
        "--keep", type=int, default=0, help="also keep so many small inputs that reach new code, of each"
    )
    words_of_command = parser.parse_args()
    if importlib.util.find_spec("atheris") is None:
        parser.exit(
            2, "Atheris is not installed; `make fuzz` does that where there is a build of it (Linux, x86-64).\n"
        )
    asked = words_of_command
    searched = [_search(name, asked.seconds, asked.keep) for name in asked.targets or TARGETS]
    sys.stdout.write("\n".join(_table(searched)) + "\n")
    sys.exit(any(one.found for one in searched))


def _search(target: str, seconds: int, keep: int) -> Searched:
    findings = FINDINGS / target
    before = set(findings.glob("*"))
    with TemporaryDirectory() as folder:
        corpus = Path(folder, "corpus")
        corpus.mkdir()
        _plant(target, corpus)
        dictionary = Path(folder, "words")
        dictionary.write_text("".join(f'"{_escaped(word)}"\n' for word in words()), encoding="ascii")
        findings.mkdir(parents=True, exist_ok=True)
        done = subprocess.run(
            _command(target, corpus, dictionary, seconds), capture_output=True, text=True, check=False
        )
        kept = _kept(corpus, keep)
    said = done.stdout + done.stderr
    found = sorted(set(findings.glob("*")) - before)
    for name, body in kept.items():
        (findings / name).write_bytes(body)
    if not any(findings.iterdir()):
        findings.rmdir()
    return Searched(target, _last(_CALLS, said), _last(_COVERED, said), _last(_SLOWEST, said), found, said)


def _kept(corpus: Path, most: int) -> Mapping[str, bytes]:
    """The smallest inputs that reached code which nothing before them had reached."""
    found = (path for path in corpus.iterdir() if _REACHED.fullmatch(path.name))
    smallest = sorted(found, key=lambda path: (path.stat().st_size, path.name))[:most]
    return {f"reached-{path.name[:12]}": path.read_bytes() for path in smallest}


def _plant(target: str, corpus: Path) -> None:
    """The seeds, and what was found before."""
    for number, seed in enumerate(seeds(target)):
        (corpus / f"seed-{number:03}").write_bytes(seed)
    for finding in (FINDINGS / target).glob("*"):
        (corpus / finding.name).write_bytes(finding.read_bytes())


def _command(target: str, corpus: Path, dictionary: Path, seconds: int) -> list[str]:
    options = {
        "max_total_time": seconds,
        "max_len": _LONGEST,
        "timeout": _PATIENCE,
        "rss_limit_mb": 2_048,
        "dict": dictionary,
        "artifact_prefix": f"{FINDINGS / target}/",
        "print_final_stats": 1,
    }
    return [
        *(sys.executable, "-m", "tests.fuzzing.guided", target, str(corpus)),
        *(f"-{name}={value}" for name, value in options.items()),
    ]


def _escaped(word: str) -> str:
    """As dictionaries of libFuzzer have it."""
    return "".join(chr(byte) if byte in _AS_IT_IS else f"\\x{byte:02x}" for byte in word.encode())


def _last(pattern: re.Pattern[str], said: str) -> str:
    return next(reversed(pattern.findall(said)), "?")


def _table(searched: Sequence[Searched]) -> Iterator[str]:
    yield "| target | calls | edges reached | slowest, s | broken promises |"
    yield "|---|--:|--:|--:|---|"
    for one in searched:
        yield f"| {one.target} | {one.calls} | {one.covered} | {one.slowest} | {len(one.found) or ''} |"
    for one in searched:
        if one.found or one.calls == "?":
            said = one.said.partition("Uncaught Python exception")[2] or one.said[-_MOST_SAID:]
            yield f"\n{one.target}: {', '.join(map(str, one.found))}\n{said[:_MOST_SAID]}"


if __name__ == "__main__":
    main()
