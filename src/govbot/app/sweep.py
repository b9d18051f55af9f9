"""All that may need something: what the schedule and `govbot plan` and `apply` go through.

    for number, result in run_sweep(connection, governance): ...

Those are pull requests that may hold an RFC or change files that need a vote, and issues and pull
requests with a vote of their own. A missed, delayed or cancelled event loses nothing: the sweep decides
each from its state.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

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
    "apply_repository_labels",
    "may_need_something",
    "plan_repository_labels",
    "plan_sweep",
    "run_sweep",
]

UNFINISHED = timedelta(days=7)
"""How long after its last record a motion without an open vote is looked at."""


def run_sweep(
    connection: Connection, governance: Governance
) -> Iterator[tuple[int, Result | UserError]]:
    """Carry everything that may need it through the cycle; one that fails stops no other."""
    for number in _numbers(connection, governance):
        try:
            yield number, run_pull_request(connection, governance, number)
        except UserError as error:
            yield number, error


def plan_sweep(
    connection: Connection, governance: Governance
) -> Iterator[tuple[int, Planned | UserError]]:
    """Say what `run_sweep` would do, touching nothing."""
    for number in _numbers(connection, governance):
        try:
            yield number, plan_pull_request(connection, governance, number)
        except UserError as error:
            yield number, error


def _numbers(connection: Connection, governance: Governance) -> tuple[int, ...]:
    rules = governance.settings.required_votes

    def motion_is_open(text: str) -> bool:
        return may_need_something(text, connection.server_time)

    def needs_vote(path: str) -> bool:
        match = winner(rules, path)
        return match is not None and match.rule.asks

    found = pull_requests_to_sweep(
        connection, governance, motion_is_open, needs_vote if rules else None
    )
    # A vote that was asked for by a comment whose event was lost is on record nowhere.
    waiting = spoken_on(connection, connection.server_time - OLD, is_written_out)
    return tuple(sorted({*found, *waiting}))


def may_need_something(text: str, now: datetime) -> bool:
    """Say whether a motion's ledger file is one to look at again at `now` (UTC).

    It is while a vote is open, while the end of one is to be announced, and for a week after the last
    record, so that what a run left half done is finished. A file that cannot be read is looked at too: that says what is wrong with it.
    """
    try:
        state = fold(parse_records(text, MOTIONS))
    except UserError:
        return True
    last = max((record.at for record in state.records), default=now)
    owes_announcement = any(
        vote.closed is not None
        and vote.announced is None
        and vote.opening.policy.announce is not None
        for vote in state.votes
    )
    return state.open_vote is not None or owes_announcement or last > now - UNFINISHED


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
