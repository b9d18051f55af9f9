"""The decision: from what GitHub shows and the ledger holds to new records and what to say.

    decision = decide(snapshot, records, now)
    decision.records    # to append to the ledger, before anything else is touched
    decision.status     # what the status comment, the check run and the terminal say
    decision.answers    # the replies that the ledger owes

Pure: the same snapshot, records and time give the same decision, however often and on whichever
machine. An event only says which pull request to look at; everything is decided from its state.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from govbot.core.decide.answers import Answer, answers_owed
from govbot.core.decide.docket import Docket
from govbot.core.decide.on_document import register, see_document
from govbot.core.decide.status import Standing, Status, Verdict, VoteStatus, status_of
from govbot.core.decide.timeline import take_timeline
from govbot.core.records import Record
from govbot.core.snapshot import Snapshot
from govbot.core.state import RfcState, fold

__all__ = [
    "Answer",
    "Decision",
    "Standing",
    "Status",
    "Verdict",
    "VoteStatus",
    "decide",
]


@dataclass(frozen=True, slots=True)
class Decision:
    """What follows: new records, the state with them, what to say, and the answers owed.

    `status` is None when the pull request is no RFC.
    """

    records: tuple[Record, ...]
    state: RfcState
    status: Status | None
    answers: tuple[Answer, ...]


def decide(snapshot: Snapshot, records: Sequence[Record], now: datetime) -> Decision:
    """Decide about one pull request at `now` (UTC), given all records the ledger has of it."""
    docket = Docket(snapshot, fold(records), now.replace(microsecond=0))
    register(docket)
    if not docket.state.checks_pass:
        see_document(docket)
    # A text that can be voted on stays the text until everything said about it was taken: a new one
    # never reaches back over a vote that was opened, a ballot that was cast, a deadline that passed.
    take_timeline(docket)
    see_document(docket)
    return Decision(
        records=tuple(docket.new),
        state=docket.state,
        status=status_of(docket),
        answers=answers_owed(docket),
    )
