"""Everything the files tell of one person: every body, seat, role and term, leaves, affiliations, names.

    found = history(governance, "ada-old", date(2026, 9, 1))
    found.login                    # "ada": as it is now
    found.services[0].body         # "council"
    found.services[0].served       # the term as served, and which consecutive one it is

Terms that lie ahead are in it too.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from govbot.core.bodies import Leave, Member, Tenure, tenures_of
from govbot.core.governance import Governance
from govbot.core.people import Affiliation, Group, Person
from govbot.core.rosters.limits import Served, counted
from govbot.core.rosters.persons import entries_of, require_known

__all__ = ["History", "Left", "ServiceEntry", "When", "history"]

When = Literal["past", "present", "future"]
"""Whether a term is over on the day of the question, runs, or has yet to begin."""


@dataclass(frozen=True, slots=True)
class ServiceEntry:
    """One term of somebody in one body, and the leaves of absence within it."""

    body: str
    name: str
    served: Served
    when: When
    leaves: tuple[Leave, ...]

    @property
    def tenure(self) -> Tenure:
        """The term as it was, or will be, served."""
        return self.served.tenure


@dataclass(frozen=True, slots=True)
class Left:
    """That somebody is recorded as having left a body: `how` (resigned, removed, emeritus) and when."""

    body: str
    how: str
    day: date


@dataclass(frozen=True, slots=True)
class History:
    """One person's history: `services` by their first day, `left` as the bodies' files record it.

    `person` is their entry in people.yaml, where they have one.
    """

    login: str
    person: Person | None
    services: tuple[ServiceEntry, ...]
    left: tuple[Left, ...]

    @property
    def affiliations(self) -> tuple[Affiliation, ...]:
        """For whom they work or worked, the earliest first."""
        found = self.person.affiliations if self.person else ()
        return tuple(sorted(found, key=lambda each: each.start or date.min))

    @property
    def groups(self) -> tuple[Group, ...]:
        """The groups that they belong or belonged to."""
        return self.person.groups if self.person else ()


def history(governance: Governance, login: str, day: date) -> History:
    """Return the history of a person (by login, now or formerly) as seen from `day` (UTC).

    Raise `UserError` where no file names them.
    """
    known = require_known(governance, login)
    entries: dict[str, list[Member]] = {}
    for slug, member in entries_of(governance, known):
        entries.setdefault(slug, []).append(member)
    services = (
        _entry(governance, slug, served, day)
        for slug, members in entries.items()
        for served in counted(
            (tenure for member in members for tenure in tenures_of(member)),
            governance.bodies[slug].term,
        )
    )
    left = (
        Left(slug, how, marked)
        for slug, members in entries.items()
        for member in members
        for how in ("resigned", "removed", "emeritus")
        if (marked := getattr(member, how)) is not None and marked != date.min
    )
    return History(
        login=known,
        person=governance.people.find(known),
        services=tuple(
            sorted(services, key=lambda each: (each.tenure.start, each.tenure.end, each.body))
        ),
        left=tuple(sorted(left, key=lambda each: (each.day, each.body))),
    )


def _entry(governance: Governance, slug: str, served: Served, day: date) -> ServiceEntry:
    tenure = served.tenure
    when: When = "present"
    if not tenure.holds_on(day):
        when = "past" if tenure.end < day else "future"
    leaves = tuple(
        each
        for each in tenure.member.leave
        if each.start <= tenure.end and (each.end is None or each.end >= tenure.start)
    )
    return ServiceEntry(slug, governance.bodies[slug].name, served, when, leaves)
