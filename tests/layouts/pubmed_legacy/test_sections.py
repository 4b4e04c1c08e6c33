"""Single sections, in the forms that whole invented pages do not have."""

import pytest

from pipeline.errors import BrokenPromise
from pipeline.layouts.pubmed_legacy import indexing
from pipeline.layouts.pubmed_legacy.abstract import extract_abstract
from pipeline.layouts.pubmed_legacy.addresses import absolute
from pipeline.layouts.pubmed_legacy.authors import extract_affiliations, extract_authors
from pipeline.layouts.pubmed_legacy.citation import extract_citation
from pipeline.layouts.pubmed_legacy.figures import extract_figures
from pipeline.layouts.pubmed_legacy.identifiers import extract_identifiers
from pipeline.layouts.pubmed_legacy.marks import clear_attributes
from pipeline.layouts.pubmed_legacy.related import extract_linked
from pipeline.layouts.pubmed_legacy.title import extract_title, without_full_stop
from pipeline.markup.tree import Element, parse_fragment
from pipeline.normalize.citations import citation_parts


def div(html: str) -> Element:
    return parse_fragment(f"<div>{html}</div>".encode(), "div")


JOURNAL = '<a title="Annals of tides.">Ann Tides.</a> '


@pytest.mark.parametrize(
    ("printed", "citation", "secondary_date", "doi"),
    [
        ("1981;17(6):368-76.", "1981;17(6):368-76.", None, None),
        ("2012 Dec;15(4):420-6. Epub  2012 Dec 31.", "2012 Dec;15(4):420-6.", "Epub 2012 Dec 31.", None),
        (
            "2009 Oct;10(Pt. 2 Suppl):7-9. doi: 10.1000/A.B1. Review.",
            "2009 Oct;10(Pt. 2 Suppl):7-9.",
            None,
            "10.1000/a.b1",
        ),
        ("2019 Aug 21;92:103214. doi: 10.1000/x. [Epub ahead of print]", "2019 Aug 21;92:103214.", None, "10.1000/x"),
        ("2013 Apr;8:1. Print 2013. Erratum in: X.", "2013 Apr;8:1.", "Print 2013.", None),
        ("2016;5. pii: e123. doi: 10.1000/e.", "2016;5. pii: e123.", None, "10.1000/e"),
        ("Winter 2010", "Winter 2010", None, None),
    ],
)
def test_the_citation_ends_before_the_doi_and_other_dates(
    printed: str, citation: str, secondary_date: str | None, doi: str | None
) -> None:
    line = extract_citation(div(JOURNAL + printed))

    assert (line.citation, line.secondary_date, line.doi) == (citation, secondary_date, doi)
    assert (line.journal_title, line.journal_abbreviation) == ("Annals of tides", "Ann Tides")


def test_the_number_of_an_article_stands_for_its_pages() -> None:
    assert citation_parts("2016 Feb 10;5(2). pii: e123.") == ("2016 Feb 10", "5", "2", "e123")
    assert citation_parts("2019 Aug 21. pii: S0045-20(19)30.") == ("2019 Aug 21", None, None, "S0045-20(19)30")


def test_a_citation_without_a_journal_breaks_a_promise() -> None:
    with pytest.raises(BrokenPromise, match="journal"):
        extract_citation(div("1981;17(6):368-76."))


@pytest.mark.parametrize(
    ("printed", "title"),
    [("A <i>b</i><sup>2</sup>.", "A b2"), ("Why?", "Why?"), ("[Tides].", "[Tides]"), ("And so on...", "And so on...")],
)
def test_a_title_loses_one_full_stop_and_nothing_else(printed: str, title: str) -> None:
    assert extract_title(div(printed)) == title
    assert without_full_stop(title) == title


def test_an_empty_title_breaks_a_promise() -> None:
    with pytest.raises(BrokenPromise, match="title"):
        extract_title(div(" "))


NUMBERED_ITEMS = (
    "<h3>Author information</h3><ul><li><sup>1</sup>Here, 10<sup>th</sup> floor. a@b.org</li><li>There.</li></ul>"
)
NUMBERED_TERMS = "<dl><dt>1</dt><dd>Here.</dd><dt>#</dt><dd>Contributed equally</dd></dl>"


