"""Reminders, announcements, merging and closing, ballots by review, and ballots that are nearly some."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govbot.core.accounts import Account
from govbot.core.changes import (
    AddComment,
    Announce,
    ClosePullRequest,
    DeleteComment,
    DeleteDiscussion,
    MergePullRequest,
    React,
)
from govbot.core.commands import read
from govbot.core.durations import Duration
from govbot.core.lifecycle import Lifecycle
from govbot.core.markers import STATUS_MARKER, reminder_marker_in
from govbot.core.policies import DEFAULT_POLICIES
from govbot.core.prefilter import may_hold_command
from govbot.core.records import Announced, BallotCast, Refused, Reminded
from govbot.core.snapshot import Comment, PullState, ReviewState
from govbot.core.state import oldest_comment_needed, oldest_review_needed
from govbot.core.verify import differences
from tests.communities import COUNCIL
from tests.core.scene import Scene, account, community

APPROVED, CHANGES = ReviewState.APPROVED, ReviewState.CHANGES_REQUESTED
DEFAULT = DEFAULT_POLICIES["rfc-accept"].model_dump(mode="json", by_alias=True)


def scene(stages: dict[str, Any] | None = None, **policy: Any) -> Scene:
    """An RFC in a community whose policy has these rules, on top of the default's."""
    plain = {key: value for key, value in DEFAULT.items() if value is not None}
    settings: dict[str, Any] = {"policies": {"rfc-accept": plain | policy}}
    if stages:
        settings["lifecycle"] = {"stages": stages}
    return Scene(community(**settings))


def run_hourly(town: Scene, hours: int) -> None:
    """Let the schedule come, hour by hour."""
    for _ in range(hours):
        town.wait(hours=1)
        town.run()


def reminders(town: Scene) -> list[Comment]:
    return [each for each in town.comments if each.by_viewer and reminder_marker_in(each.body)]


def reminded(town: Scene) -> list[Reminded]:
    return [each for each in town.records if isinstance(each, Reminded)]


# Reminders ------------------------------------------------------------------------------------------

REMIND = {"before_end": ["3 days", "1 day"], "last_call": "24 hours"}


def test_those_who_have_not_voted_are_reminded_when_the_policy_says_and_no_more() -> None:
    town = scene(reminders=REMIND).to_vote()
    opened = town.now
    for login in ("ada", "ben"):
        town.say(login, "/vote yes")
    run_hourly(town, 7 * 24 - 1)
    assert reminded(town) == []
    run_hourly(town, 1)
    (first,) = reminded(town)
    assert (first.due, first.last_call) == (opened + timedelta(days=7), False)
    assert first.who == ("cyd", "dee", "eli", "fay", "gus")

    town.say("cyd", "/vote no")
    run_hourly(town, 3 * 24)
    assert [each.last_call for each in reminded(town)] == [False, True]
    assert reminded(town)[1].due == opened + timedelta(days=9)
    assert reminded(town)[1].who == ("dee", "eli", "fay", "gus")
    assert len(reminders(town)) == 2


def test_of_several_reminders_that_a_late_run_finds_only_the_latest_is_given() -> None:
    town = scene(reminders={"before_end": ["5 days", "3 days", "1 day"]}).to_vote()
    opened = town.now
    town.wait(days=9, hours=20).run()
    (only,) = reminded(town)
    assert only.due == opened + timedelta(days=9)
    assert len(reminders(town)) == 1


def test_nobody_is_reminded_once_the_deadline_is_over() -> None:
    town = scene(reminders=REMIND, concerns={}).to_vote()
    for login in COUNCIL[:5]:
        town.say(login, "/vote yes")
    town.say("gus", "/concern Who keeps the keys")
    town.run()
    town.wait(days=10, hours=1).run()
    assert town.state.open_vote is not None, "the concern holds it"
    assert reminded(town) == []


def test_nobody_is_reminded_where_everybody_has_voted_or_left() -> None:
    town = scene(reminders=REMIND).to_vote()
    for login in COUNCIL[:6]:
        town.say(login, "/vote yes")
    town.say("gus", "/recuse my employer wrote it")
    run_hourly(town, 10 * 24)
    assert reminded(town) == []


def test_an_extension_moves_the_reminders() -> None:
    town = scene(reminders={"before_end": "1 day"}).to_vote()
    opened = town.now
    run_hourly(town, 18 * 24)
    dues = [each.due for each in reminded(town)]
    assert dues == [opened + timedelta(days=9), opened + timedelta(days=16)]


def test_a_reminder_longer_than_the_vote_is_not_given_at_its_opening() -> None:
    town = scene(reminders={"before_end": "10 days"}).to_vote()
    run_hourly(town, 24)
    assert reminded(town) == []


