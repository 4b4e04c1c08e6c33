"""A page that was saved in part shows its whole sections, and names the place of the cut."""

import pytest

from pipeline.clean_text import clean_text
from pipeline.errors import Truncated
from pipeline.layouts.pubmed_2020 import read_page
from pipeline.layouts.pubmed_2020.cutting import PAGE_ORDER
from pipeline.layouts.pubmed_2020.sections import FIELDS, RECORDS, WITHOUT_RECORDS
from pipeline.markup.head import read_head
from pipeline.page import ArticlePage
from tests.layouts.pubmed_2020.pieces import heading, page

COPYRIGHT = '<p class="copyright" id="copyright">© 2021 Amity.</p>'
FIGURE = '<figure class="figure-item"><a class="figure-link" data-image-alt="Fig. 1"></a></figure>'
BUTTONS = '<div class="actions-buttons inline"><button>Cite</button></div>'


def read(main: str) -> ArticlePage:
    """What is left of a page that ends behind these characters of its `<main>`."""
    utf8 = page(main).partition(b"</main>")[0]
    return read_page(utf8, read_head(utf8))


def test_a_section_in_which_the_cut_lies_is_left_out_and_named() -> None:
    found = read(heading() + COPYRIGHT + f'<div id="figures">{FIGURE}')

    assert (found.title, found.copyright, found.figures) == ("Lantern kelp glows", "© 2021 Amity.", ())
    assert (found.cut, found.warnings) == ("in figures", ("truncated: in figures",))


def test_a_cut_between_two_sections_names_the_one_in_front_of_it() -> None:
    assert read(heading() + COPYRIGHT + '\n  <div id="fig').warnings == ("truncated: behind copyright",)


def test_a_block_without_an_id_is_named_by_its_class() -> None:
    assert read(heading() + BUTTONS).cut == "behind actions-buttons inline"


@pytest.mark.parametrize("main", ["", '<header id="heading">', heading().removesuffix("</header>")])
def test_a_page_without_a_whole_heading_shows_nothing(main: str) -> None:
    with pytest.raises(Truncated):
        read(main)


def test_a_section_that_was_not_reached_may_have_been_there() -> None:
    found = read(heading() + COPYRIGHT + '<div id="references">')

    assert found.unreached >= {"references", "publication_types", "grants", "full_text_links"}
    assert found.unreached & {"figures", "abstract_sections", "keywords", "copyright"} == set()


def test_the_type_above_the_title_is_no_list_of_types_where_that_was_not_reached() -> None:
    typed = heading('<div class="publication-type">Review</div>')

    assert read(typed + COPYRIGHT).publication_types == ()
    assert "Review" not in clean_text(read(typed + COPYRIGHT))


SUBSTANCES = '<div class="keywords-section" id="substances"><ul class="keywords-list"></ul></div>'
CONCEPTS = SUBSTANCES.replace("substances", "supplementary-concepts")


@pytest.mark.parametrize(
    ("main", "unreached"),
    [
        (SUBSTANCES, {"supplementary_concepts"}),
        (CONCEPTS, {"substances"}),
        (SUBSTANCES.removesuffix("</div>"), {"substances", "supplementary_concepts"}),
        (SUBSTANCES + CONCEPTS, set()),
        (CONCEPTS + SUBSTANCES, set()),
    ],
)
def test_of_two_neighbours_in_either_order_each_may_stand_behind_the_other(main: str, unreached: set[str]) -> None:
    found = read(heading() + main)

    assert found.unreached & {"substances", "supplementary_concepts"} == unreached


def test_an_unknown_section_says_nothing_of_its_place() -> None:
    assert read(heading() + '<div id="moss">Moss</div>').unreached == {*FIELDS.values(), "keywords", "funding"}


def test_a_whole_page_reaches_everything() -> None:
    utf8 = page(heading())
    found = read_page(utf8, read_head(utf8))

    assert (found.cut, found.unreached) == (None, frozenset())


def test_every_section_that_fills_a_field_has_its_place_in_the_order() -> None:
    assert set(FIELDS) <= set(PAGE_ORDER)
    assert set(PAGE_ORDER) <= RECORDS | WITHOUT_RECORDS | {"similar", "citedby"}
