"""A raw folder is listed in one order on every machine, and nothing in it is left out in silence."""

import os
import pickle
import random
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pipeline.errors import SourceError
from pipeline.sources import Input, InputKind, list_inputs
from pipeline.sources.uris import quote
from tests.sources.saved import PAGE, SAVED_AT, save


def uris(raw: Path) -> list[str]:
    return [source.uri for source in list_inputs(raw).inputs]


def test_folders_are_read_to_their_depth(tmp_path: Path) -> None:
    for name in ("b.html", "a/c.txt.gz", "a/d/e/pages.zip"):
        save(tmp_path / name)

    assert uris(tmp_path) == ["a/c.txt.gz", "a/d/e/pages.zip", "b.html"]


def test_an_input_says_what_it_is(tmp_path: Path) -> None:
    path = save(tmp_path / "dir" / "a.html")

    status = path.stat()
    assert tuple(list_inputs(tmp_path).inputs) == (
        Input(
            path=path,
            uri="dir/a.html",
            size=len(PAGE),
            modified_at=SAVED_AT,
            kind=InputKind.PAGE,
            inode=status.st_ino,
            changed_at_ns=status.st_ctime_ns,
        ),
    )


def test_an_input_travels_to_other_processes(tmp_path: Path) -> None:
    save(tmp_path / os.fsdecode(b"caf\xe9.html"))
    listing = list_inputs(tmp_path)

    assert pickle.loads(pickle.dumps(listing)) == listing  # noqa: S301  our own bytes


def test_the_order_is_that_of_the_uris_whatever_the_file_system_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = [f"{folder}{number}.html" for folder in ("", "a/", "b/", "b/c/") for number in range(10)]
    for name in names:
        save(tmp_path / name)
    scandir = os.scandir

    @contextmanager
    def shuffled(path: Path) -> Iterator[list[os.DirEntry[str]]]:
        with scandir(path) as entries:
            found = list(entries)
        random.Random(len(found)).shuffle(found)
        yield found

    monkeypatch.setattr(os, "scandir", shuffled)

    assert uris(tmp_path) == sorted(names)


def test_a_raw_path_may_be_a_file(tmp_path: Path) -> None:
    page = save(tmp_path / "50%.html")
    save(tmp_path / "b.html")

    assert uris(page) == ["50%25.html"]


def test_what_is_no_page_is_counted_by_ending(tmp_path: Path) -> None:
    for name in ("a.html", "a.PDF", "b/c.pdf", "README", "b/.hidden.html", ".git/config", "captures.jsonl"):
        save(tmp_path / name, b"")

    listing = list_inputs(tmp_path)

    assert [source.uri for source in listing.inputs] == ["a.html"]
    assert listing.ignored == {"(hidden)": 2, "(no ending)": 1, ".pdf": 2}


def test_what_is_no_file_is_counted_and_never_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.html")
    (tmp_path / "broken.html").symlink_to(tmp_path / "nowhere.html")
    (tmp_path / "loop.html").symlink_to(tmp_path / "loop.html")

    listing = list_inputs(tmp_path)

    assert not listing.inputs
    assert listing.ignored == {"(gone)": 2, "(not a file)": 1}


def test_a_link_to_a_file_is_read_under_its_own_name(tmp_path: Path) -> None:
    elsewhere = save(tmp_path / "elsewhere" / "b.html")
    raw = tmp_path / "raw"
    raw.mkdir()
    (raw / "a.html").symlink_to(elsewhere)

    assert uris(raw) == ["a.html"]


def test_a_link_to_a_folder_is_followed(tmp_path: Path) -> None:
    save(tmp_path / "elsewhere" / "b.html")
    raw = tmp_path / "raw"
    raw.mkdir()
    (raw / "more").symlink_to(tmp_path / "elsewhere")

    assert uris(raw) == ["more/b.html"]


def test_links_in_a_circle_end(tmp_path: Path) -> None:
    save(tmp_path / "a" / "a.html")
    (tmp_path / "a" / "up").symlink_to(tmp_path)

    listing = list_inputs(tmp_path)

    assert [source.uri for source in listing.inputs] == ["a/a.html"]
    assert listing.ignored == {"(folder listed before)": 1}


def test_a_folder_that_is_also_linked_is_listed_once_at_its_real_place(tmp_path: Path) -> None:
    save(tmp_path / "z" / "a.html")
    (tmp_path / "a").symlink_to(tmp_path / "z")

    assert uris(tmp_path) == ["z/a.html"]


@pytest.mark.parametrize("name", [b"caf\xe9.html", b"new\nline.html", b"x" * 250 + b".html", b" .html", b"-rf.html"])
def test_odd_names_are_listed(tmp_path: Path, name: bytes) -> None:
    save(tmp_path / os.fsdecode(name))

    assert uris(tmp_path) == [quote(os.fsdecode(name))]


def test_a_file_time_beyond_the_calendar_is_no_fault(tmp_path: Path) -> None:
    os.utime(save(tmp_path / "a.html"), (2**36, 2**36))

    assert list_inputs(tmp_path).inputs[0].modified_at > datetime(2400, 1, 1, tzinfo=UTC)


def test_an_empty_folder_gives_an_empty_listing(tmp_path: Path) -> None:
    assert tuple(list_inputs(tmp_path).inputs) == ()


def test_a_folder_that_does_not_exist_is_named_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"nowhere: there is no such folder or file\. Create it"):
        list_inputs(tmp_path / "nowhere")


def test_a_raw_path_that_is_neither_folder_nor_file_is_an_error(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")

    with pytest.raises(SourceError, match="neither a folder nor a file"):
        list_inputs(tmp_path / "pipe")


def test_a_folder_that_cannot_be_listed_is_an_error_not_a_gap(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    save(tmp_path / "closed" / "a.html")
    scandir = os.scandir

    def refuse(path: Path) -> object:
        if path.name == "closed":
            raise PermissionError(13, "Permission denied")
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)

    with pytest.raises(SourceError, match=r"closed: the folder cannot be listed \(Permission denied\)"):
        list_inputs(tmp_path)
