"""Counting a vote: exact, the same today and in ten years, and with its reasons.

    count(vote, now)      -> Tally: how it stands, or how it ended
    next_close(vote)      -> when it closes as things stand
    conclude(vote)        -> Extended(closes) | Closed(tally), once that moment has come

What wins over what: a block stops the outcome; without a quorum nothing is decided; then the pass rule.
A vote in which yes and no are equal under a simple majority is tied, which is neither yes nor no.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from datetime import datetime
from fractions import Fraction

from govbot.core.accounts import Account, Voter, plain_number
from govbot.core.choices import Choice
from govbot.core.policies import PassRule, Quorum
from govbot.core.votes.explanation import Count, explain
from govbot.core.votes.model import Ballot, CountedBallot, Measure, Outcome, Tally, Vote

__all__ = ["Closed", "Extended", "conclude", "count", "count_cancelled", "next_close"]

ADVISORY = (Choice.YES, Choice.NO, Choice.ABSTAIN)


@dataclass(frozen=True, slots=True)
class Extended:
    """The deadline moved to `closes`, because there was no quorum."""

    closes: datetime


@dataclass(frozen=True, slots=True)
class Closed:
    """The vote ended with this tally."""

    tally: Tally


def count(vote: Vote, now: datetime) -> Tally:
    """Count `vote` as it stands at `now` (UTC). Before the deadline the outcome is `open`."""
    return _tally(vote, Outcome.OPEN if now < vote.closes else None)


def count_cancelled(vote: Vote) -> Tally:
    """Count what had been cast in a vote that was cancelled: the record shows it, nothing follows."""
    return _tally(vote, Outcome.CANCELLED)


def next_close(vote: Vote) -> datetime:
    """Return when `vote` closes as things stand: its deadline, or sooner where all have voted.

    It closes early once its minimum is over, the last ballot is cast and the electorate has stopped
    changing, and only where that decides something: without a quorum there is time until the deadline.
    """
    if vote.policy.period.close_early != "all-voted":
        return vote.closes
    latest = _latest(vote)
    voters = _voters(vote)
    cast = [latest[key].at for key in voters if key in latest]
    if not cast or len(cast) < len(voters):
        return vote.closes
    minimum = vote.policy.period.minimum
    earliest = minimum.after(vote.opened) if minimum else vote.opened
    moment = max(earliest, vote.changed or vote.opened, *cast)
    if moment >= vote.closes or _judge(vote) is Outcome.NO_QUORUM:
        return vote.closes
    return moment


def conclude(vote: Vote) -> Extended | Closed:
    """End `vote` at `next_close(vote)`: extend it where the policy says so, else close it."""
    tally = _tally(replace(vote, closes=next_close(vote)), None)
    extension = vote.policy.period.extend
    if (
        tally.outcome is Outcome.NO_QUORUM
        and extension is not None
        and vote.extensions < extension.times
    ):
        return Extended(extension.by.after(vote.closes))
    return Closed(tally)


def _judge(vote: Vote) -> Outcome:
    return _tally(vote, None).outcome


def _tally(vote: Vote, outcome: Outcome | None) -> Tally:
    """Count `vote`; without an `outcome`, judge it."""
    latest = _latest(vote)
    voters = _voters(vote)
    binding = [(voter, latest[key]) for key, voter in voters.items() if key in latest]
    advisory = [ballot for key, ballot in latest.items() if isinstance(key, Account)]
    weights = dict.fromkeys(Choice, Fraction(0))
    # Equal ballots are counted before their weights are multiplied: adding fractions is slow.
    for (choice, *weight), number in Counter(
        (ballot.choice, *voter.weight.as_integer_ratio()) for voter, ballot in binding
    ).items():
        weights[choice] += Fraction(*weight) * number
    each_weight = Counter(voter.weight.as_integer_ratio() for voter in voters.values())
    eligible = sum(
        (Fraction(*weight) * number for weight, number in each_weight.items()), Fraction(0)
    )
    counted = Count(
        vote=vote,
        weights=weights,
        eligible=eligible,
        base=_base(vote, weights, eligible),
        binding=tuple(binding),
        advisory=tuple(advisory),
        pending=tuple(voter.login for key, voter in voters.items() if key not in latest),
        recused=tuple(
            voter.login for place, voter in enumerate(vote.electorate) if place not in voters
        ),
    )
    quorum = _quorum(vote.policy.quorum, counted)
    threshold = _threshold(vote.policy.pass_, counted)
    outcome = outcome or _outcome(counted, quorum, threshold)
    return Tally(
        outcome=outcome,
        counts={choice.value: plain_number(weight) for choice, weight in weights.items()},
        advisory={
            choice.value: sum(ballot.choice is choice for ballot in advisory) for choice in ADVISORY
        },
        eligible=plain_number(counted.eligible),
        recused=counted.recused,
        pending=counted.pending,
        quorum=quorum,
        threshold=threshold,
        ballots=_counted_ballots(counted),
        closes=vote.closes,
        explanation=explain(counted, quorum, threshold, outcome),
    )


Key = int | Account
"""A voter is known by the place in the electorate, anyone else by the account."""


def _latest(vote: Vote) -> dict[Key, Ballot]:
    """Return each person's latest ballot: by time, then by the order in which they were taken."""
    outsiders: dict[int | str, Account] = {}
    latest: dict[Key, Ballot] = {}
    for ballot in sorted(vote.ballots, key=lambda each: (each.at, each.order)):
        place = vote.electorate.place(ballot.by)
        if place is None:
            identity = ballot.by.id if ballot.by.id is not None else ballot.by.login.lower()
            latest[outsiders.setdefault(identity, ballot.by)] = ballot
        else:
            latest[place] = ballot
    return latest


