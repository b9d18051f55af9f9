"""Who has a place on a body, which places are empty and for how long: what the texts of upkeep show.

seated(governance, body, day)        # (Seated(login="ada", seat=1, role="chair", until=...), ...)
vacant_seats(governance, body, day)  # (VacantSeat(seat=6, since=2026-07-01), ...)
began(days, day, is_so)              # the first day of the time in which `is_so` was so, up to `day`
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from govbot.core.bodies import Body, Tenure, tenures_of
from govbot.core.governance import Governance
from govbot.core.rosters.standing import standing
from govbot.core.upkeep.facts import Seated, VacantSeat

__all__ = ["began", "is_founded", "remaining", "seated", "vacant_seats"]


def is_founded(body: Body, day: date) -> bool:
    """Say whether anybody served by `day`: a body that has yet to begin lacks nobody."""
    return any(each.start <= day for member in body.everyone for each in tenures_of(member))


def seated(governance: Governance, body: Body, day: date) -> tuple[Seated, ...]:
    """Return everybody with a place on the body on `day`, by seat, then as the file has them."""
    stands = standing(body, day)
    serving = {id(each) for each in stands.members}
    found = [
        Seated(
            login=governance.people.login_of(each.member.github),
            seat=each.seat,
            role=each.role,
            until=None if each.is_open else each.end,
            is_on_leave=id(each.member) not in serving,
        )
        for each in stands.holders
    ]
    return tuple(sorted(found, key=lambda each: (each.seat is None, each.seat or 0)))


def remaining(governance: Governance, body: Body, day: date) -> tuple[str, ...]:
    """Return the logins of those who serve on `day`, each once."""
    logins = (governance.people.login_of(each.github) for each in standing(body, day).members)
    return tuple({login.lower(): login for login in logins}.values())


def vacant_seats(governance: Governance, body: Body, day: date) -> tuple[VacantSeat, ...]:
    """Return the seats that are empty on `day`; those without a number as one."""
    empty = standing(body, day).vacant
    unnumbered = sum(each.seat is None for each in empty)
    if unnumbered:
        return (VacantSeat(seat=None, count=unnumbered),)
    return tuple(
        _vacant(governance, body, each.seat, each.since, day)
        for each in empty
        if each.seat is not None
    )


def _vacant(
    governance: Governance, body: Body, seat: int, since: date | None, day: date
) -> VacantSeat:
    to_come = [
        each
        for member in body.everyone
        for each in tenures_of(member)
        if each.seat == seat and each.start > day
    ]
    following: Tenure | None = min(to_come, key=lambda each: each.start, default=None)
    within = body.vacancies.within
    fill_by = within.after_day(since) if since and within else None
    return VacantSeat(
        seat=seat,
        since=since,
        fill_by=fill_by,
        is_overdue=fill_by is not None and fill_by < day,
        reserved_for=body.seats.reserved_for(seat) if body.seats else "",
        taken_by=governance.people.login_of(following.member.github) if following else "",
        taken_from=following.start if following else None,
    )


def began(days: Iterable[date], day: date, is_so: Callable[[date], bool]) -> date:
    """Return the first day of the time, up to `day`, in which something was so.

    `days` are those on which it can change; without any before `day`, it was so always: `date.min`.
    """
    first = date.min
    for each in sorted((each for each in days if each <= day), reverse=True):
        if not is_so(each):
            break
        first = each
    return first
