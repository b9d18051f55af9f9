"""Lines on which something goes wrong at the k-th request, counted from 1.

town.carry(event, Dies(2))                 # the process ends before its second request is sent
town.carry(event, Dies(2, done=True))      # ... after GitHub did what it asked, unheard
town.carry(event, Fails(2, done=True))     # 502, though it was done; the run goes on
town.carry(event, Drops(2))                # the connection breaks; the run goes on
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable

from tests.scenarios.wire import FAILED, Killed, Line, Request, Response, dropped

__all__ = ["Dies", "Drops", "Fails", "FailsNowAndThen", "Faulty", "first_changes"]

Ask = Callable[[Request], Response]


class Faulty(Line):
    """Something goes wrong at request `at`: before it is done or, with `done`, after."""

    def __init__(self, at: int, *, done: bool = False) -> None:
        super().__init__()
        self.at = at
        self.done = done
        self.struck = False

    def __str__(self) -> str:
        """What goes wrong, and where."""
        return f"{type(self).__name__} at request {self.at}{', after it was done' * self.done}"

    def carry(self, request: Request, ask: Ask) -> Response:
        """Carry requests until it is time."""
        self.sent += 1
        if self.sent != self.at:
            return ask(request)
        self.struck = True
        if self.done:
            ask(request)
        return self.strike()

    def strike(self) -> Response:
        """Go wrong."""
        raise NotImplementedError


class Dies(Faulty):
    """The process ends."""

    def strike(self) -> Response:
        """End it."""
        raise Killed


class Fails(Faulty):
    """GitHub answers 502."""

    def strike(self) -> Response:
        """Answer so."""
        return FAILED


class Drops(Faulty):
    """The connection breaks."""

    def strike(self) -> Response:
        """Break it."""
        raise dropped()


def first_changes(request: Request, fields: int) -> Request | None:
    """Return a mutation with its first changes only; None where it has no more than that."""
    body = json.loads(request.body or "null")
    lines = body["query"].rstrip().split("\n") if isinstance(body, dict) and "query" in body else []
    if not lines or not lines[0].startswith("mutation Apply("):
        return None
    changes = lines[1:-1]
    if len(changes) <= fields:
        return None
    head = lines[0].removeprefix("mutation Apply(").removesuffix(") {").split(", ")[:fields]
    query = "\n".join([f"mutation Apply({', '.join(head)}) {{", *changes[:fields], "}"])
    return Request(request.verb, request.path, json.dumps(body | {"query": query}), request.headers)


class FailsNowAndThen(Line):
    """One request in `one_in` is answered 502, half of them after it was done."""

    def __init__(self, seed: int, one_in: int = 4) -> None:
        super().__init__()
        self.chance = random.Random(seed)  # noqa: S311 - chance, not secrecy
        self.one_in = one_in
        self.struck = 0

    def carry(self, request: Request, ask: Ask) -> Response:
        """Carry a request, or not, or say that it failed."""
        self.sent += 1
        if self.chance.randrange(self.one_in):
            return ask(request)
        self.struck += 1
        if self.chance.random() < 0.5:
            ask(request)
        return FAILED
