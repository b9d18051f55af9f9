"""Counting a vote: exact, the same today and in ten years, and step by step.

    count(vote, now)          -> Tally: how it stands, or how it ended
    count_cancelled(vote)     -> Tally: what had been cast when it was called off
    with_reasons(tally, vote) -> Tally: the same, with what was written with each ballot

When a vote ends is asked of `govbot.core.votes.closing`.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from fractions import Fraction

from govbot.core.accounts import plain_number
from govbot.core.choices import Choice
from govbot.core.votes.casting import Roll, roll_of
from govbot.core.votes.explanation import explain
from govbot.core.votes.judging import Judged, judge
from govbot.core.votes.model import (
    Ballot,
    ConditionTally,
    CountedBallot,
    Measure,
    Outcome,
    Tally,
    Vote,
)

__all__ = ["count", "count_cancelled", "tally_of", "with_reasons"]

ADVISORY = (Choice.YES, Choice.NO, Choice.ABSTAIN)


def count(vote: Vote, now: datetime) -> Tally:
    """Count `vote` as it stands at `now` (UTC).

    Before the deadline, and while a concern holds it, the outcome is `open`.
    """
    deadline = vote.deadline
    is_open = deadline is None or now < deadline or bool(vote.open_concerns)
    return tally_of(vote, Outcome.OPEN if is_open else None)


def count_cancelled(vote: Vote) -> Tally:
    """Count what had been cast in a vote that was cancelled: the record shows it, nothing follows."""
    return tally_of(vote, Outcome.CANCELLED)


def tally_of(vote: Vote, outcome: Outcome | None = None) -> Tally:
    """Count `vote`; without an `outcome`, judge it."""
    roll = roll_of(vote)
    judgement = judge(vote, roll)
    outcome = outcome or judgement.outcome
    root = judgement.root
    return Tally(
        outcome=outcome,
        counts=_numbers(root.cast.counts),
        advisory={choice.value: roll.advice[choice] for choice in ADVISORY},
        eligible=plain_number(root.weights.eligible),
        recused=tuple(voter.login for voter in roll.recused),
        pending=tuple(voter.login for voter in roll.pending),
        quorum=_joined_quorum(root),
        threshold=root.threshold,
        conditions=tuple(map(_condition, root.every())) if root.parts else (),
        held_by=tuple(each.title for each in vote.open_concerns),
        ballots=_counted_ballots(roll),
        closes=vote.deadline or vote.closes,
        explanation=explain(vote, roll, judgement, outcome),
    )


def with_reasons(tally: Tally, vote: Vote) -> Tally:
    """Return a tally of `vote` with the reason of each ballot, in place of any that it came with.

    Those of ballots that were replaced, or whose voter left the vote, are in no tally.
    """
    reasons = (
        {counted: ballot.reason for ballot, counted in _standing_ballots(roll_of(vote))}
        if any(ballot.reason for ballot in vote.ballots)
        else {}
    )
    return tally.model_copy(
        update={
            "ballots": tuple(
                replace(each, reason=reasons.get(replace(each, reason=""), ""))
                for each in tally.ballots
            )
        }
    )


def _joined_quorum(root: Judged) -> Measure:
    """Return the quorum of all conditions: met where no condition misses the one it asks for."""
    if not root.parts:
        return root.quorum
    missed = [each for each in root.every() if not each.quorum.met]
    needs = dict.fromkeys(
        f"{each.name}: {each.quorum.need}" for each in root.every() if each.condition.quorum
    )
    return Measure(
        met=root.outcome is Outcome.PASSED or not missed,
        have=root.quorum.have,
        need="; ".join(needs) or root.quorum.need,
    )


def _condition(judged: Judged) -> ConditionTally:
    return ConditionTally(
        name=judged.name,
        depth=judged.depth,
        outcome=judged.outcome,
        counts=_numbers(judged.cast.counts),
        eligible=plain_number(judged.weights.eligible),
        quorum=judged.quorum if judged.condition.quorum else None,
        threshold=judged.threshold,
    )


def _numbers(counts: dict[Choice, Fraction]) -> dict[str, int | str]:
    return {choice.value: plain_number(weight) for choice, weight in counts.items()}


def _counted_ballots(roll: Roll) -> tuple[CountedBallot, ...]:
    return tuple(counted for _, counted in _standing_ballots(roll))


def _standing_ballots(roll: Roll) -> list[tuple[Ballot, CountedBallot]]:
    """Return every ballot that stands, by time; a voter by the login that the electorate gives."""
    every = [(each.ballot, each.voter.login, True, each.via) for each in roll.binding]
    every += [(ballot, ballot.by.login, False, "") for ballot in roll.advisory]
    every.sort(key=lambda each: (each[0].at, each[0].order))
    return [
        (
            ballot,
            CountedBallot(by=login, choice=ballot.choice, at=ballot.at, binding=binding, via=via),
        )
        for ballot, login, binding, via in every
    ]
