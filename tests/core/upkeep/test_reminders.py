"""Reminders of terms that end: the nearest one only, once, and to nobody who goes on."""

from __future__ import annotations

from datetime import date

import pytest

from govbot.core.durations import Duration
from govbot.core.upkeep.changes import CommentOnIssue
from govbot.core.upkeep.due import Reminder
from govbot.core.upkeep.reminders import nearest, reminders
from tests.core.upkeep.scene import UpkeepScene, body, community, council, member, term

LENGTHS = tuple(Duration.parse(text) for text in ("60 days", "30 days", "7 days"))
END = date(2026, 6, 30)
ALONE = body("council", [member("ada", 1)], seats={"count": 1})
KEY = "reminder council ada 2026-06-30 {}"


def owed(day: date, *members: dict[str, object], **more: object) -> tuple[Reminder, ...]:
    found = body("council", members or [member("ada", 1)], **({"seats": {"count": 9}} | more))
    return reminders(community(found), found, day)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 4, 30), None),
        (date(2026, 5, 1), "60 days"),
        (date(2026, 5, 30), "60 days"),
        (date(2026, 5, 31), "30 days"),
        (date(2026, 6, 5), "30 days"),
        (date(2026, 6, 23), "7 days"),
        (END, "7 days"),
        (date(2026, 7, 1), None),
    ],
)
def test_the_nearest_of_the_times_is_owed(day: date, expected: str | None) -> None:
    found = nearest(LENGTHS, END, day)
    assert (str(found) if found else None) == expected


def test_times_may_stand_in_any_order_and_in_any_unit() -> None:
    lengths = tuple(Duration.parse(text) for text in ("1 week", "2 months"))
    assert str(nearest(lengths, END, date(2026, 5, 1))) == "2 months"
    assert str(nearest(lengths, END, date(2026, 6, 24))) == "1 week"


def test_each_reminder_is_written_once_however_often_it_runs() -> None:
    scene = UpkeepScene(community(ALONE), date(2026, 4, 25))
    while scene.now.date() <= date(2026, 7, 5):
        scene.run()
        scene.wait(hours=9)
    assert [key for key in scene.written if key.startswith("reminder")] == [
        KEY.format("60-days"),
        KEY.format("30-days"),
        KEY.format("7-days"),
    ]


def test_a_reminder_that_was_missed_is_not_made_up_for() -> None:
    scene = UpkeepScene(community(ALONE), date(2026, 6, 5))
    scene.run()
    assert scene.written == [KEY.format("30-days")]


def test_a_reminder_that_a_person_deletes_stays_deleted() -> None:
    scene = UpkeepScene(community(ALONE), date(2026, 5, 2))
    scene.run()
    scene.delete(KEY.format("60-days"))
    scene.wait(days=3).run()
    assert scene.keys == []


def test_who_goes_on_in_another_seat_is_not_reminded() -> None:
    goes_on = member("ADA", 4, term(date(2026, 7, 1), date(2026, 12, 31)))
    assert owed(date(2026, 6, 1), member("ada", 1), goes_on) == ()


def test_who_goes_on_after_a_gap_is_reminded() -> None:
    comes_back = member("ada", 1, term(), term(date(2026, 7, 2), date(2026, 12, 31)))
    assert [each.who for each in owed(date(2026, 6, 1), comes_back)] == [("ada",)]


def test_who_said_that_they_leave_is_not_reminded() -> None:
    assert owed(date(2026, 6, 1), member("ada", 1, resigned=date(2026, 6, 20))) == ()


def test_an_open_term_is_never_reminded_of() -> None:
    assert owed(date(2026, 6, 1), member("ada", 1, term(end=None))) == ()


def test_a_term_that_is_extended_is_reminded_of_by_its_new_end() -> None:
    scene = UpkeepScene(community(ALONE), date(2026, 5, 2))
    scene.run()
    longer = body("council", [member("ada", 1, term(end=date(2026, 9, 30)))], seats={"count": 1})
    scene.roster(longer).run()
    assert scene.open_keys == []
    scene.on(date(2026, 8, 1)).run()
    assert scene.written[-1] == "reminder council ada 2026-09-30 60-days"


def test_a_reminder_says_whether_its_holder_may_stand_again() -> None:
    rules = {"term": {"length": "6 months", "max_consecutive": 1, "cooldown": "6 months"}}
    [reminder] = owed(date(2026, 6, 1), **rules)
    assert not reminder.again.may_stand
    assert reminder.again.from_day == date(2027, 1, 1)
    [free] = owed(date(2026, 6, 1), term={"length": "6 months", "max_consecutive": 2})
    assert free.again.may_stand


def test_a_reminder_names_who_has_the_seat_next() -> None:
    follows = member("ben", 1, term(date(2026, 7, 1), date(2026, 12, 31)))
    [reminder] = owed(date(2026, 6, 1), member("ada", 1), follows)
    assert reminder.next_holder == "ben"


def test_who_comes_back_after_a_gap_is_told_from_when_on() -> None:
    comes_back = member("ada", 1, term(), term(date(2026, 7, 15), date(2026, 12, 31)))
    [reminder] = owed(date(2026, 6, 1), comes_back)
    assert reminder.back_from == date(2026, 7, 15)


def test_where_all_seats_are_filled_by_then_nobody_is_asked_to_stand() -> None:
    follows = member("ben", None, term(date(2026, 7, 1), date(2026, 12, 31)))
    [reminder] = owed(date(2026, 6, 1), member("ada", None), follows, seats={"count": 1})
    assert reminder.is_filled
    [reminder] = owed(date(2026, 6, 1), member("ada", None), seats={"count": 1})
    assert not reminder.is_filled


def test_who_leaves_two_places_on_one_day_is_reminded_once() -> None:
    both = [member("ada", 1), member("ada", None, role="secretary")]
    scene = UpkeepScene(community(body("council", both, seats={"count": 9})), date(2026, 6, 1))
    done = scene.run()
    assert [each.key for each in done if isinstance(each, CommentOnIssue)] == [
        KEY.format("30-days")
    ]


def test_a_new_login_is_not_reminded_again() -> None:
    scene = UpkeepScene(community(ALONE), date(2026, 6, 5))
    scene.run()
    scene.rename("ada", "ada-new")
    scene.roster(body("council", [member("ada-new", 1)], seats={"count": 1})).wait(days=1).run()
    assert scene.written == [KEY.format("30-days")]
    scene.on(date(2026, 6, 23)).run()
    assert scene.written[-1] == "reminder council ada-new 2026-06-30 7-days"


def test_other_times_for_reminders_repeat_none() -> None:
    scene = UpkeepScene(community(ALONE), date(2026, 6, 2))
    scene.run()
    scene.governance = community(ALONE, rosters={"remind": ["90 days", "1 month", "14 days"]})
    scene.wait(days=1).run()
    assert scene.written == [KEY.format("30-days")]
    scene.on(date(2026, 6, 16)).run()
    assert scene.written == [KEY.format("30-days"), KEY.format("14-days")]


def test_the_settings_say_when_reminders_are_due() -> None:
    scene = UpkeepScene(community(council(), rosters={"remind": ["10 days"]}), date(2026, 6, 1))
    assert scene.run() == []
    scene.on(date(2026, 6, 20)).run()
    assert scene.written[0] == KEY.format("10-days")


def test_without_times_nobody_is_reminded() -> None:
    scene = UpkeepScene(community(council(), rosters={"remind": []}), date(2026, 6, 29))
    assert scene.run() == []
