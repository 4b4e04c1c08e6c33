"""A list belongs to the article that it names itself, else to that of its address, else to nobody."""

import pytest

from pipeline.errors import BrokenPromise, NoIdentity
from pipeline.layouts.pubmed_2020.fragments.owner import Owner, find_owner
from pipeline.outcome import Provenance

PUBMED = "https://pubmed.ncbi.nlm.nih.gov"


def owner(*shown: str, url: str | None = None, place: str = "a.html") -> Owner:
    return find_owner(shown, Provenance(source_uri=place, capture_id="0" * 64, size=1, url=url), "references")


def test_links_that_agree_name_the_owner() -> None:
    assert owner("7", "7") == Owner(7, ())


@pytest.mark.parametrize(
    "url",
    [
        f"{PUBMED}/7/references/",
        f"{PUBMED}/7/references",
        f"{PUBMED}/7/long-authors/?id_prefix=short-view",
        f"{PUBMED}/7/similar/#top",
        "http://PubMed.ncbi.nlm.nih.gov/7/citedby/",
    ],
)
def test_an_address_below_an_article_names_the_owner(url: str) -> None:
    assert owner(url=url) == Owner(7, ())


@pytest.mark.parametrize(
    "place",
    [
        "pubmed.ncbi.nlm.nih.gov/7/references/index.html",
        "crawl/pubmed.ncbi.nlm.nih.gov/7/long-authors.html.gz",
        "mirror.zip!/pubmed.ncbi.nlm.nih.gov/7/similar/index.html%3Fpage=1",
    ],
)
def test_a_mirror_s_folders_name_the_owner_and_leave_a_doubt(place: str) -> None:
    assert owner(place=place) == Owner(7, ("pmid-from-address",))


def test_links_count_before_the_address_and_the_address_before_the_place() -> None:
    place = "pubmed.ncbi.nlm.nih.gov/9/references/index.html"

    assert owner("7", url=f"{PUBMED}/8/references/", place=place).pmid == 7
    assert owner(url=f"{PUBMED}/8/references/", place=place).pmid == 8


def test_an_address_that_disagrees_leaves_a_doubt() -> None:
    assert owner("7", url=f"{PUBMED}/8/references/") == Owner(7, ("pmid-differs-from-address: 7 and 8",))


def test_an_address_that_agrees_leaves_none() -> None:
    assert owner("7", url=f"{PUBMED}/7/references/", place="pubmed.ncbi.nlm.nih.gov/7/references/i.html") == Owner(
        7, ()
    )


def test_links_to_several_articles_name_none_of_them() -> None:
    with pytest.raises(BrokenPromise, match="several articles: 7, 8"):
        owner("8", "7", url=f"{PUBMED}/7/long-authors/")


@pytest.mark.parametrize(
    "url",
    [
        None,
        f"{PUBMED}/7/",
        f"{PUBMED}/0/references/",
        f"{PUBMED}/12345678901/references/",
        f"{PUBMED}/?term=7/references/",
        "https://example.org/pubmed.ncbi.nlm.nih.gov/7/references/",
        "https://example.org/7/references/",
    ],
)
def test_any_other_address_names_nobody(url: str | None) -> None:
    with pytest.raises(NoIdentity):
        owner(url=url)


@pytest.mark.parametrize(
    "place", ["7/references/index.html", "notpubmed.ncbi.nlm.nih.gov/7/references/i.html", "7.html"]
)
def test_any_other_place_names_nobody(place: str) -> None:
    with pytest.raises(NoIdentity):
        owner(place=place)


def test_a_list_of_nobody_says_how_its_address_can_be_told() -> None:
    with pytest.raises(NoIdentity) as raised:
        owner()

    assert "captures.jsonl" in str(raised.value)
    assert '"url": "https://pubmed.ncbi.nlm.nih.gov/<PMID>/references/"' in str(raised.value)
