"""The workflow files as they are, run event by event: what a person on GitHub sees of each.

A local runner runs them against the sandbox, with the real action and the real govbot.
"""

from __future__ import annotations

import subprocess
import sys
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from govbot.core.records import BallotCast, Refused, VoteClosed, VoteOpened
from govbot.core.votes import Outcome
from govbot.demo.sight import LEDGER_BRANCH
from govbot.sandbox.model import ACTIONS_ID, Approval
from tests.workflows.community import NAME, RFC, TEXT, Community, Run

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.runner


DISCUSSION = timedelta(days=14)
VOTE = timedelta(days=11)
"""A day more than the period, so that the schedule comes late."""


def propose(community: Community) -> None:
    """Open RFC 1, from a fork."""
    community.world.open_pull_request("One calendar", {RFC: TEXT}, by="zoe")


def discuss(community: Community) -> None:
    """RFC 1 has been discussed for as long as it has to be."""
    propose(community)
    community.carry()
    community.world.advance(DISCUSSION)


def vote(community: Community) -> None:
    """The vote on RFC 1 is open."""
    discuss(community)
    community.world.comment(1, "/vote open", by="ada")
    community.carry()


def settled(community: Community) -> Run:
    """The one run that what just happened starts."""
    (run,) = community.settle()
    assert run.succeeded, run.result.log
    return run


def test_an_rfc_is_opened(community: Community) -> None:
    propose(community)

    check, wake, answer, again = community.settle()

    assert (check.workflow, check.succeeded) == ("check.yml", True)
    assert (wake.workflow, wake.succeeded, wake.requests) == ("govbot-wake.yml", True, 0)
    assert (answer.workflow, answer.event.action) == ("govbot.yml", "requested")
    assert answer.succeeded, answer.result.log
    assert (again.workflow, again.event.action) == ("govbot.yml", "completed")
    assert again.succeeded, again.result.log
    sight = community.sight()
    assert sight.labels == ("rfc: discussion",)
    assert "In discussion" in sight.status
    assert "The minimum time runs until 2026-03-15 00:00 UTC." in sight.status
    assert sight.check == ("pending", "In discussion; next: `voting`")
    assert sight.answers == ()
    assert [record.kind for record in sight.records] == ["registered", "stage", "document", "stage"]
    assert "put the label `rfc: discussion` on" in answer.result.summary
    (notice,) = answer.result.annotations
    assert (notice.level, notice.title) == ("notice", "govbot")


@pytest.mark.parametrize("approval", [Approval.TOLD, Approval.UNTOLD])
def test_a_first_time_contributor_whose_runs_wait_is_answered(
    community: Community, approval: Approval
) -> None:
    community.world.state.approval = approval
    propose(community)
    runs = community.settle()
    assert [run.workflow for run in runs] == ["govbot.yml"] * (approval is Approval.TOLD)
    community.tick()
    runs += community.settle("govbot.yml")
    assert community.sight().labels == ("rfc: discussion",)
    before = community.sight()

    community.world.approve_runs()
    runs += community.settle()

    assert all(run.succeeded for run in runs), [run.result.log for run in runs]
    assert {"check.yml", "govbot-wake.yml"} < {run.workflow for run in runs}
    assert community.sight() == before


def test_three_labels_at_once_leave_no_run_that_failed_or_was_cancelled(
    community: Community,
) -> None:
    propose(community)
    community.carry()
    for label in ("one", "two", "three"):
        community.world.label(1, label, by="mo")

    runs = community.settle()

    assert [run.workflow for run in runs] == ["govbot-wake.yml", "govbot.yml", "govbot.yml"] * 3
    assert all(run.succeeded for run in runs), [run.result.log for run in runs]


def test_a_pull_request_that_conflicts_is_found_by_the_schedule(community: Community) -> None:
    community.world.open_pull_request("One", {RFC: TEXT, "notes.txt": "Mine.\n"}, by="zoe")
    community.world.push_to("main", {"notes.txt": "Theirs.\n"}, by="mo")
    community.lose()
    community.world.label(1, "mine", by="mo")
    assert community.settle() == []
    community.tick()

    settled(community)

    assert community.sight().labels == ("mine", "rfc: discussion")