def test_a_reminder_that_a_killed_run_owes_is_written_by_the_next_for_who_is_still_missing() -> (
    None
):
    town = scene(reminders=REMIND).to_vote()
    town.wait(days=7).run(act=False)
    assert len(reminded(town)) == 1
    assert reminders(town) == []
    town.wait(hours=1).say("cyd", "/vote yes")
    town.run()
    (comment,) = reminders(town)
    assert "'cyd'" not in comment.body
    assert "'dee'" in comment.body
    town.run()
    town.run()
    assert town.changes == ()


def test_a_reminder_that_another_run_is_about_to_write_is_left_to_it() -> None:
    town = scene(reminders=REMIND).to_vote()
    town.wait(days=7).run(act=False)
    town.wait(minutes=16).run()
    assert reminders(town) == []
    town.wait(minutes=4).run()
    assert len(reminders(town)) == 1


def test_a_reminder_that_was_seen_is_not_written_again_when_it_is_deleted() -> None:
    town = scene(reminders=REMIND).to_vote()
    town.wait(days=7).run()
    town.run()
    records = town.records
    town.delete(*reminders(town))
    run_hourly(town, 24)
    assert reminders(town) == []
    assert town.records == records


def test_a_reminder_that_nobody_ever_saw_is_written_twice_at_most() -> None:
    town = scene(reminders=REMIND).to_vote()
    town.wait(days=7)
    written = 0
    for _ in range(24):
        town.run()
        written += len(reminders(town))
        for each in reminders(town):
            town.delete(each)
        town.wait(hours=1)
    assert written == 2
    assert len(reminded(town)) == 1


@pytest.mark.parametrize("days", [2, 3.5])
def test_a_reminder_owed_is_dropped_for_a_newer_one_and_when_the_vote_is_over(days: float) -> None:
    town = scene(reminders=REMIND).to_vote()
    for login in COUNCIL[:5]:
        town.say(login, "/vote yes")
    town.wait(days=7).run(act=False)
    town.wait(days=days).run()
    written = [str(reminder_marker_in(each.body)) for each in reminders(town)]
    newest = [f"{each.due:%Y%m%dt%H%M%Sz}" for each in reminded(town)[1:]]
    assert len(written) == len(newest)
    assert all(due in marker for due, marker in zip(newest, written, strict=True))


def test_a_second_copy_of_a_reminder_is_deleted() -> None:
    town = scene(reminders=REMIND).to_vote()
    town.wait(days=7).run()
    (first,) = reminders(town)
    town.say("govbot", first.body, by_viewer=True, author=Account(login="bot", is_bot=True))
    town.run()
    assert [type(change) for change in town.changes] == [DeleteComment]
    assert reminders(town) == [first]


def test_a_copied_marker_of_somebody_else_is_no_reminder() -> None:
    town = scene(reminders=REMIND).to_vote()
    town.wait(days=7).run(act=False)
    marker = f"<!-- govbot:reminder:1:{reminded(town)[0].due:%Y%m%dt%H%M%Sz} -->"
    town.say("zoe", f"{marker}\nNothing to see.")
    town.wait(hours=1).run()
    assert len(reminders(town)) == 1


def test_a_marker_that_does_not_begin_a_comment_is_none_even_in_the_bot_s_own() -> None:
    town = ended(reminders=REMIND)
    town.now -= timedelta(days=3, hours=1)
    town.run(act=False)
    town.comments = [each for each in town.comments if not each.by_viewer]
    due = f"{reminded(town)[0].due:%Y%m%dt%H%M%Sz}"
    for marker in ("status", f"reminder:1:{due}", "answer:101"):
        town.say(
            "bot",
            f"zoe wrote:\n<!-- govbot:{marker} -->",
            by_viewer=True,
            author=Account(login="bot", is_bot=True),
        )
    town.post("zoe wrote:\n<!-- govbot:announcement:12:1 -->")
    town.wait(hours=1).run()
    assert len(reminders(town)) == 1
    assert len([each for each in town.comments if each.body.startswith(STATUS_MARKER)]) == 1
    town.wait(days=3).run()
    assert len([each for each in town.posted if each.body.startswith("<!-- govbot")]) == 1


def test_a_reminder_is_not_written_again_when_its_comment_is_out_of_sight() -> None:
    town = scene(reminders=REMIND).to_vote()
    town.say("ada", "/vote yes")
    town.wait(days=7).run()
    (first,) = reminders(town)
    assert oldest_comment_needed(town.state) < first.id, "a run reads back to it"
    town.comments_from = first.id + 1
    town.wait(hours=1).run()
    assert not any(
        isinstance(change, AddComment) and "reminder" in change.purpose for change in town.changes
    )


def test_a_reminder_says_what_to_do_and_where_to_look() -> None:
    town = scene(reminders=REMIND).to_vote()
    town.wait(days=9, hours=1)
    reminder = town.run().reminder
    assert reminder is not None
    assert reminder.last_call
    assert reminder.closes == datetime(2026, 3, 25, 9, tzinfo=UTC)
    assert any("`/vote yes`" in sentence for sentence in reminder.how)
    status = next(each for each in town.comments if "govbot:status" in each.body)
    assert reminder.url == status.url


