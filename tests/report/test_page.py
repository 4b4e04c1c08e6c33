"""The page tells every part, needs nothing else, and obeys nothing that stands in pages or names of files."""

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from pipeline.report.inert import LONGEST, shown
from pipeline.report.judgement import with_judgement
from pipeline.report.page import html_page, moved, speed
from pipeline.report.values import CameIn, Ending, Report
from tests.report.reports import HOSTILE, NIGHT, TURNING, came_in, report, stopped

KNOWN_TAGS = frozenset(
    [
        "html",
        "head",
        "meta",
        "title",
        "style",
        "body",
        "header",
        "main",
        "footer",
        "section",
        "span",
        "h1",
        "h2",
        "h3",
        "p",
        "div",
        "dl",
        "dt",
        "dd",
        "ul",
        "li",
        "b",
        "i",
        "a",
        "bdi",
        "code",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "figure",
        "figcaption",
        "details",
        "summary",
        "svg",
        "g",
        "path",
        "rect",
        "line",
        "text",
        "tspan",
        "polyline",
        "wbr",
        "circle",
    ]
)


class _Reader(HTMLParser):
    """The tags, attributes and text of a page, as a browser would find them."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.text = ""
        self.open: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        if "style" not in self.open:
            self.text += data


def _bare(tmp: Report) -> Report:
    return with_judgement(
        Report(
            asked=tmp.asked,
            started_at=NIGHT,
            ending=Ending.FAILED,
            error="no such folder\nlook again",
            snapshot=None,
            snapshot_before=None,
            run_id=None,
        )
    )


@pytest.fixture(params=["published", "stopped", "failed"])
def page(request: pytest.FixtureRequest) -> _Reader:
    """The pages of runs that ended in all ways."""
    told = {"published": report(), "stopped": stopped(), "failed": _bare(report())}[str(request.param)]
    return _Reader(html_page(told))


def test_text_makes_no_element_that_the_template_does_not_have(page: _Reader) -> None:
    assert set(page.tags) <= KNOWN_TAGS


def test_no_attribute_runs_or_asks_for_anything(page: _Reader) -> None:
    names = {name for name, _ in page.attributes}

    assert not {name for name in names if name.startswith("on")}
    assert not names & {"src", "href", "srcset", "action", "xlink:href", "data", "poster", "background"}


def test_the_browser_is_told_to_load_and_run_nothing(page: _Reader) -> None:
    policy = next(str(value) for name, value in page.attributes if name == "content" and "default-src" in str(value))

    assert policy.startswith("default-src 'none';")
    assert "script" not in policy


def test_the_style_asks_for_nothing() -> None:
    style = html_page(report()).partition("<style>")[2].partition("</style>")[0]

    assert "@import" not in style
    assert "url(" not in style


def test_hostile_text_is_shown_as_it_is() -> None:
    assert HOSTILE in _Reader(html_page(report())).text


def test_characters_that_cannot_be_seen_are_shown_by_their_numbers() -> None:
    page = html_page(report())

    assert "evil⟨U+202E⟩gnp⟨U+001B⟩[2J⟨U+200B⟩.html" in page
    assert not re.search("[\x00-\x08\x0b-\x1f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", page)


def test_half_a_character_can_be_written() -> None:
    assert shown("\udc80a").encode() == "⟨U+DC80⟩a".encode()


def test_a_text_without_end_is_cut() -> None:
    assert len(shown("x" * 10_000)) < LONGEST + 10


def test_the_answer_comes_first() -> None:
    text = _Reader(html_page(report())).text

    assert "Published snapshot 12: 12 pages, 2 rejected; nothing unusual" in " ".join(text.split())[:200]


@pytest.mark.parametrize(
    "part",
    [
        "What came in, and where it ended",
        "11 files new, 1 file changed, 30 files unchanged; no pages: 2 .pdf.",
        "It adds up: pages read 12 = 12 parsed, rejected or known before.",
        "It adds up: pages parsed or known 10 = 10 in the snapshot.",
        "Rejected pages",
        "Warnings",
        "beside the last 3 runs before",
        "−25.0",
        "Added: 7",
        "and 6 more",
        "without a title",
        "The dataset now",
        "Time and memory",
        "The slowest pages",
        "250 ms",
        "The last runs",
        "2023-11-28 03:00",
    ],
)
def test_a_part_is_told(part: str) -> None:
    assert part in " ".join(_Reader(html_page(report())).text.split())


def test_alarms_stand_on_top_with_their_figures_and_pages() -> None:
    text = " ".join(_Reader(html_page(stopped())).text.split())

    top = text.partition("What came in")[0]
    assert "Stopped before publishing: 1 figure differs from the runs before, snapshot 11 stays" in top
    assert "on 0 of 8 pages (0.0%)" in top
    assert "on 40 of 80 pages (50.0%)" in top
    assert HOSTILE in top
    assert "--accept" in top


def test_a_run_that_failed_says_why() -> None:
    text = " ".join(_Reader(html_page(_bare(report()))).text.split())

    assert "Failed, nothing was published: no such folder" in text
    assert "look again" in text


def test_every_picture_has_its_numbers_in_a_table_or_a_name(page: _Reader) -> None:
    hidden = [value for name, value in page.attributes if name == "aria-hidden"]

    assert page.tags.count("svg") <= len(hidden)


def test_equal_reports_make_equal_pages() -> None:
    assert html_page(report()) == html_page(report())


def test_of_a_table_that_moved_its_columns_are_not_told_as_well() -> None:
    assert [column.column for _, column in moved(report().coverage)] == [None]


def test_a_run_that_read_nothing_has_no_speed() -> None:
    nothing = CameIn(
        files={"unchanged": 3}, ignored={}, pages=0, known=0, layouts={}, rejections=(), warnings=(), rows={}
    )

    assert speed(replace(report(), came_in=nothing)) is None
    assert "Nothing changed: no page is new, snapshot 12 stays" in html_page(
        with_judgement(replace(report(), came_in=nothing, ending=Ending.UNCHANGED))
    )


def test_counts_that_do_not_add_up_are_the_first_thing_to_look_at() -> None:
    wrong = with_judgement(replace(report(), came_in=replace(came_in(), pages=13)))

    assert wrong.headline.endswith("1 thing to look at")
    assert "pages read 13 ≠ 12 parsed" in html_page(wrong)


def test_a_name_that_turns_text_around_stands_alone() -> None:
    assert f"<bdi>{shown(TURNING)}</bdi>" in html_page(report())
