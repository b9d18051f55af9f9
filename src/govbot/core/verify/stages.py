"""Stages that an outcome led to, held against the outcomes on record.

    vote 1: the way to rejected is recorded as vote-failed, but comes out as vote-passed

Where an outcome leads, the community's lifecycle says, which is not in the ledger: that the stage is the
right one cannot be told here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from govbot.core.durations import format_time
from govbot.core.records import Record, StageEntered, VoteClosed
from govbot.core.state import Folding
from govbot.core.verify.difference import Difference
from govbot.core.votes import Outcome

__all__ = ["against_stage", "against_way_on"]

VOTE_ENDED = {f"vote-{outcome}": outcome for outcome in Outcome}
"""Why a stage was entered, for each outcome of a vote; one that was cancelled has no tally."""


def against_stage(folding: Folding, record: StageEntered) -> Iterator[Difference]:
    """Hold a stage that an outcome led to against the outcome of the last vote, and its moment."""
    what = f"the way to {record.stage}"
    before = folding.stages[-1].stage if folding.stages else None
    if record.previous is not None and record.previous != before:
        yield Difference(
            len(folding.votes), what, f"from {record.previous}", f"from {before or 'nowhere'}"
        )
    outcome = VOTE_ENDED.get(record.why)
    if outcome is None:
        return
    last = folding.rules_of(len(folding.votes))
    ending = (last.closed or last.cancelled) if last is not None else None
    if last is None or ending is None:
        yield Difference(len(folding.votes), what, record.why, "no outcome")
        return
    came_out = last.closed.tally.outcome if last.closed else Outcome.CANCELLED
    if came_out is not outcome:
        yield Difference(last.number, what, record.why, f"vote-{came_out}")
    elif folding.records[-1] is not ending or record.at != ending.at:
        yield Difference(
            last.number,
            what,
            f"{record.why} at {format_time(record.at)}",
            f"taken at {format_time(ending.at)}, as the vote ended",
        )


def against_way_on(
    folding: Folding, record: VoteClosed, after: Sequence[Record]
) -> Iterator[Difference]:
    """Hold what comes after the end of a vote against it: an RFC leaves the stage it was held in."""
    current = folding.rules_of(record.vote)
    if current is None or not folding.stages or folding.stages[-1].stage != current.held_in:
        return
    why = f"vote-{record.tally.outcome}"
    entered = next((each for each in after if isinstance(each, StageEntered)), None)
    if entered is None:
        yield Difference(record.vote, f"the way on from {current.held_in}", "none", why)
    elif entered.why not in VOTE_ENDED:
        yield Difference(record.vote, f"the way to {entered.stage}", entered.why, why)
