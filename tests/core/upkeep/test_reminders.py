"""Reminders of terms that end: the nearest one only, once, and to nobody who goes on."""

from __future__ import annotations

import re
from datetime import date

import pytest

from govbot.core.bodies import Body
from govbot.core.durations import Duration
from govbot.core.upkeep.facts import Reminded
from govbot.core.upkeep.issues import Said
from govbot.core.upkeep.reminders import nearest, reminders
from tests.communities import COUNCIL
from tests.core.upkeep.scene import UpkeepScene, body, community, council, member, term

LENGTHS = tuple(Duration.parse(text) for text in ("60 days", "30 days", "7 days"))
END = date(2026, 6, 30)
ALONE = body("council", [member("ada", 1)], seats={"count": 1})


def owed(day: date, *members: dict[str, object], **more: object) -> list[Reminded]:
    found = body("council", members or [member("ada", 1)], **({"seats": {"count": 9}} | more))
    due = reminders(community(found), found, day, Said.so_far(None))
    return [person for each in due for person in each.people]


def spans(scene: UpkeepScene, of: str = "council 2026-06-30") -> list[str]:
    """How long before the end the reminders are that were written, in order."""
    found = (re.fullmatch(rf"reminder {of} (\S+) [0-9a-f]{{8}}", key) for key in scene.written)
    return [each[1] for each in found if each]


def mentioned(scene: UpkeepScene) -> list[list[str]]:
    """Whom each reminder that stands mentions."""
    bodies = [each.body for issue in scene.issues for each in issue.comments]
    return [re.findall(r"@([\w-]+)", each) for each in bodies if "govbot:reminder" in each]


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
    assert spans(scene) == ["60-days", "30-days", "7-days"]


def test_a_reminder_that_was_missed_is_not_made_up_for() -> None:
    scene = UpkeepScene(community(ALONE), date(2026, 6, 5))
    scene.run()
    assert spans(scene) == ["30-days"]


def test_a_reminder_that_a_person_deletes_stays_deleted() -> None:
    scene = UpkeepScene(community(ALONE), date(2026, 5, 2))
    scene.run()
    scene.delete(scene.written[0])
    scene.wait(days=3).run()
    assert scene.keys == []


def test_who_goes_on_in_another_seat_is_not_reminded() -> None:
    goes_on = member("ADA", 4, term(date(2026, 7, 1), date(2026, 12, 31)))
    assert owed(date(2026, 6, 1), member("ada", 1), goes_on) == []


def test_who_goes_on_after_a_gap_is_reminded() -> None:
    comes_back = member("ada", 1, term(), term(date(2026, 7, 2), date(2026, 12, 31)))
    assert [each.login for each in owed(date(2026, 6, 1), comes_back)] == ["ada"]


def test_who_said_that_they_leave_is_not_reminded() -> None:
    assert owed(date(2026, 6, 1), member("ada", 1, resigned=date(2026, 6, 20))) == []


def test_an_open_term_is_never_reminded_of() -> None:
    assert owed(date(2026, 6, 1), member("ada", 1, term(end=None))) == []


def test_a_term_that_is_extended_is_reminded_of_by_its_new_end() -> None:
    scene = UpkeepScene(community(ALONE), date(2026, 5, 2))
    scene.run()
    longer = body("council", [member("ada", 1, term(end=date(2026, 9, 30)))], seats={"count": 1})
    scene.roster(longer).run()
    assert scene.open_keys == []
    scene.on(date(2026, 8, 1)).run()
    assert spans(scene, "council 2026-09-30") == ["60-days"]


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
    scene.run()
    assert mentioned(scene) == [["ada"]]


def test_a_new_login_is_not_reminded_again() -> None:
    scene = UpkeepScene(community(ALONE), date(2026, 6, 5))
    scene.run()
    scene.rename("ada", "ada-new")
    scene.roster(body("council", [member("ada-new", 1)], seats={"count": 1})).wait(days=1).run()
    assert spans(scene) == ["30-days"]
    scene.on(date(2026, 6, 23)).run()
    assert spans(scene) == ["30-days", "7-days"]
    assert mentioned(scene) == [["ada"], ["ada-new"]]


