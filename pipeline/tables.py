"""The data contract: every table and every column, declared here and nowhere else.

A table is a `NamedTuple`: a row of it is a frozen tuple, cheap to make and to turn into columns. A
column is a field; its type says how it is stored, its `Column` what it means. `record.py` makes the
Arrow schemas, the Parquet column descriptions and the data dictionary out of these classes.

Tables of an article get `article_id` in front of their own columns (`ARTICLE_ID`): a page's sections
do not know under which identity their article will be published.
"""

from datetime import date, datetime
from enum import Enum
from typing import Annotated, NamedTuple


class Bits(Enum):
    """The width of a whole number in storage."""

    INT16 = 16
    INT32 = 32
    INT64 = 64


class Column(NamedTuple):
    """What a column means."""

    meaning: str
    unit: str = ""
    source: str = ""
    derived: str = ""
    """How the value is derived; empty for a value that is taken from the page as printed."""


Int16 = Annotated[int, Bits.INT16]
Int32 = Annotated[int, Bits.INT32]
Int64 = Annotated[int, Bits.INT64]

NLM_CITATION = "NLM, Citing Medicine, 2nd edition"
NLM_LABELS = "NLM, Structured Abstracts: label groups (NlmCategory)"
JATS = "JATS 1.3"
FROM_TEXT = "from `text`, where it leaves no doubt"
"""How parts of a reference come about: a style that is not known, or read two ways, gives null."""

Pmid = Annotated[Int64, Column("PubMed identifier", source="NLM")]
Pmcid = Annotated[str, Column("PubMed Central identifier, `PMC` and digits", source="NLM")]
Doi = Annotated[str, Column("Digital object identifier, lower case, without a resolver's prefix", source="ISO 26324")]
Position = Annotated[Int32, Column("Order on the page, from 1, within its article")]

ARTICLE_ID = Column(
    "Names the article in every table: `pmid:<digits>`, else `doi:<doi>`, "
    "else `page:<16 hex digits of the page's SHA-256>`",
    derived="from the identifiers that all captures of the article show",
)


