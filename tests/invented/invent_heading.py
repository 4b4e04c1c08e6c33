"""The upper part of an invented article: who wrote it, where it appeared, under which numbers."""

from dataclasses import dataclass, replace
from random import Random

from tests.invented import journals, people, prose
from tests.invented.article import Affiliation, Author, AuthorDetail, Collaboration, FreeLabel, Journal, Pmc
from tests.invented.citing import Citation, PrintedDate, Secondary
from tests.invented.marked_text import Text
from tests.invented.rarities import Rarity
from tests.invented.topics import Topic

PRINTED_AHEAD = (Rarity.AHEAD_OF_PRINT, Rarity.PREPRINT)
WITH_GROUP = (Rarity.GROUP_AUTHOR_LAST, Rarity.COLLABORATORS, Rarity.FETCHED_AUTHORS)
TRANSLATED = (Rarity.TRANSLATED_TITLE, Rarity.CHINESE_ABSTRACT, Rarity.FOREIGN_ABSTRACT_ONLY)


@dataclass(frozen=True, slots=True)
class Identity:
    """The article's numbers, and what they give away for free."""

    doi: str | None
    pmc: Pmc | None
    free_label: FreeLabel


@dataclass(frozen=True, slots=True)
class Authorship:
    """The authors and where they work."""

    authors: tuple[Author, ...] = ()
    affiliations: tuple[Affiliation, ...] = ()
    collaborations: tuple[Collaboration, ...] = ()
    detail: AuthorDetail = AuthorDetail.PRINTED


def title(random: Random, rarity: Rarity, about: Topic) -> Text:
    """The title; one that PubMed translated stands in brackets."""
    words = prose.title(random, about)
    if rarity in TRANSLATED or rarity is Rarity.SEVERAL_LANGUAGES:
        return ("[", *words, "]")
    return words


def languages(rarity: Rarity) -> tuple[str, ...]:
    """What stands inside `[Article in …]`."""
    if rarity is Rarity.SEVERAL_LANGUAGES:
        return ("English", "French", "Spanish")
    if rarity is Rarity.CHINESE_ABSTRACT:
        return ("Chinese",)
    if rarity in TRANSLATED:
        return ("Portuguese",)
    return ()


def citation(random: Random, rarity: Rarity) -> Citation:
    """Where the article appeared; one ahead of print has a day and no volume."""
    year = random.choice((1986, 1995, 2004, *range(2009, 2024), *range(2018, 2024), 2022, 2023))
    if rarity is Rarity.AHEAD_OF_PRINT:
        return Citation(
            PrintedDate(year, random.randint(1, 12), random.randint(1, 28)), pages=random.choice((None, "1-27"))
        )
    if rarity is Rarity.PREPRINT:
        return Citation(
            PrintedDate(2023, 6, random.randint(1, 28)), pages=f"rs.3.rs-{random.randint(1_000_000, 9_999_999)}"
        )
    return journals.citation(random, year)


def secondary(random: Random, rarity: Rarity, cited_as: Citation) -> Secondary | None:
    """The second date, which an article ahead of print does not have yet."""
    if rarity in PRINTED_AHEAD:
        return None
    return journals.secondary(random, cited_as.date.year, cited_as.date)


def identity(random: Random, rarity: Rarity, number: int, *, journal: Journal, cited_as: Citation) -> Identity:
    """DOI and PMCID: nearly all articles have the one, two in three the other."""
    doi = journals.doi(random, journal, cited_as, number)
    in_pmc = random.random() < 0.67
    if rarity is Rarity.ONLY_PMID:
        return Identity(None, None, FreeLabel.NONE)
    if rarity is Rarity.EMBARGO:
        return Identity(doi, Pmc(pmcid(number), PrintedDate(2024, random.randint(1, 12), 1)), FreeLabel.NONE)
    if in_pmc:
        return Identity(None if rarity is Rarity.NO_DOI else doi, Pmc(pmcid(number)), FreeLabel.IN_PMC)
    label = FreeLabel.AT_PUBLISHER if random.random() < 0.15 else FreeLabel.NONE
    return Identity(None if rarity is Rarity.NO_DOI else doi, None, label)


def pmcid(number: int) -> str:
    """A PMCID beyond those assigned."""
    return f"PMC99{number:06d}"


def authorship(random: Random, rarity: Rarity) -> Authorship:
    """The authors: mostly four to eight people in one to four places."""
    if rarity is Rarity.NO_AUTHORS:
        return Authorship()
    if rarity is Rarity.GROUP_AUTHOR_ALONE:
        return Authorship((_group(random),))
    count = _author_count(random, rarity)
    places = _places(random, count)
    wrote = tuple(_with_places(random, rarity, number, count=count, places=len(places)) for number in range(count))
    if rarity is Rarity.GROUP_AUTHOR_AMONG_PEOPLE:
        return Authorship((*wrote[:2], _group(random), *wrote[2:]), places)
    if rarity in WITH_GROUP:
        return _with_group(random, rarity, Authorship(wrote, places))
    return Authorship(wrote, places)


def _with_group(random: Random, rarity: Rarity, people_alone: Authorship) -> Authorship:
    """A group as last author, its members listed, or left for a script to list."""
    signed = replace(people_alone, authors=(*people_alone.authors, _group(random)))
    if rarity is Rarity.FETCHED_AUTHORS:
        return replace(signed, collaborations=(_members(random, None),), detail=AuthorDetail.FETCHED)
    if rarity is Rarity.COLLABORATORS:
        return replace(signed, collaborations=(_members(random, None), _members(random, people.GROUPS[0])))
    return signed


def _author_count(random: Random, rarity: Rarity) -> int:
    if rarity is Rarity.ONE_AUTHOR:
        return 1
    if rarity is Rarity.FETCHED_AUTHORS:
        return 30
    if rarity is Rarity.GROUP_AUTHOR_AMONG_PEOPLE:
        return 5
    return random.choices((1, 2, 3, 4, 5, 6, 7, 8, 12, 24), (5, 9, 13, 15, 15, 13, 10, 8, 9, 3))[0]


def _places(random: Random, count: int) -> tuple[Affiliation, ...]:
    lot = random.random()
    if lot < 0.06:
        return ()
    if lot < 0.33:
        return (people.affiliation(random),)
    return tuple(people.affiliation(random) for _ in range(min(count + 1, random.randint(2, 6))))


def _with_places(random: Random, rarity: Rarity, number: int, *, count: int, places: int) -> Author:
    author = people.person(random)
    if rarity is Rarity.EQUAL_CONTRIBUTION or count > 12:
        author = replace(author, contributed_equally=number < 2)
    if places == 0 or (places == 1 and number > 0 and random.random() < 0.2):
        return author
    first = min(1 + number * places // count, places)
    second = random.randint(1, places)
    if second != first and random.random() < 0.2:
        return replace(author, affiliations=(first, second))
    return replace(author, affiliations=(first,))


def _group(random: Random) -> Author:
    return Author(name=random.choice(people.GROUPS), short_name=None, is_collective=True)


def _members(random: Random, group: str | None) -> Collaboration:
    return Collaboration(group, tuple(people.person(random) for _ in range(random.randint(3, 9))))
