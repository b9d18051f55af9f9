"""Reminders: who has not voted is asked to, when the policy says so, counted back from the deadline.

    reminders: {before_end: [3 days, 1 day], last_call: 24 hours}

    remind(docket)            # Reminded(due=..., who=("eli", "fay"), last_call=True), when one is due
    reminder_owed(docket)     # what its comment says, for the one run that writes it

A run that comes late gives only the latest of the reminders that fell due, and none after the deadline.
What a run recorded and did not write is written by a later one, and once it was seen, never again.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from govbot.core.decide.docket import Docket
from govbot.core.decide.postings import is_taken_on, see_to
from govbot.core.decide.voting import how_to_vote
from govbot.core.markers import STATUS_MARKER, is_marked, reminder_marker
from govbot.core.model import Strict
from govbot.core.records import Reminded
from govbot.core.snapshot import Snapshot
from govbot.core.state import VoteState
from govbot.core.votes import has_expired, next_close, roll_of

__all__ = [
    "Reminder",
    "remind",
    "reminder_owed",
    "status_url",
    "takes_ballots",
    "waited_for",
]


class Reminder(Strict):
    """The one comment of a reminder. `who` are asked for their ballots until `closes` (UTC).

    `url` is the status comment, or the pull request while there is none.
    """

    marker: str
    vote: int
    who: tuple[str, ...]
    closes: datetime
    last_call: bool
    how: tuple[str, ...]
    url: str


def remind(docket: Docket) -> None:
    """Record the reminder that is due, if one is and anybody has yet to vote, and who writes it."""
    current = docket.state.open_vote
    if current is None or not takes_ballots(current, docket.now):
        return
    given = max((each.due for each in current.reminded), default=current.vote.opened)
    due = [each for each in _moments(current) if given < each[0] <= docket.now]
    who = waited_for(current, docket.now)
    if due and who:
        # Of two at one moment, the last call says more.
        moment, last_call = max(due)
        docket.add(
            Reminded(at=docket.now, vote=current.number, due=moment, who=who, last_call=last_call)
        )
    _follow_up(docket)


def _follow_up(docket: Docket) -> None:
    """Note that the newest reminder was seen, or that this run writes it."""
    current = docket.state.open_vote
    if current is None or not current.reminded:
        return
    record = current.reminded[-1]
    see_to(
        docket,
        current,
        reminder_marker(current.number, record.due),
        since=record,
        is_wanted=bool(_still_missing(current, record, docket.now)),
    )


def reminder_owed(docket: Docket) -> Reminder | None:
    """Return the newest reminder of the open vote, for those of it who have not voted since.

    None for every run but the one that writes it.
    """
    current = docket.state.open_vote
    if current is None or not current.reminded or not takes_ballots(current, docket.now):
        return None
    record = current.reminded[-1]
    marker = reminder_marker(current.number, record.due)
    deadline = current.vote.deadline
    if deadline is None or not is_taken_on(docket, marker):
        return None
    return Reminder(
        marker=marker,
        vote=current.number,
        who=_still_missing(current, record, docket.now),
        closes=min(deadline, next_close(current.vote) or deadline),
        last_call=record.last_call,
        how=tuple(how_to_vote(current.vote)),
        url=status_url(docket.snapshot),
    )


def takes_ballots(current: VoteState, now: datetime) -> bool:
    """Say whether a ballot cast at `now` (UTC) counts."""
    deadline = current.vote.deadline
    return deadline is not None and now < deadline


def waited_for(current: VoteState, now: datetime) -> tuple[str, ...]:
    """Return the voters who have not voted, and still may."""
    return tuple(
        voter.login
        for voter in roll_of(current.vote).pending
        if not has_expired(current.vote, voter, now.date())
    )


def _still_missing(current: VoteState, record: Reminded, now: datetime) -> tuple[str, ...]:
    """Return who of those that a reminder is for has not voted since."""
    pending = {login.lower() for login in waited_for(current, now)}
    return tuple(login for login in record.who if login.lower() in pending)


def _moments(current: VoteState) -> Iterator[tuple[datetime, bool]]:
    """Yield when reminders fall due as the deadline stands, and whether each is the last call."""
    reminders = current.opening.policy.reminders
    deadline = current.vote.deadline
    if reminders is None or deadline is None:
        return
    period = current.opening.policy.period
    for length in reminders.before_end:
        yield period.before(length, deadline), False
    if reminders.last_call is not None:
        yield period.before(reminders.last_call, deadline), True


def status_url(snapshot: Snapshot) -> str:
    """Return the status comment's page, or the pull request's while there is none."""
    own = [
        each.url
        for each in snapshot.comments
        if each.by_viewer and is_marked(each.body, STATUS_MARKER)
    ]
    return own[0] if own else snapshot.pull_request.url
