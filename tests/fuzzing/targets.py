"""What the fuzzer throws bytes at; each target raises where one of its room's promises does not hold."""

from collections.abc import Callable, Mapping
from datetime import date

from pipeline.decode import documents
from pipeline.extract import extract
from pipeline.normalize.abstract_labels import category
from pipeline.normalize.citations import citation_parts
from pipeline.normalize.cited import cited
from pipeline.normalize.dates import electronic_date, printed_date
from pipeline.normalize.identifiers import doi, doi_of_link, emails, orcid, pmcid, pmid, pmid_of_link
from pipeline.normalize.text import clean
from pipeline.normalize.urls import absolute_url
from pipeline.outcome import Capture, Completing, Document, Extracted, Layout
from tests.fuzzing.promises import BrokenHere, hold
from tests.layouts.pubmed_2020.fragments.pieces import ADDRESS
from tests.layouts.pubmed_2020.pieces import heading, page
from tests.reading_plainly import both_ways
from tests.saved_pages import html_document, text_document

Target = Callable[[bytes], None]

_LEGACY_HEAD = (
    b'<html><head><meta name="ncbi_app" content="entrez"><meta name="ncbi_db" content="pubmed">'
    b'<meta name="ncbi_pdid" content="abstract"><meta name="ncbi_report" content="abstract"></head><body>'
)


def decoding(data: bytes) -> None:
    """Any file is cut into pages of clean UTF-8 or named rejections, and no page is lost between them."""
    found = documents(Capture(source_uri="a.html", body=data))
    if not found:
        raise BrokenHere("a file without any outcome")
    for document in found:
        if isinstance(document, Document):
            document.utf8.decode()
        else:
            hold(document)


def recognising(data: bytes) -> None:
    """A whole file, from its bytes to records or a reason."""
    for document in documents(Capture(source_uri="a.html", body=data)):
        hold(extract(document) if isinstance(document, Document) else document)


def page_of_2020(data: bytes) -> None:
    """Anything inside `<main>`: read from the bytes and from the tree, it says the same."""
    as_read, plainly = both_ways(page(f"{heading()}{_text(data)}"))
    hold(as_read)
    if as_read != plainly:
        raise BrokenHere("the fast way and the plain way differ")


def head_of_2020(data: bytes) -> None:
    """Anything in the head and in the heading."""
    hold(extract(html_document(_clean(page(heading(_text(data), _text(data)), _text(data))))))


def page_of_the_legacy_site(data: bytes) -> None:
    """Anything inside a page of before 2020."""
    hold(extract(html_document(_clean(_LEGACY_HEAD + data + b"</body></html>"))))


def flattened_page(data: bytes) -> None:
    """Anything between a title and a PMID."""
    hold(extract(text_document(f"Lantern kelp glows - PubMed\n{_text(data)}\nPMID: 90000001 DOI: 10.1000/k\n")))


def fetched_list(data: bytes) -> None:
    """An answer to a page's own script."""
    outcome = extract(html_document(_clean(data), url=ADDRESS))
    hold(outcome)
    if isinstance(outcome, Extracted) and outcome.layout is Layout.REFERENCES_FRAGMENT:
        raise BrokenHere("a fragment is no page")
    if isinstance(outcome, Completing) and not outcome.content_id:
        raise BrokenHere("an answer without a digest")


def rules_of_texts(data: bytes) -> None:
    """Citation, date and identifier rules give what the text says, and nothing else."""
    text = _text(data)
    for part in citation_parts(text):
        _promise_said(part, text)
    for found in emails(text):
        _promise_said(found, text)
    _promise_said(orcid(text), text.upper())
    _promise_said((pmcid(text) or "").removeprefix("PMC") or None, text)
    _promise_identifiers(text)
    _promise_date(text)
    tidy = clean(text)
    _promise_cited(tidy)
    if tidy != clean(tidy):
        raise BrokenHere("what is tidy gets tidied again")
    category(text)
    absolute_url(text)


def _promise_identifiers(text: str) -> None:
    for number in (pmid(text), pmid_of_link(text)):
        if number is not None and not 0 < number < 2**63:
            raise BrokenHere(f"no PMID: {number}")
    for identifier in (doi(text), doi_of_link(text)):
        if identifier is not None and (not identifier.startswith("10.") or identifier != identifier.lower()):
            raise BrokenHere(f"no DOI: {identifier}")


def _promise_cited(reference: str | None) -> None:
    """A reference is cut into parts, and nothing is put into one that it does not print."""
    work = cited(reference)
    for part in (work.authors, work.title, work.journal, work.volume, work.issue, work.pages):
        _promise_said(part, reference or "")
    _promise_said(work.printed_doi, (reference or "").lower())
    for number in (work.year, work.printed_pmid):
        _promise_said(None if number is None else f"{number}", reference or "")
    _promise_said((work.printed_pmcid or "").removeprefix("PMC") or None, reference or "")


def _promise_said(part: str | None, text: str) -> None:
    if part is not None and (not part or part not in text):
        raise BrokenHere(f"the text does not say {part!r}")


def _promise_date(text: str) -> None:
    printed = printed_date(text)
    if printed is not None and f"{printed.first_day.year:04}" not in (clean(text) or ""):
        raise BrokenHere(f"the text does not say {printed.first_day.year}")
    electronic = electronic_date(text)
    if electronic is not None and not isinstance(electronic, date):
        raise BrokenHere("no date")


def _text(data: bytes) -> str:
    """Bytes as decoding leaves them."""
    return data.decode("utf-8", "replace").replace("\0", "")


def _clean(data: bytes) -> bytes:
    return _text(data).encode()


TARGETS: Mapping[str, Target] = {
    "decode": decoding,
    "recognise": recognising,
    "pubmed-2020": page_of_2020,
    "pubmed-2020-head": head_of_2020,
    "pubmed-legacy": page_of_the_legacy_site,
    "flat-text": flattened_page,
    "fragments": fetched_list,
    "rules": rules_of_texts,
}
