"""Real pages through a whole run, in every form that they are saved in: the same records, none lost."""

import gzip
import subprocess
import sys
import zipfile
from collections import Counter
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from flows.plain import run_plain
from flows.run import Run

pytestmark = pytest.mark.real


def _output(raw: Path, output: Path) -> Path:
    run_plain(Run(raw=raw, output=output, workers=1))
    return output


def _gzipped(pages: Path, raw: Path) -> None:
    for page in pages.iterdir():
        (raw / f"{page.name}.gz").write_bytes(gzip.compress(page.read_bytes(), 1))


def _zipped(pages: Path, raw: Path) -> None:
    with zipfile.ZipFile(raw / "pages.zip", "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for page in pages.iterdir():
            archive.write(page, page.name)


def _f1(real_pages: Path, gold: str, output: Path) -> float:
    command = [sys.executable, str(real_pages / "score.py"), str(real_pages / gold), str(output)]
    printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return float(printed.rpartition("micro F1 ")[2].split()[0])


@pytest.mark.parametrize("save", [_gzipped, _zipped])
def test_compressed_and_archived_pages_score_like_plain_ones(save: object, real_pages: Path, tmp_path: Path) -> None:
    raw = tmp_path / "raw"
    raw.mkdir()
    assert callable(save)
    save(real_pages / "html", raw)

    output = _output(raw, tmp_path / "output")

    assert _f1(real_pages, "gold", output) >= 0.999
    assert pq.read_table(output / "captures").num_rows == sum(1 for _ in (real_pages / "html").iterdir())


def test_one_file_with_two_different_articles_gives_both(real_pages: Path, tmp_path: Path) -> None:
    first, second = sorted((real_pages / "html").iterdir())[:2]
    (tmp_path / "both.html").write_bytes(first.read_bytes() + second.read_bytes())

    output = _output(tmp_path / "both.html", tmp_path / "output")

    assert set(pq.read_table(output / "articles")["pmid"].to_pylist()) == {int(first.stem), int(second.stem)}


def test_the_same_page_twice_in_one_file_is_one_article_and_a_duplicate(real_pages: Path, tmp_path: Path) -> None:
    output = _output(real_pages / "concatenated", tmp_path / "output")

    assert Counter(pq.read_table(output / "captures")["status"].to_pylist()) == {"parsed": 3, "duplicate": 3}
    assert pq.read_table(output / "articles").num_rows == 3


def test_pages_that_are_no_articles_yield_none(real_pages: Path, tmp_path: Path) -> None:
    output = _output(real_pages / "other", tmp_path / "output")

    captures = pq.read_table(output / "captures")
    assert set(captures["status"].to_pylist()) == {"rejected"}
    assert captures.num_rows == sum(1 for _ in (real_pages / "other").glob("*.html"))
    assert pq.read_table(output / "articles").num_rows == 0


def test_the_first_document_of_the_project_is_read_whole(real_pages: Path, tmp_path: Path) -> None:
    output = _output(real_pages / "text" / "seed.txt", tmp_path / "output")

    assert _f1(real_pages, "gold_seed", output) == 1.0


def test_flattened_pages_are_read(real_pages: Path, tmp_path: Path) -> None:
    raw = tmp_path / "raw"
    raw.mkdir()
    for page in (real_pages / "text").iterdir():
        if page.name != "seed.txt":
            (raw / page.name).write_bytes(page.read_bytes())

    output = _output(raw, tmp_path / "output")

    assert _f1(real_pages, "gold_text", output) >= 0.995
    assert pq.read_table(output / "captures").num_rows == sum(1 for _ in raw.iterdir())
