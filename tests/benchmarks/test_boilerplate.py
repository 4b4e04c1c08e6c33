"""The measure of clean text tells extraction from none, and ours from both."""

import pytest

from tests.benchmarks.boilerplate import Score, score, table
from tests.benchmarks.extractors import OURS, all_text, ours
from tests.benchmarks.judged_pages import JudgedPage, generated_pages


@pytest.fixture(scope="module")
def pages() -> list[JudgedPage]:
    return generated_pages(12)


def test_our_text_keeps_all_and_holds_nothing_foreign(pages: list[JudgedPage]) -> None:
    found = score(ours(), pages)

    assert (found.kept, found.boilerplate_lines, found.other_titles) == (1.0, 0.0, 0.0)
    assert found.foreign < 0.05, "the headings are ours"


def test_the_text_of_a_whole_page_holds_the_site_and_other_articles(pages: list[JudgedPage]) -> None:
    found = score(all_text(), pages)

    assert found.kept > 0.99
    assert found.foreign > 0.3
    assert found.boilerplate_lines > 50
    assert found.other_titles > 1


def test_an_extractor_that_gives_nothing_keeps_nothing(pages: list[JudgedPage]) -> None:
    found = score(lambda _: "", pages)

    assert (found.kept, found.foreign) == (0.0, 0.0)


def test_a_line_of_the_table_has_the_ratio_to_our_time() -> None:
    scores = {OURS: Score(1.0, 0.0, 0.0, 0.0, 2.0), "other": Score(0.5, 0.25, 3.0, 1.0, 5.0)}

    *_, line = table(scores)

    assert line == "| other | 50.00% | 25.00% | 3.00 | 1.00 | 5.0 | 2.5 |"
