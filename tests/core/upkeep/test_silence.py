"""Members who do not vote: asked once, and proposed as emeritus where no answer comes."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from govbot.core.accounts import Account
from govbot.core.upkeep.participation import Participation
from tests.core.upkeep.scene import IDS, UpkeepScene, body, community, member, term

ROSTER = "roster council"
YEARS = term(end=date(2027, 12, 31))
RULE = {"missed": 2, "answer_within": "14 days"}


def account(login: str) -> Account:
    return Account(login=login, id=IDS[login])


def vote(number: int, closed: date, *took_part: str) -> Participation:
    end = datetime(closed.year, closed.month, closed.day, tzinfo=UTC)
    return Participation(
        number=number,
        vote=1,
        opened=end - timedelta(days=7),
        closed=end,
        electorate=tuple(map(account, ("ada", "ben"))),
        took_part=tuple(map(account, took_part)),
    )


def scene(*votes: Participation) -> UpkeepScene:
    members = [member("ada", 1, YEARS), member("ben", 2, YEARS)]
    council = body("council", members, seats={"count": 2}, inactivity=RULE)
    made = UpkeepScene(community(council), date(2026, 3, 1))
    made.votes = list(votes) or [
        vote(12, date(2026, 2, 1), "ben"),
        vote(15, date(2026, 2, 20), "ben"),
    ]
    return made


def asked() -> tuple[UpkeepScene, str]:
    """The council after ada was asked, and the key of the question."""
    made = scene()
    made.run()
    [key] = made.keys
    return made, key


def test_a_member_who_misses_votes_is_asked_once_with_time_to_answer() -> None:
    made, key = asked()
    for _ in range(10):
        made.wait(days=1).run()
    assert made.written == [key]
    assert key.startswith("inactive council ada ")
    comment = made.comment(key)
    assert "@ada: do you still serve on **Council**?" in comment.body
    assert "until the end of **2026-03-15**" in comment.body
    assert "An answer is awaited until 2026-03-15." in made.issue(ROSTER).body
    assert made.proposals == []


def test_without_an_answer_in_time_the_member_is_proposed_with_the_day_after() -> None:
    made, _ = asked()
    made.on(date(2026, 3, 15)).run()
    assert made.proposals == []
    made.on(date(2026, 3, 16)).run()
    assert "**ada**, from 2026-03-16 on: cast no ballot" in made.proposal.body
    assert "no answer by 2026-03-15" in made.proposal.body


def test_the_day_that_is_proposed_does_not_move() -> None:
    made, _ = asked()
    made.on(date(2026, 3, 16)).run()
    before = made.proposal
    made.on(date(2026, 4, 16)).run()
    assert made.proposal == before


def test_any_comment_in_the_issue_is_an_answer() -> None:
    made, _ = asked()
    made.wait(days=2).say("ADA", ROSTER, "Still here.")
    made.run()
    assert made.open_keys == []
    made.on(date(2026, 3, 20)).run()
    assert made.proposals == []


def test_what_somebody_else_writes_is_no_answer() -> None:
    made, _ = asked()
    made.wait(days=2).say("ben", ROSTER, "She is on a boat.")
    made.on(date(2026, 3, 16)).run()
    assert made.proposal.title == "Move ada of Council to emeritus"


def test_a_late_answer_withdraws_the_pull_request() -> None:
    made, _ = asked()
    made.on(date(2026, 3, 16)).run()
    made.wait(days=1).say("ada", ROSTER, "Back from the boat.")
    made.run()
    assert [each.is_open for each in made.proposals] == [False]


def test_a_ballot_is_an_answer() -> None:
    made, _ = asked()
    made.votes.append(vote(16, date(2026, 3, 10), "ada", "ben"))
    made.on(date(2026, 3, 16)).run()
    assert made.proposals == []
    assert made.open_keys == []


def test_a_question_that_a_person_deletes_is_taken_back() -> None:
    made, key = asked()
    made.delete(key)
    made.on(date(2026, 3, 20)).run()
    assert made.keys == []
    assert made.proposals == []


def test_missing_more_votes_asks_no_second_time() -> None:
    made, key = asked()
    made.votes.append(vote(16, date(2026, 3, 10), "ben"))
    made.on(date(2026, 3, 11)).run()
    assert made.written == [key]


def test_whom_a_person_struck_is_not_proposed_again() -> None:
    made, _ = asked()
    made.on(date(2026, 3, 16)).run()
    made.end_proposal()
    made.wait(days=30).run()
    assert len(made.proposals) == 1
