"""A run publishes to an object store as it does to a folder, and the README tells readers how to find the tables."""

import re
import shlex
from pathlib import Path

import pyarrow.dataset as ds
import pytest
from pyarrow import fs

from flows.command import answer
from flows.command.exits import Exit
from flows.plain import run_plain
from flows.reporting import newest_report
from flows.run import Run
from flows.steps import confirm_folders
from pipeline.dataset import Unchanged, open_table
from pipeline.dataset.stores.bucket import read
from pipeline.dataset.stores.cache import cache_of
from pipeline.errors import DatasetError
from pipeline.raw import ObjectPath
from pipeline.tables import TABLES
from tests.flows.command_line import CHECKOUT
from tests.flows.pages import write_articles
from tests.invented.article import Era
from tests.invented.html_2020 import render_html
from tests.invented.invent import invent
from tests.stores import Bucket, fails

_README = CHECKOUT / "README.md"
_RECIPE = re.compile(r"```python\n(import json\n.*?)```", re.DOTALL)
_STORE = 'store, root = fs.S3FileSystem(), "bucket/folder"'


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    return write_articles(tmp_path / "raw", 3)


@pytest.fixture
def run(raw: Path, bucket: Bucket) -> Run:
    return Run(raw=raw, output=bucket.raw / "data", workers=1)


def _command(*words: str) -> Exit:
    return answer([*words, "--runner", "plain"])


def test_the_tables_are_those_of_a_run_to_a_folder(run: Run, raw: Path, tmp_path: Path) -> None:
    run_plain(run)
    run_plain(Run(raw=raw, output=tmp_path / "output", workers=1))

    for table in TABLES:
        in_folder = ds.dataset(tmp_path / "output" / table.name).to_table()
        assert open_table(run.output, table.name).to_table().equals(in_folder), table.name


def test_the_report_is_on_this_machine_and_the_newest_one_beside_the_tables(run: Run, bucket: Bucket) -> None:
    done = run_plain(run)

    here = newest_report(run.output)
    assert here is not None
    assert done.report is not None
    assert done.report.samefile(here.html)
    assert read(bucket.raw / "data" / "report.html") == here.html.read_bytes()
    assert read(bucket.raw / "data" / "report.json") == here.json.read_bytes()


def test_a_second_run_reads_nothing_and_changes_nothing(run: Run) -> None:
    run_plain(run)

    again = run_plain(run)

    assert isinstance(again.publication, Unchanged)
    assert again.inputs == {"unchanged": 3}


def test_a_run_with_one_new_page_reads_that_one(run: Run, raw: Path) -> None:
    run_plain(run)
    (raw / "new.html").write_text(render_html(invent(9), Era.DECEMBER_2023))

    report = run_plain(run)

    assert report.inputs == {"new": 1, "unchanged": 3}
    assert report.publication.counts.tables["articles"] == 4


def test_nothing_staged_is_left_behind(run: Run) -> None:
    run_plain(run)

    assert isinstance(run.output, ObjectPath)
    root = cache_of(run.output).root
    assert not (root / "_work").exists()
    assert list((root / "scratch").iterdir()) == []


def test_pages_and_dataset_may_be_in_one_bucket(raw: Path, bucket: Bucket) -> None:
    bucket.put_all((f"crawl/{page.name}", page.read_bytes()) for page in raw.iterdir())

    report = run_plain(Run(raw=bucket.raw / "crawl", output=bucket.raw / "data", workers=1))

    assert report.publication.counts.tables["articles"] == 3


@pytest.mark.parametrize("output", ["", "crawl", "crawl/2023"])
def test_an_output_that_holds_the_pages_is_refused(bucket: Bucket, output: str) -> None:
    bucket.put("crawl/2023/a.html", b"x")
    place = bucket.raw / output if output else bucket.raw

    with pytest.raises(DatasetError, match="holds the pages"):
        confirm_folders(Run(raw=bucket.raw / "crawl/2023", output=place, workers=1))


