r"""What looks like a ballot but is not one: what its author most likely meant.

    +1 great          /vote yes
    - /vote no        /vote no
    LGTM              /vote yes, /vote no or /vote abstain: nobody can tell

Such a line casts nothing. While a vote is open its author is told how to vote: a voter who believes to
have voted is worse off than one who was asked again. It is a line that begins with `+1` or `-1` and goes
on, `vote yes`, a ballot that does not begin its line or that a reader does not see as said, or a comment
that is nothing but a word or sign of assent or dissent; never a `+1` inside a sentence.

A `+1`, `-1` or `0` on a line inside a paragraph is one too, and the only one that somebody who has voted
is told of, if it says something else than the ballot.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from govbot.core.choices import Choice
from govbot.core.commands.arguments import BALLOTS
from govbot.core.commands.lines import Line, Shown
from govbot.core.prefilter import NEAR_BALLOT, SIGN

__all__ = ["NEARLY", "NearMiss", "near_miss", "sign", "to_tell"]

NEAR = re.compile(NEAR_BALLOT, re.ASCII)
ALONE = re.compile(SIGN, re.ASCII)

NEARLY = "This looks like a ballot but is not one: it was not counted."
"""What somebody is told who seems to believe to have voted."""


@dataclass(frozen=True, slots=True)
class NearMiss:
    """The line as its author wrote it, and the choice it nearly is: None where nobody can tell.

    `is_stray` says that it is a number inside a paragraph, and `is_listed` that it does not begin its line,
    as in a list of commands.
    """

    line: str
    choice: Choice | None
    is_stray: bool = False
    is_listed: bool = False

    def meant(self, *, needs_reason: bool = False) -> str:
        """Return the ballot as it should be written, or which there are."""
        if self.choice is None:
            return "`/vote yes`, `/vote no` or `/vote abstain`"
        reason = " <reason>" if needs_reason or self.choice is Choice.BLOCK else ""
        return f"`/vote {self.choice}{reason}`"


def near_miss(line: Line) -> NearMiss | None:
    """Return what a line nearly is that does not begin as a command."""
    found = NEAR.fullmatch(line.text)
    if found is None:
        return None
    number, word, command = found.groups()
    if line.shown is not Shown.PLAIN and not command:
        return None
    said = number or word or command
    return NearMiss(line.text, BALLOTS[said.lower()], is_listed=not (number or word))


def sign(body: str) -> NearMiss | None:
    """Return what a comment is that holds nothing but a word or sign of assent or dissent."""
    text = body.strip()
    return NearMiss(text, None) if ALONE.fullmatch(text) else None


def to_tell(near_misses: Sequence[NearMiss], standing: Choice | None) -> NearMiss | None:
    """Return the one that its author, whose ballot is `standing`, is told of; None where it is none.

    Whoever lists several commands explains them to others.
    """
    if standing is not None:
        return next(
            (each for each in near_misses if each.is_stray and each.choice is not standing), None
        )
    choices = {each.choice for each in near_misses}
    if len(choices) == 1:
        return near_misses[0]
    told = next((each for each in near_misses if not each.is_listed), None)
    return NearMiss(told.line, None) if told is not None else None
