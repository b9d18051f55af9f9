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
    ProxyGiven,
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
    ConditionTally,
    CountedBallot,
    Extended,
    Measure,
    Outcome,
    Proxy,
    Tally,
    admit,
    admit_proxy,
    admit_recusal,
    close_by_hand,
    conclude,
    next_close,
)

__all__ = ["Difference", "differences"]

WORDING = frozenset({"explanation"})
"""What a tally says in words only, of what its other parts say in numbers."""

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
    elif isinstance(record, ProxyGiven):
        yield from _proxy(folding.rules_of(record.vote), record)
    elif isinstance(record, VoteExtended | VoteClosed):
        yield from _ending(folding.vote(record.vote), record)
    elif isinstance(record, StageEntered):
        yield from _stage(folding, record)


def _opening(folding: Folding, record: VoteOpened) -> Iterator[Difference]:
    number = len(folding.votes) + 1
    if record.vote != number:
        yield Difference(record.vote, "the number", str(record.vote), str(number))
    deadline = record.policy.period.end(record.at)
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
    refusal = admit_recusal(current.vote, account_of(record), record.at) if current else None
    if current is None or not current.is_open:
        yield Difference(record.vote, what, "taken", "no open vote to leave")
    elif refusal is not None:
        yield Difference(record.vote, what, "taken", f"refused ({refusal.why})")


def _ending(current: VoteState | None, record: VoteExtended | VoteClosed) -> Iterator[Difference]:
    if current is None or not current.is_open:
        yield Difference(record.vote, "the vote", "ended", "not open")
        return
    if isinstance(record, VoteClosed) and record.actor is not None:
        yield from _closed_by_hand(current, record)
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


def _closed_by_hand(current: VoteState, record: VoteClosed) -> Iterator[Difference]:
    """Hold a vote that somebody closed against its policy. The ledger does not say who had which role."""
    ending = close_by_hand(current.vote, record.at, lambda _: True)
    if isinstance(ending, str):
        yield Difference(record.vote, "the end", "closed by hand", f"refused ({ending})")
    else:
        yield from _tallies(record.vote, record.tally, ending.tally)


def _proxy(current: VoteState | None, record: ProxyGiven) -> Iterator[Difference]:
    who = account_of(record)
    what = f"the ballot that {who.login} lent at {format_time(record.at)}"
    if current is None or not current.is_open:
        yield Difference(record.vote, what, "lent", "no open vote to lend it in")
        return
    refusal = admit_proxy(current.vote, Proxy(who, record.holder, record.at, record.until))
    if refusal is not None:
        yield Difference(record.vote, what, "lent", f"refused ({refusal.why})")


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
    """Yield the facts in which two tallies differ. How they are worded is no fact.

    A later govbot may say the same in other words, and every vote that an earlier one closed is still to
    come out as recorded.
    """
    for name in Tally.model_fields:
        if name in WORDING:
            continue
        was, now = getattr(recorded, name), getattr(counted, name)
        if _facts(was) != _facts(now):
            yield Difference(vote, name, _words(was), _words(now))


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
            return f"{value.by} {value.choice} at {format_time(value.at)}{kind}"
        case Measure():
            return f"{value.have} ({value.need}: {'met' if value.met else 'not met'})"
        case datetime():
            return format_time(value)
        case _:
            return str(value)
