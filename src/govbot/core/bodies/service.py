"""Who serves on a day, in which seat and role, and why somebody does not.

    members_on(body, date(2026, 7, 1))      # (Member(github="ada", ...), ...)
    service_on(member, date(2026, 7, 1))    # Service.TERM_OVER
    tenures_of(member)                      # (Tenure(start=2026-01-01, end=2026-06-30, seat=1, ...),)

A tenure is a term as it was served: it ends on the day before the member resigned, was removed or became
emeritus. A member on leave keeps the seat and does not serve.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from govbot.core.bodies.body import Body, Member
from govbot.core.bodies.terms import Term

__all__ = [
    "Departure",
    "Service",
    "Tenure",
    "holders_on",
    "members_on",
    "service_on",
    "tenure_on",
    "tenures_of",
]

ONE_DAY = timedelta(days=1)


class Service(StrEnum):
    """Whether somebody serves on a day and, if not, why not."""

    SERVES = "serves"
    NOT_A_MEMBER = "not-a-member"
    NOT_YET = "not-yet"
    TERM_OVER = "term-over"
    ON_LEAVE = "on-leave"
    LEFT = "left"


class Departure(StrEnum):
    """How somebody left before the term was over."""

    RESIGNED = "resigned"
    REMOVED = "removed"
    EMERITUS = "emeritus"


@dataclass(frozen=True, slots=True)
class Tenure:
    """A time in a seat as it was served, both days included.

    `start` is `date.min` where the member keeps no terms, `end` is `date.max` where there is no end.
    `index` is the term's place in the member's `terms` (None without terms), `departure` how the member
    left before the term was over.
    """

    member: Member
    start: date
    end: date
    term: Term | None = None
    index: int | None = None
    departure: Departure | None = None

    @property
    def seat(self) -> int | None:
        """The number of the seat, where it has one."""
        own = self.term.seat if self.term else None
        return own if own is not None else self.member.seat

    @property
    def role(self) -> str:
        """The office in the body, such as chair."""
        own = self.term.role if self.term else None
        return own if own is not None else self.member.role

    @property
    def is_open(self) -> bool:
        """Say whether no end is known."""
        return self.end == date.max

    def holds_on(self, day: date) -> bool:
        """Say whether it runs on `day`."""
        return self.start <= day <= self.end


def tenures_of(member: Member) -> tuple[Tenure, ...]:
    """Return the terms of a member as they were, or will be, served, by their first day.

    Without terms, a member serves from the beginning (a team that keeps no terms).
    """
    found = _tenures(member)
    return tuple(sorted(found, key=lambda each: (each.start, each.end)))


def _tenures(member: Member) -> Iterator[Tenure]:
    if not member.terms:
        left = min(_departures(member, None), default=None)
        if left is None:
            yield Tenure(member, date.min, date.max)
        elif left[0] > date.min:
            yield Tenure(member, date.min, left[0] - ONE_DAY, departure=left[1])
        return
    for index, term in enumerate(member.terms):
        end, departure = term.end or date.max, None
        left = min(_departures(member, term), default=None)
        if left is not None and left[0] <= end:
            if left[0] <= term.start:
                continue
            end, departure = left[0] - ONE_DAY, left[1]
        yield Tenure(member, term.start, end, term, index, departure)


def _departures(member: Member, term: Term | None) -> Iterator[tuple[date, Departure]]:
    """Yield the days from which on the member serves this term no more.

    Leaving ends what was begun: a term that starts later, or on the day the member became emeritus of
    an earlier one, is another.
    """
    started = term.start if term else date.min
    if member.resigned and member.resigned >= started:
        yield member.resigned, Departure.RESIGNED
    if member.removed and member.removed >= started:
        yield member.removed, Departure.REMOVED
    if member.emeritus and member.emeritus > started:
        yield member.emeritus, Departure.EMERITUS
    if term and term.resigned:
        yield term.resigned, Departure.RESIGNED
    if term and term.removed:
        yield term.removed, Departure.REMOVED


def tenure_on(member: Member, day: date) -> Tenure | None:
    """Return the tenure that runs on `day`, on leave or not; the latest to start where several do."""
    running = [each for each in tenures_of(member) if each.holds_on(day)]
    return running[-1] if running else None


def service_on(member: Member, day: date) -> Service:
    """Say whether `member` serves on `day`, and why not."""
    tenures = tenures_of(member)
    if any(each.holds_on(day) for each in tenures):
        away = any(leave.holds_on(day) for leave in member.leave)
        return Service.ON_LEAVE if away else Service.SERVES
    begun = [each for each in tenures if each.start <= day]
    left = [each for each in (member.resigned, member.removed, member.emeritus) if each]
    if any(each.departure for each in begun[-1:]) or any(
        each <= day and (not begun or each > begun[-1].start) for each in left
    ):
        return Service.LEFT
    return Service.TERM_OVER if begun else Service.NOT_YET


def members_on(body: Body, day: date) -> tuple[Member, ...]:
    """Return the members who serve on `day`: in the order of the file, then those ex officio."""
    return tuple(each for each in body.everyone if service_on(each, day) is Service.SERVES)


def holders_on(body: Body, day: date) -> tuple[Tenure, ...]:
    """Return the tenures that run on `day`: who holds a seat, on leave or not, in `members_on`'s order."""
    found = (tenure_on(each, day) for each in body.everyone)
    return tuple(each for each in found if each is not None)
