"""Damage that loses nothing loses no record of a real page; a cut real page says nothing that the whole one does not."""

import warnings
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from random import Random

import pytest
from bs4 import BeautifulSoup, XMLParsedAsHTMLWarning

from pipeline.decode import documents
from pipeline.extract import extract
from pipeline.outcome import Capture, Document, Extracted, Reason, Rejected
from tests.conftest import REAL_PAGES
from tests.invented_legacy.disturbing import DISTURBANCES, with_indents
from tests.samples import some
from tests.saved_pages import html_document
from tests.test_damage import (
    misread,
    outcome,
    values_of,
    with_extension_spans,
    with_fonts,
    with_loud_tags,
    with_marks,
    with_other_indents,
    with_single_quotes,
    with_windows_line_ends,
    with_wrapped_lists,
)

pytestmark = pytest.mark.real

FOLDERS = ("html", "legacy")
TREES = 3
"""Of so many pages one is written anew from its tree, which takes a quarter of a second."""
CUTS = {"html": 12, "legacy": 120}
"""Places at which each page is cut; of older pages there are few."""


def as_parsed_and_written(page: str) -> str:
    """The page as its tree is written: entities resolved, other quotes, every element closed, no blanks in tags."""
    with warnings.catch_warnings(action="ignore", category=XMLParsedAsHTMLWarning):
        return str(BeautifulSoup(page, "lxml"))


def of_text(disturb: Callable[[bytes], bytes]) -> Callable[[str], str]:
    def change(page: str) -> str:
        return disturb(page.encode()).decode()

    change.__name__ = disturb.__name__
    return change


DAMAGE = {
    "html": (
        with_marks, with_fonts, with_extension_spans, with_wrapped_lists, with_single_quotes, with_loud_tags,
        with_other_indents, with_windows_line_ends, of_text(with_indents),
    ),
    "legacy": (*map(of_text, DISTURBANCES), with_single_quotes),
}  # fmt: skip
KINDS = [
    pytest.param(folder, kind, id=f"{folder}-{kind.__name__}") for folder, kinds in DAMAGE.items() for kind in kinds
]


EVERY = {"html": 4, "legacy": 1}
"""Of so many pages one is damaged in each way."""


def pages(folder: str) -> Iterator[Path]:
    return iter(some(sorted((REAL_PAGES / folder).glob("*.html")), EVERY[folder]))


@cache
def whole(path: Path) -> Extracted:
    found = extract(html_document(path.read_bytes()))
    assert isinstance(found, Extracted), found
    return found


@pytest.mark.parametrize(("folder", "damage"), KINDS)
def test_damage_that_loses_nothing_changes_no_record(folder: str, damage: Callable[[str], str]) -> None:
    differing = []
    for path in pages(folder):
        found = outcome(damage(path.read_text(encoding="utf-8")))
        if not isinstance(found, Extracted) or found.page != whole(path).page:
            differing.append(path.name)

    assert differing == []


@pytest.mark.parametrize("path", [*list(pages("html"))[::TREES], *pages("legacy")], ids=lambda path: path.stem)
def test_a_page_that_was_written_from_its_tree_shows_the_same_article(path: Path) -> None:
    found = outcome(as_parsed_and_written(path.read_text(encoding="utf-8")))

    assert isinstance(found, Extracted), found
    assert found.page == whole(path).page


@pytest.mark.parametrize("encoding", ["windows-1252", "iso-8859-1"])
@pytest.mark.parametrize("folder", FOLDERS)
def test_a_page_that_was_read_in_a_wrong_encoding_shows_the_same_article(folder: str, encoding: str) -> None:
    differing = []
    for path in pages(folder):
        (document,) = documents(Capture(source_uri="a.html", body=misread(path.read_text(encoding="utf-8"), encoding)))
        found = extract(document) if isinstance(document, Document) else document
        if not isinstance(found, Extracted) or found.page != whole(path).page:
            differing.append(path.name)

    assert differing == []


@pytest.mark.parametrize("folder", CUTS)
def test_a_page_cut_anywhere_says_nothing_that_the_whole_page_does_not_say(folder: str) -> None:
    invented = {}
    for path in pages(folder):
        body, said = path.read_bytes(), values_of(whole(path))
        places = Random(path.stem)
        for end in (places.randrange(len(body)) for _ in range(CUTS[folder])):
            found = outcome(body[:end])
            if isinstance(found, Rejected):
                assert found.reason in {Reason.TRUNCATED, Reason.NOT_PUBMED, Reason.UNSUPPORTED_LAYOUT}, (
                    path.name,
                    end,
                    found,
                )
                continue
            assert isinstance(found, Extracted), (path.name, end)
            more = {name: values - said.get(name, set()) for name, values in values_of(found).items()}
            invented[f"{path.name} at {end}"] = {name: values for name, values in more.items() if values}

    assert {name: values for name, values in invented.items() if values} == {}
