"""All that may need something: what the schedule and `govbot plan` and `apply` go through.

    for number, result in run_sweep(connection, governance): ...

Those are pull requests that may hold an RFC or change files that need a vote, and issues and pull
requests with a vote of their own. A missed, delayed or cancelled event loses nothing: the sweep decides
each from its state.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from typing import TypeVar

from govbot.app.cycle import Planned, Result, plan_pull_request, run_pull_request
from govbot.core.changes import CreateLabel, UpdateLabel
from govbot.core.decide.written import OLD, is_written_out
from govbot.core.errors import UserError
from govbot.core.governance import Governance
from govbot.core.labels import plan_labels
from govbot.core.records import parse_records
from govbot.core.required_votes import winner
from govbot.core.state import fold
from govbot.gh import (
    Connection,
    Failure,
    apply_label_changes,
    pull_requests_to_sweep,
    repository_labels,
    spoken_on,
)
from govbot.ledger import MOTIONS

__all__ = [
    "Bug",
    "apply_repository_labels",
    "may_need_something",
    "plan_repository_labels",
    "plan_sweep",
    "raise_bugs",
    "run_sweep",
    "tried",
]

Outcome = TypeVar("Outcome")

UNFINISHED = timedelta(days=7)
"""How long after its last record a motion without an open vote is looked at."""

UNANSWERED = timedelta(hours=3)
"""The same where there never was a vote: long enough for the answer that a run which died still owes."""


@dataclass(slots=True, eq=False)
class Bug(UserError):
    """A bug that stopped one thing, such as a pull request, and no other. `cause` is what was raised."""

    cause: Exception | None = field(default=None)


def raise_bugs(found: Iterable[object]) -> None:
    """Raise what caused the bugs in `found`, once everything else was done and said."""
    causes = [each.cause for each in found if isinstance(each, Bug) and each.cause is not None]
    if len(causes) == 1:
        raise causes[0]
    if causes:
        raise ExceptionGroup("several pull requests or issues met a bug", causes)


def run_sweep(
    connection: Connection, governance: Governance
) -> Iterator[tuple[int | None, Result | UserError]]:
    """Carry everything that may need it through the cycle; one that fails stops no other.

    An error without a number is about finding out what may need something.
    """
    return _each(connection, governance, run_pull_request, remembers=True)


def plan_sweep(
    connection: Connection, governance: Governance
) -> Iterator[tuple[int | None, Planned | UserError]]:
    """Say what `run_sweep` would do, touching nothing."""
    return _each(connection, governance, plan_pull_request, remembers=False)


def _each(
    connection: Connection,
    governance: Governance,
    do: Callable[[Connection, Governance, int], Outcome],
    *,
    remembers: bool,
) -> Iterator[tuple[int | None, Outcome | UserError]]:
    numbers: set[int] = set()
    for find in (partial(_found, remembers=remembers), _waiting):
        found = tried(find, connection, governance)
        if isinstance(found, UserError):
            yield None, found
        else:
            numbers |= found
    for number in sorted(numbers):
        yield number, tried(do, connection, governance, number)


def tried(do: Callable[..., Outcome], *arguments: object) -> Outcome | UserError:
    """Return what comes of it, or the error: neither a refusal nor a bug may stop what comes after.

    A bug is a `Bug`, to be raised by `raise_bugs` once everything else was done and said.
    """
    try:
        return do(*arguments)
    except UserError as error:
        return error
    except Exception as error:  # noqa: BLE001 - kept, and raised again by `raise_bugs`
        words = f"govbot has a bug: {type(error).__name__}: {error}."
        return Bug(words, "Please report it with the lines of the log.", cause=error)


def _found(connection: Connection, governance: Governance, *, remembers: bool) -> set[int]:
    """What the state of the repository and of the ledger points to."""
    rules = governance.settings.required_votes

    def motion_is_open(text: str) -> bool:
        return may_need_something(text, connection.server_time)

    def needs_vote(path: str) -> bool:
        match = winner(rules, path)
        return match is not None and match.rule.asks

    return set(
        pull_requests_to_sweep(
            connection,
            governance,
            motion_is_open,
            needs_vote if rules else None,
            remembers=remembers,
        )
    )


def _waiting(connection: Connection, _governance: Governance) -> set[int]:
    """Where a vote may have been asked for by a comment whose event was lost: that is on record nowhere."""
    return set(spoken_on(connection, OLD, is_written_out))


def may_need_something(text: str, now: datetime) -> bool:
    """Say whether a motion's ledger file is one to look at again at `now` (UTC).

    It is while a vote is open, while the end of one is to be announced, and for a week after the last
    record, so that what a run left half done is finished; for a few hours where there never was a vote,
    and only a command was refused. A file that cannot be read is looked at too: that says what is wrong
    with it. A text for which the answer was no has no other answer later.
    """
    try:
        state = fold(parse_records(text, MOTIONS))
    except UserError:
        return True
    last = max((record.at for record in state.records), default=None)
    owes_announcement = any(
        vote.closed is not None
        and vote.announced is None
        and vote.opening.policy.announce is not None
        for vote in state.votes
    )
    if state.open_vote is not None or owes_announcement:
        return True
    lately = UNFINISHED if state.votes else UNANSWERED
    return last is not None and last > now - lately


def plan_repository_labels(
    connection: Connection, governance: Governance
) -> tuple[CreateLabel | UpdateLabel, ...]:
    """Return what makes the repository's labels those of the lifecycle."""
    return plan_labels(repository_labels(connection), governance.settings.lifecycle)


def apply_repository_labels(
    connection: Connection, changes: tuple[CreateLabel | UpdateLabel, ...]
) -> tuple[Failure, ...]:
    """Make the planned label changes."""
    return apply_label_changes(connection, changes)[1]
