"""The invented articles, as the records that their pages have to yield."""

from dataclasses import replace

from pipeline.page import ArticlePage, Echoes
from pipeline.tables import (
    AbstractSection,
    Affiliation,
    AssociatedDatum,
    Author,
    Figure,
    FullTextLink,
    Grant,
    MeshTerm,
    RelatedArticle,
    Substance,
)

SITE = "https://www.ncbi.nlm.nih.gov"
PLACES = (
    Affiliation(
        1, "Institute of Tides, Harbour Town, Ruritania. mara.quill@tides.example", ["mara.quill@tides.example"]
    ),
    Affiliation(2, "École des Marées & Co., Port-Neuf, Ruritania.", []),
)
PEOPLE = (
    Author(1, "Quill M", "Quill M", False, False, None, [1, 2]),  # noqa: FBT003  # a row of a table
    Author(2, "Blüm-Ørsted JA Jr", "Blüm-Ørsted JA Jr", False, False, None, [2]),  # noqa: FBT003
    Author(3, "Tide Gauge Consortium", "Tide Gauge Consortium", True, False, None, []),  # noqa: FBT003
)


def _figure(number: int, title: str | None, caption: str) -> Figure:
    image = f"{SITE}/pmc/articles/instance/7000001/bin/tides-g00{number}"
    return Figure(
        position=number,
        label=f"Figure {number}",
        title=title,
        caption=caption,
        image_url=f"{image}.jpg",
        thumbnail_url=f"{image}.gif",
        width=None,
        height=None,
        pmcid="PMC7000001",
        figure_id=f"F{number}",
    )


LATE = ArticlePage(
    pmid=90000001,
    pmcid="PMC7000001",
    doi="10.1000/tides.2016.17",
    title="Do β-tides follow the <moon>? A trial of 10⁻³ & more",
    journal_title="Annals of invented tides : official journal of the Tide Society",
    journal_abbreviation="Ann Invent Tides",
    citation="2016 May-Jun;12(3 Suppl 1):S17-29.",
    secondary_date="Epub 2016 Feb 3. eCollection 2016.",
    keywords=("Tides", "moon, the", "Gauges sp."),
    publication_types=("Clinical Trial", "Research Support, Non-U.S. Gov't"),
    supplementary_concepts=("Tidal fever, invented",),
    copyright="© 2016 The Tide Society. All rights reserved.",
    is_free_pmc=True,
    is_retracted=False,
    authors=PEOPLE,
    affiliations=PLACES,
    abstract_sections=(
        AbstractSection(
            "eng", 1, "WHY WE LOOKED", "OBJECTIVE", "Tides are said to follow the moon (p < 0.05 & so on)."
        ),
        AbstractSection("eng", 2, "METHODS", "METHODS", "Methods: we looked. Conclusions were drawn later."),
        AbstractSection("eng", 3, "TRIAL REGISTRATION", None, "Invented register, number 7."),
    ),
    figures=(_figure(1, "The tide at noon.", "(A) High. (B) Low."), _figure(2, None, "The same at night.")),
    mesh_terms=(
        MeshTerm(1, "Moon", None, True),  # noqa: FBT003
        MeshTerm(2, "Water Movements", "physiology", True),  # noqa: FBT003
        MeshTerm(3, "Water Movements", "analogs & derivatives", False),  # noqa: FBT003
    ),
    substances=(Substance(1, "Sea Salt"), Substance(2, "tidalin, human")),
    grants=(
        Grant(1, "R01 TD000001/TD/NITD NIH HHS/Ruritania", "R01 TD000001", "TD", "NITD NIH HHS", "Ruritania"),
        Grant(
            2,
            "BB/T000001/1/Tidal Research Council/Ruritania",
            "BB/T000001/1",
            None,
            "Tidal Research Council",
            "Ruritania",
        ),
        Grant(3, "Harbour Trust/Ruritania", None, None, "Harbour Trust", "Ruritania"),
    ),
    related_articles=(
        RelatedArticle("comment_in", 1, 90000002, "Tides again. [Ann Invent Tides. 2017]"),
        RelatedArticle("similar", 2, 90000003, "Ebb and flow. Quill M. Ann Invent Tides. 2011; 7(1):3-9."),
        RelatedArticle("cited_by", 3, 90000004, "A review of moons. Orsted B. J Moons. 2018; 1(1):1-2."),
    ),
    full_text_links=(
        FullTextLink(1, "Full Text Sources", "Tide Society", "http://tides.example/?a=1&b=2"),
        FullTextLink(2, "Medical", "Tides - Invented Health", f"{SITE}/health/tides"),
    ),
    associated_data=(AssociatedDatum(1, "ClinicalTrials.gov", "NCT99000001", None),),
    echoes=Echoes(pmid="90000001", doi="10.1000/tides.2016.17", keywords="Moon;Water Movements"),
)
"""2016 to 2019: everything that these pages can show."""

MIDDLE = replace(
    LATE,
    affiliations=(Affiliation(1, PLACES[0].text, PLACES[0].emails),),
    authors=tuple(author._replace(affiliation_positions=[]) for author in PEOPLE),
    is_free_pmc=False,
    abstract_sections=(
        AbstractSection("eng", 1, "AIMS", "OBJECTIVE", "To look."),
        AbstractSection("eng", 2, "RESULTS", "RESULTS", "We saw."),
    ),
    supplementary_concepts=(),
    echoes=Echoes(pmid="90000001", doi="10.1000/tides.2016.17"),
)
"""2013: one affiliation without a number, the DOI in the citation line alone, categories only by label."""

EARLY = ArticlePage(
    pmid=90000001,
    title="[On tides: a review]",
    article_language="Ruritanian",
    journal_title="Annals of invented tides",
    journal_abbreviation="Ann Invent Tides",
    citation="2008;4(2):11-9.",
    secondary_date="Epub 2008 Jan 9.",
    authors=MIDDLE.authors,
    affiliations=MIDDLE.affiliations,
    abstract_sections=(AbstractSection("eng", 1, None, None, "OBJECTIVE: to look. RESULTS: we saw p < 0.05."),),
    related_articles=(
        RelatedArticle("similar", 1, 90000003, "Ebb and flow. Ann Invent Tides. 2001; 1(1):3-9."),
        RelatedArticle("similar", 2, 90000004, "A review of moons. J Moons. 2002; 1(1):1-2."),
    ),
    echoes=Echoes(pmid="90000001"),
)
"""2009: no indexing, no figures, no labels; what is free or retracted the page does not say."""
