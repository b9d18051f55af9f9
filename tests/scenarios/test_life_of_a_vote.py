"""Reminders, the extension, announcements, merging, ballots by review: from event to what people see."""

from __future__ import annotations

import atexit
import re
import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from govbot.core.records import Announced
from govbot.demo.stage import beginning
from govbot.demo.story import community_files
from govbot.sandbox.model import ACTIONS_ID
from tests.scenarios.faults import Dies, DiesWithin, Drops, Fails, Faulty
from tests.scenarios.harness import Killed, Town, write
from tests.scenarios.interleavings import at_once, interleavings

COUNCIL = ("ada", "ben", "cyd", "dee", "eli", "fay", "gus")
DISCUSSIONS = "announce: {discussions: announcements}"
SETTINGS = """\
policies:
  rfc-accept:
    electorate: council
    quorum: {at_least: 1/2, counting: [yes, no, abstain]}
    pass: {more_than: 1/2, of: [yes, no]}
    veto: {by: council, reason: required}
    period: {length: 10 days, extend: {by: 7 days, times: 1, when: no-quorum}}
    reminders: {before_end: [3 days, 1 day], last_call: 24 hours}
    reviews: {approve: yes, request_changes: no}
    %s
lifecycle:
  stages:
    discussion: {minimum: 1 hour}
    accepted: {pull_request: squash}
    rejected: {pull_request: close}
"""


@cache
def community(announce: str = DISCUSSIONS) -> Path:
    root = Path(tempfile.mkdtemp(prefix="govbot-life-"))
    atexit.register(shutil.rmtree, root)
    write(root, {**community_files(), "governance/govbot.yaml": SETTINGS % announce})
    return root


@cache
def _voting(announce: str) -> bytes:
    town = Town(beginning(), root=community(announce))
    number = town.open("One ledger")
    town.settle()
    town.world.advance(hours=2)
    town.world.comment(number, "/vote open", by="ada")
    town.settle()
    assert town.state(number).open_vote is not None
    return town.freeze()


def voting(announce: str = DISCUSSIONS) -> Town:
    """A town in which a vote was opened just now, on number 1."""
    town = Town.thaw(_voting(announce))
    town.root = community(announce)
    return town


def let_vote(town: Town, choice: str, *logins: str) -> None:
    for login in logins:
        town.world.comment(1, f"/vote {choice}", by=login)
    town.settle()


def hourly(town: Town, hours: int) -> None:
    for _ in range(hours):
        town.world.advance(hours=1)
        town.sweep()


def reminders(town: Town) -> list[str]:
    return [body for body in town.bodies(1) if "<!-- govbot:reminder:" in body]


def announced(town: Town) -> list[tuple[str, str]]:
    return [(each.title, each.body) for each in town.world.repository().discussions.values()]


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
    town = voting("announce: {issue: 2}")
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
        "`+1 great` was refused. This line is nearly a ballot, and none: it was not counted."
        in answer
    )
    assert "write `/vote yes` on a line of its own in a new comment." in answer


# Crash points -----------------------------------------------------------------------------------------


def reminder_is_due() -> Town:
    town = voting()
    let_vote(town, "yes", "ada", "ben", "cyd", "dee")
    town.world.advance(days=7)
    return town


def vote_is_over(choice: str) -> Town:
    town = voting()
    let_vote(town, choice, *COUNCIL[:5])
    town.world.advance(days=10, hours=1)
    return town


def text_changed() -> Town:
    town = voting()
    let_vote(town, "yes", "ada", "ben")
    document = town.state(1).document
    assert document is not None
    text = town.world.git_of(town.world.repository()).file(document.head, document.path)
    town.world.push(1, {document.path: (text or b"") + b"\nAnd a house.\n"}, by="zoe")
    town.lose_events()
    return town


def review_is_late() -> Town:
    town = vote_is_over("no")
    town.sweep()
    town.world.review(1, "APPROVE", by="gus")
    town.lose_events()
    return town


@dataclass(frozen=True)
class Moment:
    """What a sweep finds, how many requests it takes, and what is there in the end.

    `mutations` are the places of requests that change something, and how many things each changes.
    """

    before: bytes
    requests: int
    mutations: tuple[tuple[int, int], ...]
    end: dict[str, Any]


MOMENTS: dict[str, Callable[[], Town]] = {
    "a reminder is due": reminder_is_due,
    "a vote passed: announced and merged": lambda: vote_is_over("yes"),
    "a vote failed: announced and closed": lambda: vote_is_over("no"),
    "a review is late": review_is_late,
    "the text changed: ballots fell": text_changed,
}


