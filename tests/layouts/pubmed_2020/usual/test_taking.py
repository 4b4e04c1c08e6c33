"""What is read from the bytes of a page is what its tree shows, and what is printed in another way is left to it."""

from random import Random
from typing import NoReturn

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.layouts.pubmed_2020.usual import take_usual, taking
from pipeline.layouts.pubmed_2020.usual.taking import READERS
from pipeline.markup.template import Unusual
from pipeline.markup.tree import main_span
from tests.damaging import DAMAGES, Damage
from tests.invented.article import Era
from tests.invented.html_2020 import render_html
from tests.invented.invent import invent
from tests.reading_plainly import both_ways

SEEDS = range(1, 60)


def main_of(page: bytes) -> bytes:
    span = main_span(page)
    return page[span.start : span.end]


def page_of(seed: int, era: Era = Era.DECEMBER_2023) -> bytes:
    return render_html(invent(seed), era).encode()


MAINS = [main_of(page_of(seed)) for seed in SEEDS]


@pytest.mark.parametrize("era", Era)
@pytest.mark.parametrize("seed", SEEDS)
def test_a_generated_page_is_read_alike_both_ways(seed: int, era: Era) -> None:
    as_read, plainly = both_ways(page_of(seed, era))

    assert as_read == plainly


@given(st.sampled_from(SEEDS), st.sampled_from(Era), st.sampled_from(DAMAGES), st.integers(0, 2**32))
def test_a_damaged_page_is_read_alike_both_ways(seed: int, era: Era, damage: Damage, chance: int) -> None:
    as_read, plainly = both_ways(damage(page_of(seed, era), Random(chance)))

    assert as_read == plainly


_SHARES = {"abstract": 0.8}
"""Invented abstracts have links and marks with a class more often than PubMed's."""


@pytest.mark.parametrize("name", [name.decode() for name in READERS])
def test_nearly_all_sections_of_a_kind_are_read_from_the_bytes(name: str) -> None:
    printed = [main for main in MAINS if f'="{name}"'.encode() in main]
    read = [main for main in printed if name in take_usual(main).known]

    assert len(read) >= _SHARES.get(name, 0.85) * len(printed) > 0


@pytest.mark.parametrize(
    ("name", "seldom"),
    [
        ("abstract", b'class="abstract-lang"'),
        ("references", b'<h5 class="refs-list-title"'),
    ],
)
def test_what_is_seldom_printed_is_read_from_the_bytes_too(name: str, seldom: bytes) -> None:
    printed = [main for main in map(main_of, map(page_of, range(1, 150))) if f'id="{name}"'.encode() in main]

    assert any(name in take_usual(main).known for main in printed if seldom in main)


@pytest.mark.parametrize(
    "link",
    [
        b'<a class="external-link-urlize" href="http://kelp.example" rel="nofollow" target="_blank">kelp.example</a>',
        b'<a href="http://kelp.example" rel="nofollow" target="_blank" title="External link">kelp</a>',
    ],
)
def test_a_reference_with_a_link_in_its_text_is_read_from_the_bytes_too(link: bytes) -> None:
    main = next(main for main in MAINS if "references" in take_usual(main).known)
    text = main.index(b'value="1">', main.index(b'id="references"')) + len(b'value="1">')

    assert "references" in take_usual(main[:text] + link + main[text:]).known


def test_a_figure_without_a_caption_is_read_from_the_bytes_too() -> None:
    main = next(main for main in MAINS if b"<figcaption" in main and "figures" in take_usual(main).known)
    start, end = main.index(b"<figcaption"), main.index(b"</figcaption>") + len(b"</figcaption>")

    assert "figures" in take_usual(main[:start] + main[end:]).known


@pytest.mark.parametrize("around", [(b"<!-- ", b""), (b"<p title='", b"'>"), (b"<p>", b"")])
def test_a_short_view_in_which_something_does_not_end_is_left_to_its_tree(around: tuple[bytes, bytes]) -> None:
    main = next(main for main in MAINS if "short-view-heading" in take_usual(main).known)
    view = main.index(b'id="short-view-heading"')
    copy = main.index(b'<div class="article-citation">', view)
    end = main.index(b"</header>", copy)
    before, behind = around

    usual = take_usual(main[:copy] + before + main[copy:end] + behind + main[end:])

    assert "short-view-heading" not in usual.known


def test_what_was_read_leaves_an_empty_element_in_its_place() -> None:
    main = next(main for main in MAINS if b'id="similar"' in main)

    rest = take_usual(main).rest

    assert b'<div class="similar-articles" id="similar"></div>' in rest
    assert b"full-docsum" not in rest


@pytest.mark.parametrize(
    ("name", "printed", "renamed"),
    [
        ("figures", b"figure-link", b"image-link"),
        ("similar", b"docsum-title", b"summary-title"),
        ("references", b"references-and-notes-list", b"notes"),
        ("mesh-terms", b"keyword-actions-trigger", b"keyword-trigger"),
        ("short-view-heading", b"citation-journal", b"journal"),
        ("article-citation", b"article-source", b"article-origin"),
        ("identifiers", b"id-label", b"label"),
        ("abstract", b"abstract-content", b"abstract-text"),
        ("linkout", b"linkout-category", b"category"),
    ],
)
def test_a_section_that_is_printed_in_another_way_is_left_to_its_tree(
    name: str, printed: bytes, renamed: bytes
) -> None:
    main = next(main for main in MAINS if name in take_usual(main).known)

    usual = take_usual(main.replace(printed, renamed))

    assert name not in usual.known
    assert renamed in usual.rest


def test_a_list_of_the_heading_that_lost_its_place_is_left_to_its_tree() -> None:
    page = next(page for seed in SEEDS if b'<div class="inline-authors">' in (page := page_of(seed)))

    as_read, plainly = both_ways(page.replace(b"</h1>", b"", 1))

    assert as_read == plainly


def test_a_list_of_figures_that_ends_too_early_is_left_to_its_tree() -> None:
    page = next(page for seed in SEEDS if (page := page_of(seed)).count(b"</figure>") > 1)

    as_read, plainly = both_ways(page.replace(b"</figure>", b"</figure></div>", 1))

    assert as_read == plainly


def test_a_page_on_which_a_section_stands_twice_is_not_read_so() -> None:
    main = next(main for main in MAINS if b'id="similar"' in main)
    start = main.index(b'<div class="similar-articles"')

    with pytest.raises(Unusual):
        take_usual(main[:start] + main[start:] + main[start:])


def test_a_kind_of_section_is_tried_once_however_often_it_begins(monkeypatch: pytest.MonkeyPatch) -> None:
    tries: list[int] = []

    def fail(_: bytes, start: int) -> NoReturn:
        tries.append(start)
        raise Unusual("it never ends")

    monkeypatch.setattr(taking, "READERS", dict.fromkeys(READERS, fail))

    with pytest.raises(Unusual):
        take_usual(b'<div class="figures" id="figures">' * 3)
    take_usual(b'<div class="affiliations">' * 3)

    assert len(tries) == 2


def test_a_section_inside_another_one_is_left_to_the_careful_way() -> None:
    page = next(page for seed in SEEDS if b'id="similar"' in (page := page_of(seed)))
    start = page.index(b'<div class="similar-articles"')

    as_read, plainly = both_ways(page[:start] + b'<div class="wrapper">' + page[start:])

    assert as_read == plainly