class Article(NamedTuple):
    """An article, from its best capture."""

    pmid: Annotated[Pmid | None, Column("PubMed identifier", source="NLM")]
    pmcid: Annotated[
        Pmcid | None, Column("PubMed Central identifier, `PMC` and digits, also where it is under embargo")
    ]
    doi: Annotated[Doi | None, Column("Digital object identifier, lower case, without a resolver's prefix")]
    title: Annotated[str | None, Column("Title as printed; a title that PubMed translated stands in brackets")]
    article_language: Annotated[
        str | None, Column("What stands inside `[Article in …]`; null where the page does not print it")
    ]
    journal_title: Annotated[str | None, Column("Full title of the journal")]
    journal_abbreviation: Annotated[str | None, Column("The journal's abbreviation", source="NLM Catalog, ISO 4")]
    citation: Annotated[str | None, Column("Date, volume, issue and pages as printed: `2020 May;21(3):e49.`")]
    publication_year: Annotated[Int16 | None, Column("Year of publication", unit="year", derived="from `citation`")]
    publication_date: Annotated[
        date | None,
        Column("Date of publication; the first day where only month or year is printed", derived="from `citation`"),
    ]
    publication_date_precision: Annotated[
        str | None, Column("How much of `publication_date` is printed: `day`, `month`, `year` or `season`")
    ]
    epub_date: Annotated[
        date | None,
        Column(
            "Date of electronic publication ahead of print (`Epub …`); "
            "the first day where only month or year is printed",
            derived="from `secondary_date`",
        ),
    ]
    secondary_date: Annotated[
        str | None, Column("The other date behind the citation as printed: `Epub 2013 Jul 26.`, `eCollection 2022.`")
    ]
    volume: Annotated[str | None, Column("Volume, with its supplement", derived="from `citation`")]
    issue: Annotated[str | None, Column("Issue, with its part or supplement", derived="from `citation`")]
    pages: Annotated[str | None, Column("Pages or article number as printed", derived="from `citation`")]
    abstract: Annotated[
        str | None,
        Column(
            "The English abstract, or the only one: its sections, each `Label: text`, joined by a line feed",
            derived="from `abstract_sections`",
        ),
    ]
    keywords: Annotated[
        tuple[str, ...] | None, Column("Keywords as the authors gave them; null where this rendering cannot show them")
    ]
    publication_types: Annotated[
        tuple[str, ...] | None,
        Column(
            "Publication types; null where this rendering cannot show them", source="MeSH, publication characteristics"
        ),
    ]
    supplementary_concepts: Annotated[
        tuple[str, ...] | None,
        Column("Supplementary concepts; null where this rendering cannot show them", source="MeSH SCR"),
    ]
    copyright: Annotated[str | None, Column("Copyright statement below the abstract")]
    conflict_of_interest: Annotated[str | None, Column("Conflict of interest statement, with its headings")]
    plain_language_summary: Annotated[str | None, Column("Summary in plain language")]
    funding: Annotated[str | None, Column("Funding statement in prose; the numbered grants are in `grants`")]
    is_free_pmc: Annotated[
        bool | None, Column("The page says `Free PMC article`; null where this rendering cannot show it")
    ]
    is_retracted: Annotated[bool | None, Column("The page says that the article is retracted")]
    author_count: Annotated[
        Int32 | None, Column("Rows in `authors`; null where this rendering lists none", derived="counted")
    ]
    figure_count: Annotated[
        Int32 | None, Column("Rows in `figures`; null where the page was cut in front of them", derived="counted")
    ]
    reference_count: Annotated[
        Int32 | None,
        Column(
            "References of the article as the page states it (`Show all 32 references`), else the listed ones: "
            "0 where the page shows no list, which does not mean that the article has none; "
            "null where the page was cut in front of them"
        ),
    ]
    references_listed: Annotated[Int32, Column("Rows in `references`", derived="counted")]
    capture_id: Annotated[str, Column("SHA-256 of the bytes of the page that the row comes from")]
    source_uri: Annotated[str, Column("Where that page was read, below the folder that the run was given")]
    url: Annotated[str | None, Column("The page's own address")]
    captured_at: Annotated[datetime | None, Column("When the page was captured", unit="UTC")]
    layout: Annotated[str, Column("Layout of the page: `pubmed-2020`, `pubmed-legacy`, `flat-text`")]
    parser_version: Annotated[str, Column("Layout and version of the parser that read the page")]


class Author(NamedTuple):
    """An author of an article."""

    position: Position
    name: Annotated[str, Column("Name as printed")]
    short_name: Annotated[str | None, Column("Name as PubMed indexes it, `Li L`, from the author's link")]
    is_collective: Annotated[bool, Column("The author is a group")]
    equal_contribution: Annotated[bool | None, Column("Marked as having contributed equally")]
    orcid: Annotated[str | None, Column("ORCID iD, sixteen digits in groups of four", source="ISO 27729")]
    affiliation_positions: Annotated[list[Int32], Column("The author's rows in `affiliations`, by position")]


class Affiliation(NamedTuple):
    """An affiliation printed in an article."""

    position: Position
    text: Annotated[str, Column("The affiliation, without its number")]
    emails: Annotated[list[str], Column("E-mail addresses in the text", derived="from `text`")]


class AbstractSection(NamedTuple):
    """One part of one abstract; an abstract without labels is one part."""

    language: Annotated[str, Column("Language of the abstract", source="ISO 639-2")]
    position: Annotated[Int32, Column("Order from 1 within its article and language")]
    label: Annotated[str | None, Column("Label as printed, without the colon")]
    category: Annotated[
        str | None,
        Column(
            "`BACKGROUND`, `OBJECTIVE`, `METHODS`, `RESULTS` or `CONCLUSIONS`; "
            "null for a label that NLM does not group",
            source=NLM_LABELS,
            derived="from `label`",
        ),
    ]
    text: Annotated[str | None, Column("Text of the part; null where the page shows a label alone")]


