"""REST: the teams of an organization, who is in them, and their repositories.

A team has two addresses: `/orgs/{org}/teams/{slug}`, and the one by numbers that its `url` gives.
"""

from __future__ import annotations

from collections.abc import Iterator

from werkzeug.routing import Rule

from govbot.sandbox.model import Repository
from govbot.sandbox.organization_model import Organization, Team
from govbot.sandbox.organization_shapes import (
    PERMISSION_WORDS,
    shape_full_team,
    shape_invitation,
    shape_team,
    shape_team_membership,
    shape_team_repository,
)
from govbot.sandbox.refusals import InvalidInput, NotFound
from govbot.sandbox.rest.call import Answer, Call, Endpoint, route
from govbot.sandbox.rest.organizations import choice, organization_of
from govbot.sandbox.shapes import shape_person

__all__ = ["ROUTES"]

PRIVACY = ["secret", "closed"]


def found(call: Call) -> tuple[Organization, Team]:
    """The team the address names, which the viewer must be allowed to see."""
    home = organization_of(call)
    slug = call.place.get("slug") or int(call.place["team_id"])
    return home, call.world.team_seen(slug, call.viewer, home)


def list_teams(call: Call) -> Answer:
    """GET /orgs/{org}/teams."""
    home = organization_of(call)
    teams = call.world.teams_seen(call.viewer, home)
    return call.page(teams, lambda team: shape_team(call.world, home, team))


def create_team(call: Call) -> Answer:
    """POST /orgs/{org}/teams."""
    home = organization_of(call)
    privacy = choice(call, "privacy", PRIVACY, "Team") if call.value("privacy") else None
    team = call.world.create_team(
        str(call.needed("name", "Team")),
        by=call.viewer,
        description=call.value("description"),
        privacy=privacy,
        parent=call.value("parent_team_id"),
        maintainers=call.value("maintainers") or [],
        organization=home,
    )
    for name in call.value("repo_names") or []:
        world = call.world
        world.give_team(team.slug, "read", by=call.viewer, repository=name, organization=home)
    return Answer(shape_full_team(call.world, home, team), 201)


def get_team(call: Call) -> Answer:
    """GET .../{slug}."""
    return Answer(shape_full_team(call.world, *found(call)))


def update_team(call: Call) -> Answer:
    """PATCH .../{slug}; a parent of null makes it a team of its own."""
    home, team = found(call)
    privacy = choice(call, "privacy", PRIVACY, "Team") if call.value("privacy") else None
    changed = call.world.update_team(
        team.slug,
        by=call.viewer,
        name=call.value("name"),
        description=call.value("description"),
        privacy=privacy,
        parent=call.value("parent_team_id", "same"),
        organization=home,
    )
    return Answer(shape_full_team(call.world, home, changed))


def delete_team(call: Call) -> Answer:
    """DELETE .../{slug}: the teams below it go too."""
    home, team = found(call)
    call.world.delete_team(team.slug, by=call.viewer, organization=home)
    return Answer(status=204)


def list_child_teams(call: Call) -> Answer:
    """GET .../{slug}/teams: those directly below it."""
    home, team = found(call)
    children = [one for one in home.teams.values() if one.parent == team.id]
    return call.page(children, lambda one: shape_team(call.world, home, one))


def list_team_members(call: Call) -> Answer:
    """GET .../{slug}/members: those of the teams below it too."""
    home, team = found(call)
    role = call.query.get("role", "all")
    people = call.world.people_in(team, home)
    shown = [number for number in people if role in ("all", people[number])]
    return call.page(shown, lambda number: shape_person(call.world, number))


def list_team_invitations(call: Call) -> Answer:
    """GET .../{slug}/invitations."""
    home, team = found(call)
    invitations = call.world.invitations_to(team, home)
    return call.page(invitations, lambda one: shape_invitation(call.world, home, one))


def get_team_membership(call: Call) -> Answer:
    """GET .../{slug}/memberships/{username}."""
    person = call.world.person(call.place["login"])
    return Answer(shape_team_membership(call.world, *found(call), person))


def set_team_membership(call: Call) -> Answer:
    """PUT .../{slug}/memberships/{username}."""
    home, team = found(call)
    person = call.world.person(call.place["login"])
    role = choice(call, "role", ["member", "maintainer"], "TeamMember")
    world = call.world
    world.set_team_membership(team.slug, person, role, by=call.viewer, organization=home)
    return Answer(shape_team_membership(world, home, team, person))


def remove_team_membership(call: Call) -> Answer:
    """DELETE .../{slug}/memberships/{username}."""
    home, team = found(call)
    login = call.place["login"]
    call.world.remove_team_membership(team.slug, login, by=call.viewer, organization=home)
    return Answer(status=204)


def list_team_repositories(call: Call) -> Answer:
    """GET .../{slug}/repos."""
    _, team = found(call)
    repositories = call.world.state.repositories.values()
    theirs = [one for one in repositories if team.id in one.team_permissions]
    return call.page(theirs, lambda one: shape_team_repository(call.world, team, one))


def target(call: Call) -> Repository:
    """The repository the address names behind the team."""
    return call.world.repository(f"{call.place['owner']}/{call.place['repo']}")


def check_team_repository(call: Call) -> Answer:
    """GET .../{slug}/repos/{owner}/{repo}: no body, unless the media type asks for one."""
    _, team = found(call)
    if team.id not in target(call).team_permissions:
        raise NotFound("Not Found")
    return Answer(status=204)


def give_team_repository(call: Call) -> Answer:
    """PUT .../{slug}/repos/{owner}/{repo}."""
    home, team = found(call)
    word = call.value("permission") or "pull"
    if word not in PERMISSION_WORDS:
        raise InvalidInput("Validation Failed")
    call.world.give_team(
        team.slug,
        PERMISSION_WORDS[word],
        by=call.viewer,
        repository=target(call),
        organization=home,
    )
    return Answer(status=204)


def take_team_repository(call: Call) -> Answer:
    """DELETE .../{slug}/repos/{owner}/{repo}."""
    home, team = found(call)
    call.world.give_team(
        team.slug, None, by=call.viewer, repository=target(call), organization=home
    )
    return Answer(status=204)


def both(method: str, end: str, endpoint: Endpoint) -> Iterator[Rule]:
    """The lines of the route table for both addresses of a team."""
    yield route(method, f"/orgs/<org>/teams/<slug>{end}", endpoint)
    yield route(method, f"/organizations/<int:org_id>/team/<int:team_id>{end}", endpoint)


ROUTES = [
    route("GET", "/orgs/<org>/teams", list_teams),
    route("POST", "/orgs/<org>/teams", create_team),
    *both("GET", "", get_team),
    *both("PATCH", "", update_team),
    *both("DELETE", "", delete_team),
    *both("GET", "/teams", list_child_teams),
    *both("GET", "/members", list_team_members),
    *both("GET", "/invitations", list_team_invitations),
    *both("GET", "/memberships/<login>", get_team_membership),
    *both("PUT", "/memberships/<login>", set_team_membership),
    *both("DELETE", "/memberships/<login>", remove_team_membership),
    *both("GET", "/repos", list_team_repositories),
    *both("GET", "/repos/<owner>/<repo>", check_team_repository),
    *both("PUT", "/repos/<owner>/<repo>", give_team_repository),
    *both("DELETE", "/repos/<owner>/<repo>", take_team_repository),
]
