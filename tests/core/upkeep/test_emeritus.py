"""Members whose terms are over: proposed as emeritus in one pull request a body, once."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from govbot.core.bodies import Body
from govbot.core.upkeep.changes import Propose, WithdrawProposal
from govbot.core.upkeep.emeritus import expired
from tests.core.upkeep.scene import UpkeepScene, body, community, member, term

JULY = date(2026, 7, 1)
YEAR = term(end=date(2026, 12, 31))


def team(*members: dict[str, Any]) -> Body:
    return body("team", [*members, member("gus", None, YEAR)], seats={"maximum": 9})


def over(*members: dict[str, Any], day: date = JULY) -> list[tuple[str, date]]:
    found = team(*members)
    return [(who.login, who.day) for who, _ in expired(community(found), found, day)]


def scene_of(*members: dict[str, Any], day: date = JULY) -> UpkeepScene:
    return UpkeepScene(community(team(*members)), day)


def test_a_term_that_is_over_is_proposed_with_the_day_after() -> None:
    scene = scene_of(member("ada", None), member("ben", None))
    scene.run()
    assert scene.decision is not None
    [due] = scene.decision.proposals
    assert due.branch == "govbot/emeritus-team"
    assert [(e.file, e.path, e.key, e.value) for e in due.edits] == [
        ("governance/bodies/team.yaml", ("members", 0), "emeritus", JULY),
        ("governance/bodies/team.yaml", ("members", 1), "emeritus", JULY),
    ]
    assert scene.proposal.title == "Move ada and ben of Team to emeritus"


def test_on_the_last_day_nobody_is_proposed() -> None:
    assert over(member("ada", None), day=date(2026, 6, 30)) == []


@pytest.mark.parametrize("left", ["resigned", "removed", "emeritus"])
def test_who_left_is_not_proposed(left: str) -> None:
    assert over(member("ada", None, **{left: date(2026, 6, 1)})) == []
    assert over(member("ada", None, **{left: JULY})) == []


@pytest.mark.parametrize("left", ["resigned", "removed"])
def test_who_left_a_term_is_not_proposed(left: str) -> None:
    assert over(member("ada", None, term(**{left: date(2026, 6, 1)}))) == []


def test_who_has_a_later_term_is_not_proposed() -> None:
    assert over(member("ada", None, term(), term(date(2027, 1, 1), None))) == []
    assert over(member("ada", 1), member("ADA", 2, term(date(2027, 1, 1), None))) == []


def test_of_two_entries_the_one_with_the_last_term_is_edited() -> None:
    earlier = member("ada", 1, term(date(2025, 1, 1), date(2025, 6, 30)))
    found = team(earlier, member("ada", 2))
    [(who, places)] = expired(community(found), found, JULY)
    assert (who.day, places) == (JULY, (1,))


def test_who_came_back_after_leaving_is_proposed_for_the_later_term() -> None:
    back = member("ada", None, term(date(2024, 1, 1), date(2024, 6, 30)), term())
    assert over(back | {"emeritus": date(2024, 7, 1)}) == [("ada", JULY)]


def test_the_end_that_an_earlier_emeritus_gave_is_kept() -> None:
    """An entry holds one such day, and `members_on` is to be right on every day of history."""
    earlier = term(date(2020, 1, 1), None)
    scene = scene_of(member("ada", None, earlier, term(), emeritus=date(2022, 3, 1)))
    scene.run()
    assert scene.decision is not None
    [due] = scene.decision.proposals
    assert [(each.path, each.key, each.value) for each in due.edits] == [
        (("members", 0), "emeritus", JULY),
        (("members", 0, "terms", 0), "end", date(2022, 2, 28)),
    ]


def test_the_pull_request_for_a_body_that_is_no_more_is_withdrawn() -> None:
    scene = scene_of(member("ada", None))
    scene.run()
    scene.roster(body("docs", [member("gus", None, YEAR)])).wait(days=1).run()
    assert [each.is_open for each in scene.proposals] == [False]
    assert "Nothing is left to propose for **team**." in scene.proposals[0].body


def test_the_pull_request_for_a_body_that_is_no_more_is_left_where_somebody_pushed_to_it() -> None:
    scene = scene_of(member("ada", None))
    scene.run()
    scene.push("as a person would have it")
    scene.roster(body("docs", [member("gus", None, YEAR)])).wait(days=1).run()
    assert scene.proposal.title == "Move ada of Team to emeritus"


def test_whom_a_person_struck_is_not_proposed_again_under_another_login() -> None:
    scene = scene_of(member("ada", None))
    scene.run()
    scene.end_proposal()
    scene.rename("ada", "ada-new")
    scene.roster(team(member("ada-new", None))).wait(days=1).run()
    assert len(scene.proposals) == 1


def test_whom_a_person_struck_is_not_proposed_again_when_the_id_is_filled_in() -> None:
    scene = scene_of(member("zoe", None))
    scene.run()
    scene.end_proposal()
    scene.know("zoe", 1010)
    scene.wait(days=1).run()
    assert len(scene.proposals) == 1


def test_a_merged_pull_request_is_the_end_of_it() -> None:
    scene = scene_of(member("ada", None))
    scene.run()
    scene.end_proposal(merged=True)
    scene.roster(team(member("ada", None, emeritus=JULY))).wait(days=1).run()
    assert [each.is_open for each in scene.proposals] == [False]
    assert scene.open_keys == []


def test_whom_a_person_struck_is_not_proposed_again() -> None:
    scene = scene_of(member("ada", None))
    scene.run()
    scene.end_proposal()
    scene.wait(days=1).run()
    assert len(scene.proposals) == 1
    late = member("ben", None, term(end=date(2026, 7, 10)))
    scene.roster(team(member("ada", None), late)).on(date(2026, 7, 11)).run()
    assert scene.proposal.title == "Move ben of Team to emeritus"


def test_whom_a_person_struck_is_proposed_when_a_later_term_is_over() -> None:
    scene = scene_of(member("ada", None))
    scene.run()
    scene.end_proposal()
    again = member("ada", None, term(), term(date(2026, 7, 2), date(2026, 7, 10)))
    scene.roster(team(again)).on(date(2026, 7, 11)).run()
    assert "**ada**, from 2026-07-11 on" in scene.proposal.body


def test_the_open_pull_request_is_updated_in_place() -> None:
    late = member("ben", None, term(end=date(2026, 7, 10)))
    scene = scene_of(member("ada", None), late)
    scene.run()
    number = scene.proposal.number
    [change] = [each for each in scene.on(date(2026, 7, 11)).run() if isinstance(each, Propose)]
    assert (change.number, change.title) == (number, "Move ada and ben of Team to emeritus")


def test_it_is_withdrawn_when_nothing_is_left() -> None:
    scene = scene_of(member("ada", None))
    scene.run()
    goes_on = team(member("ada", None, term(), term(JULY, None)))
    changes = scene.roster(goes_on).wait(days=1).run()
    assert any(isinstance(each, WithdrawProposal) for each in changes)
    assert "Nothing is left to propose" in scene.proposals[0].body


def test_who_was_in_one_that_govbot_withdrew_can_be_proposed_again() -> None:
    scene = scene_of(member("ada", None))
    scene.run()
    scene.roster(team(member("ada", None, term(), term(JULY, None)))).wait(days=1).run()
    scene.roster(team(member("ada", None))).wait(days=1).run()
    assert scene.proposal.title == "Move ada of Team to emeritus"


def test_what_a_person_pushed_to_the_branch_is_left_alone() -> None:
    late = member("ben", None, term(end=date(2026, 7, 10)))
    scene = scene_of(member("ada", None), late)
    scene.run()
    scene.push("as a person would have it")
    before = scene.proposals
    scene.on(date(2026, 7, 11)).run()
    scene.roster(team(member("ada", None, emeritus=JULY))).wait(days=1).run()
    assert scene.proposals == before


def test_a_pull_request_alone_opens_no_tracking_issue() -> None:
    scene = scene_of(member("ada", None))
    scene.run()
    assert scene.issues == []


def test_the_tracking_issue_names_the_pull_request() -> None:
    scene = scene_of(member("ada", None), member("ben", None, term(end=date(2026, 7, 20))))
    scene.run()
    link = f"[Move ada of Team to emeritus](<{scene.proposal.url}>)"
    assert link in scene.issue("roster team").body


def test_switched_off_nobody_is_proposed() -> None:
    governance = community(team(member("ada", None)), rosters={"emeritus_pull_requests": False})
    scene = UpkeepScene(governance, JULY)
    scene.run()
    assert scene.proposals == []


def test_who_serves_ex_officio_is_not_proposed() -> None:
    docs = body("docs", [member("ada", None, role="chair"), member("ben", None, YEAR)])
    both = body("team", [member("gus", None, YEAR)], ex_officio=[{"body": "docs", "role": "chair"}])
    governance = community(docs, both)
    assert expired(governance, governance.bodies["team"], JULY) == ()
