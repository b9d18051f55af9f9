"""Votes that were called off, or whose electorate was taken anew: in time, and by who might?

vote 1: the vote is recorded as cancelled at 2026-03-30 00:00 UTC, but comes out as ended at ...
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from govbot.core.durations import format_time
from govbot.core.lifecycle import Trigger
from govbot.core.records import (
    DocumentSeen,
    PullRequestSeen,
    Record,
    StageEntered,
    VoteCancelled,
    VoteOpened,
    VoteRefreshed,
)
from govbot.core.snapshot import PullState
from govbot.core.state import Folding
from govbot.core.verify.difference import Difference
from govbot.core.verify.roles import may_hold
from govbot.core.votes import next_close

__all__ = ["against_cancelling", "against_refreshing"]


def against_cancelling(
    folding: Folding, record: VoteCancelled, after: Sequence[Record]
) -> Iterator[Difference]:
    """Hold a cancellation against the time at which the vote ends, and its policy's stewards.

    Nobody cancels it where the text changed or the pull request was closed; and a command that moves
    the RFC, which whoever the lifecycle names may give, calls its vote off.
    """
    yield from _against_steward(folding, record, "cancelled", is_moved=_is_moved(record, after))
    current = folding.vote(record.vote)
    if record.actor is None and current is not None and current.is_open:
        if not _has_cause(folding, current.opening):
            nothing = "no new text, no closing and nobody who asked for it"
            yield Difference(record.vote, "why it was cancelled", f"“{record.reason}”", nothing)


def against_refreshing(folding: Folding, record: VoteRefreshed) -> Iterator[Difference]:
    """Hold an electorate that was taken anew against the time, and the policy's stewards."""
    yield from _against_steward(folding, record, "refreshed")
    if record.actor is None:
        yield Difference(
            record.vote, "the electorate", "taken anew by nobody", "taken anew by a steward"
        )
    if not record.electorate:
        yield Difference(record.vote, "the electorate", "nobody", "at least one voter")


def _against_steward(
    folding: Folding,
    record: VoteCancelled | VoteRefreshed,
    done: str,
    *,
    is_moved: bool = False,
) -> Iterator[Difference]:
    current = folding.vote(record.vote)
    when = f"{done} at {format_time(record.at)}"
    if current is None or not current.is_open:
        yield Difference(record.vote, "the vote", when, "not open")
        return
    moment = next_close(current.vote)
    if moment is not None and moment <= record.at:
        yield Difference(record.vote, "the vote", when, f"ended at {format_time(moment)}")
    stewards = current.opening.policy.stewards
    actor = record.actor
    if actor is None or is_moved or may_hold(stewards, actor, current.vote, folding):
        return
    only = f"refused (only {' or '.join(stewards)} may do that)"
    yield Difference(record.vote, "the vote", f"{done} by {actor.login}", only)


def _has_cause(folding: Folding, opening: VoteOpened) -> bool:
    """Say whether something on record since the opening cancels a vote by itself.

    That is another text, or the end of the pull request or issue. Of a pull request without an RFC it is not
    recorded that it is to be merged elsewhere now.
    """
    motion = folding.state.motion
    if motion is not None and motion.subject == "pull-request":
        return True
    since = folding.records[folding.records.index(opening) :]
    return any(
        (isinstance(each, DocumentSeen) and each.blob != opening.blob)
        or (isinstance(each, PullRequestSeen) and each.state is not PullState.OPEN)
        for each in since
    )


def _is_moved(record: VoteCancelled, after: Sequence[Record]) -> bool:
    """Say whether the vote was called off because a command moved the RFC."""
    return any(
        isinstance(each, StageEntered)
        and each.why == Trigger.COMMAND
        and (each.at, each.actor) == (record.at, record.actor)
        for each in after
    )
