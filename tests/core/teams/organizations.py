"""Communities and organisations to plan with, and what GitHub makes of a change, in memory.

governance = community({"council": ["ada", "ben"]})
github = organization(["mo"], ["ada"], {"council": ["ada"]})
after(github, plan.changes)     # as GitHub would show it then
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any, assert_never

from govbot.core.accounts import Account
from govbot.core.governance import Governance
from govbot.core.teams import (
    AddToTeam,
    ChangeOrganizationRole,
    ChangeTeamRole,
    CreateTeam,
    DeleteTeam,
    Invitation,
    Invite,
    OrganizationMember,
    OrganizationRole,
    OrganizationSnapshot,
    RemoveFromOrganization,
    RemoveFromTeam,
    Team,
    TeamMember,
    TeamRole,
    TeamsChange,
)
from tests import communities
from tests.communities import person

__all__ = [
    "DAY",
    "IDS",
    "NOW",
    "account",
    "after",
    "community",
    "invited",
    "organization",
    "said",
    "team",
]

DAY = date(2026, 7, 1)
NOW = datetime(2026, 7, 1, 9, tzinfo=UTC)
NAMES = ("ada", "ben", "cyd", "dee", "eli", "fay", "gus", "hal", "ivy", "jon", "mo", "zoe")
IDS = {login: 1001 + index for index, login in enumerate(NAMES)}
REPOSITORY = "example/commons"


def account(login: str) -> Account:
    """The account of one of the names."""
    return Account(login=login, id=IDS[login])


def community(
    teams: Mapping[str, Sequence[str | dict[str, Any]]],
    *,
    owners: Sequence[str] | None = None,
    people: Sequence[dict[str, Any]] | None = None,
    **settings: Any,
) -> Governance:
    """A community with a body for each team, called as the team; chairs maintain it.

    `owners` are members of a body of their own, without a team.
    """
    bodies: dict[str, Any] = {
        slug: {
            "name": slug.capitalize(),
            "kind": "team",
            "github_team": {"name": slug, "maintainers": ["chair"]},
            "members": [{"github": one} if isinstance(one, str) else one for one in members],
        }
        for slug, members in teams.items()
    }
    if owners is not None:
        listed = [{"github": login} for login in owners]
        bodies["admins"] = {"name": "Admins", "kind": "core", "members": listed}
        settings["owners"] = ["admins"]
    return communities.community(
        bodies,
        people=[person(*each) for each in IDS.items()] if people is None else people,
        settings={"organization": {"minimum_owners": 1, **settings}},
    )


def team(
    slug: str,
    members: Iterable[str] = (),
    maintainers: Iterable[str] = (),
    *,
    own: bool = False,
    **also: Any,
) -> Team:
    """A team as GitHub shows it; with `own`, one that govbot created."""
    said = f"{slug.capitalize()}. Kept by govbot for {REPOSITORY}." if own else ""
    found = [TeamMember(account=account(each)) for each in members]
    found += [TeamMember(account=account(each), role="maintainer") for each in maintainers]
    return Team.model_validate(
        {"slug": slug, "id": 50, "description": said, "members": tuple(found)} | also
    )


def organization(
    owners: Iterable[str] = ("mo",),
    members: Iterable[str] = (),
    teams: Iterable[Team] = (),
    **also: Any,
) -> OrganizationSnapshot:
    """An organisation as GitHub shows it. Whoever is in a team and no owner is a member."""
    teams = tuple(teams)
    belong = dict.fromkeys(owners, "owner")
    in_teams = [one.account.login for each in teams for one in each.members]
    belong |= {login: "member" for login in (*members, *in_teams) if login not in belong}
    return OrganizationSnapshot.model_validate(
        {
            "name": "example",
            "repository": REPOSITORY,
            "read_at": NOW,
            "members": tuple(
                OrganizationMember.model_validate({"account": account(login), "role": role})
                for login, role in belong.items()
            ),
            "teams": teams,
        }
        | also
    )


def invited(login: str, at: datetime, failed: datetime | None = None) -> Invitation:
    """An invitation that is pending, or lapsed."""
    reason = "Invitation expired" if failed else ""
    return Invitation(account=account(login), at=at, failed_at=failed, reason=reason)


def said(changes: Iterable[TeamsChange]) -> list[str]:
    """What changes say of themselves."""
    return [each.describe() for each in changes]


def after(github: OrganizationSnapshot, changes: Iterable[TeamsChange]) -> OrganizationSnapshot:
    """The organisation after these changes, with every invitation accepted at once."""
    state = _State(github)
    for change in changes:
        state.make(change)
    return state.shown()


class _State:
    def __init__(self, github: OrganizationSnapshot) -> None:
        self.github = github
        self.members: dict[Account, OrganizationRole] = {
            each.account: each.role for each in github.members
        }
        self.teams = {each.slug: each for each in github.teams}
        self.inside: dict[str, dict[Account, TeamRole]] = {
            each.slug: {one.account: one.role for one in each.members} for each in github.teams
        }

    def make(self, change: TeamsChange) -> None:
        match change:
            case CreateTeam(team=slug, description=description):
                assert slug not in self.teams
                self.teams[slug] = Team(slug=slug, id=60, description=description)
                self.inside[slug] = {}
            case Invite(account=who, role=as_role, teams=slugs):
                assert who.id is not None
                assert who not in self.members
                self.members[who] = as_role
                for slug in slugs:
                    self.inside[slug][who] = "member"
            case (
                AddToTeam(team=slug, account=who, role=role)
                | ChangeTeamRole(team=slug, account=who, role=role)
            ):
                assert who in self.members
                self.inside[slug][who] = role
            case RemoveFromTeam(team=slug, account=who):
                del self.inside[slug][who]
            case ChangeOrganizationRole(account=who, role=as_role):
                assert self.members[who] != as_role
                self.members[who] = as_role
            case RemoveFromOrganization(account=who):
                del self.members[who]
                for each in self.inside.values():
                    each.pop(who, None)
            case DeleteTeam(team=slug):
                del self.teams[slug], self.inside[slug]
            case _:
                assert_never(change)

    def shown(self) -> OrganizationSnapshot:
        """What GitHub shows: an owner in a team is its maintainer."""
        teams = tuple(
            each.model_copy(
                update={
                    "members": tuple(
                        TeamMember(
                            account=who,
                            role="maintainer" if self.members[who] == "owner" else role,
                        )
                        for who, role in self.inside[slug].items()
                    )
                }
            )
            for slug, each in self.teams.items()
        )
        # Made anew: a copy would keep the members that it was asked for before.
        return OrganizationSnapshot(
            name=self.github.name,
            repository=self.github.repository,
            read_at=self.github.read_at,
            viewer=self.github.viewer,
            members=tuple(
                OrganizationMember(account=who, role=role) for who, role in self.members.items()
            ),
            teams=teams,
        )
