"""An object store for tests: a real S3 server in this process, and what can go wrong with one.

    def test_…(bucket: Bucket) -> None:
        bucket.put("pages/a.html", PAGE)
        bucket.server.fault = fails(2)          # from here on, and only in this test
        … bucket.url …
        … bucket.server.seen …

The fixture `bucket` (tests/conftest.py) sets the environment by which everything finds the server, also in other
processes; the server itself lives as long as the session.
"""

import itertools
import os
import re
import socket
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from html import unescape
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import quote

import pytest
from werkzeug.serving import WSGIRequestHandler, make_server
from werkzeug.wrappers import Request, Response

from pipeline.raw import ObjectPath

Answer = Callable[[], Response]
Fault = Callable[[Request, Answer], Response]
"""Given a request and a way to have it answered well, what is sent instead."""

_NUMBERS = itertools.count(1)
_SIGNED = {"Authorization": "AWS4-HMAC-SHA256 Credential=testing/20230101/us-east-1/s3/aws4_request, Signature=0"}
"""The server asks who it is, but does not prove it."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A request that came to the server."""

    method: str
    path: str
    span: str | None
    """The `Range` that was asked for."""
    sent: int
    """Bytes of the answer's body."""


@dataclass(slots=True)
class StoreServer:
    """The server, with all requests that it saw since the test began."""

    endpoint: str = ""
    fault: Fault | None = None
    seen: list[Seen] = field(default_factory=list)

    def environment(self) -> dict[str, str]:
        """What a program needs to find the server and to be let in."""
        return {
            "AWS_ENDPOINT_URL": self.endpoint,
            "AWS_ALLOW_HTTP": "true",
            "AWS_ACCESS_KEY_ID": "testing",
            "AWS_SECRET_ACCESS_KEY": "testing",
            "AWS_REGION": "us-east-1",
        }

    def bucket(self) -> "Bucket":
        """A new and empty bucket of a name that no other test has."""
        bucket = Bucket(self, f"bucket-{next(_NUMBERS)}")
        bucket.request("PUT", "")
        return bucket

    def answered(self, request: Request, answer: Answer) -> Response:
        """Answer well or badly, and take note."""
        response = self.fault(request, answer) if self.fault else answer()
        sent = len(response.get_data())
        self.seen.append(Seen(request.method, request.path, request.headers.get("Range"), sent))
        return response


@dataclass(frozen=True, slots=True)
class Bucket:
    """A bucket, filled without the library that the program uses: it takes any key that S3 takes."""

    server: StoreServer
    name: str

    @property
    def url(self) -> str:
        """As a person would type it."""
        return f"s3://{self.name}"

    @property
    def raw(self) -> ObjectPath:
        """As the program takes it."""
        return ObjectPath(self.url, "")

    def put(self, key: str, body: bytes) -> None:
        """Store an object, in the place of what was there."""
        self.request("PUT", key, body)

    def put_all(self, objects: Iterable[tuple[str, bytes]]) -> None:
        """Store many."""
        for key, body in objects:
            self.put(key, body)

    def delete(self, key: str) -> None:
        """Take an object away."""
        self.request("DELETE", key)

    def body(self, key: str) -> bytes:
        """What an object holds."""
        return self.request("GET", key)

    def objects(self) -> dict[str, bytes]:
        """All that it holds, by key, for another bucket to begin with."""
        keys = [unescape(key) for key in re.findall("<Key>([^<]*)</Key>", self.request("GET", "").decode())]
        return {key: self.body(key) for key in keys}

    def request(self, method: str, key: str, body: bytes = b"") -> bytes:
        """Ask the server, whatever it makes of others' requests just now, and unseen."""
        fault, self.server.fault = self.server.fault, None
        seen = len(self.server.seen)
        connection = HTTPConnection(self.server.endpoint.removeprefix("http://"), timeout=30)
        connection.request(method, f"/{self.name}/{quote(key)}" if key else f"/{self.name}", body, _SIGNED)
        response = connection.getresponse()
        answer = response.read()
        connection.close()
        self.server.fault = fault
        del self.server.seen[seen:]
        assert response.status < 300, (method, key, response.status)
        return answer


