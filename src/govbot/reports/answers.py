"""The reply to a comment: what was not done, why, and what would work.

<!-- govbot:answer:77 -->
**zoe**, about [your comment](<https://github.com/...>):

- `/vote yes` was not done. The vote closed at 2026-03-11 00:00 UTC.
"""

from __future__ import annotations

from govbot.core.commands import COMMANDS
from govbot.core.decide import Answer
from govbot.reports.fitting import first, fit
from govbot.reports.rendering import render

__all__ = ["answer_comment"]


def answer_comment(answer: Answer) -> str:
    """Return one reply: Markdown, its marker first, no longer than GitHub takes."""
    return fit(
        lambda room: render(
            "answer.md",
            longest=room.characters,
            marker=answer.marker,
            answer=answer,
            refused=first(answer.refused, room.sentences),
            commands=COMMANDS,
        )
    )
