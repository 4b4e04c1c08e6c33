"""The generator of invented pages is itself tested: what it writes must be what it says."""

from collections import Counter
from collections.abc import Callable

import pytest
from lxml import etree, html

from tests.invented.article import AbstractForm, AuthorDetail, Era, FreeLabel, InventedArticle
from tests.invented.flat_records import expected_flat_records
from tests.invented.flattened import render_flat_text
from tests.invented.html_2020 import render_html
from tests.invented.invent import invent
from tests.invented.marked_text import Tag, Text, as_words
from tests.invented.matter import LinkKind, listed
from tests.invented.records import Records, expected_records
from tests.invented.samples import flattened_samples, samples

SEEDS = range(1, 301)
TABLES = {
    "articles", "authors", "affiliations", "abstract_sections", "figures", "references", "mesh_terms", "substances",
    "grants", "related_articles", "full_text_links", "associated_data",
}  # fmt: skip


@pytest.fixture(scope="module")
def articles() -> list[InventedArticle]:
    """The articles of the first three hundred seeds."""
    return [invent(seed) for seed in SEEDS]


def _tags(text: Text) -> set[str]:
    """The names of all elements inside a text."""
    found: set[str] = set()
    for part in text:
        if isinstance(part, Tag):
            found |= {part.name} | _tags(part.content)
    return found


def _has_blank_between_elements(text: Text) -> bool:
    """PubMed's own blank, as in `p<i>K</i> <sub>a</sub>`."""
    return any(
        isinstance(before, Tag) and blank == " " and isinstance(after, Tag)
        for before, blank, after in zip(text, text[1:], text[2:], strict=False)
    )


def _abstract_texts(article: InventedArticle) -> list[Text]:
    return [part.text for abstract in article.abstracts for part in abstract.parts]


def _languages(article: InventedArticle) -> set[str]:
    return {abstract.language for abstract in article.abstracts}


def _labels(article: InventedArticle) -> list[str | None]:
    return [part.label for abstract in article.abstracts[:1] for part in abstract.parts]


def _link_targets(article: InventedArticle) -> list[str]:
    return [
        link.target for _, reference in listed(article.references) for note in reference.notes for link in note.links
    ]


