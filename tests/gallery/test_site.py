"""The site: it builds without a warning, shows all documents, leads nowhere else than it says, and asks no other host."""

import re
import runpy
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

import nbformat
import pytest
from lxml import html

from tests.flows.command_line import CHECKOUT
from tests.gallery.conftest import Built
from tests.gallery.notebook import NOTEBOOK, bare, read

_FETCHED = "//script/@src | //link/@href | //img/@src | //iframe/@src | //source/@src | //object/@data | //embed/@src"
_STYLED = re.compile(r"""(?:url\(|@import)\s*["']?((?:https?:)?//[^"')\s]+)""")
_MACHINE = re.compile(r"/(?:home|root|tmp|work|Users|var)/")


def _pages(site: Path) -> Iterator[tuple[Path, html.HtmlElement]]:
    for path in sorted(site.rglob("*.html")):
        yield path, html.parse(path).getroot()


def _documents() -> set[str]:
    return {path.stem for path in (CHECKOUT / "docs").iterdir() if path.suffix in {".md", ".ipynb"}} - {"index"}


def _contents() -> Callable[[str], str]:
    contents: Callable[[str], str] = runpy.run_path(str(CHECKOUT / "docs" / "conf.py"))["_contents"]
    return contents


def _as_read(text: str) -> str:
    lines = [text]
    runpy.run_path(str(CHECKOUT / "docs" / "conf.py"))["_read"]("some-document", lines)
    return lines[0]


@pytest.mark.slow
@pytest.mark.xdist_group("site")
def test_the_site_builds_without_a_warning(built: Built) -> None:
    assert built.exit_code == 0, built.said


@pytest.mark.slow
@pytest.mark.xdist_group("site")
def test_every_document_has_its_place_in_the_contents(built: Built) -> None:
    linked = set(html.parse(built.site / "index.html").xpath("//nav//a/@href | //*[@class='sidebar-tree']//a/@href"))

    assert {f"{name}.html" for name in _documents()} <= linked


@pytest.mark.slow
@pytest.mark.xdist_group("site")
def test_the_site_fetches_nothing_from_another_host(built: Built) -> None:
    fetched = [(path.name, url) for path, page in _pages(built.site) for url in page.xpath(_FETCHED)]
    styles = [
        (path.name, url)
        for path in built.site.rglob("*")
        if path.suffix in {".html", ".css"}
        for url in _STYLED.findall(path.read_text(encoding="utf-8"))
    ]

    assert fetched
    assert not [(name, url) for name, url in fetched if urlsplit(url).netloc]
    assert not styles


@pytest.mark.slow
@pytest.mark.xdist_group("site")
def test_every_link_inside_the_site_leads_somewhere(built: Built) -> None:
    places = {path: {str(found) for found in page.xpath("//@id")} for path, page in _pages(built.site)}
    missing = [
        (path.name, url)
        for path, page in _pages(built.site)
        for url in page.xpath("//a/@href")
        if not urlsplit(url).scheme and not _leads_somewhere(path, url, places)
    ]

    assert places
    assert not missing


def _leads_somewhere(path: Path, url: str, places: dict[Path, set[str]]) -> bool:
    parts = urlsplit(url)
    there = (path.parent / unquote(parts.path)).resolve() if parts.path else path
    return there.exists() and (not parts.fragment or unquote(parts.fragment) in places.get(there, set()))


@pytest.mark.slow
@pytest.mark.xdist_group("site")
def test_the_notebook_runs_from_top_to_bottom(built: Built) -> None:
    cells = [cell for cell in nbformat.read(built.executed, as_version=4).cells if cell.cell_type == "code"]

    assert [cell.execution_count for cell in cells] == list(range(1, len(cells) + 1))
    assert not [out for cell in cells for out in cell.outputs if out.output_type == "error"]


@pytest.mark.slow
@pytest.mark.xdist_group("site")
def test_the_site_shows_what_the_notebook_answered(built: Built) -> None:
    page = html.parse(built.site / "pages-to-answers.html").getroot()
    text = " ".join(page.text_content().split())

    assert "state 1: 14 articles, and still 14 when one was forgotten; now there are 13" in text
    assert page.xpath("//*[contains(@class, 'cell_output')]//*[local-name() = 'svg'] | //img[contains(@src, '.svg')]")


def test_the_notebook_is_kept_without_outputs() -> None:
    assert NOTEBOOK.read_text(encoding="utf-8") == bare(read())


def test_the_notebook_names_no_place_of_a_machine() -> None:
    assert not _MACHINE.findall(NOTEBOOK.read_text(encoding="utf-8"))


def test_the_contents_leave_out_a_document_that_is_not_there() -> None:
    assert "unwritten" not in _contents()("```{toctree}\n\ntour\nunwritten\n```\n")


def test_a_document_that_the_contents_do_not_name_stands_at_their_end() -> None:
    assert _contents()("```{toctree}\n\ntour\n*\n```\n").split()[2:-1] == sorted(_documents() - {"tour"})


def test_a_link_to_the_readme_leads_to_the_manual() -> None:
    assert _as_read("[SQL](../README.md#sql)") == "[SQL](manual.md#sql)"


def test_a_link_to_a_folder_of_the_repository_is_its_words() -> None:
    assert _as_read("See [the sample pages](../raw) and [one](../raw/99000001.html).") == (
        "See the sample pages and [one](../raw/99000001.html)."
    )
