"""Organizations: who belongs to them, who owns them, and who may know of it.

world.add_organization("example", owners=["mo"], members=["ada", "ben"])
world.add_member("cyd", "admin")
world.publicize_membership("ada")
world.install_app("govbot-teams[bot]")        # it may do what owners may

Without `organization`, the first that was made is meant. The token of an Actions run has no
rights in an organization: it sees what everybody sees.
"""

from __future__ import annotations

from collections.abc import Iterable

from govbot.sandbox.ground import Ground, Who
from govbot.sandbox.model import ACTIONS_ID, Person
from govbot.sandbox.organization_model import Membership, Organization, OrganizationRole
from govbot.sandbox.refusals import Forbidden, InvalidInput, NotFound

__all__ = ["Organizations", "Where"]

Where = Who | Organization | None
"""An organization: its login, its id, itself, or None for the first that was made."""


class Organizations(Ground):
    """What the world knows of organizations, but for invitations and teams."""

    def add_organization(
        self, login: str = "example", *, owners: Iterable[Who], members: Iterable[Who] = ()
    ) -> Organization:
        """Make an organization of people who belong to it at once; it needs an owner.

        The account may be there already, as the owner of a repository.
        """
        roles = {self.person(one).id: OrganizationRole.MEMBER for one in members}
        roles |= {self.person(one).id: OrganizationRole.ADMIN for one in owners}
        if OrganizationRole.ADMIN not in roles.values():
            raise InvalidInput(f"The organization {login} needs an owner.")
        account = self._find_login(login) or self.add_person(login, type="Organization")
        if account.type != "Organization" or account.id in self.state.organizations:
            raise InvalidInput(f"There is already an account {login}.")
        people = {number: Membership(role) for number, role in roles.items()}
        made = Organization(account.id, self.now, people)
        self.state.organizations[account.id] = made
        return made

    def add_member(
        self, who: Who, role: str = OrganizationRole.MEMBER, organization: Where = None
    ) -> Membership:
        """Let somebody belong to the organization without being asked."""
        made = Membership(OrganizationRole(role))
        self.organization(organization).members[self.person(who).id] = made
        return made

    def install_app(self, login: str, organization: Where = None) -> Person:
        """Let an app manage the organization's members and teams; makes its bot if unknown."""
        bot = self._find_login(login) or self.add_person(login, type="Bot")
        apps = self.organization(organization).apps
        if bot.id not in apps:
            apps.append(bot.id)
        return bot

    def organization(self, where: Where = None) -> Organization:
        """The organization with this login or id; without one, the first that was made."""
        if isinstance(where, Organization):
            return where
        known = self.state.organizations
        found = next(iter(known.values()), None)
        if where is not None:
            found = known.get(self.person(where).id)
        if found is None:
            raise NotFound("Not Found")
        return found

    # Who is what

    def owners_of(self, organization: Organization) -> list[int]:
        """The ids of its owners."""
        return [
            number
            for number, membership in organization.members.items()
            if membership.role is OrganizationRole.ADMIN
        ]

    def is_inside(self, person: Person, organization: Organization) -> bool:
        """Whether somebody sees what only members see."""
        return person.id in organization.members or person.id in organization.apps

    def manages(self, person: Person, organization: Organization) -> bool:
        """Whether somebody may change who belongs to it: owners, and apps with that right."""
        return person.id in self.owners_of(organization) or person.id in organization.apps

    def require_owner(
        self, person: Person, organization: Organization, refusal: str = "Not Found"
    ) -> None:
        """Raise unless somebody manages it; without words, as if there were nothing here."""
        if person.id == ACTIONS_ID:
            raise Forbidden("Resource not accessible by integration")
        if self.manages(person, organization):
            return
        raise NotFound(refusal) if refusal == "Not Found" else Forbidden(refusal)

    def members_of(
        self, organization: Organization, viewer: Person, role: str = "all"
    ) -> list[Person]:
        """The members that somebody may see, by id: outsiders see who shows their membership."""
        inside = self.is_inside(viewer, organization)
        return [
            self.person(number)
            for number, membership in sorted(organization.members.items())
            if (inside or membership.public) and role in ("all", membership.role)
        ]

    def publicize_membership(self, who: Who, organization: Where = None) -> None:
        """Show somebody's membership to everybody."""
        self.membership_of(self.person(who), self.organization(organization)).public = True

    def membership_of(self, person: Person, organization: Organization) -> Membership:
        """Somebody's membership, which must be there."""
        found = organization.members.get(person.id)
        if found is None:
            raise NotFound("Not Found")
        return found
