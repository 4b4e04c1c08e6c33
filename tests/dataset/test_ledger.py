"""Which inputs are read, and why: the dataset knows what was read before, in which state, and by whom."""

import dataclasses
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from pipeline.dataset import Basis, Comparison, Publication, Why, compare, local_home, publish
from pipeline.outcome import Layout, Reason
from pipeline.sources import Input, Listing, Sidecars
from pipeline.sources.names import InputKind
from pipeline.sources.sidecars import Sidecar
from pipeline.staging import UNREAD, InputRead, stage_shard
from tests.dataset.pages import NOON, SETTINGS, Page, batches, published

_READERS = frozenset({"pubmed-2020/1", "flat-text/1"})
_NOTES = Sidecars({"b.html": Sidecar(url="https://pubmed.ncbi.nlm.nih.gov/2/")})


def _input(uri: str, size: int = 1) -> Input:
    return Input(path=Path(uri), uri=uri, size=size, modified_at=NOON, kind=InputKind.PAGE)


_A, _B, _C = (_input(f"{name}.html") for name in "abc")


def _listing(*inputs: Input, notes: Sidecars | None = None) -> Listing:
    return Listing(inputs=inputs, ignored={}, sidecars=notes or Sidecars())


def _read(output: Path, listing: Listing, pages: Sequence[Page], readers: Sequence[str] = ("pubmed-2020/1",)) -> None:
    """Publish the pages as those of a listing that was read to its end."""
    read = [InputRead(one.uri, one.state, listing.sidecars.digest_of(one.uri), readers) for one in listing.inputs]
    work = output.with_name(f"work-{len(list(output.parent.iterdir()))}")
    stage_shard(work, 0, [batches(0, pages)], lambda: read)
    publish(local_home(output), work, Publication(SETTINGS, NOON))


