"""Archives made to do harm, read by one run: it ends well, reaches nothing, and their neighbours are published."""

import bz2
import gzip
import io
import json
import lzma
import struct
import tarfile
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

import pyarrow as pa
import pyarrow.parquet as pq

from tests.benchmarks.measure import cost_of
from tests.faults.running import captures_of, run_of
from tests.faults.sums import Sums
from tests.invented.article import Era
from tests.invented.html_2020 import render_html
from tests.invented.invent import invent
from tests.sources.crawled import answer, in_chunks, record, response
from tests.sources.test_reading import zstd

MOST_MEGABYTES = 1_024
_BOMB = bytes(256 * 2**20)
"""What a bomb unpacks to: four times what a page may have."""
_FIRST = 1_000
"""From here on, articles are in archives; those before are in the pages beside them."""
_HEAD = ("archive", "what became of it")

Archives = Mapping[str, bytes]


def hostile() -> Sums:
    """All of them in one folder, each beside a page of an article that is packed as it should be."""
    sums = Sums(_HEAD)
    archives = dict(_all())
    with TemporaryDirectory() as folder:
        raw, output = Path(folder, "in", "raw"), Path(folder, "in", "output")
        raw.mkdir(parents=True)
        for number, (name, body) in enumerate(archives.items(), 1):
            (raw / f"{number:02d}-{name}").write_bytes(body)
            (raw / f"{number:02d}-neighbour.html").write_bytes(_article(number))
        before = _tree(Path(folder), raw.parent)
        cost = cost_of(run_of(raw, output, "--workers", "1"))
        sums.expect(_tree(Path(folder), raw.parent) == before, "something was written beside the output")
        found = captures_of(output)
    for number, name in enumerate(archives, 1):
        sums.add(name, _became(found, f"{number:02d}-{name}"))
        sums.expect(found.get(f"{number:02d}-neighbour.html") == "parsed", f"the page beside {name} is not published")
    sums.expect(cost.peak_megabytes < MOST_MEGABYTES, f"the run took {cost.peak_megabytes:,.0f} MB")
    sums.add(f"all {len(archives)} in one run", f"{cost.wall_seconds:.0f} s, {cost.peak_megabytes:,.0f} MB at most")
    return sums


def _became(found: Mapping[str, str], name: str) -> str:
    told = Counter(became for uri, became in found.items() if uri == name or uri.startswith((f"{name}!", f"{name}#")))
    return ", ".join(f"{became}: {times:,}" for became, times in told.most_common()) or "nothing in it is a page"


def _tree(folder: Path, without: Path) -> list[str]:
    return sorted(str(path) for path in folder.rglob("*") if without not in (path, *path.parents))


def _page(number: int) -> bytes:
    """A page of the archives."""
    return _article(_FIRST + number)


def _article(seed: int) -> bytes:
    return render_html(invent(seed), Era.DECEMBER_2023).encode()


def _all() -> Iterator[tuple[str, bytes]]:
    yield from _bombs().items()
    yield from _paths().items()
    yield from _lies().items()
    yield from _numbers().items()
    yield from _crawls().items()
    yield from _rows().items()


# What unpacks to more than anybody wants


def _bombs() -> Archives:
    inner = _zip([("a.html", _BOMB)])
    return {
        "bomb.html.gz": gzip.compress(_BOMB, 9),
        "bomb.html.bz2": bz2.compress(_BOMB),
        "bomb.html.xz": lzma.compress(_BOMB, preset=0),
        "bomb.html.zst": zstd(_BOMB),
        "bomb-in-bomb.html.gz": gzip.compress(gzip.compress(_BOMB, 9), 9),
        "bomb.zip": inner,
        "bomb-bzip2.zip": _zip([("a.html", _BOMB)], zipfile.ZIP_BZIP2),
        "bomb-lzma.zip": _zip([("a.html", _BOMB)], zipfile.ZIP_LZMA),
        "nested-bombs.zip": _zip([(f"{number}.zip", inner) for number in range(16)]),
        "overlapping-bomb.zip": _overlapping(1_000),
        "bomb.tar.gz": gzip.compress(_tar([("a.html", _BOMB)]), 9),
        "zeros.tar.gz": gzip.compress(_BOMB, 9),
        "bomb.warc.gz": gzip.compress(record(answer(_BOMB)), 9),
        "bomb-in-answer.warc": record(answer(gzip.compress(_BOMB, 9), "Content-Encoding: gzip")),
        "twice-packed-answer.warc": record(
            answer(gzip.compress(gzip.compress(_BOMB, 9), 9), "Content-Encoding: gzip, gzip")
        ),
        "bomb.jsonl.gz": gzip.compress(b'{"html": "' + b"a" * len(_BOMB) + b'"}\n', 9),
    }


