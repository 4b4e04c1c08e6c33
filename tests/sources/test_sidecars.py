"""A crawler's notes tell when a page was captured, and from where."""

import json
import pickle
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import SourceError
from pipeline.outcome import CapturedAtSource
from pipeline.sources import Sidecar, Sidecars, list_inputs
from tests.sources.saved import SAVED_AT, only_capture, save, zipped

NOTED_AT = datetime(2022, 5, 6, 7, 8, 9, tzinfo=UTC)
URL = "https://pubmed.ncbi.nlm.nih.gov/90000001/"


def note(folder: Path, *notes: object) -> Path:
    text = "".join(json.dumps(line) + "\n" for line in notes)
    return save(folder / "captures.jsonl", text.encode())


def test_a_note_tells_time_and_address(tmp_path: Path) -> None:
    save(tmp_path / "a.html")
    note(tmp_path, {"file": "a.html", "captured_at": NOTED_AT.isoformat(), "url": URL})

    capture = only_capture(tmp_path)

    assert (capture.captured_at, capture.captured_at_source) == (NOTED_AT, CapturedAtSource.SIDECAR)
    assert capture.url == URL


def test_a_note_without_a_time_leaves_the_files_own(tmp_path: Path) -> None:
    save(tmp_path / "a.html")
    note(tmp_path, {"file": "a.html", "captured_at": None, "url": URL})

    capture = only_capture(tmp_path)

    assert (capture.captured_at, capture.captured_at_source) == (SAVED_AT, CapturedAtSource.FILE_TIME)
    assert capture.url == URL


def test_a_note_speaks_of_the_folder_it_lies_in(tmp_path: Path) -> None:
    save(tmp_path / "one" / "a.html")
    note(tmp_path / "one", {"file": "a.html", "url": URL})
    note(tmp_path, {"file": "a.html", "url": "https://pubmed.ncbi.nlm.nih.gov/90000002/"})

    assert only_capture(tmp_path).url == URL


def test_a_note_may_name_a_file_further_down(tmp_path: Path) -> None:
    save(tmp_path / "one" / "two" / "a.html")
    note(tmp_path, {"file": "./one/two/a.html", "url": URL})

    assert only_capture(tmp_path).url == URL


def test_a_note_names_a_file_as_it_is_called_not_as_its_uri_is_written(tmp_path: Path) -> None:
    save(tmp_path / "50% #1!.html")
    note(tmp_path, {"file": "50% #1!.html", "url": URL})

    assert only_capture(tmp_path).url == URL


def test_a_note_may_name_a_member_of_an_archive(tmp_path: Path) -> None:
    save(tmp_path / "one" / "pages.zip", zipped([("dir/a.html", b"x")]))
    note(tmp_path / "one", {"file": "pages.zip!/dir/a.html", "captured_at": NOTED_AT.isoformat()})

    assert only_capture(tmp_path).captured_at == NOTED_AT


def test_of_two_notes_on_a_file_the_later_holds(tmp_path: Path) -> None:
    save(tmp_path / "a.html")
    note(
        tmp_path, {"file": "a.html", "url": "https://pubmed.ncbi.nlm.nih.gov/90000002/"}, {"file": "a.html", "url": URL}
    )

    assert only_capture(tmp_path).url == URL


def test_a_lone_file_is_noted_beside_it(tmp_path: Path) -> None:
    page = save(tmp_path / "a.html")
    note(tmp_path, {"file": "a.html", "url": URL})

    assert only_capture(page).url == URL


def test_blank_lines_and_unknown_keys_are_no_mistake(tmp_path: Path) -> None:
    save(tmp_path / "a.html")
    save(tmp_path / "captures.jsonl", b'\xef\xbb\xbf{"file": "a.html", "url": "https://u/", "status": 200}\r\n\r\n')

    assert only_capture(tmp_path).url == "https://u/"


