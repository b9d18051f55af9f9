"""The reasons of a tally, in words and numbers.

    7 could vote: ada, ben, cyd, dee, eli, fay and gus.
    6 voted: 4 yes, 1 no, 1 abstain. gus has not voted.
    Quorum: it takes at least 1/2 of eligible; 6/7 took part. Met.
    Pass rule: it takes more than 1/2 of yes + no; yes has 4 of 5. Met.
    The vote passed.

The same lines stand in the status comment, the check run, the terminal and the report.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, assert_never

from govbot.core.accounts import Voter, plain_number
from govbot.core.choices import Choice
from govbot.core.durations import format_time
from govbot.core.votes.model import Ballot, Measure, Outcome, Vote

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Count", "explain", "in_words"]

NAMES_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Count:
    """A count before it is judged. Weights are exact; `binding` pairs each voter with a ballot.

    `base` is what the pass rule's share is a share of.
    """

    vote: Vote
    weights: dict[Choice, Fraction]
    eligible: Fraction
    base: Fraction
    binding: tuple[tuple[Voter, Ballot], ...]
    advisory: tuple[Ballot, ...]
    pending: tuple[str, ...]
    recused: tuple[str, ...]


def in_words(names: Sequence[str]) -> str:
    """Return names as a sentence has them: `ada, ben and cyd`, cut where they are too many."""
    if len(names) > NAMES_SHOWN:
        return f"{', '.join(names[:NAMES_SHOWN])} and {len(names) - NAMES_SHOWN} more"
    if len(names) > 1:
        return f"{', '.join(names[:-1])} and {names[-1]}"
    return names[0] if names else "nobody"


def explain(
    counted: Count, quorum: Measure, threshold: Measure, outcome: Outcome
) -> tuple[str, ...]:
    """Return the steps of the count, one sentence or two each, the outcome last."""
    return tuple(_lines(counted, quorum, threshold, outcome))


def _lines(counted: Count, quorum: Measure, threshold: Measure, outcome: Outcome) -> Iterator[str]:
    recused = {login.lower() for login in counted.recused}
    voters = [each.login for each in counted.vote.electorate if each.login.lower() not in recused]
    yield f"{len(voters)} could vote: {in_words(voters)}."
    if counted.recused:
        yield f"Left the vote, and not counted in any total: {in_words(counted.recused)}."
    yield _votes_cast(counted, outcome)
    if counted.advisory:
        yield f"Advisory, and not counted: {_advice(counted)}."
    if outcome is Outcome.CANCELLED:
        yield "The vote was cancelled."
        return
    blocks = [(v.login, b) for v, b in counted.binding if b.choice is Choice.BLOCK]
    for login, ballot in blocks:
        reason = f": {ballot.reason}" if ballot.reason else "."
        yield f"{login} blocks{reason}"
    yield f"Quorum: {_condition(quorum, 'took part')}"
    yield f"Pass rule: it takes {threshold.need}; {_standing(counted)}. {_met(threshold)}"
    yield _conclusion(counted, outcome)


def _votes_cast(counted: Count, outcome: Outcome) -> str:
    parts = [
        f"{plain_number(counted.weights[choice])} {choice}"
        for choice in Choice
        if counted.weights[choice] or choice in (Choice.YES, Choice.NO)
    ]
    so_far = " so far" if outcome is Outcome.OPEN else ""
    weighted = any(voter.weight != 1 for voter, _ in counted.binding)
    by_weight = ", by weight" if weighted else ""
    text = f"{len(counted.binding)} voted{so_far}: {', '.join(parts)}{by_weight}."
    if counted.pending:
        have = "has" if len(counted.pending) == 1 else "have"
        text += f" {in_words(counted.pending)} {have} not voted."
    return text


def _advice(counted: Count) -> str:
    return ", ".join(
        f"{number} {choice}"
        for choice in Choice
        if (number := sum(ballot.choice is choice for ballot in counted.advisory))
    )


def _standing(counted: Count) -> str:
    rule = counted.vote.policy.pass_
    have = plain_number(counted.weights[rule.count])
    of_base = f" of {plain_number(counted.base)}" if rule.bound.is_share else ""
    return f"{rule.count} has {have}{of_base}"


def _condition(measure: Measure, verb: str) -> str:
    if measure.need.startswith("no "):
        return f"{measure.need}; {measure.have} {verb}."
    return f"it takes {measure.need}; {measure.have} {verb}. {_met(measure)}"


def _met(measure: Measure) -> str:
    return "Met." if measure.met else "Not met."


def _conclusion(counted: Count, outcome: Outcome) -> str:
    match outcome:
        case Outcome.OPEN:
            return f"The vote is open until {format_time(counted.vote.closes)}."
        case Outcome.PASSED:
            return "The vote passed."
        case Outcome.FAILED:
            return "The vote failed."
        case Outcome.BLOCKED:
            return "The vote is blocked: a block stops it whatever the other ballots say."
        case Outcome.TIED:
            return "The vote is tied: yes and no are equal, which is neither a yes nor a no."
        case Outcome.NO_QUORUM:
            return "Nothing is decided: too few took part."
        case Outcome.CANCELLED:
            return "The vote was cancelled."
        case _:
            assert_never(outcome)
