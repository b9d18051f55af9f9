"""How govbot knows its own things again on GitHub: markers in comments, the name of its check run.

A marker is an HTML comment at the top of a text. It counts only where govbot itself wrote the comment,
so nobody can forge one.
"""

from __future__ import annotations

__all__ = ["CHECK_NAME", "MARKER", "STATUS_MARKER", "answer_marker"]

CHECK_NAME = "govbot / rfc"
MARKER = "<!-- govbot:"
STATUS_MARKER = f"{MARKER}status -->"


def answer_marker(comment: int) -> str:
    """Return the marker of the one answer to the comment with this numeric id."""
    return f"{MARKER}answer:{comment} -->"