def picture(town: Town) -> dict[str, Any]:
    """What is there, an hour later and then another.

    When the announcement was seen is left out: what a killed run took on, a later one posts.
    """
    hourly(town, 2)
    shown = town.picture()
    pull = shown["pulls"][1]
    return {
        "state": pull["state"],
        "labels": pull["labels"],
        "comments": sorted(
            (re.sub(r"\n- \[.*\) the end of vote .* was announced", "", body), reactions)
            for _, body, reactions, _ in pull["comments"]
        ),
        "reviews": [
            sorted((each.content.value, each.by) for each in review.reactions)
            for review in town.world.pull_of(town.world.issue(1)).reviews
        ],
        # Two runs may each set a check on a new commit; the newest is the one that is seen.
        "checks": {
            (run.name, run.head_oid): (run.conclusion, run.title, run.summary)
            for run in town.world.repository().check_runs
        },
        "kinds": [each for each in town.kinds(1) if each not in {"posting", "announced"}],
        "seen": town.kinds(1).count("announced"),
        "announced": announced(town),
    }


@cache
def moment(name: str) -> Moment:
    town = MOMENTS[name]()
    before, asked = town.freeze(), town.requests
    town.sweep()
    made = town.sandbox.requests[asked:]
    mutations = tuple(
        (place, str(each.body["query"]).count("clientMutationId"))
        for place, each in enumerate(made, start=1)
        if each.operations == ("Apply",) and isinstance(each.body, dict)
    )
    return Moment(before, len(made), mutations, picture(town))


def again(found: Moment) -> Town:
    town = Town.thaw(found.before)
    town.root = community()
    return town


def deaths(found: Moment) -> Iterator[tuple[str, Faulty]]:
    """Every moment at which the process can end, in the middle of a mutation too."""
    for place in range(1, found.requests + 1):
        yield f"killed before request {place}", Dies(place)
    for place, changes in found.mutations:
        for done in range(1, changes):
            yield (
                f"killed when {done} changes of request {place} were made",
                DiesWithin(place, done),
            )


@pytest.mark.parametrize("name", MOMENTS)
def test_a_killed_run_leaves_nothing_undone_and_nothing_twice(name: str) -> None:
    found = moment(name)
    for when, line in deaths(found):
        town = again(found)
        with pytest.raises(Killed):
            town.sweep(line)
        town.sweep()
        assert picture(town) == found.end, when


@pytest.mark.parametrize("name", MOMENTS)
def test_a_run_that_survives_a_fault_leaves_nothing_undone_and_nothing_twice(name: str) -> None:
    found = moment(name)
    for place in range(1, found.requests + 1):
        for line in (Fails(place), Fails(place, done=True), Drops(place), Drops(place, done=True)):
            town = again(found)
            town.sweep(line)
            assert picture(town) == found.end, (type(line).__name__, place, line.done)


def test_what_was_compared_is_what_should_be_there() -> None:
    assert all(moment(name).mutations for name in MOMENTS)
    assert (
        max(changes for _, changes in moment("a vote passed: announced and merged").mutations) > 4
    )
    reminded = moment("a reminder is due").end
    assert sum("govbot:reminder" in body for body, _ in reminded["comments"]) == 1
    assert reminded["kinds"].count("reminded") == 1
    passed = moment("a vote passed: announced and merged").end
    assert passed["state"] == (True, True)
    assert passed["kinds"].count("vote-closed") == passed["seen"] == 1
    assert len(passed["announced"]) == 1
    failed = moment("a vote failed: announced and closed").end
    assert failed["state"] == (True, False)
    assert len(failed["announced"]) == 1
    again = moment("the text changed: ballots fell").end
    (call,) = [body for body, _ in again["comments"] if "govbot:restart" in body]
    assert "@ada, @ben: your ballots were about the old text" in call
    late = moment("a review is late").end
    assert [[word for word, _ in each] for each in late["reviews"]] == [["confused"]]
    assert sum("govbot:answer:review" in body for body, _ in late["comments"]) == 1


@pytest.mark.parametrize("name", MOMENTS)
def test_two_runs_at_once_do_everything_once_in_every_order(name: str) -> None:
    found = moment(name)
    orders = 0
    for turns in interleavings(most_switches=2):
        town = again(found)
        town.world.tick()
        (event,) = town.lose_events()
        at_once(town, [event, event], turns)
        assert picture(town) == found.end, turns.taken
        orders += 1
    assert orders > 20


