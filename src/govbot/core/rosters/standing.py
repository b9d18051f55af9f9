"""How a body stands on a day: who holds which seat, which are vacant and since when.

found = standing(body, date(2026, 7, 1))
found.serving      # 5
found.vacant       # (Vacancy(seat=6, since=2026-07-01), Vacancy(seat=7, since=2026-03-15))
found.is_short     # fewer serve than the body's minimum
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from govbot.core.bodies import Body, Member, Tenure, holders_on, members_on, tenures_of

__all__ = ["Standing", "Vacancy", "standing", "turning_days"]

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Vacancy:
    """A seat that nobody holds. `since` is its first empty day; None where nobody ever held it.

    `seat` is None where the body counts its seats and does not number them.
    """

    seat: int | None
    since: date | None


@dataclass(frozen=True, slots=True)
class Standing:
    """A body on one day. `holders` keep a seat, on leave or not; `members` serve."""

    body: Body
    day: date
    holders: tuple[Tenure, ...]
    members: tuple[Member, ...]
    vacant: tuple[Vacancy, ...]

    @property
    def serving(self) -> int:
        """How many people serve: somebody with two places is one."""
        return len({each.github.lower() for each in self.members})

    @property
    def minimum(self) -> int:
        """The fewest that the body can work with; 0 where it does not say."""
        return (self.body.seats.minimum if self.body.seats else None) or 0

    @property
    def is_short(self) -> bool:
        """Say whether fewer serve than the body's minimum."""
        return self.serving < self.minimum


def standing(body: Body, day: date) -> Standing:
    """Return how `body` stands on `day`."""
    holders = holders_on(body, day)
    return Standing(body, day, holders, members_on(body, day), _vacancies(body, day, holders))


def turning_days(body: Body, after: date) -> tuple[date, ...]:
    """Return the days after `after` on which something changes by itself: terms and leaves that begin or
    end. Between two of them the body stands as it did.
    """
    days: set[date] = set()
    for member in body.everyone:
        for each in tenures_of(member):
            days |= {each.start, each.end + ONE_DAY if not each.is_open else date.max}
        for leave in member.leave:
            days |= {leave.start, leave.end + ONE_DAY if leave.end else date.max}
    return tuple(sorted(day for day in days if after < day < date.max))


def _vacancies(body: Body, day: date, holders: tuple[Tenure, ...]) -> tuple[Vacancy, ...]:
    """Return the empty seats: by number where all who hold one have a number, else only how many."""
    if body.seats is None or body.seats.count is None:
        return ()
    # Who serves ex officio without a seat of their own takes none.
    seated = [each for each in holders if each.seat is not None or each.member.ex_officio is None]
    taken = {each.seat for each in seated}
    if None in taken:
        free = max(0, body.seats.count - len(seated))
        return (Vacancy(None, None),) * free
    since = _empty_since(body, day)
    return tuple(Vacancy(seat, since.get(seat)) for seat in body.seats.numbers if seat not in taken)


def _empty_since(body: Body, day: date) -> dict[int, date]:
    """Return the day after the last before `day` on which each seat was held."""
    since: dict[int, date] = {}
    for member in body.everyone:
        for each in tenures_of(member):
            if each.seat is not None and each.end < day:
                since[each.seat] = max(since.get(each.seat, date.min), each.end + ONE_DAY)
    return since