@pytest.mark.parametrize(
    ("noted", "published"),
    [
        (f" {URL}\n", URL),
        (f"{URL}\ud800\x00", URL),
        ("/90000001/", URL),
        ("HTTP://example.org/", "HTTP://example.org/"),
        ("\ud800", None),
        ("  nowhere ", None),
        ("javascript:alert(1)", None),
        ("https:nowhere", None),
        (" ", None),
    ],
)
def test_an_address_is_cleaned_as_every_published_one(tmp_path: Path, noted: str, published: str | None) -> None:
    save(tmp_path / "a.html")
    note(tmp_path, {"file": "a.html", "url": noted})

    assert only_capture(tmp_path).url == published


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b"{", "Expecting property name"),
        (b"[]", "not a JSON object"),
        (b"{}", '"file" is missing'),
        (b'{"file": ""}', '"file" is missing'),
        (b'{"file": 5}', '"file" is not text'),
        (b'{"file": "a.html", "captured_at": "2023-12-01T10:00:00"}', "has no zone"),
        (b'{"file": "a.html", "captured_at": "soon"}', "Invalid isoformat string"),
        (b'{"file": "a.html", "captured_at": "0001-01-01T00:00:00+10:00"}', "outside of the years"),
        (b'{"file": "a.html", "url": 1}', '"url" is not text'),
        (b'{"file": "/etc/a.html"}', "leads out of the folder"),
        (b'{"file": "../a.html"}', "leads out of the folder"),
        (b'{"file": "\\ud800.html"}', "surrogates not allowed"),
        (b'{"file": "\xe9.html"}', "codec can't decode"),
        (b'{"file": ' + b"[" * 100_000, "recursion"),
    ],
)
def test_a_malformed_line_is_named_with_its_file_number_and_remedy(tmp_path: Path, line: bytes, reason: str) -> None:
    save(tmp_path / "captures.jsonl", b'{"file": "a.html"}\n' + line + b"\n")

    with pytest.raises(SourceError) as caught:
        list_inputs(tmp_path)

    assert f"{tmp_path / 'captures.jsonl'}, line 2: " in str(caught.value)
    assert reason in str(caught.value)
    assert "Write one JSON object a line" in str(caught.value)


def test_notes_that_cannot_be_read_are_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    note(tmp_path, {"file": "a.html"})

    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)

    with pytest.raises(SourceError, match=r"captures\.jsonl: no permission to read it \(Permission denied\)"):
        list_inputs(tmp_path)


def test_notes_travel_to_other_processes(tmp_path: Path) -> None:
    note(tmp_path, {"file": "a.html", "captured_at": NOTED_AT.isoformat(), "url": URL})
    sidecars = list_inputs(tmp_path).sidecars

    assert pickle.loads(pickle.dumps(sidecars)) == sidecars  # noqa: S301  our own bytes


def test_a_task_gets_only_the_notes_on_its_inputs_and_their_members() -> None:
    noted = Sidecar(url="u")
    sidecars = Sidecars({"a.html": noted, "b.zip!/a.html": noted, "c.html": noted})

    assert set(sidecars.only(["b.zip", "c.html"]).by_uri) == {"b.zip!/a.html", "c.html"}


_INPUTS = st.sampled_from(["a.html", "b.zip", "c/b.zip", "d.html"])
_NOTED = _INPUTS | st.builds("{}!/{}".format, _INPUTS, st.sampled_from(["a.html", "b.zip", "x.zip!2", "y!/z.html"]))


@given(st.dictionaries(_NOTED, st.builds(Sidecar, url=st.none() | st.just(URL))), st.lists(_INPUTS))
def test_a_task_gets_all_notes_on_its_inputs_and_no_others(notes: dict[str, Sidecar], inputs: list[str]) -> None:
    own = {uri: note for uri, note in notes.items() if uri.partition("!/")[0] in inputs}

    found = Sidecars(notes).only(inputs)

    assert found == Sidecars(own)
    assert pickle.loads(pickle.dumps(found)).only(inputs) == found  # noqa: S301  our own bytes