# Announcements --------------------------------------------------------------------------------------


def ended(**policy: Any) -> Scene:
    """A vote that passed an hour ago, before anybody looked."""
    town = scene(**({"announce": {"issue": 42}} | policy)).to_vote()
    for login in COUNCIL[:5]:
        town.say(login, "/vote yes")
    town.run()
    return town.wait(days=10, hours=1)


def test_the_end_of_a_vote_is_announced_once_and_then_recorded() -> None:
    town = ended()
    town.run()
    (change,) = [change for change in town.changes if isinstance(change, Announce)]
    assert change.describe() == "announce “vote 1” in #42"
    run_hourly(town, 3)
    (record,) = [each for each in town.records if isinstance(each, Announced)]
    assert record.source is not None
    assert record.source.url == town.posted[0].url
    assert len(town.posted) == 1
    assert town.decide().places_to_read == (), "nothing more has to be read"
    assert any("announced" in line.text for line in town.status.history)


def test_an_announcement_that_a_killed_run_owes_is_made_by_the_next() -> None:
    town = ended()
    town.run(act=False)
    assert town.posted == []
    town.wait(minutes=16).run()
    assert town.posted == [], "that run may still be going"
    run_hourly(town, 3)
    assert len(town.posted) == 1


def test_an_announcement_that_never_appears_is_tried_less_and_less_often_and_that_is_said() -> None:
    town = ended()
    tries = 0
    for _ in range(7 * 24):
        town.run()
        tries += len([change for change in town.changes if isinstance(change, Announce)])
        town.posted.clear()
        town.wait(hours=1)
    assert 7 < tries < 15
    (notice,) = town.status.notices
    assert notice.startswith("The end of vote 1 is not announced yet: govbot's announcement never")
    run_hourly(town, 26)
    town.run()
    assert len(town.posted) == 1
    assert town.status.notices == ()


def test_an_announcement_that_was_seen_is_not_made_again_when_it_is_deleted() -> None:
    town = ended()
    town.run()
    town.run()
    town.posted.clear()
    run_hourly(town, 24)
    assert town.posted == []


def test_where_not_everything_could_be_read_what_was_tried_is_not_tried_again() -> None:
    town = ended()
    town.is_whole = False
    town.run(act=False)
    run_hourly(town, 3)
    assert town.posted == []
    town.is_whole = True
    run_hourly(town, 1)
    assert len(town.posted) == 1


@pytest.mark.parametrize(
    ("place", "deletion"),
    [({"issue": 42}, DeleteComment), ({"discussions": "Announcements"}, DeleteDiscussion)],
)
def test_a_second_copy_of_an_announcement_is_deleted(
    place: dict[str, Any], deletion: type[DeleteComment | DeleteDiscussion]
) -> None:
    town = ended(announce=place)
    town.run()
    (first,) = town.posted
    town.wait(minutes=1).post(first.body)
    town.wait(hours=1).run()
    assert deletion in [type(change) for change in town.changes]
    assert town.posted == [first]
    town.run()
    assert town.state.votes[0].announced is not None


def test_what_is_announced_is_known_as_soon_as_it_is_seen() -> None:
    town = ended()
    for seen in (0, 1, 1):
        town.run()
        assert len([each for each in town.records if isinstance(each, Announced)]) == seen
    assert len(town.posted) == 1


def test_a_place_that_is_not_there_is_said_and_the_announcement_made_once_it_is() -> None:
    town = ended(announce={"discussions": "Nowhere"})
    town.place = None
    town.run()
    (notice,) = town.status.notices
    assert notice.startswith(
        "The end of vote 1 is not announced yet: there is no category `Nowhere`"
    )
    assert town.posted == []
    town.place = "the discussions in Nowhere"
    run_hourly(town, 2)
    assert len(town.posted) == 1
    assert town.status.notices == ()


def test_a_cancelled_vote_is_not_announced() -> None:
    town = scene(announce={"issue": 42}).to_vote()
    town.say("mo", "/vote cancel the text was not ready")
    run_hourly(town, 2)
    assert town.posted == []
    assert town.decision is not None
    assert town.decision.ends == ()


def test_ends_that_could_not_be_announced_are_when_there_is_a_place() -> None:
    town = scene(announce={"issue": 42}).to_vote()
    town.place = None
    town.say("ada", "/vote block it breaks every release")
    for login in COUNCIL[1:5]:
        town.say(login, "/vote yes")
    town.wait(days=10, hours=1).run()
    assert town.stage == "revision"
    town.say("ada", "/vote open")
    town.run()
    for login in COUNCIL[:5]:
        town.say(login, "/vote yes")
    town.wait(days=10, hours=1).run()
    assert town.posted == []
    assert len(town.status.notices) == 2
    town.place = "#42"
    run_hourly(town, 2)
    assert [each.body.split("\n")[1] for each in town.posted] == ["blocked", "passed"]
    assert all(vote.announced for vote in town.state.votes)


