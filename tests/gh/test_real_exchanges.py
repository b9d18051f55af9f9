"""GitHub's own answers, recorded by others, parsed by the adapters.

Whatever the sandbox and GitHub's description of its API agree on, these came from GitHub. What govbot asks
over REST, and whether somebody's recording of it is here (O: @octokit/fixtures, P: PyGithub):

    GET     /user                               P  also refused
    GET     /users/{login}                      P
    GET     /user/{id}                          P
    GET     /repos/…/labels/{name}              O
    POST    /repos/…/labels                     O  also refused
    PATCH   /repos/…/labels/{name}              O
    GET     /repos/…/git/blobs/{sha}            P
    POST    /repos/…/git/trees                  P
    POST    /repos/…/git/commits                P  without parents
    POST    /repos/…/git/refs                   P
    PATCH   /repos/…/git/refs/{ref}             O
    POST    /repos/…/pulls                      P  of 2012, when answers had no node ids
    GET     /repos/…/pulls/{number}/files       P  nothing renamed in it
    GET     /orgs/{org}/members                 P
    GET     /orgs/{org}/invitations             P
    GET     /orgs/{org}/failed_invitations         none
    POST    /orgs/{org}/invitations             P  also refused
    PUT     /orgs/{org}/memberships/{login}     P
    DELETE  /orgs/{org}/memberships/{login}     P
    GET     /orgs/{org}/teams                      only of 2012, without slugs; one of /teams/{id} is put in a list
    POST    /orgs/{org}/teams                      only of 2012
    DELETE  /orgs/{org}/teams/{slug}            P  by the team's numeric address
    GET     …/teams/{slug}/members              P  by the team's numeric address
    GET     …/teams/{slug}/invitations          P  by the team's numeric address
    PUT     …/teams/{slug}/memberships/{login}  P  by the team's numeric address
    DELETE  …/teams/{slug}/memberships/{login}  P  by the team's numeric address

Lists in pages are O's issues, which govbot reads by GraphQL: the header is the same for every list. Of
GraphQL there is no recording of what govbot asks: `make live` makes them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from govbot.core.accounts import Account as CoreAccount
from govbot.core.blobs import blob_id
from govbot.core.changes import CreateLabel, UpdateLabel
from govbot.core.errors import UserError
from govbot.core.snapshot import ChangedFile
from govbot.core.teams import (
    AddToTeam,
    ChangeOrganizationRole,
    DeleteTeam,
    Invite,
    OrganizationSnapshot,
    RemoveFromOrganization,
    RemoveFromTeam,
    Team,
    TeamsChange,
)
from govbot.gh import (
    Connection,
    GitHubUnavailable,
    RateLimited,
    Refused,
    append_records,
    apply_label_changes,
    connect,
    with_former_paths,
)
from govbot.gh.accounts import account_called, account_numbered, owners_of, teams_of
from govbot.gh.organization import read_organization
from govbot.gh.team_changes import apply_team_changes
from govbot.gh.texts import text_of
from tests.communities import community
from tests.gh.conftest import Answer, Server
from tests.gh.real_exchanges import RealExchange, of_octokit, of_pygithub

Answering = Callable[..., Server]
NOTHING = Answer(200, "[]")


def connected(server: Server, repository: str = "PyGithub/PyGithub") -> Connection:
    return connect(repository, "token", server.url, patience=0)


def repository_of(exchange: RealExchange) -> str:
    """The repository that the exchange was about, so that govbot asks for the same address."""
    _, repos, owner, name, *_ = exchange.path.split("/")
    assert repos == "repos"
    return f"{owner}/{name}"


def asked(server: Server) -> list[tuple[str, str]]:
    return [(each.verb, each.path.partition("?")[0]) for each in server.asked]


# Accounts


def test_an_account_is_found_by_login_and_by_number(answering: Answering) -> None:
    (called,) = of_pygithub("NamedUser.setUp", "GET", "/users/jacquev6")
    (numbered,) = of_pygithub("Github.testGetUserById", "GET", "/user/583231")
    server = answering(called.answer, numbered.answer)
    with connected(server) as connection:
        jacquev6 = account_called(connection, "jacquev6")
        octocat = account_numbered(connection, 583231)
    assert jacquev6 is not None
    assert (jacquev6.login, jacquev6.id, jacquev6.is_person) == ("jacquev6", 327146, True)
    assert octocat is not None
    assert (octocat.login, octocat.id) == ("octocat", 583231)
    assert asked(server) == [("GET", called.path), ("GET", numbered.path)]


def test_a_login_that_nobody_has_is_nobody(answering: Answering) -> None:
    (unknown,) = of_pygithub("Exceptions.testUnknownUser", "GET", "NotExist")
    with connected(answering(unknown.answer)) as connection:
        assert account_called(connection, "ThisUserShouldReallyNotExist") is None


# Labels


def test_a_label_is_made_looked_up_and_changed(answering: Answering) -> None:
    made = of_octokit("labels", "post", 201)[-1]
    (found,) = (each for each in of_octokit("labels", "get", 200) if "test-label" in each.path)
    (changed,) = of_octokit("labels", "patch", 200)
    server = answering(made.answer, found.answer, changed.answer)
    looks = {"name": "test-label", "color": "663399", "description": ""}
    with connected(server, repository_of(made)) as connection:
        nodes, failures = apply_label_changes(connection, [CreateLabel.model_validate(looks)])
        looked_up = connection.get("/labels/test-label")
        again, _ = apply_label_changes(connection, [UpdateLabel.model_validate(looks)])
    assert (nodes, failures) == ({"test-label": "LA_kwDOHrjtUc8AAAABAsKqUQ"}, ())
    assert looked_up["node_id"] == again["test-label"] == nodes["test-label"]
    assert asked(server) == [(each.verb, each.path) for each in (made, found, changed)]
    assert set(made.asked) <= set(server.asked[0].body)


def test_a_label_that_is_refused_is_a_failure_that_says_which_field(answering: Answering) -> None:
    (refused,) = of_octokit("errors", "post", 422)
    label = CreateLabel(name="foo", color="nothexadecimal", description="")
    with connected(answering(refused.answer), repository_of(refused)) as connection:
        nodes, (failure,) = apply_label_changes(connection, [label])
        with pytest.raises(Refused) as error:
            connection.post("/labels", {"name": "foo", "color": "nothexadecimal"})
    assert nodes == {}
    assert failure.message == "GitHub refused the request: Validation Failed."
    assert error.value.details == ("Label.color: invalid",)
    assert error.value.codes == ("invalid",)


# Texts, branches and pull requests


def test_a_blob_is_read_whole_and_is_the_one_that_was_asked_for(answering: Answering) -> None:
    (blob,) = of_pygithub("GitBlob.setUp", "GET", "53bce9fa919b4544e67275089b3ec5b44be20667")
    oid = blob.path.rpartition("/")[2]
    server = answering(blob.answer)
    cut_short = {"oid": oid, "text": "#!/usr", "isTruncated": True, "isBinary": False}
    with connected(server, repository_of(blob)) as connection:
        text = text_of(connection, cut_short)
    assert text is not None
    assert text.startswith("#!/usr/bin/env python\n\nfrom distutils.core import setup\n")
    assert blob_id(text.encode()) == oid
    assert asked(server) == [("GET", blob.path)]


def test_a_ledger_is_begun_with_a_tree_a_commit_without_parents_and_a_branch(
    answering: Answering,
) -> None:
    (tree,) = of_pygithub("Repository.testCreateGitTree", "POST", "/git/trees")
    (commit,) = of_pygithub("Repository.testCreateGitCommit", "POST", "/git/commits")
    (ref,) = of_pygithub("Repository.testCreateGitRef", "POST", "/git/refs")
    appended = {"data": {"append": {"commit": {"oid": "5eed"}}}}
    server = answering(tree.answer, commit.answer, ref.answer, Answer(200, appended))
    with connected(server) as connection:
        head = append_records(connection, community(), "rfcs/1.jsonl", None, "", "{}\n", "RFC 1")
    assert head == "5eed"
    sent = server.asked
    assert asked(server)[:3] == [(each.verb, each.path) for each in (tree, commit, ref)]
    assert sent[1].body["tree"] == tree.data["sha"] == "41cf8c178c636a018d537cb20daae09391efd70b"
    assert sent[1].body["parents"] == commit.asked["parents"] == []
    assert sent[2].body["sha"] == commit.data["sha"]
    assert sent[3].body["variables"]["input"]["expectedHeadOid"] == commit.data["sha"]
    for recorded, own in zip((tree, commit, ref), sent[:3], strict=True):
        assert set(recorded.asked) == set(own.body)


def test_a_branch_is_moved(answering: Answering) -> None:
    (moved,) = of_octokit("git-refs", "patch", 200)
    server = answering(moved.answer)
    with connected(server, repository_of(moved)) as connection:
        answer = connection.patch(
            "/git/refs/heads/test", {"sha": moved.asked["sha"], "force": True}
        )
    assert answer["ref"] == "refs/heads/test"
    assert answer["object"]["sha"] == moved.asked["sha"]
    assert asked(server) == [("PATCH", moved.path)]


def test_a_pull_request_is_opened_and_has_its_number(answering: Answering) -> None:
    (opened,) = of_pygithub("Repository.testCreatePull", "POST", "/pulls")
    server = answering(opened.answer)
    with connected(server) as connection:
        assert connection.post("/pulls", {"head": "a", "base": "b", "title": "c"})["number"] == 31
    assert asked(server) == [("POST", opened.path)]


def test_files_of_a_pull_request_in_which_nothing_was_renamed_keep_their_paths(
    answering: Answering,
) -> None:
    (listed,) = of_pygithub("PullRequest.testGetFiles", "GET", "/files")
    first = listed.data[0]["filename"]
    files = (
        ChangedFile(path=first, change="renamed"),
        ChangedFile(path="elsewhere.md", change="added"),
    )
    server = answering(listed.answer)
    with connected(server) as connection:
        assert with_former_paths(connection, 31, files) == files
    assert first == "codegen/templates/GithubObject.py"
    assert asked(server) == [("GET", listed.path)]


# The organization


def test_owners_and_teams_are_read(answering: Answering) -> None:
    (owners,) = of_pygithub("Organization.testGetMembers", "GET", "/members")
    (team,) = of_pygithub("Team.setUp", "GET", "/teams/12345678")
    (members,) = (each for each in of_pygithub("Team.testMembers", "GET", "/members") if each.data)
    one_team = replace(team.answer, body=f"[{team.answer.body}]", headers={})
    server = answering(owners.answer, one_team, NOTHING, members.answer)
    with connected(server) as connection:
        found = owners_of(connection, "BeaverSoftware")
        (read,) = teams_of(connection, "BeaverSoftware")
    assert [(each.login, each.id) for each in found] == [
        ("cjuniet", 1233553),
        ("jacquev6", 327146),
        ("Lyloa", 1131432),
    ]
    assert (read.slug, read.name, read.description) == ("team-slug", "Team", "a team")
    assert [(each.login, each.is_maintainer) for each in read.members] == [("jacquev6", False)]
    assert asked(server)[0] == ("GET", owners.path)


def test_an_organization_is_read_with_who_is_invited_by_login_and_by_address(
    answering: Answering,
) -> None:
    (owners,) = of_pygithub("Organization.testGetMembers", "GET", "/members")
    by_address = of_pygithub("OrganizationInvitation.testCancel", "GET", "/invitations")[1]
    (viewer,) = of_pygithub("GitBlob.setUp", "GET", "/user")
    (team,) = of_pygithub("Team.setUp", "GET", "/teams/12345678")
    (members,) = (each for each in of_pygithub("Team.testMembers", "GET", "/members") if each.data)
    (by_login,) = of_pygithub("Issue823.testGetPendingInvitationAttributes", "GET", "/invitations")
    (unknown,) = of_pygithub("Exceptions.testUnknownUser", "GET", "NotExist")
    one_team = replace(team.answer, body=f"[{team.answer.body}]", headers={})
    server = answering(
        *(owners.answer, NOTHING, by_address.answer, NOTHING, viewer.answer),
        *(one_team, NOTHING, members.answer, by_login.answer, unknown.answer),
    )
    with connected(server) as connection:
        snapshot = read_organization(connection, "TestOrganization2072", ["team-slug"])
    assert [each.login for each in snapshot.owners] == ["cjuniet", "jacquev6", "Lyloa"]
    assert snapshot.viewer == CoreAccount(login="jacquev6", id=327146)
    (invited,) = snapshot.invitations
    assert (invited.account, invited.role) == (None, "member")
    assert invited.at == datetime(2021, 10, 12, 5, 32, 33, tzinfo=UTC)
    (read,) = snapshot.teams
    assert (read.slug, read.id, read.description) == ("team-slug", 12345678, "a team")
    assert [(each.account.login, each.role) for each in read.members] == [("jacquev6", "member")]
    # GitHub gives the login of who is invited and no number, which is looked up; that account is gone.
    assert read.invited == (CoreAccount(login="pratchef"),)
    assert asked(server)[2] == ("GET", by_address.path)
    assert asked(server)[-1] == ("GET", "/users/pratchef")


def organization(*teams: Team) -> OrganizationSnapshot:
    return OrganizationSnapshot(
        name="BeaverSoftware",
        repository="BeaverSoftware/commons",
        viewer=None,
        members=(),
        invitations=(),
        failed=(),
        teams=teams,
        read_at=datetime(2026, 1, 1, tzinfo=UTC),
    )


def test_people_are_invited_made_owners_and_removed(answering: Answering) -> None:
    (invited,) = of_pygithub("Organization.testInviteUserByName", "POST", "/invitations")
    (joined,) = of_pygithub("Organization.testAddMembersDefaultRole", "PUT", "/memberships/lyloa")
    (left,) = of_pygithub("Organization.testAddMembersDefaultRole", "DELETE", "/memberships/lyloa")
    lyloa = CoreAccount(login="lyloa", id=1)
    who = Answer(200, {"login": "lyloa", "id": 1})
    server = answering(invited.answer, who, joined.answer, who, left.answer)
    changes: list[TeamsChange] = [
        Invite(account=CoreAccount(login="jacquev6", id=327146), role="member", teams=()),
        ChangeOrganizationRole(account=lyloa, role="member"),
        RemoveFromOrganization(account=lyloa),
    ]
    with connected(server) as connection:
        done, refused = apply_team_changes(connection, organization(), changes)
    assert (len(done), refused) == (3, ())
    sent = [each for each in asked(server) if "/users/" not in each[1]]
    assert sent == [("POST", invited.path), ("PUT", joined.path), ("DELETE", left.path)]
    assert server.asked[0].body["invitee_id"] == invited.asked["invitee_id"]


def test_members_of_a_team_change_and_the_team_goes(answering: Answering) -> None:
    joined = of_pygithub("Team.testMembers", "PUT", "/memberships/jacquev6")[-1]
    left = of_pygithub("Team.testMembers", "DELETE", "/memberships/jacquev6")[-1]
    (deleted,) = of_pygithub("Team.testDelete", "DELETE", "/team/12345678")
    who = Answer(200, {"login": "jacquev6", "id": 327146})
    server = answering(who, joined.answer, who, left.answer, deleted.answer)
    jacquev6 = CoreAccount(login="jacquev6", id=327146)
    team = Team(slug="team-slug", id=12345678, description="a team", parent="")
    changes: list[TeamsChange] = [
        AddToTeam(team="team-slug", account=jacquev6, role="member"),
        RemoveFromTeam(team="team-slug", account=jacquev6),
        DeleteTeam(team="team-slug", members=()),
    ]
    with connected(server) as connection:
        done, refused = apply_team_changes(connection, organization(team), changes)
    assert (len(done), refused) == (3, ())
    assert [each.answer.status for each in (joined, left, deleted)] == [200, 204, 204]


def test_who_may_not_invite_is_told_what_github_says(answering: Answering) -> None:
    (refused,) = of_pygithub("Organization.testInviteUserAsNonOwner", "POST", "/invitations")
    invite = Invite(account=CoreAccount(login="ben", id=1), role="member", teams=())
    with connected(answering(refused.answer)) as connection:
        done, (failure,) = apply_team_changes(connection, organization(), [invite])
    assert done == ()
    assert "You must be an admin to create an invitation to an organization." in failure.message


# Pages


def test_a_list_is_read_to_the_page_that_has_no_next(answering: Answering) -> None:
    pages = of_octokit("paginate-issues", "get", 200)
    server = answering(*(each.answer for each in pages))
    with connected(server) as connection:
        issues = connection.get_all("/repos/octokit-fixture-org/paginate-issues/issues")
    assert [each["number"] for each in issues] == list(range(13, 0, -1))
    assert len(server.asked) == len(pages) == 5


# What goes wrong


@pytest.mark.parametrize(
    ("test", "verb", "path", "kind", "said"),
    [
        (
            "Exceptions.testBadAuthentication",
            "GET",
            "/user",
            Refused,
            "GitHub did not accept the token.",
        ),
        (
            "SpecificExceptions.testRateLimitExceeded",
            "GET",
            "/users/jacquev6",
            RateLimited,
            "GitHub takes no more requests from this token for now",
        ),
        (
            "SpecificExceptions.testAuthenticatedRateLimitExceeded",
            "GET",
            "/search/code?q=jacquev6",
            RateLimited,
            "GitHub takes no more requests from this token for now",
        ),
        (
            "Exceptions.testNonJsonDataReturnedByGithub",
            "GET",
            "/users/jacquev6",
            GitHubUnavailable,
            "GitHub answered with an error of its own (503).",
        ),
        (
            "Organization.testInviteUserAsNonOwner",
            "POST",
            "/invitations",
            Refused,
            "The token may not do this. It says: You must be an admin to create an invitation",
        ),
        (
            "Exceptions.testInvalidInput",
            "POST",
            "/user/keys",
            Refused,
            "GitHub refused the request: Validation Failed.",
        ),
    ],
)
def test_an_answer_that_is_no_success_is_an_error_in_words(
    answering: Answering, test: str, verb: str, path: str, kind: type[UserError], said: str
) -> None:
    exchange = of_pygithub(test, verb, path)[-1]
    with connected(answering(exchange.answer)) as connection, pytest.raises(kind) as error:
        connection.get_at("/anywhere")
    assert error.value.message.startswith(said)


def test_a_change_of_a_repository_that_was_renamed_says_so(answering: Answering) -> None:
    (moved,) = of_octokit("rename-repository", "patch", 307)
    server = answering(moved.answer)
    with connected(server, repository_of(moved)) as connection, pytest.raises(Refused) as error:
        connection.patch("", {"name": "other"})
    assert error.value.message == "The repository has moved to another name."
    assert asked(server) == [("PATCH", moved.path)]


def test_a_repository_that_was_renamed_is_read_where_it_is_now(answering: Answering) -> None:
    (moved,) = of_octokit("rename-repository", "get", 301)
    there = of_octokit("rename-repository", "get", 200)[-1]
    server = answering(moved.answer, there.answer)
    # On this machine it is reached by http, and the recorded address is GitHub's own.
    address = moved.answer.headers.pop("Location")
    moved.answer.headers["Location"] = address.replace("https://api.github.com", server.url)
    with connected(server, repository_of(moved)) as connection:
        assert connection.get("")["full_name"].endswith("-newname")
    assert asked(server) == [("GET", moved.path), ("GET", there.path)]


def test_a_token_is_not_sent_on_to_another_address(answering: Answering) -> None:
    (moved,) = of_octokit("rename-repository", "get", 301)
    server = answering(moved.answer)
    with connected(server, repository_of(moved)) as connection, pytest.raises(Refused) as error:
        connection.get("")
    assert error.value.message == f"What is asked at {server.url} is sent on to another address."
    assert len(server.asked) == 1


def test_errors_may_be_plain_sentences(answering: Answering) -> None:
    name = "Branch.testEditProtectionDismissalUsersWithUserOwnedBranch"
    (refused,) = of_pygithub(name, "PUT", "/protection")
    with connected(answering(refused.answer)) as connection, pytest.raises(Refused) as error:
        connection.patch("/anywhere", {})
    assert refused.data["errors"][0] in str(error.value)
