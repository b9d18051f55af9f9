"""How votes are opened, extended and closed, held against their policy; and each tally counted again.

vote 1: the end is recorded as 2026-03-20 00:00 UTC, but comes out as 2026-03-25 09:00 UTC
vote 1: counts is recorded as 2 yes, 0 no, ..., but comes out as 2 yes, 1 no, ...
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, timedelta

from govbot.core.durations import format_time
from govbot.core.records import Record, VoteClosed, VoteExtended, VoteOpened
from govbot.core.state import Folding, VoteState, account_of
from govbot.core.verify.difference import Difference
from govbot.core.verify.roles import may_hold
from govbot.core.votes import (
    Closed,
    ConditionTally,
    CountedBallot,
    Extended,
    Measure,
    Outcome,
    Tally,
    close_by_hand,
    conclude,
    next_close,
)

__all__ = ["against_ending", "against_opening", "against_passing_by"]

WORDING = frozenset({"explanation"})
"""What a tally says in words only, of what its other parts say in numbers."""

AN_HOUR = timedelta(hours=1)
NUMBER = re.compile(r"[0-9]+")
VERDICTS = {"The vote passed.": Outcome.PASSED, "The vote failed.": Outcome.FAILED}
"""Sentences of an explanation that say an outcome, and one that is recorded beside them in a word."""


def against_opening(folding: Folding, record: VoteOpened) -> Iterator[Difference]:
    """Hold the opening of a vote against its policy and the votes before it."""
    number = len(folding.votes) + 1
    if record.vote != number:
        yield Difference(record.vote, "the number", str(record.vote), str(number))
    for each in folding.votes.values():
        if each.state.is_open:
            still = f"refused (vote {each.state.number} is open still)"
            yield Difference(record.vote, "the vote", "opened", still)
    deadline = record.policy.period.end(record.at)
    if record.closes != deadline:
        yield Difference(
            record.vote, "the deadline", format_time(record.closes), format_time(deadline)
        )
    if not record.electorate:
        yield Difference(record.vote, "the electorate", "nobody", "at least one voter")


def against_ending(folding: Folding, record: VoteExtended | VoteClosed) -> Iterator[Difference]:
    """Hold the end of a vote, or of its first deadline, against its policy and the ballots."""
    current = folding.vote(record.vote)
    if current is None or not current.is_open:
        yield Difference(record.vote, "the vote", "ended", "not open")
        return
    if isinstance(record, VoteClosed) and record.actor is not None:
        yield from _closed_by_hand(folding, current, record)
        return
    moment = next_close(current.vote)
    if moment is None:
        yield Difference(record.vote, "the vote", "ended", "held by a concern")
        return
    if record.at != moment:
        yield Difference(record.vote, "the end", format_time(record.at), format_time(moment))
    ending = conclude(current.vote)
    if isinstance(record, VoteClosed) and isinstance(ending, Closed):
        yield from _tallies(record.vote, record.tally, ending.tally)
    elif isinstance(record, VoteExtended) and isinstance(ending, Extended):
        if record.why != ending.why:
            yield Difference(record.vote, "why it goes on", record.why, ending.why)
        if record.closes != ending.closes:
            yield Difference(
                record.vote,
                "the new deadline",
                format_time(record.closes),
                format_time(ending.closes),
            )
    else:
        words = {True: "closed", False: "extended"}
        yield Difference(
            record.vote,
            "the ending",
            words[isinstance(record, VoteClosed)],
            words[isinstance(ending, Closed)],
        )


def _closed_by_hand(
    folding: Folding, current: VoteState, record: VoteClosed
) -> Iterator[Difference]:
    """Hold a vote that somebody closed against its policy."""
    by = account_of(record)
    moment = next_close(current.vote)
    if moment is not None and moment <= record.at:
        yield Difference(
            record.vote, "the end", f"by hand at {format_time(record.at)}", format_time(moment)
        )
    ending = close_by_hand(
        current.vote, record.at, lambda roles: may_hold(roles, by, current.vote, folding)
    )
    if isinstance(ending, str):
        yield Difference(
            record.vote, "the end", f"closed by hand by {by.login}", f"refused ({ending})"
        )
    else:
        yield from _tallies(record.vote, record.tally, ending.tally)


def _tallies(vote: int, recorded: Tally, counted: Tally) -> Iterator[Difference]:
    """Yield the facts in which two tallies differ. How they are worded is no fact.

    A later govbot may say the same in other words, and every vote that an earlier one closed is still to
    come out as recorded.
    """
    differs = False
    for name in Tally.model_fields:
        if name in WORDING:
            continue
        was, now = getattr(recorded, name), getattr(counted, name)
        if _facts(was) != _facts(now):
            differs = True
            yield Difference(vote, name, _words(was), _words(now))
    # Of the same facts, the sentences that are still said in the same words have the same numbers.
    said = {} if differs else {_masked(each): each for each in counted.explanation}
    for sentence in recorded.explanation:
        meant = said.get(_masked(sentence), sentence)
        if meant != sentence:
            yield Difference(vote, "the explanation", f"“{sentence}”", f"“{meant}”")
        if VERDICTS.get(sentence, recorded.outcome) is not recorded.outcome:
            yield Difference(vote, "the explanation", f"“{sentence}”", recorded.outcome)


def _masked(sentence: str) -> str:
    """Return a sentence without its numbers: one that says the same with others contradicts the tally."""
    return NUMBER.sub("0", sentence)


def against_passing_by(folding: Folding, record: Record) -> Iterator[Difference]:
    """Hold what was recorded later than an hour after a vote's deadline against the end that is missing."""
    for each in folding.votes.values():
        vote = each.state.vote
        deadline = vote.deadline or vote.closes
        if not each.state.is_open or record.at <= deadline + AN_HOUR:
            continue
        moment = next_close(vote)
        if moment is not None and moment + AN_HOUR < record.at:
            yield Difference(each.state.number, "the end", "missing", format_time(moment))


def _facts(value: object) -> object:
    """Return a part of a tally without its wording."""
    match value:
        case Measure():
            return value.met, value.have
        case ConditionTally():
            measures = (value.quorum, value.threshold)
            rest = (value.depth, value.outcome, value.counts, value.eligible)
            return (*rest, *map(_facts, measures))
        case tuple():
            return tuple(map(_facts, value))
        case _:
            return value


def _words(value: object) -> str:
    """Return a part of a tally as a person reads it."""
    match value:
        case tuple():
            return "; ".join(map(_words, value)) or "nothing"
        case dict():
            return ", ".join(f"{number} {choice}" for choice, number in value.items())
        case CountedBallot():
            kind = "" if value.binding else ", advisory"
            why = f": {value.reason}" if value.reason else ""
            return f"{value.by} {value.choice} at {format_time(value.at)}{kind}{why}"
        case Measure():
            return f"{value.have} ({value.need}: {'met' if value.met else 'not met'})"
        case datetime():
            return format_time(value)
        case _:
            return str(value)
