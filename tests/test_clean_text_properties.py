"""What holds of every article's clean text: on records of any text, and on generated pages of every layout."""

import re
from collections import Counter
from dataclasses import replace
from functools import cache
from operator import attrgetter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.clean_text import clean_text
from pipeline.extract import extract
from pipeline.outcome import Extracted
from pipeline.page import ArticlePage
from pipeline.tables import SECTION_TABLES
from tests.boilerplate_lines import boilerplate_in
from tests.invented.article import Era
from tests.invented.flattened import render_flat_text
from tests.invented.html_2020 import render_html
from tests.invented.invent import invent
from tests.invented_legacy.articles import EARLY, LATE, MIDDLE
from tests.saved_pages import html_document, text_document
from tests.test_clean_text import figure, part, reference

words = st.text("ab .:é[", min_size=1).map(str.strip).filter(bool)
maybe = st.none() | words
pages = st.builds(
    ArticlePage,
    pmid=st.none() | st.integers(1, 9),
    title=maybe,
    journal_abbreviation=maybe,
    citation=maybe,
    doi=maybe,
    copyright=maybe,
    funding=maybe,
    plain_language_summary=maybe,
    conflict_of_interest=maybe,
    keywords=st.lists(words, max_size=3).map(tuple),
    abstract_sections=st.lists(
        st.builds(part, st.sampled_from(["eng", "fra"]), st.just(1), words, maybe), max_size=4
    ).map(tuple),
    figures=st.lists(st.builds(figure, maybe, maybe, words), max_size=3).map(tuple),
    references=st.lists(st.builds(reference, maybe, maybe), max_size=4).map(tuple),
)


@given(pages)
def test_no_text_of_the_records_is_lost(page: ArticlePage) -> None:
    text = clean_text(page)

    assert [own for own in own_texts(page) if own not in text] == []


@given(pages)
def test_the_text_is_tidy(page: ArticlePage) -> None:
    text = clean_text(page)

    assert text == text.strip()
    assert "\n\n\n" not in text
    assert [line for line in text.splitlines() if line != line.strip()] == []


@cache
def generated_outcome(seed: int, rendering: str) -> Extracted:
    article = invent(seed)
    if rendering == FLATTENED:
        found = extract(text_document(render_flat_text(article)))
    else:
        found = extract(html_document(render_html(article, Era(rendering))))
    assert isinstance(found, Extracted), found
    return found


def generated(seed: int, rendering: str) -> ArticlePage:
    return generated_outcome(seed, rendering).page


SEEDS = range(1, 101)
FLATTENED = "flattened"
IMAGE_IN_WORDS = "formula image "
"""What the extractor writes for an image inside a sentence."""
RENDERINGS = [*(era.value for era in Era), FLATTENED]
every_rendering = pytest.mark.parametrize("rendering", RENDERINGS)
every_seed = pytest.mark.parametrize("seed", SEEDS)


def own_texts(page: ArticlePage) -> list[str]:
    """What must be in the clean text character for character."""
    captions = [text for shown in page.figures for text in (shown.label, shown.title, shown.caption)]
    abstracts = [text for section in page.abstract_sections for text in (section.label, section.text)]
    statements = [page.plain_language_summary, page.copyright, page.conflict_of_interest, page.funding]
    cited = [shown.text for shown in page.references]
    return [text for text in (page.title, *abstracts, *statements, *captions, *cited, *page.keywords) if text]


def all_texts(page: ArticlePage) -> list[str]:
    """Every text of the records that the clean text may hold, the longest first."""
    byline = [page.article_language, page.journal_abbreviation, page.journal_title, page.citation, page.doi]
    numbers = [page.secondary_date, page.pmcid, None if page.pmid is None else str(page.pmid)]
    people = [*(one.name for one in page.authors), *(one.text for one in page.affiliations)]
    terms = [*page.publication_types, *page.supplementary_concepts, *(one.name for one in page.substances)]
    headings = [text for one in page.mesh_terms for text in (one.descriptor, one.qualifier)]
    entries = [text for one in page.associated_data for text in (one.databank, one.accession)]
    titles = [one.list_title for one in page.references]
    grants = [one.text for one in page.grants]
    other = [*byline, *numbers, *people, *terms, *headings, *entries, *titles, *grants]
    return sorted({*own_texts(page), *(text for text in other if text)}, key=len, reverse=True)


