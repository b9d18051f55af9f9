"""All that may need something: what the schedule and `govbot plan` and `apply` go through.

    for number, result in run_sweep(connection, governance): ...

Those are open pull requests, closed and merged ones that carry a stage's label, and whatever has a vote. A
missed, delayed or cancelled event loses nothing: the sweep decides each from its state. What is at rest is
not read again until it changes, falls due, or was not looked at for a day.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from govbot.app.bugs import tried
from govbot.app.cycle import Planned, Result, plan_pull_request, run_pull_request
from govbot.app.finding import Found, gather
from govbot.app.merge_queue import GroupResult, run_group
from govbot.app.rest import rests_until
from govbot.core.changes import SetCheckRun
from govbot.core.errors import UserError
from govbot.core.governance import Governance
from govbot.core.sweep import Index, appearance_of
from govbot.gh import OVER, SEEN, Connection, Overview, RateLimited, write_lists

__all__ = ["Budget", "Postponed", "plan_sweep", "run_sweep"]


@dataclass(frozen=True, slots=True)
class Budget:
    """How many requests one sweep makes before it leaves the rest to the next, and how many new checks."""

    requests: int = 200
    checks: int = 100


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
    connection: Connection, governance: Governance, budget: Budget = BUDGET
) -> Iterator[tuple[int | None, Result | GroupResult | Postponed | UserError]]:
    """Carry everything that needs it through the cycle; one that fails stops no other.

    An error without a number is about finding out what needs it. What is beyond the budget is left to the
    next sweep, and said; so is everything else where GitHub takes no more requests.
    """
    begun = connection.requests
    found = gather(connection, governance)
    yield from ((None, error) for error in found.errors)
    now, index = connection.server_time, found.index
    urgent = index.next_looks(now, found.asked_for)
    daily = index.daily_looks(now, max(DAILY_LOOKS - (connection.requests - begun - IDLE), 0))
    head = found.overview.head if found.overview else None
    checks = 0
    for place, number in enumerate((*urgent, *daily)):
        if connection.requests - begun >= budget.requests or checks >= budget.checks:
            yield None, Postponed(len(urgent) - place)
            break
        result = tried(run_pull_request, connection, governance, number)
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
    yield from _queued(connection, governance, found.overview)
    _remember(connection, governance, head, found, index)


def plan_sweep(
    connection: Connection, governance: Governance
) -> Iterator[tuple[int | None, Planned | UserError]]:
    """Say what `run_sweep` would do, touching nothing and leaving nothing out."""
    found = gather(connection, governance)
    yield from ((None, error) for error in found.errors)
    for number in found.index.next_looks(connection.server_time, found.asked_for):
        yield number, tried(plan_pull_request, connection, governance, number)


def _noted(index: Index, number: int, result: Result | UserError, now: datetime) -> Index:
    """Remember what a look found. A person's token leaves things to the bot, so it says nothing of rest."""
    if isinstance(result, UserError):
        return index.restless(number, now)
    snapshot = result.snapshot
    if not snapshot.by_bot:
        return index
    if result.recorded or result.changes:
        return index.restless(number, now)
    return index.at_rest(number, appearance_of(snapshot), now, rests_until(snapshot, now))


def _queued(
    connection: Connection, governance: Governance, overview: Overview
) -> Iterator[tuple[None, GroupResult | UserError]]:
    """Set the check on what waits in the merge queue of the default branch, where it has none."""
    look = partial(run_group, only_where_missing=True)
    for commit in overview.queued:
        result = tried(look, connection, governance, overview.default_branch, commit)
        if result is not None:
            yield None, result


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
