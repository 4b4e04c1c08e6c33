"""What a file's name says."""

import pytest

from pipeline.sources import InputKind
from pipeline.sources.names import Compression, compression_of, ending_of, kind_of

PACKINGS = ["", ".gz", ".zst", ".bz2", ".xz"]


@pytest.mark.parametrize("packing", PACKINGS)
@pytest.mark.parametrize("ending", [".html", ".htm", ".txt", ".HTML", ".Txt"])
def test_a_page_is_known_by_its_ending(ending: str, packing: str) -> None:
    assert kind_of(f"90000001{ending}{packing.upper()}") is InputKind.PAGE


@pytest.mark.parametrize("ending", [".zip", ".tar", ".tgz", ".tbz2", ".txz", ".ZIP", *(".tar" + p for p in PACKINGS)])
def test_an_archive_is_known_by_its_ending(ending: str) -> None:
    assert kind_of(f"pages{ending}") is InputKind.ARCHIVE


@pytest.mark.parametrize("packing", PACKINGS)
@pytest.mark.parametrize("ending", [".warc", ".WARC", ".warc.wet"])
def test_a_warc_file_is_known_by_its_ending(ending: str, packing: str) -> None:
    assert kind_of(f"CC-MAIN-20231201-00001{ending}{packing}") is InputKind.WARC


@pytest.mark.parametrize("packing", PACKINGS)
@pytest.mark.parametrize("ending", [".jsonl", ".ndjson"])
def test_json_lines_are_known_by_their_ending(ending: str, packing: str) -> None:
    assert kind_of(f"pages{ending}{packing}") is InputKind.LINES


def test_a_parquet_file_is_known_by_its_ending() -> None:
    assert kind_of("pages.Parquet") is InputKind.PARQUET


@pytest.mark.parametrize("name", ["captures.jsonl", "dir/captures.jsonl"])
def test_what_a_crawler_noted_is_no_input(name: str) -> None:
    assert kind_of(name) is None


@pytest.mark.parametrize("name", ["a.pdf", "html", "a.html.bak", "a.gz", "a.zip.gz", "a.html\n", "", "a.xhtml"])
def test_any_other_ending_is_neither(name: str) -> None:
    assert kind_of(name) is None


@pytest.mark.parametrize("name", [".a.html", "__MACOSX/._a.html", ".git/a.html"])
def test_a_hidden_file_is_no_page(name: str) -> None:
    assert kind_of(name) is None
    assert ending_of(name) == "(hidden)"


@pytest.mark.parametrize(
    ("name", "compression"),
    [
        ("a.html", Compression.NONE),
        ("a.tar", Compression.NONE),
        ("a.html.GZ", Compression.GZIP),
        ("a.tgz", Compression.GZIP),
        ("a.tbz2", Compression.BZIP2),
        ("a.txt.xz", Compression.XZ),
        ("a.txz", Compression.XZ),
        ("a.tar.zst", Compression.ZSTD),
    ],
)
def test_the_last_ending_says_how_it_is_packed(name: str, compression: Compression) -> None:
    assert compression_of(name) is compression


@pytest.mark.parametrize(("name", "ending"), [("a.PDF", ".pdf"), ("README", "(no ending)"), ("a.b\nc", ".b%0Ac")])
def test_what_is_no_page_is_counted_by_a_printable_ending(name: str, ending: str) -> None:
    assert ending_of(name) == ending
