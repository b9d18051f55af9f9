"""Branches that a program makes, moves and deletes, and what becomes of the pull requests from them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from github import Github, GithubException

from tests.sandbox.conftest import client

if TYPE_CHECKING:
    from collections.abc import Callable

    from govbot.sandbox import Running, World

BRANCH = "govbot/thanks"

REF = """
query($branch: String!) {
  repository(owner: "example", name: "commons") {
    ref(qualifiedName: $branch) {
      id
      associatedPullRequests(first: 10, states: [OPEN]) { nodes { number } }
    }
  }
}
"""

DELETE = """
mutation($ref: ID!) { deleteRef(input: {refId: $ref}) { clientMutationId } }
"""


@pytest.fixture
def bot(recorded: Running) -> Github:
    """The Actions token, whose every exchange is held against GitHub's description."""
    return client(recorded, "github-actions[bot]")


@pytest.fixture
def pull(world: World) -> int:
    """A pull request from a branch of the repository itself."""
    return world.open_pull_request("Thank ada", {"a.md": "A\n"}, by="mo", head=BRANCH).number


def ref_of(ask: Callable[..., dict[str, Any]]) -> dict[str, Any] | None:
    found: dict[str, Any] | None = ask(REF, branch=f"refs/heads/{BRANCH}")["data"]["repository"][
        "ref"
    ]
    return found


def test_a_branch_knows_the_pull_requests_from_it_and_not_those_from_forks(
    world: World, ask: Callable[..., dict[str, Any]], pull: int
) -> None:
    world.open_pull_request("Mine", {"b.md": "B\n"}, by="zoe", head=BRANCH)
    ref = ref_of(ask)
    assert ref is not None
    assert ref["associatedPullRequests"] == {"nodes": [{"number": pull}]}
    world.close(pull, by="mo")
    ref = ref_of(ask)
    assert ref is not None
    assert ref["associatedPullRequests"] == {"nodes": []}


def test_deleting_a_branch_closes_what_was_to_be_merged_from_it(
    world: World, ask: Callable[..., dict[str, Any]], pull: int
) -> None:
    ref = ref_of(ask)
    assert ref is not None
    assert "errors" not in ask(DELETE, ref=ref["id"])
    assert ref_of(ask) is None
    assert world.issue(pull).closed
    assert world.pull_of(world.issue(pull)).merged_at is None
    assert [event.action for event in world.state.events if event.name == "pull_request"] == [
        "opened"
    ], "the Actions token's doing starts no run"


@pytest.mark.usefixtures("pull")
def test_a_branch_is_deleted_by_whoever_may_write_and_once(
    world: World, ask: Callable[..., dict[str, Any]]
) -> None:
    ref = ref_of(ask)
    assert ref is not None
    (error,) = ask(DELETE, by="zoe", ref=ref["id"])["errors"]
    assert error["type"] == "FORBIDDEN"
    assert world.git_of(world.repository()).branch(BRANCH)
    ask(DELETE, ref=ref["id"])
    (error,) = ask(DELETE, ref=ref["id"])["errors"]
    assert error["type"] == "NOT_FOUND"


def test_the_default_branch_is_not_deleted(
    world: World, ask: Callable[..., dict[str, Any]]
) -> None:
    found = ask(REF, branch="refs/heads/main")["data"]["repository"]["ref"]
    (error,) = ask(DELETE, ref=found["id"])["errors"]
    assert error["message"] == "Cannot delete the default branch"
    assert world.git_of(world.repository()).branch("main")


def test_a_branch_deleted_by_rest_closes_its_pull_request_too(
    world: World, bot: Github, pull: int
) -> None:
    bot.get_repo("example/commons").get_git_ref(f"heads/{BRANCH}").delete()
    assert world.issue(pull).closed


def test_a_branch_moved_back_to_its_base_has_nothing_to_merge(
    world: World, bot: Github, pull: int
) -> None:
    base = world.git_of(world.repository()).branch("main") or ""
    bot.get_repo("example/commons").get_git_ref(f"heads/{BRANCH}").edit(base, force=True)
    assert world.issue(pull).closed


def test_a_branch_moved_to_another_commit_takes_its_pull_request_along(
    world: World, bot: Github, pull: int
) -> None:
    world.push_to("main", {"c.md": "C\n"}, by="mo")
    other = world.push_to("other", {"b.md": "B\n"}, by="mo")
    bot.get_repo("example/commons").get_git_ref(f"heads/{BRANCH}").edit(other, force=True)
    assert not world.issue(pull).closed
    assert world.pull_of(world.issue(pull)).head_oid == other


def test_a_repository_may_keep_its_workflows_from_opening_pull_requests(
    world: World, bot: Github
) -> None:
    world.push_to(BRANCH, {"a.md": "A\n"})
    home = bot.get_repo("example/commons")
    world.repository().workflows_may_propose = False
    with pytest.raises(GithubException) as refused:
        home.create_pull("main", BRANCH, title="Thank ada")
    assert refused.value.status == 403
    assert "GitHub Actions is not permitted to create" in str(refused.value)
    assert world.open_pull_request("By hand", by="mo", head=BRANCH).number == 1
