"""Reminders, the extension, announcements, merging, ballots by review: from event to what people see."""

from __future__ import annotations

import pytest

from govbot.core.records import Announced
from govbot.sandbox.model import ACTIONS_ID
from tests.communities import COUNCIL
from tests.scenarios import life
from tests.scenarios.crashes import Moment
from tests.scenarios.life import (
    announced,
    hourly,
    let_vote,
    reminder_is_due,
    vote_is_over,
    voting,
    watch_postings,
)
from tests.scenarios.town import Town

IN_ISSUE = "announce: {issue: 2}"


def reminders(town: Town) -> list[str]:
    return [body for body in town.bodies(1) if "<!-- govbot:reminder:" in body]


def is_open(town: Town) -> bool:
    return not town.world.issue(1).closed


# Reminders ------------------------------------------------------------------------------------------


def test_who_is_missing_is_reminded_and_nobody_else_is_ever_mentioned() -> None:
    town = voting()
    let_vote(town, "yes", "ada", "ben", "cyd", "dee")
    town.world.advance(days=7)
    town.sweep()
    (reminder,) = reminders(town)
    assert "@eli, @fay, @gus: your ballots are missing." in reminder
    (status,) = town.statuses(1)
    assert "eli, fay and gus were reminded of their ballots" in status
    assert "@" not in status.replace("@&#8203;", "")
    hourly(town, 3)
    assert len(reminders(town)) == 1

    let_vote(town, "no", "eli")
    town.world.advance(days=2)
    town.sweep()
    first, last = reminders(town)
    assert first == reminder
    assert "**Last call: vote 1 closes at" in last
    assert "@fay, @gus: your ballots are missing." in last


def test_a_vote_that_too_few_took_part_in_goes_on_with_reminders_of_its_own() -> None:
    town = voting()
    let_vote(town, "yes", "ada")
    town.world.advance(days=10, hours=1)
    town.sweep()
    assert [each for each in town.kinds(1) if each.startswith("vote-")] == [
        "vote-opened",
        "vote-extended",
    ]
    (status,) = town.statuses(1)
    assert "goes on, because too few took part" in status
    assert reminders(town) == []
    town.world.advance(days=4)
    town.sweep()
    assert len(reminders(town)) == 1
    let_vote(town, "yes", *COUNCIL[1:4])
    town.world.advance(days=3, hours=1)
    town.sweep()
    hourly(town, 1)
    assert town.state(1).votes[0].passed
    assert len([each for each in town.kinds(1) if each == "vote-closed"]) == 1


# The end ----------------------------------------------------------------------------------------------


def test_an_accepted_rfc_is_merged_and_its_end_announced_once_however_often_the_schedule_comes() -> (
    None
):
    town = voting()
    let_vote(town, "yes", *COUNCIL[:5])
    town.world.advance(days=11)
    town.sweep()
    pull = town.world.pull_of(town.world.issue(1))
    assert pull.merged_at is not None
    assert town.state(1).stage == "implementing", "what govbot merged itself waits for no schedule"
    assert town.labels(1) == ["rfc: implementing"]
    ((title, body),) = announced(town)
    assert title == "RFC 1, vote 1: passed (One ledger)"
    assert "**Passed: 5 yes, 0 no; 2 did not vote.**" in body
    assert "It is now `accepted`." in body
    hourly(town, 4)
    assert len(announced(town)) == 1
    (record,) = [each for each in town.records(1) if isinstance(each, Announced)]
    assert record.source is not None
    assert "/discussions/" in record.source.url
    assert not any(report.failed for report in town.reports)
    asked = town.requests
    town.world.label(1, "seen", by="mo")
    hourly(town, 1)
    operations = [name for each in town.sandbox.requests[asked:] for name in each.operations]
    assert "PullRequest" in operations
    assert "Postings" not in operations, "what is announced is not looked for again"


def test_a_rejected_rfc_is_closed_and_one_opened_again_stays_open() -> None:
    town = voting()
    let_vote(town, "no", *COUNCIL[:5])
    town.world.advance(days=11)
    town.sweep()
    assert not is_open(town)
    assert town.labels(1) == ["rfc: rejected"]
    town.world.advance(minutes=5)
    town.world.reopen(1, by="zoe")
    town.settle()
    hourly(town, 3)
    assert is_open(town)
    assert town.labels(1) == ["rfc: rejected"]


def test_a_merge_that_github_refuses_is_a_failure_and_is_tried_again() -> None:
    town = voting()
    let_vote(town, "yes", *COUNCIL[:5])
    town.world.push_to("main", {"rfcs/0001-one-ledger.md": "Something else.\n"}, by="mo")
    town.world.advance(days=11)
    report = town.sweep()
    assert report is not None
    assert report.failed
    assert "could not merge #1, as the stage `accepted` says" in report.errors[0]
    assert town.state(1).stage == "accepted"
    assert town.labels(1) == ["rfc: accepted"]
    hourly(town, 2)
    (status,) = town.statuses(1)
    assert "was to be merged when the RFC became `accepted`, and is not" in status
    assert len(announced(town)) == 1
    assert is_open(town)