def _overlapping(entries: int) -> bytes:
    """Every entry of the directory is the same bytes, so that a small file holds as much as a large one."""
    whole = _zip([("a.html", bytes(2**20))])
    directory = whole.rindex(b"PK\x01\x02")
    end = whole.rindex(b"PK\x05\x06")
    entry = whole[directory:end]
    tail = struct.pack("<4sHHHHLLH", b"PK\x05\x06", 0, 0, entries, entries, len(entry) * entries, directory, 0)
    return whole[:directory] + entry * entries + tail


# Names that want to be somewhere else


def _paths() -> Archives:
    names = ("../../escaped.html", "/escaped.html", "C:\\escaped.html", "..\\..\\escaped.html", "a/\0b.html")
    return {
        "paths.zip": _zip([(name, _page(1)) for name in names]),
        "paths.tar": _tar([(name, _page(1)) for name in names[:4]]),
        "links.zip": _linked_zip("../../../etc/passwd"),
        "symbolic-links.tar": _linked(tarfile.SYMTYPE, "../../../../etc/passwd"),
        "hard-links.tar": _linked(tarfile.LNKTYPE, "/etc/passwd"),
        "link-then-file.tar": _linked(tarfile.SYMTYPE, "../..", [("linked.html/escaped.html", _page(1))]),
        "devices.tar": _linked(tarfile.CHRTYPE, ""),
        "pipes.tar": _linked(tarfile.FIFOTYPE, ""),
        "odd-names.zip": _zip(
            [(name, _page(1)) for name in ("\n.html", "\x1b[2J.html", "\u202elmth.html", "-rf.html")]
        ),
        "long-name.tar": _tar([("a" * 5_000 + ".html", _page(1))]),
        "deep-folders.zip": _zip([("a/" * 5_000 + "b.html", _page(1))]),
        "one-name.zip": _twice("same.html"),
    }


def _linked(kind: bytes, target: str, more: list[tuple[str, bytes]] | None = None) -> bytes:
    body = io.BytesIO()
    with tarfile.open(fileobj=body, mode="w") as archive:
        entry = tarfile.TarInfo("linked.html")
        entry.type, entry.linkname = kind, target
        archive.addfile(entry)
        for name, page in more or []:
            _add(archive, name, page)
    return body.getvalue()


def _linked_zip(target: str) -> bytes:
    entry = zipfile.ZipInfo("linked.html")
    entry.external_attr = 0o120777 << 16
    body = io.BytesIO()
    with zipfile.ZipFile(body, "w") as archive:
        archive.writestr(entry, target)
    return body.getvalue()


def _twice(name: str) -> bytes:
    one, other = _zip([(name, _page(1))]), _zip([("also.html", _page(2))])
    return one[: one.index(b"PK\x01\x02")] + other


# What says something about itself that is not so


