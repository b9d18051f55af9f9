"""Pull requests of govbot's own: opened, brought up to date, withdrawn, and what stands in the way."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from govbot.core.governance import Governance
from govbot.core.upkeep.changes import Propose, WithdrawProposal
from govbot.core.upkeep.snapshot import OwnProposal
from govbot.gh import (
    Connection,
    apply_upkeep,
    propose,
    read_proposals,
    read_upkeep,
    withdraw,
)
from govbot.sandbox.server import Running
from govbot.sandbox.world import World
from tests.gh.conftest import ACTIONS

FILE = "governance/bodies/council.yaml"
BRANCH = "govbot/emeritus-council"
LABEL = "governance: roster"
THANKS = Propose(
    key="emeritus council",
    branch=BRANCH,
    title="Thank ada and ben",
    body="<!-- govbot:emeritus council -->\nTheir terms are over.",
    files={FILE: "name: Council\nmembers: []\n"},
    label=LABEL,
)


@pytest.fixture(autouse=True)
def council(world: World) -> None:
    world.push_to("main", {FILE: "name: Council\nmembers: [ada]\n"}, by="mo")


def own(connection: Connection, branch: str = BRANCH) -> OwnProposal:
    (proposal,) = read_proposals(connection, [branch])
    return proposal


def update(proposal: OwnProposal, **fields: object) -> Propose:
    there = {"number": proposal.number, "node": proposal.node}
    return THANKS.model_copy(update=there | fields)


def gone(proposal: OwnProposal, body: str = "") -> WithdrawProposal:
    return WithdrawProposal(
        number=proposal.number,
        node=proposal.node,
        branch=proposal.branch,
        body=body,
        purpose="nothing is left",
    )


def changed(world: World, number: int) -> dict[str, str]:
    """The files that a pull request changes, as they are in its last commit."""
    issue, home = world.issue(number), world.repository()
    head = world.pull_of(issue).head_oid
    return {
        each.path: (world.git_of(home).file(head, each.path) or b"").decode()
        for each in world.changed_files(issue, home)
    }


def commits(world: World, number: int) -> int:
    return len(world.commits_of(world.issue(number), world.repository()))


# Opening


def test_a_pull_request_is_opened_from_a_branch_made_for_it(
    world: World, connection: Connection
) -> None:
    assert propose(connection, THANKS) is None
    pull = world.pull_of(world.issue(1))
    assert (pull.head, pull.base) == (BRANCH, "main")
    assert (world.issue(1).title, world.issue(1).body) == (THANKS.title, THANKS.body)
    assert changed(world, 1) == THANKS.files
    assert commits(world, 1) == 1
    assert (
        world.git_of(world.repository()).get_commit(pull.head_oid).message == b"Thank ada and ben"
    )
    labels = world.labels_of(world.issue(1), world.repository())
    assert [each.name for each in labels] == [LABEL]


def test_what_was_opened_is_found_again_with_its_files(
    world: World, sandbox: Running, connection: Connection
) -> None:
    propose(connection, THANKS)
    before = len(sandbox.requests)
    proposal = own(connection)
    assert len(sandbox.requests) - before == 2
    assert (proposal.number, proposal.branch, proposal.title) == (1, BRANCH, THANKS.title)
    assert (proposal.body, proposal.files) == (THANKS.body, THANKS.files)
    assert (proposal.is_open, proposal.is_merged) == (True, False)
    snapshot = read_upkeep(connection, Governance(), [BRANCH, "govbot/emeritus-wg-docs"])
    assert snapshot.proposals == (proposal,)


def test_merged_and_closed_ones_are_told_apart_though_their_branch_is_gone(
    world: World, sandbox: Running, connection: Connection
) -> None:
    propose(connection, THANKS)
    world.close(1, by="mo")
    world.delete_branch(BRANCH, by="mo")
    propose(connection, THANKS)
    world.merge(2, by="mo")
    before = len(sandbox.requests)
    first, second = read_proposals(connection, [BRANCH])
    assert len(sandbox.requests) - before == 1
    assert (first.number, first.is_open, first.is_merged) == (1, False, False)
    assert (second.number, second.is_open, second.is_merged) == (2, False, True)


def test_a_branch_of_the_same_name_in_a_fork_or_by_somebody_else_is_none_of_govbot_s(
    world: World, connection: Connection, connected: Callable[[str], Connection]
) -> None:
    world.open_pull_request("Mine", {FILE: "name: Mine\n"}, by="zoe", head=BRANCH)
    world.open_pull_request("Mine too", {FILE: "name: Mine\n"}, by="mo", head=BRANCH)
    assert read_proposals(connection, [BRANCH]) == ()
    assert read_proposals(connected("zoe"), [BRANCH]) == ()


def test_more_than_fifty_branches_are_asked_about_in_parts(
    world: World, connection: Connection
) -> None:
    propose(connection, THANKS)
    names = [f"govbot/emeritus-{number}" for number in range(60)]
    connection.requests = 0
    snapshot = read_upkeep(connection, Governance(), [*names, BRANCH])
    assert [each.number for each in snapshot.proposals] == [1]
    assert connection.requests == 3


def test_what_the_default_branch_has_already_is_not_proposed(
    world: World, connection: Connection
) -> None:
    world.push_to("main", THANKS.files, by="mo")
    assert propose(connection, THANKS) is None
    assert world.repository().issues == {}
    assert world.git_of(world.repository()).branch(BRANCH) is None


# Bringing up to date


def test_an_open_one_gets_new_files_title_and_body_on_top_of_the_default_branch(
    world: World, connection: Connection
) -> None:
    propose(connection, THANKS)
    world.push_to("main", {"README.md": "# Changed\n"}, by="mo")
    files = {FILE: "name: Council\nmembers: [cyd]\n"}
    assert propose(connection, update(own(connection), title="Thank ada", files=files)) is None
    assert world.issue(1).title == "Thank ada"
    assert not world.issue(1).closed
    assert changed(world, 1) == files
    assert commits(world, 1) == 1
    base = world.git_of(world.repository()).branch("main")
    head = world.git_of(world.repository()).get_commit(own_head(world, 1))
    assert [parent.decode() for parent in head.parents] == [base]


def own_head(world: World, number: int) -> str:
    return world.pull_of(world.issue(number)).head_oid


def test_new_words_alone_leave_the_commit_that_was_reviewed(
    world: World, connection: Connection
) -> None:
    propose(connection, THANKS)
    before = own_head(world, 1)
    assert propose(connection, update(own(connection), body="One day later.")) is None
    assert world.issue(1).body == "One day later."
    assert own_head(world, 1) == before


def test_a_branch_that_was_left_by_a_run_that_died_is_gone_on_with(
    world: World, connection: Connection
) -> None:
    world.push_to(BRANCH, {FILE: "name: Half\n", "notes.md": "old\n"}, by=ACTIONS)
    assert propose(connection, THANKS) is None
    assert changed(world, 1) == THANKS.files
    assert commits(world, 1) == 1


def test_a_branch_that_is_right_is_not_made_again(
    world: World, sandbox: Running, connection: Connection
) -> None:
    propose(connection, THANKS)
    world.close(1, by="mo")
    before = own_head(world, 1)
    world.advance(hours=1)
    sent = len(sandbox.requests)
    assert propose(connection, THANKS) is None
    assert own_head(world, 2) == before
    paths = [each.path for each in sandbox.requests[sent:]]
    assert [path for path in paths if "/git/commits" in path or "/git/refs" in path] == []


# Withdrawing


def test_one_that_is_withdrawn_is_closed_with_its_last_words_and_its_branch_deleted(
    world: World, sandbox: Running, connection: Connection
) -> None:
    propose(connection, THANKS)
    proposal = own(connection)
    before = len(sandbox.requests)
    assert withdraw(connection, gone(proposal, "Nobody is left.")) is None
    assert len(sandbox.requests) - before == 2
    assert world.issue(1).closed
    assert world.issue(1).body == "Nobody is left."
    assert world.git_of(world.repository()).branch(BRANCH) is None


def test_one_whose_branch_is_gone_is_closed_and_keeps_its_words(
    world: World, connection: Connection
) -> None:
    propose(connection, THANKS)
    proposal = own(connection)
    world.delete_branch(BRANCH, by="mo")
    assert withdraw(connection, gone(proposal)) is None
    assert world.issue(1).closed
    assert world.issue(1).body == THANKS.body


def test_an_open_one_of_a_body_that_is_no_more_is_found_by_its_label(
    world: World, connection: Connection
) -> None:
    assert propose(connection, THANKS) is None
    owners = THANKS.model_copy(update={"branch": "govbot/codeowners"})
    assert propose(connection, owners) is None
    found = read_upkeep(connection, Governance(), ["govbot/emeritus-docs"]).proposals
    assert [each.branch for each in found] == [BRANCH]
    assert found == read_upkeep(connection, Governance(), [BRANCH]).proposals
    world.close(1, by="mo")
    assert read_upkeep(connection, Governance(), ["govbot/emeritus-docs"]).proposals == ()


# What stands in the way


def test_a_setting_that_forbids_it_is_named_once_and_the_rest_is_done(
    world: World, connection: Connection
) -> None:
    world.repository().workflows_may_propose = False
    another = THANKS.model_copy(update={"branch": "govbot/emeritus-wg-docs"})
    failures = apply_upkeep(connection, Governance(), [THANKS, another])
    assert [each.change for each in failures] == [THANKS, another]
    assert "Allow GitHub Actions to create and approve pull requests" in failures[0].message
    assert "emeritus_pull_requests: false" in failures[0].message
    assert failures[1].message == "It may not, as above."
    assert all(each.by_setting for each in failures)
    assert world.repository().issues == {}


def test_once_it_is_allowed_the_next_run_opens_it(world: World, connection: Connection) -> None:
    world.repository().workflows_may_propose = False
    assert propose(connection, THANKS) is not None
    world.repository().workflows_may_propose = True
    assert propose(connection, THANKS) is None
    assert changed(world, 1) == THANKS.files


def test_a_pull_request_of_somebody_else_from_that_branch_is_left_alone(
    world: World, connection: Connection
) -> None:
    world.open_pull_request("Mine", {FILE: "name: Mine\n"}, by="mo", head=BRANCH)
    failure = propose(connection, THANKS)
    assert failure is not None
    assert "(#1): close it or merge it." in str(failure)
    assert world.issue(1).title == "Mine"
    assert changed(world, 1) == {FILE: "name: Mine\n"}


def test_who_may_not_write_is_told_what_is_needed(
    world: World, connected: Callable[[str], Connection]
) -> None:
    failure = propose(connected("zoe"), THANKS)
    assert failure is not None
    assert str(failure).startswith(
        f"open a pull request from `{BRANCH}`: Thank ada and ben: The token may not do this."
    )
    assert world.repository().issues == {}
