"""Organizations, memberships, invitations and teams as GitHub's REST answers show them.

shape_team(world, organization, team)["slug"]
"""

from __future__ import annotations

from govbot.sandbox.model import Person, Repository
from govbot.sandbox.organization_model import Invitation, Membership, Organization, Team
from govbot.sandbox.shapes import (
    Shape,
    node_id,
    shape_person,
    shape_repository,
    timestamp,
)
from govbot.sandbox.world import World

__all__ = [
    "PERMISSION_WORDS",
    "shape_full_team",
    "shape_invitation",
    "shape_membership",
    "shape_organization",
    "shape_team",
    "shape_team_membership",
    "shape_team_repository",
]

PERMISSION_WORDS = {
    "pull": "read",
    "triage": "triage",
    "push": "write",
    "maintain": "maintain",
    "admin": "admin",
}
"""What REST calls the permissions of a team, and what they are called elsewhere."""


def shape_simple(world: World, organization: Organization) -> Shape:
    """An `organization-simple`."""
    account = world.person(organization.id)
    url = f"{world.base_url}/orgs/{account.login}"
    return {
        "login": account.login,
        "id": account.id,
        "node_id": node_id("O", account.id),
        "url": url,
        "repos_url": f"{url}/repos",
        "events_url": f"{url}/events",
        "hooks_url": f"{url}/hooks",
        "issues_url": f"{url}/issues",
        "members_url": f"{url}/members{{/member}}",
        "public_members_url": f"{url}/public_members{{/member}}",
        "avatar_url": f"{world.base_url}/avatars/u/{account.id}",
        "description": None,
    }


def shape_organization(world: World, organization: Organization) -> Shape:
    """An `organization-full`, as somebody sees it who does not own it."""
    account = world.person(organization.id)
    created = timestamp(organization.created_at)
    repositories = [one for one in world.state.repositories.values() if one.owner == account.id]
    return shape_simple(world, organization) | {
        "name": account.name or account.login,
        "is_verified": False,
        "has_organization_projects": True,
        "has_repository_projects": True,
        "public_repos": len(repositories),
        **dict.fromkeys(("public_gists", "followers", "following"), 0),
        "html_url": f"{world.base_url}/{account.login}",
        "type": "Organization",
        "created_at": created,
        "updated_at": created,
        "archived_at": None,
    }


def shape_membership(
    world: World, organization: Organization, person: Person, found: Membership | Invitation
) -> Shape:
    """An `org-membership`; somebody who has only been asked has one that is pending."""
    simple = shape_simple(world, organization)
    pending = isinstance(found, Invitation)
    return {
        "url": f"{simple['url']}/memberships/{person.login}",
        "state": "pending" if pending else "active",
        "role": found.role.value,
        "direct_membership": True,
        "organization_url": simple["url"],
        "organization": simple,
        "user": shape_person(world, person),
        "permissions": {"can_create_repository": not pending},
    }


def shape_invitation(world: World, organization: Organization, invitation: Invitation) -> Shape:
    """An `organization-invitation`; one that has failed says when and why."""
    invitee = invitation.invitee and world.state.people.get(invitation.invitee)
    failed = world.now >= invitation.fails_at
    place = f"{world.base_url}/organizations/{organization.id}/invitations/{invitation.id}"
    return {
        "id": invitation.id,
        "node_id": node_id("OI", invitation.id),
        "login": invitee.login if invitee else None,
        "email": invitation.email,
        "role": "admin" if invitation.role == "admin" else "direct_member",
        "created_at": timestamp(invitation.created_at),
        "failed_at": timestamp(invitation.fails_at) if failed else None,
        "failed_reason": "Invitation expired" if failed else None,
        "inviter": shape_person(world, invitation.by),
        "team_count": len(invitation.teams),
        "invitation_teams_url": f"{place}/teams",
        "invitation_source": "member",
    }


def shape_simple_team(world: World, organization: Organization, team: Team) -> Shape:
    """A `team-simple`."""
    login = world.person(organization.id).login
    url = f"{world.base_url}/organizations/{organization.id}/team/{team.id}"
    return {
        "id": team.id,
        "node_id": node_id("T", team.id),
        "name": team.name,
        "slug": team.slug,
        "description": team.description,
        "privacy": team.privacy.value,
        "notification_setting": "notifications_enabled",
        "permission": "pull",
        "url": url,
        "html_url": f"{world.base_url}/orgs/{login}/teams/{team.slug}",
        "members_url": f"{url}/members{{/member}}",
        "repositories_url": f"{url}/repos",
        "type": "organization",
        "organization_id": organization.id,
    }


def shape_team(world: World, organization: Organization, team: Team) -> Shape:
    """A `team`, with the team it is in."""
    parent = None if team.parent is None else organization.teams[team.parent]
    shown = None if parent is None else shape_simple_team(world, organization, parent)
    return shape_simple_team(world, organization, team) | {"parent": shown}


def shape_full_team(world: World, organization: Organization, team: Team) -> Shape:
    """A `team-full`, with its counts and its organization."""
    repositories = world.state.repositories.values()
    return shape_team(world, organization, team) | {
        "members_count": len(world.people_in(team, organization)),
        "repos_count": sum(team.id in one.team_permissions for one in repositories),
        "created_at": timestamp(team.created_at),
        "updated_at": timestamp(team.updated_at),
        "organization": shape_organization(world, organization),
    }


def shape_team_membership(
    world: World, organization: Organization, team: Team, person: Person
) -> Shape:
    """A `team-membership`."""
    role, state = world.team_role(team, person, organization)
    url = f"{world.base_url}/organizations/{organization.id}/team/{team.id}"
    return {"url": f"{url}/memberships/{person.login}", "role": role.value, "state": state}


def permissions_shape(team: Team, repository: Repository) -> Shape:
    """What a team may do in a repository, word by word."""
    allowed = repository.team_permissions[team.id].rank
    ranks = dict(zip(PERMISSION_WORDS, range(1, len(PERMISSION_WORDS) + 1), strict=True))
    return {word: allowed >= rank for word, rank in ranks.items()}


def shape_team_repository(world: World, team: Team, repository: Repository) -> Shape:
    """A `team-repository`, with what the team may do there."""
    return shape_repository(world, repository) | {
        "permissions": permissions_shape(team, repository),
        "role_name": repository.team_permissions[team.id].value,
    }
