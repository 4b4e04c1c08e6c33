"""A fragment is known by the markup that it shares with the page, and a piece of a page is none."""

import pytest

from pipeline.layouts.pubmed_2020 import recognise_fragment
from pipeline.outcome import Layout
from tests.invented.answers import KINDS, render_answers
from tests.invented.article import Era
from tests.invented.invent import invent
from tests.layouts.pubmed_2020.fragments.pieces import (
    AFFILIATIONS,
    AUTHORS,
    COLLABORATORS,
    DOCSUM,
    LISTED,
    REFERENCES,
    SIMILAR,
)

LAYOUT_OF = dict(
    zip(KINDS, (Layout.REFERENCES_FRAGMENT, Layout.AUTHORS_FRAGMENT, Layout.RELATED_FRAGMENT), strict=True)
)


@pytest.mark.parametrize("era", Era)
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("seed", [2, 3, 4, 6])
def test_every_answer_is_of_the_kind_that_was_asked_for(seed: int, kind: str, era: Era) -> None:
    assert recognise_fragment(render_answers(invent(seed), era)[kind].encode()) is LAYOUT_OF[kind]


@pytest.mark.parametrize(
    ("part", "layout"),
    [
        (f"<ol class='references-list'>{LISTED}</ol>", Layout.REFERENCES_FRAGMENT),
        ('<div class="refs-list"><ol class="references-list"></ol></div>', Layout.REFERENCES_FRAGMENT),
        ('<div class="references" id="references"><div id="top-references-list"></div></div>', Layout.REFERENCES_FRAGMENT),
        (AUTHORS, Layout.AUTHORS_FRAGMENT),
        (AFFILIATIONS, Layout.AUTHORS_FRAGMENT),
        (COLLABORATORS, Layout.AUTHORS_FRAGMENT),
        ('<div class="expanded-authors"></div>', Layout.AUTHORS_FRAGMENT),
        (DOCSUM, Layout.RELATED_FRAGMENT),
        ("<div class='citedby-articles' id='citedby'><ul></ul></div>", Layout.RELATED_FRAGMENT),
        ('<ul id="similar-articles-list"></ul>', Layout.RELATED_FRAGMENT),
    ],
)  # fmt: skip
def test_a_list_is_known_in_any_part_of_its_markup_and_where_it_is_empty(part: str, layout: Layout) -> None:
    assert recognise_fragment(part.encode()) is layout


@pytest.mark.parametrize(
    "piece",
    [
        REFERENCES + SIMILAR,
        AUTHORS + REFERENCES,
        f"{REFERENCES}</main>",
        f'<main id="main">{REFERENCES}',
        f'{REFERENCES}<div id="mesh-terms"></div>',
        f"<div id='linked-commentary'><ul>{DOCSUM}</ul></div>",
        f"<header id=heading >{AUTHORS}</header>",
    ],
)
def test_a_list_with_another_part_of_a_page_is_a_piece_of_a_page(piece: str) -> None:
    assert recognise_fragment(piece.encode()) is Layout.PUBMED_2020


@pytest.mark.parametrize(
    "other",
    [
        "",
        "<ol><li>Kelp A. Light. 2001;1:1.</li></ol>",
        '<article class="full-docsum"><a class="docsum-title" href="/90000002/">Salps</a></article>',
        '<div class="abstract" id="abstract"><p>Kelp glows.</p></div>',
        '<div class="my-references-list-of-kelp"><a href="#affiliation-link">x</a></div>',
        "<p>The references-list of kelp, its authors-list-item and its full-docsum.</p>",
    ],
)
def test_what_has_none_of_the_lists_is_no_fragment(other: str) -> None:
    assert recognise_fragment(other.encode()) is None
