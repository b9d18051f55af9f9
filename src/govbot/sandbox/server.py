"""Serving the sandbox on loopback.

with serve(world) as running:
    Github(base_url=running.url, auth=Auth.Token(running.token("ada")))

serve_forever(port=8080, state=Path("sandbox.json"))     # govbot sandbox serve
"""

from __future__ import annotations

import signal
import socket
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from waitress import wasyncore
from waitress.server import create_server

from govbot.core.errors import UserError
from govbot.sandbox import state_file
from govbot.sandbox.application import RequestRecord, Sandbox
from govbot.sandbox.faults import Faults, Killed
from govbot.sandbox.ground import Who
from govbot.sandbox.model import EPOCH
from govbot.sandbox.runner import GOVBOT_EVENTS, CommandRunner
from govbot.sandbox.scenes import council_of_seven
from govbot.sandbox.tokens import token_of
from govbot.sandbox.world import World

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

__all__ = ["Running", "serve", "serve_forever"]

HOST = "127.0.0.1"

IN_MEMORY = 2**26
"""Up to this many bytes of a body stay in memory: waitress may leave its temporary files open."""


@dataclass(frozen=True, slots=True)
class Running:
    """A sandbox that is being served at `url`, which is also the base of its REST interface."""

    sandbox: Sandbox
    url: str

    @property
    def world(self) -> World:
        """What it serves; it may be acted on directly meanwhile."""
        return self.sandbox.world

    @property
    def faults(self) -> Faults:
        """The faults in force; `faults.reset("502:#3")` puts others in force."""
        return self.sandbox.faults

    @property
    def requests(self) -> list[RequestRecord]:
        """Every request so far, without those to the sandbox's own controls and git's."""
        return self.sandbox.requests

    def token(self, who: Who) -> str:
        """Somebody's token."""
        return token_of(self.world, who)


class DroppingConnections:
    """Turns `Killed` into a connection that is closed without an answer."""

    def __init__(self, application: WSGIApplication) -> None:
        self.application = application

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer, or close the socket under the client."""
        try:
            return self.application(environ, start_response)
        except Killed:
            # waitress gives no other way to a connection than through this bound method.
            channel: Any = environ["waitress.client_disconnected"].__self__
            channel.will_close = True
            channel.socket.shutdown(socket.SHUT_RDWR)
            start_response("502 Bad Gateway", [("Content-Length", "0")])
            return []


@contextmanager
def serve(
    world: World,
    port: int = 0,
    faults: Faults | None = None,
    *,
    wrap: Callable[[WSGIApplication], WSGIApplication] | None = None,
) -> Iterator[Running]:
    """Serve a world in a thread until the block ends; port 0 takes any free one.

    `wrap` puts a WSGI middleware around the sandbox, such as a recorder.
    """
    sandbox = Sandbox(world, faults)
    application: WSGIApplication = wrap(sandbox) if wrap else sandbox
    listener = listen(port)
    world.base_url = f"http://{HOST}:{listener.getsockname()[1]}"
    loop = Loop(application, listener)
    loop.start()
    try:
        yield Running(sandbox, world.base_url)
    finally:
        loop.stop()


class Loop(threading.Thread):
    """Runs a waitress server until it is told to stop, which waitress itself cannot be."""

    def __init__(self, application: WSGIApplication, listener: socket.socket) -> None:
        super().__init__(name="sandbox", daemon=True)
        self.ending = False
        self.sockets: dict[int, Any] = {}
        # The published types of waitress know neither its settings nor what it gives for one socket.
        create: Any = create_server
        dropping = DroppingConnections(application)
        self.server: Any = create(
            dropping,
            map=self.sockets,
            sockets=[listener],
            threads=4,
            inbuf_overflow=IN_MEMORY,
            outbuf_overflow=IN_MEMORY,
        )

    def run(self) -> None:
        """Serve, one round of the loop at a time."""
        while not self.ending:
            wasyncore.loop(timeout=1, map=self.sockets, count=1)

    def stop(self) -> None:
        """Wake the loop up to its end, wait for it, and close what it held."""
        self.ending = True
        # The loop may end before it is woken up, so only now may the trigger be closed.
        self.server.pull_trigger()
        self.join(timeout=10)
        self.server.task_dispatcher.shutdown(timeout=5)
        self.server.close()
        wasyncore.close_all(self.sockets, ignore_all=True)


def listen(port: int) -> socket.socket:
    """A listening socket on loopback; port 0 takes any free one."""
    try:
        return socket.create_server((HOST, port))
    except OSError as error:
        raise UserError(
            f"The sandbox cannot listen on port {port}: {error.strerror}.",
            "Choose another with --port, or 0 for any that is free.",
        ) from error


def serve_forever(  # noqa: PLR0913 (one for each option of the command)
    port: int = 0,
    state: Path | None = None,
    faults: Iterable[str] = (),
    on_event_command: str | None = None,
    repository: str = "example/commons",
    *,
    files: Mapping[str, str] | None = None,
    events: Iterable[str] = GOVBOT_EVENTS,
    seed: int = 0,
    now: datetime = EPOCH,
    flowing: bool = True,
    ready: Callable[[Running], None] = lambda _running: None,
) -> None:
    """Serve until interrupted, or told to end (SIGTERM). Only the main thread of a program may.

    `state` is read when it exists and written after every change. Without it, or before it
    exists, the world is `council_of_seven(files)` in `repository`, and its clock begins at `now`.
    `on_event_command` is a shell command run for each event named in `events`, with the
    environment of an Actions step. `flowing` lets the clock run. `ready` is called once the
    address is known.
    """
    # `kill` ends it as Ctrl-C does, which a shell does not pass on to what runs in the background.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    if state is not None and state.exists():
        world = state_file.load(state)
    else:
        world = council_of_seven(files, repository=repository, now=now)
    if flowing:
        world.flow()
    with serve(world, port, Faults(faults, seed=seed)) as running:
        if state is not None:
            running.sandbox.after_change = lambda: state_file.save(world, state)
            state_file.save(world, state)
        runner = CommandRunner(world, on_event_command, events) if on_event_command else None
        if runner:
            runner.start()
        try:
            ready(running)
            threading.Event().wait()
        except KeyboardInterrupt:
            pass
        finally:
            if runner:
                runner.stop()
            if state is not None:
                state_file.save(world, state)
