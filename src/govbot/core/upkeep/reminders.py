"""Terms that end soon, and the one reminder that is owed for each.

    rosters: {remind: [60 days, 30 days, 7 days]}

    reminders(governance, body, date(2026, 12, 6))
    # (Reminder(key="reminder council ada 2026-12-31 30-days", who=("ada",), ...),)

Only the nearest of the times is owed: 25 days before the end it is the one for 30. One that was missed
is not made up for. Who goes on from the next day, in whatever seat, is not reminded.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import cache, partial

from govbot.core.bodies import Body, tenures_of
from govbot.core.durations import Duration
from govbot.core.governance import Governance
from govbot.core.rosters.eligibility import eligibility
from govbot.core.rosters.limits import person_key
from govbot.core.rosters.persons import entries_of
from govbot.core.rosters.standing import standing
from govbot.core.rosters.upcoming import Ending, upcoming
from govbot.core.upkeep.due import Again, EndingTerm, Reminder
from govbot.core.upkeep.keys import key_of
from govbot.core.upkeep.seats import login_of

__all__ = ["again", "ending_terms", "nearest", "reminders"]

ONE_DAY = timedelta(days=1)


def ending_terms(governance: Governance, body: Body, day: date) -> tuple[EndingTerm, ...]:
    """Return the terms that end within the longest time for a reminder, the nearest end first."""
    return tuple(
        EndingTerm(
            login=login_of(governance, each.tenure.member.github),
            seat=each.tenure.seat,
            role=each.tenure.role,
            last_day=each.tenure.end,
        )
        for each, _ in _endings(governance, body, day)
    )


def reminders(governance: Governance, body: Body, day: date) -> tuple[Reminder, ...]:
    """Return the reminders that are owed on `day` (UTC), written already or not."""
    is_filled = cache(partial(_is_filled, body))
    found: dict[str, Reminder] = {}
    for each, length in _endings(governance, body, day):
        # Who said that they leave, or was removed, knows.
        if each.tenure.departure is None:
            reminder = _reminder(governance, body, each, length, is_filled)
            # Of two places that somebody leaves on one day they are told once.
            found.setdefault(reminder.key, reminder)
    return tuple(found.values())


def nearest(lengths: tuple[Duration, ...], last_day: date, day: date) -> Duration | None:
    """Return the shortest of the times before `last_day` that `day` has reached; None where none is."""
    reached = [
        (moment, str(each), each)
        for each in lengths
        if (moment := each.before(_midnight(last_day))).date() <= day <= last_day
    ]
    return max(reached, key=lambda each: each[:2])[2] if reached else None


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)


def again(governance: Governance, login: str, slug: str, day: date) -> Again:
    """Return whether somebody may begin a next term, as seen on `day`."""
    found = eligibility(governance, login, slug, day)
    return Again(
        login=login_of(governance, login),
        may_stand=found.eligible,
        why=tuple(each.text for each in found.reasons),
        from_day=found.next_eligible,
    )


def _endings(governance: Governance, body: Body, day: date) -> Iterator[tuple[Ending, Duration]]:
    for each in upcoming(governance, day, slug=body.slug):
        if each.tenure.is_open or each.next is not None or each.tenure.member.ex_officio:
            continue
        length = nearest(governance.settings.rosters.remind, each.tenure.end, day)
        if length is not None:
            yield each, length


def _is_filled(body: Body, day: date) -> bool:
    return bool(body.seats and body.seats.count and not standing(body, day).vacant)


def _reminder(
    governance: Governance,
    body: Body,
    ending: Ending,
    length: Duration,
    is_filled: Callable[[date], bool],
) -> Reminder:
    tenure = ending.tenure
    login = login_of(governance, tenure.member.github)
    threshold = str(length).replace(" ", "-")
    return Reminder(
        key=key_of("reminder", body.slug, login, tenure.end, threshold),
        tokens=(f"reminder {person_key(governance, login)} {tenure.end} {threshold}",),
        issue=key_of("roster", body.slug),
        slug=body.slug,
        name=body.name,
        who=(login,),
        seat=tenure.seat,
        role=tenure.role,
        last_day=tenure.end,
        due=length.before(_midnight(tenure.end)).date(),
        # As seen on the last day, so that the answer is the same whenever it is given.
        again=again(governance, tenure.member.github, body.slug, tenure.end),
        back_from=_back_from(governance, body, ending),
        next_holder=_next_holder(governance, body, ending),
        is_filled=is_filled(tenure.end + ONE_DAY),
    )


def _back_from(governance: Governance, body: Body, ending: Ending) -> date | None:
    """Return the day on which the same person begins a later term, where the roster has one."""
    return min(
        (
            each.start
            for _, member in entries_of(governance, ending.login, body.slug)
            for each in tenures_of(member)
            if each.start > ending.tenure.end
        ),
        default=None,
    )


def _next_holder(governance: Governance, body: Body, ending: Ending) -> str:
    """Return who has the seat from the day after, as the roster says by now."""
    follows = ending.tenure.end + ONE_DAY
    return next(
        (
            login_of(governance, member.github)
            for member in body.everyone
            for each in tenures_of(member)
            if ending.tenure.seat is not None
            and each.seat == ending.tenure.seat
            and each.holds_on(follows)
        ),
        "",
    )