def test_an_end_says_what_came_of_it() -> None:
    town = ended()
    (end,) = town.run().ends
    assert (end.what, end.number, end.title, end.stage) == ("RFC", 12, "One ledger", "accepted")
    assert end.tally.counts["yes"] == 5


# Merging and closing --------------------------------------------------------------------------------


def decided(choice: str, **stages: Any) -> Scene:
    """A vote that everybody cast `choice` in, and that ended an hour ago."""
    town = scene(stages=stages).to_vote()
    for login in COUNCIL:
        town.say(login, f"/vote {choice}")
    town.run()
    return town.wait(days=10, hours=1)


SQUASH = {"accepted": {"pull_request": "squash"}, "rejected": {"pull_request": "close"}}


def test_an_accepted_rfc_is_merged_as_its_stage_says_at_the_head_that_was_seen() -> None:
    town = decided("yes", **SQUASH)
    town.run()
    (change,) = [change for change in town.changes if isinstance(change, MergePullRequest)]
    assert (change.head, change.method) == ("5eed", "squash")
    town.run()
    assert town.stage == "implementing"
    assert town.state.pull is PullState.MERGED
    run_hourly(town, 2)
    assert town.changes == ()


def test_a_merge_that_github_refuses_is_tried_again_and_said() -> None:
    town = decided("yes", **SQUASH)
    town.merges = False
    town.run()
    assert not town.status.notices
    town.wait(hours=1).run()
    assert "was to be merged when the RFC became `accepted`, and is not" in town.status.notices[0]
    town.merges = True
    run_hourly(town, 2)
    assert town.stage == "implementing"
    assert town.status.notices == ()


def test_another_text_than_the_one_voted_on_is_not_merged() -> None:
    town = decided("yes", **SQUASH)
    town.merges = False
    town.run()
    town.push("another")
    town.wait(hours=1).run()
    assert not any(isinstance(change, MergePullRequest) for change in town.changes)
    assert town.pull is PullState.OPEN


def test_a_rejected_rfc_is_closed_and_stays_rejected() -> None:
    town = decided("no", **SQUASH)
    town.run()
    assert town.pull is PullState.CLOSED
    run_hourly(town, 2)
    assert town.stage == "rejected"
    assert town.changes == ()


def test_a_pull_request_that_somebody_opened_again_is_not_closed_again() -> None:
    town = decided("no", **SQUASH)
    town.run()
    town.run()
    town.pull, town.closed_at = PullState.OPEN, None
    run_hourly(town, 3)
    assert town.pull is PullState.OPEN
    assert town.stage == "rejected"


def test_an_rfc_whose_stage_closes_it_was_not_taken_back() -> None:
    town = scene(stages={"postponed": {"pull_request": "close"}})
    town.run()
    town.say("ada", "/rfc postpone")
    run_hourly(town, 2)
    assert town.pull is PullState.CLOSED
    assert town.stage == "postponed", "closing by hand would have withdrawn it"


def test_a_stage_that_nothing_was_decided_for_does_nothing_to_the_pull_request() -> None:
    town = scene(
        stages={"proposed": {"pull_request": "close"}, "discussion": {"pull_request": "close"}}
    )
    run_hourly(town, 2)
    assert town.pull is PullState.OPEN
    assert not any(isinstance(change, ClosePullRequest) for change in town.changes)


def test_what_will_happen_to_the_pull_request_is_said_while_the_vote_runs() -> None:
    town = scene(stages=SQUASH).to_vote()
    assert (
        "If it passes, the RFC becomes `accepted`, and the pull request is merged."
        in town.status.next
    )
    assert (
        "If it fails, the RFC becomes `rejected`, and the pull request is closed."
        in town.status.next
    )


def test_only_what_can_be_done_to_a_pull_request_may_stand_in_a_stage() -> None:
    with pytest.raises(ValueError, match="pull_request"):
        Lifecycle.model_validate({"stages": {"accepted": {"pull_request": "delete"}}})


# Ballots by review ----------------------------------------------------------------------------------

BY_REVIEW = {"reviews": {"approve": "yes", "request_changes": "no"}}


def ballots(town: Scene) -> list[tuple[str, str, str, bool]]:
    return [
        (each.actor.login if each.actor else "", str(each.choice), each.reason, each.binding)
        for each in town.records
        if isinstance(each, BallotCast)
    ]


def standing(town: Scene) -> dict[str, str]:
    """Whose ballot stands for what, advice left out."""
    vote = town.status.vote
    assert vote is not None
    return {each.by: str(each.choice) for each in vote.tally.ballots if each.binding}