def test_other_times_for_reminders_repeat_none() -> None:
    scene = UpkeepScene(community(ALONE), date(2026, 6, 2))
    scene.run()
    scene.governance = community(ALONE, rosters={"remind": ["90 days", "1 month", "14 days"]})
    scene.wait(days=1).run()
    assert spans(scene) == ["30-days"]
    scene.on(date(2026, 6, 16)).run()
    assert spans(scene) == ["30-days", "14-days"]


def test_the_settings_say_when_reminders_are_due() -> None:
    scene = UpkeepScene(community(council(), rosters={"remind": ["10 days"]}), date(2026, 6, 1))
    assert scene.run() == []
    scene.on(date(2026, 6, 20)).run()
    assert spans(scene) == ["10-days"]


def test_without_times_nobody_is_reminded() -> None:
    scene = UpkeepScene(community(council(), rosters={"remind": []}), date(2026, 6, 29))
    assert scene.run() == []


def council_to(*ends: tuple[str, date]) -> Body:
    lines = [member(login, seat, term(end=end)) for seat, (login, end) in enumerate(ends, start=1)]
    return body("council", lines, seats={"count": 9})


def test_all_whose_terms_end_on_one_day_are_told_in_one_comment() -> None:
    scene = UpkeepScene(community(council()), date(2026, 5, 2))
    scene.run()
    assert mentioned(scene) == [list(COUNCIL)]


def test_another_day_has_another_comment() -> None:
    found = council_to(("ada", END), ("ben", date(2026, 6, 29)), ("cyd", END))
    scene = UpkeepScene(community(found), date(2026, 6, 2))
    scene.run()
    assert sorted(mentioned(scene)) == [["ada", "cyd"], ["ben"]]


def test_who_becomes_due_later_for_the_same_day_is_told_alone() -> None:
    longer = date(2026, 12, 31)
    scene = UpkeepScene(community(council_to(("ada", END), ("ben", longer))), date(2026, 6, 2))
    scene.run()
    scene.roster(council_to(("ada", END), ("ben", END))).wait(days=1).run()
    scene.wait(days=1).run()
    assert mentioned(scene) == [["ada"], ["ben"]]
    scene.on(date(2026, 6, 23)).run()
    assert mentioned(scene)[2:] == [["ada", "ben"]]


def test_who_is_added_after_the_comment_was_deleted_is_told_alone() -> None:
    scene = UpkeepScene(community(council_to(("ada", END))), date(2026, 6, 2))
    scene.run()
    scene.delete(scene.written[0])
    scene.roster(council_to(("ada", END), ("ben", END))).wait(days=1).run()
    assert mentioned(scene) == [["ben"]]


def test_who_is_renamed_before_it_was_noted_is_not_told_again() -> None:
    scene = UpkeepScene(community(council_to(("ada", END), ("ben", END))), date(2026, 6, 2))
    scene.run(keep=[True])
    scene.run(keep=[True])
    assert mentioned(scene) == [["ada", "ben"]]
    scene.rename("ada", "ada-new")
    scene.roster(council_to(("ada-new", END), ("ben", END), ("cyd", END))).run()
    assert mentioned(scene) == [["ada", "ben"], ["cyd"]]


def test_other_times_tell_only_those_who_were_not_told_since() -> None:
    scene = UpkeepScene(community(council_to(("ada", END))), date(2026, 6, 2))
    scene.run()
    both = council_to(("ada", END), ("ben", END))
    scene.governance = community(both, rosters={"remind": ["1 month"]})
    scene.wait(days=1).run()
    assert mentioned(scene) == [["ada"], ["ben"]]


def test_more_than_fifty_are_told_in_more_than_one_comment() -> None:
    logins = [f"person-{number}" for number in range(120)]
    found = council_to(*((login, END) for login in logins))
    scene = UpkeepScene(community(found), date(2026, 6, 2))
    scene.run()
    told = mentioned(scene)
    assert [len(each) for each in told] == [50, 50, 20]
    assert sorted(login for some in told for login in some) == sorted(logins)
