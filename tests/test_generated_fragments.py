"""What a page's script fetches holds what the page leaves out: its rows are those of the article that has it all."""

import pytest
from bs4 import BeautifulSoup

from pipeline.extract import extract
from pipeline.outcome import Completing, Extracted, Layout
from pipeline.tables import AFFILIATIONS, AUTHORS, REFERENCES, RELATED_ARTICLES, Table
from tests.invented.answers import address, folded_page, render_answers, unfolded
from tests.invented.article import Era
from tests.invented.invent import invent
from tests.invented.records import Row, expected_records, unsettled_columns
from tests.records_of import section_records_of
from tests.saved_pages import html_document
from tests.second_opinion.references import scrape_references
from tests.second_opinion.rows import Reference

SEEDS = range(1, 121)
LISTS: dict[str, tuple[Layout, tuple[Table, ...]]] = {
    "references": (Layout.REFERENCES_FRAGMENT, (REFERENCES,)),
    "long-authors": (Layout.AUTHORS_FRAGMENT, (AUTHORS, AFFILIATIONS)),
    "similar": (Layout.RELATED_FRAGMENT, (RELATED_ARTICLES,)),
}
LINKED_ON_THE_PAGE = ("similar", "cited_by")


def fragments(seed: int, era: Era = Era.DECEMBER_2023) -> dict[str, Completing]:
    """Every answer of an article, read."""
    article = invent(seed)
    found = {
        kind: extract(html_document(answer, url=address(article, kind)))
        for kind, answer in render_answers(article, era).items()
    }
    assert all(isinstance(one, Completing) for one in found.values()), found
    return {kind: one for kind, one in found.items() if isinstance(one, Completing)}


def expected(seed: int, table: Table) -> list[Row]:
    """The rows of the whole article; of other articles those that an answer lists."""
    rows = expected_records(unfolded(invent(seed)))[table.name]
    return [row for row in rows if table is not RELATED_ARTICLES or row["relation"] in LINKED_ON_THE_PAGE]


@pytest.mark.parametrize("era", Era)
@pytest.mark.parametrize("seed", SEEDS)
def test_an_answer_gives_the_rows_of_the_whole_article(seed: int, era: Era) -> None:
    unsettled = unsettled_columns(unfolded(invent(seed)))

    for kind, found in fragments(seed, era).items():
        rows = section_records_of(found.page)
        for table in LISTS[kind][1]:
            left_open = unsettled.get(table.name, frozenset()) | ({"position"} if table is RELATED_ARTICLES else set())
            wanted = [{k: v for k, v in row.items() if k not in left_open} for row in expected(seed, table)]
            scored = set(wanted[0]) if wanted else set()
            assert [{name: row[name] for name in scored} for row in rows[table.name]] == wanted


@pytest.mark.parametrize("seed", SEEDS[::4])
def test_an_answer_gives_rows_of_its_own_tables_alone_and_no_doubt(seed: int) -> None:
    for kind, found in fragments(seed).items():
        layout, tables = LISTS[kind]
        filled = {name for name, rows in section_records_of(found.page).items() if rows}

        assert (found.layout, found.page.pmid, found.warnings) == (layout, invent(seed).pmid, ())
        assert filled <= {table.name for table in tables}


@pytest.mark.parametrize("seed", SEEDS[::4])
def test_positions_in_an_answer_count_from_one_without_a_gap(seed: int) -> None:
    for kind, found in fragments(seed).items():
        for table in LISTS[kind][1]:
            positions = [row.position for row in getattr(found.page, table.name)]
            assert positions == list(range(1, len(positions) + 1))


@pytest.mark.parametrize("seed", SEEDS[::4])
def test_a_plain_scraper_reads_the_same_references(seed: int) -> None:
    answer = render_answers(invent(seed)).get("references", "")
    found = fragments(seed).get("references")

    read = [row._asdict() for row in scrape_references(BeautifulSoup(answer, "lxml"))]
    own = [row._asdict() for row in found.page.references] if found else []
    assert read == [{name: row[name] for name in Reference._fields} for row in own]


def test_page_and_answers_are_the_two_parts_of_an_article() -> None:
    seed = next(seed for seed in SEEDS if invent(seed).reference_total > 5 and invent(seed).affiliations)
    page = extract(html_document(folded_page(invent(seed))))
    rest = fragments(seed)

    assert isinstance(page, Extracted)
    assert page.page.pmid == rest["references"].page.pmid
    assert page.page.stated_reference_count == len(rest["references"].page.references) > len(page.page.references)
    assert rest["references"].page.references[:5] == page.page.references
    assert (page.page.affiliations, bool(rest["long-authors"].page.affiliations)) == ((), True)
    assert [author.name for author in page.page.authors] == [a.name for a in rest["long-authors"].page.authors]


def test_copies_of_an_answer_have_one_digest_and_other_answers_another() -> None:
    first, second = (
        extract(
            html_document(render_answers(invent(4))["references"], f"{name}.html", address(invent(4), "references"))
        )
        for name in "ab"
    )
    assert isinstance(first, Completing)
    assert isinstance(second, Completing)

    assert first.content_id == second.content_id
    assert len({first.content_id, *(found.content_id for found in fragments(5).values())}) == 1 + len(fragments(5))
