"""Organizations, their invitations and their teams, against GitHub's own description."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
import requests
from github import Github, GithubException, InputGitTreeElement

from govbot.sandbox import Running, World, state_file
from govbot.sandbox.organization_model import OrganizationRole
from govbot.sandbox.refusals import Forbidden, InvalidInput, NotFound
from tests.sandbox.conftest import client

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from github.Organization import Organization

ACTIONS = "github-actions[bot]"


@pytest.fixture
def world(world: World) -> World:
    """The organization `example`: mo and ada own it, ben and cyd are in it, zoe is not."""
    world.add_organization("example", owners=["mo", "ada"], members=["ben", "cyd"])
    return world


@pytest.fixture
def running(recorded: Running) -> Running:
    return recorded


@pytest.fixture
def example(running: Running) -> Organization:
    """The organization as its owner mo sees it."""
    return client(running, "mo").get_organization("example")


@pytest.fixture
def call(running: Running) -> Callable[..., requests.Response]:
    """Send a request as somebody: `call("GET", "/orgs/example/members", by="ben")`."""

    def calling(method: str, path: str, by: str = "mo", **body: Any) -> requests.Response:
        return requests.request(
            method,
            path if path.startswith("http") else f"{running.url}{path}",
            headers={"Authorization": f"Bearer {running.token(by)}"},
            json=body or None,
            timeout=10,
        )

    return calling


def logins(answer: requests.Response) -> list[str]:
    assert answer.status_code == 200, answer.text
    return [person["login"] for person in answer.json()]


# The organization and its members


def test_an_organization_says_who_it_is(example: Organization) -> None:
    assert (example.login, example.type, example.public_repos) == ("example", "Organization", 1)
    assert example.id == client_of(example).get_user("EXAMPLE").id


def test_members_are_listed_by_role(call: Callable[..., requests.Response]) -> None:
    assert logins(call("GET", "/orgs/example/members")) == ["ada", "ben", "cyd", "mo"]
    assert logins(call("GET", "/orgs/example/members?role=admin")) == ["ada", "mo"]
    assert logins(call("GET", "/orgs/Example/members?role=member", by="ben")) == ["ben", "cyd"]


@pytest.mark.parametrize("outsider", ["zoe", ACTIONS])
def test_outsiders_see_only_the_members_who_show_it(
    world: World, call: Callable[..., requests.Response], outsider: str
) -> None:
    assert logins(call("GET", "/orgs/example/members", by=outsider)) == []
    world.publicize_membership("ben")
    world.publicize_membership("mo")
    assert logins(call("GET", "/orgs/example/members", by=outsider)) == ["ben", "mo"]
    assert logins(call("GET", "/orgs/example/members?role=admin", by=outsider)) == ["mo"]
    assert logins(call("GET", "/orgs/example/public_members")) == ["ben", "mo"]


def test_more_than_a_hundred_members_come_in_pages(
    world: World, example: Organization, call: Callable[..., requests.Response]
) -> None:
    many = [world.add_person(f"member-{count:03}").login for count in range(230)]
    for login in many:
        world.add_member(login)
    council = world.create_team("Everybody", by="mo", maintainers=many)
    first = call("GET", "/orgs/example/members?per_page=100&role=member")
    assert len(first.json()) == 100
    assert 'rel="next"' in first.headers["Link"]
    assert len(list(example.get_members())) == 234
    assert len(list(example.get_team_by_slug(council.slug).get_members())) == 231


def test_an_account_that_is_no_organization_is_not_one(
    world: World, call: Callable[..., requests.Response]
) -> None:
    world.add_repository("other/place")
    assert call("GET", "/orgs/zoe").status_code == 404
    assert call("GET", "/orgs/other").status_code == 404
    assert call("GET", "/orgs/nobody").status_code == 404


def test_an_organization_needs_an_owner_and_a_free_login(world: World) -> None:
    with pytest.raises(InvalidInput, match="needs an owner"):
        world.add_organization("empty", owners=[], members=["ben"])
    with pytest.raises(InvalidInput, match="already an account zoe"):
        world.add_organization("zoe", owners=["ada"])
    with pytest.raises(InvalidInput, match="already an account example"):
        world.add_organization("example", owners=["ada"])


def test_an_organization_is_made_from_outside(
    running: Running, call: Callable[..., requests.Response], world: World
) -> None:
    world.add_repository("other/place")
    address = f"{running.url}/_sandbox/organization"
    asked = {"login": "other", "owners": ["mo"], "members": ["zoe"]}
    assert requests.post(address, json=asked, timeout=10).status_code == 204
    assert logins(call("GET", "/orgs/other/members")) == ["zoe", "mo"]
    again = requests.post(address, json=asked, timeout=10)
    assert (again.status_code, again.json()["message"]) == (
        422,
        "There is already an account other.",
    )
    assert requests.post(address, json={"login": "new"}, timeout=10).status_code == 422
    assert requests.post(address, json={"login": "new", "owners": ["x"]}, timeout=10).ok is False
    assert call("GET", "/users/new").status_code == 404


# Memberships


def test_a_membership_is_seen_by_members_only(call: Callable[..., requests.Response]) -> None:
    path = "/orgs/example/memberships/ben"
    assert call("GET", path, by="cyd").json()["role"] == "member"
    assert call("GET", "/orgs/example/memberships/ADA").json()["state"] == "active"
    refused = call("GET", path, by="zoe")
    assert refused.status_code == 403
    message = "You must be a member of example to see membership information for ben."
    assert refused.json()["message"] == message
    assert call("GET", "/orgs/example/memberships/zoe").status_code == 404
    assert call("GET", "/orgs/example/memberships/nobody").status_code == 404


def test_somebody_new_is_invited_joins_and_is_made_an_owner(
    world: World, call: Callable[..., requests.Response]
) -> None:
    path = "/orgs/example/memberships/zoe"
    assert call("PUT", path).json()["state"] == "pending"
    assert call("PUT", path, role="admin").json()["role"] == "admin"
    assert len(world.pending_invitations()) == 1
    assert call("GET", path).json()["state"] == "pending"
    assert call("GET", "/user/memberships/orgs/example", by="zoe").json()["state"] == "pending"
    joined = call("PATCH", "/user/memberships/orgs/example", by="zoe", state="active")
    assert (joined.json()["state"], joined.json()["role"]) == ("active", "admin")
    assert world.pending_invitations() == []
    assert call("PUT", path, role="member").json()["role"] == "member"
    assert call("GET", "/user/memberships/orgs/example", by=ACTIONS).status_code == 403


def test_a_role_that_there_is_not_is_refused(call: Callable[..., requests.Response]) -> None:
    refused = call("PUT", "/orgs/example/memberships/ben", role="king")
    assert refused.status_code == 422
    assert refused.json()["errors"][0]["field"] == "role"
    assert call("PUT", "/orgs/example/memberships/nobody").status_code == 404
    assert call("PUT", f"/orgs/example/memberships/{ACTIONS}").status_code == 422


@pytest.mark.parametrize(
    ("by", "message"),
    [
        ("ben", "You must be an admin to create or update an organization membership."),
        ("zoe", "You must be an admin to create or update an organization membership."),
        (ACTIONS, "Resource not accessible by integration"),
    ],
)
def test_only_owners_change_memberships(
    world: World, call: Callable[..., requests.Response], by: str, message: str
) -> None:
    before = dict(world.organization().members)
    refused = call("PUT", "/orgs/example/memberships/cyd", by=by, role="admin")
    assert (refused.status_code, refused.json()["message"]) == (403, message)
    assert call("DELETE", "/orgs/example/memberships/cyd", by=by).status_code == 403
    assert call("DELETE", "/orgs/example/members/cyd", by=by).status_code == 403
    assert world.organization().members == before


def test_who_leaves_the_organization_leaves_its_teams(
    world: World, call: Callable[..., requests.Response]
) -> None:
    council = world.create_team("Council", by="mo", maintainers=["ben", "cyd"])
    assert call("DELETE", "/orgs/example/members/ben").status_code == 204
    assert call("DELETE", "/orgs/example/members/ben").status_code == 404
    assert call("DELETE", "/orgs/example/memberships/cyd", by="cyd").status_code == 204
    assert call("DELETE", "/orgs/example/memberships/cyd").status_code == 404
    assert set(council.members) == {world.person("mo").id}
    world.remove_person(world.install_app("teams[bot]"))
    world.remove_person("ada")
    assert logins(call("GET", "/orgs/example/members")) == ["mo"]
    assert world.organization().apps == []


def test_the_last_owner_stays_an_owner(
    world: World, call: Callable[..., requests.Response]
) -> None:
    refused = call("PUT", "/orgs/example/memberships/mo", role="member")
    assert refused.status_code == 403
    assert refused.json()["message"].startswith("You cannot demote yourself.")
    assert call("PUT", "/orgs/example/memberships/ada", role="member").status_code == 200
    world.install_app("teams[bot]")
    for by in ("mo", "teams[bot]"):
        assert call("DELETE", "/orgs/example/members/mo", by=by).status_code == 403
    last = call("PUT", "/orgs/example/memberships/mo", by="teams[bot]", role="member")
    assert last.status_code == 403
    assert last.json()["message"] == "An organization must have at least one owner."
    assert logins(call("GET", "/orgs/example/members?role=admin")) == ["mo"]


def test_an_app_with_the_right_does_what_owners_do_and_joins_nothing(
    world: World, call: Callable[..., requests.Response]
) -> None:
    bot = world.install_app("teams[bot]").login
    assert call("GET", "/user", by=bot).status_code == 403
    assert logins(call("GET", "/orgs/example/members", by=bot)) == ["ada", "ben", "cyd", "mo"]
    made = call("POST", "/orgs/example/teams", by=bot, name="Council")
    assert (made.status_code, made.json()["members_count"]) == (201, 0)
    added = call("PUT", "/orgs/example/teams/council/memberships/ben", by=bot)
    assert added.json()["state"] == "active"


# Invitations


def test_an_invitation_fails_after_seven_days(
    world: World, call: Callable[..., requests.Response]
) -> None:
    sent = call("POST", "/orgs/example/invitations", invitee_id=1010)
    assert sent.status_code == 201
    shown = sent.json()
    assert (shown["login"], shown["role"]) == ("zoe", "direct_member")
    assert (shown["inviter"]["login"], shown["created_at"]) == ("mo", "2026-03-01T00:00:00Z")
    assert shown["failed_at"] is None
    world.set_time(datetime(2026, 3, 7, 23, 59, 59, tzinfo=UTC))
    assert [one["id"] for one in call("GET", "/orgs/example/invitations").json()] == [shown["id"]]
    assert call("GET", "/orgs/example/failed_invitations").json() == []
    world.set_time(datetime(2026, 3, 8, tzinfo=UTC))
    assert call("GET", "/orgs/example/invitations").json() == []
    [failed] = call("GET", "/orgs/example/failed_invitations").json()
    assert (failed["id"], failed["failed_at"]) == (shown["id"], "2026-03-08T00:00:00Z")
    assert failed["failed_reason"] == "Invitation expired"
    assert call("GET", "/orgs/example/memberships/zoe").status_code == 404
    with pytest.raises(NotFound):
        world.accept_invitation("zoe")
    assert call("PUT", "/orgs/example/memberships/zoe").json()["state"] == "pending"
    assert len(call("GET", "/orgs/example/failed_invitations").json()) == 1


def test_an_invitation_leads_into_the_teams_it_names(
    world: World, call: Callable[..., requests.Response]
) -> None:
    council = world.create_team("Council", by="mo")
    sent = call(
        "POST", "/orgs/example/invitations", invitee_id=1010, role="admin", team_ids=[council.id]
    ).json()
    assert (sent["role"], sent["team_count"]) == ("admin", 1)
    path = f"/orgs/example/invitations/{sent['id']}/teams"
    assert [team["slug"] for team in call("GET", path).json()] == ["council"]
    assert call("GET", sent["invitation_teams_url"]).json() == call("GET", path).json()
    world.accept_invitation("zoe")
    assert world.person("zoe").id in council.members
    assert call("GET", path).status_code == 404


def test_an_invitation_is_taken_back_either_way(
    world: World, call: Callable[..., requests.Response]
) -> None:
    sent = call("POST", "/orgs/example/invitations", invitee_id=1010).json()
    path = f"/orgs/example/invitations/{sent['id']}"
    assert call("DELETE", path, by="ben").status_code == 404
    assert call("DELETE", path).status_code == 204
    assert call("DELETE", path).status_code == 404
    world.set_membership("zoe", by="mo")
    assert call("DELETE", "/orgs/example/memberships/zoe").status_code == 204
    assert world.pending_invitations() == []


def test_an_invitation_by_address_has_no_login(call: Callable[..., requests.Response]) -> None:
    sent = call("POST", "/orgs/example/invitations", email="new@example.org").json()
    assert (sent["login"], sent["email"]) == (None, "new@example.org")


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"invitee_id": 1002}, "data"),
        ({"invitee_id": 1003, "role": "direct_member"}, "data"),
        ({"invitee_id": 1010, "role": "king"}, "role"),
        ({"invitee_id": 1010, "team_ids": [9]}, "data"),
        ({"role": "admin"}, "data"),
    ],
)
def test_an_invitation_that_makes_no_sense_is_refused(
    world: World, call: Callable[..., requests.Response], body: dict[str, Any], field: str
) -> None:
    refused = call("POST", "/orgs/example/invitations", **body)
    assert refused.status_code == 422
    assert refused.json()["errors"][0]["field"] == field
    assert world.pending_invitations() == []


def test_nobody_is_invited_twice(world: World, call: Callable[..., requests.Response]) -> None:
    world.set_membership("zoe", by="mo")
    refused = call("POST", "/orgs/example/invitations", invitee_id=1010)
    assert refused.status_code == 422
    assert "already been invited" in refused.json()["errors"][0]["message"]


def test_invitations_are_shown_to_owners_only(call: Callable[..., requests.Response]) -> None:
    for path in ("invitations", "failed_invitations"):
        assert call("GET", f"/orgs/example/{path}").status_code == 200
        assert call("GET", f"/orgs/example/{path}", by="ben").status_code == 404
        refused = call("GET", f"/orgs/example/{path}", by=ACTIONS)
        assert refused.status_code == 403
        assert refused.json()["message"] == "Resource not accessible by integration"
    assert call("POST", "/orgs/example/invitations", by="ben", invitee_id=1010).status_code == 404


# Teams


def test_a_team_is_made_changed_and_deleted(world: World, example: Organization) -> None:
    team = example.create_team("Steering Council!", description="It steers.", privacy="closed")
    assert (team.slug, team.privacy, team.members_count) == ("steering-council", "closed", 1)
    assert [person.login for person in team.get_members(role="maintainer")] == ["mo"]
    team.edit("Council", description="It sits.", privacy="secret")
    again = example.get_team_by_slug("council")
    assert (again.id, again.description, again.privacy) == (team.id, "It sits.", "secret")
    assert [one.slug for one in example.get_teams()] == ["council"]
    again.delete()
    assert list(example.get_teams()) == []
    assert world.organization().teams == {}


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"name": "COUNCIL"}, "name"),
        ({"name": "!"}, "name"),
        ({}, "name"),
        ({"name": "New", "maintainers": ["zoe"]}, "maintainers"),
        ({"name": "New", "parent_team_id": 9}, "parent_team_id"),
        ({"name": "New", "privacy": "open"}, "privacy"),
    ],
)
def test_a_team_that_cannot_be_is_refused(
    world: World, call: Callable[..., requests.Response], body: dict[str, Any], field: str
) -> None:
    world.create_team("Council", by="mo")
    refused = call("POST", "/orgs/example/teams", **body or {"description": "Nameless"})
    assert refused.status_code == 422
    assert refused.json()["errors"][0]["field"] == field
    assert len(world.organization().teams) == 1


def test_whoever_is_in_a_child_team_is_in_its_parent(
    world: World, call: Callable[..., requests.Response]
) -> None:
    parent = world.create_team("Council", by="mo", privacy="closed")
    made = call("POST", "/orgs/example/teams", name="Elections", parent_team_id=parent.id).json()
    assert (made["privacy"], made["parent"]["slug"]) == ("closed", "council")
    world.set_team_membership("elections", "ben", "maintainer", by="mo")
    assert logins(call("GET", "/orgs/example/teams/council/members")) == ["ben", "mo"]
    assert call("GET", "/orgs/example/teams/council/memberships/ben").json()["role"] == "member"
    children = call("GET", "/orgs/example/teams/council/teams").json()
    assert [one["slug"] for one in children] == ["elections"]
    nowhere = call("DELETE", "/orgs/example/teams/council/memberships/ben")
    assert nowhere.status_code == 404
    loop = call("PATCH", "/orgs/example/teams/council", parent_team_id=made["id"])
    assert loop.status_code == 422
    secret = call("PATCH", "/orgs/example/teams/council", privacy="secret")
    assert secret.json()["errors"][0]["field"] == "privacy"
    freed = call("PATCH", "/orgs/example/teams/elections", parent_team_id=None, name="Elections")
    assert freed.json()["parent"] is None
    call("PATCH", "/orgs/example/teams/elections", parent_team_id=parent.id)
    assert call("DELETE", "/orgs/example/teams/council").status_code == 204
    assert world.organization().teams == {}


def test_a_secret_team_has_no_children(
    world: World, call: Callable[..., requests.Response]
) -> None:
    secret = world.create_team("Conduct", by="mo")
    refused = call("POST", "/orgs/example/teams", name="Below", parent_team_id=secret.id)
    assert refused.status_code == 422


def test_members_see_closed_teams_and_their_own(
    world: World, call: Callable[..., requests.Response]
) -> None:
    world.create_team("Council", by="mo", privacy="closed")
    world.create_team("Conduct", by="mo", maintainers=["ben"])

    def seen(by: str) -> list[str]:
        return [team["slug"] for team in call("GET", "/orgs/example/teams", by=by).json()]

    assert seen("ada") == ["council", "conduct"]
    assert seen("ben") == ["council", "conduct"]
    assert seen("cyd") == ["council"]
    assert call("GET", "/orgs/example/teams/conduct", by="cyd").status_code == 404
    assert call("GET", "/orgs/example/teams", by="zoe").status_code == 403
    assert call("GET", "/orgs/example/teams/council", by="zoe").status_code == 404


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/orgs/example/teams"),
        ("POST", "/orgs/example/teams"),
        ("GET", "/orgs/example/teams/council"),
        ("GET", "/orgs/example/teams/council/members"),
        ("GET", "/orgs/example/teams/council/invitations"),
        ("PUT", "/orgs/example/teams/council/memberships/ben"),
        ("DELETE", "/orgs/example/teams/council/memberships/mo"),
        ("GET", "/orgs/example/memberships/ben"),
        ("POST", "/orgs/example/invitations"),
    ],
)
def test_the_token_of_actions_has_no_rights_in_an_organization(
    world: World, call: Callable[..., requests.Response], method: str, path: str
) -> None:
    world.create_team("Council", by="mo", privacy="closed")
    body = {"name": "New", "email": "new@example.org"} if method == "POST" else {}
    refused = call(method, path, by=ACTIONS, **body)
    assert refused.status_code == 403
    assert refused.json()["message"] == "Resource not accessible by integration"


# Who is in a team


def test_people_join_a_team_change_their_role_and_leave(example: Organization) -> None:
    team = example.create_team("Council")
    github = client_of(example)
    ben = github.get_user("ben")
    team.add_membership(ben, "maintainer")
    assert team.get_team_membership("ben").role == "maintainer"
    team.add_membership(ben, "member")
    assert [person.login for person in team.get_members(role="member")] == ["ben"]
    team.remove_membership(ben)
    with pytest.raises(GithubException) as missing:
        team.get_team_membership("ben")
    assert missing.value.status == 404
    with pytest.raises(GithubException) as gone:
        team.remove_membership(ben)
    assert gone.value.status == 404


def client_of(example: Organization) -> Github:
    return Github(
        base_url=example.requester.base_url,
        auth=example.requester.auth,
        retry=None,
        seconds_between_requests=None,
        seconds_between_writes=None,
    )


def test_an_owner_in_a_team_maintains_it_whatever_was_asked(
    world: World, call: Callable[..., requests.Response]
) -> None:
    world.create_team("Council", by="mo")
    path = "/orgs/example/teams/council/memberships/ada"
    assert call("PUT", path, role="member").json()["role"] == "maintainer"
    assert logins(call("GET", "/orgs/example/teams/council/members?role=member")) == []
    world.set_membership("ada", "member", by="mo")
    assert call("GET", path).json()["role"] == "member"


def test_somebody_from_outside_who_is_put_into_a_team_is_invited(
    world: World, call: Callable[..., requests.Response]
) -> None:
    world.create_team("Council", by="mo")
    world.create_team("Elections", by="mo")
    path = "/orgs/example/teams/council/memberships/zoe"
    put = call("PUT", path, role="maintainer").json()
    assert (put["state"], put["role"]) == ("pending", "maintainer")
    call("PUT", "/orgs/example/teams/elections/memberships/zoe")
    assert call("GET", path).json()["state"] == "pending"
    [invitation] = call("GET", "/orgs/example/teams/council/invitations").json()
    assert (invitation["login"], invitation["team_count"]) == ("zoe", 2)
    assert logins(call("GET", "/orgs/example/teams/council/members")) == ["mo"]
    call("DELETE", "/orgs/example/teams/elections/memberships/zoe")
    assert call("GET", "/orgs/example/teams/elections/invitations").json() == []
    world.accept_invitation("zoe")
    assert call("GET", path).json() == put | {"state": "active"}
    assert call("GET", "/orgs/example/teams/elections/memberships/zoe").status_code == 404


def test_an_organization_is_nobody_to_put_into_a_team(
    world: World, call: Callable[..., requests.Response]
) -> None:
    world.create_team("Council", by="mo")
    refused = call("PUT", "/orgs/example/teams/council/memberships/example")
    assert refused.status_code == 422
    assert refused.json()["message"] == "Cannot add an organization as a member."


def test_a_maintainer_changes_their_own_team_with_members_of_the_organization(
    world: World, call: Callable[..., requests.Response]
) -> None:
    world.create_team("Council", by="mo", privacy="closed", maintainers=["ben"])
    team = "/orgs/example/teams/council"
    assert call("PUT", f"{team}/memberships/cyd", by="ben").json()["state"] == "active"
    assert call("PUT", f"{team}/memberships/zoe", by="ben").status_code == 403
    assert call("PUT", f"{team}/memberships/ada", by="cyd").status_code == 403
    assert call("DELETE", f"{team}/memberships/ben", by="cyd").status_code == 403
    assert call("PATCH", team, by="cyd", name="Mine").status_code == 403
    assert call("DELETE", team, by="cyd").status_code == 403
    assert call("DELETE", f"{team}/memberships/cyd", by="cyd").status_code == 204
    assert call("PATCH", team, by="ben", name="Ours").json()["slug"] == "ours"
    assert call("DELETE", "/orgs/example/teams/ours", by="ben").status_code == 204


# What a team may do


def test_a_team_gives_its_members_its_permission_in_a_repository(
    world: World, call: Callable[..., requests.Response]
) -> None:
    world.create_team("Council", by="mo", maintainers=["ben"])
    path = "/orgs/example/teams/council/repos/example/commons"
    assert call("GET", path).status_code == 404
    assert call("PUT", path, permission="maintain").status_code == 204
    assert call("GET", path).status_code == 204
    assert world.permission(world.person("ben"), world.repository()) == "maintain"
    [shown] = call("GET", "/orgs/example/teams/council/repos").json()
    assert (shown["full_name"], shown["role_name"]) == ("example/commons", "maintain")
    assert shown["permissions"] == {
        "pull": True,
        "triage": True,
        "push": True,
        "maintain": True,
        "admin": False,
    }
    assert call("PUT", path, permission="all").status_code == 422
    assert call("PUT", path, by="ben", permission="admin").status_code == 404
    assert call("DELETE", path).status_code == 204
    assert world.permission(world.person("ben"), world.repository()) == "read"
    call("POST", "/orgs/example/teams", name="Readers", repo_names=["example/commons"])
    assert call("GET", "/orgs/example/teams/readers/repos").json()[0]["role_name"] == "read"


def test_an_owner_may_do_anything_in_the_organizations_repositories(world: World) -> None:
    home = world.repository()
    assert world.permission(world.person("ada"), home) == "admin"
    assert world.permission(world.person("ben"), home) == "read"
    assert world.permission(world.person("ada"), world.fork("zoe", home)) == "read"


def test_a_permission_is_given_in_the_organizations_own_repositories_only(world: World) -> None:
    world.create_team("Council", by="mo")
    fork = world.fork("zoe", world.repository())
    with pytest.raises(InvalidInput):
        world.give_team("council", "read", by="mo", repository=fork)
    with pytest.raises(Forbidden):
        world.give_team("council", "read", by=ACTIONS)


def test_a_member_of_the_organization_is_called_one_where_they_write(
    world: World, call: Callable[..., requests.Response]
) -> None:
    world.open_issue("A garden", by="zoe")
    world.comment(1, "With beans.", by="ben")
    path = "/repos/example/commons/issues/1"
    assert call("GET", path).json()["author_association"] == "NONE"
    assert call("GET", f"{path}/comments").json()[0]["author_association"] == "MEMBER"


def test_the_owners_of_files_are_read_and_proposed_by_the_token_of_actions(
    world: World, running: Running
) -> None:
    world.push_to("main", {".github/CODEOWNERS": "/rfcs/ @example/council\n"}, by="mo")
    home = client(running, ACTIONS).get_repo("example/commons")
    file = home.get_contents(".github/CODEOWNERS")
    assert not isinstance(file, list)
    assert file.decoded_content == b"/rfcs/ @example/council\n"
    main = home.get_git_commit(home.get_git_ref("heads/main").object.sha)
    text = "/rfcs/ @example/council @ada\n"
    tree = home.create_git_tree(
        [InputGitTreeElement(".github/CODEOWNERS", "100644", "blob", text)], main.tree
    )
    commit = home.create_git_commit("Follow the roster", tree, [main])
    home.create_git_ref("refs/heads/govbot/codeowners", commit.sha)
    pull = home.create_pull("main", "govbot/codeowners", title="Follow the roster", body="")
    assert [changed.filename for changed in pull.get_files()] == [".github/CODEOWNERS"]
    proposed = home.get_contents(".github/CODEOWNERS", "govbot/codeowners")
    assert not isinstance(proposed, list)
    assert proposed.decoded_content.decode() == text


# Renamed accounts, and the state file


def test_a_renamed_account_keeps_its_id_and_its_place(
    world: World, call: Callable[..., requests.Response]
) -> None:
    world.create_team("Council", by="mo", maintainers=["ben"])
    world.rename("ben", "benedict")
    assert call("GET", "/user/1002").json()["login"] == "benedict"
    assert call("GET", "/users/ben").status_code == 404
    assert call("GET", "/user/999999").status_code == 404
    assert logins(call("GET", "/orgs/example/teams/council/members")) == ["benedict", "mo"]
    assert call("GET", "/orgs/example/memberships/benedict").json()["user"]["id"] == 1002


def test_an_organization_comes_back_from_its_file(
    running: Running, world: World, tmp_path: Path
) -> None:
    assert requests.get(f"{running.url}/rate_limit", timeout=10).status_code == 401
    parent = world.create_team("Council", by="mo", privacy="closed", description="It sits.")
    world.create_team("Elections", by="mo", parent=parent.id, maintainers=["ben"])
    world.set_team_membership("elections", "zoe", by="mo")
    world.give_team("elections", "write", by="mo")
    world.publicize_membership("ada")
    world.install_app("teams[bot]")
    path = tmp_path / "sandbox.json"
    state_file.save(world, path)
    again = state_file.load(path)
    assert again.state == world.state
    assert again.accept_invitation("zoe").role is OrganizationRole.MEMBER
    assert again.permission(again.person("zoe"), again.repository()) == "write"
