"""Every question's answer, beside one that plain Python gives out of what the invented articles were made from."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import combinations
from pathlib import Path
from statistics import median

import pytest

from pipeline.dataset import pinned
from pipeline.dataset.reading.sql import sql_over
from pipeline.errors import QueryWrong
from pipeline.queries.shipped import Shipped, question, questions
from pipeline.tables import TABLES
from tests.invented.invent import invent
from tests.invented.records import Row
from tests.queries.circle import (
    ALSO_CITING,
    CITED,
    CITED_BY_DOI,
    CITED_BY_PMCID,
    CITING,
    COMMENT,
    COMMENTED,
    ERRATUM,
    OUTSIDE,
    RETRACTED,
    SELF_CITING,
    TOLD_BY_THE_OTHER,
    column,
    rows,
)

Answer = list[tuple[object, ...]]

_IDENTIFIERS = ("pmid", "pmcid", "doi", "printed_pmid", "printed_pmcid", "printed_doi")
"""What names the work of a reference; those that its text prints are known to some programs only."""


@pytest.fixture(scope="module")
def answers(circle_output: Path) -> Mapping[str, Answer]:
    with pinned(circle_output) as snapshot, sql_over(snapshot, TABLES) as session:
        return {one.name: session.execute(one.query).fetchall() for one in questions()}


def _pmid(seed: int) -> int:
    return invent(seed).pmid


def _year(article_id: object) -> object:
    return column("articles", "publication_year")[article_id]


def _by_year(article_ids: Iterable[object]) -> Counter[object]:
    return Counter(map(_year, article_ids))


def _shares(of: Counter[object], have: Counter[object]) -> Answer:
    return [(year, of[year], have[year], round(have[year] / of[year], 3)) for year in sorted(of, key=str)]


@pytest.mark.parametrize("one", questions(), ids=lambda one: one.name)
def test_every_question_is_one_and_has_an_answer(one: Shipped, answers: Mapping[str, Answer]) -> None:
    assert "?" in one.meaning
    assert answers[one.name]


def test_a_question_that_nobody_knows_is_refused_by_name() -> None:
    with pytest.raises(QueryWrong, match="no question nobody"):
        question("nobody")


def test_most_cited(answers: Mapping[str, Answer]) -> None:
    counts = {CITED: 3, CITED_BY_PMCID: 1, CITED_BY_DOI: 1, RETRACTED: 2}

    found = {pmid: count for pmid, _, _, count, _ in answers["most-cited"]}

    assert found == {_pmid(seed): count for seed, count in counts.items()}
    assert [row[3] for row in answers["most-cited"]] == [3, 2, 1, 1]


def test_retracted_still_cited(answers: Mapping[str, Answer]) -> None:
    (notice,) = (row for row in rows("related_articles") if row["relation"] == "retraction_in")
    retraction = int(re.findall(r"\. (\d{4})\b", str(notice["text"]))[-1])
    citing = {_pmid(seed): _year(f"pmid:{_pmid(seed)}") for seed in (CITING, TOLD_BY_THE_OTHER)} | {OUTSIDE: 2023}

    own = _year(f"pmid:{_pmid(RETRACTED)}")
    expected = [
        (_pmid(RETRACTED), own, retraction, pmid, year, int(str(year)) > retraction) for pmid, year in citing.items()
    ]
    assert sorted(answers["retracted-still-cited"]) == sorted(expected)


def test_collaborations(answers: Mapping[str, Answer]) -> None:
    people = defaultdict(set)
    for row in rows("authors"):
        if not row["is_collective"] and row["short_name"]:
            people[row["article_id"]].add(str(row["short_name"]))
    pairs = Counter(pair for names in people.values() for pair in combinations(sorted(names), 2))

    expected = sorted(((*pair, count) for pair, count in pairs.items()), key=lambda row: (-row[2], row[0], row[1]))
    assert answers["collaborations"] == expected


def test_journals_by_year(answers: Mapping[str, Answer]) -> None:
    counts = Counter((row["journal_title"], row["publication_year"]) for row in rows("articles"))
    abstracts = Counter((row["journal_title"], row["publication_year"]) for row in rows("articles") if row["abstract"])

    assert set(answers["journals-by-year"]) == {(*key, count, abstracts[key]) for key, count in counts.items()}


def test_structured_abstracts_by_year(answers: Mapping[str, Answer]) -> None:
    structured = {row["article_id"] for row in rows("abstract_sections") if row["label"]}
    having = [row["article_id"] for row in rows("articles") if row["abstract"]]

    expected = _shares(_by_year(having), _by_year(one for one in having if one in structured))
    assert answers["structured-abstracts-by-year"] == expected


def test_major_topics_by_year(answers: Mapping[str, Answer]) -> None:
    major = {(row["article_id"], row["descriptor"]) for row in rows("mesh_terms") if row["is_major"]}
    counts = Counter((_year(article), descriptor) for article, descriptor in major)
    ranked = sorted(counts.items(), key=lambda one: (str(one[0][0]), -one[1], str(one[0][1])))
    of_year: dict[object, Answer] = defaultdict(list)
    for key, count in ranked:
        of_year[key[0]].append((*key, count))

    assert answers["major-topics-by-year"] == [row for found in of_year.values() for row in found[:3]]


def test_orcid_coverage(answers: Mapping[str, Answer]) -> None:
    people = _by_year(row["article_id"] for row in rows("authors") if not row["is_collective"])

    assert answers["orcid-coverage"] == _shares(people, Counter())


def test_grant_countries(answers: Mapping[str, Answer]) -> None:
    found = defaultdict(list)
    for row in rows("grants"):
        found[row["country"]].append(row)

    expected = {
        (country, len(own), len({row["article_id"] for row in own}), len({row["agency"] for row in own}))
        for country, own in found.items()
    }
    assert set(answers["grant-countries"]) == expected


def test_self_citations(answers: Mapping[str, Answer]) -> None:
    own = defaultdict(set)
    for row in rows("authors"):
        if not row["is_collective"]:
            own[row["article_id"]].add(row["short_name"])
    listed = column("articles", "references_listed")
    counts = Counter(
        row["article_id"] for row in rows("references") if own[row["article_id"]] & set(_cited_authors(row))
    )

    expected = {(int(str(one)[5:]), listed[one], n, round(n / int(str(listed[one])), 3)) for one, n in counts.items()}
    assert set(answers["self-citations"]) == expected
    assert answers["self-citations"][0] == (_pmid(SELF_CITING), 2, 2, 1.0)


def _cited_authors(row: Row) -> list[str]:
    """Names in front of a citation's first full stop, or its parsed authors where the record has them."""
    authors = row.get("authors") or str(row["text"]).partition(".")[0]
    return str(authors).replace(".", "").replace(";", ",").split(", ")


