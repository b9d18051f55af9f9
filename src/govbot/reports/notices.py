"""What is said about a vote beside its status: the reminder while it runs, the announcement of its end.

reminder_comment(decision.reminder)      # mentions those who have not voted, so that GitHub tells them
restart_comment(decision.restart)        # mentions those whose ballots fell when the vote began again
announcement(decision.ends[0])           # ("RFC 12 passed: One ledger branch", "<!-- govbot:... -->...")
"""

from __future__ import annotations

from govbot.core.decide import EndOfVote, Reminder, Restart
from govbot.reports.escape import clean
from govbot.reports.fitting import first, fit
from govbot.reports.rendering import render
from govbot.reports.status import condition_rows, icon_of_outcome, standing_words, tally_words

__all__ = ["announcement", "reminder_comment", "restart_comment"]

LONGEST_TITLE = 200
"""GitHub takes 256 characters as a discussion's title."""


def reminder_comment(reminder: Reminder) -> str:
    """Return the comment of a reminder: Markdown, its marker first."""
    return fit(
        lambda room: render(
            "reminder.md",
            longest=room.characters,
            marker=reminder.marker,
            reminder=reminder,
            who=first(reminder.who, room.ballots),
        )
    )


def restart_comment(restart: Restart) -> str:
    """Return the comment that calls to vote again: Markdown, its marker first."""
    return fit(
        lambda room: render(
            "restart.md",
            longest=room.characters,
            marker=restart.marker,
            restart=restart,
            who=first(restart.who, room.ballots),
        )
    )


def announcement(end: EndOfVote) -> tuple[str, str]:
    """Return the title and the text that announce the end of a vote.

    A discussion shows its title by itself; a comment has it as its heading.
    """
    title = clean(_title(end), LONGEST_TITLE)
    body = fit(
        lambda room: render(
            "announcement.md",
            longest=room.characters,
            marker=end.marker,
            end=end,
            has_heading=end.place.discussions is None,
            icon=icon_of_outcome(end.tally.outcome),
            title=title,
            tally=tally_words(end.tally),
            conditions=first(condition_rows(end.tally), room.sentences),
            explanation=first(end.tally.explanation, room.sentences),
        )
    )
    return title, body


def _title(end: EndOfVote) -> str:
    outcome = standing_words(end.tally.outcome).lower()
    return f"{end.what} {end.number}, vote {end.vote}: {outcome} ({end.title})"
