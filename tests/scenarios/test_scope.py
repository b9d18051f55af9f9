"""What is merged and what is decided about, against everything that GitHub lets people change."""

from __future__ import annotations

import pytest

from govbot.demo.stage import beginning
from govbot.demo.story import community_files
from govbot.sandbox.graph.conversation_views import PullRequestView
from tests.communities import COUNCIL
from tests.scenarios.life import let_vote, voting
from tests.scenarios.motions import ISSUE, ROSTER, ballots_of, begin, community, run_out, say
from tests.scenarios.motions import let_vote as let_vote_on
from tests.scenarios.town import RFC, Town

EVIL = "src/evil.py"


def open_roster_change(town: Town) -> int:
    text = community_files()[ROSTER] + "# A remark.\n"
    number = town.world.open_pull_request("Change the roster", {ROSTER: text}, by="zoe").number
    town.settle()
    return number


def on_main(town: Town, path: str) -> bytes | None:
    return town.world.git_of(town.world.repository()).file("main", path)


# Merging --------------------------------------------------------------------------------------------


def test_a_file_that_was_pushed_during_the_vote_is_not_merged_with_the_rfc() -> None:
    town = voting()
    let_vote(town, "yes", *COUNCIL[:5])
    town.world.advance(days=9, hours=23)
    town.world.push(1, {EVIL: "import os\n"}, by="zoe")
    town.settle()
    town.world.advance(days=2)
    town.sweep()
    assert town.state(1).stage == "accepted"
    assert town.world.pull_of(town.world.issue(1)).merged_at is None
    assert on_main(town, EVIL) is None
    (status,) = town.statuses(1)
    assert "changes more than the RFC: `src/evil.py`" in status
    assert "merges it by hand" in status

    town.world.push(1, {EVIL: None}, by="zoe")
    town.settle()
    assert town.state(1).stage == "implementing"
    assert on_main(town, "rfcs/0001-one-ledger.md") is not None


def test_an_rfc_that_is_sent_to_another_branch_during_its_vote_is_decided_nowhere() -> None:
    town = voting()
    let_vote(town, "yes", *COUNCIL[:5])
    town.world.create_branch("side", by="mo")
    town.world.advance(days=1)
    town.world.retarget(1, "side")
    town.settle()
    assert town.state(1).open_vote is None
    assert town.checks(1) == [("failure", "govbot decides only about pull requests into `main`")]
    run_out(town)
    assert town.world.pull_of(town.world.issue(1)).merged_at is None
    (status,) = town.statuses(1)
    assert "is to be merged into `side`" in status


# Other branches -------------------------------------------------------------------------------------


@pytest.mark.parametrize("base", ["side", "governance-ledger"])
def test_an_rfc_into_another_branch_is_none_and_nothing_reaches_that_branch(base: str) -> None:
    town = voting()
    world = town.world
    world.create_branch("side", by="mo")
    number = world.next_number()
    files = {
        f"rfcs/{number:04d}-two.md": RFC.replace("TITLE", "Two"),
        "motions/77.jsonl": "{}\n",
    }
    world.open_pull_request("Two", files, by="zoe", base=base)
    town.settle()
    world.advance(hours=2)
    world.comment(number, "/vote open", by="ada")
    town.settle()
    run_out(town)
    assert town.state(number).taken_up is None
    assert town.checks(number)[0][0] == "failure"
    (answer,) = town.answers(number)
    assert f"is to be merged into `{base}`" in answer
    assert world.pull_of(world.issue(number)).merged_at is None
    assert world.git_of(world.repository()).file(base, "motions/77.jsonl") is None


def test_a_vote_cannot_be_won_on_a_branch_and_carried_over_to_the_default_one() -> None:
    town = begin()
    world = town.world
    git = world.git_of(world.repository())
    text = community_files()[ROSTER] + "# Not for the council's eyes.\n"
    world.push_to("side", {ROSTER: text}, by="mo", replace=git.branch("main"))
    world.push_to("feature", {ROSTER: f"{text}# Harmless.\n"}, by="mo", replace=git.branch("side"))
    number = world.open_pull_request("A", by="mo", head="feature", base="side").number
    town.settle()
    say(town, "ada", "/vote open roster", number)
    let_vote_on(town, ballots_of("yes"), number)
    run_out(town)
    assert town.state(number).votes == ()
    assert town.checks(number)[0][0] == "failure"

    world.retarget(number, "main", by="mo")
    town.settle()
    assert town.checks(number) == [("in_progress", "It needs a vote under `roster`")]


def test_a_red_check_is_not_made_green_by_another_pull_request_with_the_same_commit() -> None:
    town = begin()
    world = town.world
    git = world.git_of(world.repository())
    text = community_files()[ROSTER] + "# A remark.\n"
    world.push_to("feature", {ROSTER: text}, by="mo", replace=git.branch("main"))
    world.push_to("side", {"docs/side.md": "s\n"}, by="mo", replace=git.branch("feature"))
    world.push_to("feature", {"README.md": "x\n"}, by="mo")
    other = world.open_pull_request("B", by="mo", head="feature", base="side").number
    town.settle()
    assert town.checks(other) == []
    number = world.open_pull_request("A", by="mo", head="feature").number
    town.settle()
    world.edit(other, title="B again", by="mo")
    town.settle()
    town.sweep()
    assert town.checks(number) == [("in_progress", "It needs a vote under `roster`")]


# Files ----------------------------------------------------------------------------------------------


def test_where_github_gives_no_list_of_files_the_check_is_red(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    town = begin()
    with monkeypatch.context() as patch:
        patch.setattr(PullRequestView, "files", lambda _self, **_page: None)
        number = open_roster_change(town)
        ((conclusion, title),) = town.checks(number)
    assert conclusion == "failure"
    assert title is not None
    assert "GitHub does not list all 1 changed files" in title
    town.sweep()
    assert town.checks(number) == [("in_progress", "It needs a vote under `roster`")]


# Late runs ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("change", [{"title": "A million"}, {"body": "Pay zoe a million."}])
def test_no_vote_is_opened_on_an_issue_that_was_changed_since(change: dict[str, str]) -> None:
    town = begin()
    town.world.advance(hours=1)
    town.world.comment(ISSUE, "/vote open mascot", by="ada")
    town.world.advance(minutes=1)
    town.world.edit(ISSUE, by="zoe", title=change.get("title"), body=change.get("body"))
    town.settle()
    assert town.state(ISSUE).votes == ()
    (answer,) = town.answers(ISSUE)
    assert "The text was changed after this was written; write it again." in answer


def test_a_run_that_comes_late_opens_no_vote_on_what_was_pushed_since() -> None:
    town = Town(beginning(), root=community())
    number = open_roster_change(town)
    world = town.world
    world.advance(hours=1)
    world.comment(number, "/vote open roster", by="ada")
    for login in COUNCIL[:5]:
        world.advance(minutes=1)
        world.comment(number, "/vote yes", by=login)
    world.advance(minutes=5)
    world.push(number, {ROSTER: community_files()[ROSTER] + "# Evil.\n"}, by="zoe")
    town.sweep()
    assert town.state(number).votes == ()
    assert town.ballots(number) == []
    assert "The text was changed after this was written; write it again." in town.answers(number)[0]

    say(town, "ada", "/vote open roster", number)
    assert town.state(number).open_vote is not None
