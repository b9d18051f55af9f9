"""Runs of `govbot wake` that GitHub tells of late, twice, in another order, only in part, or not at all."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache

import pytest

from govbot.sandbox.model import Event
from tests.scenarios.crashes import Moment
from tests.scenarios.town import Town

QUEUE = 100
"""How many runs of a concurrency group wait; GitHub cancels those that come when it is full."""


def changed(town: Town) -> None:
    """Let somebody open an RFC, push to it and give it another title, before any run begins."""
    number = town.open()
    path = f"rfcs/{number:04d}-adopt.md"
    text = town.world.git_of(town.world.repository()).file(
        town.world.pull_of(town.world.issue(number)).head_oid, path
    )
    town.world.push(number, {path: (text or b"") + b"\nAnd more.\n"}, by="zoe")
    town.world.edit(number, title="Adopt it", by="zoe")


@cache
def in_order() -> Moment:
    """All of it told as it happened."""
    town = Town.begin()
    changed(town)
    return Moment.play("opened, pushed, renamed", town)


def of(action: str, events: Sequence[Event]) -> list[Event]:
    """Those of one action."""
    return [event for event in events if event.action == action]


DELIVERIES: Mapping[str, Callable[[Sequence[Event]], Sequence[Event]]] = {
    "requested after completed": lambda events: [
        *of("completed", events),
        *of("requested", events),
    ],
    "only completed": lambda events: of("completed", events),
    "only requested": lambda events: of("requested", events),
    "each twice": lambda events: [event for event in events for _ in range(2)],
    "backwards": lambda events: events[::-1],
    "the first alone": lambda events: events[:1],
    "the last alone": lambda events: events[-1:],
    "all, and all again": lambda events: [*events, *events],
}


@pytest.mark.parametrize("name", DELIVERIES)
def test_however_github_tells_of_the_runs_the_same_comes_of_it(name: str) -> None:
    moment = in_order()
    town = moment.thaw(moment.before)
    for event in DELIVERIES[name](moment.events):
        town.carry(event)
    assert not any(report.failed for report in town.reports)
    assert town.picture() == moment.end


@pytest.mark.crashes
@pytest.mark.parametrize("name", DELIVERIES)
def test_and_so_it_does_where_a_run_is_killed(name: str) -> None:
    begun = in_order()
    town = begun.thaw(begun.before)
    town.seen = len(town.world.state.events)
    town.world.state.events += DELIVERIES[name](begun.events)
    moment = Moment.play(name, town)
    assert moment.end == begun.end
    for death in moment.deaths:
        moment.check(death.world, Town.sweep, death.when)
        moment.check(death.world, moment.wake, death.when)


def test_what_a_full_queue_pushes_out_is_done_by_the_runs_that_wait() -> None:
    town = Town.begin()
    number = town.open()
    for turn in range(60):
        town.world.label(number, f"label {turn}", by="mo")
    events = town.lose_events()
    assert len(events) > QUEUE
    town.carry(events[0])
    before = town.picture()
    for event in events[1 : QUEUE + 1]:
        town.carry(event)
    assert not any(report.failed for report in town.reports)
    assert town.picture() == before, "the first run has seen it all"


def test_what_was_said_after_the_queue_was_full_is_found_by_the_schedule() -> None:
    town = Town.begin()
    number = town.open()
    for turn in range(60):
        town.world.label(number, f"label {turn}", by="mo")
    waiting = town.lose_events()[:QUEUE]
    town.carry(waiting[0])
    town.carry(waiting[-1])
    town.world.advance(minutes=1)
    town.world.push(number, {"notes.txt": "A note.\n"}, by="zoe")
    town.world.unlabel(number, "rfc: discussion", by="mo")
    town.lose_events()  # cancelled: the queue was full
    assert not town.checks(number)
    town.sweep()
    assert town.checks(number)
    assert "rfc: discussion" in town.labels(number)


def test_a_schedule_says_nothing_of_the_repository_and_everything_is_found() -> None:
    town = Town.begin()
    number = town.open()
    (event,) = town.schedule().waiting()
    assert event.payload.keys() == {"schedule"}
    town.settle()
    assert town.labels(number) == ["rfc: discussion"]
