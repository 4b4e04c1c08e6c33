"""Every child of `<main>` is known, silent on purpose, or named in a warning; none stands twice."""

import pytest

from pipeline.errors import BrokenPromise
from pipeline.layouts.pubmed_2020.sections import RECORDS, find_sections
from pipeline.markup.select import text_of
from pipeline.markup.tree import Element
from tests.layouts.pubmed_2020.pieces import piece


def shown(section: Element) -> str:
    return text_of(section) or ""


def unknown(children: str) -> tuple[str, ...]:
    return find_sections(piece(f"<main>{children}</main>")).unknown


@pytest.mark.parametrize("identity", sorted(RECORDS))
def test_a_section_is_found_by_its_id_not_by_its_heading(identity: str) -> None:
    sections = find_sections(piece(f'<main><div id="{identity}"><h2>Abstract</h2>lamps</div></main>'))

    assert sections.read(identity, shown, "none") == "Abstractlamps"


def test_a_section_that_the_page_lacks_reads_as_absent() -> None:
    assert find_sections(piece("<main><p></p></main>")).read("figures", shown, "none") == "none"


@pytest.mark.parametrize("identity", sorted(RECORDS))
def test_a_section_that_stands_twice_breaks_the_promise_that_a_page_is_one(identity: str) -> None:
    twice = f'<main><div id="{identity}"></div><div id="{identity}"></div></main>'

    with pytest.raises(BrokenPromise, match=f"#{identity} stands twice"):
        find_sections(piece(twice))


@pytest.mark.parametrize(
    ("children", "name"),
    [
        ('<div id="investigators"><h2 class="title"> Investigators </h2><p>M Ravensloot</p></div>', "Investigators"),
        ('<div id="dataset"><h3>Dataset described in</h3></div>', "Dataset described in"),
        ('<div id="moss">Moss</div>', "moss"),
        ('<div class="moss ">Moss</div>', "moss"),
        ("<aside>Moss</aside>", "aside"),
        ('<div class="abstract"><p>An abstract that lost its id.</p></div>', "abstract"),
        ('<div id="moss"></div>', "moss"),
    ],
)
def test_an_unknown_section_is_named(children: str, name: str) -> None:
    assert unknown(children) == (name,)


@pytest.mark.parametrize(
    "children",
    [
        '<div class="abstract"><em class="empty-abstract">No abstract available</em></div>',
        '<div class="actions-buttons inline"><button>Cite</button></div>',
        '<div class="similar-cited-articles hidden"></div>',
        '<div class="related-db-links hidden">filled by a script</div>',
        '<p class="disclaimer" id="disclaimer">PubMed Disclaimer</p>',
        '<div id="related-links"><h2>Related information</h2><ul><li>MedGen</li></ul></div>',
        '<div id="preprint" class="preprint-notice"><h3>This is a preprint.</h3></div>',
        "<div> \n </div>",
        "<!-- Filters applied -->",
    ],
)
def test_what_says_nothing_of_the_article_is_silent(children: str) -> None:
    assert unknown(children) == ()


def test_lists_of_other_articles_come_in_page_order_whatever_their_id() -> None:
    sections = find_sections(
        piece(
            '<main><div class="linked-articles" id="linked-correction-forward"></div><div id="similar"></div>'
            '<div class="linked-articles " id="linked-in-2030"></div><div id="citedby"></div></main>'
        )
    )

    assert [name for name, _ in sections.related] == [
        "linked-correction-forward",
        "similar",
        "linked-in-2030",
        "citedby",
    ]
    assert sections.unknown == ()
