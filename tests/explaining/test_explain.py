"""An article of several captures: what completes it, what is a copy, and what a cut page cannot say."""

from pathlib import Path

import pytest

from pipeline.dataset import pinned
from pipeline.explaining.explain import Explanation, Way, explain, explain_page
from pipeline.explaining.rereading import pages_of
from pipeline.explaining.values import Explained, How, printed_at
from pipeline.origin import Span
from pipeline.outcome import Extracted
from tests.dataset.verifying.damage import sound_dataset
from tests.invented.article import Era
from tests.invented.html_2020 import render_html
from tests.invented.invent import invent


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("explained")
    sound_dataset(folder)
    return folder


def _explained(place: Path, seed: int, raw: str) -> Explanation:
    with pinned(place / "output") as snapshot:
        return explain(snapshot, str(invent(seed).pmid), place / raw)


def _of(found: Explanation, name: str) -> Explained:
    return next(one for one in found.values if name in {one.column, one.table if one.column is None else None})


def test_a_list_that_was_taken_is_told_with_how_it_was(place: Path) -> None:
    found = _explained(place, 11, "more")

    ways = {table: completion.way for table, completion in found.completed.items()}
    assert ways == {
        "references": Way.APPENDED,
        "authors": Way.REPLACED,
        "affiliations": Way.REPLACED,
        "related_articles": Way.REPLACED,
    }
    assert found.completed["references"].source_uris == ("11-references.html",)
    assert found.origin.differs == ()


def test_without_the_page_nobody_claims_how_a_list_was_taken(place: Path) -> None:
    found = _explained(place, 11, "nowhere")

    assert {completion.way for completion in found.completed.values()} == {Way.UNKNOWN}


def test_a_copy_is_told_as_one(place: Path) -> None:
    (rival,) = _explained(place, 3, "raw").rivals

    assert rival.status == "duplicate"
    assert rival.why.startswith("it shows the same records, and ")


def test_a_poorer_layout_is_told_by_its_name(place: Path) -> None:
    (rival,) = _explained(place, 2, "raw").rivals

    assert "(flat-text, against pubmed-2020)" in rival.why


def test_what_a_cut_page_never_came_to_is_not_told_as_missing(place: Path) -> None:
    found = _explained(place, 12, "raw")

    assert "truncated" in _of(found, "mesh_terms").why_null
    assert _of(found, "reference_count").how is How.NULL
    assert _of(found, "copyright").why_null == "" or "truncated" not in _of(found, "copyright").why_null


def test_without_the_page_a_cut_one_may_have_shown_it(place: Path) -> None:
    assert "may have shown it" in _of(_explained(place, 12, "nowhere"), "mesh_terms").why_null


def test_every_place_that_is_told_is_in_its_section(place: Path) -> None:
    found = _explained(place, 1, "raw")

    told = [one for one in found.values if one.value_at is not None]
    assert len(told) > 10
    for one in told:
        assert one.section_at is not None
        assert one.value_at is not None
        assert one.section_at.start <= one.value_at.start < one.value_at.end <= one.section_at.end


def test_a_formula_is_found_whatever_marks_are_around_its_digits() -> None:
    page = b"<p>Light of CO<sub>2</sub> lamps</p>"

    at = printed_at("CO2 lamps", page, Span(0, len(page)))

    assert at is not None
    assert page[at.start : at.end] == b"CO<sub>2</sub> lamps"


def test_a_section_that_is_commented_out_before_main_is_not_told_as_the_section(tmp_path: Path) -> None:
    old = '<!-- <div id="references">old</div> --><div id="references">older</div>'
    page = render_html(invent(1), Era.DECEMBER_2023).replace("<main", f"{old}<main", 1)
    (tmp_path / "page.html").write_text(page, encoding="utf-8")
    (read,) = pages_of(tmp_path / "page.html")
    assert isinstance(read.outcome, Extracted)

    at = _of(explain_page(read, read.outcome), "references").section_at

    assert at is not None
    assert at.start > page.encode().index(b"<main")
