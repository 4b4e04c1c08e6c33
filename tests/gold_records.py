"""The records of the real pages as texts: what is the article's own on each, and what is another article's."""

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

Row = Mapping[str, object]

MAIN_TEXTS = {
    "articles": ("title",),
    "abstract_sections": ("label", "text"),
    "figures": ("label", "title", "caption"),
    "references": ("text",),
}
"""What no clean text may lose."""
OTHER_TEXTS = {
    "articles": (
        "article_language", "journal_title", "journal_abbreviation", "citation", "doi", "pmcid", "pmid", "epub_date",
        "secondary_date", "keywords",
        "publication_types", "supplementary_concepts", "copyright", "conflict_of_interest", "plain_language_summary", "funding",
    ),
    "authors": ("name",),
    "affiliations": ("text",),
    "references": ("list_title",),
    "mesh_terms": ("descriptor", "qualifier"),
    "substances": ("name",),
    "grants": ("text",),
    "associated_data": ("databank", "accession"),
}  # fmt: skip
"""What is the article's own besides."""
LISTED_BELOW = ("similar", "cited_by")
SHORTEST_TITLE = 25
"""Characters of another article's title that cannot stand in this one's text by chance."""


class GoldArticle(NamedTuple):
    """The texts of one article's page."""

    main: tuple[str, ...]
    other: tuple[str, ...]
    other_titles: tuple[str, ...]
    """Titles of similar and citing articles, those left out that the article itself names."""


def gold_articles(folder: Path) -> dict[str, GoldArticle]:
    """The articles of a folder of expected records, by `article_id`."""
    return articles_of({path.stem: list(_rows(path)) for path in sorted(folder.glob("*.jsonl"))})


def articles_of(rows: Mapping[str, Sequence[Row]]) -> dict[str, GoldArticle]:
    """The articles of expected records by table, by `article_id`."""
    names = [str(row["article_id"]) for row in rows["articles"]]
    main, other = _texts(rows, MAIN_TEXTS), _texts(rows, OTHER_TEXTS)
    titles = _other_titles(rows.get("related_articles", []))
    return {
        name: GoldArticle(
            tuple(main[name]),
            tuple(other.get(name, ())),
            tuple(title for title in titles.get(name, ()) if not any(title in own for own in main[name])),
        )
        for name in names
    }


def _rows(path: Path) -> Iterator[Row]:
    return map(json.loads, path.read_text(encoding="utf-8").splitlines())


def _texts(rows: Mapping[str, Sequence[Row]], columns: Mapping[str, tuple[str, ...]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for table, names in columns.items():
        for row in rows.get(table, []):
            texts = found.setdefault(str(row["article_id"]), [])
            texts += [text for name in names for text in _values(row.get(name))]
    return found


def _values(value: object) -> list[str]:
    if value is None:
        return []
    return [str(one) for one in value] if isinstance(value, list) else [str(value)]


def _other_titles(rows: Sequence[Row]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for row in rows:
        title = _title(row)
        if row["relation"] in LISTED_BELOW and len(title) >= SHORTEST_TITLE:
            found.setdefault(str(row["article_id"]), []).append(title)
    return found


def _title(row: Row) -> str:
    """The shortest reading of the entry is its title, which stands first in all of them."""
    readings = row.get("_alt")
    texts = _values(readings.get("text")) if isinstance(readings, dict) else []
    return min([*texts, str(row["text"])], key=len).rstrip(".")