def _pages(*uris: str) -> list[Page]:
    return [Page(uri=uri, pmid=number) for number, uri in enumerate(uris, 1)]


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A dataset that has read a.html and b.html."""
    output = tmp_path_factory.mktemp("dataset") / "output"
    _read(output, _listing(_A, _B), _pages("a.html", "b.html"))
    return output


def _compared(
    output: Path, listing: Listing, readers: frozenset[str] = _READERS, basis: Basis = Basis.CURRENT
) -> Comparison:
    return compare(listing, local_home(output), readers, basis)


def _reasons(compared: Comparison) -> Mapping[str, Why]:
    return {source.uri: why for source, why in compared.reasons()}


def test_without_a_dataset_every_input_is_new(tmp_path: Path) -> None:
    compared = _compared(tmp_path / "never", _listing(_A, _B))

    assert _reasons(compared) == {"a.html": Why.NEW, "b.html": Why.NEW}
    assert (compared.unchanged, compared.gone, dict(compared.known)) == (0, 0, {})


def test_a_listing_that_is_read_as_a_whole_is_not_held_twice(tmp_path: Path) -> None:
    listing = _listing(_A, _B)

    assert _compared(tmp_path / "never", listing).to_read is listing


def test_inputs_that_were_read_in_this_state_are_not_read(output: Path) -> None:
    compared = _compared(output, _listing(_A, _B))

    assert _reasons(compared) == {}
    assert compared.counts() == {"unchanged": 2}


def test_an_input_that_was_never_read_is_new(output: Path) -> None:
    compared = _compared(output, _listing(_A, _B, _C))

    assert _reasons(compared) == {"c.html": Why.NEW}
    assert compared.counts() == {"new": 1, "unchanged": 2}


def test_an_input_in_another_state_is_changed_and_its_pages_are_known(output: Path) -> None:
    compared = _compared(output, _listing(_A, _input("b.html", size=2)))

    (page,) = _pages("b.html")
    assert _reasons(compared) == {"b.html": Why.CHANGED}
    assert {uri: dict(pages) for uri, pages in compared.known.items()} == {
        "b.html": {"b.html": (page.capture_id, "pubmed-2020/1")}
    }


def test_an_input_of_which_something_else_is_noted_is_read(output: Path) -> None:
    compared = _compared(output, _listing(_A, _B, notes=_NOTES))

    assert _reasons(compared) == {"b.html": Why.NOTED}
    assert compared.known == {}


def test_an_input_whose_parser_has_another_version_is_outdated(output: Path) -> None:
    compared = _compared(output, _listing(_A, _B), frozenset({"pubmed-2020/2"}))

    assert _reasons(compared) == {"a.html": Why.OUTDATED, "b.html": Why.OUTDATED}
    assert compared.known == {}


def test_another_version_of_a_parser_that_read_none_of_its_pages_is_nothing_to_an_input(output: Path) -> None:
    compared = _compared(output, _listing(_A, _B), frozenset({"pubmed-2020/1", "flat-text/2"}))

    assert _reasons(compared) == {}


def test_an_input_that_is_no_longer_there_is_counted(output: Path) -> None:
    compared = _compared(output, _listing(_B))

    assert _reasons(compared) == {}
    assert (compared.gone, compared.counts()) == (1, {"unchanged": 1, "gone": 1})


def test_inputs_behind_the_last_one_of_the_listing_are_gone(output: Path) -> None:
    assert _compared(output, _listing(_input("0.html"))).counts() == {"new": 1, "gone": 2}


def test_who_rebuilds_asks_for_every_input(output: Path) -> None:
    compared = _compared(output, _listing(_A, _B, _C), basis=Basis.REFRESHED)

    assert _reasons(compared) == {"a.html": Why.ASKED, "b.html": Why.ASKED, "c.html": Why.NEW}
    assert compared.known == {}


def test_to_a_run_that_starts_from_nothing_every_input_is_new(output: Path) -> None:
    assert _compared(output, _listing(_A, _B), basis=Basis.NOTHING).counts() == {"new": 2}


def test_reasons_are_counted_in_the_order_of_their_declaration(output: Path) -> None:
    listing = _listing(_input("a.html", size=2), _B, _C, notes=_NOTES)

    assert list(_compared(output, listing).counts().items()) == [("new", 1), ("changed", 1), ("noted anew", 1)]


def test_an_input_whose_rows_the_dataset_lacks_is_owed(tmp_path: Path) -> None:
    output = tmp_path / "output"
    poor = Page(uri="b.html", pmid=1, layout=Layout.FLAT_TEXT)
    _read(output, _listing(_A, _B, _C), [Page(uri="a.html", pmid=1), poor, Page(uri="c.html", pmid=2)])
    published(output, forgotten=("a.html",))

    compared = _compared(output, _listing(_B, _C))

    assert _reasons(compared) == {"b.html": Why.OWED}
    assert compared.known == {}


def test_an_input_that_could_not_be_read_is_read_again_in_the_same_state(tmp_path: Path) -> None:
    output = tmp_path / "output"
    _read(output, _listing(_A), [Page(uri="a.html", reason=Reason.UNREADABLE)], readers=(UNREAD,))

    assert _reasons(_compared(output, _listing(_A))) == {"a.html": Why.UNREAD}


def test_pages_of_an_archive_are_known_by_their_own_addresses(tmp_path: Path) -> None:
    output, archive = tmp_path / "output", _input("a.zip")
    pages = [Page(uri="a.zip!/1.html#2", pmid=1), Page(uri="a.zip!/2.txt", pmid=2, parser=0)]
    _read(output, _listing(archive), pages)

    compared = _compared(output, _listing(dataclasses.replace(archive, size=2)))

    assert set(compared.known["a.zip"]) == {"a.zip!/1.html#2"}


def test_a_page_that_lost_is_not_known_for_it_may_win_by_its_new_time(tmp_path: Path) -> None:
    output = tmp_path / "output"
    _read(output, _listing(_A, _B), [Page(uri="a.html", pmid=1, shows="A"), Page(uri="b.html", pmid=1, shows="B")])

    compared = _compared(output, _listing(_input("a.html", size=2), _input("b.html", size=2)))

    assert set(compared.known) == {"a.html"}
