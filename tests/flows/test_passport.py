"""Workers that would make other rows take no part, and the message says what is other about them."""

from typing import cast

import pytest
from distributed import Client

from flows.cluster.connecting import confirm_fit
from flows.cluster.passport import confirm_same, own_passport
from flows.errors import ClusterUnusable


class Cluster:
    """Workers that answer what a test says."""

    def __init__(self, *answers: object) -> None:
        self._answers = {f"tcp://{number}": answer for number, answer in enumerate(answers)}

    def run(self, _function: object, *, on_error: str) -> dict[str, object]:
        """As a client has it."""
        assert on_error == "return"
        return self._answers


def _confirm(*answers: object) -> None:
    confirm_fit(cast("Client", Cluster(*answers)), "tcp://scheduler")


def test_workers_of_the_same_program_are_fit() -> None:
    _confirm(own_passport(), own_passport())


@pytest.mark.parametrize("what", own_passport()._fields)
def test_a_worker_of_which_anything_is_other_is_refused_and_all_of_it_is_named(what: str) -> None:
    other = own_passport()._replace(**{what: "0.0"})

    with pytest.raises(ClusterUnusable, match=rf"tcp://1 has another version: {what} 0\.0 instead of \S+\. Install"):
        _confirm(own_passport(), other)


def test_a_worker_without_the_program_is_refused() -> None:
    with pytest.raises(ClusterUnusable, match=r"tcp://1 cannot run this program \(No module named 'flows'\)"):
        _confirm(own_passport(), ModuleNotFoundError("No module named 'flows'"))


def test_no_worker_is_told_with_what_starts_some() -> None:
    with pytest.raises(ClusterUnusable, match="dask worker tcp://scheduler"):
        _confirm()


def test_the_code_that_runs_and_workers_speak_with_counts_too(monkeypatch: pytest.MonkeyPatch) -> None:
    before = own_passport()
    own_passport.cache_clear()
    monkeypatch.setattr("flows.cluster.passport.sources_digest", lambda _folder: b"another")

    with pytest.raises(ClusterUnusable, match="program"):
        confirm_same(before, own_passport(), "tcp://1")
    own_passport.cache_clear()
