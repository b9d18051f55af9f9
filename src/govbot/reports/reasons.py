"""The reasons that people gave with their ballots, wherever ballots are shown.

    rows = reason_rows(tally)
    # ReasonRow(who="ada", ballot="yes", words="the plan answers my question")
    # ReasonRow(who="zoe", ballot="no, advisory", words="what about old clients?")
    shown_reasons(rows, 100, 300)

The templates show them folded, escaped as somebody's own words (`quoted`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from govbot.core.votes import Tally, in_brief
from govbot.reports.fitting import Part, first

__all__ = ["ReasonRow", "reason_rows", "shown_reasons"]


@dataclass(frozen=True, slots=True)
class ReasonRow:
    """Whose ballot, what it says, and the words that came with it."""

    who: str
    ballot: str
    words: str


def reason_rows(tally: Tally) -> list[ReasonRow]:
    """Return the reasons of the ballots that stand, by time: first of those that bind."""
    return [
        ReasonRow(
            who=f"{each.by} through {each.via}" if each.via else each.by,
            ballot=each.choice.value if each.binding else f"{each.choice}, advisory",
            words=each.reason,
        )
        for each in sorted(tally.ballots, key=lambda ballot: not ballot.binding)
        if each.reason
    ]


def shown_reasons(rows: Sequence[ReasonRow], most: int, characters: int) -> Part[ReasonRow]:
    """Return the first `most` reasons, each cut to `characters`; one that is cut counts as left out."""
    shown = first(rows, most)
    cut = tuple(replace(row, words=in_brief(row.words, characters)) for row in shown.items)
    return Part(cut, shown.left_out + sum(row not in shown.items for row in cut))
