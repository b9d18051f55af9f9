r"""A line that is nearly a ballot and is none: what its author most likely meant.

    >>> near_miss("+1 great")
    NearMiss(line='+1 great', meant='/vote yes')
    >>> near_miss("- /vote no")
    NearMiss(line='- /vote no', meant='/vote no')
    >>> near_miss("I gave it a +1 yesterday.") is None
    True

Such a line casts nothing. While a vote is open its author is told how to vote: a voter who believes to
have voted is worse off than one who was asked again. Only a line that is nothing else is one: `+1` or
`-1` with a word or two, `vote yes`, or a ballot behind a list's marker.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from govbot.core.choices import Choice
from govbot.core.commands.arguments import BALLOTS
from govbot.core.commands.lines import paragraphs
from govbot.core.prefilter import NEAR_BALLOT

__all__ = ["NearMiss", "near_miss"]

LINE = re.compile(NEAR_BALLOT, re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class NearMiss:
    """The line as its author wrote it, and the ballot it nearly is, as it should be written."""

    line: str
    meant: str


def near_miss(body: str) -> NearMiss | None:
    """Return the first line of a comment that is nearly a ballot; None where there is none."""
    for line in paragraphs(body):
        found = LINE.fullmatch(line)
        if found is not None:
            word = next(group for group in found.groups() if group).lower()
            return NearMiss(line, _meant(BALLOTS[word]))
    return None


def _meant(choice: Choice) -> str:
    return f"/vote {choice} <reason>" if choice is Choice.BLOCK else f"/vote {choice}"
