"""`verify`: what it says of a dataset, to people and to programs, wherever the dataset lies."""

import json
from logging import getLogger
from pathlib import Path

import pytest

from flows.command import answer
from flows.command.exits import Exit
from flows.errors import DatasetDamaged
from pipeline.dataset import current_snapshot
from pipeline.dataset.verifying.verify import NOT_READ_AGAIN
from pipeline.tables import REFERENCES
from tests.flows.nights import pmid, said, told
from tests.flows.pages import here
from tests.stores import Bucket


def _damage(output: Path) -> str:
    """Flip a byte; the name of the file."""
    file = current_snapshot(output).manifest.files_of(REFERENCES)[0].path
    path = output / "current" / file
    body = bytearray(path.read_bytes())
    body[len(body) // 2] ^= 1
    path.unlink()
    path.write_bytes(bytes(body))
    return file


def test_a_sound_dataset_ends_with_0(two_nights: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = said(capsys, "verify", "--output", str(two_nights / "output"))

    assert text.startswith("Snapshot 2 is as promised")
    assert "no page is read again" in text


def test_a_damaged_dataset_ends_with_9_and_its_file_is_named(
    own_nights: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = _damage(own_nights / "output")

    assert answer(["verify", "--output", str(own_nights / "output")]) is Exit.DAMAGED

    text = capsys.readouterr().out
    assert file in text
    assert "What to do: restore the file" in text


def test_a_program_is_told_what_is_broken(own_nights: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = _damage(own_nights / "output")

    answer(["verify", "--output", str(own_nights / "output"), "--json"])

    found = json.loads(capsys.readouterr().out)
    (broken,) = found["broken"]
    assert (found["is_sound"], broken["promise"], broken["table"], broken["file"]) == (
        False,
        "files",
        "references",
        file,
    )
    assert found["not_looked_at"]


def test_a_sample_of_pages_is_read_again(two_nights: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ("--output", str(two_nights / "output"), "--raw", str(two_nights / "raw"))

    found = told(capsys, "verify", *words)

    pages = next(one for one in found["looked_at"] if one["promise"] == "pages")
    assert pages["number"] == 3
    assert "pages of the sample that are not where they were: 1" in found["not_looked_at"]


def test_a_page_that_shows_something_else_than_the_dataset_tells_is_named(
    own_nights: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from pipeline.layouts.pubmed_2020 import reading

    monkeypatch.setattr(reading, "extract_grants", lambda _: ())

    words = ["verify", "--output", str(own_nights / "output"), "--raw", str(own_nights / "raw"), "--json"]
    assert answer(words) is Exit.DAMAGED

    (broken,) = json.loads(capsys.readouterr().out)["broken"]
    assert broken["promise"] == "pages"
    assert "(grants)" in broken["examples"][0]


def test_without_a_dataset_it_ends_with_3(tmp_path: Path) -> None:
    assert answer(["verify", "--output", str(tmp_path / "output")]) is Exit.NOTHING
    assert list(tmp_path.iterdir()) == []


def test_of_a_dataset_in_a_store_the_objects_are_read_though_they_are_in_the_cache(
    two_nights: Path, bucket: Bucket, capsys: pytest.CaptureFixture[str]
) -> None:
    output = f"{bucket.url}/data"
    said(capsys, "run", "--runner", "plain", "--raw", str(two_nights / "raw"), "--output", output)
    assert told(capsys, "verify", "--output", output)["is_sound"]
    key = next(key for key in sorted(bucket.objects()) if "/references/" in key)
    body = bytearray(bucket.body(key))
    body[len(body) // 2] ^= 1
    bucket.put(key, bytes(body))

    assert answer(["verify", "--output", output]) is Exit.DAMAGED

    assert key in f"data/{capsys.readouterr().out.partition('- ')[2].split(':')[0]}"


def test_in_a_store_a_file_of_an_earlier_state_that_is_missing_is_damage_too(
    two_nights: Path, bucket: Bucket, capsys: pytest.CaptureFixture[str]
) -> None:
    output = f"{bucket.url}/data"
    where = ("--runner", "plain", "--raw", str(two_nights / "raw"), "--output", output)
    said(capsys, "run", *where)
    (key,) = [key for key in bucket.objects() if "/authors/" in key]
    said(capsys, "forget", pmid(1), "--output", output)
    bucket.delete(key)

    assert answer(["verify", "--snapshot", "1", "--output", output]) is Exit.DAMAGED

    assert key in capsys.readouterr().out


@pytest.mark.flow
@pytest.mark.usefixtures("prefect_server")
def test_as_a_flow_a_damaged_dataset_is_a_failed_run(own_nights: Path) -> None:
    from flows.verify import verify

    output = here(own_nights / "output")
    assert verify(str(output)) == 2
    file = _damage(output)

    with pytest.raises(DatasetDamaged, match=file):
        verify(str(output))


@pytest.mark.flow
@pytest.mark.usefixtures("prefect_server")
def test_as_a_flow_it_warns_of_what_was_not_looked_at(
    two_nights: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    from flows.verify import verify

    monkeypatch.setattr("flows.verify.get_run_logger", lambda: getLogger(__name__))
    verify(str(here(two_nights / "output")))

    warned = [one.getMessage() for one in caplog.records if one.name == __name__ and one.levelname == "WARNING"]
    assert f"not looked at: {NOT_READ_AGAIN}" in warned
