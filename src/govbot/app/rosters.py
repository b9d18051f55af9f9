"""Answers about rosters that join what several rooms know: who serves, who may be next, what is coming.

roster(governance, date(2026, 9, 1), "council").entries       # who serves, seat by seat
outlook(governance, day, until, "council")[0].lost            # policies under which no vote can pass
difference(before, after, today).new                          # the limits that a change breaks
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from govbot.core.bodies import (
    Body,
    Member,
    Service,
    Tenure,
    holders_on,
    service_on,
    tenure_on,
    tenures_of,
)
from govbot.core.checks.reach import Reach, first_lost, policies_of
from govbot.core.governance import Governance
from govbot.core.rosters.eligibility import Eligibility, eligibility
from govbot.core.rosters.forecast import Forecast, forecast
from govbot.core.rosters.persons import (
    entries_of,
    person_key,
    require_body,
    require_known,
)
from govbot.core.rosters.standing import Standing, Vacancy, standing

__all__ = [
    "Barred",
    "Entry",
    "Outlook",
    "Roster",
    "may_begin",
    "outlook",
    "roster",
]

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a body's roster, on one day. `tenure` is what runs then, or what is told instead: the
    last that was, or else the first that will be. `login` is the person's as it is now.
    """

    body: str
    member: Member
    login: str
    name: str
    affiliation: str
    tenure: Tenure | None
    service: Service


@dataclass(frozen=True, slots=True)
class Roster:
    """A body on one day: how it stands, and who is on its roster."""

    standing: Standing
    entries: tuple[Entry, ...]

    @property
    def body(self) -> Body:
        """The body itself."""
        return self.standing.body

    def reserved_for(self, vacancy: Vacancy) -> str:
        """Return for whom a vacant seat is kept, or nothing."""
        seats = self.body.seats
        return seats.reserved_for(vacancy.seat) if seats and vacancy.seat is not None else ""


@dataclass(frozen=True, slots=True)
class Barred:
    """Somebody whose term ends and who may not begin another one right after it."""

    login: str
    tenure: Tenure
    answer: Eligibility


@dataclass(frozen=True, slots=True)
class Outlook:
    """What comes for one body when nothing is done: `barred` by the ends of their terms, `lost` the
    policies under which no vote can pass any more, each with the first such day. `logins` are those of
    today, by how the body's file spells them.
    """

    forecast: Forecast
    logins: Mapping[str, str]
    barred: tuple[Barred, ...]
    lost: tuple[Reach, ...]

    @property
    def is_quiet(self) -> bool:
        """Say whether nothing changes, and nothing is amiss."""
        return not self.forecast.turns and not self.lost and self.forecast.short_from is None


def roster(
    governance: Governance, day: date, slug: str | None = None, *, everybody: bool = False
) -> tuple[Roster, ...]:
    """Return one body's roster on `day` (UTC), or every body's: seats by number, then in the file's order.

    With `everybody`, also those who served before or will later. Raise `UserError` without such a body.
    """
    slugs = [require_body(governance, slug)] if slug is not None else list(governance.bodies)
    return tuple(_roster(governance, each, day, everybody=everybody) for each in slugs)


def may_begin(governance: Governance, login: str, slug: str, day: date) -> tuple[str, Eligibility]:
    """Return the login as it is now, and whether they may begin a term on the body on `day` (UTC).

    Raise `UserError` for a body or a person that no file names; where no people are listed at all,
    anybody may be asked about.
    """
    slug = require_body(governance, slug)
    is_new = not governance.people.people and not any(entries_of(governance, login))
    known = login if is_new else require_known(governance, login)
    return known, eligibility(governance, known, slug, day)


def outlook(
    governance: Governance, day: date, until: date, slug: str | None = None
) -> tuple[Outlook, ...]:
    """Return what comes for one body, or every body, from `day` until `until` (UTC) when nothing is done.

    Raise `UserError` without such a body.
    """
    slugs = [require_body(governance, slug)] if slug is not None else list(governance.bodies)
    names = {name for each in slugs for name in policies_of(governance, each)}
    lost = {name: first_lost(governance, name, day, until) for name in sorted(names)}
    return tuple(
        Outlook(
            coming := forecast(governance.bodies[each], day, until),
            {
                member.github: governance.people.login_of(member.github)
                for member in governance.bodies[each].everyone
            },
            tuple(_barred(governance, each, coming)),
            tuple(found for name in policies_of(governance, each) if (found := lost[name])),
        )
        for each in slugs
    )


def _roster(governance: Governance, slug: str, day: date, *, everybody: bool) -> Roster:
    body = governance.bodies[slug]
    stands = standing(body, day)
    members = body.everyone if everybody else [each.member for each in holders_on(body, day)]
    found = [_entry(governance, slug, member, day) for member in members]
    return Roster(stands, tuple(sorted(found, key=_by_seat)))


def _by_seat(entry: Entry) -> tuple[bool, int]:
    seat = entry.tenure.seat if entry.tenure else entry.member.seat
    return seat is None, seat or 0


def _entry(governance: Governance, slug: str, member: Member, day: date) -> Entry:
    person = governance.people.find(member.github)
    return Entry(
        body=slug,
        member=member,
        login=governance.people.login_of(member.github),
        name=person.name if person else "",
        affiliation=(person.affiliation_on(day) if person else None) or "",
        tenure=tenure_on(member, day) or _nearest(member, day),
        service=service_on(member, day),
    )


def _nearest(member: Member, day: date) -> Tenure | None:
    tenures = tenures_of(member)
    past = [each for each in tenures if each.end < day]
    return past[-1] if past else next(iter(tenures), None)


def _barred(governance: Governance, slug: str, coming: Forecast) -> Iterator[Barred]:
    followed = {
        (person_key(governance, each.member.github), turn.day)
        for turn in coming.turns
        for each in turn.begun
    }
    for tenure in coming.ended:
        key = person_key(governance, tenure.member.github)
        if tenure.member.ex_officio is not None or (key, tenure.end + ONE_DAY) in followed:
            continue
        login = governance.people.login_of(tenure.member.github)
        answer = eligibility(governance, login, slug, tenure.end)
        if not answer.eligible:
            yield Barred(login, tenure, answer)
