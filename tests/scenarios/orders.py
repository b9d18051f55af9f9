"""Every order in which two runs can reach GitHub, one request after the other.

    for turns in orders():
        town = Town.thaw(frozen)                    # a town of its own for each order
        town.world.comment(1, "/vote yes", by="ada")
        town.world.comment(1, "/vote no", by="ben")
        at_once(town, town.lose_events(), turns)
        assert len(town.ballots()) == 2, turns.taken

Each run has a thread of its own, and waits before each request until it is its turn. Two orders that
only swap two reads are one, for neither run can tell them apart: it is gone through once.
"""

from __future__ import annotations

import math
import tempfile
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from govbot.sandbox.model import Event
from tests.scenarios.town import Town
from tests.scenarios.wire import Line, Request, Response, only_reads, wired

__all__ = ["Turns", "at_once", "orders", "shape"]

Step = tuple[int, bool]
"""Which run made a request, and whether that only reads."""

Shape = tuple[tuple[int, ...], ...]


def shape(steps: Sequence[Step]) -> Shape:
    """Return what orders have in common that only swap two reads.

    For each change: how often either run had read since the one before, and whose it is.
    """
    reads, found = [0, 0], []
    for run, is_read in steps:
        if is_read:
            reads[run] += 1
        else:
            found.append((*reads, run))
            reads = [0, 0]
    return (*found, tuple(reads))


class Seen:
    """Where orders came by, so that what can follow there was gone through or will be."""

    def __init__(self) -> None:
        self.places: dict[tuple[Shape, int], float] = {}
        self.waiting: dict[Shape, dict[int, bool]] = {}
        self.readers: set[tuple[Shape, int]] = set()

    def add(self, steps: Sequence[Step], last: int, left: float) -> None:
        """Note a place: what led there, who went last, how often the runs may still take over."""
        key = shape(steps), last
        self.places[key] = max(left, self.places.get(key, -1))

    def has(self, steps: Sequence[Step], last: int, left: float) -> bool:
        """Say whether whatever may follow here may follow at a place that was noted."""
        found = shape(steps)
        return any(self.places.get((found, run), -1) >= left + (run != last) for run in (0, 1))

    def ends_reading(self, steps: Sequence[Step], run: int) -> bool:
        """Say whether a run is known to do nothing but read from here to its end."""
        following, key = list(steps), (shape(steps), run)
        while key not in self.readers and self.waiting.get(key[0], {}).get(run):
            following.append((run, True))
            key = shape(following), run
        return key in self.readers or run not in self.waiting.get(key[0], {run: False})


@dataclass(frozen=True, slots=True)
class Fork:
    """A choice that could have been the other one: all choices with it, and where that leads.

    `instead` is the step of the run that would have to wait.
    """

    taken: tuple[int, ...]
    steps: tuple[Step, ...]
    left: float
    instead: Step

    def is_new(self, seen: Seen) -> bool:
        """Say whether it leads anywhere where no order came by, or is to come by."""
        run, is_read = self.steps[-1]
        if self.left < 0 or seen.has(self.steps, run, self.left):
            return False
        # A run that only reads from here on might as well do so after the other one's read.
        both_read = is_read and self.instead[1]
        if both_read and seen.ends_reading((*self.steps, self.instead), run):
            seen.readers.add((shape(self.steps), run))
            return False
        return True


class Turns:
    """Who goes next, wherever both could: as `wanted`, then who leads to something new.

    `left` is how often one may still take over from the other. `steps` is the order that came of it.
    """

    def __init__(
        self, wanted: Sequence[int] = (), left: float = math.inf, seen: Seen | None = None
    ) -> None:
        self.wanted = wanted
        self.left = left
        self.seen = seen or Seen()
        self.last = 0
        self.taken: list[int] = []
        self.steps: list[Step] = []
        self.forks: list[Fork] = []

    def choose(self, waiting: Mapping[int, bool]) -> int:
        """Choose among the runs that wait; each says whether its request only reads."""
        self.seen.waiting[shape(self.steps)] = dict(waiting)
        if len(waiting) > 1:
            going, staying = (self._fork(run, waiting) for run in (1 - self.last, self.last))
            chosen = going if self._prefers(going, staying) else staying
            self.taken, self.left = list(chosen.taken), chosen.left
            self.last = chosen.taken[-1]
        else:
            (self.last,) = waiting
        self.steps.append((self.last, waiting[self.last]))
        self.seen.add(self.steps, self.last, self.left)
        return self.last

    def _fork(self, run: int, waiting: Mapping[int, bool]) -> Fork:
        steps = (*self.steps, (run, waiting[run]))
        left = self.left - (run != self.last)
        return Fork((*self.taken, run), steps, left, (1 - run, waiting[1 - run]))

    def _prefers(self, going: Fork, staying: Fork) -> bool:
        """Say whether the other run goes on; where that is open, remember what it might have been."""
        place = len(self.taken)
        if place < len(self.wanted):
            return self.wanted[place] == going.taken[-1]
        goes = going.is_new(self.seen) and not staying.is_new(self.seen)
        self.forks.append(staying if goes else going)
        return goes


def orders(most_switches: float = math.inf, *, alike: bool = False) -> Iterator[Turns]:
    """Yield turns until every order was seen; the ones yielded have to be used before the next.

    With `most_switches`, only orders in which the runs take over from one another that often. Where
    the runs are `alike`, it does not matter which of them goes first.
    """
    seen = Seen()
    wanted: tuple[int, ...] | None = ()
    forks: list[Fork] = []
    while wanted is not None:
        turns = Turns(wanted, most_switches, seen)
        yield turns
        seen.waiting[shape(turns.steps)] = {}
        forks += [each for each in turns.forks if len(each.taken) > 1 or not alike]
        while forks and not forks[-1].is_new(seen):
            forks.pop()
        wanted = forks.pop().taken if forks else None


class Crossing:
    """Where the runs wait for their turn."""

    def __init__(self, runs: int, turns: Turns) -> None:
        self.turns = turns
        self.waiting: dict[int, bool] = {}
        self.alive = set(range(runs))
        self.going: int | None = None
        self.changed = threading.Condition()

    def pass_through(self, run: int, *, reads: bool) -> None:
        """Wait until it is this run's turn."""
        with self.changed:
            if self.going == run:
                self.going = None
            self.waiting[run] = reads
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
        if self.going is None and self.waiting and self.waiting.keys() == self.alive:
            self.going = self.turns.choose(self.waiting)
            del self.waiting[self.going]
            self.changed.notify_all()


class TakingTurns(Line):
    """A line on which each request waits for its turn."""

    def __init__(self, run: int, crossing: Crossing) -> None:
        super().__init__()
        self.run = run
        self.crossing = crossing

    def carry(self, request: Request, ask: Callable[[Request], Response]) -> Response:
        """Wait, then ask."""
        self.crossing.pass_through(self.run, reads=only_reads(request))
        return super().carry(request, ask)


def at_once(town: Town, events: Sequence[Event], turns: Turns) -> list[int]:
    """Carry two events at the same time; return how many requests each run took."""
    assert len(events) == 2, "orders are of two runs"
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