def test_a_locked_conversation_is_left_alone_and_caught_up_with(community: Community) -> None:
    vote(community)
    community.world.lock_conversation(1, by="mo")
    before = community.sight()
    ballot = community.world.comment(1, "/vote yes", by="mo")
    assert all(run.succeeded for run in community.settle())
    assert community.sight().status == before.status
    assert ballot.reactions == []

    community.world.unlock_conversation(1, by="mo")
    assert all(run.succeeded for run in community.settle())

    assert ballot.id in community.sight().taken
    assert community.sight().status != before.status


@pytest.mark.parametrize("scope", ["contents", "pull-requests"])
def test_a_job_without_a_permission_is_red_and_says_which_and_a_later_run_does_all_of_it(
    community: Community, scope: str
) -> None:
    vote(community)
    ballot = community.world.comment(1, "/vote yes", by="ada")
    community.withheld = scope
    (run,) = community.settle()
    assert not run.succeeded
    assert f"{scope}: write" in run.result.log
    assert "Resource not accessible by integration" in run.result.log

    community.withheld = ""
    community.tick()
    settled(community)
    assert ballot.id in community.sight().taken
    (cast,) = [record for record in community.sight().records if isinstance(record, BallotCast)]
    assert cast.binding


def test_a_check_that_expired_comes_back_and_one_that_changes_is_set_anew(
    community: Community,
) -> None:
    vote(community)
    before = community.sight().check
    head = community.world.pull_of(community.world.pull(1)).head_oid
    community.world.delete_check_suites(head)
    community.tick()
    settled(community)
    assert community.sight().check == before

    for login in ("ada", "ben", "cyd", "dee"):
        community.world.comment(1, "/vote yes", by=login)
    community.carry()
    community.world.advance(VOTE)
    community.tick()
    settled(community)

    assert [run.conclusion or run.status for run in community.world.repository().check_runs] == [
        "in_progress",
        "success",
    ]


def test_a_ballot_is_cast(community: Community) -> None:
    vote(community)
    comment = community.world.comment(1, "I have read it twice.\n\n/vote yes", by="ben")

    run = settled(community)

    sight = community.sight()
    assert run.requests == 3
    assert comment.id in sight.taken
    assert "So far: 1 yes, 0 no; 6 have yet to vote." in sight.status
    assert "| yes | 1 | ben |" in sight.status
    (ballot,) = [record for record in sight.records if isinstance(record, BallotCast)]
    assert ballot.actor is not None
    assert ballot.source is not None
    assert (ballot.actor.login, ballot.choice, ballot.source.comment) == ("ben", "yes", comment.id)
    assert sight.answers == ()


def test_a_command_of_somebody_who_may_not_is_answered_once_and_moves_nothing(
    community: Community,
) -> None:
    discuss(community)
    before = community.sight()
    comment = community.world.comment(1, "/vote open", by="zoe")

    settled(community)
    community.repeat()
    community.tick()
    again = community.settle()

    sight = community.sight()
    assert {run.succeeded for run in again} == {True}
    (answer,) = sight.answers
    assert "**zoe**" in answer
    assert "Only champion or council may move this RFC from discussion to voting." in answer
    assert sight.refused == {comment.id}
    assert comment.id not in sight.taken
    assert (sight.labels, sight.state.stage) == (before.labels, "discussion")
    assert [record.kind for record in sight.records if isinstance(record, Refused)] == ["refused"]
    assert not any(isinstance(record, VoteOpened) for record in sight.records)


def test_a_deadline_that_has_passed_is_found_by_the_schedule(community: Community) -> None:
    vote(community)
    for login in ("ada", "ben", "cyd", "dee"):
        community.world.comment(1, "/vote yes", by=login)
    community.carry()
    community.world.advance(VOTE)
    community.tick()

    run = settled(community)

    assert (run.workflow, run.event.name) == ("govbot.yml", "schedule")
    sight = community.sight()
    assert sight.labels == ("rfc: accepted",)
    assert sight.check is not None
    assert sight.check[0] == "success"
    (closed,) = [record for record in sight.records if isinstance(record, VoteClosed)]
    assert closed.tally.outcome is Outcome.PASSED
    assert "4 yes, 0 no" in sight.status


