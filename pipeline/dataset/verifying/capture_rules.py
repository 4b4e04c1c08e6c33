"""What became of every capture, and what only runs read; asked of the snapshot as a whole, in narrow columns."""

from collections.abc import Iterator

from pipeline.dataset.snapshot.stored import FORGOTTEN, INPUTS, KEPT_CONTENTS, kept
from pipeline.dataset.verifying.article_rules import OWN_CAPTURE
from pipeline.dataset.verifying.promises import Promise
from pipeline.dataset.verifying.rules import RowRule, Rule
from pipeline.tables import ARTICLE_ID_CHANGES, ARTICLE_TABLES, ARTICLES, CAPTURES

_LOOSE = ("rows-not-kept", "article-not-captured")
"""Warnings of captures whose article has no row."""

_IS_LOOSE = " OR ".join(f"list_contains(warnings, '{warning}')" for warning in _LOOSE)


def capture_rules() -> Iterator[Rule]:
    """All of them."""
    yield _linked()
    yield _one_winner()
    yield _duplicates()
    yield _inputs()
    yield _forgotten()
    yield _old_names()
    yield from map(_kept, (kept(table).name for table in ARTICLE_TABLES))


def capture_row_rules() -> Iterator[RowRule]:
    """What a capture's own row has to be like."""
    is_rejected = "(status = 'rejected')"
    for name in ("reason", "detail"):
        yield _of_captures(
            f"{name} is there although the page was read, or null although it was rejected",
            f"{is_rejected} <> ({name} IS NOT NULL)",
        )
    for name in ("content_id", "article_id"):
        yield _of_captures(
            f"{name} is null although the page was read, or there although it was rejected",
            f"{is_rejected} <> ({name} IS NULL)",
        )
    yield _of_captures(
        "a page that was read says neither its bytes nor its layout nor its parser",
        f"NOT {is_rejected} AND (capture_id IS NULL OR layout IS NULL OR parser_version IS NULL)",
    )
    yield _of_captures(
        "layout_rank is there for a rejection or a fragment, or null for a page",
        f"(layout_rank IS NOT NULL) <> (NOT {is_rejected} AND layout NOT LIKE '%-fragment')",
    )
    yield _of_captures(
        "captured_at and captured_at_source are not null together",
        "(captured_at IS NULL) <> (captured_at_source IS NULL)",
    )


def _linked() -> Rule:
    query = f"""
        SELECT filename, source_uri AS key FROM captures
        ANTI JOIN (SELECT article_id FROM articles) AS articles USING (article_id)
        WHERE article_id IS NOT NULL AND NOT ({_IS_LOOSE})
    """
    return _whole("captures of an article that is not there", query, ARTICLES.name)


def _one_winner() -> Rule:
    query = f"""
        SELECT min(filename) AS filename, article_id AS key FROM captures WHERE {OWN_CAPTURE}
        GROUP BY article_id HAVING count(*) > 1
    """
    return _whole("articles that several captures claim to be the best of", query)


def _duplicates() -> Rule:
    query = f"""
        SELECT twins.filename, twins.source_uri AS key
        FROM (FROM captures WHERE status = 'duplicate' AND layout_rank IS NOT NULL) AS twins
        JOIN (SELECT article_id, content_id FROM captures WHERE {OWN_CAPTURE}) AS winners USING (article_id)
        WHERE twins.content_id <> winners.content_id
    """
    return _whole("duplicates that show something else than the best capture of their article", query)


def _inputs() -> Rule:
    query = f"""
        SELECT filename, source_uri AS key FROM captures
        ANTI JOIN (SELECT input_uri FROM "{INPUTS.name}") AS inputs
        ON regexp_extract(captures.source_uri, '^[^!#]*') = inputs.input_uri
    """
    return _whole("captures of a file that no run remembers to have read", query, INPUTS.name)


def _forgotten() -> Rule:
    query = f"""
        SELECT captures.filename, captures.source_uri AS key FROM captures
        SEMI JOIN "{FORGOTTEN.name}" AS forgotten USING (source_uri, capture_id)
    """
    return _whole("pages that were forgotten", query, FORGOTTEN.name)


def _old_names() -> Rule:
    query = f"""
        SELECT filename, old_article_id AS key FROM {ARTICLE_ID_CHANGES.name}
        SEMI JOIN (SELECT article_id FROM articles) AS articles ON old_article_id = articles.article_id
    """
    what = "names that are said to be gone, and that an article has"
    return Rule(Promise.LINKS, ARTICLE_ID_CHANGES.name, what, query, (ARTICLE_ID_CHANGES.name, ARTICLES.name))


def _kept(name: str) -> Rule:
    query = f"""
        SELECT filename, article_id AS key FROM "{name}"
        ANTI JOIN (SELECT article_id, content_key FROM "{KEPT_CONTENTS.name}") AS contents
        USING (article_id, content_key)
    """
    return Rule(Promise.LINKS, name, "rows of no kept content", query, (name, KEPT_CONTENTS.name))


def _of_captures(what: str, is_broken: str) -> RowRule:
    return RowRule(Promise.NULLS, CAPTURES, what, is_broken)


def _whole(what: str, query: str, *reads: str) -> Rule:
    return Rule(Promise.LINKS, CAPTURES.name, what, query, (CAPTURES.name, *reads))
