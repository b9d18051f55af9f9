"""Terms that end soon, the nearest end first.

upcoming(governance, date(2026, 5, 1), Duration.parse("90 days"))
# (Ending(body="council", tenure=..., days=60, next=None), ...)
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from govbot.core.bodies import Tenure, holders_on, tenures_of
from govbot.core.durations import Duration
from govbot.core.governance import Governance
from govbot.core.rosters.limits import later
from govbot.core.rosters.persons import entries_of, require_body

__all__ = ["Ending", "upcoming"]

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Ending:
    """A term that runs. `days` is how many are left after the day of the question, None where it has
    no end; `next` is the same person's tenure in the body from the day after, if there is one.
    """

    body: str
    login: str
    tenure: Tenure
    days: int | None
    next: Tenure | None


def upcoming(
    governance: Governance, day: date, within: Duration | None = None, slug: str | None = None
) -> tuple[Ending, ...]:
    """Return the terms that run on `day` (UTC), the nearest end first, open ones last.

    With `within`, only those whose last day is at most that far from `day`. Service without a term,
    and ex officio without an end, is left out. Raise `UserError` when there is no such body.
    """
    slugs = [require_body(governance, slug)] if slug is not None else list(governance.bodies)
    last = later(day, within) if within is not None else date.max
    found = [
        _ending(governance, each, tenure, day)
        for each in slugs
        for tenure in holders_on(governance.bodies[each], day)
        if tenure.end <= last
        if within is None or not tenure.is_open
        if tenure.term is not None or not tenure.is_open
    ]
    return tuple(
        sorted(
            found,
            key=lambda each: (
                each.tenure.end,
                each.body,
                each.tenure.seat or 0,
                each.login.lower(),
            ),
        )
    )


def _ending(governance: Governance, slug: str, tenure: Tenure, day: date) -> Ending:
    login = governance.people.login_of(tenure.member.github)
    if tenure.is_open:
        return Ending(slug, login, tenure, None, None)
    return Ending(slug, login, tenure, (tenure.end - day).days, _next(governance, slug, tenure))


def _next(governance: Governance, slug: str, tenure: Tenure) -> Tenure | None:
    """Return the tenure that the same person begins on the day after, in whichever entry it is."""
    follows = tenure.end + ONE_DAY
    return next(
        (
            each
            for _, member in entries_of(governance, tenure.member.github, slug)
            for each in tenures_of(member)
            if each.holds_on(follows)
        ),
        None,
    )
