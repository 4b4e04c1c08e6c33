"""The same pages give the same tables, in whatever form they are saved."""

import bz2
import gzip
import json
import lzma
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

from flows.plain import run_plain
from flows.run import Run
from pipeline.raw import Raw
from pipeline.tables import TABLES
from tests.flows.pages import CHALLENGE, write_articles
from tests.invented.flattened import render_flat_text
from tests.invented.html_2020 import render_html
from tests.invented.invent import invent
from tests.sources.crawled import answer, packed_one_by_one, record
from tests.stores import Bucket

WHERE_AND_WHEN = {"source_uri", "captured_at", "captured_at_source", "url", "run_id"}
"""Columns that say where and when a page was saved, which other forms of saving change."""


@pytest.fixture(scope="module")
def raw(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Thirty articles, some as text too, and a page that is none."""
    folder = write_articles(tmp_path_factory.mktemp("pages"), 30)
    for seed in range(1, 6):
        (folder / f"{seed}.txt").write_text(render_flat_text(invent(seed)))
    (folder / "challenge.html").write_text(CHALLENGE)
    return folder


@pytest.fixture(scope="module")
def expected(raw: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, pa.Table]:
    """The tables of the plain folder."""
    return _tables(raw, tmp_path_factory.mktemp("plain"))


def _tables(raw: Raw, output: Path) -> dict[str, pa.Table]:
    run_plain(Run(raw=raw, output=output, workers=1))
    return {table.name: pq.read_table(output / table.name) for table in TABLES}


def _content(table: pa.Table) -> pa.Table:
    """A table without where and when; captures in an order that does not depend on their names."""
    kept = table.select([name for name in table.column_names if name not in WHERE_AND_WHEN])
    if "status" not in kept.column_names:
        return kept
    return kept.take(pc.sort_indices(kept, [("capture_id", "ascending")]))


def _compressed(suffix: str, compress: Callable[[bytes], bytes]) -> Callable[[Path, Path], None]:
    def write(pages: Path, target: Path) -> None:
        for page in pages.iterdir():
            (target / f"{page.name}{suffix}").write_bytes(compress(page.read_bytes()))

    return write


def _as_zip(pages: Path, target: Path) -> None:
    with zipfile.ZipFile(target / "crawl.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for page in pages.iterdir():
            archive.write(page, f"some/folder/{page.name}")


def _as_tar(pages: Path, target: Path) -> None:
    with tarfile.open(target / "crawl.tar.gz", "w:gz") as archive:
        for page in pages.iterdir():
            archive.add(page, page.name)


def _as_warc(pages: Path, target: Path) -> None:
    records = [
        record(answer(page.read_bytes(), content_type=_MEDIA_TYPES[page.suffix]), url=f"https://x.example/{page.name}")
        for page in sorted(pages.iterdir())
    ]
    (target / "crawl.warc.gz").write_bytes(packed_one_by_one(records))


def _as_lines(pages: Path, target: Path) -> None:
    lines = (json.dumps({"html": page.read_text(encoding="utf-8")}) for page in sorted(pages.iterdir()))
    (target / "crawl.jsonl.gz").write_bytes(gzip.compress("\n".join(lines).encode()))


def _as_parquet(pages: Path, target: Path) -> None:
    texts = [page.read_text(encoding="utf-8") for page in sorted(pages.iterdir())]
    pq.write_table(pa.table({"html": texts}), target / "crawl.parquet", row_group_size=10)


_MEDIA_TYPES = {".html": "text/html", ".txt": "text/plain"}
FORMS = {
    "gzip": _compressed(".gz", gzip.compress),
    "bzip2": _compressed(".bz2", bz2.compress),
    "xz": _compressed(".xz", lzma.compress),
    "zip": _as_zip,
    "tar.gz": _as_tar,
    "warc.gz": _as_warc,
    "jsonl.gz": _as_lines,
    "parquet": _as_parquet,
}


@pytest.mark.parametrize("form", FORMS)
def test_pages_in_another_form_give_equal_tables(
    form: str, raw: Path, expected: dict[str, pa.Table], tmp_path: Path
) -> None:
    (tmp_path / "raw").mkdir()
    FORMS[form](raw, tmp_path / "raw")

    found = _tables(tmp_path / "raw", tmp_path / "output")

    for name, table in expected.items():
        assert _content(found[name]).equals(_content(table)), name


def test_pages_in_an_object_store_give_equal_tables_row_for_row(bucket: Bucket, tmp_path: Path) -> None:
    pages, folder = write_articles(tmp_path / "pages", 4), tmp_path / "raw"
    (pages / "1.txt").write_text(render_flat_text(invent(1)))
    (pages / "challenge.html").write_text(CHALLENGE)
    for name, write in {
        "a": _as_they_are,
        "b c/50%#!": FORMS["gzip"],
        "zip": _as_zip,
        "tar": _as_tar,
        "warc": _as_warc,
    }.items():
        (folder / name).mkdir(parents=True)
        write(pages, folder / name)
    members = [f"zip/crawl.zip!/some/folder/{page.name}" for page in pages.iterdir()]
    (folder / "captures.jsonl").write_text("".join(map(_note, members)))
    bucket.put_all((f"crawl/{file.relative_to(folder)}", file.read_bytes()) for file in folder.rglob("*.*"))

    found = _tables(bucket.raw / "crawl", tmp_path / "from-store")

    for name, table in _tables(folder, tmp_path / "from-folder").items():
        kept = [column for column in table.column_names if column not in {"captured_at", "run_id"}]
        assert found[name].select(kept).equals(table.select(kept)), name


def _note(file: str) -> str:
    """The newest page of its article, wherever the others are and whenever they were put there."""
    return json.dumps({"file": file, "captured_at": "2100-01-01T10:00:00Z", "url": "https://x.example/"}) + "\n"


def _as_they_are(pages: Path, target: Path) -> None:
    for page in pages.iterdir():
        (target / page.name).write_bytes(page.read_bytes())


def test_two_runs_give_equal_tables_row_for_row(raw: Path, expected: dict[str, pa.Table], tmp_path: Path) -> None:
    found = _tables(raw, tmp_path / "output")

    for name, table in expected.items():
        assert found[name].equals(table), name


def test_one_file_with_two_articles_gives_both(tmp_path: Path) -> None:
    (tmp_path / "both.html").write_text(render_html(invent(1)) + "\n" + render_html(invent(2)))

    found = _tables(tmp_path / "both.html", tmp_path / "output")

    assert found["articles"]["pmid"].to_pylist() == sorted(invent(seed).pmid for seed in (1, 2))
    assert found["captures"]["source_uri"].to_pylist() == ["both.html", "both.html#2"]


def test_an_equal_copy_in_one_file_is_a_duplicate(tmp_path: Path) -> None:
    page = render_html(invent(1))
    (tmp_path / "twice.html").write_text(page + page)

    found = _tables(tmp_path / "twice.html", tmp_path / "output")

    assert found["captures"]["status"].to_pylist() == ["parsed", "duplicate"]
    assert found["articles"].num_rows == 1


def test_a_text_and_a_page_of_one_article_become_one(raw: Path, expected: dict[str, pa.Table]) -> None:
    texts = sum(1 for _ in raw.glob("*.txt"))

    statuses = expected["captures"]["status"].to_pylist()

    assert statuses.count("superseded") == texts
    assert set(expected["articles"]["layout"].to_pylist()) == {"pubmed-2020"}
