"""Prefect's server: an address that leads to none is the user's to mend, and the variable that holds it is named."""

import socket
import threading

import pytest

from flows.embedded import API_URL, engine
from flows.errors import EngineMissing


@pytest.fixture
def no_http() -> str:
    """The address of a server that answers, but not with HTTP."""
    listening = socket.create_server(("127.0.0.1", 0))

    def answer() -> None:
        with listening, listening.accept()[0] as asker:
            asker.recv(1024)
            asker.sendall(b"220 mail.example ESMTP\r\n")

    threading.Thread(target=answer, daemon=True).start()
    return f"http://127.0.0.1:{listening.getsockname()[1]}/api"


@pytest.fixture(autouse=True)
def _own_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever is set in here is forgotten."""
    monkeypatch.setattr("flows.embedded.set_unset", lambda _settings: None)


@pytest.mark.parametrize("url", ["foo", "http://[", "http://a b/api", "http://127.0.0.1:port/api", "gopher://x"])
def test_an_address_that_is_none_is_named_with_its_variable(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(API_URL, url)

    with pytest.raises(EngineMissing) as caught, engine():
        pass

    assert f"no Prefect server answers at {url}, which {API_URL} names" in str(caught.value)


def test_a_server_that_speaks_no_http_is_named_with_its_variable(no_http: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(API_URL, no_http)

    with pytest.raises(EngineMissing, match=API_URL), engine():
        pass
