"""What a flow is told is text, numbers and names, and means what the same words mean to the command."""

from pathlib import Path

import pytest
from pydantic import TypeAdapter, ValidationError

from flows.parameters import Gates, PlaceText, StartsFrom, gates_of, judged, rebuilding, run_of, text_of
from flows.run import OnAlarm, Run
from pipeline.dataset import Basis
from pipeline.quality.settings import USUAL
from pipeline.raw import FileList, ObjectPath, Place, place_of


@pytest.mark.parametrize(
    "place",
    [Path("raw"), Path("/data/raw"), ObjectPath("s3://bucket", "folder"), ObjectPath("gs://bucket", "")],
)
def test_a_place_is_the_same_when_it_comes_back_from_text(place: Place) -> None:
    assert place_of(text_of(place)) == place


@pytest.mark.parametrize("name", ["s3:pages", "s3://bucket", "a:b"])
def test_a_folder_whose_name_looks_like_an_address_stays_a_folder(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    assert place_of(text_of(Path(name))) == tmp_path / name


def test_with_a_base_what_is_read_is_a_list() -> None:
    assert run_of("list.txt", "s3://bucket", "out", 3) == Run(
        raw=FileList(Path("list.txt"), ObjectPath("s3://bucket", "")), output=Path("out"), workers=3
    )


def test_an_address_that_cannot_be_right_is_refused() -> None:
    with pytest.raises(ValidationError, match="names no bucket"):
        TypeAdapter(PlaceText).validate_python("s3://")


def test_gates_that_nobody_sets_are_those_of_the_command() -> None:
    assert Gates().settings() == USUAL


def test_gates_come_back_as_they_were_set() -> None:
    gates = Gates(runs_compared=3, least_fall=0.5, false_alarms=0.1)

    run = judged(run_of("raw", None, "out", 1), OnAlarm.ACCEPT, gates)

    assert (gates_of(run), run.on_alarm) == (gates, OnAlarm.ACCEPT)


@pytest.mark.parametrize("wrong", [{"least_fall": 2}, {"runs_compared": 0}, {"false_alarms": -1}, {"least_rise": 1}])
def test_gates_that_cannot_be_are_refused(wrong: dict[str, float]) -> None:
    with pytest.raises(ValidationError):
        TypeAdapter(Gates).validate_python(wrong)


@pytest.mark.parametrize(
    ("starts_from", "basis"), [(StartsFrom.PUBLISHED, Basis.REFRESHED), (StartsFrom.NOTHING, Basis.NOTHING)]
)
def test_a_rebuild_starts_from_what_it_is_told(starts_from: StartsFrom, basis: Basis) -> None:
    assert rebuilding(run_of("raw", None, "out", 1), starts_from).basis is basis


@pytest.mark.parametrize("name", ["ingest", "rebuild"])
def test_the_user_interface_shows_what_every_parameter_means(name: str) -> None:
    from flows import ingest

    told = getattr(ingest, name).parameters.model_dump()

    assert all(one["description"] for one in told["properties"].values())
    assert told["required"] == ["raw", "output"]
    assert all(one["description"] for one in told["definitions"]["Gates"]["properties"].values())
    assert told["definitions"]["OnAlarm"]["enum"] == ["stop", "accept"]
