"""Terms: how long somebody serves, how they came to the seat, and how often they may come back.

    term: {length: 6 months, max_consecutive: 2, max_lifetime: 6, cooldown: 6 months, counts: over-half}
    terms:
      - {start: 2026-01-01, end: 2026-06-30, by: election, record: elections/2026-h1}

A term's `end` is its last day. What the limits mean is counted in `govbot.core.rosters.limits`.
"""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from govbot.core.durations import Duration
from govbot.core.model import Strict

__all__ = ["CameBy", "Counts", "Leave", "LongerThan", "Term", "TermRules"]

CameBy = Literal["election", "appointment", "vacancy", "founding"]
"""How somebody comes to a seat. `vacancy` fills the rest of somebody else's term."""


class LongerThan(Strict):
    """Only a term longer than this counts towards limits."""

    longer_than: Duration


Counts = Literal["always", "over-half", "never"] | LongerThan
"""Whether a partial term counts: one that is shorter than `length`."""


class TermRules(Strict):
    """How long a term is and how often it may be served.

    `since` is the first day of the limits: a term that began before it is not counted. `soft` names
    limits that ask for a reason and forbid nothing.
    """

    length: Duration | None = None
    max_consecutive: int | None = Field(default=None, ge=1)
    max_lifetime: int | None = Field(default=None, ge=1)
    cooldown: Duration | None = None
    counts: Counts = "always"
    since: date | None = None
    soft: tuple[Literal["max_consecutive", "max_lifetime", "cooldown"], ...] = ()


class Term(Strict):
    """A time in a seat. Both days are included; without `end` it is open.

    `seat` and `role` stand in for the member's own during this term. `partial` says whether it is the
    rest of a term, where its length does not. `resigned` and `removed` end this term alone: the first
    day on which the member no longer serves.
    """

    start: date
    end: date | None = None
    by: CameBy | None = None
    record: str = ""
    seat: int | None = Field(default=None, ge=1)
    role: str | None = None
    partial: bool | None = None
    resigned: date | None = None
    removed: date | None = None

    @model_validator(mode="after")
    def _ends_after_it_starts(self) -> Term:
        if self.end is not None and self.end < self.start:
            raise PydanticCustomError(
                "term-order",
                "The term ends ({end}) before it starts ({start}); a term's end is its last day.",
                {"start": self.start.isoformat(), "end": self.end.isoformat()},
            )
        return self

    def holds_on(self, day: date) -> bool:
        """Say whether the term, as it was given, runs on `day`."""
        return self.start <= day and (self.end is None or day <= self.end)


class Leave(Strict):
    """A leave of absence, both days included."""

    start: date
    end: date | None = None
    reason: str = ""

    @model_validator(mode="after")
    def _ends_after_it_starts(self) -> Leave:
        if self.end is not None and self.end < self.start:
            raise PydanticCustomError(
                "term-order",
                "The leave ends ({end}) before it starts ({start}); a leave's end is its last day.",
                {"start": self.start.isoformat(), "end": self.end.isoformat()},
            )
        return self

    def holds_on(self, day: date) -> bool:
        """Say whether the member is on leave on `day`."""
        return self.start <= day and (self.end is None or day <= self.end)