TRAPS: dict[str, Callable[[InventedArticle], bool]] = {
    "no authors": lambda a: not a.authors,
    "one author": lambda a: len(a.authors) == 1,
    "many authors": lambda a: len(a.authors) >= 12,
    "group author among people": lambda a: any(author.is_collective for author in a.authors[:-1]),
    "collaborators": lambda a: bool(a.collaborations) and a.author_detail is AuthorDetail.PRINTED,
    "authors fetched by a script": lambda a: a.author_detail is AuthorDetail.FETCHED,
    "equal contribution": lambda a: any(author.contributed_equally for author in a.authors),
    "several affiliations of one author": lambda a: any(len(author.affiliations) > 1 for author in a.authors),
    "single affiliation": lambda a: len(a.affiliations) == 1,
    "two e-mail addresses": lambda a: any(len(place.emails) > 1 for place in a.affiliations),
    "no abstract": lambda a: not a.abstracts and not a.keywords,
    "no abstract but keywords": lambda a: not a.abstracts and bool(a.keywords),
    "abstract in bare paragraphs": lambda a: a.abstract_form is AbstractForm.BARE,
    "structured abstract": lambda a: len(_labels(a)) > 2 and None not in _labels(a),
    "mixed abstract": lambda a: None in _labels(a) and len(set(_labels(a))) > 1,
    "Chinese abstract": lambda a: _languages(a) == {"eng", "zho"},
    "French and Spanish abstracts": lambda a: _languages(a) == {"eng", "fra", "spa"},
    "Portuguese abstract alone": lambda a: _languages(a) == {"por"},
    "plain language summary": lambda a: a.plain_language_summary is not None,
    "formula in an abstract": lambda a: any("math" in _tags(text) for text in _abstract_texts(a)),
    "link in an abstract": lambda a: any("a" in _tags(text) for text in _abstract_texts(a)),
    "blank between inline elements": lambda a: any(_has_blank_between_elements(text) for text in _abstract_texts(a)),
    "double escape": lambda a: any("&gt;" in as_words(text) for text in _abstract_texts(a)),
    "flat exponent": lambda a: any("10(-9)" in as_words(text) for text in _abstract_texts(a)),
    "byte order mark": lambda a: a.starts_with_byte_order_mark,
    "translated title": lambda a: len(a.languages) == 1 and as_words(a.title).startswith("["),
    "several languages": lambda a: len(a.languages) > 1,
    "embargo": lambda a: a.pmc is not None and a.pmc.free_from is not None,
    "PMC without DOI": lambda a: a.doi is None and a.pmc is not None,
    "PMID alone": lambda a: a.doi is None and a.pmc is None,
    "free at the publisher": lambda a: a.free_label is FreeLabel.AT_PUBLISHER,
    "ahead of print": lambda a: a.is_ahead_of_print,
    "preprint": lambda a: a.is_preprint,
    "retracted": lambda a: a.retraction_notice is not None,
    "plain words in a linked list": lambda a: any(isinstance(item, str) for part in a.linked for item in part.entries),
    "season": lambda a: a.citation.date.season is not None,
    "range of months": lambda a: a.citation.date.last_month is not None,
    "year alone": lambda a: a.citation.date.precision() == "year",
    "author reply": lambda a: "author reply" in a.citation.printed(),
    "volume without issue": lambda a: a.citation.volume is not None and a.citation.issue is None,
    "issue without volume": lambda a: a.citation.volume is None and a.citation.issue is not None,
    "print date": lambda a: a.secondary is not None and a.secondary.kind == "Print",
    "hidden figures": lambda a: len(a.figures) > 6,
    "title merged into the label": lambda a: any(figure.title is not None for figure in a.figures),
    "figures without captions": lambda a: any(not (f.printed_label() or f.caption) for f in a.figures),
    "graphical abstract": lambda a: any(figure.heading_label is not None for figure in a.figures),
    "caption without label": lambda a: any(f.printed_label() is None and f.caption is not None for f in a.figures),
    "label alone": lambda a: any(f.label is not None and not (f.title or f.caption) for f in a.figures),
    "no-break space in a label": lambda a: any("\u00a0" in (figure.label or "") for figure in a.figures),
    "leaked tag in a caption": lambda a: any("ext-link" in _tags(figure.caption or ()) for figure in a.figures),
    "grouped references": lambda a: any(part.lists for part in a.references),
    "all references shown": lambda a: 0 < a.reference_total < 5,
    "references with a button": lambda a: a.reference_total > len(listed(a.references)),
    "reference in several notes": lambda a: any(len(reference.notes) > 1 for _, reference in listed(a.references)),
    "PMC number without its letters": lambda a: any(target.startswith("99") for target in _link_targets(a)),
    "PMID 0": lambda a: "0" in _link_targets(a),
    "supplementary concept": lambda a: bool(a.supplementary_concepts),
    "associated data": lambda a: bool(a.associated_data),
    "hidden grants": lambda a: len(a.grants) > 5,
    "agency alone": lambda a: any(grant.number is None for grant in a.grants),
    "funding statement": lambda a: a.funding_statement is not None,
    "sections in the conflict of interest": lambda a: any(part.heading for part in a.conflict_of_interest),
    "displayed type": lambda a: a.displayed_type is not None,
    "similar article without authors": lambda a: any(docsum.first_author is None for docsum in a.similar),
}  # fmt: skip


def test_the_same_seed_gives_the_same_article_and_page() -> None:
    first, second = invent(4711), invent(4711)

    assert first == second
    assert render_html(first) == render_html(second)
    assert render_html(first) != render_html(invent(4712))


