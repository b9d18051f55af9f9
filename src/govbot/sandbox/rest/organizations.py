"""REST: an organization, its members, and the invitations to it."""

from __future__ import annotations

from collections.abc import Callable

from govbot.sandbox.model import ACTIONS_ID, Person
from govbot.sandbox.organization_model import Invitation, Organization, OrganizationRole
from govbot.sandbox.organization_shapes import (
    shape_invitation,
    shape_membership,
    shape_organization,
    shape_team,
)
from govbot.sandbox.refusals import Forbidden, InvalidInput
from govbot.sandbox.rest.call import Answer, Call, route
from govbot.sandbox.shapes import shape_person

__all__ = ["ROUTES", "choice", "organization_of"]

INVITED_AS = {"admin": OrganizationRole.ADMIN, "direct_member": OrganizationRole.MEMBER}


def organization_of(call: Call) -> Organization:
    """The organization the address names, by login or by id."""
    return call.world.organization(call.place.get("org") or int(call.place["org_id"]))


def named(call: Call) -> Person:
    """The person the address names."""
    return call.world.person(call.place["login"])


def choice(call: Call, name: str, allowed: list[str], resource: str) -> str:
    """A value of the JSON body that is one of a few words; the first is the default."""
    found = call.value(name) or allowed[0]
    if found not in allowed:
        raise InvalidInput(
            "Validation Failed", {"resource": resource, "code": "invalid", "field": name}
        )
    return str(found)


def get_organization(call: Call) -> Answer:
    """GET /orgs/{org}."""
    return Answer(shape_organization(call.world, organization_of(call)))


def list_members(call: Call) -> Answer:
    """GET /orgs/{org}/members: outsiders are shown those who show their membership."""
    role = call.query.get("role", "all")
    found = call.world.members_of(organization_of(call), call.viewer, role)
    return call.page(found, lambda person: shape_person(call.world, person))


def list_public_members(call: Call) -> Answer:
    """GET /orgs/{org}/public_members."""
    home = organization_of(call)
    found = call.world.members_of(home, call.world.person(ACTIONS_ID))
    return call.page(found, lambda person: shape_person(call.world, person))


def remove_member(call: Call) -> Answer:
    """DELETE /orgs/{org}/members/{username}."""
    call.world.remove_member(named(call), by=call.viewer, organization=organization_of(call))
    return Answer(status=204)


def get_membership(call: Call) -> Answer:
    """GET /orgs/{org}/memberships/{username}."""
    home, person = organization_of(call), named(call)
    found = call.world.membership_seen(person, call.viewer, home)
    return Answer(shape_membership(call.world, home, person, found))


def set_membership(call: Call) -> Answer:
    """PUT /orgs/{org}/memberships/{username}."""
    home, person = organization_of(call), named(call)
    role = choice(call, "role", ["member", "admin"], "OrganizationMembership")
    found = call.world.set_membership(person, role, by=call.viewer, organization=home)
    return Answer(shape_membership(call.world, home, person, found))


def remove_membership(call: Call) -> Answer:
    """DELETE /orgs/{org}/memberships/{username}."""
    call.world.remove_standing(named(call), by=call.viewer, organization=organization_of(call))
    return Answer(status=204)


def get_own_membership(call: Call) -> Answer:
    """GET /user/memberships/orgs/{org}."""
    home = organization_of(call)
    if call.viewer.id == ACTIONS_ID:
        raise Forbidden("Resource not accessible by integration")
    found = call.world.standing_of(call.viewer, home)
    return Answer(shape_membership(call.world, home, call.viewer, found))


def accept_invitation(call: Call) -> Answer:
    """PATCH /user/memberships/orgs/{org} with the state `active`."""
    home = organization_of(call)
    choice(call, "state", ["active"], "OrganizationMembership")
    found = call.world.accept_invitation(call.viewer, home)
    return Answer(shape_membership(call.world, home, call.viewer, found))


def show_invitations(call: Call, pick: Callable[[Organization], list[Invitation]]) -> Answer:
    """A list of invitations, which only owners may see."""
    home = organization_of(call)
    call.world.require_owner(call.viewer, home)
    return call.page(pick(home), lambda one: shape_invitation(call.world, home, one))


def list_invitations(call: Call) -> Answer:
    """GET /orgs/{org}/invitations: those that can still be accepted."""
    return show_invitations(call, call.world.pending_invitations)


def list_failed_invitations(call: Call) -> Answer:
    """GET /orgs/{org}/failed_invitations."""
    return show_invitations(call, call.world.failed_invitations)


def create_invitation(call: Call) -> Answer:
    """POST /orgs/{org}/invitations."""
    home = organization_of(call)
    role = choice(call, "role", ["direct_member", "admin"], "OrganizationInvitation")
    invitation = call.world.invite(
        call.value("invitee_id"),
        INVITED_AS[role],
        by=call.viewer,
        email=call.value("email"),
        teams=call.value("team_ids") or [],
        organization=home,
    )
    return Answer(shape_invitation(call.world, home, invitation), 201)


def cancel_invitation(call: Call) -> Answer:
    """DELETE /orgs/{org}/invitations/{invitation_id}."""
    number, home = int(call.place["invitation_id"]), organization_of(call)
    call.world.cancel_invitation(number, by=call.viewer, organization=home)
    return Answer(status=204)


def list_invitation_teams(call: Call) -> Answer:
    """GET /orgs/{org}/invitations/{invitation_id}/teams."""
    home = organization_of(call)
    call.world.require_owner(call.viewer, home)
    invitation = call.world.invitation(int(call.place["invitation_id"]), home)
    teams = [home.teams[number] for number in invitation.teams]
    return call.page(teams, lambda team: shape_team(call.world, home, team))


ROUTES = [
    route("GET", "/orgs/<org>", get_organization),
    route("GET", "/orgs/<org>/members", list_members),
    route("GET", "/orgs/<org>/public_members", list_public_members),
    route("DELETE", "/orgs/<org>/members/<login>", remove_member),
    route("GET", "/orgs/<org>/memberships/<login>", get_membership),
    route("PUT", "/orgs/<org>/memberships/<login>", set_membership),
    route("DELETE", "/orgs/<org>/memberships/<login>", remove_membership),
    route("GET", "/user/memberships/orgs/<org>", get_own_membership),
    route("PATCH", "/user/memberships/orgs/<org>", accept_invitation),
    route("GET", "/orgs/<org>/invitations", list_invitations),
    route("POST", "/orgs/<org>/invitations", create_invitation),
    route("DELETE", "/orgs/<org>/invitations/<int:invitation_id>", cancel_invitation),
    route("GET", "/orgs/<org>/invitations/<int:invitation_id>/teams", list_invitation_teams),
    route(
        "GET",
        "/organizations/<int:org_id>/invitations/<int:invitation_id>/teams",
        list_invitation_teams,
    ),
    route("GET", "/orgs/<org>/failed_invitations", list_failed_invitations),
]