def _lies() -> Archives:
    whole = _zip([("a.html", _page(1)), ("b.html", _page(2))])
    entry = whole.index(b"PK\x01\x02")
    packed = gzip.compress(_page(1))
    tar = _tar([("a.html", _page(1)), ("b.html", _page(2))])
    return {
        "wrong-checksum.zip": _with_changed(whole, entry + 16, b"\0\0\0\0"),
        "wrong-size.zip": _with_changed(whole, entry + 24, struct.pack("<L", 2**31)),
        "smaller-than-it-is.zip": _with_changed(whole, entry + 24, struct.pack("<L", 1)),
        "elsewhere.zip": _with_changed(whole, entry + 42, struct.pack("<L", 2**30)),
        "no-directory.zip": whole[: whole.index(b"PK\x01\x02")],
        "cut.zip": whole[: len(whole) // 2],
        "encrypted.zip": _with_changed(whole, entry + 8, b"\x01\0"),
        "unknown-method.zip": _with_changed(whole, entry + 10, b"\x63\0"),
        "no-archive.zip": _page(1),
        "wrong-checksum.html.gz": packed[:-8] + b"\0" * 8,
        "cut.html.gz": packed[: len(packed) // 2],
        "rubbish-behind.html.gz": packed + b"rubbish" * 1_000,
        "no-deflate.html.gz": packed[:10] + b"\xff" * 1_000,
        "cut.tar": tar[: len(tar) // 2],
        "size-below-zero.tar": tar[:124] + b"\xff" * 12 + tar[136:],
        "size-beyond-all.tar": tar[:124] + b"77777777777\0" + tar[136:],
        "window-beyond-all.html.zst": b"\x28\xb5\x2f\xfd\x00\xf8" + b"\xff" * 1_000,
        "memory-beyond-all.html.xz": _lzma_of_a_large_dictionary(),
    }


def _with_changed(whole: bytes, place: int, by: bytes) -> bytes:
    return whole[:place] + by + whole[place + len(by) :]


def _lzma_of_a_large_dictionary() -> bytes:
    filters = [{"id": lzma.FILTER_LZMA2, "dict_size": 2**20, "preset": 0}]
    packed = bytearray(lzma.compress(_page(1), filters=filters, check=lzma.CHECK_NONE))
    at = packed.index(b"\x21\x01", 12)
    packed[at + 2] = 40  # four gigabytes
    head = packed[12 : at + 8]
    packed[len(head) + 12 - 4 : len(head) + 12] = struct.pack("<L", zlib.crc32(head[:-4]))
    return bytes(packed)


# More of something than anybody counts


def _numbers() -> Archives:
    return {
        "many-members.zip": _zip([(f"{number}.html", b"") for number in range(20_000)]),
        "many-folders.tar": _tar([(f"{number}/", b"") for number in range(20_000)]),
        "many-packed-members.html.gz": gzip.compress(b"") * 50_000 + gzip.compress(_page(1)),
        "deeply-nested.zip": _nested(60),
    }


def _nested(depth: int) -> bytes:
    body = _zip([("a.html", _page(1))])
    for _ in range(depth):
        body = _zip([("inner.zip", body)])
    return body


# Crawls and rows


def _crawls() -> Archives:
    one = response(_page(1))
    return {
        "length-beyond-all.warc": one.replace(b"Content-Length: ", b"Content-Length: 9999999", 1),
        "length-below-zero.warc": one.replace(b"Content-Length: ", b"Content-Length: -", 1),
        "endless-header.warc": b"WARC/1.0\r\nX: " + b"a" * 2**24,
        "many-fields.warc": one.replace(b"\r\n", b"\r\nX: y" * 100_000 + b"\r\n", 1),
        "chunk-beyond-all.warc": record(answer(b"FFFFFFFFFFFFFFFF\r\nabc", "Transfer-Encoding: chunked")),
        "many-chunks.warc": record(answer(in_chunks(_page(1), 1), "Transfer-Encoding: chunked")),
        "foreign-address.warc": response(_page(1), "file:///etc/passwd"),
        "odd-address.warc": response(_page(1), "javascript:alert(1)//\x1b[2J"),
    }


def _rows() -> Archives:
    whole = _parquet()
    deep = b"[" * 100_000 + b"]" * 100_000
    return {
        "deep.jsonl": b'{"html": ' + deep + b"}\n" + json.dumps({"html": _page(1).decode()}).encode() + b"\n",
        "one-line.jsonl": b"[" * 2**24,
        "wrong-types.jsonl": b'{"html": 1}\n{"html": null}\n{"html": {}}\n"html"\nnull\n',
        "cut.parquet": whole[: len(whole) // 2],
        "wrong-footer.parquet": whole[:-8] + b"\xff\xff\xff\x7fPAR1",
        "overwritten.parquet": whole[:100] + b"\xff" * 2_000 + whole[2_100:],
    }


def _parquet() -> bytes:
    body = io.BytesIO()
    pq.write_table(pa.table({"html": [_page(number).decode() for number in (1, 2)]}), body)
    return body.getvalue()


# Made by hand


def _zip(members: list[tuple[str, bytes]], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    body = io.BytesIO()
    with zipfile.ZipFile(body, "w", method) as archive:
        for name, page in members:
            archive.writestr(name, page)
    return body.getvalue()


def _tar(members: list[tuple[str, bytes]]) -> bytes:
    body = io.BytesIO()
    with tarfile.open(fileobj=body, mode="w") as archive:
        for name, page in members:
            _add(archive, name, page)
    return body.getvalue()


def _add(archive: tarfile.TarFile, name: str, page: bytes) -> None:
    entry = tarfile.TarInfo(name)
    entry.size = len(page)
    archive.addfile(entry, io.BytesIO(page))
