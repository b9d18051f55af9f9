"""A member who does not vote: asked, answering, asked anew, proposed, and back before anybody merged it."""

from __future__ import annotations

from datetime import UTC, date, datetime

from tests.scenarios.terms import BODY, SETTINGS, Commons, roster

HEAD = """\
name: Council
kind: council
seats: {count: 3, minimum: 2}
inactivity: {missed: 1, answer_within: 7 days}
"""
POLICY = """\
policies:
  motion: {electorate: council, quorum: {at_least: 1/3}, pass: {more_than: 1/2}, period: {length: 3 days}}
"""
SERVES = "terms: [{start: 2026-01-01, end: 2027-12-31}]"
MEMBERS = [
    f"github: {login}, seat: {seat}, {SERVES}"
    for seat, login in enumerate(("ada", "ben", "cyd"), start=1)
]
TERMS = "Terms of Council"
MOVES = "Move cyd of Council to emeritus"


def founded() -> Commons:
    files = {BODY: roster(MEMBERS, HEAD), SETTINGS: POLICY}
    return Commons.founded(files, datetime(2026, 3, 1, tzinfo=UTC))


def vote_without_cyd(commons: Commons, day: date) -> None:
    """A motion that ada and ben vote on, closed by the schedule four days later."""
    commons.world.set_time(datetime(day.year, day.month, day.day, 9, tzinfo=UTC))
    number = commons.world.open_issue("A motion", "We should.", by="zoe").number
    commons.lose_events()
    for login, text in (("ada", "/vote open motion"), ("ada", "/vote yes"), ("ben", "/vote yes")):
        commons.world.advance(hours=1)
        commons.world.comment(number, text, by=login)
        commons.settle()
    commons.on(date(day.year, day.month, day.day + 4))


def questions(commons: Commons) -> list[str]:
    (issue,) = commons.own()
    return [each for each in commons.said(issue.number) if each.startswith("@cyd: do you still")]


def cyd_answers(commons: Commons) -> None:
    (issue,) = commons.own()
    commons.world.advance(hours=1)
    commons.world.comment(issue.number, "I am still here.", by="cyd")
    commons.lose_events()


def test_an_answer_ends_the_question_and_the_next_missed_votes_ask_anew() -> None:
    commons = founded()
    vote_without_cyd(commons, date(2026, 3, 2))
    assert len(questions(commons)) == 1
    cyd_answers(commons)
    commons.on(date(2026, 3, 20))
    assert commons.titles(is_open=True) == []
    assert commons.titles(pulls=True) == []
    vote_without_cyd(commons, date(2026, 4, 2))
    assert len(questions(commons)) == 2
    assert commons.titles(is_open=True) == [TERMS]


def test_without_an_answer_a_pull_request_proposes_it_and_a_late_answer_withdraws_it() -> None:
    commons = founded()
    vote_without_cyd(commons, date(2026, 3, 2))
    commons.on(date(2026, 3, 13))
    assert commons.titles(pulls=True) == []
    commons.on(date(2026, 3, 14))
    (pull,) = commons.own(is_open=True, pulls=True)
    assert pull.title == MOVES
    assert f"/issues/{commons.own()[0].number}" in pull.body
    assert "emeritus: 2026-03-14" in commons.file(BODY, "govbot/emeritus-council")
    cyd_answers(commons)
    commons.on(date(2026, 3, 15))
    assert commons.titles(is_open=True, pulls=True) == []
    assert commons.titles(is_open=True) == []


def test_who_comes_back_from_a_leave_after_the_deadline_is_not_proposed() -> None:
    commons = founded()
    vote_without_cyd(commons, date(2026, 3, 2))
    away = MEMBERS[2] + ", leave: [{start: 2026-03-08, end: 2026-04-10}]"
    commons.commit(BODY, roster([*MEMBERS[:2], away], HEAD))
    for day in (date(2026, 3, 20), date(2026, 4, 11), date(2026, 5, 1)):
        commons.on(day)
    assert commons.titles(pulls=True) == []
    assert len(questions(commons)) == 1


def test_a_merged_proposal_ends_the_service_and_opens_the_seat() -> None:
    commons = founded()
    vote_without_cyd(commons, date(2026, 3, 2))
    commons.on(date(2026, 3, 14))
    (pull,) = commons.own(is_open=True, pulls=True)
    commons.merge(pull.number)
    commons.on(date(2026, 3, 15))
    assert commons.titles(is_open=True) == [TERMS, "Vacant seats of Council"]
    assert commons.titles(pulls=True) == [MOVES]
