"""What carries govbot's requests to the sandbox in these tests, in one process and without a socket.

    with wired():
        HERE.sandbox, HERE.line = sandbox, Line()
        run(environment)                   # PyGithub, over a `Wire`

A `Line` carries requests as they are. Tests make lines that lose one, answer in GitHub's place, or end the
run at it: in faults.py, crashes.py and orders.py.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pytest
import requests
from github.Requester import Requester
from werkzeug.test import Client

from govbot.gh import Connection
from govbot.sandbox import Sandbox

__all__ = [
    "FAILED",
    "HERE",
    "Killed",
    "Line",
    "Request",
    "Response",
    "answered",
    "dropped",
    "only_reads",
    "wired",
]


class Killed(BaseException):
    """The run's process was ended. Not an `Exception`: a process that is gone handles nothing."""


@dataclass
class Request:
    """One request on its way to the sandbox."""

    verb: str
    path: str
    body: str
    headers: dict[str, str]


@dataclass
class Response:
    """One answer on its way back, as PyGithub reads it."""

    status: int
    headers: dict[str, str]
    text: str

    def getheaders(self) -> list[tuple[str, str]]:
        """The headers, in order."""
        return list(self.headers.items())

    def read(self) -> str:
        """The body."""
        return self.text


SERVER_ERROR = 500
FAILED = Response(502, {"Date": ""}, '{"message": "Server Error"}')


def answered(sandbox: Sandbox, request: Request) -> Response:
    """What the sandbox answers."""
    answer = Client(sandbox).open(
        request.path, method=request.verb, data=request.body.encode(), headers=request.headers
    )
    return Response(answer.status_code, dict(answer.headers), answer.text)


def only_reads(request: Request) -> bool:
    """Say whether a request changes nothing: a GET, or a query of GraphQL."""
    if request.verb == "GET":
        return True
    body = json.loads(request.body or "null")
    return isinstance(body, dict) and str(body.get("query")).lstrip().startswith("query")


def dropped() -> requests.ConnectionError:
    """What `requests` raises for a connection that broke."""
    return requests.ConnectionError("the connection was dropped")


class Line:
    """Carries requests to the sandbox as they are; tests make lines that do not.

    `sent` counts them. A read that is answered with 502 is asked again by the `Wire`, as urllib3 does.
    """

    def __init__(self) -> None:
        self.sent = 0

    def carry(self, request: Request, ask: Callable[[Request], Response]) -> Response:
        """Carry one request, or see to it that it goes wrong."""
        self.sent += 1
        return ask(request)


class _Here(threading.local):
    """What the requests of this thread go to."""

    sandbox: Sandbox | None = None
    line: Line | None = None

    def pause(self, seconds: float) -> None:
        """Take no time; where it is what the run waits for, let it pass in the sandbox."""
        if self.sandbox is not None and self.sandbox.faults.lag:
            self.sandbox.world.advance(seconds=seconds)


HERE = _Here()


class Wire:
    """What PyGithub uses for a connection: no socket, no waiting, one try or a few."""

    protocol = "http"

    def __init__(self, host: str, port: int | None = None, **options: Any) -> None:
        self.host = host
        self.port = port
        retry = options.get("retry")
        self.tries = 1 + (retry.total if retry else 0)
        assert HERE.sandbox is not None
        assert HERE.line is not None
        self.sandbox, self.line = HERE.sandbox, HERE.line

    def request(
        self, verb: str, url: str, body: str | None, headers: dict[str, str], *_options: Any
    ) -> None:
        """Keep what `getresponse` is to ask."""
        self.asked = Request(verb, url, body or "", headers)

    def getresponse(self) -> Response:
        """Ask, again where the connection may."""
        for left in reversed(range(self.tries)):
            try:
                response = self.line.carry(self.asked, lambda each: answered(self.sandbox, each))
            except requests.ConnectionError:
                if not left:
                    raise
                continue
            if response.status < SERVER_ERROR or not left:
                return response
        raise AssertionError("the last try returns or raises")

    def close(self) -> None:
        """There is nothing to close."""


@contextmanager
def wired() -> Iterator[None]:
    """Let PyGithub use the wire, and the cycle try again without waiting, until the block ends."""
    Requester.injectConnectionClasses(Wire, Wire)  # type: ignore[arg-type]  # it wants its own class
    try:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(Connection, "pause", lambda _connection, seconds: HERE.pause(seconds))
            yield
    finally:
        Requester.resetConnectionClasses()
