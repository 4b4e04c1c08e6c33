"""Reading and decoding on real pages, which are kept beside the checkout and never in it."""

import gzip
import zipfile
from collections import Counter
from pathlib import Path

import pytest

from pipeline.decode import documents
from pipeline.outcome import Capture, Document, MediaType, Rejected
from pipeline.sources import list_inputs, read

PAGES = Path(__file__).parents[3] / "shared" / "pages"

pytestmark = [
    pytest.mark.real,
    pytest.mark.skipif(not PAGES.is_dir(), reason="the real pages are not kept beside this checkout"),
]


def documents_in(raw: Path) -> list[Document | Rejected]:
    listing = list_inputs(raw)
    outcomes: list[Document | Rejected] = []
    for source in listing.inputs:
        for outcome in read(source, listing.sidecars):
            outcomes += documents(outcome) if isinstance(outcome, Capture) else []
    return outcomes


def media_types(raw: Path) -> set[MediaType | None]:
    return {outcome.provenance.media_type for outcome in documents_in(raw)}


@pytest.mark.parametrize("folder", ["html", "legacy", "other"])
def test_every_saved_page_is_one_document_of_html(folder: str) -> None:
    files = [path for path in (PAGES / folder).iterdir() if path.suffix == ".html"]

    assert len(documents_in(PAGES / folder)) == len(files)
    assert media_types(PAGES / folder) == {MediaType.HTML}


def test_every_flattened_page_is_one_document_of_text() -> None:
    assert len(documents_in(PAGES / "text")) == len(list((PAGES / "text").iterdir()))
    assert media_types(PAGES / "text") == {MediaType.TEXT}


def test_no_style_of_flattened_text_is_taken_for_html() -> None:
    kinds = Counter(outcome.provenance.media_type for outcome in documents_in(PAGES / "text-styles"))

    assert kinds[MediaType.HTML] == 0


def test_every_file_that_a_crawler_appended_to_holds_two_documents() -> None:
    outcomes = documents_in(PAGES / "concatenated")

    assert [outcome.provenance.source_uri.partition("#")[2] for outcome in outcomes] == ["", "2"] * 3
    assert all(isinstance(outcome, Document) and outcome.utf8.endswith(b"</html>") for outcome in outcomes)


def test_a_page_appended_to_itself_is_twice_the_same_page(tmp_path: Path) -> None:
    for folder in ("html", "legacy", "other"):
        for path in (PAGES / folder).glob("*.html"):
            (tmp_path / path.name).write_bytes(path.read_bytes() * 2)

    outcomes = documents_in(tmp_path)

    firsts = [outcome.provenance.capture_id for outcome in outcomes[::2]]
    assert firsts == [outcome.provenance.capture_id for outcome in outcomes[1::2]]
    assert len(set(firsts)) == len(list(tmp_path.iterdir()))


def test_packed_and_archived_pages_are_the_pages(tmp_path: Path) -> None:
    (tmp_path / "packed").mkdir()
    with zipfile.ZipFile(tmp_path / "pages.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for path in (PAGES / "html").iterdir():
            archive.write(path, path.name)
            (tmp_path / "packed" / f"{path.name}.gz").write_bytes(gzip.compress(path.read_bytes(), 1))

    plain = Counter(outcome.provenance.capture_id for outcome in documents_in(PAGES / "html"))

    assert Counter(outcome.provenance.capture_id for outcome in documents_in(tmp_path / "packed")) == plain
    assert Counter(outcome.provenance.capture_id for outcome in documents_in(tmp_path / "pages.zip")) == plain
