"""Bodies and who serves on them: seats, dated terms, and who holds a seat on a day.

    name: Community Council
    kind: council
    seats: {count: 7, minimum: 5}
    term: {length: 6 months, max_consecutive: 2}
    members:
      - github: ada
        seat: 1
        role: chair
        terms:
          - {start: 2026-01-01, end: 2026-06-30, by: election}

`members_on(body, day)` is who serves that day. A term's `end` is its last day; a member on leave keeps
the seat but does not serve; who resigned or was removed serves no more from that day on.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from govbot.core.amounts import Amount
from govbot.core.durations import Duration
from govbot.core.model import Strict
from govbot.core.people import LOGIN_PATTERN

__all__ = [
    "Body",
    "Kind",
    "Leave",
    "Limits",
    "LongerThan",
    "Member",
    "ReservedSeat",
    "Seats",
    "Service",
    "Term",
    "TermRules",
    "members_on",
    "service_on",
]


class Kind(StrEnum):
    """What a body is for."""

    STEERING = "steering"
    CORE = "core"
    COUNCIL = "council"
    WORKING_GROUP = "working-group"
    TEAM = "team"
    ADVISORY = "advisory"
    CONDUCT = "conduct"


class ReservedSeat(Strict):
    """A seat kept for a kind of person, such as a founder or a constituency."""

    seat: int = Field(ge=1)
    reserved_for: str = Field(alias="for", min_length=1)


class Seats(Strict):
    """How many seats a body has, and the fewest it can work with."""

    count: int = Field(ge=1)
    minimum: int | None = Field(default=None, ge=0)
    reserved: tuple[ReservedSeat, ...] = ()
    classes: dict[str, tuple[int, ...]] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _minimum_fits(self) -> Seats:
        if self.minimum is not None and self.minimum > self.count:
            raise ValueError(f"minimum is {self.minimum}, but there are only {self.count} seats")
        return self


class LongerThan(Strict):
    """Only a term longer than this counts towards limits."""

    longer_than: Duration


class TermRules(Strict):
    """How long a term is and how often it may be served."""

    length: Duration | None = None
    max_consecutive: int | None = Field(default=None, ge=1)
    max_lifetime: int | None = Field(default=None, ge=1)
    cooldown: Duration | None = None
    counts: Literal["always", "over-half"] | LongerThan = "always"


class Limits(Strict):
    """Limits across people: seats for one affiliation, offices that exclude one another."""

    per_affiliation: Amount | None = None
    incompatible: tuple[str, ...] = ()


class Term(Strict):
    """A time in a seat. Both days are included; without `end` it is open."""

    start: date
    end: date | None = None
    by: Literal["election", "appointment", "vacancy", "founding"] | None = None
    record: str = ""

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
        """Say whether the term runs on `day`."""
        return self.start <= day and (self.end is None or day <= self.end)


class Leave(Strict):
    """A leave of absence, both days included."""

    start: date
    end: date | None = None
    reason: str = ""

    def holds_on(self, day: date) -> bool:
        """Say whether the member is on leave on `day`."""
        return self.start <= day and (self.end is None or day <= self.end)


class Member(Strict):
    """Somebody who serves, served or will serve on a body."""

    github: str = Field(pattern=LOGIN_PATTERN)
    seat: int | None = Field(default=None, ge=1)
    role: str = ""
    terms: tuple[Term, ...] = ()
    leave: tuple[Leave, ...] = ()
    resigned: date | None = None
    removed: date | None = None
    emeritus: date | None = None

    @property
    def left(self) -> date | None:
        """The first day on which the member no longer serves, whatever the terms say."""
        days = [day for day in (self.resigned, self.removed, self.emeritus) if day is not None]
        return min(days) if days else None


class Body(Strict):
    """A steering committee, council, working group or team. `slug` is its file's name."""

    slug: str = ""
    name: str = Field(min_length=1)
    kind: Kind
    charter: str = ""
    seats: Seats | None = None
    term: TermRules = TermRules()
    limits: Limits = Limits()
    members: tuple[Member, ...] = ()


class Service(StrEnum):
    """Whether somebody serves on a day and, if not, why not."""

    SERVES = "serves"
    NOT_A_MEMBER = "not-a-member"
    NOT_YET = "not-yet"
    TERM_OVER = "term-over"
    ON_LEAVE = "on-leave"
    LEFT = "left"


def service_on(member: Member, day: date) -> Service:
    """Say whether `member` serves on `day`, and why not.

    Without terms a member serves from the beginning and without end (a team that keeps no terms).
    """
    if member.left is not None and day >= member.left:
        return Service.LEFT
    if any(leave.holds_on(day) for leave in member.leave):
        return Service.ON_LEAVE
    if not member.terms or any(term.holds_on(day) for term in member.terms):
        return Service.SERVES
    return Service.NOT_YET if day < min(term.start for term in member.terms) else Service.TERM_OVER


def members_on(body: Body, day: date) -> tuple[Member, ...]:
    """Return the members who serve on `day`, in the order of the file."""
    return tuple(member for member in body.members if service_on(member, day) is Service.SERVES)
