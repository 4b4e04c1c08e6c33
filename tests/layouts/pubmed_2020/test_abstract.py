"""Abstracts in their three forms and many languages; keywords look like a part of them and are none."""

import pytest

from pipeline.layouts.pubmed_2020.abstract import Abstract, extract_abstract, extract_plain_language_summary
from tests.layouts.pubmed_2020.pieces import piece


def part(text: str, label: str | None = None) -> str:
    strong = "" if label is None else f'<strong class="sub-title">\n {label}\n </strong>'
    return f"<p>\n {strong}\n {text}\n </p>"


def content(*parts: str, language: str = "eng") -> str:
    return f'<div class="abstract-content selected" id="{language}-abstract">{"".join(parts)}</div>'


def read(*blocks: str, heading: str = "Abstract") -> Abstract:
    return extract_abstract(
        piece(f'<div class="abstract" id="abstract"><h2 class="title">{heading}</h2>{"".join(blocks)}</div>')
    )


def shown(abstract: Abstract) -> list[tuple[str, int, str | None, str | None]]:
    return [(s.language, s.position, s.label, s.text) for s in abstract.sections]


KEYWORDS = part("Kelp; <i>Lumenalga</i>; CO<sub>2</sub> uptake.", "Keywords:")


def test_an_abstract_without_labels_is_one_part() -> None:
    assert shown(read(content(part("Kelp glows.")))) == [("eng", 1, None, "Kelp glows.")]


def test_a_structured_abstract_has_a_part_a_label_without_its_colon() -> None:
    found = read(
        content(part("Kelp glows.", "Background:"), part("We looked.", "What is already known about this topic?:"))
    )

    assert shown(found) == [
        ("eng", 1, "Background", "Kelp glows."),
        ("eng", 2, "What is already known about this topic?", "We looked."),
    ]


def test_a_label_has_nlm_s_category_where_there_is_one() -> None:
    found = read(content(part("a", "Materials and methods:"), part("b", "PIP:"), part("c")))

    assert [s.category for s in found.sections] == ["METHODS", None, None]


def test_a_plain_part_may_stand_before_labelled_ones() -> None:
    assert shown(read(content(part("Kelp."), part("It matters.", "Importance:")))) == [
        ("eng", 1, None, "Kelp."),
        ("eng", 2, "Importance", "It matters."),
    ]


def test_keywords_are_a_sibling_of_the_abstract_and_no_part_of_it() -> None:
    found = read(content(part("Kelp glows.")), KEYWORDS)

    assert shown(found) == [("eng", 1, None, "Kelp glows.")]
    assert found.keywords == ("Kelp", "Lumenalga", "CO2 uptake")


@pytest.mark.parametrize(
    ("printed", "keywords"),
    [
        ("Kelp.", ("Kelp",)),
        ("Kelp; moss", ("Kelp", "moss")),
        ("Kelp; moss;.", ("Kelp", "moss")),
        ("Kelp spp.; v. 2.0.", ("Kelp spp.", "v. 2.0")),
        ("tides &amp; lamps.", ("tides & lamps",)),
        ("", ()),
    ],
)
def test_keywords_are_apart_by_semicolons_and_the_last_full_stop_is_not_theirs(
    printed: str, keywords: tuple[str, ...]
) -> None:
    assert read(part(printed, "Keywords:")).keywords == keywords


def test_keywords_inside_the_abstract_are_a_part_of_it() -> None:
    found = read(content(part("Kelp.", "Keywords:")))

    assert (shown(found), found.keywords) == ([("eng", 1, "Keywords", "Kelp.")], ())


def test_no_abstract_with_keywords_has_only_keywords() -> None:
    found = read('<em class="empty-abstract">No abstract available</em>', KEYWORDS)

    assert (found.sections, len(found.keywords)) == ((), 3)


def test_bare_paragraphs_are_the_abstract_of_old_records() -> None:
    assert shown(read(part("Kelp in China.", "PIP:"), KEYWORDS)) == [("eng", 1, "PIP", "Kelp in China.")]


def test_paragraphs_beside_an_abstract_that_are_no_keywords_are_counted() -> None:
    assert read(content(part("Kelp glows.")), part("Registered as NCT99.", "Registration:"), KEYWORDS).unread == 1
    assert read(content(part("Kelp glows.")), KEYWORDS).unread == 0


def test_a_paragraph_beside_an_abstract_is_no_part_of_it() -> None:
    assert shown(read(content(part("Kelp glows.")), part("Registered as NCT99.", "Registration:"))) == [
        ("eng", 1, None, "Kelp glows.")
    ]


def test_each_language_has_its_parts_numbered_from_one() -> None:
    found = read(
        content(part("Kelp."), part("It glows.")),
        content(part("海带。", "目的:"), part("发光。", "结果:"), language="zho"),
        heading='Abstract <div class="other-lang">in English, Chinese</div>',
    )

    assert shown(found) == [
        ("eng", 1, None, "Kelp."),
        ("eng", 2, None, "It glows."),
        ("zho", 1, "目的", "海带。"),
        ("zho", 2, "结果", "发光。"),
    ]


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("p<i>K</i> <sub>a</sub> and <i>brnK</i><sup>-/-</sup>", "pK a and brnK-/-"),
        ("SnO<sub>6</sub> <sup>2-</sup>", "SnO6 2-"),
        ("10(-9) M, g kg(-1), Ago4(-/-)", "10(-9) M, g kg(-1), Ago4(-/-)"),
        ("similarity&amp;gt;0.93 &lt; 1", "similarity&gt;0.93 < 1"),
        ("lines\n      inside a\n sentence", "lines inside a sentence"),
        ('see <a href="https://example.org">NCT99</a>; <sub><b><i>n</i></b> </sub>x', "see NCT99; n x"),
        ("Background: kelp glows.", "Background: kelp glows."),
    ],
)
def test_the_text_is_what_the_page_shows(html: str, text: str) -> None:
    assert shown(read(content(part(html)))) == [("eng", 1, None, text)]


def test_strong_words_in_a_sentence_are_no_label() -> None:
    assert shown(read(content("<p>Kelp <strong>glows</strong>.</p>"))) == [("eng", 1, None, "Kelp glows.")]


def test_a_label_alone_is_a_part_without_text() -> None:
    assert shown(read(content(part("", "Funding:"), part("Kelp.", "Results:")))) == [
        ("eng", 1, "Funding", None),
        ("eng", 2, "Results", "Kelp."),
    ]


def test_an_empty_paragraph_is_no_part() -> None:
    assert shown(read(content("<p> </p>", part("Kelp.")))) == [("eng", 1, None, "Kelp.")]


def test_a_summary_in_plain_language_is_its_paragraphs_without_the_heading() -> None:
    block = piece(
        '<div class="abstract" id="plain-language-summary"><h2>Plain language summary</h2><p>Kelp\n glows.</p><p>It copes.</p></div>'
    )

    assert extract_plain_language_summary(block) == "Kelp glows. It copes."


def test_positions_go_on_where_two_blocks_are_in_one_language() -> None:
    found = read(content(part("Kelp glows.")), content(part("Salps count.")))

    assert [(section.language, section.position) for section in found.sections] == [("eng", 1), ("eng", 2)]


def test_a_block_whose_id_is_no_language_is_undetermined() -> None:
    found = read(content(part("Kelp glows.")).replace("eng-abstract", "zz-renamed"))

    assert [section.language for section in found.sections] == ["und"]


def test_what_stands_in_an_abstract_outside_paragraphs_is_counted() -> None:
    found = read(content(part("Kelp glows.") + "<ul><li>A list</li></ul>and loose words"))

    assert found.unread == 2
