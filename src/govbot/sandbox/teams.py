"""Teams of an organization: making and changing them, and who may know of them.

council = world.create_team("Steering Council", by="mo")
world.create_team("Elections", by="mo", parent=council.id)
world.update_team("elections", by="mo", name="Ballots", parent=None)
world.delete_team("ballots", by="mo")

Whoever is in a child team is in its parent, and an owner who is in a team maintains it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Literal

from govbot.sandbox.ground import Who
from govbot.sandbox.memberships import Memberships
from govbot.sandbox.model import ACTIONS_ID, Person
from govbot.sandbox.organization_model import Invitation, Organization, Privacy, Team, TeamRole
from govbot.sandbox.organizations import Where
from govbot.sandbox.refusals import Forbidden, InvalidInput, NotFound

__all__ = ["Teams"]


def invalid(field: str, code: str, message: str) -> InvalidInput:
    """GitHub's answer to a team it cannot make so."""
    error = {"resource": "Team", "code": code, "field": field, "message": message}
    return InvalidInput("Validation Failed", error)


def slug_of(name: str) -> str:
    """The name as addresses write it: small letters, and a hyphen for anything else."""
    return re.sub("[^a-z0-9_]+", "-", name.lower()).strip("-")


class Teams(Memberships):
    """What the world knows of teams, but for joining them. They are found by their slug, in any case."""

    def team(self, slug: str | int, organization: Where = None) -> Team:
        """The team with this slug, or id."""
        for team in self.organization(organization).teams.values():
            if slug in (team.id, team.slug) or str(slug).lower() == team.slug:
                return team
        raise NotFound("Not Found")

    def teams_below(self, team: Team, organization: Organization) -> Iterator[Team]:
        """The teams in a team, the teams in those, and so on."""
        for child in organization.teams.values():
            if child.parent == team.id:
                yield child
                yield from self.teams_below(child, organization)

    def people_in(self, team: Team, organization: Organization) -> dict[int, TeamRole]:
        """Everybody in a team or in a team below it, by id, with their role in it."""
        owners = self.owners_of(organization)
        found = {
            number: TeamRole.MEMBER
            for child in self.teams_below(team, organization)
            for number in child.members
        } | team.members
        return {
            number: TeamRole.MAINTAINER if number in owners else found[number]
            for number in sorted(found)
        }

    def invitations_to(self, team: Team, organization: Organization) -> list[Invitation]:
        """The open invitations to the organization that lead into a team."""
        return [one for one in self.pending_invitations(organization) if team.id in one.teams]

    def sees_team(self, viewer: Person, team: Team, organization: Organization) -> bool:
        """Whether somebody may know of a team."""
        if self.manages(viewer, organization) or viewer.id in self.people_in(team, organization):
            return True
        return team.privacy is Privacy.CLOSED and self.is_inside(viewer, organization)

    def teams_seen(self, viewer: Person, organization: Where = None) -> list[Team]:
        """The teams that a member may know of."""
        home = self.organization(organization)
        self._require_inside(viewer, home)
        return [team for team in home.teams.values() if self.sees_team(viewer, team, home)]

    def team_seen(self, slug: str | int, viewer: Person, organization: Where = None) -> Team:
        """A team, for somebody who may know of it."""
        home = self.organization(organization)
        if viewer.id == ACTIONS_ID:
            raise Forbidden("Resource not accessible by integration")
        team = self.team(slug, home)
        if not self.sees_team(viewer, team, home):
            raise NotFound("Not Found")
        return team

    def _require_inside(self, actor: Person, home: Organization) -> None:
        if actor.id == ACTIONS_ID:
            raise Forbidden("Resource not accessible by integration")
        if not self.is_inside(actor, home):
            login = self.person(home.id).login
            raise Forbidden(f"You must be a member of {login} to see its teams.")

    def maintained_team(self, slug: str | int, actor: Person, home: Organization) -> Team:
        """A team, for somebody who may change it: its maintainer, or who manages members."""
        team = self.team_seen(slug, actor, home)
        if not self.manages(actor, home) and team.members.get(actor.id) != TeamRole.MAINTAINER:
            raise Forbidden("You must be an owner or a maintainer of the team to change it.")
        return team

    # Making and changing teams

    def create_team(
        self,
        name: str,
        *,
        by: Who,
        description: str | None = None,
        privacy: str | None = None,
        parent: int | None = None,
        maintainers: Iterable[Who] = (),
        organization: Where = None,
    ) -> Team:
        """Make a team; needs a member, who becomes its maintainer. An app does not join it."""
        home, actor = self.organization(organization), self.person(by)
        self._require_inside(actor, home)
        people = [self.person(one) for one in maintainers]
        if any(person.id not in home.members for person in people):
            raise invalid("maintainers", "invalid", "Maintainers must belong to the organization")
        default = Privacy.SECRET if parent is None else Privacy.CLOSED
        team = Team(
            self.next_id("team", 2501),
            name,
            slug_of(name),
            self.now,
            self.now,
            description,
            Privacy(privacy or default),
            parent,
        )
        self._check_team(team, home)
        joining = [*people, actor] if actor.id in home.members else people
        team.members = {person.id: TeamRole.MAINTAINER for person in joining}
        home.teams[team.id] = team
        return team

    def _check_team(self, team: Team, home: Organization) -> None:
        others = [one for one in home.teams.values() if one.id != team.id]
        if not team.slug:
            raise invalid("name", "missing_field", "Name cannot be blank")
        if any(one.slug == team.slug for one in others):
            raise invalid("name", "already_exists", "Name must be unique for this org")
        below = {one.id for one in self.teams_below(team, home)}
        if team.parent is not None:
            if team.parent not in {one.id for one in others} - below:
                raise invalid("parent_team_id", "invalid", "Parent team must be another team")
            if home.teams[team.parent].privacy is Privacy.SECRET:
                raise invalid("parent_team_id", "invalid", "Parent team cannot be secret")
        if team.privacy is Privacy.SECRET and (below or team.parent is not None):
            raise invalid("privacy", "invalid", "Parent and child teams cannot be secret")

    def update_team(
        self,
        slug: str,
        *,
        by: Who,
        name: str | None = None,
        description: str | None = None,
        privacy: str | None = None,
        parent: int | Literal["same"] | None = "same",
        organization: Where = None,
    ) -> Team:
        """Change a team; needs an owner or its maintainer. Another name is another slug."""
        home = self.organization(organization)
        team = self.maintained_team(slug, self.person(by), home)
        wanted = Team(
            team.id,
            name or team.name,
            slug_of(name) if name else team.slug,
            team.created_at,
            self.now,
            team.description if description is None else description,
            Privacy(privacy or team.privacy),
            team.parent if parent == "same" else parent,
            team.members,
        )
        self._check_team(wanted, home)
        home.teams[team.id] = wanted
        return wanted

    def delete_team(self, slug: str, *, by: Who, organization: Where = None) -> None:
        """Delete a team and the teams below it; needs an owner or its maintainer."""
        home = self.organization(organization)
        team = self.maintained_team(slug, self.person(by), home)
        for gone in [team, *self.teams_below(team, home)]:
            del home.teams[gone.id]
            for invitation in home.invitations:
                invitation.teams.pop(gone.id, None)
            for repository in self.state.repositories.values():
                repository.team_permissions.pop(gone.id, None)