def test_a_ballot_whose_run_came_after_the_deadline_counts_when_it_was_cast_in_time(
    community: Community,
) -> None:
    vote(community)
    for login in ("ada", "ben", "cyd", "dee"):
        community.world.comment(1, "/vote no", by=login)
    community.lose()
    community.world.advance(VOTE)
    late = community.world.comment(1, "/vote yes", by="ada")

    settled(community)

    sight = community.sight()
    assert sight.labels == ("rfc: rejected",)
    assert sight.tally is not None
    assert sight.tally.counts["no"] == 4
    assert late.id in sight.refused


def test_runs_that_github_dropped_are_made_up_for_by_the_next(community: Community) -> None:
    vote(community)
    lost = [community.world.comment(1, "/vote yes", by=login) for login in ("ada", "ben")]
    community.lose()
    last = community.world.comment(1, "/vote no", by="cyd")

    settled(community)

    sight = community.sight()
    assert {comment.id for comment in [*lost, last]} <= sight.taken
    assert "So far: 2 yes, 1 no; 4 have yet to vote." in sight.status


def test_a_run_started_by_hand_looks_at_the_number_it_is_given(community: Community) -> None:
    propose(community)
    community.world.open_pull_request("Another", {"rfcs/0002-other.md": TEXT}, by="zoe")
    community.lose()
    community.world.dispatch("govbot.yml", {"number": "2"}, by="mo")

    run = settled(community)

    assert run.event.name == "workflow_dispatch"
    assert (community.sight(1).labels, community.sight(2).labels) == ((), ("rfc: discussion",))


def test_a_run_started_by_hand_without_a_number_looks_at_all(community: Community) -> None:
    propose(community)
    community.world.open_pull_request("Another", {"rfcs/0002-other.md": TEXT}, by="zoe")
    community.lose()
    community.world.dispatch("govbot.yml", {"number": ""}, by="mo")

    settled(community)

    assert community.sight(1).labels == community.sight(2).labels == ("rfc: discussion",)


@pytest.mark.parametrize("number", ["7", "-1", "many"])
def test_a_run_started_by_hand_for_no_pull_request_says_so(
    community: Community, number: str
) -> None:
    community.world.dispatch("govbot.yml", {"number": number}, by="mo")

    (run,) = community.settle()

    assert not run.succeeded
    (error,) = run.result.annotations
    assert (error.level, error.title) == ("error", "govbot")
    assert number in error.message
    assert "pull request" in error.message
    assert "Traceback" not in run.result.log


def test_a_vote_is_opened_on_an_issue(community: Community) -> None:
    issue = community.world.open_issue("A mascot", by="zoe")
    community.world.comment(issue.number, "/vote open rfc-accept", by="ada")

    runs = community.settle()

    assert all(run.succeeded for run in runs)
    git = community.world.git_of(community.world.repository())
    ledger = (git.file(LEDGER_BRANCH, f"motions/{issue.number}.jsonl") or b"").decode()
    assert '"kind":"vote-opened"' in ledger
    (status,) = [each.body for each in issue.comments if each.author == ACTIONS_ID]
    assert "A vote is open until" in status


