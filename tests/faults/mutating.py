"""Pages that chance has damaged, read by whole runs: each of them has to end in one capture."""

import zipfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from pipeline.outcome import Reason
from tests.conftest import REAL_PAGES
from tests.damaging import DAMAGES
from tests.faults.running import query, run
from tests.faults.sums import Sums
from tests.invented.article import Era
from tests.invented.html_2020 import render_html
from tests.invented.invent import invent

A_BATCH = 10_000
"""Pages that are read by one run."""
A_FILE = 500
SECONDS_A_PAGE = 10
_INVENTED = 300
_LIMITS = (Reason.PARSER_CRASH, Reason.TOO_SLOW, Reason.OUT_OF_MEMORY)
_UNFORESEEN = "an exception that nobody foresaw"
"""A rejection names the promise that a page broke; of any other exception it gives the class first."""
_BECAME = """
SELECT CASE WHEN reason = 'parser-error' AND regexp_matches(detail, '^[A-Z][A-Za-z]*: ') THEN $unforeseen
    ELSE coalesce(reason, status) END AS became, count(*), min(source_uri || ': ' || detail)
FROM @captures WHERE source_uri NOT LIKE '%#%' GROUP BY 1
"""
"""What became of the pages; those that damage made two of are counted once."""
_HEAD = ("pages", "in captures", "parsed", "rejected, with a reason", _UNFORESEEN, *(one.value for one in _LIMITS))

Mutation = Callable[[bytes, Random], bytes]


def mutated(real: int, generated: int, seed: int) -> Sums:
    """So many real and generated pages, each damaged in up to three ways."""
    sums = Sums(_HEAD)
    _read(sums, "generated", [_invented(number) for number in range(1, _INVENTED + 1)], generated, Random(seed))
    if REAL_PAGES.is_dir():
        _read(sums, "real", _real_pages(), real, Random(seed + 1))
    return sums


def _invented(seed: int) -> bytes:
    era = Era.MARCH_2026 if seed % 3 == 0 else Era.DECEMBER_2023
    return render_html(invent(seed), era).encode()


def _real_pages() -> list[bytes]:
    folders = ("html", "legacy", "text", "other")
    return [path.read_bytes() for name in folders for path in sorted((REAL_PAGES / name).rglob("*")) if path.is_file()]


def _read(sums: Sums, name: str, pages: Sequence[bytes], number: int, chance: Random) -> None:
    """In batches, so that no disk has to hold them all."""
    found: Counter[str] = Counter()
    unexpected: list[str] = []
    for first in range(0, number, A_BATCH):
        count = min(A_BATCH, number - first)
        with TemporaryDirectory() as folder:
            raw, output = Path(folder, "raw"), Path(folder, "output")
            _save(raw, (_mutation(pages, chance) for _ in range(count)))
            ended = run(raw, output, PUBMED_ETL_PAGE_SECONDS=str(SECONDS_A_PAGE))
            if ended.code:
                unexpected.append(f"a run ended with {ended.code}: {ended.said}")
                continue
            found.update(_counts(output, sums))
    blamed = [found[_UNFORESEEN], *(found[reason.value] for reason in _LIMITS)]
    parsed = found["parsed"] + found["superseded"]
    sums.add(f"{number:,} {name}", found.total(), parsed, found.total() - parsed - sum(blamed), *blamed)
    sums.expect(not unexpected, "; ".join(unexpected))
    sums.expect(found.total() >= number, f"{number - found.total()} {name} pages are in no capture")


def _counts(output: Path, sums: Sums) -> Mapping[str, int]:
    """What became of the pages of a run."""
    rows = query(output, _BECAME.replace("$unforeseen", f"'{_UNFORESEEN}'"))
    ((distinct,),) = query(output, "SELECT count(DISTINCT split_part(source_uri, '#', 1)) FROM @captures")
    counts = {str(became): int(str(times)) for became, times, _ in rows}
    sums.expect(sum(counts.values()) == distinct, "a page has not one capture")
    for became, _, example in rows:
        sums.expect(became not in (_UNFORESEEN, *(reason.value for reason in _LIMITS)), f"{became}: {example}")
    return counts


