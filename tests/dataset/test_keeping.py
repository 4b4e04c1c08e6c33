"""Contents that lost are kept where another identifier could part them from their article, and give their rows then."""

import dataclasses
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path

import pyarrow.parquet as pq

from pipeline.dataset import current_snapshot
from pipeline.dataset.snapshot.stored import KEPT_CONTENTS
from pipeline.outcome import Layout
from tests.dataset.pages import NOON, SETTINGS, Page, given, published

_BEST = Page(uri="best.html", pmid=7, doi="10.1/a", shows="Best")
_POOR = Page(uri="poor.txt", doi="10.1/a", layout=Layout.FLAT_TEXT, shows="Poor", references=3)
_OTHER = Page(uri="other.html", pmid=8, doi="10.1/a", shows="Other")
"""Makes the DOI one of two PMIDs, so that a page with the DOI alone is an article of its own."""


def _kept(output: Path) -> list[str]:
    """The articles with kept contents, each as often as it has some."""
    snapshot = current_snapshot(output)
    files = snapshot.manifest.files_in(KEPT_CONTENTS)
    return [
        str(name) for file in files for name in pq.read_table(output / "current" / file.path)["article_id"].to_pylist()
    ]


def _titles(output: Path) -> Mapping[str, str]:
    rows = pq.read_table(output / "articles").to_pylist()
    return {row["article_id"]: row["title"] for row in rows}


def _references(output: Path, article_id: str) -> list[str]:
    rows = pq.read_table(output / "references").to_pylist()
    return [row["text"] for row in rows if row["article_id"] == article_id]


def test_a_loser_with_other_identifiers_than_the_winner_is_kept(tmp_path: Path) -> None:
    output = tmp_path / "output"

    published(output, [_BEST, _POOR])

    assert _kept(output) == ["pmid:7"]
    assert _titles(output) == {"pmid:7": "Best"}


def test_a_loser_with_the_identifiers_of_the_winner_is_not_kept(tmp_path: Path) -> None:
    output = tmp_path / "output"

    published(output, [_BEST, dataclasses.replace(_POOR, pmid=7)])

    assert _kept(output) == []
    assert list((output / "current").glob("_kept/*/*")) == []


def test_of_losers_with_the_same_identifiers_the_best_one_is_kept(tmp_path: Path) -> None:
    output = tmp_path / "output"
    newer = dataclasses.replace(_POOR, uri="newer.txt", shows="Newer", captured_at=NOON + timedelta(days=1))

    given(output, [_BEST, _POOR, newer])
    assert _kept(output) == ["pmid:7"]
    published(output, [_OTHER])

    assert _titles(output)["doi:10.1/a"] == "Newer"


def test_a_kept_content_gives_the_rows_of_the_article_that_it_becomes(tmp_path: Path) -> None:
    output = tmp_path / "output"
    given(output, [_BEST, _POOR])

    published(output, [_OTHER])

    assert _titles(output) == {"pmid:7": "Best", "pmid:8": "Other", "doi:10.1/a": "Poor"}
    assert _references(output, "doi:10.1/a") == ["Poor 1", "Poor 2", "Poor 3"]
    assert _kept(output) == []


def test_a_winner_that_lost_later_is_kept_and_comes_back(tmp_path: Path) -> None:
    output = tmp_path / "output"
    given(output, [_POOR])
    given(output, [_BEST])
    assert _titles(output) == {"pmid:7": "Best"}

    published(output, [_OTHER])

    assert _titles(output) == {"pmid:7": "Best", "pmid:8": "Other", "doi:10.1/a": "Poor"}


def test_a_kept_content_follows_its_article_to_another_name(tmp_path: Path) -> None:
    output = tmp_path / "output"
    richer = Page(uri="richer.html", doi="10.1/a", pmcid="PMC1", shows="Richer")
    given(output, [richer, _POOR])
    assert _kept(output) == ["doi:10.1/a"]

    published(output, [_BEST])

    assert set(_kept(output)) == {"pmid:7"}
    assert _titles(output) == {"pmid:7": "Best"}


def test_kept_contents_are_cut_where_their_range_is_cut(tmp_path: Path) -> None:
    output, settings = tmp_path / "output", dataclasses.replace(SETTINGS, articles_per_range=2)
    pairs = [(Page(uri=f"{pmid}", pmid=pmid, doi=f"10.1/{pmid}"), Page(uri=f"{pmid}.txt", doi=f"10.1/{pmid}", shows="P")) for pmid in (1, 2, 3)]  # fmt: skip
    given(output, [page for pair in pairs for page in pair], settings=settings)
    assert len(current_snapshot(output).manifest.files_in(KEPT_CONTENTS)) == 1

    published(output, [Page(uri="4", pmid=4)], settings=settings)

    files = current_snapshot(output).manifest.files_in(KEPT_CONTENTS)
    assert [(file.low, file.high, file.rows) for file in files] == [(0, 3, 2), (3, None, 1)]


def test_captures_whose_rows_are_nowhere_say_so_and_have_no_article(tmp_path: Path) -> None:
    output = tmp_path / "output"
    given(output, [_BEST, dataclasses.replace(_POOR, pmid=7)])

    published(output, forgotten=("best.html",))

    (left,) = pq.read_table(output / "captures").to_pylist()
    assert (left["source_uri"], left["status"], left["warnings"]) == ("poor.txt", "superseded", ["rows-not-kept"])
    assert _titles(output) == {}


def test_captures_whose_rows_were_read_again_say_so_no_longer(tmp_path: Path) -> None:
    output = tmp_path / "output"
    poor = dataclasses.replace(_POOR, pmid=7)
    given(output, [_BEST, poor])
    given(output, forgotten=("best.html",))

    published(output, [poor])

    (left,) = pq.read_table(output / "captures").to_pylist()
    assert (left["status"], left["warnings"]) == ("parsed", [])
    assert _titles(output) == {"pmid:7": "Poor"}
