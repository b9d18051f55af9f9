"""Counting recorded votes again: does each recorded outcome follow from the recorded ballots?

    differences(state)
    # () : every vote comes out as recorded
    # (Difference(vote=1, what="outcome", recorded="passed", counted="failed"),)

Everything comes from the ledger alone: the policy, the electorate and the ballots as they were frozen
there. So the answer is the same on every clone, offline, for as long as the ledger is kept.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from govbot.core.durations import format_time
from govbot.core.records import BallotCast, Record, VoteClosed, VoteExtended, VoteOpened
from govbot.core.state import RfcState, VoteState, account_of, ballot_of, fold
from govbot.core.votes import Admitted, Closed, Extended, Tally, admit, conclude

__all__ = ["Difference", "differences"]


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
    state = RfcState()
    for record in records:
        match record:
            case VoteOpened():
                found += _opening(record)
            case BallotCast():
                found += _ballot(state, record)
            case VoteExtended() | VoteClosed():
                found += _ending(state, record)
            case _:
                pass
        state = fold((record,), state)
    return tuple(found)


def _vote(state: RfcState, number: int) -> VoteState | None:
    return next((vote for vote in state.votes if vote.number == number), None)


def _opening(record: VoteOpened) -> Iterator[Difference]:
    deadline = record.policy.period.length.after(record.at)
    if record.closes != deadline:
        yield Difference(
            record.vote, "the deadline", format_time(record.closes), format_time(deadline)
        )
    if not record.electorate:
        yield Difference(record.vote, "the electorate", "nobody", "at least one voter")


def _ballot(state: RfcState, record: BallotCast) -> Iterator[Difference]:
    current = _vote(state, record.vote)
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


def _ending(state: RfcState, record: VoteExtended | VoteClosed) -> Iterator[Difference]:
    current = _vote(state, record.vote)
    if current is None or not current.is_open:
        yield Difference(record.vote, "the vote", "ended", "not open")
        return
    ending = conclude(current.vote)
    match record, ending:
        case VoteExtended(), Extended(closes):
            if closes != record.closes:
                yield Difference(
                    record.vote, "the new deadline", format_time(record.closes), format_time(closes)
                )
        case VoteClosed(), Closed(tally):
            yield from _tallies(record.vote, record.tally, tally)
        case VoteExtended(), Closed(tally):
            yield Difference(record.vote, "the ending", "extended", str(tally.outcome))
        case _:
            yield Difference(record.vote, "the ending", "closed", "extended")


def _tallies(vote: int, recorded: Tally, counted: Tally) -> Iterator[Difference]:
    for name in Tally.model_fields:
        if getattr(recorded, name) != getattr(counted, name):
            yield Difference(
                vote, name, _words(getattr(recorded, name)), _words(getattr(counted, name))
            )


def _words(value: object) -> str:
    return "; ".join(map(str, value)) if isinstance(value, tuple) else str(value)
