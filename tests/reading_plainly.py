"""The plain way to a page's records: every section by its tree, none from the bytes."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn
from unittest.mock import patch

from pipeline.extract import extract
from pipeline.layouts.pubmed_2020 import reading
from pipeline.markup.template import Unusual
from pipeline.outcome import Outcome
from tests.saved_pages import html_document


def both_ways(page: bytes) -> tuple[Outcome, Outcome]:
    """What becomes of a page, as it is read and plainly; its bytes are such as decoding leaves, UTF-8 without NULs."""
    utf8 = page.decode("utf-8", "replace").replace("\0", "").encode()
    as_read = extract(html_document(utf8))
    with _plainly():
        return as_read, extract(html_document(utf8))


@contextmanager
def _plainly() -> Iterator[None]:
    with patch.object(reading, "take_usual", _take_nothing):
        yield


def _take_nothing(_: bytes) -> NoReturn:
    raise Unusual("nothing is read from the bytes")
