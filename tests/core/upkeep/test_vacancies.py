"""The issue about vacant seats: one for a time in which some are, closed when all are filled."""

from __future__ import annotations

from datetime import date

from govbot.core.bodies import Body
from govbot.core.upkeep.due import VacancyIssue
from govbot.core.upkeep.snapshot import OwnIssue
from tests.communities import COUNCIL
from tests.core.upkeep.scene import UpkeepScene, body, community, member, term

FIRST = "vacancies council 2026-07-01"
SECOND_HALF = term(date(2026, 7, 1), date(2026, 12, 31))


def seats(*filled: int, **more: object) -> Body:
    """The council in the second half of the year, with these of its seven seats filled."""
    members = [
        member(login, seat, term(), *([SECOND_HALF] if seat in filled else []))
        for seat, login in enumerate(COUNCIL, start=1)
    ]
    return body("council", members, **({"seats": {"count": 7}} | more))


def vacancy_issues(scene: UpkeepScene) -> list[OwnIssue]:
    return scene.keyed("vacancies council")


def test_a_vacant_seat_raises_an_issue_with_who_may_fill_it() -> None:
    rule = {"filled_by": "election", "within": "60 days", "who": "Anyone may stand."}
    scene = UpkeepScene(community(seats(1, 2, 3, 4, 5, 6, vacancies=rule)), date(2026, 7, 1))
    scene.run()
    issue = scene.issue(FIRST)
    assert issue.title == "Vacant seats of Council"
    assert "**Council** has 1 vacant seat." in issue.body
    assert "- Seat 7 since 2026-07-01, to be filled by 2026-08-30" in issue.body
    assert "By election." in issue.body
    assert "Anyone may stand." in issue.body


def test_a_seat_that_was_to_be_filled_by_now_is_overdue() -> None:
    rule = {"within": "60 days"}
    scene = UpkeepScene(community(seats(1, 2, 3, 4, 5, 6, vacancies=rule)), date(2026, 7, 1))
    scene.run()
    scene.wait(days=60).run()
    assert "to be filled by 2026-08-30" in scene.issue(FIRST).body
    scene.wait(days=1).run()
    assert "- Seat 7 since 2026-07-01, overdue since 2026-08-30" in scene.issue(FIRST).body


def test_a_vacant_seat_that_has_its_issue_opens_no_tracking_issue() -> None:
    scene = UpkeepScene(community(seats(1, 2, 3, 4, 5, 6)), date(2026, 7, 1))
    scene.run()
    assert scene.open_keys == [FIRST]
    off = {"vacancy_issues": False}
    scene = UpkeepScene(community(seats(1, 2, 3, 4, 5, 6), rosters=off), date(2026, 7, 1))
    scene.run()
    assert scene.open_keys == ["roster council"]
    assert "- Seat 7 since 2026-07-01" in scene.issue("roster council").body


def test_the_issue_is_closed_when_all_seats_are_filled() -> None:
    scene = UpkeepScene(community(seats(1, 2, 3, 4, 5, 6)), date(2026, 7, 1))
    scene.run()
    scene.roster(seats(1, 2, 3, 4, 5, 6, 7)).wait(days=3).run()
    assert not scene.issue(FIRST).is_open
    assert "No seat of **Council** is vacant." in scene.issue(FIRST).body


def test_a_later_vacancy_opens_another_issue() -> None:
    scene = UpkeepScene(community(seats(1, 2, 3, 4, 5, 6)), date(2026, 7, 1))
    scene.run()
    scene.roster(seats(1, 2, 3, 4, 5, 6, 7)).wait(days=3).run()
    scene.on(date(2027, 1, 1)).run()
    assert [each.is_open for each in vacancy_issues(scene)] == [False, True]
    assert "has 7 vacant seats" in vacancy_issues(scene)[1].body


