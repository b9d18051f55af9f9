"""Recorded votes, counted again one by one: what was recorded, and what does not follow.

for each in recounted(community):
    each.rfc, each.vote, each.outcome, each.differences     # 12, 1, "passed", ()
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from govbot.app.community import Community
from govbot.core.records import Record
from govbot.core.state import VoteState, fold
from govbot.core.verify import Difference, differences
from govbot.core.votes import Outcome, Tally, count, count_cancelled, with_reasons

__all__ = ["Recounted", "conclusion", "recounted", "tally_of"]


@dataclass(frozen=True, slots=True)
class Recounted:
    """One vote of one RFC or motion. `differences` are sentences; `ballots` is how many were cast."""

    rfc: int
    vote: int
    outcome: str
    ballots: int
    differences: tuple[str, ...]

    @property
    def line(self) -> str:
        """The vote in a line: `#12 vote 1: passed, 7 ballots, as recorded`."""
        verdict = "differs" if self.differences else "as recorded"
        ballots = f"{self.ballots} ballot{'' if self.ballots == 1 else 's'}"
        return f"#{self.rfc} vote {self.vote}: {self.outcome}, {ballots}, {verdict}"


def conclusion(votes: Sequence[Recounted]) -> str:
    """Return how many votes were counted again and how many of them differ, in a sentence."""
    wrong = sum(bool(each.differences) for each in votes)
    counted = f"{len(votes)} vote{'' if len(votes) == 1 else 's'} counted again"
    return f"{counted}; {wrong or 'none'} of them differ{'s' if wrong == 1 else ''}."


def recounted(community: Community, number: int | None = None) -> tuple[Recounted, ...]:
    """Count the votes of one RFC or motion, or of all, again.

    Raise `UserError` when the ledger has nothing of it.
    """
    if number is not None:
        return tuple(_recounted(number, community.records(number)))
    return tuple(
        each
        for rfc, records in community.all_records().items()
        for each in _recounted(rfc, records)
    )


def tally_of(vote: VoteState) -> Tally:
    """Count a vote anew, as it ended or as it stands, with the reasons of its ballots.

    What the record says of its end is left aside.
    """
    if vote.cancelled is not None:
        return with_reasons(count_cancelled(vote.vote), vote.vote)
    closes = vote.vote.deadline or vote.vote.closes
    tally = count(vote.vote, closes if vote.closed is not None else vote.vote.opened)
    return with_reasons(tally, vote.vote)


def _recounted(rfc: int, records: tuple[Record, ...]) -> Iterator[Recounted]:
    state = fold(records)
    found = differences(records)
    votes = {vote.number: vote for vote in state.votes}
    taken_up = state.taken_up
    if taken_up is not None and taken_up.number != rfc:
        one = min(votes, default=0)
        found += (Difference(one, "the number", f"#{rfc}", f"#{taken_up.number}, by its records"),)
    # A record may name a vote that was never opened: that is a difference too.
    for number in sorted({*votes, *(each.vote for each in found)}):
        vote = votes.get(number)
        yield Recounted(
            rfc=rfc,
            vote=number,
            outcome=_recorded_outcome(vote) if vote else "never opened",
            ballots=len(vote.cast) if vote else 0,
            differences=tuple(each.sentence for each in found if each.vote == number),
        )


def _recorded_outcome(vote: VoteState) -> Outcome:
    if vote.closed is not None:
        return vote.closed.tally.outcome
    return Outcome.CANCELLED if vote.cancelled is not None else Outcome.OPEN