def test_a_category_that_is_not_there_is_said_and_fails_nothing() -> None:
    town = voting("announce: {discussions: Nowhere}")
    let_vote(town, "yes", *COUNCIL[:5])
    town.world.advance(days=11)
    town.sweep()
    hourly(town, 2)
    (status,) = town.statuses(1)
    assert "there is no category `Nowhere` of discussions" in status
    assert announced(town) == []
    assert not any(report.failed for report in town.reports)


def test_an_issue_that_keeps_track_gets_a_comment() -> None:
    town = voting(IN_ISSUE)
    town.world.open_issue("Decisions of the council", "One comment each.", by="mo")
    town.lose_events()
    let_vote(town, "no", *COUNCIL[:5])
    town.world.advance(days=11)
    town.sweep()
    hourly(town, 2)
    (body,) = [each.body for each in town.world.issue(2).comments if each.author == ACTIONS_ID]
    assert "### ❌ RFC 1, vote 1: failed (One ledger)" in body
    assert [each for each in town.kinds(1) if each == "announced"] == ["announced"]


def test_a_vote_that_was_cancelled_is_not_announced_and_the_next_is_on_its_own() -> None:
    town = voting()
    let_vote(town, "yes", "ada", "ben")
    town.world.comment(1, "/vote cancel a seat is vacant", by="mo")
    town.settle()
    (status,) = town.statuses(1)
    assert "vote 1 was cancelled: a seat is vacant" in status
    town.world.advance(hours=1)
    town.world.comment(1, "/vote open", by="ada")
    town.settle()
    let_vote(town, "no", *COUNCIL[2:])
    (status,) = town.statuses(1)
    assert "Vote 2 under `rfc-accept`" in status
    assert "So far: 0 yes, 5 no; 2 have yet to vote." in status
    town.world.advance(days=11)
    town.sweep()
    hourly(town, 2)
    assert [title for title, _ in announced(town)] == ["RFC 1, vote 2: failed (One ledger)"]


# Reviews, and nearly a ballot -------------------------------------------------------------------------


def test_reviews_are_ballots_beside_comments() -> None:
    town = voting()
    town.world.advance(hours=1)
    review = town.world.review(1, "APPROVE", "Reads well.", by="ada")
    town.settle()
    town.world.review(1, "REQUEST_CHANGES", "Not yet.", by="ben")
    town.settle()
    town.world.advance(hours=1)
    town.world.comment(1, "/vote yes", by="ben")
    town.settle()
    assert town.ballots(1) == [("ada", "yes", True), ("ben", "no", True), ("ben", "yes", True)]
    (status,) = town.statuses(1)
    assert "So far: 2 yes, 0 no; 5 have yet to vote." in status
    assert [each.content.value for each in review.reactions] == ["eyes"]

    town.world.advance(hours=1)
    town.world.dismiss_review(review, "It is about another text.", by="mo")
    town.settle()
    (status,) = town.statuses(1)
    assert "ada's ballot (yes) stands; its review was dismissed afterwards." in status
    assert town.answers(1) == []


def test_a_review_after_the_vote_is_answered_once() -> None:
    town = voting()
    let_vote(town, "no", *COUNCIL[:5])
    town.world.advance(days=10, minutes=10)
    review = town.world.review(1, "APPROVE", by="gus")
    town.settle()
    hourly(town, 2)
    (answer,) = town.answers(1)
    assert "**gus**, about [your review](" in answer
    assert "`Approve` was refused. The vote closed at" in answer
    assert [each.content.value for each in review.reactions] == ["confused"]


def test_a_voter_who_nearly_voted_is_told_how_to() -> None:
    town = voting()
    town.world.comment(1, "+1 great", by="ada")
    town.settle()
    (answer,) = town.answers(1)
    assert (
        "`+1 great` was refused. This looks like a ballot but is not one: it was not counted."
        in answer
    )
    assert "write `/vote yes` on a line of its own in a new comment." in answer


def test_a_voter_who_answers_with_a_sign_is_told_how_to_once_in_a_comment_or_a_review() -> None:
    town = voting()
    town.world.review(1, "COMMENT", "LGTM", by="ada")
    town.world.comment(1, "\N{THUMBS UP SIGN}", by="zoe")
    town.settle()
    town.world.comment(1, "+0", by="ada")
    town.settle()
    (answer,) = town.answers(1)
    assert "`LGTM` was refused. This looks like a ballot but is not one" in answer
    assert "write `/vote yes`, `/vote no` or `/vote abstain` on a line of its own" in answer
    assert town.ballots(1) == []


