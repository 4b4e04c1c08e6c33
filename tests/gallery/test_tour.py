"""The tour: what is marked on the page is what stands in the tables, and nothing of another host is in it."""

import re
from html import unescape
from pathlib import Path

import pytest
from lxml import html

from pipeline.dataset import Row
from pipeline.origin import Span
from tests.gallery.marking import marked
from tests.gallery.sight import seen
from tests.gallery.strands import Part, Strand, taken
from tests.gallery.tour import on_the_page, tour
from tests.invented.samples import samples

_FAR = re.compile(r"""\b(?:src|href)\s*=|<(?:script|link|img|iframe|style)\b|url\(""", re.IGNORECASE)


def _part(markup: str, *rows: Row) -> tuple[bytes, Part]:
    utf8 = markup.encode()
    return utf8, Part("#section", Span(0, len(utf8)), [Strand(1, "grants", (), rows)])


def _marks(markup: str) -> list[tuple[str | None, str]]:
    root = html.fragment_fromstring(markup, create_parent="div")
    return [(mark.get("data-badge"), mark.text_content()) for mark in root.iter("mark")]


def test_what_is_marked_on_the_page_is_a_value_of_the_strand_whose_number_it_has() -> None:
    page = taken()
    values = {
        strand.number: " ".join(map(str, [*(one.value for one in strand.columns), *map(dict.values, strand.rows)]))
        for part in page.parts
        for strand in part.strands
    }
    marks = [
        (int(number), unescape(text))
        for part in page.parts
        for number, text in re.findall(r'<mark style="--n:(\d+)"[^>]*>([^<]*)</mark>', on_the_page(page, part))
    ]

    strange = [(number, text) for number, text in marks if _squeezed(text) not in _squeezed(values[number])]

    assert marks
    assert not strange


def _squeezed(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).casefold()


def test_every_author_of_the_article_is_marked_on_its_page() -> None:
    page = taken()
    article = next(one for one in samples() if page.origin.source_uri == f"{one.pmid}.html")

    marks = {text for part in page.parts for _, text in _marks(on_the_page(page, part))}

    assert {author.name for author in article.authors} <= marks


def test_a_value_is_marked_across_the_tags_inside_it() -> None:
    utf8, part = _part("<p>Light of CO<sub>2</sub> lamps</p>", {"text": "Light of CO2 lamps"})

    assert _marks(marked(utf8, part).decode()) == [("1", "Light of CO"), (None, "2"), (None, " lamps")]


def test_no_value_is_marked_inside_a_longer_one() -> None:
    utf8, part = _part("<p>Kelp by night</p><p>by night</p>", {"text": "Kelp by night"}, {"text": "by night"})

    assert _marks(marked(utf8, part).decode()) == [("1", "Kelp by night"), ("2", "by night")]


def test_rows_with_one_text_in_one_place_share_its_mark() -> None:
    utf8, part = _part("<p>Funders</p>", {"text": "Funders"}, {"text": "Funders"})

    assert _marks(marked(utf8, part).decode()) == [("1–2", "Funders")]


def test_rows_with_one_text_in_as_many_places_have_each_their_own() -> None:
    utf8, part = _part("<p>Kelp</p><p>Kelp</p>", {"text": "Kelp"}, {"text": "Kelp"})

    assert _marks(marked(utf8, part).decode()) == [("1", "Kelp"), ("2", "Kelp")]


def test_a_value_with_something_hidden_in_its_midst_is_marked_around_it() -> None:
    markup = "<p>Kelp by night. <i hidden>Okonjura C, et al.</i> Quiet Waters.</p>"

    utf8, part = _part(markup, {"text": "Kelp by night. Quiet Waters."})

    assert _marks(marked(utf8, part).decode()) == [("1", "Kelp by night."), ("1", "Quiet Waters.")]


def test_text_in_an_attribute_is_not_marked() -> None:
    utf8, part = _part('<p title="Kelp Fund">Fund</p>', {"text": "Kelp Fund"})

    assert marked(utf8, part) == utf8


def test_what_is_hidden_is_counted_and_not_shown() -> None:
    sight = seen(b"<div><p>Kelp</p><ul hidden><li>Add to Search</li></ul></div>")

    assert "Search" not in sight.markup
    assert sight.unseen == 3


def test_what_a_click_opens_is_shown_where_its_values_stand_nowhere_else() -> None:
    sight = seen(
        b'<div><p>Expand</p><ul hidden><li><mark style="--n:1" data-badge="1">Kelp House</mark></li></ul></div>'
    )

    assert _marks(sight.markup) == [("1", "Kelp House")]


@pytest.mark.parametrize("tag", ["script", "style", "svg"])
def test_nothing_that_a_browser_would_run_is_shown(tag: str) -> None:
    assert seen(f"<p>Kelp</p><{tag}>alert(1)</{tag}>".encode()).markup == "<div><p>Kelp</p></div>"


def test_the_tour_asks_no_server_for_anything() -> None:
    assert not _FAR.findall(re.sub(r"<blockquote><code>.*?</code>|```.*?```", "", tour(), flags=re.DOTALL))


def test_a_part_of_the_tour_is_one_line_so_that_markdown_leaves_it_alone() -> None:
    lines = tour().splitlines()

    assert all(line.endswith("</div></div>") for line in lines if line.startswith('<div class="beside">'))
    assert sum(line.startswith('<div class="beside">') for line in lines) == len(taken().parts) + 3


def test_the_picture_is_light_enough_for_the_head_of_a_readme() -> None:
    picture = Path(__file__).parents[2] / "docs" / "tour.png"

    assert picture.read_bytes().startswith(b"\x89PNG")
    assert picture.stat().st_size < 300_000
