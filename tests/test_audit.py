"""PubMed prints many values twice; where the two differ, a warning names it."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from pipeline.audit import audit
from pipeline.page import ArticlePage, Echoes
from pipeline.tables import AbstractSection, Author, Grant, MeshTerm, Reference, RelatedArticle


def author(position: int, name: str, short_name: str | None, *, is_collective: bool = False) -> Author:
    return Author(
        position, name, short_name, is_collective, equal_contribution=False, orcid=None, affiliation_positions=[]
    )


ECHOES = Echoes(
    pmid="90000001",
    doi="10.5555/LUX.1",
    title="pKa of lantern kelp",
    short_title="pK a of lantern kelp",
    journal_title="annals of lantern biology",
    journal_abbreviation="Ann Lantern Biol",
    short_journal="Ann Lantern Biol",
    date="12/22/2021",
    short_date="2021",
    volume="59",
    issue="6",
    author_names=("Ravensloot M", "Noor A"),
    keywords="pmid:90000001, PMC9900123, doi:10.5555/LUX.1, Maren Ravensloot, Kelp* / physiology, Light, NIH",
    has_pmcid=True,
)
PAGE = ArticlePage(
    pmid=90_000_001,
    pmcid="PMC9900123",
    doi="10.5555/lux.1",
    title="pK a of lantern kelp",
    journal_title="Annals of Lantern Biology",
    journal_abbreviation="Ann Lantern Biol",
    citation="2021 Dec 22;59(6):635-638.",
    authors=(
        author(1, "Maren Ravensloot", "Ravensloot M"),
        author(2, "Kelp Group", "Kelp Group", is_collective=True),
        author(3, "Ada Noor", "Noor A"),
    ),
    mesh_terms=(MeshTerm(1, "Kelp", "physiology", is_major=True), MeshTerm(2, "Light", None, is_major=False)),
    echoes=ECHOES,
)


def warnings(echoes: Echoes) -> list[str]:
    return [warning.partition(":")[0] for warning in audit(replace(PAGE, echoes=echoes))]


def test_a_page_that_agrees_with_itself_has_no_warnings() -> None:
    assert audit(PAGE) == ()


def test_what_is_printed_once_is_no_disagreement() -> None:
    assert audit(replace(PAGE, echoes=Echoes())) == ()


@pytest.mark.parametrize(
    ("name", "echoes"),
    [
        ("pmid-differs-from-meta", replace(ECHOES, pmid="90000002")),
        ("doi-differs-from-meta", replace(ECHOES, doi="10.5555/lux.2")),
        ("title-differs-from-meta", replace(ECHOES, title="pKa of lantern moss")),
        ("title-differs-from-short-view", replace(ECHOES, short_title="pK a of lantern moss")),
        ("journal-differs-from-meta", replace(ECHOES, journal_abbreviation="J Moss")),
        ("journal-differs-from-short-view", replace(ECHOES, short_journal="J Moss")),
        ("journal-title-differs-from-meta", replace(ECHOES, journal_title="journal of moss")),
        ("year-differs-from-short-view", replace(ECHOES, short_date="2020")),
        ("volume-differs-from-meta", replace(ECHOES, volume="60")),
        ("volume-differs-from-meta", replace(ECHOES, issue="7")),
        ("authors-differ-from-meta", replace(ECHOES, author_names=("Ravensloot M", "Noor B"))),
        ("authors-differ-from-meta", replace(ECHOES, author_names=("Ravensloot M",))),
        ("pmcid-differs-from-meta", replace(ECHOES, has_pmcid=False)),
        ("mesh-terms-not-in-meta", replace(ECHOES, keywords="pmid:90000001, Kelp* / physiology, NIH")),
    ],
)
def test_a_disagreement_is_one_warning_by_name(name: str, echoes: Echoes) -> None:
    assert warnings(echoes) == [name]


@pytest.mark.parametrize(
    ("name", "page"),
    [
        ("pmid-not-in-heading", replace(PAGE, pmid=None)),
        ("doi-not-in-heading", replace(PAGE, doi=None)),
        ("title-not-in-heading", replace(PAGE, title=None)),
        ("pmcid-differs-from-meta", replace(PAGE, pmcid=None)),
    ],
)
def test_a_value_that_only_the_head_prints_may_mean_a_blind_selector(name: str, page: ArticlePage) -> None:
    assert [warning.partition(":")[0] for warning in audit(page)] == [name]


@pytest.mark.parametrize(
    "echoes",
    [
        replace(ECHOES, doi="https://doi.org/10.5555/LUX.1"),
        replace(ECHOES, title="pKa  oflantern kelp"),
        replace(ECHOES, journal_title="ANNALS of lantern biology"),
        replace(ECHOES, short_date="2021 Dec"),
        replace(ECHOES, volume="59 ( 6)", issue=None),
        replace(ECHOES, pmid="none"),
    ],
    ids=["doi's prefix", "white space", "case", "a fuller date", "volume and issue as one", "no number"],
)
def test_what_differs_only_in_form_is_no_disagreement(echoes: Echoes) -> None:
    assert warnings(echoes) == []


def test_a_warning_shows_both_values() -> None:
    assert audit(replace(PAGE, echoes=replace(ECHOES, pmid="7"))) == ("pmid-differs-from-meta: '90000001' and '7'",)


@pytest.mark.parametrize(
    "echoes",
    [
        replace(ECHOES, title="kelp " * 1000),
        replace(ECHOES, journal_abbreviation="kelp " * 1000),
        replace(ECHOES, author_names=("kelp " * 1000, "Noor A")),
    ],
)
def test_a_warning_stays_short(echoes: Echoes) -> None:
    (warning,) = audit(replace(PAGE, echoes=echoes))

    assert len(warning) < 250


def test_authors_of_a_rendering_that_lost_them_are_not_compared() -> None:
    assert audit(replace(PAGE, authors=(), has_author_list=False)) == ()


def test_a_person_without_an_indexed_name_is_compared_by_the_printed_one() -> None:
    authors = (author(1, "Ravensloot M", None), author(2, "Noor A", None))

    assert audit(replace(PAGE, authors=authors)) == ()


@pytest.mark.parametrize(
    "lose",
    [lambda page: replace(page, mesh_terms=()), lambda page: replace(page, echoes=replace(ECHOES, keywords=None))],
)
def test_mesh_terms_are_compared_only_where_both_are_there(lose: Callable[[ArticlePage], ArticlePage]) -> None:
    assert audit(lose(PAGE)) == ()


def test_a_block_that_yields_nothing_is_named() -> None:
    page = ArticlePage(
        title="Salps", filled_blocks=("figures", "grants"), grants=(Grant(1, "a", None, None, "a", None),)
    )

    assert audit(page) == ("nothing-read: figures",)


def test_a_day_is_compared_with_the_meta_tag_that_writes_the_month_first() -> None:
    page = ArticlePage(title="Salps", citation="2021 Dec 22;59(6):1.", echoes=Echoes(date="12/22/2021"))
    other = ArticlePage(title="Salps", citation="2021 Dec 22;59(6):1.", echoes=Echoes(date="12/23/2021"))

    assert audit(page) == ()
    assert [warning.partition(":")[0] for warning in audit(other)] == ["date-differs-from-meta"]


@pytest.mark.parametrize(
    "garbled",
    ["S\u00c3\u00b8ren", "\u00c2\u00b1 2", "\u00ce\u00b1-helix", "21\u00e2\u20ac\u201c23", "21\u00e2\x80\x9323"],
)
def test_text_in_a_wrong_encoding_is_warned_of_wherever_it_stands(garbled: str) -> None:
    pages = (
        ArticlePage(title=f"Kelp {garbled}"),
        ArticlePage(abstract_sections=(AbstractSection("eng", 1, None, None, f"Kelp {garbled}"),)),
        ArticlePage(authors=(author(1, garbled, None),)),
    )

    assert [[w.partition(":")[0] for w in audit(page)] for page in pages] == [["mojibake"]] * 3


@pytest.mark.parametrize("text", ["Søren – β ± 2 °C", "\u00ab\u202fMA\u00c7\u00c3\u00bb", "ÂGE", "château", "NAÏVE"])
def test_text_in_another_language_is_no_wrong_encoding(text: str) -> None:
    assert audit(ArticlePage(title=text)) == ()


def test_similar_articles_without_any_number_are_named() -> None:
    rows = (RelatedArticle("similar", 1, None, "Kelp. Okonjura C."),)

    assert audit(ArticlePage(title="Salps", filled_blocks=("related_articles",), related_articles=rows)) == (
        "nothing-read: related_articles.pmid",
    )


def test_link_words_in_a_reference_are_named() -> None:
    rows = (Reference(1, None, "Kielmark F. Lamps. - DOI - PubMed", None, None, None),)

    assert audit(ArticlePage(title="Salps", filled_blocks=("references",), references=rows)) == (
        "link-words-in-references",
    )


def test_a_lost_citation_is_named_after_the_meta_tag() -> None:
    page = ArticlePage(title="Salps", echoes=Echoes(date="2021 Dec", volume="59"))

    assert [warning.partition(":")[0] for warning in audit(page)] == [
        "citation-not-in-heading",
        "volume-not-in-heading",
    ]


def test_a_translated_title_without_its_language_is_named() -> None:
    page = ArticlePage(title="[Kelp glows]", filled_blocks=("copyright",), copyright="c")

    assert audit(page) == ("nothing-read: article_language",)
    assert audit(replace(page, article_language="Chinese")) == ()


def labelled(language: str, *labels: str | None) -> ArticlePage:
    parts = tuple(AbstractSection(language, n, label, None, "It glows.") for n, label in enumerate(labels, 1))
    return replace(PAGE, abstract_sections=parts)


def test_a_label_that_nlm_does_not_group_is_a_warning_once_a_page() -> None:
    page = labelled("eng", "Methods", "Lantern log", None, "Lantern log", "WHAT SHONE")

    assert audit(page) == ("label-without-category: Lantern log", "label-without-category: WHAT SHONE")


def test_a_label_whose_category_the_page_itself_prints_is_no_warning() -> None:
    printed = AbstractSection("eng", 1, "Lantern log", "METHODS", "It glows.")

    assert audit(replace(PAGE, abstract_sections=(printed,))) == ()


def test_a_label_of_another_language_is_no_warning_for_nlm_groups_english_ones_alone() -> None:
    assert audit(labelled("spa", "Conclusión luminosa")) == ()


def test_a_label_s_warning_is_as_short_as_the_others() -> None:
    (warning,) = audit(labelled("eng", "L" * 500))

    assert warning == f"label-without-category: {'L' * 80}"
