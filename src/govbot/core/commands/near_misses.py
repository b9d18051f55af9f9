r"""A line that is nearly a ballot and is none: what its author most likely meant.

    >>> near_miss("+1 great")
    NearMiss(line='+1 great', choice=<Choice.YES: 'yes'>)
    >>> near_miss("- /vote no").meant()
    '/vote no'
    >>> near_miss("I gave it a +1 yesterday.") is None
    True

Such a line casts nothing. While a vote is open its author is told how to vote: a voter who believes to
have voted is worse off than one who was asked again. It is a line that begins with `+1` or `-1` and goes
on, `vote yes`, or a ballot behind a list's marker; never a `+1` inside a sentence.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from govbot.core.choices import Choice
from govbot.core.commands.arguments import BALLOTS
from govbot.core.commands.lines import paragraphs
from govbot.core.prefilter import NEAR_BALLOT

__all__ = ["NEARLY", "NearMiss", "near_miss"]

LINE = re.compile(NEAR_BALLOT, re.ASCII)


NEARLY = "This line is nearly a ballot, and none: it was not counted."
"""What somebody is told who seems to believe to have voted."""


@dataclass(frozen=True, slots=True)
class NearMiss:
    """The line as its author wrote it, and the choice it nearly is."""

    line: str
    choice: Choice

    def meant(self, *, needs_reason: bool = False) -> str:
        """Return the ballot as it should be written."""
        reason = " <reason>" if needs_reason or self.choice is Choice.BLOCK else ""
        return f"/vote {self.choice}{reason}"


def near_miss(body: str) -> NearMiss | None:
    """Return the first line of a comment that is nearly a ballot; None where there is none."""
    for line in paragraphs(body):
        found = LINE.fullmatch(line)
        if found is not None:
            word = next(group for group in found.groups() if group).lower()
            return NearMiss(line, BALLOTS[word])
    return None
