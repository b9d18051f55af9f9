"""What a body looks like when nothing is done: the days on which something changes by itself.

    coming = forecast(body, date(2026, 5, 1), date(2026, 12, 31))
    coming.turns[0].day            # 2026-07-01
    coming.turns[0].emptied        # (Vacancy(seat=3, since=2026-07-01),)
    coming.short_from              # the first day on which fewer serve than the minimum

Between two of these days the body stands as on the earlier one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType

from govbot.core.bodies import Body, Member, Tenure, tenures_of
from govbot.core.rosters.standing import Standing, Vacancy, standing, turning_days
from govbot.core.rosters.wording import until as until_words

__all__ = ["Forecast", "Turn", "forecast", "turn_in_words"]

ONE_DAY = timedelta(days=1)
NOBODY: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Turn:
    """A day on which the body changes by itself, and how it stands from then on.

    `ended` are the tenures whose last day was the day before, `begun` those whose first day this is;
    `away` and `back` are the members whose leave begins or is over; `emptied` are seats that are vacant
    from this day on.
    """

    day: date
    standing: Standing
    ended: tuple[Tenure, ...]
    begun: tuple[Tenure, ...]
    away: tuple[Member, ...]
    back: tuple[Member, ...]
    emptied: tuple[Vacancy, ...]


@dataclass(frozen=True, slots=True)
class Forecast:
    """A body from `day` to `until`, both included: how it stands at first, and each day it changes."""

    body: Body
    day: date
    until: date
    now: Standing
    turns: tuple[Turn, ...]

    def on(self, day: date) -> Standing:
        """Return how the body will stand on a day of the forecast."""
        passed = [each.standing for each in self.turns if each.day <= day]
        return passed[-1] if passed else self.now

    @property
    def ended(self) -> tuple[Tenure, ...]:
        """The tenures that end, by the day on which they are over."""
        return tuple(tenure for turn in self.turns for tenure in turn.ended)

    @property
    def short_from(self) -> date | None:
        """The first day on which fewer serve than the body's minimum."""
        stands = (self.now, *(each.standing for each in self.turns))
        return next((each.day for each in stands if each.is_short), None)


def forecast(body: Body, day: date, until: date) -> Forecast:
    """Return how `body` changes from `day` to `until` (UTC) as its file stands."""
    now = standing(body, day)
    turns: list[Turn] = []
    before = now
    for each in turning_days(body, day):
        if each > until:
            break
        after = standing(body, each)
        turns.append(_turn(body, each, before, after))
        before = after
    return Forecast(body, day, until, now, tuple(turns))


def turn_in_words(turn: Turn, logins: Mapping[str, str] = NOBODY) -> tuple[str, ...]:
    """Return what changes on the day of a turn, in sentences without their full stop.

    `logins` are those of today, by how the body's file spells them, where that is another way.
    """

    def login(member: Member) -> str:
        return logins.get(member.github, member.github)

    begun = {login(each.member).lower() for each in turn.begun}
    again = begun & {login(each.member).lower() for each in turn.ended}
    return (
        *(
            f"{login(each.member)}'s term is over{_seat(each)}"
            for each in turn.ended
            if login(each.member).lower() not in again
        ),
        *(
            f"{login(each.member)} begins "
            f"{'another' if login(each.member).lower() in again else 'a'} term{_seat(each)}, "
            f"{until_words(each.end)}"
            for each in turn.begun
        ),
        *(f"{login(each)} goes on leave" for each in turn.away),
        *(f"{login(each)} is back from leave" for each in turn.back),
    )


def _seat(tenure: Tenure) -> str:
    return f" (seat {tenure.seat})" if tenure.seat is not None else ""


def _turn(body: Body, day: date, before: Standing, after: Standing) -> Turn:
    tenures = [tenure for member in body.everyone for tenure in tenures_of(member)]
    was, now = _away(before), _away(after)
    return Turn(
        day,
        after,
        ended=tuple(each for each in tenures if not each.is_open and each.end + ONE_DAY == day),
        begun=tuple(each for each in tenures if each.start == day),
        away=tuple(each for each in now if each not in was),
        back=tuple(each for each in was if each not in now and each in after.members),
        emptied=_emptied(day, before, after),
    )


def _away(standing: Standing) -> tuple[Member, ...]:
    """Return who keeps a seat and is on leave."""
    holders = (each.member for each in standing.holders)
    return tuple(each for each in holders if each not in standing.members)


def _emptied(day: date, before: Standing, after: Standing) -> tuple[Vacancy, ...]:
    """Return the vacancies that begin on `day`: by seat, or only how many where none is known."""
    seats = tuple(each for each in after.vacant if each.since == day)
    more = max(0, len(after.vacant) - len(before.vacant))
    return seats or (Vacancy(None, day),) * more
