"""Whatever bytes lie in a raw folder, reading them ends in captures, rejections and skipped members."""

import random
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.limits import Limits
from pipeline.outcome import Capture, Rejected
from pipeline.sources import Input, InputKind, Sidecars, Skipped, read
from tests.sources.crawled import answer, packed_one_by_one, record, response
from tests.sources.saved import PAGE
from tests.sources.test_archives import ARCHIVES, PAGES
from tests.sources.test_warcs import PACKERS

LIMITS = Limits(page_bytes=100_000, archive_members=50, padding_bytes=100_000)
WHOLE = {name: make([*PAGES, ("c.html", PAGE), ("d.pdf", b"%PDF")]) for name, make in ARCHIVES.items()}


def outcomes_of(name: str, body: bytes, kind: InputKind) -> list[object]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(body)
        source = Input(path=path, uri=name, size=len(body), modified_at=datetime(2023, 1, 1, tzinfo=UTC), kind=kind)
        return list(read(source, Sidecars(), LIMITS))


@pytest.mark.parametrize("name", ["a.html", "a.html.gz", "a.html.bz2", "a.html.xz", "a.html.zst"])
@given(body=st.binary(max_size=300))
@settings(max_examples=50, deadline=None)
def test_any_bytes_as_a_page_give_one_outcome(name: str, body: bytes) -> None:
    (outcome,) = outcomes_of(name, body, InputKind.PAGE)

    assert isinstance(outcome, Capture | Rejected)


@pytest.mark.parametrize("name", ARCHIVES)
@given(body=st.binary(max_size=2000))
@settings(max_examples=30, deadline=None)
def test_any_bytes_as_an_archive_give_outcomes(name: str, body: bytes) -> None:
    assert all(isinstance(o, Capture | Rejected | Skipped) for o in outcomes_of(name, body, InputKind.ARCHIVE))


def overwritten(body: bytes, chance: random.Random) -> bytes:
    changed = bytearray(body)
    for _ in range(chance.randint(1, 4)):
        changed[chance.randrange(len(changed))] = chance.choice([0, 1, 0x20, 0x7F, 0x80, 0xFF, chance.randrange(256)])
    return bytes(changed)


def cut(body: bytes, chance: random.Random) -> bytes:
    return body[: chance.randrange(len(body))]


def repeated(body: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(body))
    return body[: start + chance.randrange(600)] + body[start:]


@pytest.mark.parametrize("change", [overwritten, cut, repeated])
@pytest.mark.parametrize("name", ARCHIVES)
@given(chance=st.randoms(use_true_random=False))
@settings(max_examples=40, deadline=None)
def test_a_damaged_archive_gives_whole_pages_or_says_that_it_is_damaged(
    name: str, change: Callable[[bytes, random.Random], bytes], chance: random.Random
) -> None:
    outcomes = outcomes_of(name, change(WHOLE[name], chance), InputKind.ARCHIVE)

    whole = [outcome for outcome in outcomes if isinstance(outcome, Capture | Skipped)]
    assert len(whole) >= 4 or any(isinstance(outcome, Rejected) for outcome in outcomes)


RECORDS = [response(), record(answer(), "request"), response(PAGE * 9), record(PAGE, "resource", "text/html")]
WARCS = {
    "a.warc": b"".join(RECORDS),
    **{f"a.warc{ending}": packed_one_by_one(RECORDS, pack) for ending, pack in PACKERS.items()},
}


@pytest.mark.parametrize("name", WARCS)
@given(body=st.binary(max_size=2000))
@settings(max_examples=30, deadline=None)
def test_any_bytes_as_a_warc_file_give_outcomes(name: str, body: bytes) -> None:
    assert all(isinstance(o, Capture | Rejected | Skipped) for o in outcomes_of(name, body, InputKind.WARC))


@pytest.mark.parametrize("change", [overwritten, repeated])
@pytest.mark.parametrize("name", WARCS)
@given(chance=st.randoms(use_true_random=False))
@settings(max_examples=40, deadline=None)
def test_a_damaged_warc_file_gives_all_its_records_or_says_that_it_is_damaged(
    name: str, change: Callable[[bytes, random.Random], bytes], chance: random.Random
) -> None:
    outcomes = outcomes_of(name, change(WARCS[name], chance), InputKind.WARC)

    whole = [outcome for outcome in outcomes if isinstance(outcome, Capture | Skipped)]
    assert len(whole) >= len(RECORDS) or any(isinstance(outcome, Rejected) for outcome in outcomes)


@pytest.mark.parametrize("name", WARCS)
@given(chance=st.randoms(use_true_random=False))
@settings(max_examples=40, deadline=None)
def test_no_two_outcomes_of_a_damaged_warc_file_have_one_address(name: str, chance: random.Random) -> None:
    outcomes = outcomes_of(name, overwritten(repeated(WARCS[name], chance), chance), InputKind.WARC)

    addresses = [one.provenance.source_uri if isinstance(one, Rejected) else one.source_uri for one in outcomes]  # type: ignore[attr-defined]
    assert len(set(addresses)) == len(addresses)