def test_an_ordinary_comment_ends_without_a_request(community: Community) -> None:
    propose(community)
    issue = community.world.open_issue("A question", by="zoe")
    community.carry()
    community.world.add_person("renovate[bot]", type="Bot")
    asked = len(community.served.requests)
    community.world.comment(1, "I like it, thank you!", by="ben")
    community.world.comment(1, "As in https://example.org/1/0, and I gave it a +1.", by="ben")
    community.world.comment(1, "> /vote yes\n\nWho may say this?\n\n`/vote no`", by="ben")
    community.world.comment(1, "/rfc status", by="renovate[bot]")
    community.world.comment(issue.number, "I would say 1/2 of it is clear.", by="ben")

    runs = community.settle()

    assert [run.succeeded for run in runs] == [True] * 5
    # The first holds none of the characters that a command needs, and a bot is not listened to. The
    # others are looked at, and that is all.
    assert [len(run.result.steps) for run in runs] == [0, 1, 1, 0, 1]
    assert [run.requests for run in runs] == [0] * 5
    assert len(community.served.requests) == asked
    assert community.sight().answers == ()


def test_a_ballot_that_was_edited_away_is_seen(community: Community) -> None:
    vote(community)
    ballot = community.world.comment(1, "I read it.\n\n/vote yes", by="ben")
    community.carry()
    community.world.edit_comment(ballot.id, "I did not read it.", by="ben")

    run = settled(community)

    assert run.event.action == "edited"
    assert "Run govbot" in run.result.steps


def test_a_vote_is_recorded_with_the_commit_whose_rules_it_was_opened_under(
    community: Community,
) -> None:
    discuss(community)
    community.world.comment(1, "/vote open", by="ada")
    # The run has to wait, and the council is smaller by the time it begins.
    seats = {"governance/bodies/council.yaml": "name: Council\nkind: council\nmembers:\n"}
    seats["governance/bodies/council.yaml"] += "  - {github: ada}\n  - {github: ben}\n"
    newest = community.world.push_to("main", seats, by="mo", message="Seats")

    settled(community)

    (opened,) = [each for each in community.sight().records if isinstance(each, VoteOpened)]
    assert [voter.login for voter in opened.electorate] == ["ada", "ben"]
    assert opened.governance_commit == newest


def test_rules_that_are_wrong_fail_the_run_with_file_and_line(community: Community) -> None:
    propose(community)
    wrong = {"governance/bodies/council.yaml": "name: Council\nkind: council\nmembres: []\n"}
    community.world.push_to("main", wrong, by="mo", message="Seats")

    run, _ = community.settle("govbot.yml")

    assert not run.succeeded
    (error,) = run.result.annotations
    assert "governance/bodies/council.yaml:3" in error.message
    assert "membres" in error.message
    assert run.requests == 0


def test_an_rfc_from_opening_to_acceptance_and_merge(community: Community, tmp_path: Path) -> None:
    stages: list[tuple[str, ...]] = []

    def went_well() -> None:
        for run in community.settle():
            assert run.succeeded, run.result.log
        stages.append(community.sight().labels)

    propose(community)
    went_well()
    community.world.advance(DISCUSSION)
    community.world.comment(1, "/vote open", by="ada")
    went_well()
    community.world.advance(hours=1)
    for login, ballot in {"ada": "yes", "ben": "no", "cyd": "yes", "dee": "abstain"}.items():
        community.world.comment(1, f"/vote {ballot}", by=login)
    community.world.comment(1, "/vote yes", by="ben")
    went_well()
    community.world.advance(VOTE)
    community.tick()
    went_well()
    community.world.merge(1, by="mo")
    went_well()

    assert stages == [
        ("rfc: discussion",),
        ("rfc: voting",),
        ("rfc: voting",),
        ("rfc: accepted",),
        ("rfc: implementing",),
    ]
    sight = community.sight()
    assert "3 yes, 0 no, 1 abstain" in sight.status
    assert len([record for record in sight.records if isinstance(record, BallotCast)]) == 5
    assert sight.answers == ()
    clone = tmp_path / "clone"
    address = f"{community.served.url}/{NAME}.git"
    subprocess.run(["git", "clone", "--quiet", address, clone], check=True)
    subprocess.run(["git", "-C", clone, "rev-parse", f"origin/{LEDGER_BRANCH}"], check=True)
    verify = [sys.executable, "-m", "govbot", "vote", "verify"]
    counted = subprocess.run(verify, cwd=clone, check=False, capture_output=True, text=True)
    assert counted.returncode == 0, counted.stdout + counted.stderr
