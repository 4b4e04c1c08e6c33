"""Origins say the truth: without the bytes of a section, exactly its own fields are other ones."""

from collections.abc import Mapping
from dataclasses import fields

import pytest

from pipeline.errors import BrokenPromise, PageError
from pipeline.extract import ORIGINS
from pipeline.layouts import flat_text, pubmed_2020, pubmed_legacy
from pipeline.layouts.pubmed_2020 import heading, reading
from pipeline.markup.head import read_head
from pipeline.markup.tree import main_span
from pipeline.origin import Origins, by_class, by_id, by_line, spans_of
from pipeline.outcome import Layout
from pipeline.page import ArticlePage
from tests.invented.article import Era
from tests.invented.flattened import render_flat_text
from tests.invented.html_2020 import render_html
from tests.invented.invent import invent
from tests.invented_legacy.abstract_plus import print_abstract_plus
from tests.invented_legacy.articles import EARLY, LATE, MIDDLE
from tests.invented_legacy.report import YEAR_2013, YEAR_2017, print_report
from tests.normalize.test_linear_time import limit

_OF_THE_PAGE = {"echoes", "filled_blocks", "cut", "unreached", "warnings", "has_author_list", "stated_reference_count"}
FIELDS = [field.name for field in fields(ArticlePage) if field.name not in _OF_THE_PAGE]
_NOTHING = (None, (), False)


def _read_2020(utf8: bytes) -> ArticlePage:
    return pubmed_2020.read_page(utf8, read_head(utf8))


def _read_legacy(utf8: bytes) -> ArticlePage:
    return pubmed_legacy.read_page(utf8, read_head(utf8))


_PAGES_2020 = [render_html(invent(seed), Era.DECEMBER_2023).encode() for seed in range(1, 7)]
_SPANS_2020 = [spans_of(utf8, pubmed_2020.ORIGINS) for utf8 in _PAGES_2020]
_LEGACY = [print_abstract_plus(EARLY), print_report(MIDDLE, YEAR_2013), print_report(LATE, YEAR_2017)]
_READ: Mapping[Layout, list[ArticlePage]] = {
    Layout.PUBMED_2020: [_read_2020(utf8) for utf8 in _PAGES_2020],
    Layout.PUBMED_LEGACY: [_read_legacy(utf8) for utf8 in _LEGACY],
    Layout.FLAT_TEXT: [flat_text.read_page(render_flat_text(invent(seed))) for seed in range(1, 9)],
}


def _shown(page: ArticlePage) -> set[str]:
    return {name for name in FIELDS if getattr(page, name) not in _NOTHING}


@pytest.mark.parametrize("layout", _READ, ids=lambda layout: layout.value)
def test_every_field_that_pages_of_a_layout_show_has_an_origin(layout: Layout) -> None:
    shown = set().union(*map(_shown, _READ[layout]))

    assert shown <= set(ORIGINS[layout])


@pytest.mark.parametrize("layout", Layout, ids=lambda layout: layout.value)
def test_origins_are_of_fields_that_there_are(layout: Layout) -> None:
    assert set(ORIGINS[layout]) <= set(FIELDS)


def _by_section(origins: Origins) -> Mapping[str, set[str]]:
    found: dict[str, set[str]] = {}
    for field, origin in origins.items():
        found.setdefault(origin.section, set()).add(field)
    return found


_SECTIONS = {
    section: own
    for section, own in _by_section(pubmed_2020.ORIGINS).items()
    if section not in {"#heading", "the meta tag og:url"}  # without the one there is no page, and the other is a tag
}


@pytest.mark.parametrize("section", _SECTIONS)
def test_without_a_section_its_own_fields_are_other_ones_and_no_others(section: str) -> None:
    own = _SECTIONS[section]
    lost: set[str] = set()
    for utf8, page, spans in zip(_PAGES_2020, _READ[Layout.PUBMED_2020], _SPANS_2020, strict=True):
        span = spans.get(section)
        if span is None:
            assert not own & _shown(page) - {name for name in own if pubmed_2020.ORIGINS[name].else_from}
            continue
        without = _read_2020(utf8[: span.start] + utf8[span.end :])
        changed = {name for name in FIELDS if getattr(page, name) != getattr(without, name)}
        assert changed <= own
        lost |= changed

    assert lost == own & set().union(*map(_shown, _READ[Layout.PUBMED_2020])) or section == "#publication-types"


def test_without_its_heading_a_page_is_none() -> None:
    span = spans_of(_PAGES_2020[0], pubmed_2020.ORIGINS)["#heading"]

    with pytest.raises(BrokenPromise, match="no #heading"):
        _read_2020(_PAGES_2020[0][: span.start] + _PAGES_2020[0][span.end :])


_OLD = b'<div class="references" id="references">old</div>'


