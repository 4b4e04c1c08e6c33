"""Why a capture lost is told by the order that the merge ranks by: whatever captures there are, the two agree."""

from datetime import timedelta
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.dataset import find_article
from pipeline.dataset.deciding.identity import BEST_FIRST
from pipeline.explaining.rivals import _WORDS, _lost_by, rival
from pipeline.outcome import Layout
from tests.dataset.pages import NOON, Page, published

_PAGES = st.lists(
    st.builds(
        Page,
        uri=st.sampled_from(["a", "b", "c", "d"]),
        pmid=st.just(7),
        layout=st.sampled_from([Layout.PUBMED_2020, Layout.PUBMED_LEGACY, Layout.FLAT_TEXT]),
        captured_at=st.sampled_from([None, NOON, NOON + timedelta(days=1)]),
        body=st.sampled_from(["x", "y"]),
        shows=st.sampled_from(["A title", "Another"]),
    ),
    min_size=2,
    max_size=4,
    unique_by=(lambda page: page.uri,),
)


@settings(max_examples=4)
@given(pages=_PAGES)
def test_who_lost_is_behind_in_the_order_of_the_merge(pages: list[Page], tmp_path_factory: object) -> None:
    output = Path(tmp_path_factory.mktemp("output")) / "output"  # type: ignore[attr-defined]  # pytest's own
    published(output, pages)

    captures = find_article(output, 7)["captures"]

    (winner,) = [one for one in captures if one["status"] == "parsed"]
    losers = [one for one in captures if one is not winner]
    assert len(losers) == len(pages) - 1
    assert all(_lost_by(one, winner) for one in losers)
    assert not any(_lost_by(winner, one) for one in losers)
    assert all("rows are not at hand" not in rival(one, winner).why for one in losers)


def test_every_term_of_the_order_has_its_words() -> None:
    assert {term.split()[0] for term in BEST_FIRST} == set(_WORDS)