def test_an_output_beside_the_pages_is_fine_though_its_name_begins_alike(bucket: Bucket) -> None:
    bucket.put("crawl-2023/a.html", b"x")

    confirm_folders(Run(raw=bucket.raw / "crawl-2023", output=bucket.raw / "crawl", workers=1))


def test_the_command_takes_an_address_and_show_finds_an_article_there(
    raw: Path, bucket: Bucket, capsys: pytest.CaptureFixture[str]
) -> None:
    output = f"{bucket.url}/data/"

    assert _command("run", "--raw", str(raw), "--output", output) is Exit.FINE
    assert answer(["show", str(invent(1).pmid), "--output", output]) is Exit.FINE

    assert str(invent(1).pmid) in capsys.readouterr().out


def test_the_commands_that_the_summary_names_work_as_they_stand(
    raw: Path, bucket: Bucket, capsys: pytest.CaptureFixture[str]
) -> None:
    _command("run", "--raw", str(raw), "--output", f"{bucket.url}/data")
    said = capsys.readouterr().out
    look = re.search(r"Look at a table:  (.*)", said)
    assert look is not None
    article = re.search(r"Read an article:  \S+ (show .*)", said)
    assert article is not None
    _, *words = shlex.split(look[1])
    assert answer(words) is Exit.FINE
    assert "article_id" in capsys.readouterr().out
    assert answer(shlex.split(article[1])) is Exit.FINE


@pytest.mark.usefixtures("bucket")
def test_an_output_in_a_bucket_that_is_missing_ends_with_4_before_anything_is_read(
    raw: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _command("run", "--raw", str(raw), "--output", "s3://no-bucket-here/data") is Exit.UNUSABLE

    assert "s3://no-bucket-here/data/_manifests: cannot be listed (NoSuchBucket" in capsys.readouterr().err


def test_an_output_without_access_ends_with_4_and_names_what_gives_it(
    raw: Path, bucket: Bucket, capsys: pytest.CaptureFixture[str]
) -> None:
    bucket.server.fault = fails(403, "InvalidAccessKeyId")

    assert _command("run", "--raw", str(raw), "--output", f"{bucket.url}/data") is Exit.UNUSABLE

    assert "AWS_ACCESS_KEY_ID" in capsys.readouterr().err


def test_show_says_that_there_is_no_dataset(bucket: Bucket, capsys: pytest.CaptureFixture[str]) -> None:
    assert answer(["show", "1", "--output", f"{bucket.url}/nothing"]) is Exit.NOTHING

    assert f"{bucket.url}/nothing holds no published dataset. Make it with `pubmed-etl run`" in capsys.readouterr().err


def test_the_recipe_of_the_readme_reads_the_newest_state_with_every_reader(run: Run, raw: Path, bucket: Bucket) -> None:
    run_plain(run)
    (raw / "new.html").write_text(render_html(invent(9), Era.DECEMBER_2023))
    run_plain(run)
    recipe = _RECIPE.search(_README.read_text())
    assert recipe is not None
    assert _STORE in recipe[1]
    host = bucket.server.endpoint.removeprefix("http://")
    store = fs.S3FileSystem(endpoint_override=host, scheme="http")
    names: dict[str, object] = {"store": store, "root": f"{bucket.name}/data"}

    lines = re.sub(rf"(?m)^{re.escape(_STORE)}.*$", "", recipe[1])
    lines = re.sub(r"(?m)^(pd|pl|duckdb)\.", r"by_\1 = \1.", lines)
    exec(lines, names)  # noqa: S102  # the README's own lines

    count = open_table(run.output, "references").count_rows()
    assert count > 0
    assert names["listed"].count_rows() == count  # type: ignore[attr-defined]
    assert len(names["by_pd"]) == count  # type: ignore[arg-type]
    assert names["by_pl"].collect().height == count  # type: ignore[attr-defined]
    assert len(names["by_duckdb"].fetchall()) == count  # type: ignore[attr-defined]
