"""What a report asks of staged pages: each counted once, with a few of them by address."""

from pathlib import Path

from pipeline.dataset import staged_pages
from pipeline.dataset.recounting import EXAMPLES
from pipeline.outcome import Layout, Reason
from tests.dataset.pages import Page, staged

PAGES = (
    Page(uri="a", pmid=1, warnings=("odd: one", "odd: two", "unknown-section: News")),
    Page(uri="b", pmid=2, warnings=("odd: three",)),
    Page(uri="c", pmid=3, layout=Layout.FLAT_TEXT),
    Page(uri="e", reason=Reason.EMPTY),
    Page(uri="d", reason=Reason.EMPTY),
    Page(uri="f", reason=Reason.CHALLENGE),
)


def test_pages_are_counted_by_layout_over_all_shards(tmp_path: Path) -> None:
    found = staged_pages(staged(tmp_path, PAGES[:2], PAGES[2:]))

    assert dict(found.layouts) == {"pubmed-2020": 2, "flat-text": 1}
    assert found.known == 0


def test_rejections_are_counted_by_reason_the_most_frequent_first(tmp_path: Path) -> None:
    found = staged_pages(staged(tmp_path, PAGES))

    assert [(kind.name, kind.pages, kind.examples) for kind in found.rejections] == [
        ("empty", 2, ("d", "e")),
        ("challenge", 1, ("f",)),
    ]


def test_a_page_counts_once_a_kind_of_warning_and_tells_its_first_detail(tmp_path: Path) -> None:
    found = staged_pages(staged(tmp_path, PAGES))

    assert [(kind.name, kind.pages, kind.examples, kind.detail) for kind in found.warnings] == [
        ("odd", 2, ("a", "b"), "one"),
        ("unknown-section: News", 1, ("a",), None),
    ]


def test_no_more_than_a_few_pages_are_named(tmp_path: Path) -> None:
    many = [Page(uri=f"{number:03}", reason=Reason.EMPTY) for number in range(EXAMPLES + 5)]

    (kind,) = staged_pages(staged(tmp_path, many)).rejections

    assert kind.pages == EXAMPLES + 5
    assert kind.examples == ("000", "001", "002")[:EXAMPLES]