def test_a_review_is_the_ballot_it_is_mapped_to() -> None:
    town = scene(**BY_REVIEW).to_vote()
    review = town.wait(hours=1).review("ada", APPROVED, "Reads well\nnow.")
    town.review("ben", CHANGES, "Not yet.")
    town.review("zoe", APPROVED)
    town.run()
    assert ballots(town) == [
        ("ada", "yes", "Reads well now.", True),
        ("ben", "no", "Not yet.", True),
        ("zoe", "yes", "", False),
    ]
    cast = next(each for each in town.records if isinstance(each, BallotCast))
    assert cast.source is not None
    assert (cast.source.review, cast.source.comment, cast.at) == (
        review.id,
        None,
        review.submitted_at,
    )
    assert [each.reactions for each in town.reviews] == [{"EYES"}] * 3
    assert differences(town.records) == ()
    before = town.records
    run_hourly(town, 2)
    assert town.records == before
    assert town.changes == ()


def test_a_review_is_no_ballot_where_the_policy_does_not_say_so() -> None:
    town = scene().to_vote()
    town.review("ada", APPROVED)
    town.run()
    assert ballots(town) == []
    assert town.reviews[0].reactions == set()


def test_a_kind_that_is_mapped_to_nothing_is_no_ballot() -> None:
    town = scene(reviews={"approve": "yes"}).to_vote()
    town.review("ada", CHANGES, "No.")
    town.review("ben", ReviewState.COMMENTED, "I like it.")
    town.run()
    assert ballots(town) == []


def test_of_comments_and_reviews_the_latest_counts() -> None:
    town = scene(**BY_REVIEW).to_vote()
    town.wait(hours=1).review("ada", APPROVED)
    town.say("ben", "/vote no")
    town.wait(hours=1).say("ada", "/vote no")
    town.review("ben", APPROVED)
    town.run()
    assert standing(town) == {"ada": "no", "ben": "yes"}


def test_a_review_from_before_the_vote_is_no_ballot_and_gets_no_answer() -> None:
    town = scene(**BY_REVIEW)
    town.run()
    town.wait(days=13).review("ada", APPROVED)
    town.run()
    town.wait(days=1).say("ada", "/vote open")
    town.run()
    town.wait(hours=1).run()
    assert ballots(town) == []
    assert town.reviews[0].reactions == set()
    assert town.refusals == []


def test_a_review_that_is_late_is_told_so_but_only_to_a_voter_and_only_for_a_day() -> None:
    town = scene(**BY_REVIEW).to_vote()
    for login in COUNCIL[:5]:
        town.say(login, "/vote yes")
    town.wait(days=10, minutes=5)
    late = town.review("gus", CHANGES, "Too early.")
    town.review("zoe", APPROVED)
    town.run()
    town.wait(days=2).review("fay", CHANGES, "Too early.")
    town.run()
    ((who, why),) = town.refusals
    assert who == "gus"
    assert "The vote closed at 2026-03-25 09:00 UTC" in why
    assert [each.reactions for each in town.reviews] == [{"CONFUSED"}, set(), set()]
    (answer,) = [each for each in town.comments if "govbot:answer:review" in each.body]
    assert late.url in answer.body
    assert "'Request changes'" in answer.body
    town.run()
    assert town.changes == ()


def test_a_veto_by_review_says_why_in_its_text() -> None:
    town = scene(reviews={"request_changes": "no"}, veto={"choice": "no"}).to_vote()
    town.review("ada", CHANGES)
    town.review("ben", CHANGES, "It breaks\nevery release.")
    town.run()
    assert [who for who, _ in town.refusals] == ["ada"]
    assert ballots(town) == [("ben", "no", "It breaks every release.", True)]


def test_a_long_review_is_cut_to_a_reason() -> None:
    town = scene(**BY_REVIEW).to_vote()
    town.review("ada", APPROVED, "word " * 1_000)
    town.run()
    ((_, _, reason, _),) = ballots(town)
    assert len(reason) <= 500
    assert reason.endswith("word…")


def test_a_review_edited_by_its_author_before_it_was_seen_counts_from_then() -> None:
    town = scene(**BY_REVIEW).to_vote()
    review = town.review("ada", APPROVED, "Fine")
    town.wait(hours=2)
    town.change_review(review, body="Fine.", edited_at=town.now, editor=account("ada"))
    town.run()
    assert [each.at for each in town.records if isinstance(each, BallotCast)] == [town.now]


def test_a_review_edited_by_somebody_else_before_it_was_seen_is_refused() -> None:
    town = scene(**BY_REVIEW).to_vote()
    review = town.review("ada", CHANGES, "No.")
    town.change_review(review, body="Yes.", edited_at=town.now, editor=account("mo"))
    town.run()
    ((who, why),) = town.refusals
    assert who == "ada"
    assert why.startswith("mo edited this review before it was counted")
    assert ballots(town) == []


