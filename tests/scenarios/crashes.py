"""Whatever can go wrong at each request of a run, and what has to be there in the end all the same.

    moment = Moment.play("yes", town)                      # the run that waits, without faults
    for death in moment.deaths:                            # each world that a killed run can leave
        moment.check(death.world, Town.sweep, death.when)  # the next run finishes it
    for line in moment.faults():                           # lies that a run has to survive
        moment.check(moment.before, partial(moment.wake, line=line), str(line))
        assert line.struck
    for death in moment.deaths_where(spoilt):              # the same while GitHub refuses something
        moment.check(death.world, Town.sweep, death.when)

A process that is gone does nothing more, so a run that is killed before request k leaves the world as it
was before request k. The run is therefore made once, and the world frozen at each of its requests. Worlds
that are the same, because the request between them only read, are one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from govbot.core.errors import UserError
from govbot.sandbox.model import Event
from tests.scenarios.faults import Drops, Fails, Faulty, first_changes
from tests.scenarios.town import Town
from tests.scenarios.wire import Line, Request, Response, answered, only_reads

__all__ = ["Death", "Moment"]


@dataclass(frozen=True, slots=True)
class Death:
    """A world that a killed run can leave, and when it would have been killed."""

    when: str
    world: bytes


class Watching(Line):
    """Carries each request and keeps it, with the world as it was before it."""

    def __init__(self, town: Town) -> None:
        super().__init__()
        self.town = town
        self.made: list[tuple[bytes, Request]] = []

    def carry(self, request: Request, ask: Callable[[Request], Response]) -> Response:
        """Keep it and carry it."""
        self.made.append((self.town.freeze(), request))
        return super().carry(request, ask)


@dataclass(frozen=True)
class Moment:
    """What a run finds and what it does, without faults.

    `events` wake it, one run after the other where there are several, and the world is then as
    `before`. `made` are its requests, each with the world before it. `thaw` makes the town again, with
    the files that it had; `seen` gives what is compared with `end`, and may let time pass.
    """

    name: str
    events: tuple[Event, ...]
    thaw: Callable[[bytes], Any]
    seen: Callable[[Any], Any]
    before: bytes
    made: tuple[tuple[bytes, Request], ...]
    after: bytes
    end: Any
    settled: set[bytes] = field(default_factory=set)

    @classmethod
    def play(
        cls,
        name: str,
        town: Town,
        *,
        seen: Callable[[Any], Any] = Town.picture,
    ) -> Moment:
        """Carry what waits, and watch; the town is then as `after`."""

        def thaw(frozen: bytes) -> Town:
            return type(town).thaw(frozen, town.root)

        events, before, line = town.lose_events(), town.freeze(), Watching(town)
        for event in events:
            town.carry(event, line)
        after = town.freeze()
        end = seen(thaw(after))
        return cls(name, tuple(events), thaw, seen, before, tuple(line.made), after, end)

    def wake(self, town: Any, line: Line | None = None) -> None:
        """Let the run come, or come again."""
        for event in self.events:
            town.carry(event, line)

    @cached_property
    def deaths(self) -> tuple[Death, ...]:
        """Every world that the run leaves when it is killed, in the middle of a mutation too."""
        found: dict[bytes, Death] = {}
        for when, world in self._deaths():
            found.setdefault(world, Death(when, world))
        return tuple(found.values())

    def _deaths(self) -> Iterator[tuple[str, bytes]]:
        for place, (world, request) in enumerate(self.made, start=1):
            yield f"killed before request {place}", world
            done = 1
            while part := first_changes(request, done):
                town = self.thaw(world)
                answered(town.sandbox, part)
                yield f"killed when {done} changes of request {place} were made", town.freeze()
                done += 1

    def deaths_where(self, spoil: Callable[[Any], object]) -> tuple[Death, ...]:
        """Every world that the run leaves, killed or not, where `spoil` has set GitHub against it."""
        town = self.thaw(self.before)
        spoil(town)
        line = Watching(town)
        with suppress(UserError):
            self.wake(town, line)
        found = {world: f"killed before request {at}" for at, (world, _) in enumerate(line.made, 1)}
        found[town.freeze()] = "come to its end"
        return tuple(Death(when, world) for world, when in found.items())

    def before_first(self, words: str) -> bytes:
        """The world before the first request that holds these words."""
        return next(world for world, request in self.made if words in request.body)

    def faults(self) -> Iterator[Faulty]:
        """Every request answered with 502 or by nobody: before it was done and, if it does, after."""
        for place, (_, request) in enumerate(self.made, start=1):
            for fault in (Fails, Drops):
                yield fault(place)
                if not only_reads(request):
                    yield fault(place, done=True)

    def check(self, world: bytes, finish: Callable[[Any], object], when: str) -> None:
        """Hold what is seen, once somebody finished, against how it goes without faults.

        From the same world the same is seen, so a world that came out right is not looked at again.
        """
        town = self.thaw(world)
        finish(town)
        left = town.freeze()
        if left not in self.settled:
            assert self.seen(town) == self.end, (self.name, when)
            self.settled.add(left)
