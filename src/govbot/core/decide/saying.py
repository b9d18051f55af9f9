"""Something somebody said, with the time that counts, and the error that refuses it.

The time of a comment is when GitHub says it was written, or last edited by its author before it was
first seen: late is late and early is early, whenever the run gets to it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from govbot.core.accounts import Account
from govbot.core.records import Source
from govbot.core.votes import RefusalReason

__all__ = ["RefusedError", "Said"]


@dataclass(frozen=True, slots=True)
class Said:
    """Who said it, when (UTC) and where."""

    by: Account
    at: datetime
    source: Source


@dataclass(slots=True, eq=False)
class RefusedError(Exception):
    """A command that may not be followed: why, and what would work."""

    why: str
    hint: str = ""
    because: RefusalReason | None = None