def test_an_affiliation_keeps_its_text_without_its_number() -> None:
    affiliations = extract_affiliations(div(NUMBERED_ITEMS))

    assert [(place.text, place.emails, key) for place, key in affiliations] == [
        ("Here, 10th floor. a@b.org", ["a@b.org"], "1"),
        ("There.", [], ""),
    ]


def test_the_note_on_equal_contribution_marks_authors_and_is_no_affiliation() -> None:
    affiliations = extract_affiliations(div(NUMBERED_TERMS))
    first = '<a href="/?term=A%20B%5BAuthor%5D">A B</a><sup>#</sup><sup>1,</sup><sup>9</sup>'
    second = '<a href="/?term=C%5BAuthor%5D">C</a>'

    authors = extract_authors(div(f"{first}, {second}."), affiliations)

    assert [(author.short_name, author.equal_contribution, author.affiliation_positions) for author in authors] == [
        ("A B", True, [1]),
        ("C", False, []),
    ]
    assert [place.text for place, _ in affiliations] == ["Here."]


def test_an_article_may_have_no_authors() -> None:
    assert extract_authors(div("[No authors listed]"), ()) == ()


def test_names_without_links_break_a_promise() -> None:
    with pytest.raises(BrokenPromise, match="links"):
        extract_authors(div("Quill M, Orsted B."), ())


def test_the_category_is_nlms_own_word_where_the_page_has_it() -> None:
    html = (
        '<p>Plain.</p><h4>RESULTS: </h4><p><AbstractText Label="RESULTS" NlmCategory="UNASSIGNED">A</AbstractText></p>'
        '<p><AbstractText Label="TIDES" NlmCategory="METHODS">B</AbstractText></p><h4>METHODS: </h4><p>C</p>'
    )

    sections = extract_abstract(div(html)).sections

    assert [(section.label, section.category, section.text) for section in sections] == [
        (None, None, "Plain."),
        ("RESULTS", None, "A"),
        ("TIDES", "METHODS", "B"),
        ("METHODS", "METHODS", "C"),
    ]


def test_a_label_alone_is_a_part_without_text() -> None:
    sections = extract_abstract(div("<h4>FUNDING: </h4><p></p><h4>AIM: </h4><p>To look.</p>")).sections

    assert [(section.label, section.text) for section in sections] == [("FUNDING", None), ("AIM", "To look.")]


def test_a_second_abstract_is_not_taken_for_english() -> None:
    abstract = extract_abstract(div("<h3>Abstract</h3><div><p>One.</p></div><div><p>Un.</p></div>"))

    assert [section.text for section in abstract.sections] == ["One."]
    assert abstract.unknown == ("another abstract",)


def test_an_abstract_without_paragraphs_breaks_a_promise() -> None:
    with pytest.raises(BrokenPromise, match="paragraphs"):
        extract_abstract(div("<h3>Abstract</h3><div>Loose text.</div>"))


@pytest.mark.parametrize(
    ("html", "pmcid", "doi"),
    [
        ("<dt>PMID:</dt> <dd>7</dd> <dd> [PubMed - indexed for MEDLINE] </dd><dd> </dd>", None, None),
        ("<dt>PMID:</dt> <dd>7</dd><dd><dt>PMCID:</dt> <dd>PMC8</dd> [Available on 2013/8/1]</dd>", "PMC8", None),
        ("<dt>PMID:</dt> <dd>7 [PubMed]</dd><dd><dt>PMCID:</dt> PMC8 [Available on 2013/8/1]</dd>", "PMC8", None),
        (
            "<dt>PMID:</dt><dd><a>7</a></dd><dt>DOI:</dt><dd><a href='//doi.org/10.1000/x'>10.1000/X</a></dd>",
            None,
            "10.1000/x",
        ),
    ],
)
def test_identifiers_are_read_in_every_nesting(html: str, pmcid: str | None, doi: str | None) -> None:
    identifiers = extract_identifiers(div(f"<dl>{html}</dl>"))

    assert (identifiers.pmid, identifiers.pmcid, identifiers.doi) == (7, pmcid, doi)


def test_a_page_without_a_pmid_breaks_a_promise() -> None:
    with pytest.raises(BrokenPromise, match="PMID"):
        extract_identifiers(div("<dl><dt>DOI:</dt><dd>10.1000/x</dd></dl>"))


