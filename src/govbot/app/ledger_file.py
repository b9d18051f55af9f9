"""A ledger file on its own: every vote in it counted anew, for whoever has no clone at hand.

    for each in counted_votes(text, "12.jsonl"):
        each.number, each.tally.outcome, each.differences

The file is what `git show governance-ledger:rfcs/12.jsonl` prints.
"""

from __future__ import annotations

from dataclasses import dataclass

from govbot.app.recount import tally_of
from govbot.core.errors import Place, UserError
from govbot.core.records import parse_records
from govbot.core.state import VoteState, fold
from govbot.core.verify import differences
from govbot.core.votes import Tally

__all__ = ["CountedVote", "counted_votes", "is_ledger"]


@dataclass(frozen=True, slots=True)
class CountedVote:
    """One vote of the file, counted anew. `differences` say what the record has otherwise."""

    state: VoteState
    tally: Tally
    differences: tuple[str, ...]

    @property
    def number(self) -> int:
        """The vote's number in its file, from 1."""
        return self.state.number


def is_ledger(text: str) -> bool:
    """Say whether `text` is a ledger file: its first line is a record."""
    first = next((line for line in text.split("\n") if line.strip()), "")
    return first.lstrip().startswith('{"kind"')


def counted_votes(text: str, name: str) -> tuple[CountedVote, ...]:
    """Count every vote in a ledger file.

    Raise `UserError` where a line is no record, or where no vote was opened in it.
    """
    records = parse_records(text, name)
    votes = fold(records).votes
    if not votes:
        raise UserError(
            "No vote was opened in this ledger file.",
            "A file of the ledger holds one once `/vote open` was taken.",
            Place(name),
        )
    found = differences(records)
    return tuple(
        CountedVote(
            vote,
            tally_of(vote),
            tuple(each.sentence for each in found if each.vote == vote.number),
        )
        for vote in votes
    )