@pytest.mark.parametrize("trap", TRAPS)
def test_every_trap_occurs_within_three_hundred_seeds(trap: str, articles: list[InventedArticle]) -> None:
    found = [article for article in articles if TRAPS[trap](article)]

    assert found, f"no article with: {trap}"


@pytest.mark.parametrize("era", Era)
def test_a_page_has_two_equal_titles_and_no_id_twice(era: Era, articles: list[InventedArticle]) -> None:
    for article in [*articles[::10], *samples()]:
        page = html.document_fromstring(render_html(article, era).encode())
        titles = page.xpath("//h1[@class='heading-title']")
        ids = Counter(element.get("id") for element in page.iter() if element.get("id"))
        repeated = [name for name, count in ids.items() if count > 1]

        assert [" ".join(title.text_content().replace("\ufeff", "").split()) for title in titles] == [
            as_words(article.title)
        ] * 2
        assert not repeated, f"{article.pmid}: {repeated}"


@pytest.mark.parametrize("era", Era)
def test_a_page_leaves_no_element_open(era: Era, articles: list[InventedArticle]) -> None:
    for article in articles[::10]:
        page = render_html(article, era)
        main = page[page.index("<main") : page.index("</main>") + len("</main>")]
        parser = etree.HTMLParser()
        tree = etree.fromstring(main, parser)

        unexpected = [
            entry.message
            for entry in parser.error_log
            if "invalid" not in entry.message and "EntityRef" not in entry.message
        ]
        assert tree is not None
        assert not unexpected, f"{article.pmid}: {unexpected[:3]}"


def test_similar_articles_and_image_addresses_depend_on_the_era() -> None:
    article = samples()[0]

    then, now = expected_records(article, Era.DECEMBER_2023), expected_records(article, Era.MARCH_2026)

    assert {row["relation"] for row in then["related_articles"]} == {"similar", "cited_by"}
    assert now["related_articles"] == []
    assert then["figures"][0]["image_url"] != now["figures"][0]["image_url"]


def test_flattened_text_carries_the_title_twice_and_the_doi(articles: list[InventedArticle]) -> None:
    for article in articles[::7]:
        lines = [line.removeprefix("\ufeff") for line in render_flat_text(article).split("\n")]

        assert lines.count(" ".join(as_words(article.title).split())) == 2
        assert article.doi is None or any(line.startswith(f"doi: {article.doi}.") for line in lines)
        assert (f"  • PMID: {article.pmid}" in lines) == (article.doi is None and article.pmc is None)


def test_counts_in_the_records_agree_with_the_rows(articles: list[InventedArticle]) -> None:
    for article in articles:
        records = expected_records(article)

        assert records.keys() == TABLES
        assert records["articles"][0]["figure_count"] == len(records["figures"])
        assert records["articles"][0]["references_listed"] == len(records["references"])


def test_samples_share_no_identifier() -> None:
    every = samples()

    for identifiers in (
        [a.pmid for a in every],
        [a.doi for a in every if a.doi],
        [a.pmc.pmcid for a in every if a.pmc],
    ):
        assert len(identifiers) == len(set(identifiers))


def test_samples_fill_every_table_of_the_contract() -> None:
    rows: Counter[str] = Counter()
    for article in samples():
        rows.update({table: len(found) for table, found in expected_records(article).items()})

    assert {table for table, count in rows.items() if count} == TABLES


def test_a_sample_and_its_flattened_text_name_the_same_doi() -> None:
    for article in flattened_samples():
        page, text = expected_records(article), expected_flat_records(article)

        assert _doi(page) == _doi(text) is not None


def test_samples_show_links_of_every_kind() -> None:
    kinds = {link.kind for a in samples() for _, r in listed(a.references) for note in r.notes for link in note.links}

    assert kinds == set(LinkKind)


def _doi(records: Records) -> object:
    return records["articles"][0]["doi"]
