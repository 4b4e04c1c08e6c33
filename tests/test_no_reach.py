"""Reading a page reaches for nothing: no address, no other file, no program, no object that somebody else has made."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from lxml import etree

from flows.plain import run_plain
from flows.run import Run
from pipeline.dataset import current_snapshot
from pipeline.extract import extract
from pipeline.outcome import Extracted
from tests.flows.pages import write_articles
from tests.layouts.pubmed_2020.pieces import heading
from tests.saved_pages import html_document, text_document

_OUTSIDE = (
    "socket.",
    "subprocess.",
    "os.system",
    "os.exec",
    "os.fork",
    "os.posix_spawn",
    "urllib.",
    "http.",
    "ftplib.",
)
_FOREIGN_OBJECTS = ("pickle.", "marshal.", "exec", "compile", "code.__new__", "ctypes.")
_FILES = ("open", "os.listdir", "os.scandir", "shutil.", "tempfile.")

_BAITS = {
    "the document type": '<!DOCTYPE html SYSTEM "{url}"><html>',
    "an entity of the document type": '<!DOCTYPE html [<!ENTITY bait SYSTEM "{url}"> %bait; ]><html>',
    "a parameter entity": '<!DOCTYPE html [<!ENTITY % bait SYSTEM "{url}"> %bait; ]><html>',
    "a style sheet of the document": '<?xml version="1.0"?><?xml-stylesheet type="text/xsl" href="{url}"?><html>',
    "a base address": '<html><head><base href="{url}"></head>',
}
"""What may stand in front of a page; `&bait;` stands in its title."""
_INSIDE = (
    '<script src="{url}"></script><script>fetch("{url}")</script><img src="{url}"><img srcset="{url} 2x">'
    '<link rel="stylesheet" href="{url}"><iframe src="{url}"></iframe><object data="{url}"></object>'
    '<embed src="{url}"><svg><use href="{url}#x"/><image xlink:href="{url}"/></svg><video poster="{url}"></video>'
    '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="{url}" parse="text"/>'
    '<meta http-equiv="refresh" content="0;url={url}"><div style="background:url({url})">a lantern</div>'
)


_seen: list[str] = []
_watched: list[tuple[str, ...]] = []


def _note(event: str, arguments: tuple[object, ...]) -> None:
    if _watched and event.startswith(_watched[-1]):
        _seen.append(f"{event} {arguments!r:.200}")


@cache
def _hooked() -> None:
    """A hook stays as long as the process, so there is one, and it mostly looks away."""
    sys.addaudithook(_note)


@contextmanager
def watched(*events: str) -> Iterator[list[str]]:
    """What the interpreter says of itself meanwhile, of events that begin like that."""
    _hooked()
    _seen.clear()
    _watched.append(events)
    try:
        yield _seen
    finally:
        _watched.pop()


@pytest.fixture
def asked() -> Iterator[list[str]]:
    """What a server was asked for, whose address is the first entry: C code says nothing to the interpreter."""
    asked: list[str] = []

    class Noting(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        def log_message(self, *_: object) -> None:
            """Stay silent."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Noting) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        asked.append(f"http://127.0.0.1:{server.server_port}/bait")
        yield asked
        server.shutdown()


@pytest.fixture
def pipe(tmp_path: Path) -> Path:
    """A pipe: whoever opens it to read waits, and can be found by opening it to write."""
    path = tmp_path / "bait"
    os.mkfifo(path)
    return path


def is_being_read(pipe: Path) -> bool:
    """Whether somebody has opened it."""
    try:
        os.close(os.open(pipe, os.O_WRONLY | os.O_NONBLOCK))
    except OSError:
        return False
    return True


def baited(front: str, url: str) -> bytes:
    """A page of an article with baits in front and inside."""
    tags = '<meta name="ncbi_app" content="pubmed"><meta name="ncbi_pdid" content="abstract">'
    title = '<h1 class="heading-title">'
    main = heading().replace(title, f"{title}&bait;") + f'<div class="abstract" id="abstract">{_INSIDE}</div>'
    page = (
        f'{front}<head>{tags}{_INSIDE}</head><body>{_INSIDE}<main class="article-details">{main}</main></body></html>'
    )
    return page.replace("{url}", url).encode()


@pytest.mark.parametrize("front", _BAITS)
def test_a_page_makes_the_parser_ask_no_server(front: str, asked: list[str]) -> None:
    page = html_document(baited(_BAITS[front], asked[0]))
    extract(page)

    with watched(*_OUTSIDE, *_FILES, *_FOREIGN_OBJECTS) as seen:
        outcome = extract(page)

    assert isinstance(outcome, Extracted)
    assert (asked[1:], seen) == ([], [])


@pytest.mark.parametrize("front", _BAITS)
def test_a_page_makes_the_parser_open_no_file(front: str, pipe: Path) -> None:
    found: list[object] = []
    page = html_document(baited(_BAITS[front], f"file://{pipe}"))
    reader = Thread(target=lambda: found.append(extract(page)), daemon=True)

    reader.start()
    reader.join(20)

    assert not is_being_read(pipe)
    assert isinstance(found[0], Extracted)


def test_a_flattened_page_reaches_for_nothing(asked: list[str]) -> None:
    page = text_document(
        f"Lantern kelp glows - PubMed\n{asked[0]}\n![x]({asked[0]})\n<img src={asked[0]}>\nPMID: 90000001"
    )
    extract(page)

    with watched(*_OUTSIDE, *_FILES, *_FOREIGN_OBJECTS) as seen:
        extract(page)

    assert (asked[1:], seen) == ([], [])


def test_a_whole_run_speaks_to_nobody_and_revives_no_object(tmp_path: Path) -> None:
    raw = write_articles(tmp_path / "raw", 2)
    run_plain(Run(raw=raw, output=tmp_path / "before", workers=1))

    with watched("socket.connect", "socket.getaddrinfo", "pickle.find_class", "urllib.", "subprocess.") as seen:
        run_plain(Run(raw=raw, output=tmp_path / "output", workers=1))
        current_snapshot(tmp_path / "output")

    assert seen == []


def test_a_parser_that_loads_entities_would_take_the_bait(pipe: Path) -> None:
    bait = f'<!DOCTYPE a [<!ENTITY bait SYSTEM "file://{pipe}">]><a>&bait;</a>'
    reader = Thread(target=lambda: etree.fromstring(bait, etree.XMLParser(resolve_entities=True)), daemon=True)

    reader.start()
    reader.join(1)

    assert is_being_read(pipe)


def test_what_reaches_is_seen(tmp_path: Path) -> None:
    with watched("open") as seen:
        (tmp_path / "secret").touch()
        (tmp_path / "secret").read_bytes()

    assert any("secret" in event for event in seen)