HEADING = re.compile(
    r"^(?:(?:Abstract|Plain language summary|Conflict of interest statement|Figures|References|Grants and funding)$"
    r"|(?:Keywords|Publication types|MeSH terms|Substances|Supplementary concepts|Associated data):"
    r"|\[Article in )|\bdoi:|\bPMID:|\bPMCID:",
    re.MULTILINE,
)
JOINTS = re.compile(r"[\s.,:;/\]\x00]*")


def left_over(page: ArticlePage) -> str:
    """What of the clean text is neither in the records nor a heading nor a joint."""
    rest = clean_text(page)
    for text in all_texts(page):
        rest = rest.replace(text, "\x00")
    return JOINTS.sub("", HEADING.sub("\x00", rest))


@every_rendering
@every_seed
def test_nothing_is_in_it_that_is_not_in_the_records(seed: int, rendering: str) -> None:
    assert left_over(generated(seed, rendering)) == ""


@every_rendering
@every_seed
def test_title_abstract_captions_and_references_are_in_it_character_for_character(seed: int, rendering: str) -> None:
    page = generated(seed, rendering)
    text = clean_text(page)

    assert page.title
    assert [own for own in own_texts(page) if own not in text] == []


@every_rendering
@every_seed
def test_no_block_is_doubled(seed: int, rendering: str) -> None:
    counted = Counter(blocks_of(generated(seed, rendering)))

    assert [block for block, count in counted.items() if count > 1] == []


@every_rendering
@every_seed
def test_no_other_article_and_nothing_of_the_site_is_in_it(seed: int, rendering: str) -> None:
    page = generated(seed, rendering)
    text = clean_text(page)

    assert [other.text for other in page.related_articles if other.text in text] == []
    assert boilerplate_in(text) == []


@pytest.mark.parametrize("page", [EARLY, MIDDLE, LATE], ids=["2009", "2013", "2017"])
def test_a_page_of_an_older_layout_keeps_the_same_promises(page: ArticlePage) -> None:
    text = clean_text(page)

    assert left_over(page) == ""
    assert [own for own in own_texts(page) if own not in text] == []
    assert [other.text for other in page.related_articles if other.text in text] == []
    assert boilerplate_in(text) == []


def from_rows(found: Extracted) -> ArticlePage:
    """What the published rows of an article alone tell of it, in the order of their tables."""
    row = found.assembled.article._asdict()
    said = {name: row[name] for name in ArticlePage.__dataclass_fields__ if row.get(name) is not None}
    sections = {table.name: getattr(found.page, table.name) for table in SECTION_TABLES}
    ordered = {
        table.name: tuple(sorted(sections[table.name], key=attrgetter(*table.order))) for table in SECTION_TABLES
    }
    return ArticlePage(**(said | ordered))


@every_rendering
@every_seed
def test_the_published_rows_of_an_article_give_its_text_again(seed: int, rendering: str) -> None:
    found = generated_outcome(seed, rendering)

    assert clean_text(from_rows(found)) == found.assembled.text


def matter(page: ArticlePage) -> list[str]:
    """The blocks from the abstract to the references: what every rendering keeps."""
    kept = replace(page, pmid=None, pmcid=None, copyright=None, publication_types=(), mesh_terms=(), substances=())
    return blocks_of(
        replace(kept, authors=(), affiliations=(), supplementary_concepts=(), grants=(), associated_data=())
    )


@every_seed
def test_a_page_says_the_same_in_both_eras_of_its_markup(seed: int) -> None:
    assert matter(generated(seed, Era.DECEMBER_2023.value)) == matter(generated(seed, Era.MARCH_2026.value))


@every_seed
def test_a_flattened_page_says_what_is_left_of_it_in_the_same_blocks(seed: int) -> None:
    whole = matter(generated(seed, Era.DECEMBER_2023.value))
    left = [block.replace(IMAGE_IN_WORDS, "") for block in matter(generated(seed, FLATTENED))]

    assert [block for block in left if block not in whole] == []
    assert left == [block for block in whole if block in left]


def blocks_of(page: ArticlePage) -> list[str]:
    return clean_text(page).split("\n\n")
