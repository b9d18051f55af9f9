"""Counting recorded votes again: does each recorded outcome follow from the recorded ballots?

    differences(parse_records(text, "rfcs/12.jsonl"))
    # () : every vote comes out as recorded
    # (Difference(vote=1, what="outcome", recorded="passed", counted="failed"),)

Everything comes from the ledger alone: the policy, the electorate and the ballots as they were frozen
there. So the answer is the same on every clone, offline, for as long as the ledger is kept.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from govbot.core.durations import format_time
from govbot.core.records import (
    BallotCast,
    Record,
    Recused,
    StageEntered,
    VoteClosed,
    VoteExtended,
    VoteOpened,
)
from govbot.core.state import Folding, VoteState, account_of, ballot_of
from govbot.core.votes import (
    Admitted,
    Closed,
    CountedBallot,
    Extended,
    Measure,
    Outcome,
    Tally,
    admit,
    admit_recusal,
    conclude,
    next_close,
)

__all__ = ["Difference", "differences"]

VOTE_ENDED = {f"vote-{outcome}": outcome for outcome in Outcome}
"""Why a stage was entered, for each outcome of a vote; one that was cancelled has no tally."""


@dataclass(frozen=True, slots=True)
class Difference:
    """Something that does not follow: `recorded` is what the ledger says, `counted` what comes out."""

    vote: int
    what: str
    recorded: str
    counted: str

    @property
    def sentence(self) -> str:
        """The difference in words."""
        return f"vote {self.vote}: {self.what} is recorded as {self.recorded}, but comes out as {self.counted}"


def differences(records: tuple[Record, ...]) -> tuple[Difference, ...]:
    """Fold `records` one by one and say where one does not follow from those before it."""
    found: list[Difference] = []
    folding = Folding()
    for record in records:
        found += _against(folding, record)
        folding.take(record)
    return tuple(found)


def _against(folding: Folding, record: Record) -> Iterator[Difference]:
    if isinstance(record, VoteOpened):
        yield from _opening(folding, record)
    elif isinstance(record, BallotCast):
        yield from _ballot(folding.rules_of(record.vote), record)
    elif isinstance(record, Recused):
        yield from _recusal(folding.rules_of(record.vote), record)
    elif isinstance(record, VoteExtended | VoteClosed):
        yield from _ending(folding.vote(record.vote), record)
    elif isinstance(record, StageEntered):
        yield from _stage(folding, record)


def _opening(folding: Folding, record: VoteOpened) -> Iterator[Difference]:
    number = len(folding.votes) + 1
    if record.vote != number:
        yield Difference(record.vote, "the number", str(record.vote), str(number))
    deadline = record.policy.period.length.after(record.at)
    if record.closes != deadline:
        yield Difference(
            record.vote, "the deadline", format_time(record.closes), format_time(deadline)
        )
    if not record.electorate:
        yield Difference(record.vote, "the electorate", "nobody", "at least one voter")


def _ballot(current: VoteState | None, record: BallotCast) -> Iterator[Difference]:
    what = f"the ballot of {account_of(record).login} at {format_time(record.at)}"
    if current is None or not current.is_open:
        yield Difference(record.vote, what, "cast", "no open vote to cast it in")
        return
    admission = admit(current.vote, ballot_of(record, order=0))
    if not isinstance(admission, Admitted):
        yield Difference(record.vote, what, "cast", f"refused ({admission.why})")
    elif admission.binding != record.binding:
        words = {True: "binding", False: "advisory"}
        yield Difference(record.vote, what, words[record.binding], words[admission.binding])


def _recusal(current: VoteState | None, record: Recused) -> Iterator[Difference]:
    what = f"the recusal of {account_of(record).login} at {format_time(record.at)}"
    refusal = admit_recusal(current.vote, account_of(record)) if current else None
    if current is None or not current.is_open:
        yield Difference(record.vote, what, "taken", "no open vote to leave")
    elif refusal is not None:
        yield Difference(record.vote, what, "taken", f"refused ({refusal.why})")


def _ending(current: VoteState | None, record: VoteExtended | VoteClosed) -> Iterator[Difference]:
    if current is None or not current.is_open:
        yield Difference(record.vote, "the vote", "ended", "not open")
        return
    moment = next_close(current.vote)
    if record.at != moment:
        yield Difference(record.vote, "the end", format_time(record.at), format_time(moment))
    ending = conclude(current.vote)
    if isinstance(record, VoteClosed) and isinstance(ending, Closed):
        yield from _tallies(record.vote, record.tally, ending.tally)
    elif isinstance(record, VoteExtended) and isinstance(ending, Extended):
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


def _stage(folding: Folding, record: StageEntered) -> Iterator[Difference]:
    """Hold a stage that an outcome led to against the outcome of the last vote."""
    outcome = VOTE_ENDED.get(record.why)
    last = folding.rules_of(len(folding.votes))
    if outcome is None:
        return
    if last is None or last.is_open:
        yield Difference(len(folding.votes), f"the way to {record.stage}", record.why, "no outcome")
        return
    came_out = last.closed.tally.outcome if last.closed else Outcome.CANCELLED
    if came_out is not outcome:
        yield Difference(last.number, f"the way to {record.stage}", record.why, f"vote-{came_out}")


def _tallies(vote: int, recorded: Tally, counted: Tally) -> Iterator[Difference]:
    for name in Tally.model_fields:
        if getattr(recorded, name) != getattr(counted, name):
            yield Difference(
                vote, name, _words(getattr(recorded, name)), _words(getattr(counted, name))
            )


def _words(value: object) -> str:
    """Return a part of a tally as a person reads it."""
    match value:
        case tuple():
            return "; ".join(map(_words, value)) or "nothing"
        case dict():
            return ", ".join(f"{number} {choice}" for choice, number in value.items())
        case CountedBallot():
            kind = "" if value.binding else ", advisory"
            return f"{value.by} {value.choice} at {format_time(value.at)}{kind}"
        case Measure():
            return f"{value.have} ({value.need}: {'met' if value.met else 'not met'})"
        case datetime():
            return format_time(value)
        case _:
            return str(value)