def test_a_recorded_ballot_stands_when_its_review_is_edited_or_dismissed() -> None:
    town = scene(**BY_REVIEW).to_vote()
    one, other = town.review("ada", APPROVED, "Fine"), town.review("ben", CHANGES, "No.")
    town.run()
    town.wait(hours=1)
    town.change_review(one, state=ReviewState.DISMISSED)
    town.change_review(other, body="Yes.", edited_at=town.now, editor=account("mo"))
    town.run()
    assert town.status.notices == (
        "ada's ballot (yes) stands; its review was dismissed afterwards.",
        "ben's ballot (no) stands; its review was edited afterwards.",
    )
    assert standing(town) == {"ada": "yes", "ben": "no"}
    assert len(ballots(town)) == 2


def test_a_review_dismissed_before_it_was_counted_is_answered() -> None:
    town = scene(**BY_REVIEW).to_vote()
    town.review("ada", ReviewState.DISMISSED)
    town.run()
    assert town.refusals[0][1].startswith("It was dismissed before it was counted")


def test_bots_do_not_vote_by_review() -> None:
    town = scene(**BY_REVIEW).to_vote()
    town.review("ada", APPROVED, author=Account(login="ada", id=1001, is_bot=True))
    town.run()
    assert ballots(town) == []


def test_a_command_in_a_review_goes_before_its_kind() -> None:
    town = scene(**BY_REVIEW).to_vote()
    town.review("ada", APPROVED, "Good work, but I have a stake in it.\n\n/vote abstain")
    town.review("ben", APPROVED, "/vote yes\n/vote no")
    town.review("cyd", ReviewState.COMMENTED, "/vote no")
    town.run()
    assert [(who, choice) for who, choice, _, _ in ballots(town)] == [
        ("ada", "abstain"),
        ("cyd", "no"),
    ]
    ((who, why),) = town.refusals
    assert who == "ben"
    assert "different ballots" in why


def test_a_command_in_a_review_that_somebody_else_edited_is_refused() -> None:
    town = scene(**BY_REVIEW).to_vote()
    review = town.review("ada", APPROVED, "/vote no")
    town.change_review(review, body="/vote yes", edited_at=town.now, editor=account("mo"))
    town.run()
    ((who, why),) = town.refusals
    assert who == "ada"
    assert why.startswith("mo edited this review before it was counted")
    assert ballots(town) == []


def test_a_voter_is_told_of_a_dismissed_review_even_where_only_some_reviews_are_ballots() -> None:
    town = scene(reviews={"approve": "yes"}).to_vote()
    town.review("ada", ReviewState.DISMISSED)
    town.review("zoe", ReviewState.DISMISSED)
    town.run()
    ((who, why),) = town.refusals
    assert who == "ada"
    assert why.startswith("It was dismissed before it was counted")


def test_a_review_of_the_text_before_is_no_ballot_in_the_vote_that_started_again() -> None:
    town = scene(**BY_REVIEW).to_vote()
    before = town.head
    town.wait(hours=1).push("n3w")
    town.run()
    town.wait(minutes=2).review("ada", APPROVED, "Reads well.", commit=before)
    town.review("ben", APPROVED, "Reads well now.")
    town.review("cyd", ReviewState.COMMENTED, "/vote yes", commit=before)
    town.review("zoe", APPROVED, commit=before)
    town.review("dee", APPROVED, commit="")
    town.run()
    assert standing(town) == {"ben": "yes", "cyd": "yes"}
    assert [who for who, _ in town.refusals] == ["ada", "dee"]
    assert town.refusals[0][1] == (
        "It is about an older text: the vote started again at 2026-03-15 10:00 UTC, on a new one. "
        "Review the pull request as it stands now, or vote in a new comment."
    )
    town.run()
    assert town.changes == ()


def test_a_review_of_an_older_commit_counts_where_the_vote_did_not_start_again() -> None:
    town = scene(**BY_REVIEW, text_change="notify").to_vote()
    before = town.head
    town.wait(hours=1).push("n3w")
    town.run()
    town.wait(minutes=2).review("ada", APPROVED, commit=before)
    town.run()
    assert standing(town) == {"ada": "yes"}


def test_a_text_that_was_seen_since_the_vote_started_again_may_be_reviewed_late() -> None:
    text_change = {"content": "restart", "front_matter": "notify", "whitespace": "ignore"}
    town = scene(**BY_REVIEW, text_change=text_change).to_vote()
    town.wait(hours=1).push("n3w")
    town.run()
    seen = town.head
    town.wait(hours=1).head = "a-push-that-leaves-the-text-alone"
    town.run()
    town.wait(minutes=2).review("ada", APPROVED, commit=seen)
    town.review("ben", APPROVED, commit="a-push-that-leaves-the-text-alone")
    town.run()
    assert standing(town) == {"ada": "yes", "ben": "yes"}


