"""What somebody wrote, be it a comment or a review: when it was said, and whose words it holds.

    said_at(comment)           # written, or last edited by its author before it was seen
    doubt(docket, comment)     # "mo edited this comment before it was counted, so ..."

Comments and reviews go by the same rules, so that it makes no difference where somebody says something.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from govbot.core.decide.docket import Docket
from govbot.core.records import Refused, Source
from govbot.core.snapshot import Comment, Review

__all__ = [
    "MISSED",
    "OLD",
    "doubt",
    "first_line",
    "is_before_our_time",
    "is_for_us",
    "is_of_a_vote",
    "is_written_out",
    "may_have_been_missed",
    "numbers_take_reasons",
    "refuse",
    "said_at",
    "source_of",
    "was_taken_up_late",
]

OLD = timedelta(days=1)
"""A pull request this old when govbot first sees it was there before govbot was."""

MISSED = timedelta(days=30)
"""How long after `/vote open` was written on an issue its author is still told that nobody took it."""

LATE = timedelta(days=1)
"""How long after a vote on an issue, or on a pull request without an RFC, a bare `+1` still is meant for
it, and is told that it is late. Later, people say it to one another."""

TO_US = re.compile(
    r"^[ \t]*/(rfc|vote|recuse|proxy|concern|resolve)\b", re.IGNORECASE | re.MULTILINE
)

Written = Comment | Review


def said_at(written: Written) -> datetime:
    """Return when it was said: written, or last edited by its author before it was seen."""
    first = written.submitted_at if isinstance(written, Review) else written.created_at
    return max(first, written.edited_at or first)


def source_of(written: Written) -> Source:
    """Return where it stands."""
    if isinstance(written, Review):
        return Source(url=written.url, review=written.id)
    return Source(url=written.url, comment=written.id)


def is_before_our_time(docket: Docket, written: Written) -> bool:
    """Say whether it was written before govbot took up a pull request that was old then.

    Nobody who wrote it could know what it would do.
    """
    taken_up = docket.state.taken_up
    if taken_up is None:
        return said_at(written) < docket.now - OLD
    return was_taken_up_late(docket) and said_at(written) < taken_up.at


def may_have_been_missed(docket: Docket, comment: Comment) -> bool:
    """Say whether a comment may have asked for a vote while no run looked, on what nobody took up yet."""
    return (
        docket.state.taken_up is None
        and said_at(comment) >= docket.now - MISSED
        and is_written_out(comment.body)
    )


def was_taken_up_late(docket: Docket) -> bool:
    """Say whether the pull request, or the issue, was old already when govbot took it up."""
    taken_up = docket.state.taken_up
    opened = docket.snapshot.pull_request.created_at
    return taken_up is not None and taken_up.at - opened >= OLD


def is_for_us(docket: Docket, written: Written) -> bool:
    """Say whether a command is meant for govbot.

    Without an RFC, `+1` is only where there is a vote to cast it in, or was until just now. A command
    written out always is, and gets an answer.
    """
    if docket.state.registered is not None or is_written_out(written.body):
        return True
    return is_of_a_vote(docket, said_at(written))


def is_written_out(body: str) -> bool:
    """Say whether a text may hold a command with its name, and not only a `+1`."""
    return TO_US.search(body) is not None


def is_of_a_vote(docket: Docket, at: datetime) -> bool:
    """Say whether a vote is open, or the last one ended less than a day before `at` (UTC)."""
    if not docket.state.votes:
        return False
    last = docket.state.votes[-1]
    ended = last.cancelled.at if last.cancelled is not None else last.vote.closes
    return last.is_open or at < ended + LATE


def numbers_take_reasons(docket: Docket, at: datetime) -> bool:
    """Say whether `-1 too early` is a ballot in the vote that something written at `at` (UTC) is meant for."""
    return (
        is_of_a_vote(docket, at) and docket.state.votes[-1].opening.policy.numbers == "with-reason"
    )


def doubt(docket: Docket, written: Written) -> str | None:
    """Say why something edited is not taken; None when it is as its author wrote it in time."""
    if written.edited_at is None:
        return None
    what = "review" if isinstance(written, Review) else "comment"
    if written.editor is None or not written.editor.is_same(written.author):
        editor = written.editor.login if written.editor else "somebody whose account is gone"
        return (
            f"{editor} edited this {what} before it was counted, "
            f"so it is not certain whose words it holds."
        )
    state = docket.state
    read_to = state.review_watermark if isinstance(written, Review) else state.watermark
    if written.id <= read_to:
        return f"This {what} was edited after it had been read, and what was read held no command."
    return None


def refuse(docket: Docket, written: Written, line: str, why: str, hint: str) -> None:
    """Record that something was refused, and what its author is told."""
    docket.add(
        Refused(
            at=said_at(written),
            actor=written.author,
            source=source_of(written),
            line=line,
            why=why,
            hint=hint,
        )
    )


def first_line(body: str) -> str:
    """Return the first line that says something, as far as it is quoted back."""
    return next((line.strip() for line in body.split("\n") if line.strip()), "")[:200]
