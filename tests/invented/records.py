"""The records that an invented article's page must yield, out of its description alone: an independent truth.

Rows carry the contract's columns without provenance; a value is as JSON would hold it, a date as an ISO string.
"""

from collections.abc import Iterable, Mapping

from tests.invented.article import AbstractPart, AuthorDetail, Era, FreeLabel, InventedArticle
from tests.invented.images import images
from tests.invented.links import Docsum, Grant
from tests.invented.marked_text import as_words, tidy
from tests.invented.matter import LinkKind, Note, Reference, listed

Row = dict[str, object]
Records = dict[str, list[Row]]

CITED = (
    "authors", "title", "journal", "year", "volume", "issue", "pages", "printed_doi", "printed_pmid", "printed_pmcid",
)  # fmt: skip
"""The columns of `references` that are derived from its text."""
CATEGORIES = {
    "Background": "BACKGROUND", "Introduction": "BACKGROUND",
    "Objective": "OBJECTIVE", "Objectives": "OBJECTIVE", "Purpose": "OBJECTIVE", "Aim": "OBJECTIVE",
    "Methods": "METHODS", "Materials and methods": "METHODS", "Design": "METHODS", "Method": "METHODS",
    "Search strategy": "METHODS",
    "Results": "RESULTS", "Main results": "RESULTS",
    "Conclusion": "CONCLUSIONS", "Conclusions": "CONCLUSIONS", "Discussion": "CONCLUSIONS",
    "Authors' conclusions": "CONCLUSIONS",
}  # fmt: skip
"""NLM's group of each label where it is plain."""


def expected_records(article: InventedArticle, era: Era = Era.DECEMBER_2023) -> Records:
    """Every table's rows for the page that `render_html` writes in that era."""
    sections: Records = {
        "authors": _authors(article),
        "affiliations": _affiliations(article),
        "abstract_sections": abstract_rows(article, CATEGORIES),
        "figures": _figures(article, era),
        "references": [_reference(title, reference) for title, reference in listed(article.references)],
        "mesh_terms": [
            {"descriptor": term.descriptor, "qualifier": term.qualifier, "is_major": term.is_major}
            for term in article.mesh_terms
        ],
        "substances": [{"name": name} for name in article.substances],
        "grants": [_grant(grant) for grant in article.grants],
        "related_articles": _related(article, era),
        "full_text_links": [
            {"category": group.category, "provider": link.provider, "url": link.url}
            for group in article.linkout
            for link in group.links
        ],
        "associated_data": [
            {"databank": entry.databank, "accession": entry.accession, "url": entry.url}
            for entry in article.associated_data
        ],
    }  # fmt: skip
    records = {table: numbered(article_id(article), rows) for table, rows in sections.items()}
    records["abstract_sections"] = [{"article_id": article_id(article), **row} for row in sections["abstract_sections"]]
    records["articles"] = [_article(article, records)]
    return records


def unsettled_columns(article: InventedArticle) -> dict[str, frozenset[str]]:
    """Columns, by table, whose value this article's page leaves open; of an open table all columns."""
    labels = {part.label for text in article.abstracts for part in text.parts if part.label is not None}
    is_fetched = article.author_detail is AuthorDetail.FETCHED
    doubts = (
        ("authors", {"affiliation_positions"}, is_fetched),
        ("authors", {"short_name"}, any(author.is_collective for author in article.authors)),
        ("affiliations", {"text", "emails"}, is_fetched),
        ("articles", {"publication_date"}, article.citation.date.season is not None),
        ("abstract_sections", {"category"}, bool(labels - CATEGORIES.keys())),
        ("grants", {"grant_id", "acronym", "agency", "country"}, not all(grant.is_plain() for grant in article.grants)),
    )
    columns: dict[str, frozenset[str]] = {}
    for table, doubtful, applies in doubts:
        if applies:
            columns[table] = columns.get(table, frozenset()) | doubtful
    return columns


def article_id(article: InventedArticle) -> str:
    """The article's name in every table."""
    return f"pmid:{article.pmid}"


def numbered(name: str, rows: Iterable[Row]) -> list[Row]:
    """Rows with their article and their position, from 1."""
    return [{"article_id": name, "position": n, **row} for n, row in enumerate(rows, 1)]


def abstract_rows(article: InventedArticle, categories: Mapping[str, str]) -> list[Row]:
    """The parts of every abstract; positions count within a language."""
    return [
        {
            "language": text.language,
            "position": n,
            "label": part.label,
            "category": categories.get(part.label or ""),
            "text": as_words(part.text),
        }
        for text in article.abstracts
        for n, part in enumerate(text.parts, 1)
    ]


def publication(article: InventedArticle) -> Row:
    """What the citation line says, whole and in parts."""
    cited_as, secondary = article.citation, article.secondary
    return {
        "journal_abbreviation": article.journal.abbreviation,
        "citation": cited_as.printed(),
        "publication_year": cited_as.date.year,
        "publication_date": cited_as.date.first_day(),
        "publication_date_precision": cited_as.date.precision(),
        "volume": cited_as.volume,
        "issue": cited_as.issue,
        "pages": cited_as.pages,
        "epub_date": None if secondary is None else secondary.epub_day(),
        "secondary_date": None if secondary is None else secondary.printed(),
    }