def _save(raw: Path, pages: Iterator[bytes]) -> None:
    raw.mkdir()
    number = 0
    archive: zipfile.ZipFile | None = None
    for number, page in enumerate(pages):
        if number % A_FILE == 0:
            if archive:
                archive.close()
            archive = zipfile.ZipFile(raw / f"{number:06d}.zip", "w", zipfile.ZIP_DEFLATED, compresslevel=1)
        if archive:
            archive.writestr(f"{number:06d}.html", page)
    if archive:
        archive.close()


def _mutation(pages: Sequence[bytes], chance: Random) -> bytes:
    page = chance.choice(pages)
    for _ in range(chance.choice((1, 1, 1, 2, 3))):
        page = chance.choice(MUTATIONS)(page, chance)
    return page


# Damage to a page as a whole; `tests.damaging` has that of `<main>`


def _inside_main(damage: Mutation) -> Mutation:
    def of_a_page(page: bytes, chance: Random) -> bytes:
        start, end = page.find(b"<main"), page.rfind(b"</main")
        return damage(page, chance) if 0 <= start < end else page

    of_a_page.__name__ = damage.__name__
    return of_a_page


def cut(page: bytes, chance: Random) -> bytes:
    """It ends somewhere."""
    return page[: chance.randrange(len(page) + 1)]


def without_beginning(page: bytes, chance: Random) -> bytes:
    """It begins somewhere."""
    return page[chance.randrange(len(page) + 1) :]


def with_bits_flipped(page: bytes, chance: Random) -> bytes:
    """Up to fifty bits are another."""
    damaged = bytearray(page)
    for _ in range(chance.randint(1, 50) if damaged else 0):
        damaged[chance.randrange(len(damaged))] ^= 1 << chance.randrange(8)
    return bytes(damaged)


def with_zeros(page: bytes, chance: Random) -> bytes:
    """A block was never written."""
    start = chance.randrange(len(page) + 1)
    size = min(chance.choice((512, 4_096)), len(page) - start)
    return page[:start] + bytes(size) + page[start + size :]


def with_another_page(page: bytes, chance: Random) -> bytes:
    """A crawler wrote two answers into one file."""
    return page + page[chance.randrange(len(page) + 1) :]


def with_a_deep_tree(page: bytes, chance: Random) -> bytes:
    """Tags that are never closed."""
    tag = chance.choice((b"<div>", b"<b>", b"<span class=x>", b"<ul><li>", b"<table><td>"))
    place = chance.randrange(len(page) + 1)
    return page[:place] + tag * chance.choice((10, 300, 5_000)) + page[place:]


def with_a_long_value(page: bytes, chance: Random) -> bytes:
    """An attribute, a word or a run of signs as long as a book."""
    place = chance.randrange(len(page) + 1)
    piece = chance.choice((b"a", b'="', b"&amp;", b" ", b"(", b"10.1/", b"\n", b"; ", b"1234 ", b"<", b"&#x"))
    return page[:place] + piece * (chance.choice((1_000, 100_000)) // len(piece)) + page[place:]


def in_another_encoding(page: bytes, chance: Random) -> bytes:
    """It was read in one encoding and written in another."""
    text = page.decode("utf-8", "replace")
    return text.encode(chance.choice(("utf-16", "utf-32", "latin-1", "cp1252", "shift-jis", "utf-7")), "replace")


MUTATIONS: Sequence[Mutation] = (
    *map(_inside_main, DAMAGES),
    cut,
    without_beginning,
    with_bits_flipped,
    with_zeros,
    with_another_page,
    with_a_deep_tree,
    with_a_long_value,
    in_another_encoding,
)
