"""Counting recorded votes again: does each recorded outcome follow from the recorded ballots?

    differences(parse_records(text, "rfcs/12.jsonl"))
    # () : every vote comes out as recorded
    # (Difference(vote=1, what="outcome", recorded="passed", counted="failed"),)

Everything comes from the ledger alone: the policy, the electorate and the ballots as they were frozen
there. So the answer is the same on every clone, offline, for as long as the ledger is kept.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from govbot.core.records import (
    BallotCast,
    ConcernRaised,
    ConcernResolved,
    ProxyGiven,
    Record,
    Recused,
    Refused,
    StageEntered,
    VoteCancelled,
    VoteClosed,
    VoteExtended,
    VoteOpened,
    VoteRefreshed,
)
from govbot.core.state import Folding
from govbot.core.verify.calling_off import against_cancelling, against_refreshing
from govbot.core.verify.concerns import against_raising, against_resolving
from govbot.core.verify.difference import Difference
from govbot.core.verify.endings import against_ending, against_opening, against_passing_by
from govbot.core.verify.stages import against_stage, against_way_on
from govbot.core.verify.taking_part import (
    against_ballot,
    against_proxy,
    against_recusal,
    against_refusal,
)

__all__ = ["Difference", "differences"]


def differences(records: tuple[Record, ...]) -> tuple[Difference, ...]:
    """Fold `records` one by one and say where one does not follow from those before it."""
    found: list[Difference] = []
    folding = Folding()
    for place, record in enumerate(records):
        found += _against(folding, record, records[place + 1 : place + 2])
        folding.take(record)
    return tuple(dict.fromkeys(found))


def _against(folding: Folding, record: Record, after: Sequence[Record]) -> Iterator[Difference]:
    """Yield where a record does not follow; `after` is the one that comes next, where there is one."""
    if not isinstance(record, VoteOpened | VoteClosed | VoteExtended | VoteCancelled):
        yield from against_passing_by(folding, record)
    match record:
        case VoteOpened():
            yield from against_opening(folding, record)
        case BallotCast():
            yield from against_ballot(folding.rules_of(record.vote), record)
        case Recused():
            yield from against_recusal(folding.rules_of(record.vote), record)
        case ProxyGiven():
            yield from against_proxy(folding.rules_of(record.vote), record)
        case Refused():
            yield from against_refusal(folding, record)
        case ConcernRaised():
            yield from against_raising(folding, record)
        case ConcernResolved():
            yield from against_resolving(folding, record)
        case VoteRefreshed():
            yield from against_refreshing(folding, record)
        case VoteCancelled():
            yield from against_cancelling(folding, record, after)
        case VoteExtended() | VoteClosed():
            yield from against_ending(folding, record)
            if isinstance(record, VoteClosed):
                yield from against_way_on(folding, record, after)
        case StageEntered():
            yield from against_stage(folding, record)
        case _:
            pass  # what else is recorded decides nothing about a vote