@pytest.mark.parametrize(
    "around",
    [b"<!-- %b -->", b"<!-- %b", b"<script>let old = '%b';</script>", b"<STYLE>%b</STYLE>", b"<!-- > -- %b --!>"],
)
def test_what_is_commented_out_or_in_a_script_is_no_section(around: bytes) -> None:
    assert "#references" not in spans_of(around % _OLD, pubmed_2020.ORIGINS)
    assert spans_of(_OLD + around % _OLD, pubmed_2020.ORIGINS)["#references"].start == 0


def test_a_section_begins_where_it_is_printed_though_a_comment_before_holds_one() -> None:
    page = _PAGES_2020[0]
    main = main_span(page).start
    hidden = b"<!-- " + _OLD + b" -->"
    pages = (page[:main] + hidden + page[main:], page.replace(b"<main", b"<main>" + hidden + b"<i", 1))

    for one, moved in zip(pages, (len(hidden), len(hidden) + len(b"<main><i") - len(b"<main")), strict=True):
        found, before = (spans_of(utf8, pubmed_2020.ORIGINS)["#references"] for utf8 in (one, page))
        assert found.start == before.start + moved


def test_where_sections_are_read_in_main_none_stands_before_it_but_tags_of_the_head_do() -> None:
    page = _PAGES_2020[0].replace(b"<body", _OLD + b"<body", 1)
    main = main_span(page).start

    found = spans_of(page, pubmed_2020.ORIGINS, main)

    assert found["#references"].start > main
    assert found["the meta tag og:url"].end < main


def test_a_comment_that_is_open_before_main_hides_nothing_in_it() -> None:
    page = _PAGES_2020[0].replace(b"<main", b"<!-- <main", 1)

    assert "#references" in spans_of(page, pubmed_2020.ORIGINS, main_span(page).start)


def test_in_a_text_a_comment_hides_nothing() -> None:
    origins = {name: origin for name, origin in flat_text.ORIGINS.items() if name == "references"}

    assert spans_of(b"A text with <!-- in it\n\nReferences\n1. One\n", origins) != {}


_HEADED = [field for field, origin in flat_text.ORIGINS.items() if origin.section.startswith("the lines under")]


@pytest.mark.parametrize("field", _HEADED)
def test_without_the_lines_under_its_heading_a_text_shows_no_such_thing(field: str) -> None:
    origin = flat_text.ORIGINS[field]
    for seed, page in enumerate(_READ[Layout.FLAT_TEXT], 1):
        utf8 = render_flat_text(invent(seed)).encode()
        span = spans_of(utf8, flat_text.ORIGINS).get(origin.section)
        if span is None or field not in _shown(page) or origin.else_from:
            continue
        try:
            without = flat_text.read_page((utf8[: span.start] + utf8[span.end :]).decode())
        except PageError:
            continue
        assert getattr(without, field) in _NOTHING


def test_the_rules_of_the_layout_are_those_that_its_reader_calls() -> None:
    called = {id(one) for module in (reading, heading) for one in vars(module).values()}

    rules = {origin.rule for field, origin in pubmed_2020.ORIGINS.items() if field != "url"}

    assert [rule.__name__ for rule in rules if id(rule) not in called] == []


@pytest.mark.parametrize("layout", ORIGINS, ids=lambda layout: layout.value)
def test_a_rule_says_in_words_what_it_does(layout: Layout) -> None:
    for origin in ORIGINS[layout].values():
        words, _, said = origin.rule_in_words.partition(": ")

        assert words.startswith(origin.rule.__name__)
        assert said


def test_marks_find_where_a_section_begins() -> None:
    assert by_id("figures").search(b'<p id="figures-list"><div class="x" id="figures">') is not None
    assert by_id("figures").search(b'<p id="figures-list">') is None
    assert by_class("cit").search(b'<p class="citation"><div class="a cit b">') is not None
    assert by_class("cit").search(b'<p class="citation">') is None
    assert by_line("Figures").search(b"See\n## Figures\n") is not None
    assert by_line("Figures").search(b"See Figures\n") is None


@pytest.mark.parametrize("seed", [b"<!--", b"<!-- -", b"<script", b"<script></script ", b"<!---->", b"<style></"])
def test_what_is_hidden_is_found_in_linear_time(seed: bytes) -> None:
    with limit(0.5):
        spans_of(seed * (200_000 // len(seed)), {})


@pytest.mark.parametrize("layout", ORIGINS, ids=lambda layout: layout.value)
def test_no_mark_takes_longer_than_its_text(layout: Layout) -> None:
    marks = {origin.mark for origin in ORIGINS[layout].values()}

    for seed in (b"<", b"<a ", b'<a class="', b'<a class="a ', b"<a id=", b"\n", b"\n#", b" ", b"#", b"<meta "):
        text = seed * (50_000 // len(seed))
        with limit(0.5 * len(marks)):
            for mark in marks:
                list(mark.finditer(text))