def test_a_seat_that_falls_vacant_meanwhile_is_said_in_one_comment() -> None:
    scene = UpkeepScene(community(seats(1, 2, 3, 4, 5, 6)), date(2026, 7, 1))
    scene.run()
    left = [
        member(login, seat, term(), *([SECOND_HALF] if seat < 7 else []))
        for seat, login in enumerate(COUNCIL, start=1)
    ]
    left[5]["resigned"] = date(2026, 8, 1)
    scene.roster(body("council", left, seats={"count": 7})).on(date(2026, 8, 2)).run()
    scene.wait(days=1).run()
    assert [key for key in scene.written if key.startswith("vacant")] == [
        "vacant council 6 2026-08-01"
    ]
    assert len(vacancy_issues(scene)) == 1
    assert "**Council** has 2 vacant seats." in scene.issue(FIRST).body


def test_an_issue_that_a_person_closed_stays_closed_until_a_further_seat_is_vacant() -> None:
    scene = UpkeepScene(community(seats(1, 2, 3, 4, 5, 6)), date(2026, 7, 1))
    scene.run()
    scene.close(FIRST)
    scene.wait(days=2).run()
    assert not scene.issue(FIRST).is_open
    scene.roster(seats(1, 2, 3, 4, 5)).wait(days=1).run()
    assert scene.issue(FIRST).is_open
    assert scene.written[-1] == "vacant council 6 2026-07-01"


def test_an_issue_about_filled_seats_that_a_person_reopens_stays_open() -> None:
    scene = UpkeepScene(community(seats(1, 2, 3, 4, 5, 6)), date(2026, 7, 1))
    scene.run()
    scene.roster(seats(1, 2, 3, 4, 5, 6, 7)).wait(days=3).run()
    scene.reopen(FIRST)
    scene.wait(days=3).run()
    assert scene.issue(FIRST).is_open


def test_seats_without_numbers_are_counted() -> None:
    members = [member(login, None) for login in COUNCIL[:5]]
    scene = UpkeepScene(community(body("council", members, seats={"count": 7})), date(2026, 3, 1))
    scene.run()
    [issue] = vacancy_issues(scene)
    assert "- 2 seats" in issue.body
    scene.roster(body("council", members[:4], seats={"count": 7})).wait(days=1).run()
    assert [key for key in scene.written if key.startswith("vacant")] == [
        "vacant council place-3 2026-01-01"
    ]


def test_who_may_not_come_back_yet_is_listed_with_the_day() -> None:
    rules = {"length": "6 months", "max_consecutive": 1, "cooldown": "6 months"}
    scene = UpkeepScene(community(seats(2, 3, 4, 5, 6, 7, term=rules)), date(2026, 7, 1))
    scene.run()
    issue = scene.issue(FIRST)
    assert "#### Who may not fill it" in issue.body
    assert "- **ada**, before 2027-01-01." in issue.body
    assert "**ben**" not in issue.body


def test_a_body_as_large_as_it_likes_has_no_vacancies() -> None:
    members = [member("ada", None)]
    scene = UpkeepScene(community(body("council", members, seats={"maximum": 7})), date(2026, 7, 1))
    scene.run()
    assert vacancy_issues(scene) == []


def test_a_seat_that_somebody_takes_later_says_so() -> None:
    members = [member("ada", 1), member("ben", 1, term(date(2026, 8, 1), date(2026, 12, 31)))]
    scene = UpkeepScene(community(body("council", members, seats={"count": 1})), date(2026, 7, 1))
    scene.run()
    assert "- Seat 1 since 2026-07-01; ben has it from 2026-08-01 on" in scene.issue(FIRST).body


def test_a_seat_whose_holder_is_on_leave_is_not_vacant() -> None:
    away = member("ada", 1, leave=[{"start": date(2026, 3, 1), "end": date(2026, 4, 30)}])
    scene = UpkeepScene(community(body("council", [away], seats={"count": 1})), date(2026, 3, 2))
    scene.run()
    assert vacancy_issues(scene) == []


def test_switched_off_there_is_no_issue_about_vacancies() -> None:
    scene = UpkeepScene(community(seats(1), rosters={"vacancy_issues": False}), date(2026, 7, 1))
    scene.run()
    assert vacancy_issues(scene) == []
    assert scene.decision is not None
    assert not any(isinstance(each, VacancyIssue) for each in scene.decision.issues)
