"""What a page may have: just as much is read, one more is rejected by name; and other limits read it again."""

import re
from pathlib import Path

import pytest

from flows.command import answer
from flows.command.exits import Exit
from flows.limits import SETTINGS, Setting, run_limits, usual
from pipeline.extract import extract
from pipeline.limits import DEFAULT_LIMITS, Limits
from pipeline.outcome import Extracted, Reason, Rejected
from tests.faults.running import captures_of
from tests.flows.pages import write_articles
from tests.invented.flattened import render_flat_text
from tests.invented.invent import invent
from tests.layouts.pubmed_2020.pieces import heading, page
from tests.saved_pages import html_document, text_document

README = Path(__file__).parents[1] / "README.md"
ABSTRACT = (
    '<div class="abstract" id="abstract"><div class="abstract-content selected" id="eng-abstract"><p>{}</p></div></div>'
)


def test_a_page_of_too_many_tags_is_rejected_before_it_is_parsed() -> None:
    utf8 = page(heading() + "<br>" * 1_000)
    tags = utf8.count(b"<")

    assert isinstance(extract(html_document(utf8), Limits(page_tags=tags)), Extracted)
    rejected = extract(html_document(utf8), Limits(page_tags=tags - 1))
    assert isinstance(rejected, Rejected)
    assert (rejected.reason, rejected.detail) == (Reason.TOO_LARGE, f"more than {tags - 1:,} tags")


def test_a_value_that_is_too_long_is_rejected_by_its_column() -> None:
    document = html_document(page(heading() + ABSTRACT.format("k" * 5_000)))

    assert isinstance(extract(document, Limits(field_characters=5_000)), Extracted)
    rejected = extract(document, Limits(field_characters=4_999))
    assert isinstance(rejected, Rejected)
    assert (rejected.reason, rejected.detail) == (Reason.TOO_LARGE, "articles.abstract has more than 4,999 characters")


def test_a_value_of_a_flattened_page_is_no_longer_either() -> None:
    text = render_flat_text(invent(7))

    rejected = extract(text_document(text), Limits(field_characters=100))

    assert isinstance(extract(text_document(text)), Extracted)

    assert isinstance(rejected, Rejected)
    assert rejected.reason is Reason.TOO_LARGE


def test_what_a_limit_kept_away_is_read_under_another_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    raw, output = write_articles(tmp_path / "raw", 2), tmp_path / "output"
    command = ["run", "--runner", "plain", "--raw", str(raw), "--output", str(output), "--false-alarms", "0"]
    monkeypatch.setenv("PUBMED_ETL_PAGE_SIZE", "0.01")
    assert answer(command) is Exit.FINE
    assert set(captures_of(output).values()) == {"too-large"}

    monkeypatch.delenv("PUBMED_ETL_PAGE_SIZE")
    assert answer(command) is Exit.FINE

    assert set(captures_of(output).values()) == {"parsed"}


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda setting: setting.name)
def test_every_limit_can_be_set(setting: Setting, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(setting.name, "3")

    assert getattr(run_limits(), setting.limit) == 3 * setting.unit
    assert run_limits().name != DEFAULT_LIMITS.name


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda setting: setting.name)
def test_the_readme_says_every_limit_with_its_default(setting: Setting) -> None:
    (row,) = re.findall(rf"^ *\|.*\| `{setting.name}` \|$", README.read_text(encoding="utf-8"), re.MULTILINE)

    assert re.search(rf"\b{usual(setting):,.0f}\b", row)


def test_nothing_set_is_the_default() -> None:
    assert run_limits() == DEFAULT_LIMITS