class Figure(NamedTuple):
    """A figure."""

    position: Position
    label: Annotated[str | None, Column("`Fig. 1`", source=JATS)]
    title: Annotated[str | None, Column("The caption's heading, without the label", source=JATS)]
    caption: Annotated[str | None, Column("The caption without its heading", source=JATS)]
    image_url: Annotated[str | None, Column("Address of the image")]
    thumbnail_url: Annotated[str | None, Column("Address of the small image")]
    width: Annotated[Int32 | None, Column("Width of the image", unit="px")]
    height: Annotated[Int32 | None, Column("Height of the image", unit="px")]
    pmcid: Annotated[str | None, Column("PubMed Central article that holds the figure")]
    figure_id: Annotated[str | None, Column("Identifier of the figure in that article, `F1`", source=JATS)]


class Reference(NamedTuple):
    """A reference that the page lists; one printed as several notes is one row."""

    position: Position
    list_title: Annotated[str | None, Column("Nearest heading above the reference, on a page with several lists")]
    text: Annotated[
        str | None,
        Column(
            "Citation as printed, without its trailing ` - DOI - PMC - PubMed` links; null where there are only links"
        ),
    ]
    doi: Annotated[
        str | None, Column("DOI of the reference's link, lower case; what the text prints is in `printed_doi`")
    ]
    pmid: Annotated[Int64 | None, Column("PMID of the reference's link")]
    pmcid: Annotated[str | None, Column("PMCID of the reference's link")]
    authors: Annotated[
        str | None,
        Column(
            "Authors as printed, `et al` and groups included, without the signs behind them",
            source=NLM_CITATION,
            derived=FROM_TEXT,
        ),
    ] = None
    title: Annotated[
        str | None,
        Column(
            "Title of the cited article, book or paper of a conference, without its full stop; "
            "of a chapter, where book and chapter are printed, null",
            source=NLM_CITATION,
            derived=FROM_TEXT,
        ),
    ] = None
    journal: Annotated[
        str | None,
        Column(
            "Journal as printed, in full or abbreviated; null for what is no article in a journal",
            source=NLM_CITATION,
            derived=FROM_TEXT,
        ),
    ] = None
    year: Annotated[
        Int16 | None, Column("Year of the cited work; null where two are printed", unit="year", derived=FROM_TEXT)
    ] = None
    volume: Annotated[str | None, Column("Volume of the cited work as printed, without `vol.`", derived=FROM_TEXT)] = (
        None
    )
    issue: Annotated[str | None, Column("Issue of the cited work as printed, without `no.`", derived=FROM_TEXT)] = None
    pages: Annotated[
        str | None, Column("Pages or article number of the cited work as printed, without `pp.`", derived=FROM_TEXT)
    ] = None
    printed_doi: Annotated[
        str | None,
        Column(
            "DOI that the text prints, lower case; null where it prints several", source="ISO 26324", derived=FROM_TEXT
        ),
    ] = None
    printed_pmid: Annotated[Int64 | None, Column("PMID that the text prints", source="NLM", derived=FROM_TEXT)] = None
    printed_pmcid: Annotated[str | None, Column("PMCID that the text prints", source="NLM", derived=FROM_TEXT)] = None


class MeshTerm(NamedTuple):
    """A MeSH heading, one row a qualifier."""

    position: Position
    descriptor: Annotated[str, Column("What the article is about, a term of the MeSH thesaurus", source="MeSH")]
    qualifier: Annotated[
        str | None,
        Column("Aspect of the descriptor that the article treats; null where none is printed", source="MeSH"),
    ]
    is_major: Annotated[bool, Column("Marked as a major topic of the article (the asterisk)", source="MeSH")]


