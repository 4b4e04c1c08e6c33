"""Documents for tests: a page as it stands after reading and decoding."""

from hashlib import sha256

from pipeline.outcome import Document, MediaType, Provenance


def html_document(page: str | bytes, source_uri: str = "page.html", url: str | None = None) -> Document:
    """A page of HTML."""
    return _document(page, source_uri, MediaType.HTML, url)


def text_document(text: str, source_uri: str = "page.txt") -> Document:
    """A page that was flattened to text."""
    return _document(text, source_uri, MediaType.TEXT)


def _document(page: str | bytes, source_uri: str, media_type: MediaType, url: str | None = None) -> Document:
    utf8 = page.encode() if isinstance(page, str) else page
    provenance = Provenance(
        source_uri=source_uri,
        capture_id=sha256(utf8).hexdigest(),
        size=len(utf8),
        url=url,
        media_type=media_type,
        encoding="utf-8",
    )
    return Document(provenance, utf8)