@pytest.mark.parametrize(
    ("label", "is_free"), [("Free PMC Article", True), ("Free Article", False), ("Free full text", False)]
)
def test_only_an_article_in_pmc_is_free_in_pmc(label: str, is_free: bool) -> None:
    html = f'<dl><dt>PMID:</dt><dd>7</dd></dl><a class="status_icon">{label}</a>'

    assert extract_identifiers(div(html)).is_free_pmc is is_free


def test_a_figure_without_a_caption_keeps_its_label() -> None:
    html = '<div class="nc_item"><a class="figpopup" href="/x/"><img src="/a.gif" alt="Figure 3"></a></div>'

    figure = extract_figures(div(html))[0]

    assert (figure.label, figure.title, figure.caption, figure.image_url, figure.figure_id) == ("Figure 3", *[None] * 4)


@pytest.mark.parametrize(
    ("line", "terms"),
    [
        ("DNA/genetics*", [("DNA", "genetics", True)]),
        ("Tides*/blood", [("Tides", "blood", True)]),
        ("Tides/blood/drug therapy*", [("Tides", "blood", False), ("Tides", "drug therapy", True)]),
        ("Models, Biological", [("Models, Biological", None, False)]),
    ],
)
def test_a_mesh_line_is_a_row_a_qualifier(line: str, terms: list[tuple[str, str | None, bool]]) -> None:
    lists = indexing.find_lists([div(f"<h4>MeSH Terms</h4><ul><li>{line}</li></ul>")])

    assert [row[1:] for row in indexing.extract_mesh_terms(lists)] == terms


@pytest.mark.parametrize(
    ("line", "parts"),
    [
        ("R01 HD1/HD/NICHD NIH HHS/United States", ("R01 HD1", "HD", "NICHD NIH HHS", "United States")),
        ("HL/NHLBI NIH HHS/United States", (None, "HL", "NHLBI NIH HHS", "United States")),
        ("G 7/1/MRC_/Research Council/Ruritania", ("G 7/1", "MRC_", "Research Council", "Ruritania")),
        ("092096/Harbour Trust", ("092096", None, "Harbour Trust", None)),
        ("Harbour Trust", (None, None, "Harbour Trust", None)),
    ],
)
def test_a_grant_is_read_from_its_end(line: str, parts: tuple[str | None, ...]) -> None:
    lists = indexing.find_lists([div(f"<h4>Grant support</h4><ul><li>{line}</li></ul>")])

    assert [row[2:] for row in indexing.extract_grants(lists)] == [parts]


def test_lists_without_a_table_are_silent_and_unknown_ones_are_not() -> None:
    html = "<h4>Personal Name as Subject</h4><ul><li>A</li></ul><h4>Weather</h4><ul><li>B</li></ul>"

    assert list(indexing.unknown_lists([div(html), div("<h3>Conflict of interest</h3>None.")])) == [
        "Weather",
        "Conflict of interest",
    ]


def test_linked_articles_need_a_heading() -> None:
    with pytest.raises(BrokenPromise, match="heading"):
        list(extract_linked([div('<ul><li><a href="/pubmed/7">X</a></li></ul>')]))


@pytest.mark.parametrize(
    ("href", "address"),
    [
        ("/pmc/x", "https://www.ncbi.nlm.nih.gov/pmc/x"),
        ("//doi.org/10.1000/x", "https://doi.org/10.1000/x"),
        ("http://tides.example/?a=[b]", "http://tides.example/?a=[b]"),
        ("#", None),
        ("javascript:void(0)", None),
        (None, None),
    ],
)
def test_links_of_the_site_become_absolute(href: str | None, address: str | None) -> None:
    assert absolute(href) == address


def test_a_title_in_front_of_a_blank_and_its_full_stop_is_tidy() -> None:
    assert without_full_stop("Lantern kelp glows .") == "Lantern kelp glows"
    assert without_full_stop(".") == "."


def test_a_term_without_a_descriptor_is_what_is_printed() -> None:
    (term,) = indexing.extract_mesh_terms({indexing.MESH_TERMS: [div("/ physiology *")]})

    assert (term.descriptor, term.qualifier, term.is_major) == ("/ physiology *", "physiology", True)


@pytest.mark.parametrize("attribute", ['title="a &lt;mark&gt;b&#1;"', 'ti\x01tle="&lt;mark&gt;"'])
def test_attributes_that_no_tree_takes_are_no_obstacle(attribute: str) -> None:
    clear_attributes(div(f"<p {attribute}>tides</p>"))
