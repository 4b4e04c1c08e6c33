"""A parser that makes other records out of the same pages has another version: by it a run knows what to read again.

`parser_versions.json` names the records that each version makes of the invented pages. A change that these pages show
makes a test fail until the version is raised and the new digest is written down beside it.
"""

import json
from collections.abc import Iterator
from hashlib import blake2b
from pathlib import Path

import pytest

from pipeline.classify import RECOGNISER_VERSION
from pipeline.extract import PARSER_VERSIONS, extract, reader_of
from pipeline.outcome import Document, Extracted, Outcome, Rejected
from tests.invented.article import Era
from tests.invented.html_2020 import render_html
from tests.invented.invent import invent
from tests.invented_legacy.abstract_plus import print_abstract_plus
from tests.invented_legacy.articles import EARLY, LATE, MIDDLE
from tests.invented_legacy.report import YEAR_2013, YEAR_2017, print_report
from tests.saved_pages import html_document, text_document

_PINNED = Path(__file__).with_name("parser_versions.json")
_KEPT_TEXTS = Path(__file__).parent / "layouts" / "flat_text" / "kept"
_OTHER_PAGES = ("recaptcha.html", "search-results.html", "server-error.html")
_OF_THE_CAPTURE = frozenset({"capture_id", "source_uri", "url", "captured_at", "parser_version"})
_SEEDS = range(1, 41)


def _pages() -> Iterator[Document]:
    for era in Era:
        yield from (html_document(render_html(invent(seed), era)) for seed in _SEEDS)
    yield html_document(print_abstract_plus(EARLY))
    yield html_document(print_report(MIDDLE, YEAR_2013))
    yield html_document(print_report(LATE, YEAR_2017))
    yield from (text_document(path.read_text(encoding="utf-8")) for path in sorted(_KEPT_TEXTS.glob("*/page.txt")))
    yield from (html_document(Path("raw", name).read_bytes()) for name in _OTHER_PAGES)


def _said(outcome: Outcome) -> str:
    """All that an outcome publishes, but for where the page came from."""
    if isinstance(outcome, Rejected):
        return f"{outcome.reason.value} {outcome.detail}"
    if not isinstance(outcome, Extracted):
        return f"{outcome.content_id} {outcome.warnings}"
    row = outcome.assembled.article._asdict()
    own = {name: value for name, value in row.items() if name not in _OF_THE_CAPTURE}
    return f"{own} {outcome.assembled.text} {outcome.assembled.content_id} {outcome.warnings}"


def _digests() -> dict[str, str]:
    digests = {version: blake2b(digest_size=8) for version in (*PARSER_VERSIONS.values(), RECOGNISER_VERSION)}
    for outcome in map(extract, _pages()):
        digests[str(reader_of(outcome))].update(_said(outcome).encode("utf-8", "surrogatepass"))
    return {version: digest.hexdigest() for version, digest in digests.items()}


@pytest.mark.parametrize("version", sorted({*PARSER_VERSIONS.values(), RECOGNISER_VERSION}))
def test_a_version_makes_the_records_that_it_always_made(version: str, now: dict[str, str]) -> None:
    pinned: dict[str, str] = json.loads(_PINNED.read_text(encoding="utf-8"))

    assert pinned.get(version) == now[version], (
        f"{version} makes other records of the invented pages than before: raise the version where it is declared "
        f'and write "{version.rpartition("/")[0]}/<new>": "{now[version]}" into {_PINNED.name}'
    )


@pytest.fixture(scope="module")
def now() -> dict[str, str]:
    return _digests()