class Substance(NamedTuple):
    """A substance that the article is indexed with."""

    position: Position
    name: Annotated[str, Column("Name of the substance", source="MeSH, registry numbers and SCR")]


class Grant(NamedTuple):
    """A grant."""

    position: Position
    text: Annotated[str, Column("The grant as printed")]
    grant_id: Annotated[str | None, Column("Number of the grant", derived="from `text`")]
    acronym: Annotated[str | None, Column("Acronym of the institute", source="NLM, GrantList", derived="from `text`")]
    agency: Annotated[
        str | None, Column("Organisation that gave the grant", source="NLM, GrantList", derived="from `text`")
    ]
    country: Annotated[str | None, Column("Country of the agency", source="NLM, GrantList", derived="from `text`")]


class RelatedArticle(NamedTuple):
    """A link from an article to another."""

    relation: Annotated[
        str,
        Column(
            "The page's heading in snake case: `similar`, `cited_by`, `comment_in`, `erratum_in`, `retraction_in`, …"
        ),
    ]
    position: Position
    pmid: Annotated[Int64 | None, Column("PMID of the other article")]
    text: Annotated[str, Column("Title, authors and citation of the other article as printed")]


class FullTextLink(NamedTuple):
    """A link out to the full text or another resource."""

    position: Position
    category: Annotated[str | None, Column("The LinkOut heading: `Full Text Sources`, …", source="NCBI LinkOut")]
    provider: Annotated[str, Column("Name of the provider", source="NCBI LinkOut")]
    url: Annotated[str, Column("Address of the resource")]


class AssociatedDatum(NamedTuple):
    """An accession in a data bank."""

    position: Position
    databank: Annotated[str, Column("Data bank", source="NLM, DataBankList")]
    accession: Annotated[str | None, Column("Accession number", source="NLM, DataBankList")]
    url: Annotated[str | None, Column("Address of the record")]


class DocumentRow(NamedTuple):
    """An article's clean text, boilerplate stripped."""

    text: Annotated[
        str,
        Column(
            "The article's own text in the page's order, a blank line between blocks, headings as lines by themselves: "
            "title, language, journal line, authors, affiliations, identifiers, abstracts, keywords, summary, "
            "copyright, conflict of interest, figures, references, indexing terms, associated data, grants; "
            "no other article's text and nothing of the site",
            derived="from the records of the article's best capture",
        ),
    ]


class CaptureRow(NamedTuple):
    """A page that was read: parsed, rejected or superseded, none left out."""

    capture_id: Annotated[
        str | None, Column("SHA-256 of the page's bytes; null where they could not be read", source="FIPS 180-4")
    ]
    source_uri: Annotated[
        str,
        Column(
            "Where it was read, below the folder that the run was given: `a.html`, `a.zip!/b.html`, `a.html#2`, "
            "`a.warc.gz!409`; of what a list names outside of its base, the whole path or address"
        ),
    ]
    url: Annotated[str | None, Column("The page's own address")]
    captured_at: Annotated[datetime | None, Column("When it was captured", unit="UTC")]
    captured_at_source: Annotated[
        str | None, Column("Where `captured_at` comes from: `sidecar`, `record`, `archive-entry` or `file-time`")
    ]
    media_type: Annotated[str | None, Column("`text/html` or `text/plain`, by what the page says", source="RFC 6838")]
    encoding: Annotated[str | None, Column("The encoding that the page's bytes were read in", source="WHATWG Encoding")]
    layout: Annotated[
        str | None,
        Column(
            "`pubmed-2020`, `pubmed-legacy`, `flat-text`; `references-fragment`, `authors-fragment` or "
            "`related-fragment` for a list that the page's script fetched; null for a page that is no article"
        ),
    ]
    size: Annotated[Int64, Column("Size of the page, decompressed", unit="byte")]
    status: Annotated[str, Column("`parsed`, `superseded`, `duplicate` or `rejected`")]
    reason: Annotated[str | None, Column("Why it was rejected, one of a short closed list")]
    detail: Annotated[str | None, Column("The rejection in words")]
    warnings: Annotated[list[str], Column("Doubts about what was read, each `name` or `name: detail`")]
    content_id: Annotated[
        str | None, Column("Digest of the records that the page shows; equal copies have equal ones", derived="BLAKE2b")
    ]
    article_id: Annotated[str | None, Column("The article that the page shows; null for a rejection")]
    parser_version: Annotated[
        str | None,
        Column("What read it, with its version: the layout's parser, or for a page of no layout `recognise`"),
    ]
    pmid: Annotated[Int64 | None, Column("PMID that the page shows as its article's")]
    doi: Annotated[Doi | None, Column("DOI that the page shows as its article's, lower case")]
    pmcid: Annotated[Pmcid | None, Column("PMCID that the page shows as its article's")]
    layout_rank: Annotated[
        Int16 | None,
        Column(
            "How well such a page shows its article, among its captures; 0 is best. Null for rejections and fragments",
            derived="from `layout` and whether the page is whole",
        ),
    ]
    run_id: Annotated[
        str, Column("The run that read it; equal for runs of one program over the same pages, places and times")
    ]


