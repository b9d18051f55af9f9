"""Votes on issues and on pull requests without an RFC, from event to what people see."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from govbot.app.community import open_community
from govbot.app.recount import recounted
from govbot.demo.story import NUMBER, community_files
from govbot.sandbox import serve
from govbot.sandbox.webhooks import issue_event
from tests.scenarios.motions import (
    ISSUE,
    MOMENTS,
    ROSTER,
    ballots_of,
    begin,
    let_vote,
    moments,
    roster_change,
    run_out,
    say,
)
from tests.scenarios.town import Town


def home_name(town: Town) -> str:
    return town.world.full_name(town.world.repository())


# On an issue ----------------------------------------------------------------------------------------


def test_a_vote_on_an_issue_from_its_opening_to_its_outcome() -> None:
    town = begin()
    say(town, "ada", "/vote open mascot")
    assert town.kinds(ISSUE) == ["motion", "document", "vote-opened"]
    (status,) = town.statuses(ISSUE)
    assert "A vote is open until" in status
    assert "Issue 1, “A mascot”." in status
    assert "RFC" not in status

    let_vote(town, ballots_of("yes") | {"zoe": "no"})
    assert town.ballots(ISSUE)[-1] == ("zoe", "no", False)
    (status,) = town.statuses(ISSUE)
    assert "5 yes, 0 no; 2 have yet to vote." in status

    run_out(town)
    (status,) = town.statuses(ISSUE)
    assert "✅ Vote 1 passed" in status
    assert town.answers(ISSUE) == []
    assert town.labels(ISSUE) == []
    assert town.world.repository().check_runs == []
    assert {each.failed for each in town.reports} == {False}


def test_an_issue_that_nobody_wants_to_vote_on_costs_no_request() -> None:
    town = begin()
    say(town, "ada", "Lovely. I gave it a thumbs up.")
    town.world.close(ISSUE, by="zoe")
    town.world.reopen(ISSUE, by="zoe")
    assert town.requests == 0


def test_plus_one_without_a_vote_costs_one_request_and_gets_no_comment() -> None:
    town = begin()
    say(town, "ada", "+1")
    assert town.requests == 1
    assert town.bodies(ISSUE) == []
    assert town.ledger(ISSUE) == ""
    assert [each.reactions for each in town.world.issue(ISSUE).comments] == [[]]


def test_a_command_without_a_vote_is_answered_once_and_there_is_no_status() -> None:
    town = begin()
    say(town, "ben", "/vote yes")
    town.sweep()
    (answer,) = town.bodies(ISSUE)
    assert "No vote is open on this issue." in answer
    assert "`/vote open <policy>` opens a vote here." in answer
    assert town.statuses(ISSUE) == []


@pytest.mark.parametrize("hours", [25, 24 * 20])
def test_a_vote_that_was_asked_for_while_no_run_came_is_answered_and_not_opened_late(
    hours: int,
) -> None:
    town = begin()
    other = town.world.open_issue("A flag", "We should have one.", by="zoe").number
    say(town, "ada", "/vote open mascot", other)
    town.world.advance(days=11)
    town.sweep()
    town.world.comment(ISSUE, "/vote open mascot", by="ada")
    town.lose_events()
    town.world.advance(hours=hours)
    town.sweep()
    (answer,) = town.answers(ISSUE)
    assert "It was a day old or more when a run of govbot first saw it" in answer
    assert "Write it again in a new comment." in answer
    assert town.records(ISSUE)[-1].kind != "vote-opened"
    town.sweep()
    assert len(town.answers(ISSUE)) == 1
    say(town, "ada", "/vote open mascot")
    assert "vote-opened" in [each.kind for each in town.records(ISSUE)]


def test_two_votes_one_after_another_stay_apart() -> None:
    town = begin()
    say(town, "ada", "/vote open mascot")
    let_vote(town, ballots_of("no"))
    run_out(town)
    say(town, "ben", "/vote open roster")
    let_vote(town, ballots_of("yes"))
    run_out(town)
    assert [(vote.number, vote.passed) for vote in town.state(ISSUE).votes] == [
        (1, False),
        (2, True),
    ]
    (status,) = town.statuses(ISSUE)
    assert "Vote 2 passed" in status
    assert "vote 1 ended: failed" in status


def test_an_edited_issue_starts_the_vote_again_or_is_pointed_out() -> None:
    town = begin()
    say(town, "ada", "/vote open mascot")
    town.world.edit(ISSUE, body="We should have two.", by="zoe")
    town.settle()
    assert len(town.state(ISSUE).votes) == 1
    assert "The text was changed since the vote opened" in town.statuses(ISSUE)[0]
    say(town, "mo", "/vote cancel the wrong question")
    say(town, "ada", "/vote open roster")
    town.world.edit(ISSUE, title="Three mascots", by="zoe")
    town.settle()
    assert [vote.is_open for vote in town.state(ISSUE).votes] == [False, False, True]


def test_a_closed_issue_ends_its_vote_and_a_late_word_is_answered() -> None:
    town = begin()
    say(town, "ada", "/vote open mascot")
    town.world.close(ISSUE, by="zoe")
    town.settle()
    assert town.kinds(ISSUE)[-2:] == ["pull-request", "vote-cancelled"]
    assert "Vote 1 was cancelled" in town.statuses(ISSUE)[0]
    say(town, "ben", "/vote yes")
    assert "The last vote was cancelled" in town.answers(ISSUE)[0]
    town.world.reopen(ISSUE, by="zoe")
    town.settle()
    say(town, "ada", "/vote open mascot")
    assert town.state(ISSUE).open_vote is not None


def test_the_vote_on_an_issue_that_was_deleted_ends_and_the_schedule_goes_on() -> None:
    town = begin()
    say(town, "ada", "/vote open mascot")
    kept = town.world.open_issue("Kept", by="zoe").number
    say(town, "ada", "/vote open mascot", kept)
    del town.world.repository().issues[ISSUE]
    town.sweep()
    assert town.kinds(ISSUE)[-2:] == ["pull-request", "vote-cancelled"]
    assert '"reason":"The issue is no longer here."' in town.ledger(ISSUE)
    before = town.ledger(ISSUE)
    town.world.advance(hours=1)
    town.sweep()
    assert town.ledger(ISSUE) == before
    assert {each.failed for each in town.reports} == {False}


def test_an_issue_that_was_deleted_and_never_voted_on_fails_no_run() -> None:
    town = begin()
    say(town, "ada", "A fine idea.")
    home = town.world.repository()
    issue_event(town.world, home, town.world.issue(ISSUE), town.world.person("mo"), "deleted")
    del home.issues[ISSUE]
    (report,) = town.settle()
    assert report is not None
    assert report.lines == (
        f"#{ISSUE}: There is no pull request or issue #{ISSUE} in {home_name(town)}.",
    )
    assert not report.failed


# Votes that files need ------------------------------------------------------------------------------


def test_a_pull_request_that_edits_a_roster_waits_for_the_vote_on_it() -> None:
    town = begin()
    number = roster_change(town)
    assert town.checks(number) == [("in_progress", "It needs a vote under `roster`")]
    (status,) = town.statuses(number)
    assert f"`{ROSTER}` needs a vote under `roster`. A roster is the council's." in status
    assert "`/vote open roster` opens the vote (council or maintainer)." in status
    assert town.ledger(number) == ""

    say(town, "ada", "/vote open", number)
    ((conclusion, title),) = town.checks(number)
    assert (conclusion, (title or "")[:20]) == ("in_progress", "A vote is open until")
    let_vote(town, ballots_of("yes"), number)
    run_out(town)
    assert town.checks(number) == [("success", "Every vote that its files need has passed")]


def test_a_roster_that_is_moved_away_needs_the_vote_too() -> None:
    town = begin()
    text = community_files()[ROSTER]
    moved: dict[str, str | None] = {ROSTER: None, "docs/council.yaml": text}
    number = town.world.open_pull_request("Tidy up", moved, by="zoe").number
    town.settle()
    assert town.checks(number) == [("in_progress", "It needs a vote under `roster`")]
    assert f"`{ROSTER}` needs a vote under `roster`." in town.statuses(number)[0]


def test_a_push_after_the_vote_needs_a_vote_of_its_own() -> None:
    town = begin()
    number = roster_change(town)
    say(town, "ada", "/vote open", number)
    let_vote(town, ballots_of("yes"), number)
    run_out(town)
    town.world.push(number, {ROSTER: community_files()[ROSTER] + "# Another.\n"})
    town.settle()
    assert town.checks(number) == [("in_progress", "It needs a vote under `roster`")]
    assert "what was pushed since needs a vote of its own" in town.statuses(number)[0]


def test_a_vote_that_fails_turns_the_check_red() -> None:
    town = begin()
    number = roster_change(town)
    say(town, "ada", "/vote open", number)
    let_vote(town, ballots_of("no"), number)
    run_out(town)
    assert town.checks(number) == [("failure", "Vote 1 failed")]


def test_a_pull_request_that_needs_a_vote_is_found_by_the_schedule() -> None:
    town = begin()
    text = community_files()[ROSTER] + "# A remark.\n"
    number = town.world.open_pull_request("A remark", {ROSTER: text}, by="zoe").number
    town.sweep()
    assert town.checks(number) == [("in_progress", "It needs a vote under `roster`")]


@pytest.mark.parametrize("name", MOMENTS)
def test_an_hour_after_each_step_nothing_is_left_to_do(name: str) -> None:
    moment = moments()[name]
    town = moment.thaw(moment.after)
    town.world.advance(hours=1)
    town.sweep()
    assert town.picture() == moment.end


# From a clone ----------------------------------------------------------------------------------------


def test_a_clone_counts_the_votes_again_and_agrees(tmp_path: Path) -> None:
    town = begin()
    say(town, "ada", "/vote open mascot")
    let_vote(town, ballots_of("yes"))
    run_out(town)
    number = roster_change(town)
    say(town, "ada", "/vote open", number)
    clone = tmp_path / "clone"
    with serve(town.world) as running:
        name = town.world.full_name(town.world.repository())
        address = f"{running.url}/{name}.git"
        subprocess.run(["git", "clone", "--quiet", address, str(clone)], check=True)
    assert [each.line for each in recounted(open_community(clone))] == [
        f"#{ISSUE} vote 1: passed, 5 ballots, as recorded",
        f"#{number} vote 1: open, 0 ballots, as recorded",
    ]
    assert NUMBER == ISSUE