def test_a_vote_that_somebody_cancelled_and_opened_again_did_not_start_again() -> None:
    town = scene(**BY_REVIEW).to_vote()
    before = town.head
    town.wait(hours=1).say("mo", "/vote cancel the text was not ready")
    town.run()
    town.wait(hours=1).push("n3w")
    town.run()
    town.wait(hours=1).say("ada", "/vote open")
    town.run()
    town.wait(minutes=2).review("ben", APPROVED, commit=before)
    town.run()
    assert standing(town) == {"ben": "yes"}


def test_a_review_of_the_last_vote_is_no_ballot_in_the_next() -> None:
    town = scene(**BY_REVIEW).to_vote()
    town.review("ada", APPROVED)
    town.run()
    town.wait(hours=1).say("mo", "/vote cancel the text was not ready")
    town.run()
    town.wait(hours=1).say("ada", "/vote open")
    town.run()
    assert standing(town) == {}


def test_reviews_are_read_back_to_the_first_that_was_recorded() -> None:
    town = scene(**BY_REVIEW).to_vote()
    first = town.review("ada", APPROVED)
    town.run()
    town.wait(hours=1).review("ben", APPROVED)
    town.run()
    assert oldest_review_needed(town.state) == first.id
    assert town.state.review_watermark == town.reviews[-1].id


def test_reviews_whose_answers_were_seen_need_not_be_read_again_once_the_vote_is_over() -> None:
    town = scene(**BY_REVIEW, veto={"choice": "no"}).to_vote()
    ballot = town.review("ada", APPROVED)
    refused = town.review("ben", CHANGES)
    town.run(act=False)
    town.wait(hours=1).say("cyd", "/vote yes")
    town.run()
    assert town.state.settled_reviews == 0
    town.wait(hours=1).say("dee", "/vote yes")
    town.run()
    assert town.state.settled_reviews == 2
    assert oldest_review_needed(town.state) == ballot.id
    town.wait(hours=1).say("mo", "/vote cancel the text was not ready")
    town.run()
    assert oldest_review_needed(town.state) == refused.id + 1


def test_a_review_sent_late_under_a_small_number_is_not_taken_for_answered() -> None:
    town = scene(**BY_REVIEW).to_vote()
    begun = town.review("ada", APPROVED)
    town.reviews.clear()
    town.wait(hours=1).review("ben", APPROVED)
    town.run()
    town.wait(hours=1).say("cyd", "/vote yes")
    town.run()
    assert town.state.settled_reviews == 1
    town.wait(hours=1)
    town.reviews.append(begun.model_copy(update={"submitted_at": town.now}))
    town.run(act=False)
    town.wait(hours=1).say("mo", "/vote cancel the text was not ready")
    town.run(act=False)
    assert oldest_review_needed(town.state) == begun.id


def test_a_row_of_remarks_moves_on_what_has_to_be_read() -> None:
    town = scene(**BY_REVIEW).to_vote()
    town.review("ada", APPROVED)
    town.run()
    town.wait(hours=1).say("mo", "/vote cancel the text was not ready")
    town.run()
    for _ in range(60):
        town.wait(minutes=1).review("zoe", ReviewState.COMMENTED, "A remark.")
    town.run()
    assert oldest_review_needed(town.state) == town.reviews[-1].id + 1
    town.run()
    assert town.decision is not None
    assert town.decision.records == ()


def test_an_answer_to_a_review_is_not_given_again_when_it_is_out_of_sight() -> None:
    town = scene(**BY_REVIEW, veto={"choice": "no"}).to_vote()
    town.review("ada", CHANGES)
    town.run()
    answers = [each for each in town.comments if "govbot:answer:review" in each.body]
    assert len(answers) == 1
    assert oldest_comment_needed(town.state) < answers[0].id
    town.comments_from = answers[0].id + 1
    assert town.run().answers == ()


# Cancelled and opened again -------------------------------------------------------------------------


def test_a_vote_opened_again_is_not_mistaken_for_the_one_before() -> None:
    town = scene(reminders=REMIND).to_vote()
    town.say("ada", "/vote yes")
    town.wait(days=7).run()
    town.say("mo", "/vote cancel a seat is vacant")
    town.run()
    assert not town.status.vote
    town.wait(hours=1).say("ada", "/vote open")
    town.run()
    town.say("ben", "/vote no")
    town.run()
    vote = town.status.vote
    assert vote is not None
    assert vote.number == 2
    assert standing(town) == {"ben": "no"}
    assert "ada" in vote.tally.pending
    texts = [line.text for line in town.status.history]
    assert [text for text in texts if "vote 1" in text or "vote 2" in text] == [
        "ada opened vote 1 under `rfc-accept`",
        "vote 1 was cancelled: a seat is vacant",
        "ada opened vote 2 under `rfc-accept`",
    ]
    town.wait(days=7).run()
    assert [each.vote for each in reminded(town)] == [1, 2]
    assert len(reminders(town)) == 2


