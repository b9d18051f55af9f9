"""Joining and leaving an organization: invitations, roles, removals.

world.set_membership("zoe", by="mo")          # she is invited, for seven days
world.set_membership("zoe", "admin", by="mo") # as an owner, and not once more
world.accept_invitation("zoe")
world.remove_member("zoe", by="mo")           # and from every team
"""

from __future__ import annotations

from collections.abc import Iterable

from govbot.sandbox.ground import Who
from govbot.sandbox.model import ACTIONS_ID, Person
from govbot.sandbox.organization_model import (
    Invitation,
    Membership,
    Organization,
    OrganizationRole,
    TeamRole,
)
from govbot.sandbox.organizations import Organizations, Where
from govbot.sandbox.refusals import Forbidden, InvalidInput, NotFound

__all__ = ["Memberships"]


def uninvitable(message: str) -> InvalidInput:
    """GitHub's answer to an invitation it cannot send."""
    error = {
        "resource": "OrganizationInvitation",
        "code": "unprocessable",
        "field": "data",
        "message": message,
    }
    return InvalidInput("Validation Failed", error)


class Memberships(Organizations):
    """What the world knows of how people come to an organization and leave it."""

    def standing_of(self, who: Who, organization: Where = None) -> Membership | Invitation:
        """Somebody's membership, or the invitation that they can still accept."""
        home, person = self.organization(organization), self.person(who)
        return self.pending_of(person, home) or self.membership_of(person, home)

    def membership_seen(
        self, who: Who, viewer: Person, organization: Where = None
    ) -> Membership | Invitation:
        """The same, for somebody who must be a member themselves to ask."""
        home, person = self.organization(organization), self.person(who)
        if viewer.id == ACTIONS_ID:
            raise Forbidden("Resource not accessible by integration")
        if not self.is_inside(viewer, home):
            login = self.person(home.id).login
            raise Forbidden(
                f"You must be a member of {login} to see membership information for {person.login}."
            )
        return self.standing_of(person, home)

    # Invitations

    def pending_invitations(self, organization: Where = None) -> list[Invitation]:
        """Those that can still be accepted, oldest first."""
        return [
            one for one in self.organization(organization).invitations if self.now < one.fails_at
        ]

    def failed_invitations(self, organization: Where = None) -> list[Invitation]:
        """Those that nobody has accepted in time, oldest first."""
        return [
            one for one in self.organization(organization).invitations if self.now >= one.fails_at
        ]

    def pending_of(self, person: Person, organization: Organization) -> Invitation | None:
        """The invitation that somebody can accept."""
        pending = self.pending_invitations(organization)
        return next((one for one in pending if one.invitee == person.id), None)

    def invitation(self, number: int, organization: Where = None) -> Invitation:
        """The invitation with this id, failed or not."""
        for one in self.organization(organization).invitations:
            if one.id == number:
                return one
        raise NotFound("Not Found")

    def invite(
        self,
        who: Who | None = None,
        role: str = OrganizationRole.MEMBER,
        *,
        by: Who,
        email: str | None = None,
        teams: Iterable[int] = (),
        organization: Where = None,
    ) -> Invitation:
        """Ask somebody to join, by account or address; needs an owner. `teams` are ids."""
        home, actor = self.organization(organization), self.person(by)
        self.require_owner(actor, home)
        person = None if who is None else self.person(who)
        if person is None and not email:
            raise uninvitable("An invitation needs an invitee_id or an email.")
        if person is not None:
            self._check_invitable(person, home)
        wanted = dict.fromkeys(teams, TeamRole.MEMBER)
        if not wanted.keys() <= home.teams.keys():
            raise uninvitable("A team that is named is not of this organization.")
        return self._send(home, actor, OrganizationRole(role), person, email, wanted)

    def _check_invitable(self, person: Person, organization: Organization) -> None:
        if person.id in organization.members:
            raise uninvitable("Invitee is already a part of this organization")
        if self.pending_of(person, organization):
            raise uninvitable("Invitee has already been invited to this organization")
        if person.type != "User":
            raise uninvitable("Only people can be invited")

    def _send(
        self,
        home: Organization,
        actor: Person,
        role: OrganizationRole,
        person: Person | None,
        email: str | None = None,
        teams: dict[int, TeamRole] | None = None,
    ) -> Invitation:
        number = self.next_id("invitation", 8001)
        invitee = None if person is None else person.id
        sent = Invitation(number, role, actor.id, self.now, invitee, email, teams or {})
        home.invitations.append(sent)
        return sent

    def cancel_invitation(self, number: int, *, by: Who, organization: Where = None) -> None:
        """Take an invitation back; needs an owner."""
        home = self.organization(organization)
        self.require_owner(self.person(by), home)
        home.invitations.remove(self.invitation(number, home))

    def accept_invitation(self, who: Who, organization: Where = None) -> Membership:
        """Join, with the role and the teams of the invitation, unless it has failed."""
        home, person = self.organization(organization), self.person(who)
        invitation = self.pending_of(person, home)
        if invitation is None:
            raise NotFound("Not Found")
        joined = home.members[person.id] = Membership(invitation.role)
        for number, role in invitation.teams.items():
            if number in home.teams:
                home.teams[number].members[person.id] = role
        home.invitations = [one for one in home.invitations if one.invitee != person.id]
        return joined

    # Members

    def set_membership(
        self,
        who: Who,
        role: str = OrganizationRole.MEMBER,
        *,
        by: Who,
        organization: Where = None,
    ) -> Membership | Invitation:
        """Give a member a role, or invite somebody who is none; needs an owner.

        An invitation that is still open gets the role, and is not sent again.
        """
        home, actor, person = self.organization(organization), self.person(by), self.person(who)
        needed = "You must be an admin to create or update an organization membership."
        self.require_owner(actor, home, needed)
        wanted = OrganizationRole(role)
        found = home.members.get(person.id) or self.pending_of(person, home)
        if found is None:
            self._check_invitable(person, home)
            return self._send(home, actor, wanted, person)
        if person.id in self.owners_of(home) and wanted is not OrganizationRole.ADMIN:
            if person == actor:
                raise Forbidden(
                    "You cannot demote yourself. Admins must be demoted by another admin."
                )
            self._keep_an_owner(home, person)
        found.role = wanted
        return found

    def _keep_an_owner(self, home: Organization, person: Person) -> None:
        if self.owners_of(home) == [person.id]:
            raise Forbidden("An organization must have at least one owner.")

    def remove_member(self, who: Who, *, by: Who, organization: Where = None) -> None:
        """Take somebody out of the organization and its teams; needs an owner, or themselves.

        The last owner stays.
        """
        home, actor, person = self.organization(organization), self.person(by), self.person(who)
        if actor != person:
            needed = "You must be an admin to remove a member of the organization."
            self.require_owner(actor, home, needed)
        self.membership_of(person, home)
        self._keep_an_owner(home, person)
        self._forget(home, person)

    def remove_standing(self, who: Who, *, by: Who, organization: Where = None) -> None:
        """Take a member out, or take back the invitation of somebody who was asked."""
        home, person = self.organization(organization), self.person(who)
        invitation = self.pending_of(person, home)
        if invitation is None:
            self.remove_member(person, by=by, organization=home)
        else:
            self.cancel_invitation(invitation.id, by=by, organization=home)

    def _forget(self, home: Organization, person: Person) -> None:
        home.members.pop(person.id, None)
        home.invitations = [one for one in home.invitations if one.invitee != person.id]
        for team in home.teams.values():
            team.members.pop(person.id, None)

    def remove_person(self, who: Who) -> None:
        """Delete an account: it no longer belongs to anything."""
        person = self.person(who)
        for home in self.state.organizations.values():
            self._forget(home, person)
            home.apps = [number for number in home.apps if number != person.id]
        super().remove_person(person)
