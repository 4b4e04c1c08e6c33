"""The other captures of an article, and by what each of them lost: in the very order that the merge ranks them by."""

from collections.abc import Mapping
from dataclasses import dataclass

from pipeline.dataset import Row
from pipeline.dataset.deciding.identity import BEST_FIRST
from pipeline.extract import BEHIND_WHOLE_PAGES

_WORDS: Mapping[str, str] = {
    "layout_rank": "its layout shows an article less well",
    "captured_at": "it was captured earlier",
    "source_uri": "it was captured at the same time, and its address comes later",
    "capture_id": "it has the same address and time, and its digest comes later",
}
"""By what two captures are compared, in words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rival:
    """A capture that the article's row does not come from."""

    source_uri: str
    capture_id: str | None
    captured_at: object
    layout: str | None
    status: str
    why: str


def rival(capture: Row, winner: Row) -> Rival:
    """A capture of the article, beside the one that the article's row comes from."""
    return Rival(
        source_uri=str(capture["source_uri"]),
        capture_id=None if capture["capture_id"] is None else str(capture["capture_id"]),
        captured_at=capture["captured_at"],
        layout=None if capture["layout"] is None else str(capture["layout"]),
        status=str(capture["status"]),
        why=_why(capture, winner),
    )


def _why(capture: Row, winner: Row) -> str:
    if capture["layout_rank"] is None:
        return _why_fragment(capture)
    by = _lost_by(capture, winner)
    if by is None:
        return "it ranks better, but its rows are not at hand: what it once lost to is gone, and it was not read again"
    same = "it shows the same records, and " if capture["status"] == "duplicate" else ""
    if by == "layout_rank" and _is_cut(capture) and not _is_cut(winner):
        return f"{same}it is a page that was cut, and the other one is whole"
    if by == "layout_rank":
        return f"{same}{_WORDS[by]} ({_shown(capture['layout'])}, against {_shown(winner['layout'])})"
    return f"{same}{_WORDS[by]} ({_shown(capture[by])}, against {_shown(winner[by])})"


def _why_fragment(capture: Row) -> str:
    if capture["status"] == "parsed":
        return "it is no page, but a list that completes the article: rows of it are in the tables"
    if capture["status"] == "duplicate":
        return "another answer of this kind shows the same"
    return "it is a list that adds nothing to what the page shows, or an earlier one of its kind"


def _lost_by(capture: Row, winner: Row) -> str | None:
    """The first thing in the order of the merge by which the capture is behind; None where it is in front."""
    for term in BEST_FIRST:
        name, _, how = term.partition(" ")
        mine, other = capture[name], winner[name]
        if mine == other:
            continue
        if mine is None or other is None:
            return name if mine is None else None
        is_behind = _is_less(mine, other) if how.startswith("DESC") else _is_less(other, mine)
        return name if is_behind else None
    return None


def _is_less(one: object, other: object) -> bool:
    return bool(one < other)  # type: ignore[operator]  # two values of one column


def _is_cut(capture: Row) -> bool:
    rank = capture["layout_rank"]
    return isinstance(rank, int) and rank >= BEHIND_WHOLE_PAGES


def _shown(value: object) -> str:
    return "unknown" if value is None else str(value)
