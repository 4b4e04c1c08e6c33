"""All references of an article, as the button `Show all 28 references` gets them."""

from collections.abc import Iterator

from pipeline.errors import NothingListed, Truncated
from pipeline.layouts.pubmed_2020.references import LIST, NOTES, extract_references
from pipeline.markup.select import has_class, many
from pipeline.markup.tree import Element
from pipeline.page import ArticlePage


def read_references(body: Element) -> ArticlePage:
    """The references; Truncated where they are the first ones of a page, or have lost the beginning of their list."""
    if any(_is_outside(notes) for notes in many(body, "ol", NOTES)):
        raise Truncated("it is cut in front: references stand outside of their list")
    references = extract_references(body)
    if not references.listed:
        raise NothingListed("the answer lists no reference")
    if (references.stated_count or 0) > len(references.listed):
        raise Truncated("only the first references of a page, which says that there are more")
    return ArticlePage(references=references.listed, filled_blocks=("references",))


def owners(_: Element) -> Iterator[str]:
    """No link of a reference says by which article it is cited."""
    return iter(())


def _is_outside(notes: Element) -> bool:
    return not any(has_class(around, LIST) for around in notes.iterancestors("ol"))
