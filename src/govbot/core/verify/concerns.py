"""Concerns that hold an open vote: might they have been raised, and resolved, by who did?

vote 1: the concern “Costs” is recorded as raised by zoe, but comes out as refused (Only council ...)
"""

from __future__ import annotations

from collections.abc import Iterator

from govbot.core.records import ConcernRaised, ConcernResolved
from govbot.core.state import Folding, VoteState, account_of
from govbot.core.verify.difference import Difference
from govbot.core.verify.roles import may_hold
from govbot.core.votes import admit_concern

__all__ = ["against_raising", "against_resolving"]


def against_raising(folding: Folding, record: ConcernRaised) -> Iterator[Difference]:
    """Hold a concern against the vote that is open; who serves on any body at all is not in the ledger."""
    current = _open_vote(folding)
    if current is None:
        return
    by = account_of(record)
    refusal = admit_concern(current.vote, by, record.title, record.at)
    if refusal is not None:
        yield Difference(
            current.number,
            f"the concern “{record.title}”",
            f"raised by {by.login}",
            f"refused ({refusal.why})",
        )


def against_resolving(folding: Folding, record: ConcernResolved) -> Iterator[Difference]:
    """Hold the end of a concern against those who may resolve it in the vote that is open."""
    current = _open_vote(folding)
    rules = current.vote.policy.concerns if current is not None else None
    if current is None or rules is None:
        return
    by = account_of(record)
    title = record.title.lower()
    raised = next((each for each in folding.concerns if each.title.lower() == title), None)
    is_raiser = raised is not None and (raised.actor is None or raised.actor.is_same(by))
    if raised is None:
        counted = "no open concern"
    elif "raiser" in rules.resolved_by and is_raiser:
        return
    else:
        others = tuple(role for role in rules.resolved_by if role != "raiser")
        if may_hold(others, by, current.vote, folding):
            return
        counted = f"refused (only {' or '.join(rules.resolved_by)} may resolve it)"
    yield Difference(
        current.number, f"the concern “{record.title}”", f"resolved by {by.login}", counted
    )


def _open_vote(folding: Folding) -> VoteState | None:
    current = folding.rules_of(len(folding.votes))
    return current if current is not None and current.is_open else None