def main_matter(article: InventedArticle) -> Row:
    """Columns that the page and the flattened text show alike."""
    english = article.abstracts[0].parts if article.abstracts else ()
    return {
        "title": as_words(article.title),
        "article_language": ", ".join(article.languages) or None,
        "abstract": "\n".join(_labelled(part) for part in english) or None,
        "keywords": [as_words(keyword) for keyword in article.keywords],
        "conflict_of_interest": _conflict_of_interest(article),
        "plain_language_summary": None
        if article.plain_language_summary is None
        else as_words(article.plain_language_summary),
        "funding": article.funding_statement,
        "is_free_pmc": article.free_label is FreeLabel.IN_PMC,
        "is_retracted": article.retraction_notice is not None,
    }


def reference_words(reference: Reference) -> str:
    """The notes of a reference as one text."""
    return tidy(" ".join(as_words(note.text) for note in reference.notes))


def cited_work(reference: Reference) -> Row:
    """The columns that are derived from a reference's text."""
    return {name: reference.shows.get(name) for name in CITED}


def _article(article: InventedArticle, records: Records) -> Row:
    return {
        "article_id": article_id(article),
        "pmid": article.pmid,
        "pmcid": None if article.pmc is None else article.pmc.pmcid,
        "doi": None if article.doi is None else article.doi.lower(),
        "journal_title": article.journal.title,
        **publication(article),
        **main_matter(article),
        "publication_types": list(article.publication_types),
        "supplementary_concepts": list(article.supplementary_concepts),
        "copyright": article.copyright,
        "author_count": len(article.authors),
        "figure_count": len(records["figures"]),
        "reference_count": article.reference_total,
        "references_listed": len(records["references"]),
    }


def _labelled(part: AbstractPart) -> str:
    return as_words(part.text) if part.label is None else f"{part.label}: {as_words(part.text)}"


def _conflict_of_interest(article: InventedArticle) -> str | None:
    words: list[str] = []
    for part in article.conflict_of_interest:
        words += [] if part.heading is None else [part.heading]
        words += [as_words(text) for text in part.paragraphs]
    return " ".join(words) or None


def _authors(article: InventedArticle) -> list[Row]:
    return [
        {
            "name": author.name,
            "short_name": author.short_name,
            "is_collective": author.is_collective,
            "equal_contribution": author.contributed_equally,
            "orcid": None,
            "affiliation_positions": list(author.affiliations),
        }
        for author in article.authors
    ]


def _affiliations(article: InventedArticle) -> list[Row]:
    if article.author_detail is AuthorDetail.FETCHED:
        return []
    return [{"text": affiliation.text, "emails": list(affiliation.emails)} for affiliation in article.affiliations]


def _figures(article: InventedArticle, era: Era) -> list[Row]:
    if article.pmc is None:
        return []
    rows: list[Row] = []
    for figure in article.figures:
        urls = images(figure, article.pmc.pmcid, era)
        label = figure.label if figure.label is not None else figure.heading_label
        rows.append({
            "label": None if label is None else tidy(label),
            "title": None if figure.title is None else as_words(figure.title),
            "caption": None if figure.caption is None else as_words(figure.caption),
            "image_url": urls.full,
            "thumbnail_url": urls.thumbnail,
            "width": figure.width,
            "height": figure.height,
            "pmcid": article.pmc.pmcid,
            "figure_id": figure.figure_id,
        })  # fmt: skip
    return rows


def _reference(list_title: str | None, reference: Reference) -> Row:
    known = {"list_title": list_title, "text": reference_words(reference), **_linked_ids(reference.notes)}
    return known | cited_work(reference)


def _linked_ids(notes: tuple[Note, ...]) -> Row:
    """The first link of each kind; a link to PMID 0 is none."""
    found: Row = {"doi": None, "pmid": None, "pmcid": None}
    for link in reversed([link for note in notes for link in note.links]):
        if link.kind is LinkKind.DOI:
            found["doi"] = link.target.lower()
        elif link.kind is LinkKind.PUBMED:
            found["pmid"] = int(link.target) or None
        else:
            found["pmcid"] = f"PMC{link.target.removeprefix('PMC')}"
    return found


def _grant(grant: Grant) -> Row:
    return {
        "text": grant.printed(),
        "grant_id": grant.number,
        "acronym": grant.acronym,
        "agency": grant.agency,
        "country": grant.country,
    }


def _related(article: InventedArticle, era: Era) -> list[Row]:
    """Linked, similar and citing articles in page order."""
    groups: list[tuple[str, tuple[Docsum | str, ...]]] = [
        (part.heading.lower().replace(" ", "_"), part.entries) for part in article.linked
    ]
    if era is Era.DECEMBER_2023:
        groups += [("similar", article.similar), ("cited_by", article.cited_by)]
    return [{"relation": relation, **_other(entry)} for relation, entries in groups for entry in entries]


def _other(entry: Docsum | str) -> Row:
    if isinstance(entry, str):
        return {"pmid": None, "text": tidy(entry)}
    return {"pmid": entry.pmid, "text": tidy(entry.record_text())}