def test_epub_to_print(answers: Mapping[str, Answer]) -> None:
    days: dict[object, list[int]] = defaultdict(list)
    for row in rows("articles"):
        is_exact = re.match(r"Epub \d{4} [A-Z][a-z]{2} \d", str(row["secondary_date"]))
        if is_exact and row["publication_date_precision"] == "day":
            printed, epub = (date.fromisoformat(str(row[name])) for name in ("publication_date", "epub_date"))
            days[row["publication_year"]].append((printed - epub).days)

    expected = [(year, len(found), round(median(found)), max(found)) for year, found in sorted(days.items(), key=str)]
    assert answers["epub-to-print"] == expected


def test_references_without_identifiers(answers: Mapping[str, Answer]) -> None:
    listed = _by_year(row["article_id"] for row in rows("references"))
    bare = _by_year(row["article_id"] for row in rows("references") if not any(map(row.get, _IDENTIFIERS)))

    assert answers["references-without-identifiers"] == _shares(listed, bare)


def test_figures_by_journal(answers: Mapping[str, Answer]) -> None:
    journals = column("articles", "journal_title")
    figures = Counter(journals[row["article_id"]] for row in rows("figures"))
    articles = Counter(journals[one] for one in {row["article_id"] for row in rows("figures")})

    expected = {(one, n, figures[one], round(figures[one] / n, 1)) for one, n in articles.items()}
    assert set(answers["figures-by-journal"]) == expected


def test_conflict_of_interest(answers: Mapping[str, Answer]) -> None:
    every = _by_year(row["article_id"] for row in rows("articles"))
    saying = _by_year(row["article_id"] for row in rows("articles") if row["conflict_of_interest"])
    none = _by_year(
        row["article_id"]
        for row in rows("articles")
        if row["conflict_of_interest"] in ("The authors declare no conflict of interest.", "None declared.")
    )

    expected = [(*row, none[row[0]]) for row in _shares(every, saying)]
    assert answers["conflict-of-interest"] == expected


def test_full_text_providers(answers: Mapping[str, Answer]) -> None:
    free = column("articles", "is_free_pmc")
    offering = defaultdict(set)
    for row in rows("full_text_links"):
        if row["category"] == "Full Text Sources":
            offering[row["provider"]].add(row["article_id"])

    expected = {(one, len(own), sum(bool(free[two]) for two in own)) for one, own in offering.items()}
    assert set(answers["full-text-providers"]) == expected


def test_notice_chains(answers: Mapping[str, Answer]) -> None:
    chain = [_pmid(seed) for seed in (COMMENTED, COMMENT, ERRATUM)]

    longest, *others = answers["notice-chains"]

    assert longest == (chain[0], chain[-1], 2, ["comment", "erratum"], chain)
    assert {row[2] for row in others} == {1}


def test_other_languages(answers: Mapping[str, Answer]) -> None:
    foreign = {row["article_id"] for row in rows("abstract_sections") if row["language"] != "eng"}

    expected = Counter(language for _, language in _languages())
    abstracts = {row["article_id"] for row in rows("articles") if row["abstract"]}
    assert set(answers["other-languages"]) == {
        (
            language,
            n,
            sum(one in abstracts for one, other in _languages() if other == language),
            sum(one in foreign for one, other in _languages() if other == language),
        )
        for language, n in expected.items()
    }


def _languages() -> Iterator[tuple[object, str]]:
    for row in rows("articles"):
        for language in str(row["article_language"] or "English").split(", "):
            if language != "English":
                yield row["article_id"], language


def test_cocitation(answers: Mapping[str, Answer]) -> None:
    assert answers["cocitation"] == [(_pmid(CITED), OUTSIDE, 2)]


def test_bibliographic_coupling(answers: Mapping[str, Answer]) -> None:
    assert answers["bibliographic-coupling"] == [
        (_pmid(CITING), _pmid(ALSO_CITING), 2),
        (_pmid(CITING), _pmid(SELF_CITING), 1),
        (_pmid(ALSO_CITING), _pmid(SELF_CITING), 1),
    ]
