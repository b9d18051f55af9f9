"""Who is in a team, and what the team may do in repositories.

world.set_team_membership("steering-council", "ada", "maintainer", by="mo")
world.set_team_membership("steering-council", "zoe", by="mo")     # invited, if she is no member
world.remove_team_membership("steering-council", "ada", by="mo")
world.give_team("steering-council", "write", by="mo")             # in the first repository
"""

from __future__ import annotations

from typing import Literal

from govbot.sandbox.ground import Who
from govbot.sandbox.model import Permission, Person, Repository
from govbot.sandbox.organization_model import Organization, Team, TeamRole
from govbot.sandbox.organizations import Where
from govbot.sandbox.refusals import InvalidInput, NotFound
from govbot.sandbox.teams import Teams

__all__ = ["TeamMemberships"]


class TeamMemberships(Teams):
    """What the world knows of joining teams, and of what that permits."""

    def team_role(
        self, team: Team, person: Person, organization: Organization
    ) -> tuple[TeamRole, Literal["active", "pending"]]:
        """Somebody's role in a team, and whether they have accepted it."""
        found = self.people_in(team, organization).get(person.id)
        if found is not None:
            return found, "active"
        invitation = self.pending_of(person, organization)
        if invitation is None or team.id not in invitation.teams:
            raise NotFound("Not Found")
        return invitation.teams[team.id], "pending"

    def set_team_membership(
        self,
        slug: str,
        who: Who,
        role: str = TeamRole.MEMBER,
        *,
        by: Who,
        organization: Where = None,
    ) -> None:
        """Put somebody into a team, or give them another role there; needs its maintainer.

        Somebody who does not belong to the organization is invited to both, by an owner.
        """
        home, actor, person = self.organization(organization), self.person(by), self.person(who)
        team = self.maintained_team(slug, actor, home)
        wanted = TeamRole(role)
        if person.id in home.members:
            team.members[person.id] = wanted
            return
        if person.type == "Organization":
            error = {"resource": "TeamMember", "code": "org", "field": "user"}
            raise InvalidInput("Cannot add an organization as a member.", error)
        self.require_owner(actor, home, "You must be an owner to invite somebody to a team.")
        invitation = self.pending_of(person, home) or self.invite(
            person, by=actor, organization=home
        )
        invitation.teams[team.id] = wanted

    def remove_team_membership(
        self, slug: str, who: Who, *, by: Who, organization: Where = None
    ) -> None:
        """Take somebody out of a team; needs its maintainer, or themselves."""
        home, actor, person = self.organization(organization), self.person(by), self.person(who)
        team = self.team_seen(slug, actor, home)
        if actor != person:
            self.maintained_team(slug, actor, home)
        invitation = self.pending_of(person, home)
        if person.id in team.members:
            del team.members[person.id]
        elif invitation is not None and team.id in invitation.teams:
            del invitation.teams[team.id]
        else:
            raise NotFound("Not Found")

    def give_team(
        self,
        slug: str,
        permission: str | None,
        *,
        by: Who,
        repository: str | Repository | None = None,
        organization: Where = None,
    ) -> None:
        """Give a team a permission in a repository of the organization, or take it with None."""
        home, target = self.organization(organization), self.repository(repository)
        self.require_owner(self.person(by), home)
        team = self.team(slug, home)
        if target.owner != home.id:
            raise InvalidInput("Validation Failed")
        if permission is None:
            target.team_permissions.pop(team.id, None)
        else:
            target.team_permissions[team.id] = Permission(permission)

    def permission(self, person: Person, repository: Repository) -> Permission:
        """What somebody may do: by themselves, as an owner, or through a team."""
        own = super().permission(person, repository)
        home = self.state.organizations.get(repository.owner)
        if home is None or person.id not in home.members:
            return own
        if person.id in self.owners_of(home):
            return Permission.ADMIN
        through = [
            permission
            for number, permission in repository.team_permissions.items()
            if person.id in self.people_in(home.teams[number], home)
        ]
        return max([own, *through], key=lambda one: one.rank)
