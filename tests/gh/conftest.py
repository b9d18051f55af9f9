"""A repository in the sandbox, connections to it, and a server that answers as it is told.

The sandbox answers as GitHub would; `answering` is for what GitHub says when it is unwell.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from govbot.core.governance import Governance
from govbot.gh import Connection, connect
from govbot.sandbox.scenes import council_of_seven
from govbot.sandbox.server import Running, serve
from govbot.sandbox.world import World
from scripts.live.recording import CASSETTES
from tests.sandbox.contract import Recorder, check

REPOSITORY = "example/commons"
ACTIONS = "github-actions[bot]"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--record", action="store_true", help="record the cassettes of tests/gh again")
    parser.addoption("--cassettes", type=Path, default=CASSETTES, help="the folder they are in")


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "cassette: replays a recorded exchange with GitHub")


@pytest.fixture
def governance() -> Governance:
    return Governance()


@pytest.fixture
def world() -> World:
    return council_of_seven({"README.md": "# Commons\n"}, repository=REPOSITORY)


@pytest.fixture
def sandbox(world: World) -> Iterator[Running]:
    recorder = Recorder()
    with serve(world, wrap=recorder.around) as running:
        yield running
    # Whatever a test was about: each REST exchange is as GitHub's own description has it.
    assert check(recorder.exchanges) == []


@pytest.fixture(autouse=True)
def waits(world: World, monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The seconds that connections waited, which pass in the sandbox and not here."""
    waited: list[float] = []

    def pause(_connection: Connection, seconds: float) -> None:
        waited.append(seconds)
        world.advance(seconds=seconds)

    monkeypatch.setattr(Connection, "pause", pause)
    return waited


@pytest.fixture
def connected(sandbox: Running) -> Iterator[Callable[[str], Connection]]:
    """Connects somebody to the sandbox, by login."""
    opened: list[Connection] = []

    def connect_as(login: str) -> Connection:
        opened.append(connect(REPOSITORY, sandbox.token(login), sandbox.url, patience=0))
        return opened[-1]

    yield connect_as
    for connection in opened:
        connection.close()


@pytest.fixture
def connection(connected: Callable[[str], Connection]) -> Connection:
    """The connection of an Actions run."""
    return connected(ACTIONS)


@dataclass
class Answer:
    """One answer: `body` is JSON unless it is text; with status 0 the connection is dropped."""

    status: int = 200
    body: Any = None
    headers: dict[str, str] = field(default_factory=dict)


@dataclass
class Asked:
    """One request that came in."""

    verb: str
    path: str
    headers: dict[str, str]
    body: Any


@dataclass
class Server:
    """Gives its answers in order, the last one for ever; `asked` is what it was asked."""

    url: str
    answers: list[Answer]
    asked: list[Asked] = field(default_factory=list)


@pytest.fixture
def answering() -> Iterator[Callable[..., Server]]:
    """Starts servers that give these answers."""
    running: list[ThreadingHTTPServer] = []

    def start(*answers: Answer) -> Server:
        class Handler(BaseHTTPRequestHandler):
            def answer(self) -> None:
                length = int(self.headers.get("Content-Length") or 0)
                body = json.loads(self.rfile.read(length)) if length else None
                told.asked.append(Asked(self.command, self.path, dict(self.headers), body))
                given = told.answers.pop(0) if len(told.answers) > 1 else told.answers[0]
                if not given.status:
                    return
                text = given.body if isinstance(given.body, str) else json.dumps(given.body)
                self.send_response_only(given.status)
                for name, value in given.headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(text.encode())))
                self.send_header("Content-Type", "application/json; charset=utf-8")
                self.end_headers()
                self.wfile.write(text.encode())

            # Names that http.server looks for.
            do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = answer  # noqa: N815

            def log_message(self, format: str, *arguments: object) -> None:
                """Say nothing on the terminal."""

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        told = Server(f"http://127.0.0.1:{server.server_port}", list(answers))
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        running.append(server)
        return told

    yield start
    for server in running:
        server.shutdown()
        server.server_close()
