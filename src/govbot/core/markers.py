"""How govbot knows its own things again on GitHub: markers in comments, the name of its check run.

A marker is an HTML comment, the very first thing in a text. It counts only there, and only in what
govbot's own account wrote. Other workflows of the repository may write from the same account: one that
begins a comment with what somebody else wrote lets that person forge a marker.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime

__all__ = [
    "CHECK_ID",
    "CHECK_NAME",
    "CHECK_OF",
    "MARKER",
    "STATUS_MARKER",
    "announcement_marker",
    "answer_marker",
    "check_id",
    "is_marked",
    "reminder_marker",
    "reminder_marker_in",
    "restart_marker",
    "restart_marker_in",
    "review_answer_marker",
]

CHECK_NAME = "govbot / rfc"
CHECK_ID = "govbot/rfc"
"""What tells a check run of govbot's own from one that only bears the name."""

CHECK_OF = re.compile(rf"{re.escape(CHECK_ID)}(?:#([0-9]{{1,9}}))?")

MARKER = "<!-- govbot:"
STATUS_MARKER = f"{MARKER}status -->"
REMINDER = re.compile(rf"{MARKER}reminder:[0-9]+:[0-9tz]+ -->")
RESTART = re.compile(rf"{MARKER}restart:[0-9]+ -->")


def check_id(number: int | None) -> str:
    """Return the external id of the check run about pull request `number`, or about no single one."""
    return CHECK_ID if number is None else f"{CHECK_ID}#{number}"


def is_marked(body: str, marker: str = MARKER) -> bool:
    """Say whether a text begins with this marker, or with any of govbot's."""
    return body.startswith(marker)


def answer_marker(comment: int) -> str:
    """Return the marker of the one answer to the comment with this numeric id."""
    return f"{MARKER}answer:{comment} -->"


def review_answer_marker(review: int) -> str:
    """Return the marker of the one answer to the review with this numeric id."""
    return f"{MARKER}answer:review:{review} -->"


def reminder_marker(vote: int, due: datetime) -> str:
    """Return the marker of the one reminder in a vote that was due then (UTC)."""
    return f"{MARKER}reminder:{vote}:{due.astimezone(UTC):%Y%m%dt%H%M%Sz} -->"


def reminder_marker_in(body: str) -> str | None:
    """Return the marker of the reminder that a comment is; None where it is none."""
    found = REMINDER.match(body)
    return found[0] if found else None


def restart_marker(vote: int) -> str:
    """Return the marker of the one comment that says whose ballots fell when this vote began again."""
    return f"{MARKER}restart:{vote} -->"


def restart_marker_in(body: str) -> str | None:
    """Return the marker of the call to vote again that a comment is; None where it is none."""
    found = RESTART.match(body)
    return found[0] if found else None


def announcement_marker(number: int, vote: int) -> str:
    """Return the marker of the one announcement of the end of this vote on that number."""
    return f"{MARKER}announcement:{number}:{vote} -->"
