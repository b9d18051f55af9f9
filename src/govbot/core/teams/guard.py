"""What a plan may not do, however right it looks: the guard between a mistake and the organisation.

    refusals(plan.changes, plan.wanted, snapshot, settings)
    # ("4 of the 7 people in the team `council` would be removed, more than 1/4: ben, cyd, dee and eli.",)
    refusals(plan.changes, plan.wanted, snapshot, settings, confirmed=removals_in(plan.changes))    # ()

**The share.** Of each group of people no more than `most_removed` (a quarter) may lose it at once. The
groups are the organisation's members, its owners, its plain members, and in each team all members, the
maintainers and the plain members, and everybody in the teams that rosters name, together: ten teams that
lose one person each lose ten. An owner of the organisation maintains every team for being one, and is
in neither role. A demotion takes somebody out of the role, and a deleted team all of its
members. One person may always go: a quarter of three is less than one, and a term that ends is daily
work. So what is refused is more than a quarter *and* more than one. A deletion is refused in any case.
The exact number of removals in the whole plan, confirmed, lifts this rule and no other. While it is not confirmed,
`govbot.app.teams` leaves deletions out, and does the rest where nothing else is refused.

**Never**: with fewer owners left than `minimum_owners` after any of the changes, after a read that failed
or showed nobody, out of a team or a role of whose bodies one is empty or none asks for anything, or a team that govbot
did not create.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import assert_never

from govbot.core.accounts import Account
from govbot.core.rosters.wording import listed, number_of
from govbot.core.settings import OrganizationSettings
from govbot.core.teams.changes import (
    AddToTeam,
    ChangeOrganizationRole,
    ChangeTeamRole,
    CreateTeam,
    DeleteTeam,
    Invite,
    RemoveFromOrganization,
    RemoveFromTeam,
    TeamsChange,
    removals_in,
)
from govbot.core.teams.desired import Wanted
from govbot.core.teams.ownership import is_own
from govbot.core.teams.snapshot import OrganizationSnapshot, Roll, TeamMember

__all__ = ["CONFIRM", "refusals"]

ALWAYS_ALLOWED = 1
"""So many people may be removed from any group at once, however small it is."""

EVERY_TEAM = "*"
"""The scope of the group of everybody in any team that a roster names; no team is called so."""

CONFIRM = "govbot apply --only teams --confirm-removals {number}"


@dataclass(slots=True)
class Group:
    """People who have something in common, and who of them would lose it.

    `scope` is a team, nothing for the organisation, or `EVERY_TEAM`.
    """

    scope: str
    name: str
    people: Roll
    size: int
    lost: dict[int | str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, scope: str, name: str, accounts: Iterable[Account]) -> Group:
        """Make a group of these accounts."""
        found = tuple(accounts)
        name = f"{name} the team `{scope}`" if scope else f"{name} the organisation"
        return cls(scope, name, Roll(found), len(found))

    def lose(self, account: Account) -> None:
        """Count somebody as lost, once, if they are in the group."""
        if account in self.people:
            self.lost[account.id or account.login.lower()] = account.login


def refusals(
    changes: Sequence[TeamsChange],
    wanted: Wanted,
    snapshot: OrganizationSnapshot,
    settings: OrganizationSettings,
    confirmed: int | None = None,
) -> tuple[str, ...]:
    """Return why these changes may not be made, in sentences; nothing where they may.

    `confirmed` is the number of removals that somebody agreed to.
    """
    if not snapshot.is_complete:
        return (f"GitHub did not show {listed(snapshot.missing)}, so nothing is changed.",)
    if not snapshot.owners:
        return ("GitHub showed no owners, which every organisation has, so nothing is changed.",)
    never = (
        *_unfounded(changes, wanted, snapshot, settings),
        *_owners(changes, snapshot, settings),
    )
    if never:
        return never
    too_many = (*_shares(changes, wanted, snapshot, settings), *_deleted(changes))
    number = removals_in(changes)
    if not too_many or confirmed == number:
        return ()
    asked = (
        f"{confirmed} removals were confirmed, but there are {number}."
        if confirmed is not None
        else f"In all, {number_of(number, 'removal is', 'removals are')} planned."
    )
    return (*too_many, f"{asked} `{CONFIRM.format(number=number)}` confirms exactly these.")


def _unfounded(
    changes: Sequence[TeamsChange],
    wanted: Wanted,
    snapshot: OrganizationSnapshot,
    settings: OrganizationSettings,
) -> Iterator[str]:
    """Yield removals that no roster with people in it asks for."""
    for change in changes:
        reason = _why_unfounded(change, wanted, snapshot, settings)
        if reason:
            yield f"govbot will not {change.describe()}: {reason}."


def _why_unfounded(
    change: TeamsChange,
    wanted: Wanted,
    snapshot: OrganizationSnapshot,
    settings: OrganizationSettings,
) -> str:
    match change:
        case RemoveFromTeam(team=slug) | ChangeTeamRole(team=slug, role="member"):
            asked, team = wanted.team(slug), snapshot.team(slug)
            if asked is None or not asked.members:
                return "its roster names nobody"
            if asked.empty:
                return f"nobody serves on {listed(asked.empty)}"
            return "" if team is not None and team.is_read else "its members were not read"
        case ChangeOrganizationRole(role="member"):
            if not wanted.owners:
                return "no roster says who owns the organisation"
            empty = wanted.empty_owners
            return f"nobody serves on {listed(empty)}" if empty else ""
        case RemoveFromOrganization():
            if not settings.remove_members:
                return "the settings do not say `remove_members`"
            is_unknown = not wanted.teams or wanted.has_empty_roster
            return "a roster is empty" if is_unknown else ""
        case DeleteTeam(team=slug):
            team = snapshot.team(slug)
            if team is None or not is_own(team.description, snapshot.repository):
                return "govbot did not create it"
            if wanted.team(slug) is not None:
                return "a body names it"
            return "there are teams in it" if snapshot.children(slug) else ""
        case CreateTeam() | Invite() | AddToTeam() | ChangeTeamRole() | ChangeOrganizationRole():
            return ""
        case _:
            assert_never(change)


def _owners(
    changes: Sequence[TeamsChange], snapshot: OrganizationSnapshot, settings: OrganizationSettings
) -> Iterator[str]:
    """Yield that there would be too few owners, at any point on the way."""
    owners = {each.id or each.login.lower(): each.login for each in snapshot.owners}
    for change in changes:
        if not isinstance(change, ChangeOrganizationRole | RemoveFromOrganization):
            continue
        account = change.account
        if isinstance(change, ChangeOrganizationRole) and change.role == "owner":
            owners[account.id or account.login.lower()] = account.login
            continue
        left = owners.pop(account.id or account.login.lower(), None)
        if left is not None and len(owners) < settings.minimum_owners:
            yield (
                f"govbot will not {change.describe()}: the organisation would have "
                f"{number_of(len(owners), 'owner', 'owners')}, and keeps at least "
                f"{settings.minimum_owners}."
            )


def _deleted(changes: Sequence[TeamsChange]) -> Iterator[str]:
    for change in changes:
        if isinstance(change, DeleteTeam):
            names = listed([each.account.login for each in change.members])
            who = f" with all its members: {names}" if names else ""
            yield f"The team `{change.team}` would be deleted{who}."


def _shares(
    changes: Sequence[TeamsChange],
    wanted: Wanted,
    snapshot: OrganizationSnapshot,
    settings: OrganizationSettings,
) -> Iterator[str]:
    """Yield each group of which more would be lost than is allowed at once."""
    share = settings.most_removed
    told: set[tuple[str, frozenset[int | str]]] = set()
    for group in _groups(changes, wanted, snapshot):
        lost = len(group.lost)
        # Where the same people would leave the team and a role in it, to say so once is enough.
        who = frozenset(group.lost)
        is_told = any(who == those and group.scope in (scope, EVERY_TEAM) for scope, those in told)
        if lost > ALWAYS_ALLOWED and lost > share.of(Fraction(group.size)) and not is_told:
            told.add((group.scope, who))
            yield (
                f"{lost} of the {group.size} {group.name} would be removed, more than {share}: "
                f"{listed(list(group.lost.values()))}."
            )


def _groups(
    changes: Sequence[TeamsChange], wanted: Wanted, snapshot: OrganizationSnapshot
) -> list[Group]:
    """Return the organisation, its roles, each team and its roles, and all teams, with who would lose them."""
    everybody = Group.of("", "members of", (one.account for one in snapshot.members))
    owners = Group.of("", "owners of", snapshot.owners)
    plain = Group.of(
        "", "plain members of", (one.account for one in snapshot.members if one.role == "member")
    )
    teams = {
        each.slug: _team_groups(each.slug, snapshot.own_members(each), owners.people)
        for each in snapshot.teams
    }
    placed = Roll(
        one.account
        for each in snapshot.teams
        if wanted.team(each.slug) is not None
        for one in snapshot.own_members(each)
    )
    together = Group(EVERY_TEAM, "people in the teams that rosters name", placed, len(placed))
    by_team = [group for groups in teams.values() for group in groups]
    every = [everybody, owners, plain, *by_team, together]
    for change in changes:
        match change:
            case RemoveFromTeam(team=slug, account=account):
                _lose(account, (*teams.get(slug, ()), together))
            case ChangeTeamRole(team=slug, account=account, role="member"):
                _lose(account, teams.get(slug, ())[1:2])
            case ChangeOrganizationRole(account=account, role="member"):
                _lose(account, [owners])
            case RemoveFromOrganization(account=account):
                _lose(account, every)
            case CreateTeam() | Invite() | AddToTeam() | ChangeTeamRole():
                pass
            case ChangeOrganizationRole() | DeleteTeam():
                pass  # a deletion is refused for itself
            case _:
                assert_never(change)
    return every


def _lose(account: Account, groups: Iterable[Group]) -> None:
    for group in groups:
        group.lose(account)


def _team_groups(
    slug: str, members: Sequence[TeamMember], owners: Roll
) -> tuple[Group, Group, Group]:
    """Return all members of a team, its maintainers, and its plain members."""
    roles = [one for one in members if one.account not in owners]
    return (
        Group.of(slug, "people in", (one.account for one in members)),
        Group.of(
            slug, "maintainers of", (one.account for one in roles if one.role == "maintainer")
        ),
        Group.of(slug, "plain members of", (one.account for one in roles if one.role == "member")),
    )
