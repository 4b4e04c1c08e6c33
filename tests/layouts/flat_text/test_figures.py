"""A figure's label stands once or three times more than its caption."""

import pytest

from pipeline.layouts.flat_text import read_page
from pipeline.tables import Figure
from tests.layouts.flat_text.texts import main_text


def figures(*lines: str) -> tuple[Figure, ...]:
    return read_page(main_text("PubMed Disclaimer", "Figures", "\n".join(lines))).figures


def words(*lines: str) -> list[tuple[str | None, str | None, str | None]]:
    return [(figure.label, figure.title, figure.caption) for figure in figures(*lines)]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (("Figure 1", "Figure 1", "Kelp."), ("Figure 1", None, "Kelp.")),
        (("Fig. 1", "Fig. 1. Kelp. At night."), ("Fig. 1", "Kelp. At night.", None)),
        (("Figure 1.", "Figure 1.. Kelp.", "More."), ("Figure 1.", "Kelp.", "More.")),
        (("FIG\u00a01", "FIG 1", "Kelp.", "More."), ("FIG 1", None, "Kelp. More.")),
        (("Fig 1", "Fig. 1", "Kelp."), ("Fig. 1", None, "Kelp.")),
        (("Image, graphical abstract", "Graphical abstract"), ("Graphical abstract", None, None)),
        (("1", "1. Test", "Cough."), ("1", "Test", "Cough.")),
        (("Figures 1–4.", "Figures 1–4.", "Kelp."), ("Figures 1–4.", None, "Kelp.")),
        (
            ("Extended Data Fig. 2", "Extended Data Fig. 2. Kelp of Fig. 1.", "a, b."),
            ("Extended Data Fig. 2", "Kelp of Fig. 1.", "a, b."),
        ),
    ],
)
def test_label_heading_and_caption_are_told_apart(lines: tuple[str, ...], expected: tuple[str | None, ...]) -> None:
    assert words(*lines) == [expected]


def test_two_figures_may_bear_the_same_label() -> None:
    assert words("Figure 1", "Figure 1", "Kelp.", "Figure 1", "Figure 1", "Salt.") == [
        ("Figure 1", None, "Kelp."),
        ("Figure 1", None, "Salt."),
    ]


@pytest.mark.parametrize(
    "lines",
    [
        ("Figure 1", "Figure 1", "Kelp.", "Figure 1", "Kelp.", "Figure 1", "Kelp."),
        ("Figure 1. Kelp.", "Figure 1. Kelp.", "Figure 1. Kelp."),
        ("Figure 1", "Figure 1. Kelp.", "Figure 1. Kelp.", "Figure 1. Kelp."),
    ],
)
def test_a_caption_too_short_to_be_cut_is_there_three_times(lines: tuple[str, ...]) -> None:
    ((label, title, caption),) = words(*lines)

    assert (label, title or caption) == ("Figure 1", "Kelp.")


def test_a_title_may_stand_close_to_its_label() -> None:
    assert words("Fig. 1", "Fig. 1.Kelp at night.") == [("Fig. 1", "Kelp at night.", None)]


def test_the_third_copy_of_a_caption_is_the_whole_one() -> None:
    assert words(
        "Figure 1",
        "Kelp…",
        "Figure 1",
        "Kelp at…",
        "Figure 1",
        "Kelp at night.",
        "Figure 2",
        "Salt.",
        "Figure 2",
        "Salt.",
        "Figure 2",
        "Salt.",
    ) == [
        ("Figure 1", None, "Kelp at night."),
        ("Figure 2", None, "Salt."),
    ]


def test_a_number_alone_is_a_label_where_its_copies_show_it() -> None:
    assert words("1", "Kelp…", "1", "Kelp at…", "1", "Kelp at 3", "2", "Salt.", "2", "Salt.", "2", "Salt.") == [
        ("1", None, "Kelp at 3"),
        ("2", None, "Salt."),
    ]


def test_the_text_of_an_image_without_a_caption_is_no_caption() -> None:
    assert words("Figure 1", "Figure 1", "Kelp.", "Image 2", "None", "captionless-figure") == [
        ("Figure 1", None, "Kelp.")
    ]


def test_the_next_image_s_text_is_no_part_of_a_caption() -> None:
    assert words(
        "Figure 1. Kelp…",
        "Figure 1. Kelp.",
        "Figure 1. Kelp. Figure 2",
        "Figure 2. S…",
        "Figure 2. Salt.",
        "Figure 2. Salt.",
    ) == [
        ("Figure 1", "Kelp.", None),
        ("Figure 2", "Salt.", None),
    ]


def test_what_stands_below_the_figures_is_none() -> None:
    assert words("Fig. 1", "Fig. 1", "Kelp.", "All figures (1)", "See this image and copyright information in PMC") == [
        ("Fig. 1", None, "Kelp.")
    ]


def test_a_heading_without_figures_says_that_they_are_lost() -> None:
    page = read_page(main_text("PubMed Disclaimer", "Figures", "References", "    1. Quill O. Kelp. 2001."))

    assert page.figures == ()
    assert "figures" in page.unreached
    assert "figures" in page.warnings[0]


def test_an_image_s_addresses_go_to_its_figure() -> None:
    text = main_text(
        "[PubMed Disclaimer](/disclaimer/)",
        "## Figures",
        "[![Fig. 1](http://a.example/1.gif)](http://a.example/1.jpg)\n\n**Fig. 1**\n\nKelp.",
        "[![Fig. 2](http://a.example/2.gif)](http://a.example/2.jpg)\n\n**Fig. 2**\n\nSalt.",
    )

    found = read_page(text).figures

    assert [(one.image_url, one.thumbnail_url) for one in found] == [
        ("http://a.example/1.jpg", "http://a.example/1.gif"),
        ("http://a.example/2.jpg", "http://a.example/2.gif"),
    ]
