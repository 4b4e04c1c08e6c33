"""Earlier states of the dataset on the command line: status, keep, unkeep, vacuum and diff."""

from pathlib import Path

import pytest

from flows.command import answer
from flows.command.exits import Exit
from flows.steps import only_run
from pipeline.dataset import Snapshot, current_snapshot, pinned
from tests.flows.nights import pmid, said, told
from tests.flows.pages import here

_COMMANDS = (
    ["status"], ["keep"], ["keep", "x"], ["keep", "x", "1"], ["unkeep", "x"], ["vacuum"], ["diff"], ["diff", "1", "2"], ["forget", "x"]
)  # fmt: skip


def _numbers(output: Path) -> list[int]:
    return sorted(int(path.name) for path in (output / "_snapshots").iterdir())


@pytest.mark.parametrize("words", _COMMANDS, ids=" ".join)
def test_without_a_dataset_every_command_ends_with_3_and_makes_nothing(
    words: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert answer([*words, "--output", str(tmp_path / "output")]) is Exit.NOTHING

    assert str(tmp_path / "output") in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_the_status_tells_every_snapshot(two_nights: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status = told(capsys, "status", "--output", str(two_nights / "output"))
    text = said(capsys, "status", "--output", str(two_nights / "output"))

    first, second = status["snapshots"]
    assert status["current"] == second["snapshot"] == 2
    assert (first["changes"]["articles_added"], second["changes"]["articles_added"]) == (3, 1)
    assert (first["is_current"], second["is_current"]) == (False, True)
    assert first["own_bytes"] < first["bytes"]
    assert [line.split()[-1] for line in text.splitlines() if line.split()[:1] == ["2"]] == ["current"]


def test_the_status_tells_what_a_stopped_run_has_left(own_nights: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shard = own_nights / "output" / "_work" / "plan" / "000000"
    shard.mkdir(parents=True)
    (shard / "articles.parquet").write_bytes(b"1234567")

    assert told(capsys, "status", "--output", str(own_nights / "output"))["staged"] == {"shards": 1, "bytes": 7}
    assert "1 finished shard (7 bytes)" in said(capsys, "status", "--output", str(own_nights / "output"))


def test_a_snapshot_is_kept_listed_shown_and_let_go(own_nights: Path, capsys: pytest.CaptureFixture[str]) -> None:
    output = str(own_nights / "output")

    assert "_keep/spring" in said(capsys, "keep", "spring", "1", "--output", output)
    assert "spring  snapshot 1" in said(capsys, "keep", "--output", output)
    assert told(capsys, "status", "--output", output)["snapshots"][0]["names"] == ["spring"]
    assert f"PMID {pmid(2)}" in said(capsys, "show", pmid(2), "--snapshot", "spring", "--output", output)
    assert "not kept as spring any more" in said(capsys, "unkeep", "spring", "--output", output)
    assert said(capsys, "keep", "--output", output) == ""


def test_what_is_kept_is_told_to_programs(own_nights: Path, capsys: pytest.CaptureFixture[str]) -> None:
    output = own_nights / "output"
    spring = {"name": "spring", "snapshot": 2, "path": str(output / "_keep" / "spring")}

    assert told(capsys, "keep", "spring", "--output", str(output)) == spring
    assert told(capsys, "keep", "--output", str(output)) == [spring]
    assert told(capsys, "unkeep", "spring", "--output", str(output)) == spring


@pytest.mark.parametrize("name", ["42", "current", "a/b", "..", "\x1b[2J"])
def test_a_name_that_cannot_be_one_is_wrong_usage(
    name: str, two_nights: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert answer(["keep", name, "--output", str(two_nights / "output")]) is Exit.USAGE

    assert "\x1b" not in capsys.readouterr().err
    assert not (two_nights / "output" / "_keep").exists()


@pytest.mark.parametrize("words", [["keep", "x", "9"], ["unkeep", "x"], ["diff", "9"], ["diff", "1", "x"]])
def test_what_names_no_snapshot_ends_with_3(words: list[str], two_nights: Path) -> None:
    assert answer([*words, "--output", str(two_nights / "output")]) is Exit.NOTHING


def test_a_taken_name_ends_with_4(own_nights: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said(capsys, "keep", "spring", "1", "--output", str(own_nights / "output"))

    assert answer(["keep", "spring", "2", "--output", str(own_nights / "output")]) is Exit.UNUSABLE
    assert "pubmed-etl unkeep spring" in capsys.readouterr().err


def test_a_vacuum_removes_what_is_old_and_says_what_that_frees(
    own_nights: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    output = str(own_nights / "output")
    own = told(capsys, "status", "--output", output)["snapshots"][0]["own_bytes"]

    vacuumed = told(capsys, "vacuum", "--keep-count", "1", "--keep-age", "0", "--output", output)

    assert vacuumed == {"bytes_freed": own, "removed": [{"snapshot": 1, "bytes_freed": own}], "spared": []}
    assert _numbers(own_nights / "output") == [2]


def test_a_vacuum_keeps_what_a_run_would_keep(own_nights: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "0 snapshots removed, 0 bytes freed." in said(capsys, "vacuum", "--output", str(own_nights / "output"))
    assert "0 snapshots removed" in said(capsys, "vacuum", "--keep-count", "1", "--output", str(own_nights / "output"))

    assert _numbers(own_nights / "output") == [1, 2]


def test_a_vacuum_says_whom_it_spared(own_nights: Path, capsys: pytest.CaptureFixture[str]) -> None:
    output = own_nights / "output"
    words = ("vacuum", "--keep-count", "1", "--keep-age", "0", "--output", str(output))

    with pinned(output, "1"):
        assert told(capsys, *words)["spared"] == [{"snapshot": 1, "why": "it is being read"}]
    said(capsys, "keep", "x", "1", "--output", str(output))
    assert "Snapshot 1 stays: it is kept by name." in said(capsys, *words)


def test_a_vacuum_does_not_wait_for_a_run_that_reads(own_nights: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with only_run(own_nights / "output"):
        assert "0 snapshots removed" in said(capsys, "vacuum", "--output", str(own_nights / "output"))


@pytest.mark.parametrize("words", [["--keep-count", "0"], ["--keep-age", "-1"], ["--keep-age", "1e300"]])
def test_a_retention_that_cannot_be_is_wrong_usage(words: list[str], two_nights: Path) -> None:
    assert answer(["vacuum", *words, "--output", str(two_nights / "output")]) is Exit.USAGE


def test_a_difference_is_told_by_article_and_column(two_nights: Path, capsys: pytest.CaptureFixture[str]) -> None:
    output = str(two_nights / "output")

    found = told(capsys, "diff", "--output", output)
    text = said(capsys, "diff", "--output", output)

    assert (found["old"], found["new"]) == (1, 2)
    assert found["articles_added"] == {"number": 1, "examples": [f"pmid:{pmid(4)}"]}
    assert found["articles_removed"] == {"number": 0, "examples": []}
    assert found["articles_changed"] == {"number": 1, "examples": [f"pmid:{pmid(3)}"]}
    assert f"added: pmid:{pmid(4)}" in text
    assert f"changed: pmid:{pmid(3)}" in text
    assert "abstract" in text


def test_a_snapshot_beside_itself_is_the_same(two_nights: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "hold the same" in said(capsys, "diff", "2", "current", "--output", str(two_nights / "output"))


def test_a_difference_shows_the_values_of_one_article(two_nights: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ("diff", "--article", pmid(3), "--output", str(two_nights / "output"))

    rows = told(capsys, *words)["rows"]
    text = said(capsys, *words)

    articles = next(row for row in rows if row["table"] == "articles")
    assert "Mended: " not in articles["before"]["abstract"]
    assert "Mended: " in articles["after"]["abstract"]
    assert "  - abstract: " in text
    assert "  + abstract: " in text


def test_a_difference_of_an_article_that_stayed_is_none(two_nights: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = said(capsys, "diff", "--article", pmid(1), "--output", str(two_nights / "output"))

    assert text == "Both snapshots hold the same of this article.\n"


def test_a_difference_of_an_article_of_neither_ends_with_3(two_nights: Path) -> None:
    assert answer(["diff", "--article", "1", "--output", str(two_nights / "output")]) is Exit.NOTHING


def test_show_and_diff_hold_the_snapshot_that_they_read(
    two_nights: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from pipeline.dataset.folders.pins import alone
    from pipeline.dataset.reading import read

    is_alone = []
    rows = read._rows

    def looked_at(reader: object, snapshot: Snapshot, *rest: object) -> list[read.Row]:
        with alone(here(snapshot.path)) as free:
            is_alone.append(free)
        return rows(reader, snapshot, *rest)  # type: ignore[arg-type]  # handed through

    monkeypatch.setattr(read, "_rows", looked_at)
    output = two_nights / "output"
    said(capsys, "show", pmid(1), "--output", str(output))
    said(capsys, "diff", "--article", pmid(1), "--output", str(output))

    assert is_alone
    assert not any(is_alone)
    with alone(here(current_snapshot(output).path)) as free:
        assert free
