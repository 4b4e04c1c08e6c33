"""Each figure has its caption three times, and its title merged into its label."""

import pytest

from pipeline.layouts.pubmed_2020.figures import extract_figures
from pipeline.tables import Figure
from tests.layouts.pubmed_2020.pieces import piece

BIN = "https://www.ncbi.nlm.nih.gov/pmc/articles/instance/9900123/bin"


def figure(
    alt: str = "Fig. 1", heading: str = "Fig. 1", contents: str = "Kelp at night.", class_: str = "figure-item "
) -> str:
    strong = f'<strong class="figure-label"> {heading} </strong>' if heading else ""
    block = f'<div class="figure-caption-contents">{contents}</div>' if contents else ""
    copies = (
        '<div class="figure-caption"><div class="caption-wrap"><strong class="figure-label"><p> cut </p></strong></div></div>'
        '<div class="figure-caption-medium"><div class="figure-caption-contents"><p> Kelp… </p></div></div>'
    )
    caption = f'{copies}<figcaption id="figure-caption-0" class="figure-caption-full">{strong}{block}</figcaption>'
    return (
        f'<figure class="{class_}"><a class="figure-link" href="{BIN}/kelp-g001.jpg" data-image-width="708" data-image-height="546" '
        f'data-image-alt="{alt}" data-pmc-id="PMC9900123" data-figure-id="F1"><img class="figure-thumb" src="{BIN}/kelp-g001.gif" '
        f'alt="{alt}" /></a>{caption if strong or block else ""}</figure>'
    )


def read(*figures: str) -> tuple[Figure, ...]:
    return extract_figures(
        piece(
            f'<div id="figures"><h2>Figures</h2><div id="slides-container">{"".join(figures)}</div>'
            '<div id="figures-dialog"><div class="figure-dialog-caption">See this image and copyright information in PMC</div></div></div>'
        )
    )


def words(html: str) -> tuple[str | None, str | None, str | None]:
    (found,) = read(html)
    return found.label, found.title, found.caption


def test_a_figure_is_read_from_its_link_its_image_and_its_full_caption() -> None:
    assert read(figure()) == (
        Figure(
            1,
            "Fig. 1",
            None,
            "Kelp at night.",
            f"{BIN}/kelp-g001.jpg",
            f"{BIN}/kelp-g001.gif",
            708,
            546,
            "PMC9900123",
            "F1",
        ),
    )


@pytest.mark.parametrize(
    ("alt", "heading", "label", "title"),
    [
        ("Fig. 1", "Fig. 1", "Fig. 1", None),
        ("Figure 1", "Figure 1. Kelp <i>glows</i> &amp; moss", "Figure 1", "Kelp glows & moss"),
        ("Figure 1.", "Figure 1.. Kelp glows", "Figure 1.", "Kelp glows"),
        ("Fig 1", "Fig 1.. Kelp glows", "Fig 1", "Kelp glows"),
        ("FIG&nbsp;1", "FIG 1", "FIG 1", None),
        ("1", "1. Kelp glows", "1", "Kelp glows"),
        ("Fig. 1", "", "Fig. 1", None),
        ("Fig. 1", "Kelp glows", "Fig. 1", "Kelp glows"),
        ("captionless-figure", "Graphical abstract", "Graphical abstract", None),
        ("None", "Algorithm 1:", "Algorithm 1:", None),
        ("", "Scheme 1", "Scheme 1", None),
        ("captionless-figure", "", None, None),
        ("None", "", None, None),
    ],
)
def test_the_merged_heading_comes_apart_by_the_bare_label(
    alt: str, heading: str, label: str | None, title: str | None
) -> None:
    assert words(figure(alt, heading)) == (label, title, "Kelp at night.")


def test_contents_without_a_label_are_a_caption() -> None:
    assert words(figure("None", "", "Pseudocode of the lamp.")) == (None, None, "Pseudocode of the lamp.")


def test_a_label_alone_has_no_caption() -> None:
    assert words(figure(contents="")) == ("Fig. 1", None, None)


def test_a_figure_without_any_caption_is_a_figure() -> None:
    (found,) = read(figure("None", "", ""))

    assert (found.label, found.title, found.caption, found.figure_id) == (None, None, None, "F1")


def test_figures_behind_the_sixth_are_hidden_not_absent() -> None:
    found = read(*[figure()] * 6, *[figure(class_="figure-item tail")] * 2)

    assert [f.position for f in found] == [1, 2, 3, 4, 5, 6, 7, 8]


@pytest.mark.parametrize(
    ("contents", "caption"),
    [
        ("<b>A</b>Kelp<b>B</b>Moss", "AKelpBMoss"),
        ('<ol style="list-style-type:none"><li><span class="label">A</span><p>Kelp.</p></li></ol>', "AKelp."),
        ('See <ext-link ext-link-type="uri" xlink:href="https://e.org">e.org</ext-link>.', "See e.org."),
        ("<styled-content>Kelp</styled-content> <math><mi>n</mi><mo>=</mo><mn>3</mn></math>", "Kelp n=3"),
    ],
)
def test_markup_in_a_caption_leaves_its_text(contents: str, caption: str) -> None:
    assert words(figure(contents=contents))[2] == caption


def test_a_formula_s_image_is_not_the_figure_s() -> None:
    (found,) = read(figure(contents=f'Growth <img class="formula-image" src="{BIN}/fx2.jpg"/> a day.'))

    assert (found.thumbnail_url, found.caption) == (f"{BIN}/kelp-g001.gif", "Growth a day.")


def test_images_of_2026_lie_under_two_hashes() -> None:
    cdn = "https://cdn.ncbi.nlm.nih.gov/pmc/blobs/fbad/9900123"
    html = (
        figure()
        .replace(f"{BIN}/kelp-g001.jpg", f"{cdn}/708b61c0/kelp.jpg")
        .replace(f"{BIN}/kelp-g001.gif", f"{cdn}/224eed67/kelp.gif")
    )

    (found,) = read(html)

    assert (found.image_url, found.thumbnail_url) == (f"{cdn}/708b61c0/kelp.jpg", f"{cdn}/224eed67/kelp.gif")


def test_an_image_that_a_browser_saved_beside_the_page_has_no_address() -> None:
    (found,) = read(figure().replace(f"{BIN}/kelp-g001.gif", "./kelp_files/kelp-g001.gif"))

    assert found.thumbnail_url is None


@pytest.mark.parametrize("printed", ["", "wide", "-5", "7.5", "9999999", "９"])
def test_a_width_that_is_no_number_of_pixels_is_none(printed: str) -> None:
    (found,) = read(figure().replace('data-image-width="708"', f'data-image-width="{printed}"'))

    assert (found.width, found.height) == (None, 546)


def test_a_figure_without_a_link_keeps_its_caption() -> None:
    (found,) = read(
        '<figure class="figure-item"><figcaption><strong class="figure-label">Fig. 1</strong></figcaption></figure>'
    )

    assert found == Figure(1, "Fig. 1", None, None, None, None, None, None, None, None)
