"""Every order in which two runs can reach GitHub, one request after the other.

    for turns in interleavings():
        at_once(town, [first, second], turns)

Each run has a thread of its own, and waits before each request until it is its turn. Where both could
go on, `Turns` says who does; the next `Turns` differ in the last place where they can.
"""

from __future__ import annotations

import tempfile
import threading
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path

from govbot.sandbox.model import Event
from tests.scenarios.harness import Line, Request, Response, Town, wired

__all__ = ["Turns", "at_once", "interleavings"]


class Turns:
    """Who goes next, wherever more than one could: as `wanted`, then the one who went last.

    `switches` counts how often somebody else went on although the last one could have.
    """

    def __init__(self, wanted: Sequence[int] = ()) -> None:
        self.wanted = list(wanted)
        self.taken: list[int] = []
        self.last = 0
        self.switches = 0

    def choose(self, waiting: Sequence[int]) -> int:
        """Choose among those who wait."""
        if len(waiting) > 1:
            place = len(self.taken)
            chosen = self.wanted[place] if place < len(self.wanted) else self.last
            self.taken.append(chosen)
            self.switches += chosen != self.last
        else:
            (chosen,) = waiting
        self.last = chosen
        return chosen


def interleavings(most_switches: int = 100) -> Iterator[Turns]:
    """Yield turns until every order was seen; the ones yielded have to be used before the next.

    With `most_switches`, only orders in which the runs take over from one another that often.
    """
    turns = Turns()
    while True:
        yield turns
        following = _following(turns.taken, most_switches)
        if following is None:
            return
        turns = Turns(following)


def _following(taken: list[int], most_switches: int) -> list[int] | None:
    """Return the choices that come after `taken`: the last one that can be another is."""
    for place in reversed(range(len(taken))):
        before = ([0, *taken])[place]
        if taken[place] != before:
            continue  # the other choice, to go on, came first
        changed = [*taken[:place], 1 - before]
        line = [0, *changed]
        if sum(left != right for left, right in pairwise(line)) <= most_switches:
            return changed
    return None


class Crossing:
    """Where the runs wait for their turn."""

    def __init__(self, runs: int, turns: Turns) -> None:
        self.turns = turns
        self.waiting: set[int] = set()
        self.alive = set(range(runs))
        self.going: int | None = None
        self.changed = threading.Condition()

    def pass_through(self, run: int) -> None:
        """Wait until it is this run's turn."""
        with self.changed:
            if self.going == run:
                self.going = None
            self.waiting.add(run)
            self._next()
            self.changed.wait_for(lambda: self.going == run)

    def leave(self, run: int) -> None:
        """Let the others go on without this run."""
        with self.changed:
            self.alive.discard(run)
            if self.going == run:
                self.going = None
            self._next()

    def _next(self) -> None:
        """Let one of those who wait go, once all wait."""
        if self.going is None and self.waiting and self.waiting == self.alive:
            self.going = self.turns.choose(sorted(self.waiting))
            self.waiting.discard(self.going)
            self.changed.notify_all()


class TakingTurns(Line):
    """A line on which each request waits for its turn."""

    def __init__(self, run: int, crossing: Crossing) -> None:
        super().__init__()
        self.run = run
        self.crossing = crossing

    def carry(self, request: Request, ask: Callable[[Request], Response]) -> Response:
        """Wait, then ask."""
        self.crossing.pass_through(self.run)
        return super().carry(request, ask)


def at_once(town: Town, events: Sequence[Event], turns: Turns) -> list[int]:
    """Carry two events at the same time; return how many requests each run took."""
    crossing = Crossing(len(events), turns)
    lines = [TakingTurns(run, crossing) for run in range(len(events))]
    errors: list[BaseException] = []

    def work(run: int) -> None:
        try:
            with tempfile.TemporaryDirectory() as folder:
                town._run(events[run], Path(folder), lines[run])
        except BaseException as error:  # noqa: BLE001 - raised again below, in the test's own thread
            errors.append(error)
        finally:
            crossing.leave(run)

    threads = [threading.Thread(target=work, args=(run,)) for run in range(len(events))]
    with wired():
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    if errors:
        raise errors[0]
    return [line.sent for line in lines]
