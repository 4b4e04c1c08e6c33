"""What the text of a reference says of the work that it cites."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.normalize.cited import Cited, cited
from pipeline.tables import Reference
from tests.citation_styles import STYLES, CitedArticle, Name, Shape, Style

ARTICLE = CitedArticle(
    authors=(Name("Ondarra", "PA"), Name("van der Holm", "EJ"), Name("O'Hallorane", "T"), Name("Estrella-Pino", "N")),
    title="Spore release in Mirabryum nivale: a three-year field census",
    journal="Journal of Cold Botany",
    abbreviation="J. Cold Bot.",
    year=2011,
    volume="48",
    issue="6",
    pages="1201-1212",
    doi="10.5555/JCB.2011.48",
)
SHAPES = (
    Shape(),
    Shape(dash="–"),
    Shape(3, shows_doi=True),
    Shape(1, shows_doi=True, dash="–"),
)


def shown(text: str) -> dict[str, str | int]:
    """The fields that are read."""
    return {name: value for name, value in cited(text)._asdict().items() if value is not None}


@pytest.mark.parametrize("shape", SHAPES, ids=str)
@pytest.mark.parametrize("style", STYLES, ids=lambda style: style.__name__)
def test_a_reference_says_what_its_style_shows(style: Style, shape: Shape) -> None:
    printed = style(ARTICLE, shape)

    assert shown(printed.text) == printed.fields


@pytest.mark.parametrize("style", STYLES, ids=lambda style: style.__name__)
def test_a_title_keeps_the_sign_of_a_question(style: Style) -> None:
    printed = style(ARTICLE._replace(title="Do lanterns drift?"), Shape())

    assert shown(printed.text).get("title") == printed.fields.get("title")


def test_the_columns_of_a_reference_end_with_what_its_text_says() -> None:
    assert Reference._fields[-len(Cited._fields) :] == Cited._fields


@pytest.mark.parametrize(
    ("text", "pages"),
    [
        ("Ann Lantern Biol. 2014 Nov;260(5):757-62; discussion 762-3", "757-62; discussion 762-3"),
        ("Ann Lantern Biol. 2014;260:e1000", "e1000"),
        ("Ann Lantern Biol. 2014;260:S12–S19. Epub 2014 Mar 3.", "S12–S19"),
        ("Ann Lantern Biol. 2014;42:D980–D985", "D980–D985"),
        ("Ann Lantern Biol. 2014;178:1299–1312.e29", "1299–1312.e29"),
        ("Ann Lantern Biol. 2020:1–12.", "1–12"),
        ("Ann Lantern Biol. 2019;12(3):p. 17. doi: 10.5555/a.1.", "17"),
    ],
)
def test_pages_are_those_that_are_printed(text: str, pages: str) -> None:
    assert cited(text).pages == pages


@pytest.mark.parametrize(
    ("place", "volume", "issue"),
    [
        ("2008; Vol. 79, issue 1:109‐14.", "79", "1"),
        ("2010; 16 (12 Suppl TIDE): 44–7.", "16", "12 Suppl TIDE"),
        ("2004;(423):196–207.", None, "423"),
        ("2016;98-B(9):1240-7.", "98-B", "9"),
        ("1998 Jul-Aug;18 Suppl 2:97-9.", "18 Suppl 2", None),
        ("2019. 28(8): p. 1143–51.", "28", "8"),
        ("2021 doi: 10.5555/tide.1.", None, None),
    ],
)
def test_a_place_is_read_in_the_forms_that_journals_print(place: str, volume: str | None, issue: str | None) -> None:
    read = cited(f"Ondarra PA. Spore release in mosses. Ann Lantern Biol. {place}")

    assert (read.journal, read.volume, read.issue) == ("Ann Lantern Biol", volume, issue)


@pytest.mark.parametrize(
    ("between", "title", "journal"),
    [
        ("Tides of the north. Int. J. Lantern Res.", "Tides of the north", "Int. J. Lantern Res"),
        (
            "Tides. A long study of them. Comput. and Electr. Eng.",
            "Tides. A long study of them",
            "Comput. and Electr. Eng",
        ),
        ("Moss of the north (Bryum nivale) Front. Plant Sci.", "Moss of the north (Bryum nivale)", "Front. Plant Sci"),
        ("Why do lanterns drift? Nature.", "Why do lanterns drift?", "Nature"),
        (
            "Tides of the north. Tidal Research Part C: Emerging Lamps.",
            "Tides of the north",
            "Tidal Research Part C: Emerging Lamps",
        ),
    ],
)
def test_a_title_ends_where_the_words_of_a_journal_begin(between: str, title: str, journal: str) -> None:
    read = cited(f"Ondarra P.A., Holm T. {between} 2019;12:1–9.")

    assert (read.title, read.journal) == (title, journal)


@pytest.mark.parametrize(
    "between",
    [
        "Tides of the north. Journal of tides. Lamps.",  # one name in two parts, or a title in two sentences
        "Tides of the north. Velocar. Commun.",  # an abbreviation that nobody listed, or the title's end
        "Tides of the north. 3rd Symposium on Quiet Seas.",
        "Tides of the north, an account of what was seen there by those who went to see it themselves",
    ],
)
def test_title_and_journal_are_null_where_they_may_be_others(between: str) -> None:
    read = cited(f"Ondarra P.A., Holm T. {between} 2019;12:1–9.")

    assert (read.title, read.journal) == (None, None)
    assert (read.authors, read.year, read.volume, read.pages) == ("Ondarra P.A., Holm T", 2019, "12", "1–9")


@pytest.mark.parametrize(
    ("names", "authors"),
    [
        ("Ondarra PA, Holm T, 3rd, Fairwater J Jr.", "Ondarra PA, Holm T, 3rd, Fairwater J Jr"),
        ("Ondarra PA, Holm T; Tidal Survey Working Group.", "Ondarra PA, Holm T; Tidal Survey Working Group"),
        ("Ondarra P-A, D’Arvino J, Łaskawa R, et al. :", "Ondarra P-A, D’Arvino J, Łaskawa R, et al"),
        ("Ondarra P A, Holm T E and Fairwater J.", "Ondarra P A, Holm T E and Fairwater J"),
    ],
)
def test_authors_are_the_printed_names_without_the_signs_behind_them(names: str, authors: str) -> None:
    assert cited(f"{names} Tides of the north. Ann Lantern Biol. 2019;12:1–9.").authors == authors


@pytest.mark.parametrize(
    "text",
    [
        "Tang L. Dai X. Wen X. Ann. Lantern Biol. 2015;139:329–334.",  # names without commas, and no title
        "Ondarra PA, Holm T, M(c)ller K, Fairwater J. Tides of the north. Ann Lantern Biol. 2019;12:1–9.",
        "Harbour Office of Ternhaven. Tides of the north. Ann Lantern Biol. 2019;12:1–9.",
        "Sreeja S., Anju V.S., World J. Lanterns. 2010, 131, 814-9.",
        "Ann Lantern Biol. 2019;12:1–9.",
    ],
)
def test_authors_are_null_where_the_list_is_not_read_to_its_end(text: str) -> None:
    assert cited(text).authors is None


def test_a_chapter_has_no_title_and_no_journal() -> None:
    read = shown("Ondarra PA, Holm T. Tides. In: Fairwater J, editor. Waters. Kestrel Press; Orrin: 1998. pp. 12–19.")

    assert read == {"authors": "Ondarra PA, Holm T", "year": 1998, "pages": "12–19"}


def test_a_book_has_a_title_and_no_journal() -> None:
    read = shown("Ondarra P.A., Holm T. Tides of the north. Kestrel Press; Orrin, Vesperland: 1998.")

    assert read == {"authors": "Ondarra P.A., Holm T", "title": "Tides of the north", "year": 1998}


def test_a_paper_of_a_conference_has_a_title_and_no_journal() -> None:
    read = shown("Ondarra P.A. Quiet tides; Proceedings of the 5th Lantern Days; Orrin. 3–5 May 2011; pp. 1–6.")

    assert read == {"authors": "Ondarra P.A", "title": "Quiet tides", "year": 2011, "pages": "1–6"}


@pytest.mark.parametrize(
    "text",
    [
        "Tide tables. https://tide.example.org/. Accessed February 15, 2017.",
        "Ondarra PA. Tides. 1889. Reprinted in: Collected tides, 1901.",
        "Ondarra PA (2011) Tides of the north. Ann Lantern Biol. 2012;12:1–9.",
    ],
)
def test_the_year_is_null_where_none_or_two_are_of_the_work(text: str) -> None:
    assert cited(text).year is None


def test_two_editions_in_one_reference_have_no_place() -> None:
    read = cited("Ondarra P. A., Ann. Lantern Biol. Int. Ed. 2001, 51, 8–12; Ann. Lantern Biol. 2001, 124, 60–71.")

    assert read == Cited(year=2001)


@pytest.mark.parametrize(
    ("printed", "doi"),
    [
        ("doi: 10.5555/S0140-6736(17)31073-5.", "10.5555/s0140-6736(17)31073-5"),
        ("(https://doi.org/10.5555/tide.1)", "10.5555/tide.1"),
        ("doi:10.5555/tide.1PMID: 12345678", "10.5555/tide.1"),
        ("doi: 10.5555/j.tide.2020.100101.100101", "10.5555/j.tide.2020.100101"),
        ("doi: 10.5555/(SICI)1098(2000)15:1<114::AID-T21>3.0.CO;2-4.", "10.5555/(sici)1098(2000)15:1<114::aid-t21>3.0.co;2-4"),
        ("doi: 10.5555/tide.1 10.5555/TIDE.1", "10.5555/tide.1"),
        ("doi: 10.5555/tide.1, doi: 10.5555/tide.2", None),
        ("https://doi.org/10.5555/a-name-that-the-page-cuts-...", None),
        ("volume 110.5555/7", None),
    ],
)  # fmt: skip
def test_the_doi_is_the_only_one_that_the_text_prints(printed: str, doi: str | None) -> None:
    assert cited(f"Ondarra PA. Tides of the north. Ann Lantern Biol. 2019;12:1–9. {printed}").printed_doi == doi


def test_numbers_of_pubmed_and_pmc_are_those_that_the_text_prints() -> None:
    read = cited("Ondarra PA. Tides of the north. Ann Lantern Biol. 2019;12:1–9. PMID: 91234567; PMCID: PMC9912345.")

    assert (read.printed_pmid, read.printed_pmcid) == (91234567, "PMC9912345")


@pytest.mark.parametrize("text", [None, "", "Ondarra PA. Tides. Ann Lantern Biol. 2019;12:1–9. " + "x" * 2_000])
def test_nothing_is_read_of_no_text_and_of_one_that_is_no_single_reference(text: str | None) -> None:
    assert cited(text) == Cited()


PIECES = st.sampled_from(
    ("Ondarra PA", "Holm T.", "J. ", "Ann Lantern Biol", "Sci.", "Tides of the north", ". ", ", ", " ", ";", ":", "(2019)", "2019", "12", "(3)",
     "1–9", "et al", "In: ", "pp. ", "vol. ", "doi: ", "10.5555/", "a(1)", "...", "“", "”", "?", "PMID: 9123456", "PMC99123", "É", "\u200b", "]"),
)  # fmt: skip


@given(st.lists(PIECES, max_size=30).map("".join))
def test_whatever_is_read_is_printed_in_the_text(text: str) -> None:
    read = cited(text)

    printed = [
        read.authors,
        read.title,
        read.journal,
        read.volume,
        read.issue,
        read.pages,
        read.year,
        read.printed_pmid,
    ]
    assert [value for value in printed if value is not None and str(value) not in text] == []
    assert read.printed_doi is None or read.printed_doi in text.lower()
    assert "" not in read
