"""Files of XML, also such as nobody should have sent: read article by article, or refused with the file's name."""

import bz2
import gzip
import socket
from pathlib import Path

import pytest

from pipeline.comparing.files import xml_files
from pipeline.comparing.parsing import articles_in
from pipeline.errors import SourceError
from tests.comparing.sides import records
from tests.comparing.written import xml_of

ONE = "<PubmedArticle><MedlineCitation><PMID>{}</PMID></MedlineCitation></PubmedArticle>"


def _set(inner: str, before: str = "") -> bytes:
    return f'<?xml version="1.0"?>{before}<PubmedArticleSet>{inner}</PubmedArticleSet>'.encode()


def _written(folder: Path, body: bytes, name: str = "some.xml") -> Path:
    path = folder / name
    path.write_bytes(body)
    return path


def _pmids(path: Path) -> list[str | None]:
    return [element.findtext("MedlineCitation/PMID") for element in articles_in(path)]


@pytest.mark.parametrize(("name", "pack"), [("a.xml", bytes), ("a.xml.gz", gzip.compress), ("a.XML.bz2", bz2.compress)])
def test_packed_files_are_read_as_others(tmp_path: Path, name: str, pack: type[bytes]) -> None:
    path = _written(tmp_path, pack(xml_of([records(1), records(2)])), name)

    assert _pmids(path) == ["90000001", "90000002"]


def test_an_article_is_empty_when_the_next_one_comes(tmp_path: Path) -> None:
    path = _written(tmp_path, _set("".join(ONE.format(n) for n in range(3)) + "<DeleteCitation/>"))

    first, *rest = articles_in(path)

    assert [first.findtext("MedlineCitation/PMID"), *(len(one) for one in rest)] == [None, 0, 0]
    assert first.getparent() is None


BILLION = "<!DOCTYPE PubmedArticleSet [" + "".join(
    f"<!ENTITY l{n + 1} '{f'&l{n};' * 10}'>" for n in range(9)
) + "<!ENTITY l0 'ha'>]>"  # fmt: skip
USING = (
    "<PubmedArticle><MedlineCitation><PMID>1</PMID><CoiStatement>{}</CoiStatement></MedlineCitation></PubmedArticle>"
)
HOSTILE = {
    "billion laughs": (_set(USING.format("&l9;"), BILLION), "entity|amplification|entities"),
    "laughs in an attribute": (_set(f"<PubmedArticle a='{'&l9;' * 9}'/>", BILLION), "no whole XML"),
    "an unknown entity": (_set(USING.format("&nbsp;")), "no whole XML|entity"),
    "no XML": (b"PMID- 90000001\nTI  - Lamps.\n", "no whole XML"),
    "a page": (b"<html><body><p>Lamps.</p></body></html>", "first element is html"),
    "nothing": (b"", "no whole XML"),
    "cut": (_set(ONE.format(1))[:-30], "no whole XML"),
    "deep": (_set("<PubmedArticle>" + "<i>" * 300 + "</i>" * 300 + "</PubmedArticle>"), "no whole XML"),
    "a long text": (_set(USING.format("ha" * 6_000_000)), "no whole XML"),
    "another encoding than it says": (b'<?xml version="1.0" encoding="utf-8"?><PubmedArticleSet>\xff', "no whole XML"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_by_name(tmp_path: Path, name: str) -> None:
    body, why = HOSTILE[name]
    path = _written(tmp_path, body, "evil.xml")

    with pytest.raises(SourceError, match=rf"evil\.xml: .*(?:{why})"):
        _pmids(path)


def test_a_packed_file_that_was_cut_is_refused_by_name(tmp_path: Path) -> None:
    packed = gzip.compress(xml_of([records(1)]))
    path = _written(tmp_path, packed[: len(packed) // 2], "cut.xml.gz")

    with pytest.raises(SourceError, match=r"cut\.xml\.gz: its compressed bytes are cut short"):
        _pmids(path)


def test_blanks_without_end_are_refused_before_they_fill_the_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipeline.comparing.parsing.MOST_BYTES", 200_000)
    path = _written(tmp_path, gzip.compress(_set(ONE.format(1) + " " * 400_000)), "bomb.xml.gz")

    with pytest.raises(SourceError, match=r"bomb\.xml\.gz: more than 200,000 bytes"):
        _pmids(path)


@pytest.mark.parametrize("place", ["file://{}", "http://127.0.0.1:{}/a"])
def test_nothing_else_is_read_or_asked_for(tmp_path: Path, place: str) -> None:
    secret = _written(tmp_path, b"secret", "secret.txt")
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0)
        uri = place.format(secret if "file" in place else server.getsockname()[1])
        doctype = f"<!DOCTYPE PubmedArticleSet SYSTEM '{uri}' [<!ENTITY x SYSTEM '{uri}'>]>"
        used = _written(tmp_path, _set(USING.format("&x;"), doctype), "used.xml")
        unused = _written(tmp_path, _set(ONE.format(7), doctype), "unused.xml")

        with pytest.raises(SourceError, match=r"used\.xml: an article uses an entity"):
            _pmids(used)
        assert _pmids(unused) == ["7"]
        with pytest.raises(BlockingIOError):
            server.accept()


def test_a_folder_stands_for_its_files_of_xml_in_the_order_of_their_names(tmp_path: Path) -> None:
    (tmp_path / "z").mkdir()
    early, late = _written(tmp_path / "z", b"", "n0001.xml.gz"), _written(tmp_path, b"", "n0002.xml")
    _written(tmp_path, b"", "n0001.xml.gz.md5")

    assert xml_files([tmp_path, late]) == (early, late)


def test_a_place_where_nothing_is_is_named(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="nowhere: there is no such"):
        xml_files([tmp_path / "nowhere"])