POSTINGS = ("<!-- govbot:reminder", "<!-- govbot:announcement", "<!-- govbot:restart")


def count_postings(town: Town) -> list[str]:
    """Return a list that grows with everything that is posted from now on, deleted later or not."""
    made: list[str] = []
    comment, begin = town.world.comment, town.world.open_discussion

    def commented(*given: Any, **more: Any) -> Any:
        written = comment(*given, **more)
        if written.body.startswith(POSTINGS):
            made.append(written.body)
        return written

    def begun(*given: Any, **more: Any) -> Any:
        written = begin(*given, **more)
        made.append(written.body)
        return written

    town.world.comment = commented  # type: ignore[method-assign]  # watched, not replaced
    town.world.open_discussion = begun  # type: ignore[method-assign]  # as above
    return made


def taken_on_and_never_posted(name: str) -> bytes:
    """What an hour later a run finds that was killed before it posted anything."""
    found = moment(name)
    town = again(found)
    with pytest.raises(Killed):
        town.sweep(Dies(found.mutations[0][0]))
    assert "posting" in town.kinds(1)
    town.world.advance(hours=1)
    return town.freeze()


POSTED = [
    "a reminder is due",
    "a vote failed: announced and closed",
    "the text changed: ballots fell",
]


@pytest.mark.parametrize("when", ["due now", "left by a killed run"])
@pytest.mark.parametrize("name", POSTED)
def test_of_two_runs_at_once_one_posts_in_every_order(name: str, when: str) -> None:
    is_due = when == "due now"
    before = moment(name).before if is_due else taken_on_and_never_posted(name)
    orders = 0
    for turns in interleavings(most_switches=2):
        town = Town.thaw(before)
        town.root = community()
        made = count_postings(town)
        town.world.tick()
        (event,) = town.lose_events()
        at_once(town, [event, event], turns)
        town.sweep()
        hourly(town, 1)
        assert len(made) == 1, turns.taken
        orders += 1
    assert orders > 20


@pytest.mark.parametrize("name", POSTED)
def test_what_a_killed_run_took_on_is_not_posted_while_that_run_might_still_be_going(
    name: str,
) -> None:
    found = moment(name)
    town = again(found)
    made = count_postings(town)
    with pytest.raises(Killed):
        town.sweep(Dies(found.mutations[0][0]))
    town.world.advance(minutes=15)
    town.sweep()
    assert made == []
    town.world.advance(minutes=10)
    town.sweep()
    hourly(town, 3)
    assert len(made) == 1


def test_a_reminder_that_somebody_deletes_is_not_written_again() -> None:
    town = reminder_is_due()
    made = count_postings(town)
    town.sweep()
    (reminder,) = [each for each in town.world.issue(1).comments if "govbot:reminder" in each.body]
    town.world.delete_comment(reminder.id, by="mo")
    town.settle()
    hourly(town, 5)
    assert len(made) == 1


def test_an_announcement_that_somebody_deletes_is_not_made_again() -> None:
    town = vote_is_over("no")
    made = count_postings(town)
    town.sweep()
    town.world.repository().discussions.clear()
    hourly(town, 5)
    assert len(made) == 1


def test_an_announcement_on_a_busy_issue_is_found_behind_hundreds_of_comments() -> None:
    town = voting("announce: {issue: 2}")
    town.world.open_issue("Decisions of the council", "One comment each.", by="mo")
    town.lose_events()
    let_vote(town, "no", *COUNCIL[:5])
    town.world.advance(days=10, hours=1)
    made = count_postings(town)
    # The run ends when it has announced, before it can look at what it did.
    before, requests = town.freeze(), town.requests
    town.sweep()
    place = next(
        place
        for place, each in enumerate(town.sandbox.requests[requests:], start=1)
        if each.operations == ("Apply",)
    )
    town = Town.thaw(before)
    town.root = community("announce: {issue: 2}")
    made = count_postings(town)
    with pytest.raises(Killed):
        town.sweep(Dies(place, done=True))
    for _ in range(150):
        town.world.comment(2, "Well done.", by="zoe")
    town.lose_events()
    hourly(town, 3)
    assert len(made) == 1
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
    asked = town.requests
    frozen = town.freeze()
    town.sweep()
    places = [
        place
        for place, each in enumerate(town.sandbox.requests[asked:], start=1)
        if each.operations == ("Append",)
    ]
    town = Town.thaw(frozen)
    town.root = community()
    with pytest.raises(Killed):
        town.sweep(Dies(places[-2], done=True))
    del town.world.repository().issues[2]
    made = count_postings(town)
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
