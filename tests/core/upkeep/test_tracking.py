"""The tracking issue of a body: opened for what is due, closed when nothing is, never against a person."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from govbot.core.upkeep.changes import CommentOnIssue
from govbot.core.upkeep.decision import decide_upkeep
from govbot.core.upkeep.snapshot import UpkeepSnapshot
from tests.communities import COUNCIL
from tests.core.upkeep.scene import UpkeepScene, body, community, member, term

ROSTER = "roster council"
NEXT_HALF = term(date(2026, 7, 1), date(2026, 12, 31))


def renewed(*logins: str) -> list[dict[str, object]]:
    """The council, of which these go on for the second half of the year."""
    names = COUNCIL
    return [
        member(login, seat, term(), *([NEXT_HALF] if login in logins else []))
        for seat, login in enumerate(names, start=1)
    ]


def test_nothing_is_opened_while_nothing_is_due() -> None:
    assert UpkeepScene(day=date(2026, 3, 1)).run() == []


def test_the_issue_is_opened_when_a_term_ends_within_the_longest_reminder() -> None:
    scene = UpkeepScene(day=date(2026, 4, 30))
    assert scene.run() == []
    scene.on(date(2026, 5, 1)).run()
    assert scene.issue(ROSTER).title == "Terms of Council"
    assert "- **ada** (seat 1): the last day is 2026-06-30." in scene.issue(ROSTER).body


def test_the_issue_is_closed_when_everybody_goes_on() -> None:
    scene = UpkeepScene(day=date(2026, 6, 1))
    scene.run()
    everybody = renewed(*COUNCIL)
    scene.roster(body("council", everybody, seats={"count": 7})).run()
    assert not scene.issue(ROSTER).is_open
    assert "Nothing is left to do about the terms of **Council**." in scene.issue(ROSTER).body


def test_what_is_due_later_reopens_the_same_issue() -> None:
    scene = UpkeepScene(day=date(2026, 6, 1))
    scene.run()
    everybody = renewed(*COUNCIL)
    scene.roster(body("council", everybody, seats={"count": 7})).run()
    scene.on(date(2026, 11, 15)).run()
    assert scene.issue(ROSTER).is_open
    assert "the last day is 2026-12-31" in scene.issue(ROSTER).body


def test_an_issue_that_a_person_closed_stays_closed_while_it_says_nothing_new() -> None:
    scene = UpkeepScene(day=date(2026, 5, 2))
    scene.run()
    scene.close(ROSTER)
    for _ in range(20):
        scene.wait(days=1).run()
        assert not scene.issue(ROSTER).is_open


def test_an_issue_that_a_person_closed_is_reopened_for_a_new_reminder() -> None:
    scene = UpkeepScene(day=date(2026, 5, 2))
    scene.run()
    scene.close(ROSTER)
    scene.on(date(2026, 5, 31)).run()
    assert scene.issue(ROSTER).is_open
    assert [key for key in scene.keys if key.startswith("reminder council 2026-06-30 30-days ")]


def test_an_issue_that_is_closed_is_kept_true_all_the_same() -> None:
    scene = UpkeepScene(day=date(2026, 5, 2))
    scene.run()
    scene.close(ROSTER)
    scene.roster(body("council", renewed("ada"), seats={"count": 7})).run()
    assert not scene.issue(ROSTER).is_open
    assert "- **ada**" not in scene.issue(ROSTER).body
    assert "- **ben** (seat 2): the last day is 2026-06-30." in scene.issue(ROSTER).body


def test_an_issue_that_a_person_reopens_with_nothing_due_stays_open() -> None:
    scene = UpkeepScene(day=date(2026, 6, 1))
    scene.run()
    everybody = renewed(*COUNCIL)
    scene.roster(body("council", everybody, seats={"count": 7})).run()
    scene.reopen(ROSTER)
    scene.wait(days=3).run()
    assert scene.issue(ROSTER).is_open


def test_two_issues_of_two_runs_become_one() -> None:
    scene = UpkeepScene(day=date(2026, 5, 2))
    for change in scene.plan() * 2:
        scene.apply(change)
    scene.run()
    assert [each.is_open for each in scene.keyed(ROSTER)] == [True, False]


def test_two_copies_of_a_comment_become_one() -> None:
    scene = UpkeepScene(day=date(2026, 5, 2))
    scene.run(keep=[True])
    for change in scene.plan() * 2:
        scene.apply(change)
    assert len(scene.keys) == 2
    scene.run()
    assert len(scene.keys) == 1


def test_a_body_on_which_nobody_ever_served_has_nothing_due() -> None:
    planned = body("council", [member("ada", 1, NEXT_HALF)], seats={"count": 7, "minimum": 5})
    assert UpkeepScene(community(planned), date(2026, 5, 2)).run() == []


def test_switched_off_the_issue_is_left_to_people() -> None:
    scene = UpkeepScene(day=date(2026, 5, 2))
    scene.run()
    scene.governance = community(
        rosters={"tracking_issues": False, "emeritus_pull_requests": False}
    )
    before = scene.state
    scene.on(date(2026, 6, 24)).run()
    assert scene.state == before


def test_a_broken_limit_is_said_in_the_issue() -> None:
    twice = [member("ada", 1), member("ben", 1)]
    scene = UpkeepScene(community(body("council", twice, seats={"count": 2})), date(2026, 3, 1))
    scene.run()
    assert "#### Limits that are broken" in scene.issue(ROSTER).body
    scene.roster(body("council", [member("ada", 1), member("ben", 2)], seats={"count": 2})).run()
    assert not scene.issue(ROSTER).is_open


def test_a_member_on_leave_is_shown_as_that() -> None:
    away = {"leave": [{"start": date(2026, 4, 1), "end": date(2026, 7, 31)}]}
    found = body("council", [member("ada", 1, **away), member("ben", 2)], seats={"count": 2})
    scene = UpkeepScene(community(found), date(2026, 5, 2))
    scene.run()
    assert "| ada | seat 1 | 2026-06-30 | on leave |" in scene.issue(ROSTER).body


def test_the_body_changes_only_when_something_does() -> None:
    scene = UpkeepScene(day=date(2026, 6, 24))
    scene.run()
    for days in range(5):
        day = date(2026, 6, 25) + timedelta(days=days)
        assert scene.on(day).run() == []


def test_the_issues_of_a_body_that_is_no_more_are_closed() -> None:
    scene = UpkeepScene(day=date(2026, 7, 1))
    scene.run()
    assert scene.open_keys == [ROSTER, "vacancies council 2026-07-01"]
    scene.roster(body("team", [member("ada", None, NEXT_HALF)])).run()
    assert scene.open_keys == []
    scene.reopen(ROSTER)
    scene.wait(days=1).run()
    assert scene.open_keys == [ROSTER]


def test_a_marker_that_somebody_else_writes_says_nothing() -> None:
    scene = UpkeepScene(day=date(2026, 5, 2))
    for change in scene.plan():
        scene.apply(change)
    told = scene.plan()[0]
    assert isinstance(told, CommentOnIssue)
    scene.say("zoe", ROSTER, told.body)
    scene.run()
    assert scene.written == [told.key]


def test_what_a_bot_keeps_is_left_to_it() -> None:
    snapshot = UpkeepSnapshot(read_at=datetime(2026, 5, 2, tzinfo=UTC), left_to_bot=True)
    decision = decide_upkeep(community(), snapshot, snapshot.read_at)
    assert (decision.issues, decision.notices, decision.proposals) == ((), (), ())