def _voters(vote: Vote) -> dict[Key, Voter]:
    """Return the voters who have not left the vote, each by the place in the electorate."""
    left = vote.left
    return {place: voter for place, voter in enumerate(vote.electorate) if place not in left}


def _quorum(rule: Quorum | None, counted: Count) -> Measure:
    base = counted.eligible
    if rule is None:
        taking_part = sum(counted.weights.values(), Fraction(0))
        return Measure(met=True, have=_of(taking_part, base), need="no quorum is asked for")
    if rule.of == "seats":
        base = Fraction(counted.vote.seats)
    taking_part = sum((counted.weights[choice] for choice in rule.counting), Fraction(0))
    met = taking_part >= rule.at_least.of(base) and base > 0
    return Measure(met=met, have=_of(taking_part, base), need=rule.need)


def _threshold(rule: PassRule, counted: Count) -> Measure:
    base = counted.base
    have = counted.weights[rule.count]
    need = rule.bound.of(base)
    met = have > need if rule.more_than is not None else have >= need
    if rule.bound.is_share:
        share = have / base if base else Fraction(0)
        return Measure(met=met and base > 0, have=str(share), need=rule.need)
    return Measure(met=met, have=str(have), need=rule.need)


def _base(vote: Vote, weights: dict[Choice, Fraction], eligible: Fraction) -> Fraction:
    """Return what the pass rule measures against."""
    match vote.policy.pass_.of:
        case "eligible":
            return eligible
        case "seats":
            return Fraction(vote.seats)
        case "cast":
            return sum(weights.values(), Fraction(0))
        case choices:
            return sum((weights[choice] for choice in choices), Fraction(0))


def _outcome(counted: Count, quorum: Measure, threshold: Measure) -> Outcome:
    weights = counted.weights
    if weights[Choice.BLOCK] > 0 and counted.vote.policy.veto is not None:
        return Outcome.BLOCKED
    if not quorum.met:
        return Outcome.NO_QUORUM
    if threshold.met:
        return Outcome.PASSED
    is_even = weights[Choice.YES] == weights[Choice.NO] > 0
    if is_even and counted.vote.policy.pass_.is_simple_majority:
        return Outcome.TIED
    return Outcome.FAILED


def _of(part: Fraction, whole: Fraction) -> str:
    return f"{plain_number(part)}/{plain_number(whole)}"


def _counted_ballots(counted: Count) -> tuple[CountedBallot, ...]:
    """Return every ballot that stands, by time; a voter by the login that the electorate gives."""
    every = [(ballot, voter.login, True) for voter, ballot in counted.binding]
    every += [(ballot, ballot.by.login, False) for ballot in counted.advisory]
    every.sort(key=lambda each: (each[0].at, each[0].order))
    return tuple(
        CountedBallot(by=login, choice=ballot.choice, at=ballot.at, binding=binding)
        for ballot, login, binding in every
    )
