"""What the rosters ask for on a day: who is in which team, with which role, and who owns the organisation.

    found = wanted_on(governance, date(2026, 7, 1))
    found.teams[0].slug, found.teams[0].members     # "council", (WantedMember(account=ada, ...), ...)
    found.owners                                    # None: nobody's role in the organisation is touched

Whoever holds a seat is in the team of the body, on leave or not; so is who serves ex officio. Who has one
of the body's `maintainers` roles maintains the team.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from govbot.core.accounts import Account
from govbot.core.bodies import Body, holders_on
from govbot.core.governance import Governance
from govbot.core.model import Strict
from govbot.core.teams.snapshot import TeamRole

__all__ = ["Wanted", "WantedMember", "WantedTeam", "wanted_on"]


class WantedMember(Strict):
    """Somebody a roster asks for. `since` is the first day of the tenure that runs."""

    account: Account
    role: TeamRole = "member"
    since: date = date.min


class WantedTeam(Strict):
    """A team that one body or more name as theirs. Without members, nobody serves on any of them.

    `empty` are those of the bodies on which nobody serves.
    """

    slug: str
    bodies: tuple[str, ...]
    name: str
    members: tuple[WantedMember, ...] = ()
    empty: tuple[str, ...] = ()


class Wanted(Strict):
    """What the rosters ask for. `owners` is None where no body is said to own the organisation.

    `empty_owners` are the bodies that are to own it and on which nobody serves.
    """

    teams: tuple[WantedTeam, ...] = ()
    owners: tuple[WantedMember, ...] | None = None
    empty_owners: tuple[str, ...] = ()

    def team(self, slug: str) -> WantedTeam | None:
        """Return what is asked of the team of this slug, if anything is."""
        return next((each for each in self.teams if each.slug == slug), None)

    @property
    def people(self) -> tuple[WantedMember, ...]:
        """Everybody who is asked for, each person once, with the earliest `since`."""
        found = [each for team in self.teams for each in team.members]
        return _once([*found, *(self.owners or ())])

    @property
    def has_empty_roster(self) -> bool:
        """Say whether a roster that is to be followed names nobody."""
        return any(each.empty for each in self.teams) or bool(self.empty_owners)


def wanted_on(governance: Governance, day: date) -> Wanted:
    """Return what the rosters ask for on `day`."""
    teams: dict[str, list[Body]] = {}
    for body in governance.bodies.values():
        if body.github_team is not None:
            teams.setdefault(body.github_team.name, []).append(body)
    settings = governance.settings.organization
    slugs = settings.owners if settings else ()
    owners = [each for slug in slugs for each in _members(governance.body(slug), governance, day)]
    return Wanted(
        teams=tuple(_team(slug, bodies, governance, day) for slug, bodies in teams.items()),
        owners=_once(owners) if slugs else None,
        empty_owners=_empty([governance.body(slug) for slug in slugs], day),
    )


def _team(slug: str, bodies: list[Body], governance: Governance, day: date) -> WantedTeam:
    return WantedTeam(
        slug=slug,
        bodies=tuple(each.slug for each in bodies),
        name=bodies[0].name,
        members=_once(each for body in bodies for each in _members(body, governance, day)),
        empty=_empty(bodies, day),
    )


def _empty(bodies: Iterable[Body], day: date) -> tuple[str, ...]:
    return tuple(each.slug for each in bodies if not holders_on(each, day))


def _members(body: Body, governance: Governance, day: date) -> Iterator[WantedMember]:
    roles = {role.casefold() for role in (body.github_team.maintainers if body.github_team else ())}
    for tenure in holders_on(body, day):
        person = governance.people.find(tenure.member.github)
        account = (
            Account(login=person.github, id=person.id)
            if person
            else Account(login=tenure.member.github)
        )
        maintains = bool(tenure.role) and tenure.role.casefold() in roles
        role: TeamRole = "maintainer" if maintains else "member"
        yield WantedMember(account=account, role=role, since=tenure.start)


def _once(members: Iterable[WantedMember]) -> tuple[WantedMember, ...]:
    """Return each person once: a maintainer where any entry says so, since the earliest day."""
    found: dict[int | str, WantedMember] = {}
    for each in members:
        key = each.account.id or each.account.login.lower()
        known = found.get(key, each)
        maintains = "maintainer" in (known.role, each.role)
        found[key] = WantedMember(
            account=known.account,
            role="maintainer" if maintains else "member",
            since=min(known.since, each.since),
        )
    return tuple(found.values())
