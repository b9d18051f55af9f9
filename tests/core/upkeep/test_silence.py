"""Members who do not vote: asked once, and proposed as emeritus where no answer comes."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from govbot.core.accounts import Account
from govbot.core.people import People
from govbot.core.upkeep.participation import Participation
from tests.communities import IDS
from tests.core.upkeep.scene import UpkeepScene, body, community, member, term

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
    assert key.startswith("inactive council 1001 ")
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


def test_who_is_asked_by_a_share_is_asked_anew_when_the_votes_since_are_enough() -> None:
    rule = {"below": "1/2", "over": "1 year", "at_least": 2, "answer_within": "14 days"}
    made = scene()
    members = [member("ada", 1, YEARS), member("ben", 2, YEARS)]
    made.roster(body("council", members, seats={"count": 2}, inactivity=rule))
    made.run()
    made.wait(days=2).say("ada", ROSTER, "Still here.")
    made.votes.append(vote(16, date(2026, 3, 20), "ben"))
    made.on(date(2026, 3, 21)).run()
    assert len(made.written) == 1
    made.votes.append(vote(17, date(2026, 4, 10), "ben"))
    made.on(date(2026, 4, 11)).run()
    assert len(made.written) == 2


def test_missing_more_votes_asks_no_second_time() -> None:
    made, key = asked()
    made.votes.append(vote(16, date(2026, 3, 10), "ben"))
    made.on(date(2026, 3, 11)).run()
    assert made.written == [key]


def test_who_answered_and_goes_on_missing_votes_is_asked_anew() -> None:
    made, first = asked()
    made.wait(days=2).say("ada", ROSTER, "Still here.")
    made.votes.append(vote(16, date(2026, 3, 20), "ben"))
    made.on(date(2026, 3, 21)).run()
    assert made.written == [first], "one vote since the answer is less than two"
    made.votes.append(vote(17, date(2026, 4, 10), "ben"))
    made.on(date(2026, 4, 11)).run()
    assert len(made.written) == 2
    second = made.comment(made.written[1])
    assert "in the last 2 votes: #&#8203;16, #&#8203;17" in second.body
    made.on(date(2026, 4, 25)).run()
    assert made.proposals == []
    made.on(date(2026, 4, 26)).run()
    assert "**ada**, from 2026-04-26 on" in made.proposal.body


def test_each_answer_is_good_for_one_question() -> None:
    made, _ = asked()
    made.wait(days=2).say("ada", ROSTER, "Still here.")
    made.votes += [vote(16, date(2026, 3, 20), "ben"), vote(17, date(2026, 4, 10), "ben")]
    made.on(date(2026, 4, 11)).run()
    made.wait(days=1).say("ada", ROSTER, "Still here, really.")
    made.on(date(2026, 5, 1)).run()
    assert made.proposals == []
    made.votes += [vote(18, date(2026, 5, 10), "ben"), vote(19, date(2026, 5, 20), "ben")]
    made.on(date(2026, 5, 21)).run()
    assert len(made.written) == 3


def test_a_question_that_is_deleted_after_its_answer_is_not_put_again() -> None:
    made, key = asked()
    made.wait(days=2).say("ada", ROSTER, "Still here.")
    made.run()
    made.delete(key)
    made.wait(days=30).run()
    assert made.written == [key]


def test_an_answer_that_is_deleted_afterwards_stays_one() -> None:
    made, _ = asked()
    made.wait(days=2).say("ada", ROSTER, "Still here.")
    made.run()
    made.forget("ada")
    made.on(date(2026, 4, 1)).run()
    assert made.proposals == []


def on_leave(made: UpkeepScene, start: date, end: date | None) -> None:
    away = {"leave": [{"start": start, "end": end}]}
    members = [member("ada", 1, YEARS, **away), member("ben", 2, YEARS)]
    made.roster(body("council", members, seats={"count": 2}, inactivity=RULE))


@pytest.mark.parametrize(
    ("start", "end"),
    [
        (date(2026, 3, 5), date(2026, 3, 31)),
        (date(2026, 3, 5), date(2026, 3, 6)),
        (date(2026, 3, 1), date(2026, 3, 31)),
        (date(2026, 2, 25), date(2026, 3, 31)),
    ],
    ids=["past the deadline", "before the deadline", "from the same day", "dated back"],
)
def test_a_leave_after_the_question_is_an_answer(start: date, end: date) -> None:
    made, key = asked()
    on_leave(made, start, end)
    for day in (date(2026, 3, 7), date(2026, 4, 1), date(2026, 5, 1)):
        made.on(day).run()
    assert made.proposals == []
    assert made.written == [key]


def test_a_leave_that_was_over_before_the_question_is_no_answer() -> None:
    made, _ = asked()
    on_leave(made, date(2026, 2, 25), date(2026, 2, 26))
    made.on(date(2026, 3, 16)).run()
    assert made.proposal.title == "Move ada of Council to emeritus"


def test_a_leave_that_has_yet_to_begin_is_no_answer() -> None:
    made, _ = asked()
    on_leave(made, date(2026, 9, 1), None)
    made.on(date(2026, 3, 16)).run()
    assert made.proposal.title == "Move ada of Council to emeritus"


def test_who_was_elected_again_after_the_question_has_answered() -> None:
    made, key = asked()
    terms = (term(end=date(2026, 3, 31)), term(date(2026, 4, 1), date(2026, 9, 30)))
    members = [member("ada", 1, *terms), member("ben", 2, YEARS)]
    made.roster(body("council", members, seats={"count": 2}, inactivity=RULE))
    made.on(date(2026, 4, 1)).run()
    assert made.proposals == []
    assert [each for each in made.written if each.startswith("inactive")] == [key]


def test_a_new_login_is_not_asked_again() -> None:
    made, key = asked()
    made.rename("ada", "ada-new")
    members = [member("ada-new", 1, YEARS), member("ben", 2, YEARS)]
    made.roster(body("council", members, seats={"count": 2}, inactivity=RULE))
    made.wait(days=2).run()
    assert made.written == [key]
    made.on(date(2026, 3, 16)).run()
    assert "**ada-new**, from 2026-03-16 on" in made.proposal.body


def test_an_id_that_is_filled_in_asks_nobody_again() -> None:
    made = scene()
    people = [each for each in made.governance.people.people if each.github != "ada"]
    known = made.governance.people
    made.governance = made.governance.model_copy(update={"people": People(people=tuple(people))})
    made.run()
    [key] = made.written
    assert key.startswith("inactive council ada ")
    made.governance = made.governance.model_copy(update={"people": known})
    made.on(date(2026, 3, 16)).run()
    assert made.written == [key]
    assert made.proposal.title == "Move ada of Council to emeritus"


def test_who_has_two_places_leaves_both() -> None:
    made = scene()
    members = [member("ada", 1, YEARS), member("ada", None, YEARS, role="secretary")]
    made.roster(body("council", members, seats={"count": 9}, inactivity=RULE))
    made.run()
    made.on(date(2026, 3, 16)).run()
    assert made.decision is not None
    [due] = made.decision.proposals
    assert [each.path for each in due.edits] == [("members", 0), ("members", 1)]


def test_the_pull_request_says_where_to_answer() -> None:
    made, _ = asked()
    made.on(date(2026, 3, 16)).run()
    assert "in the issue in which they were asked takes them out of this" in made.proposal.body


def test_whom_a_person_struck_is_not_proposed_again() -> None:
    made, _ = asked()
    made.on(date(2026, 3, 16)).run()
    made.end_proposal()
    made.wait(days=30).run()
    assert len(made.proposals) == 1
