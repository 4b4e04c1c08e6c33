"""Items of the lists of other articles, with and without marks."""

import pytest

from pipeline.layouts.flat_text import read_page
from tests.layouts.flat_text.texts import main_text


def rows(*lines: str, heading: str = "Similar articles") -> list[tuple[str, int | None, str]]:
    page = read_page(main_text("PubMed Disclaimer", heading, "\n".join(lines)))
    return [(row.relation, row.pmid, row.text) for row in page.related_articles]


TAIL = "PMID: 90000001 Free PMC article. Review."


@pytest.mark.parametrize(
    ("rest", "text"),
    [
        (
            "Quill O, Brisk U. Quill O, et al. J Kelp. 2013 Oct;1:2. doi: 10.5555/a. Epub 2013. J Kelp. 2013.",
            "Quill O, Brisk U. J Kelp. 2013 Oct;1:2. doi: 10.5555/a. Epub 2013.",
        ),
        ("QUILL O. QUILL O. Tang. 1962;8:3-4. Tang. 1962.", "QUILL O. Tang. 1962;8:3-4."),
        (
            "[No authors listed] [No authors listed] J Kelp. 2010;1:2. J Kelp. 2010.",
            "[No authors listed] J Kelp. 2010;1:2.",
        ),
        (
            "Kelp Group; Quill O, Brisk U. Kelp Group, et al. J Kelp. 2010;1:2. J Kelp. 2010.",
            "Kelp Group; Quill O, Brisk U. J Kelp. 2010;1:2.",
        ),
        ("Quill O. J Kelp. 2013 Oct;1:2.", "Quill O. J Kelp. 2013 Oct;1:2."),
    ],
)
def test_what_is_printed_twice_is_told_once(rest: str, text: str) -> None:
    assert rows("  • Does kelp dream?", f"    {rest} {TAIL}") == [("similar", 90000001, f"Does kelp dream? {text}")]


def test_a_title_that_ran_into_its_citation_is_parted_from_it() -> None:
    (found,) = rows("  • Kelp dreams.J Kelp. 2013;1:2. J Kelp. 2013. PMID: 90000001")

    assert found[2] == "Kelp dreams. J Kelp. 2013;1:2."


def test_parts_that_are_not_told_apart_leave_the_title() -> None:
    assert rows("  • Kelp dreams.", "    Quill O, et al. Tang. 2013 Oct;1. Kelp. 2013. PMID: 90000001") == [
        ("similar", 90000001, "Kelp dreams.")
    ]


def test_items_without_a_mark_end_with_their_pmid() -> None:
    found = rows(
        "Kelp.",
        "Quill O.",
        "J Kelp. 2001 May;1:2.",
        "PMID: 90000001Free PMC article.Review.",
        "Salt.",
        "Brisk U.",
        "J Salt. 2002 May;1:2.",
        "PMID:",
        "90000002",
        "No abstract available.",
    )

    assert [(pmid, text.partition(".")[0]) for _, pmid, text in found] == [(90000001, "Kelp"), (90000002, "Salt")]


def test_a_relation_is_its_heading() -> None:
    assert rows("  • doi: 10.5555/a", heading="Expression of concern for") == [
        ("expression_of_concern_for", None, "doi: 10.5555/a")
    ]


def test_more_of_them_elsewhere_is_no_item() -> None:
    assert rows("See all similar articles") == []