@contextmanager
def reachable_bucket(server: StoreServer, caches: Path) -> Iterator[Bucket]:
    """A new bucket, while the environment leads to it, and a folder for what this machine keeps of a store."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(caches))
        for name in [name for name in os.environ if name.startswith("AWS_")]:
            patch.delenv(name)
        for name, value in server.environment().items():
            patch.setenv(name, value)
        bucket = server.bucket()
        server.seen.clear()
        yield bucket
        server.fault = None


class _Quiet(WSGIRequestHandler):
    def log(self, type: str, message: str, *args: object) -> None:  # noqa: A002  # werkzeug's own name
        """Say nothing: tests read stderr."""


@contextmanager
def serving() -> Iterator[StoreServer]:
    """A server on a free port of this machine."""
    from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app

    well = DomainDispatcherApplication(create_backend_app)
    server = StoreServer()

    writing = threading.Lock()

    def answer(request: Request) -> Response:
        """As a real store, one write after the other: moto looks for the object, and stores it, in two steps."""
        with writing if request.method == "PUT" else nullcontext():
            return Response.from_app(well, request.environ, buffered=True)

    @Request.application
    def application(request: Request) -> Response:
        return server.answered(request, lambda: answer(request))

    listening = make_server("127.0.0.1", 0, application, threaded=True, request_handler=_Quiet)
    server.endpoint = f"http://127.0.0.1:{listening.server_port}"
    thread = threading.Thread(target=listening.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        listening.shutdown()
        thread.join()
        listening.server_close()


def fails(status: int, code: str, times: int = 10**9) -> Fault:
    """So many requests are refused as S3 does it."""
    left = itertools.count(times, -1)
    body = f"<?xml version='1.0'?><Error><Code>{code}</Code><Message>Said the store.</Message></Error>"
    return lambda _, answer: Response(body, status, mimetype="application/xml") if next(left) > 0 else answer()


def drops(times: int = 10**9) -> Fault:
    """So many connections end without an answer."""
    left = itertools.count(times, -1)

    def drop(request: Request, answer: Answer) -> Response:
        if next(left) > 0:
            request.environ["werkzeug.socket"].shutdown(socket.SHUT_RDWR)
        return answer()

    return drop


def cuts(size: int, times: int = 10**9) -> Fault:
    """So many answers end after so many bytes, though their head promises more."""
    left = itertools.count(times, -1)

    def cut(_: Request, answer: Answer) -> Response:
        whole = answer()
        if next(left) <= 0 or len(whole.get_data()) <= size:
            return whole
        part = Response(whole.get_data()[:size], whole.status_code, whole.headers)
        part.automatically_set_content_length = False
        part.headers["Content-Length"] = str(len(whole.get_data()))
        return part

    return cut


def shrinks(size: int) -> Fault:
    """Answers that hold only so many bytes, and say so, as if that were all."""

    def shrink(_: Request, answer: Answer) -> Response:
        whole = answer()
        whole.set_data(whole.get_data()[:size])
        return whole

    return shrink


def waits(seconds: float, times: int = 10**9) -> Fault:
    """So many answers come late."""
    left = itertools.count(times, -1)

    def wait(_: Request, answer: Answer) -> Response:
        if next(left) > 0:
            time.sleep(seconds)
        return answer()

    return wait


def only(part: str, fault: Fault, method: str = "") -> Fault:
    """The fault, for requests whose path holds this, and of one method where it is named."""

    def only_these(request: Request, answer: Answer) -> Response:
        return fault(request, answer) if part in request.path and method in request.method else answer()

    return only_these


def first(happens: Callable[[], object]) -> Fault:
    """Something happens, once, before a request is answered, and whatever it asks of the store is answered well."""
    left = itertools.count(1, -1)

    def happen_first(_: Request, answer: Answer) -> Response:
        if next(left) > 0:
            happens()
        return answer()

    return happen_first


def ages(part: str, age: timedelta) -> Fault:
    """The store lists objects whose key holds this as if they were stored so much earlier."""
    entry = re.compile(rf"(<Key>[^<]*{re.escape(part)}[^<]*</Key><LastModified>)([^<]*)(?=</LastModified>)")

    def aged(found: re.Match[str]) -> str:
        return found[1] + (datetime.fromisoformat(found[2]) - age).strftime("%Y-%m-%dT%H:%M:%S.000Z")

    def age_listed(_: Request, answer: Answer) -> Response:
        response = answer()
        if b"<ListBucketResult" in response.get_data():
            response.set_data(entry.sub(aged, re.sub(r">\s+<", "><", response.get_data(as_text=True))))
        return response

    return age_listed
