"""What tests take from memory is what they would have built, and only where they say so."""

from pathlib import Path

import pytest

from pipeline.dataset import current_snapshot, publishing
from tests.dataset.pages import Page, given, published

_OLD, _NEW = [Page(uri="a", pmid=1)], [Page(uri="b", pmid=2)]


def _files(output: Path) -> dict[str, bytes]:
    current = output / "current"
    return {str(path.relative_to(current)): path.read_bytes() for path in current.rglob("*") if path.is_file()}


def test_what_is_given_is_what_is_published(tmp_path: Path) -> None:
    for place in ("one", "other"):
        given(tmp_path / place, _OLD)
        given(tmp_path / place, _NEW)
    published(tmp_path / "built", _OLD)
    published(tmp_path / "built", _NEW)

    assert _files(tmp_path / "one") == _files(tmp_path / "other") == _files(tmp_path / "built")
    assert current_snapshot(tmp_path / "other").number == 2


def test_what_is_published_is_always_built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    given(tmp_path / "output", _OLD)
    monkeypatch.setattr(publishing, "check_snapshot", _broken)
    with pytest.raises(RuntimeError, match="check"):
        given(tmp_path / "other", _OLD)
    monkeypatch.setattr(publishing, "build", _broken)

    with pytest.raises(RuntimeError, match="check"):
        published(tmp_path / "output", _OLD)


def _broken(*_: object) -> None:
    raise RuntimeError("check")
