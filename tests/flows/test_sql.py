"""`sql`: what a query answers in each form, and that it reads the dataset and nothing else."""

import io
import json
import subprocess
import sys
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from flows.command import answer
from flows.command.asking import PROMPT, _typed
from flows.command.exits import Exit
from pipeline.dataset import pinned
from pipeline.dataset.reading.sql import sql_over, statements_of, tables_of
from pipeline.errors import QueryWrong
from pipeline.queries.shipped import question, questions, views
from pipeline.tables import ARTICLES, TABLES
from tests.flows.command_line import environment
from tests.flows.nights import pmid, said
from tests.flows.pages import here
from tests.stores import Bucket


@pytest.fixture
def output(two_nights: Path) -> str:
    return str(two_nights / "output")


def _failed(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    """What the command says where the query is wrong."""
    assert answer(["sql", *words]) is Exit.USAGE
    return capsys.readouterr().err


def _lines(text: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in text.splitlines()]


def test_every_table_of_the_contract_is_a_view_and_so_are_those_that_come_with_it(
    output: str, capsys: pytest.CaptureFixture[str]
) -> None:
    found = _lines(said(capsys, "sql", "SHOW TABLES", "--json", "--output", output))

    assert {row["name"] for row in found} == {table.name for table in TABLES} | {view.name for view in views()}


def test_a_question_is_answered_by_its_name(output: str, capsys: pytest.CaptureFixture[str]) -> None:
    answer = said(capsys, "sql", "--question", "orcid-coverage", "--json", "--output", output)

    assert answer == said(capsys, "sql", question("orcid-coverage").query, "--json", "--output", output)
    assert _lines(answer)


def test_a_question_that_nobody_knows_is_wrong_usage(output: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert "no question nobody" in _failed(capsys, "--question", "nobody", "--output", output)


def test_the_list_tells_questions_tables_and_views_without_a_dataset(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = said(capsys, "sql", "--list", "--output", str(tmp_path))
    lines = _lines(said(capsys, "sql", "--list", "--json", "--output", str(tmp_path)))

    names = [*(one.name for one in questions()), *(one.name for one in TABLES), *(one.name for one in views())]
    assert [row["name"] for row in lines] == names
    assert all(f"  {row['name']}\n" in text for row in lines)


def test_a_row_is_a_json_object_in_a_line(output: str, capsys: pytest.CaptureFixture[str]) -> None:
    query = "SELECT pmid, [1, 2] AS some, NULL AS none, 'nan'::FLOAT AS odd, 'a\x1bb' AS sign FROM articles ORDER BY 1 LIMIT 1"

    text = said(capsys, "sql", query, "--json", "--output", output)

    assert _lines(text) == [{"pmid": int(pmid(1)), "some": [1, 2], "none": None, "odd": "nan", "sign": "a\x1bb"}]
    assert "\x1b" not in text


def test_csv_has_a_head_lists_as_json_and_nothing_for_null(output: str, capsys: pytest.CaptureFixture[str]) -> None:
    text = said(capsys, "sql", "SELECT 1 AS one, ['a', 'b'] AS two, NULL AS three", "--csv", "--output", output)

    assert text == 'one,two,three\n1,"[""a"", ""b""]",\n'


def test_parquet_holds_the_rows(output: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "rows.parquet"

    said(capsys, "sql", "SELECT pmid FROM articles ORDER BY 1", "--parquet", str(out), "--output", output)

    assert pq.read_table(out)["pmid"].to_pylist() == [int(pmid(seed)) for seed in (1, 2, 3, 4)]
    assert list(tmp_path.iterdir()) == [out]


def test_parquet_never_goes_into_the_dataset(output: str, capsys: pytest.CaptureFixture[str]) -> None:
    inside = f"{output}/articles/more.parquet"

    assert "lies in the dataset" in _failed(capsys, "FROM articles", "--parquet", inside, "--output", output)
    assert not Path(inside).exists()


def test_a_table_says_when_rows_were_cut(output: str, capsys: pytest.CaptureFixture[str]) -> None:
    cut = said(capsys, "sql", "SELECT pmid FROM articles", "--table", "--limit", "2", "--output", output)
    whole = said(capsys, "sql", "SELECT pmid FROM articles", "--table", "--limit", "4", "--output", output)

    assert "the first 2 rows; there are more" in cut
    assert "there are more" not in whole


@pytest.mark.parametrize("form", ["--table", "--blocks"])
def test_a_terminal_obeys_nothing_that_a_page_says(form: str, output: str, capsys: pytest.CaptureFixture[str]) -> None:
    text = said(capsys, "sql", "SELECT 'a\x1b[2Jb\u202e' AS x, source_uri FROM captures", form, "--output", output)

    assert "a[2Jb" in text
    assert not {"\x1b", "\u202e"} & set(text)


def test_a_row_of_many_columns_is_a_block(output: str, capsys: pytest.CaptureFixture[str]) -> None:
    text = said(capsys, "sql", "FROM articles LIMIT 1", "--table", "--output", output)

    assert text.startswith("row 1\n")
    assert "article_language            NULL" in text


def test_where_no_terminal_is_an_answer_is_csv_with_all_rows_and_whole_values(
    output: str, capsys: pytest.CaptureFixture[str]
) -> None:
    query = "SELECT range AS n, repeat('long ', 400) AS long FROM range(50)"

    assert said(capsys, "sql", query, "--output", output) == said(capsys, "sql", query, "--csv", "--output", output)


def test_on_a_terminal_an_answer_is_a_table(
    output: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    monkeypatch.setenv("TERM", "dumb")

    text = said(capsys, "sql", "SELECT 7 AS seven, 8 AS eight", "--output", output)

    assert text.splitlines()[1].split() == ["7", "8"]


_TITLE = "A title that tells what was found, by whom it was found, and why nobody had found it before that summer"


def test_a_long_title_goes_over_several_lines_of_a_table_and_is_whole(
    output: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "60")

    text = said(capsys, "sql", f"SELECT 7 AS pmid, '{_TITLE}' AS title", "--table", "--output", output)

    assert " ".join(text.split()) == f"pmid title 7 {_TITLE}"
    assert max(map(len, text.splitlines())) <= 60


def test_a_table_names_the_columns_that_it_cuts_and_what_shows_them_whole(
    output: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    query = f"SELECT '{_TITLE}' AS title, repeat('{_TITLE} ', 20) AS abstract"

    text = said(capsys, "sql", query, "--table", "--output", output)

    assert "Cut at … in abstract; whole with --blocks" in text
    assert text.count("…") == 2


def test_a_block_shows_every_value_whole(output: str, capsys: pytest.CaptureFixture[str]) -> None:
    value = f"{_TITLE} " * 20

    text = said(capsys, "sql", f"SELECT '{value}' AS abstract", "--blocks", "--output", output)

    assert value.strip() in text
    assert "…" not in text


def test_wide_letters_are_counted_as_wide_as_they_are(
    output: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "40")

    text = said(capsys, "sql", "SELECT repeat('漢', 10) AS title, 7 AS last", "--table", "--output", output)

    assert text.splitlines()[1].split() == ["漢" * 10, "7"]


def test_a_limit_that_is_told_holds_in_every_form_that_is_printed(
    output: str, capsys: pytest.CaptureFixture[str]
) -> None:
    query = "FROM range(9)"
    lines = {
        form: len(said(capsys, "sql", query, form, "--limit", "3", "--output", output).splitlines())
        for form in ("--json", "--csv", "--blocks")
    }

    assert lines == {"--json": 3, "--csv": 4, "--blocks": 7}


@pytest.mark.parametrize("option", ["--qestion", "--qestion=x"])
def test_a_mistyped_option_is_no_query(option: str, output: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert "sql has no option --qestion; did you mean --question?" in _failed(capsys, option, "x", "--output", output)


def test_a_query_may_begin_with_a_comment(output: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert said(capsys, "sql", "--seven\nSELECT 7 AS n", "--csv", "--output", output) == "n\n7\n"


def test_a_question_that_is_nearly_named_is_suggested(output: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert "did you mean most-cited?" in _failed(capsys, "--question", "most", "--output", output)
    assert "did you mean cocitation?" in _failed(capsys, "--question", "cocitations", "--output", output)


@pytest.mark.parametrize(
    ("more", "words"),
    [
        (["FROM nobody"], "`pubmed-etl sql --list` tells all tables and views"),
        (["--file", "/nowhere/q.sql"], "/nowhere/q.sql cannot be read: No such file or directory"),
        (["SELECT 1", "--parquet", "/nowhere/a.parquet"], "there is no folder /nowhere"),
        (["SELECT 1", "--memory", "much"], "--memory much: "),
        (["SELECT 1", "--json", "--csv"], "rows have one form: --json or --csv"),
    ],
)
def test_what_is_wrong_is_named_and_what_to_do(
    more: list[str], words: str, output: str, capsys: pytest.CaptureFixture[str]
) -> None:
    said_wrong = _failed(capsys, *more, "--output", output)

    assert words in said_wrong
    assert " Error: " not in said_wrong
    assert "[Errno" not in said_wrong


def test_every_column_of_a_table_keeps_its_place_beside_a_long_one(
    output: str, capsys: pytest.CaptureFixture[str]
) -> None:
    text = said(capsys, "sql", "SELECT repeat('long ', 99) AS a, 7 AS last", "--table", "--output", output)

    assert text.splitlines()[0].split() == ["a", "last"]
    assert text.splitlines()[1].split()[-1] == "7"


def test_statements_may_follow_each_other_out_of_a_file(
    output: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "q.sql"
    file.write_text("CREATE TEMP TABLE few AS SELECT pmid FROM articles LIMIT 2; SELECT count(*) AS n FROM few;")

    assert _lines(said(capsys, "sql", "--file", str(file), "--json", "--output", output)) == [{"n": 2}]


def test_a_query_comes_from_stdin_where_that_is_no_terminal(
    output: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("SELECT 7 AS seven"))

    assert _lines(said(capsys, "sql", "--json", "--output", output)) == [{"seven": 7}]


def test_at_a_prompt_a_statement_ends_with_a_semicolon() -> None:
    typed = iter(["SELECT", "1;", "SELECT 2;", "SELECT 3"])
    asked: list[str] = []

    def ask(prompt: str) -> str:
        asked.append(prompt)
        try:
            return next(typed)
        except StopIteration:
            raise EOFError from None

    assert list(_typed(ask)) == ["SELECT\n1;", "SELECT 2;"]
    assert asked.count(PROMPT) == 3


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("SELEC 1", "syntax error"),
        ("SELECT count(*) FROM references", "put it in quotes"),
        ("FROM nobody", "does not exist"),
        ("FROM articles", "name a query, a --file"),
    ],
)
def test_a_wrong_query_ends_with_2_and_a_line(
    query: str, words: str, output: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    both = ("--file", str(tmp_path / "q.sql")) if "--file" in words else ()

    said_wrong = _failed(capsys, query, *both, "--output", output)

    assert words in said_wrong
    assert said_wrong.count("\n") == 1


def test_a_query_takes_no_more_memory_than_it_may(output: str, capsys: pytest.CaptureFixture[str]) -> None:
    query = "SELECT list(a) FROM range(100000000) AS r(a)"

    assert "--memory" in _failed(capsys, query, "--memory", "20MB", "--output", output)


_HERE = "{here}"
_FORBIDDEN = (
    "FROM read_text('{here}')",
    "FROM read_csv('/etc/hosts')",
    "FROM '{here}'",
    "FROM glob('/*')",
    "FROM read_parquet('https://example.org/a.parquet')",
    "COPY (SELECT 1) TO '{here}'",
    "EXPLAIN ANALYZE COPY (SELECT 1) TO '{here}'",
    "PREPARE a AS COPY (SELECT 1) TO '{here}'",
    "EXPORT DATABASE '{here}'",
    "ATTACH '{here}'",
    "INSTALL httpfs",
    "LOAD httpfs",
    "SET enable_external_access = true",
    "PRAGMA enable_profiling",
    "FROM asked",
)


@pytest.mark.parametrize("query", _FORBIDDEN)
def test_a_query_reaches_nothing_else(
    query: str, output: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    here = tmp_path / "secret.csv"
    here.write_text("secret\n1\n")

    _failed(capsys, query.format(here=here), "--output", output)

    assert here.read_text() == "secret\n1\n"
    assert list(tmp_path.iterdir()) == [here]


@pytest.mark.parametrize("verb", ["COPY (SELECT 1) TO '{}'", "EXPLAIN ANALYZE COPY (SELECT 1) TO '{}'"])
def test_the_files_that_a_query_may_read_cannot_be_written(verb: str, two_nights: Path) -> None:
    with pinned(two_nights / "output") as snapshot, sql_over(snapshot, TABLES) as session:
        (path,) = snapshot.paths(snapshot.manifest.files_of(ARTICLES))
        before = Path(path).read_bytes()

        with pytest.raises(QueryWrong, match="only read"):
            statements_of(session, verb.format(path))

        assert Path(path).read_bytes() == before


def test_an_earlier_snapshot_is_asked_by_its_number(output: str, capsys: pytest.CaptureFixture[str]) -> None:
    count = "SELECT count(*) AS n FROM articles"

    assert _lines(said(capsys, "sql", count, "--json", "--snapshot", "1", "--output", output)) == [{"n": 3}]


def test_without_a_dataset_it_ends_with_3(tmp_path: Path) -> None:
    assert answer(["sql", "SELECT 1", "--output", str(tmp_path / "output")]) is Exit.NOTHING


def test_of_a_dataset_in_a_store_only_the_tables_of_the_query_come_here(
    two_nights: Path, bucket: Bucket, capsys: pytest.CaptureFixture[str]
) -> None:
    said(capsys, "run", "--runner", "plain", "--raw", str(two_nights / "raw"), "--output", f"{bucket.url}/data")
    with pinned(bucket.raw / "data") as snapshot:
        assert tables_of(snapshot, "FROM Articles") == [ARTICLES]
        assert tables_of(snapshot, None) == TABLES

    query = 'SELECT count(*) > 0 AS some FROM "references"'
    assert _lines(said(capsys, "sql", query, "--json", "--output", f"{bucket.url}/data")) == [{"some": True}]


@pytest.mark.parametrize("more", ["", ", USE_TMP_FILE false"])
@pytest.mark.parametrize(
    "statement",
    [
        "WITH x AS ({copy}) SELECT 1",
        "SELECT * FROM ({copy})",
        "EXPLAIN ANALYZE WITH x AS ({copy}) SELECT 1",
        "CREATE TABLE y AS WITH x AS ({copy}) SELECT 1",
        "SELECT 1; WITH x AS ({copy}) SELECT 1",
    ],
)
def test_no_statement_writes_a_file_though_it_is_one_of_the_dataset(
    statement: str, more: str, output: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pinned(Path(output)) as snapshot:
        (file, *_) = (here(snapshot.path) / "articles").glob("*.parquet")
    before = file.read_bytes()
    copy = f"copy (SELECT 1 AS a) TO '{file}' (FORMAT parquet{more})"

    _failed(capsys, statement.format(copy=copy), "--output", output)

    assert file.read_bytes() == before


def test_the_word_copy_in_a_text_or_a_comment_or_a_name_is_only_a_word(
    output: str, capsys: pytest.CaptureFixture[str]
) -> None:
    text = said(capsys, "sql", "SELECT 'copy' AS \"copy\" -- COPY", "--json", "--output", output)

    assert _lines(text) == [{"copy": "copy"}]


@pytest.mark.parametrize("query", ["EXPLAIN (SELECT 1) UNION ALL (SELECT 2)", "EXPLAIN (FORMAT json) SELECT 1"])
def test_a_plan_of_any_query_is_told(query: str, output: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert said(capsys, "sql", query, "--output", output)


def test_a_pivot_names_its_columns(output: str, capsys: pytest.CaptureFixture[str]) -> None:
    pivot = "PIVOT (SELECT 1 AS a, 2 AS b) ON a {columns} USING count(*)"

    assert "IN (…)" in _failed(capsys, pivot.format(columns=""), "--output", output)
    assert _lines(said(capsys, "sql", pivot.format(columns="IN (1)"), "--json", "--output", output)) == [
        {"b": 2, "1": 1}
    ]


@pytest.mark.parametrize("query", ["", " ; ", "-- nothing"])
def test_where_nothing_is_asked_nothing_is_answered(
    query: str, output: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "there is no statement" in _failed(capsys, query, "--output", output)


def test_a_file_is_owed_rows(output: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ("CREATE TABLE x AS SELECT 1", "--parquet", str(tmp_path / "rows.parquet"), "--output", output)

    assert "no statement has rows" in _failed(capsys, *words)


@pytest.mark.parametrize("form", ["--json", "--parquet"])
def test_no_column_is_lost_to_another_of_its_name(
    form: str, output: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    goal = [str(tmp_path / "rows.parquet")] if form == "--parquet" else []

    assert "name them apart" in _failed(capsys, "SELECT 1 AS a, 2 AS a", form, *goal, "--output", output)


def test_whoever_had_enough_of_an_answer_ends_it_well(output: str, tmp_path: Path) -> None:
    asked = f"{sys.executable} -m flows.command sql 'FROM range(300000)' --csv --output {output}"
    done = subprocess.run(
        ["bash", "-c", f"set -o pipefail; {asked} | head -n 1"],
        env=environment(tmp_path),
        capture_output=True,
        text=True,
        check=False,
    )

    assert (done.returncode, done.stdout, done.stderr) == (0, "range\n", "")
