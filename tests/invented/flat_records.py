"""The records that an invented article's flattened text must yield: what the extractor dropped is not in them.

Tables that the text cannot hold (affiliations, MeSH terms, substances, links) are left out, and so are
authors: the text names the first of them, or none.
"""

from tests.invented.article import InventedArticle
from tests.invented.flattened import figure_lines
from tests.invented.marked_text import as_shown, as_words, tidy
from tests.invented.matter import Figure, Reference, listed
from tests.invented.records import (
    CATEGORIES,
    Records,
    Row,
    abstract_rows,
    cited_work,
    main_matter,
    numbered,
    publication,
    reference_words,
    unsettled_columns,
)


def expected_flat_records(article: InventedArticle) -> Records:
    """Every table's rows for the text that `render_flat_text` writes."""
    name = flat_article_id(article)
    drawn = [figure for figure in article.figures if figure_lines(figure)]
    records: Records = {
        "abstract_sections": [{"article_id": name, **row} for row in abstract_rows(article, CATEGORIES)],
        "figures": numbered(name, [_figure(figure) for figure in drawn]),
        "references": numbered(name, [_reference(title, cited) for title, cited in listed(article.references)]),
        "related_articles": numbered(name, _plain_citations(article)),
    }
    records["articles"] = [_article(article, records)]
    return records


def unsettled_flat_columns(article: InventedArticle) -> dict[str, frozenset[str]]:
    """Columns, by table, whose value this article's text leaves open; of an open table all columns."""
    paged = unsettled_columns(article)
    columns = {table: paged[table] for table in ("abstract_sections",) if table in paged}
    open_here = paged.get("articles", frozenset()) | {"author_count"}
    if any(figure.printed_label() is None and figure.caption is not None for figure in article.figures):
        columns["figures"] = frozenset({"label", "title", "caption"})
        open_here |= {"figure_count"}
    return {**columns, "articles": open_here}


def flat_article_id(article: InventedArticle) -> str:
    """The DOI names the article; only without any other number does the text show the PMID."""
    return f"pmid:{article.pmid}" if article.doi is None else f"doi:{article.doi.lower()}"


def _article(article: InventedArticle, records: Records) -> Row:
    shown = len(records["references"])
    only_pmid = article.doi is None and article.pmc is None
    return {
        "article_id": flat_article_id(article),
        "pmid": article.pmid if only_pmid else None,
        "pmcid": None,
        "doi": None if article.doi is None else article.doi.lower(),
        "journal_title": None,
        **publication(article),
        **main_matter(article),
        "publication_types": [] if article.displayed_type is None else [article.displayed_type],
        "supplementary_concepts": [],
        "copyright": None,
        "author_count": None,
        "figure_count": len(records["figures"]),
        "reference_count": shown,
        "references_listed": shown,
    }


def _figure(figure: Figure) -> Row:
    label = figure.label if figure.label is not None else figure.heading_label
    return {
        "label": None if label is None else tidy(label),
        "title": None if figure.title is None else as_words(figure.title),
        "caption": None if figure.caption is None else tidy(as_shown(figure.caption)),
    }


def _reference(list_title: str | None, reference: Reference) -> Row:
    words = reference_words(reference)
    return {"list_title": list_title, "text": words, "doi": None, "pmid": None, "pmcid": None, **cited_work(reference)}


def _plain_citations(article: InventedArticle) -> list[Row]:
    """Only entries without a link survive."""
    return [
        {"relation": part.heading.lower().replace(" ", "_"), "pmid": None, "text": tidy(entry)}
        for part in article.linked
        for entry in part.entries
        if isinstance(entry, str)
    ]
