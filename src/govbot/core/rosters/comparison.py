"""What a change of the files means for the rosters: the difference of two governances, in words.

    found = compare(before, after, date(2026, 6, 1))
    found.bodies[0].members[0].text
    # "ben joins on 2026-07-01: seat 3, until 2026-12-31, by election; the first consecutive term of at most 2."
    found.bodies[0].affiliations[0].text
    # "Acme: 2 of at most 2 from 2026-07-01 on (1 without this change)."

A person is the same one on both sides by the numeric id first, by the login now or formerly second.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from govbot.core.bodies import Body, Member
from govbot.core.governance import Governance
from govbot.core.rosters.affiliation_changes import AffiliationChange, affiliation_changes
from govbot.core.rosters.departures import departure_changes
from govbot.core.rosters.people_changes import PersonChange, people_changes
from govbot.core.rosters.persons import Identities, PersonKey
from govbot.core.rosters.rule_changes import RuleChange, rule_changes
from govbot.core.rosters.seat_changes import SeatChange, seat_changes
from govbot.core.rosters.service_changes import MemberChange, service_changes
from govbot.core.rosters.spells import spells_of

__all__ = ["BodyDifference", "Difference", "Status", "compare"]

Status = Literal["new", "removed", "changed"]
"""Whether a body is there before and after."""


@dataclass(frozen=True, slots=True)
class BodyDifference:
    """What changes for one body."""

    slug: str
    name: str
    status: Status
    members: tuple[MemberChange, ...] = ()
    seats: tuple[SeatChange, ...] = ()
    affiliations: tuple[AffiliationChange, ...] = ()
    rules: tuple[RuleChange, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Say whether nothing changes."""
        changes = self.members or self.seats or self.affiliations or self.rules
        return self.status == "changed" and not changes


@dataclass(frozen=True, slots=True)
class Difference:
    """What changes for the rosters: the bodies for which something does, by slug, and the people."""

    bodies: tuple[BodyDifference, ...]
    people: tuple[PersonChange, ...]

    @property
    def is_empty(self) -> bool:
        """Say whether nothing changes for anybody."""
        return not self.bodies and not self.people


def compare(before: Governance, after: Governance, today: date) -> Difference:
    """Return what the files of `after` change; the seats are told from `today` (UTC) on."""
    names = Identities(before, after)
    people = tuple(people_changes(names))
    former = _renamed(before, after)
    slugs = sorted((before.bodies.keys() | after.bodies.keys()) - {*former.values()})
    found = (
        _of_body(slug, former.get(slug, slug), names, today, has_people=bool(people))
        for slug in slugs
    )
    return Difference(tuple(each for each in found if not each.is_empty), people)


def _renamed(before: Governance, after: Governance) -> dict[str, str]:
    """Return the former slug of each body whose file has another name: it is called what it was."""
    gone, new = _by_name(before, after), _by_name(after, before)
    return {
        new[name][0]: gone[name][0]
        for name in new.keys() & gone.keys()
        if len(new[name]) == len(gone[name]) == 1
    }


def _by_name(side: Governance, other: Governance) -> dict[str, list[str]]:
    """Return the slugs of the bodies that only one side has, by their name."""
    found: dict[str, list[str]] = {}
    for slug, body in side.bodies.items():
        if slug not in other.bodies:
            found.setdefault(body.name.casefold(), []).append(slug)
    return found


def _of_body(
    slug: str, former: str, names: Identities, today: date, *, has_people: bool
) -> BodyDifference:
    was, now = names.before.bodies.get(former), names.after.bodies.get(slug)
    status: Status = "changed" if was and now else "new" if now else "removed"
    one = now or was
    if one is None or (was == now and not has_people):
        return BodyDifference(slug, slug, "changed")
    # A body that is not there has nobody in it and no rules.
    nothing = Body(slug=slug, name=one.name, kind=one.kind)
    old, new = was or nothing, now or nothing
    members = tuple(
        change
        for who, login in _everybody(old, new, names).items()
        for change in _of_person(who, login, old, new, names)
    )
    sides = (names.before, old), (names.after, new)
    return BodyDifference(
        slug,
        one.name,
        status,
        members=members,
        seats=seat_changes(old, new, today) if now else (),
        affiliations=tuple(affiliation_changes(*sides)),
        rules=tuple(rule_changes(old, new)) if now else (),
    )


def _everybody(old: Body, new: Body, names: Identities) -> dict[PersonKey, str]:
    """Return everybody who is in either file, with the login that they have by the later one."""
    found = {}
    for body, side in ((old, names.before), (new, names.after)):
        for each in body.everyone:
            here = side.people.find(each.github)
            login, account = (here.github, here.id) if here else (each.github, None)
            later = names.after.people.find(login, account)
            found[names.of(each.github, side)] = later.github if later else login
    return found


def _of_person(
    who: PersonKey, login: str, old: Body, new: Body, names: Identities
) -> Iterator[MemberChange]:
    def entries(body: Body, side: Governance) -> tuple[Member, ...]:
        return tuple(each for each in body.everyone if names.of(each.github, side) == who)

    was, now = entries(old, names.before), entries(new, names.after)
    served, serves = spells_of(was, old.term), spells_of(now, new.term)
    yield from service_changes(login, served, serves, new.term)
    yield from departure_changes(login, (was, served), (now, serves))