# Concerns, proxies ----------------------------------------------------------------------------------


def test_the_status_says_who_raised_a_concern_and_through_whom_a_ballot_came() -> None:
    town = scene(concerns={}, proxies={}).to_vote()
    town.say("gus", "/concern Who keeps the keys")
    town.say("eli", "/proxy @ada")
    town.wait(hours=1).say("ada", "/vote yes")
    town.run()
    assert town.status.concerns == ("Who keeps the keys (raised by gus)",)
    vote = town.status.vote
    assert vote is not None
    assert vote.tally.held_by == ("Who keeps the keys",)
    assert [(each.by, each.via) for each in vote.tally.ballots] == [("ada", ""), ("eli", "ada")]


# Nearly a ballot ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("+1 great", "/vote yes"),
        ("I read it.\n\n-1 not yet!", "/vote no"),
        ("+1 (binding)", "/vote yes"),
        ("-1: it breaks the build on ARM, and nobody has said how to mend that", "/vote no"),
        ("+1 from Ben, too.", "/vote yes"),
        ("vote yes", "/vote yes"),
        ("I vote no.", "/vote no"),
        ("- /vote yes", "/vote yes"),
        ("1. /vote block it breaks", "/vote block <reason>"),
    ],
)
def test_a_voter_who_nearly_voted_is_told_how_to_once(text: str, meant: str) -> None:
    town = scene().to_vote()
    town.wait(hours=1).say("ada", text)
    town.run()
    ((who, why),) = town.refusals
    assert who == "ada"
    assert f"write `{meant}` on a line of its own" in why
    assert ballots(town) == []
    town.wait(hours=1).say("ada", text)
    town.run()
    town.run()
    assert len(town.refusals) == 1
    assert len([each for each in town.comments if "govbot:answer" in each.body]) == 1


@pytest.mark.parametrize(
    "text",
    [
        "I gave it a +1 yesterday.",
        "1 of 2",
        "> vote yes",
        "```\nvote yes\n```",
        "`vote yes` is how to do it",
        "Please vote yes on this one",
    ],
)
def test_what_is_part_of_a_sentence_or_quoted_is_no_ballot_and_gets_no_answer(text: str) -> None:
    town = scene().to_vote()
    town.wait(hours=1).say("ada", text)
    town.run()
    assert town.refusals == []


def test_nobody_else_is_bothered_about_what_is_nearly_a_ballot() -> None:
    town = scene()
    town.run()
    town.say("ada", "+1 great")
    town.run()
    town.to_vote()
    town.wait(hours=1).say("zoe", "+1 great")
    town.say("ben", "/vote yes")
    town.wait(hours=1).say("ben", "+1 great")
    town.run()
    assert town.refusals == []


LINES = st.sampled_from(
    [
        "+1 great",
        "+1 (binding)",
        "-1, no way",
        "vote yes",
        "  vote: no  ",
        "* /vote abstain",
        "\t+1 ok",
        "> vote yes",
        "fine",
        "",
    ]
)


@given(st.lists(LINES).map("\n".join) | st.lists(LINES).map("\r\n".join) | st.text())
def test_a_run_is_started_for_every_comment_that_is_nearly_a_ballot(body: str) -> None:
    assert not read(body).near_misses or may_hold_command(body)


@pytest.mark.parametrize(
    "line", ["vote yeſ", "vote bloc\N{KELVIN SIGN}", "ı vote no", "- /vote abſtain"]
)
def test_a_letter_from_elsewhere_is_not_one_of_the_alphabet_in_another_case(line: str) -> None:
    assert read(line).near_misses == ()


# Lengths of time back -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("length", "before"),
    [
        ("36 hours", datetime(2026, 3, 29, 22, tzinfo=UTC)),
        ("1 month", datetime(2026, 2, 28, 10, tzinfo=UTC)),
        ("1 business day", datetime(2026, 3, 30, 10, tzinfo=UTC)),
        ("2 business days", datetime(2026, 3, 27, 10, tzinfo=UTC)),
        ("3 business days", datetime(2026, 3, 25, 10, tzinfo=UTC)),
    ],
)
def test_a_length_of_time_is_counted_back_past_weekends_and_holidays(
    length: str, before: datetime
) -> None:
    moment = datetime(2026, 3, 31, 10, tzinfo=UTC)
    holiday = date(2026, 3, 26)
    assert Duration.parse(length).before(moment, lambda day: day == holiday) == before


def test_reactions_on_reviews_are_given_once() -> None:
    town = scene(**BY_REVIEW).to_vote()
    town.review("ada", APPROVED)
    town.run()
    assert [each.content for each in town.changes if isinstance(each, React)] == ["EYES"]
    assert [each for each in town.records if isinstance(each, Refused)] == []
