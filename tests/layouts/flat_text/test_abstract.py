"""Paragraphs, labels, languages, keywords, copyright."""

import pytest

from pipeline.layouts.flat_text import read_page
from pipeline.layouts.flat_text.languages import closest_language, language_of
from tests.layouts.flat_text.texts import main_text, with_abstract

ENGLISH = "The kelp of the bay was seen to glow, and this is what we have found with it in the dark."
FRENCH = "Les algues de la baie ont été vues par les pêcheurs et sont dans un état qui est très bon pour une lumière aux reflets."
SPANISH = "Las algas de la bahía se ven por los pescadores y son más claras; el estudio fue hecho con una luz para el mar y sus olas."
CHINESE = "目的： 研究海带。 方法： 观察夜间的光。"


def labels(*paragraphs: str) -> list[tuple[str, str | None, str | None]]:
    return [(row.language, row.label, row.text) for row in read_page(with_abstract(*paragraphs)).abstract_sections]


def test_an_abstract_of_several_paragraphs_has_their_labels() -> None:
    assert labels("Aim: To look.", "What is new?: Light.", "Result(s): It glows: a lot.") == [
        ("eng", "Aim", "To look."),
        ("eng", "What is new?", "Light."),
        ("eng", "Result(s)", "It glows: a lot."),
    ]


def test_a_paragraph_without_a_label_stands_among_labelled_ones() -> None:
    assert labels("Kelp glows.", "Importance: High.") == [("eng", None, "Kelp glows."), ("eng", "Importance", "High.")]


def test_words_before_a_colon_in_a_single_paragraph_are_prose() -> None:
    assert labels("Background: We looked. Methods: With lamps.") == [
        ("eng", None, "Background: We looked. Methods: With lamps.")
    ]


def test_words_before_a_colon_are_prose_where_nlm_knows_none_and_not_all_paragraphs_have_them() -> None:
    assert labels("Kelp glows.", "We looked with: lamps.") == [
        ("eng", None, "Kelp glows."),
        ("eng", None, "We looked with: lamps."),
    ]


def test_supplementary_information_may_be_the_only_label() -> None:
    assert labels("Kelp glows.", "Supplementary information: Online.") == [
        ("eng", None, "Kelp glows."),
        ("eng", "Supplementary information", "Online."),
    ]


def test_a_text_below_its_label_may_have_a_colon() -> None:
    assert labels("Methods:\nWe used two: lamps.", "Results: It glows.")[0] == ("eng", "Methods", "We used two: lamps.")


def test_popline_s_label_stands_alone() -> None:
    assert labels("PIP: Kelp glows.") == [("eng", "PIP", "Kelp glows.")]


def test_a_label_s_category_is_nlm_s() -> None:
    rows = read_page(with_abstract("Methods: Lamps.", "Level of light: 2.")).abstract_sections

    assert [row.category for row in rows] == ["METHODS", None]


def test_abstracts_in_other_languages_follow_without_a_word() -> None:
    found = labels(ENGLISH, FRENCH, SPANISH, CHINESE)

    assert [language for language, _, _ in found] == ["eng", "fra", "spa", "zho"]


def test_positions_start_anew_in_each_language() -> None:
    rows = read_page(
        with_abstract(f"Aim: {ENGLISH}", f"Results: {ENGLISH}", f"Objectif: {FRENCH}", f"Méthodes: {FRENCH}")
    ).abstract_sections

    assert [(row.language, row.position, row.label) for row in rows] == [
        ("eng", 1, "Aim"),
        ("eng", 2, "Results"),
        ("fra", 1, "Objectif"),
        ("fra", 2, "Méthodes"),
    ]


@pytest.mark.parametrize("text", ["Kelp.", "12 of 34 (p < .05)", "Vibrio parahaemolyticus"])
def test_a_paragraph_that_does_not_show_its_language_has_none(text: str) -> None:
    assert language_of(text) is None


def test_a_foreign_name_does_not_make_a_paragraph_foreign() -> None:
    assert language_of(f"{ENGLISH} The word 海带 is its name.") == "eng"


def test_a_short_sentence_goes_to_the_likeliest_of_the_languages_there() -> None:
    assert closest_language("Las olas se ven.", frozenset({"eng", "spa"})) == "spa"
    assert closest_language("12 %", frozenset({"eng", "spa"})) is None


def test_keywords_end_the_abstract_and_copyright_follows_them() -> None:
    page = read_page(
        with_abstract("Kelp glows.", "Keywords: algae; kelp (brown); night-time.", "Thieme. All rights reserved.")
    )

    assert page.keywords == ("algae", "kelp (brown)", "night-time")
    assert page.copyright == "Thieme. All rights reserved."
    assert len(page.abstract_sections) == 1


@pytest.mark.parametrize("line", ["Copyright © 2013 The Tide.", "© 2013.", "Published by Tide. All rights reserved."])
def test_copyright_is_known_by_its_words(line: str) -> None:
    page = read_page(with_abstract("Kelp glows.", line))

    assert (page.copyright, len(page.abstract_sections)) == (line, 1)


def test_copyright_below_the_plain_language_summary_is_none_of_it() -> None:
    page = read_page(
        main_text("Abstract", "Kelp.", "Plain language summary", "It glows.", "© 2013 The Tide.", "PubMed Disclaimer")
    )

    assert (page.plain_language_summary, page.copyright) == ("It glows.", "© 2013 The Tide.")


def test_the_choice_of_languages_is_no_paragraph() -> None:
    for heading in ("Abstract in English, French", "Abstract\nin English, French"):
        page = read_page(main_text(heading, ENGLISH, FRENCH, "PubMed Disclaimer"))

        assert [row.text for row in page.abstract_sections] == [ENGLISH, FRENCH]


def test_an_abstract_that_was_cut_ends_where_the_text_ends() -> None:
    page = read_page(main_text("Abstract", "Kelp glo"))

    assert [row.text for row in page.abstract_sections] == ["Kelp glo"]


def test_a_label_may_stand_without_a_text() -> None:
    assert labels("Background:", "Methods: Lamps.") == [("eng", "Background", None), ("eng", "Methods", "Lamps.")]


def test_a_label_on_a_line_of_its_own_has_the_text_below_it() -> None:
    assert labels("Background:", "Kelp glows.", "Methods:", "Lamps.") == [
        ("eng", "Background", "Kelp glows."),
        ("eng", "Methods", "Lamps."),
    ]
