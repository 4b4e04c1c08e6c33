"""Real flattened pages: scored against gold records and against the same pages' HTML, with floors that only rise."""

import json
import subprocess
import sys
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from pipeline.extract import extract
from pipeline.layouts.flat_text import is_pubmed_text, recognise
from pipeline.outcome import Extracted
from pipeline.record import batch, stored_columns
from pipeline.tables import ARTICLES, SECTION_TABLES, Table
from tests.flat_styles import read_gold, styles, tallies
from tests.saved_pages import text_document

pytestmark = pytest.mark.real

TEXT_FLOOR = 0.9994
"""What is missing to 1: keywords that the text prints otherwise than the gold has them, and two links that it does print."""
UNREADABLE = frozenset({"bs4_p_join_squeezed", "justext"})
"""Styles that keep neither title nor identifier."""
MISSED: dict[str, dict[str, int]] = json.loads(Path(__file__).with_name("flat_text_missed.json").read_text("utf-8"))
"""Values that a style's texts still hold and that are not read, by style and field: none may be added."""
OF_OLDER_LAYOUTS = (4, 4, 10)
"""Titles, citations and parts of abstracts in the texts of older layouts."""
NOT_ON_RECORD = "affiliations"
"""What the records of the older pages leave out."""
LEGACY = frozenset({"15940349", "22188593", "23346171", "28057745", "7288891"})
"""Pages of older layouts among the texts."""


def read_text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def overall(real_pages: Path, gold: str, found: Sequence[Extracted], output: Path) -> float:
    """F1 of all cells, by the scorer that lies with the pages."""
    for table in (ARTICLES, *SECTION_TABLES):
        rows = [(identity(one), *row) for one in found for row in rows_of(one, table)]
        columns = list(zip(*rows, strict=True)) or [() for _ in stored_columns(table)]
        part = batch(table, columns)
        (output / table.name).mkdir(parents=True)
        with pq.ParquetWriter(output / table.name / "part.parquet", part.schema) as writer:
            writer.write_batch(part)
    report = output / "scores.json"
    command = [sys.executable, str(real_pages / "score.py"), str(real_pages / gold), str(output), "--json", str(report)]
    subprocess.run(command, check=True, capture_output=True)
    score: float = json.loads(report.read_text(encoding="utf-8"))["overall"]["f1"]
    return score


def identity(found: Extracted) -> str:
    page = found.page
    if page.pmid is not None:
        return f"pmid:{page.pmid}"
    return f"doi:{page.doi}" if page.doi else f"page:{str(found.provenance.capture_id)[:16]}"


def rows_of(found: Extracted, table: Table) -> Sequence[tuple[object, ...]]:
    if table is ARTICLES:
        return [found.assembled.article]
    rows: Sequence[tuple[object, ...]] = getattr(found.page, table.name)
    return rows


def extracted(path: Path) -> Extracted:
    found = extract(text_document(read_text(path), path.name))
    assert isinstance(found, Extracted), found
    assert found.provenance.capture_id == sha256(path.read_bytes()).hexdigest()
    return found


def test_the_first_document_of_the_project_scores_one(real_pages: Path, tmp_path: Path) -> None:
    found = [extracted(real_pages / "text" / "seed.txt")]

    assert overall(real_pages, "gold_seed", found, tmp_path / "output") == 1.0


def test_its_neighbours_score_above_their_floor(real_pages: Path, tmp_path: Path) -> None:
    paths = [path for path in sorted((real_pages / "text").glob("*.txt")) if path.stem not in LEGACY | {"seed"}]

    assert overall(real_pages, "gold_text", [extracted(path) for path in paths], tmp_path / "output") >= TEXT_FLOOR


def test_texts_of_older_layouts_give_what_they_still_hold_and_nothing_else(real_pages: Path) -> None:
    found, misses = tallies(real_pages / "text", read_gold(real_pages / "gold_legacy"))

    assert [miss for miss in misses if miss.field != NOT_ON_RECORD] == []
    assert (found["title"].there, found["citation"].there, found["abstract"].there) == OF_OLDER_LAYOUTS


def test_every_style_that_shows_an_article_is_read(real_pages: Path) -> None:
    for style in styles(real_pages / "text-styles"):
        texts = [read_text(path) for path in sorted(style.glob("*.txt"))]

        readable = [recognise(text) is not None for text in texts]

        assert sum(readable) == 0 if style.name in UNREADABLE else sum(readable) >= len(texts) - 1, style.name


def test_styles_give_what_their_texts_still_hold(real_pages: Path) -> None:
    gold = read_gold(real_pages / "gold")
    for style in styles(real_pages / "text-styles"):
        found, _ = tallies(style, gold)

        missed = {field: tally.there - tally.recovered for field, tally in found.items()}
        beyond = {field: count for field, count in missed.items() if count > MISSED.get(style.name, {}).get(field, 0)}
        assert beyond == {}, style.name


def test_no_style_gives_what_the_page_does_not_have(real_pages: Path) -> None:
    gold = read_gold(real_pages / "gold")
    for style in styles(real_pages / "text-styles"):
        _, misses = tallies(style, gold)

        assert [miss for miss in misses if miss.kind == "wrong"] == []


def test_texts_found_in_the_wild_are_read_or_known_as_pubmed_s(real_pages: Path) -> None:
    wild = real_pages / "text-styles" / "wild"

    readable = {path.name for path in wild.iterdir() if recognise(read_text(path)) is not None}

    assert {name.split("__")[0] for name in readable} == {"20215610", "24300658", "25988876"}
    assert all(is_pubmed_text(read_text(path)) for path in wild.iterdir())