class ArticleIdChange(NamedTuple):
    """An `article_id` that was published once and names no article any more, and one that took its place."""

    old_article_id: Annotated[str, Column("The name that is gone")]
    new_article_id: Annotated[
        str, Column("An article of today that shows a page of the old one; one row each where there are several")
    ]
    run_id: Annotated[str, Column("The run that changed it last")]


class Owner(Enum):
    """Whom the rows of a table belong to."""

    ARTICLE = "article"
    """Rows belong to an article: `article_id` comes first, and they are sorted by it."""
    RUN = "run"
    """Rows are the bookkeeping of runs, sorted by their own order."""


class Table(NamedTuple):
    """A table of the contract."""

    name: str
    row: type[NamedTuple]
    owner: Owner = Owner.ARTICLE
    order: tuple[str, ...] = ("position",)
    """The columns, behind the article's, that rows are sorted by; with it they are the key."""


ARTICLES = Table("articles", Article, order=())
AUTHORS = Table("authors", Author)
AFFILIATIONS = Table("affiliations", Affiliation)
ABSTRACT_SECTIONS = Table("abstract_sections", AbstractSection, order=("language", "position"))
FIGURES = Table("figures", Figure)
REFERENCES = Table("references", Reference)
MESH_TERMS = Table("mesh_terms", MeshTerm)
SUBSTANCES = Table("substances", Substance)
GRANTS = Table("grants", Grant)
RELATED_ARTICLES = Table("related_articles", RelatedArticle)
FULL_TEXT_LINKS = Table("full_text_links", FullTextLink)
ASSOCIATED_DATA = Table("associated_data", AssociatedDatum)
DOCUMENTS = Table("documents", DocumentRow, order=())
CAPTURES = Table("captures", CaptureRow, owner=Owner.RUN, order=("source_uri", "capture_id"))
ARTICLE_ID_CHANGES = Table(
    "article_id_changes", ArticleIdChange, owner=Owner.RUN, order=("old_article_id", "new_article_id")
)

SECTION_TABLES = (
    AUTHORS,
    AFFILIATIONS,
    ABSTRACT_SECTIONS,
    FIGURES,
    REFERENCES,
    MESH_TERMS,
    SUBSTANCES,
    GRANTS,
    RELATED_ARTICLES,
    FULL_TEXT_LINKS,
    ASSOCIATED_DATA,
)
"""The tables whose rows a page's sections give, in the order of the contract."""

ARTICLE_TABLES = (ARTICLES, *SECTION_TABLES, DOCUMENTS)
"""The tables whose rows belong to an article."""
STAGED_TABLES = (*ARTICLE_TABLES, CAPTURES)
"""The tables that pages give rows to; the others tell of the dataset itself."""
TABLES = (*STAGED_TABLES, ARTICLE_ID_CHANGES)
