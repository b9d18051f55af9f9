"""All that may need something: what the schedule and `govbot plan` and `apply` go through.

    for number, result in run_sweep(connection, governance): ...

Those are open pull requests, closed and merged ones that carry a stage's label, and whatever has a vote. A
missed, delayed or cancelled event loses nothing: the sweep decides each from its state. What is at rest is
not read again until it changes, falls due, or was not looked at for a day.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from govbot.app.bugs import tried
from govbot.app.cycle import NotThere, Planned, Result, plan_pull_request, run_pull_request
from govbot.app.finding import Found, gather
from govbot.app.merge_queue import GroupResult, run_queue
from govbot.app.patience import within
from govbot.app.rest import rests_until
from govbot.core.changes import SetCheckRun
from govbot.core.errors import UserError
from govbot.core.governance import Governance
from govbot.core.sweep import Index, appearance_of
from govbot.gh import OVER, SEEN, Connection, RateLimited, write_lists

__all__ = ["Budget", "Postponed", "plan_sweep", "run_sweep"]


@dataclass(frozen=True, slots=True)
class Budget:
    """How many requests one sweep makes before it leaves the rest to the next, and how many new checks.

    It begins nothing new after so many `seconds`, and leaves one thing that takes longer than `patience`: a
    job has a quarter of an hour, and one that ends by force remembers nothing.
    """

    requests: int = 200
    checks: int = 100
    seconds: float = 480
    patience: float = 120


BUDGET = Budget()

DAILY_LOOKS = 11
"""How many of the things at rest one sweep looks at: a thousand a day, with one every quarter of an hour."""

IDLE = 3
"""How many requests a sweep makes that has nothing to look at; one more writes down what it saw."""


@dataclass(frozen=True, slots=True)
class Postponed:
    """What a sweep left to the next one."""

    many: int

    def describe(self) -> str:
        """Say how much was left."""
        waits = "thing waits" if self.many == 1 else "things wait"
        return f"{self.many} more {waits} for the next run"


def run_sweep(
    connection: Connection,
    governance: Governance,
    budget: Budget = BUDGET,
    clock: Callable[[], float] = time.monotonic,
) -> Iterator[tuple[int | None, Result | GroupResult | Postponed | UserError]]:
    """Carry everything that needs it through the cycle; one that fails or takes too long stops no other.

    An error without a number is about finding out what needs it. What is beyond the budget is left to the
    next sweep, and said; so is everything else where GitHub takes no more requests. `clock` gives seconds.
    """
    begun, since = connection.requests, clock()
    found = gather(connection, governance)
    yield from ((None, error) for error in found.errors)
    now, index = connection.server_time, found.index
    urgent = index.next_looks(now, found.asked_for)
    daily = _daily(index, now, connection.requests - begun)
    head = found.overview.head if found.overview else None
    checks = 0

    def is_over() -> bool:
        spent = connection.requests - begun
        return (
            spent >= budget.requests or checks >= budget.checks or clock() - since >= budget.seconds
        )

    for place, number in enumerate((*urgent, *daily)):
        if is_over():
            yield None, Postponed(len(urgent) - place)
            break
        result = tried(_patiently, budget.patience, connection, governance, number)
        index = _noted(index, number, result, connection.server_time)
        yield number, result
        if isinstance(result, Result):
            head = result.ledger_head or head
            checks += sum(
                isinstance(each, SetCheckRun) and each.node is None for each in result.done
            )
        if isinstance(result, RateLimited):
            yield None, Postponed(len(urgent) - place - 1)
            break
    if found.overview is None:
        return
    if not is_over():
        commits = index.queue_looks(found.overview.queued, now)
        for commit, group in run_queue(
            connection, governance, found.overview.default_branch, commits
        ):
            if group is not None:
                yield None, group
            index = index.having_queued(found.overview.queued, [commit], now)
            if is_over():
                break
    index = index.having_queued(found.overview.queued, (), now)
    _remember(connection, governance, head, found, index)


def _patiently(
    patience: float, connection: Connection, governance: Governance, number: int
) -> Result:
    with within(patience):
        return run_pull_request(connection, governance, number)


def _daily(index: Index, now: datetime, asked: int) -> tuple[int, ...]:
    """Return what is at rest and to be looked at; fewer where finding out took more requests than usual."""
    return index.daily_looks(now, max(DAILY_LOOKS - (asked - IDLE), 0))


def plan_sweep(
    connection: Connection, governance: Governance
) -> Iterator[tuple[int | None, Planned | UserError]]:
    """Say what `run_sweep` would do, touching nothing; of what is at rest, what is looked at once a day."""
    begun = connection.requests
    found = gather(connection, governance)
    yield from ((None, error) for error in found.errors)
    now = connection.server_time
    daily = _daily(found.index, now, connection.requests - begun)
    for number in (*found.index.next_looks(now, found.asked_for), *daily):
        yield number, tried(plan_pull_request, connection, governance, number)


def _noted(index: Index, number: int, result: Result | UserError, now: datetime) -> Index:
    """Remember what a look found. A person's token leaves things to the bot, so it says nothing of rest."""
    if isinstance(result, NotThere):
        return index.without(number)
    if isinstance(result, UserError):
        return index.restless(number, now)
    snapshot = result.snapshot
    if not snapshot.by_bot:
        return index
    if result.recorded or result.changes:
        return index.restless(number, now)
    return index.at_rest(number, appearance_of(snapshot), now, rests_until(snapshot, now))


def _remember(
    connection: Connection,
    governance: Governance,
    head: str | None,
    found: Found,
    index: Index,
) -> None:
    """Write the lists that have changed, in one commit."""
    lists: dict[str, Mapping[str, Any]] = {}
    if found.motions is not None and found.motions.to_list is not None:
        lists[OVER] = found.motions.to_list
    before = found.overview.index if found.overview else Index()
    # How far back it was read is not worth a commit, unless that took long.
    has_changed = index.model_copy(update={"until": before.until}) != before
    if (has_changed or found.far) and (index.entries or before.entries):
        lists[SEEN] = index.model_dump(mode="json", exclude_defaults=True)
    if lists:
        write_lists(connection, governance, head, lists, "List what is at rest")