def test_an_imported_account_with_a_voter_s_login_is_not_that_voter() -> None:
    town = voting()
    mannequin = town.world.add_person("ada", type="Mannequin")
    town.world.comment(1, "/vote no", by=mannequin.id)
    town.settle()
    assert town.ballots(1) == [("ada", "no", False)], "advice, as from anybody"
    town.world.comment(1, "/vote yes", by="ada")
    town.settle()
    assert town.ballots(1)[-1] == ("ada", "yes", True)
    (status,) = town.statuses(1)
    assert "So far: 1 yes, 0 no; 6 have yet to vote." in status


# Posted once -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", life.POSTED)
def test_what_a_killed_run_took_on_is_not_posted_while_that_run_might_still_be_going(
    name: str,
) -> None:
    town = life.thaw(life.moment(name).before_first("mutation Apply"))
    made = watch_postings(town)
    town.world.advance(minutes=15)
    town.sweep()
    assert made == []
    town.world.advance(minutes=10)
    town.sweep()
    hourly(town, 3)
    assert len(made) == 1


def test_a_reminder_that_somebody_deletes_is_not_written_again() -> None:
    town = reminder_is_due()
    made = watch_postings(town)
    town.sweep()
    (reminder,) = [each for each in town.world.issue(1).comments if "govbot:reminder" in each.body]
    town.world.delete_comment(reminder.id, by="mo")
    town.settle()
    hourly(town, 5)
    assert len(made) == 1


def test_an_announcement_that_somebody_deletes_is_not_made_again() -> None:
    town = vote_is_over("no")
    made = watch_postings(town)
    town.sweep()
    town.world.repository().discussions.clear()
    hourly(town, 5)
    assert len(made) == 1


def test_an_announcement_on_a_busy_issue_is_found_behind_hundreds_of_comments() -> None:
    town = voting(IN_ISSUE)
    town.world.open_issue("Decisions of the council", "One comment each.", by="mo")
    town.lose_events()
    let_vote(town, "no", *COUNCIL[:5])
    town.world.advance(days=10, hours=1)
    # The run ends when it has announced, before it can look at what it did.
    moment = Moment.play("announced", town.schedule())
    announcing = next(
        at for at, (_, each) in enumerate(moment.made) if "mutation Apply" in each.body
    )
    town = Town.thaw(moment.made[announcing + 1][0], life.community(IN_ISSUE))
    assert len(town.world.issue(2).comments) == 1
    made = watch_postings(town)
    for _ in range(150):
        town.world.comment(2, "Well done.", by="zoe")
    town.lose_events()
    hourly(town, 3)
    assert made == []
    assert town.state(1).votes[0].announced is not None


def test_the_end_of_a_vote_on_an_issue_that_was_deleted_is_announced_once() -> None:
    town = voting()
    town.world.open_issue("A mascot", "We should have one.", by="zoe")
    town.world.comment(2, "/vote open rfc-accept", by="ada")
    town.settle()
    for login in COUNCIL[:5]:
        town.world.comment(2, "/vote yes", by=login)
    town.settle()
    town.world.advance(days=10, hours=1)
    # The vote is closed; whoever closed it was killed before it could announce that.
    moment = Moment.play("closed", town.schedule())
    closed = next(
        place
        for place, (_, each) in enumerate(moment.made)
        if "mutation Append" in each.body and "motions/2.jsonl" in each.body
    )
    town = life.thaw(moment.made[closed + 1][0])
    del town.world.repository().issues[2]
    made = watch_postings(town)
    hourly(town, 3)
    assert town.state(2).votes[0].announced is not None
    ((title, body),) = announced(town)
    assert title == "Issue 2, vote 1: passed (A mascot)"
    assert "was voted on under `rfc-accept`" in body
    assert len(made) == 1
    town.world.advance(days=8)
    town.sweep()
    asked = town.requests
    town.sweep()
    operations = [name for each in town.sandbox.requests[asked:] for name in each.operations]
    assert "Postings" not in operations


# Without an RFC -----------------------------------------------------------------------------------------


def test_a_vote_on_an_issue_has_reminders_and_an_announcement_too() -> None:
    town = voting()
    town.world.open_issue("A mascot", "We should have one.", by="zoe")
    town.world.comment(2, "/vote open rfc-accept", by="ada")
    town.settle()
    town.world.comment(2, "/vote yes", by="ada")
    town.settle()
    town.world.advance(days=7)
    town.sweep()
    (reminder,) = [body for body in town.bodies(2) if "<!-- govbot:reminder:" in body]
    assert "@ben, @cyd, @dee, @eli, @fay, @gus: your ballots are missing." in reminder
    for login in COUNCIL[1:5]:
        town.world.comment(2, "/vote yes", by=login)
    town.settle()
    town.world.advance(days=3, hours=1)
    hourly(town, 2)
    ((title, body),) = announced(town)
    assert title == "Issue 2, vote 1: passed (A mascot)"
    assert "It is now" not in body
    assert not town.world.issue(2).closed
