"""Too few members: said once to those who remain, and no longer once it is over."""

from __future__ import annotations

from datetime import date

from govbot.core.bodies import Body
from tests.communities import COUNCIL
from tests.core.upkeep.scene import UpkeepScene, body, community, member, term

ROSTER = "roster council"
POLICY = {
    "electorate": "council",
    "quorum": {"of": "seats", "at_least": "4/7", "counting": ["yes", "no", "abstain"]},
    "pass": {"count": "yes", "more_than": "1/2", "of": ["yes", "no"]},
    "period": {"length": "10 days"},
}


def council_of(*serving: str, **more: object) -> Body:
    """A council of which only these go on for the second half of the year."""
    members = [
        member(login, seat, *([term(end=date(2026, 12, 31))] if login in serving else [term()]))
        for seat, login in enumerate(COUNCIL, start=1)
    ]
    return body("council", members, **({"seats": {"count": 7, "minimum": 5}} | more))


def test_falling_below_the_minimum_is_said_once_to_those_who_remain() -> None:
    scene = UpkeepScene(community(council_of("ada", "ben", "cyd", "dee")), date(2026, 6, 30))
    scene.run()
    assert "Too few members" not in scene.issue(ROSTER).body
    for _ in range(30):
        scene.wait(days=1).run()
    assert [key for key in scene.written if key.startswith("short")] == ["short council 2026-07-01"]
    comment = scene.comment("short council 2026-07-01")
    assert "@ada, @ben, @cyd, @dee:" in comment.body
    assert "4 people serve, and the minimum is 5." in comment.body
    assert "- 4 people serve, and the minimum is 5." in scene.issue(ROSTER).body


def test_it_is_taken_out_of_the_issue_when_it_is_over() -> None:
    scene = UpkeepScene(community(council_of("ada", "ben", "cyd", "dee")), date(2026, 7, 1))
    scene.run()
    scene.roster(council_of("ada", "ben", "cyd", "dee", "eli")).wait(days=2).run()
    assert "Too few members" not in scene.issue(ROSTER).body
    assert "short council 2026-07-01" in scene.keys


def test_falling_short_again_is_said_again() -> None:
    four = ("ada", "ben", "cyd", "dee")
    scene = UpkeepScene(community(council_of(*four)), date(2026, 7, 1))
    scene.run()
    back = member("eli", 5, term(), term(date(2026, 8, 1), date(2026, 8, 31)))
    members = [each for each in council_of(*four).members if each.github != "eli"]
    scene.roster(
        body(
            "council",
            [*(each.model_dump(exclude_defaults=True) for each in members), back],
            seats={"count": 7, "minimum": 5},
        )
    )
    for day in (date(2026, 8, 1), date(2026, 9, 1), date(2026, 9, 2)):
        scene.on(day).run()
    assert [key for key in scene.written if key.startswith("short")] == [
        "short council 2026-07-01",
        "short council 2026-09-01",
    ]


def test_a_policy_whose_votes_can_no_longer_pass_is_said_once() -> None:
    governance = community(council_of("ada", "ben", "cyd"), policies={"rfc-accept": POLICY})
    scene = UpkeepScene(governance, date(2026, 7, 1))
    for _ in range(3):
        scene.run()
        scene.wait(days=1)
    lost = [key for key in scene.written if key.startswith("lost council rfc-accept")]
    assert lost == ["lost council rfc-accept 2026-07-01"]
    comment = scene.comment(lost[0])
    assert "@ada, @ben, @cyd:" in comment.body
    assert "**No vote can pass under `rfc-accept`**" in comment.body
    assert "3 can take part, and 4 are needed" in comment.body
    assert "- No vote can pass under `rfc-accept`: 3 can take part" in scene.issue(ROSTER).body


def test_policies_that_are_lost_on_one_day_are_told_in_one_comment() -> None:
    policies = {"rfc-accept": POLICY, "motion": POLICY, "release": POLICY}
    governance = community(council_of("ada", "ben", "cyd"), policies=policies)
    scene = UpkeepScene(governance, date(2026, 7, 1))
    for _ in range(3):
        scene.run()
        scene.wait(days=1)
    [lost] = [key for key in scene.written if key.startswith("lost")]
    assert lost == "lost council motion release rfc-accept 2026-07-01"
    for policy in policies:
        assert f"**No vote can pass under `{policy}`**" in scene.comment(lost).body


def test_a_policy_that_is_new_is_told_by_itself() -> None:
    found = council_of("ada", "ben", "cyd")
    scene = UpkeepScene(community(found, policies={"rfc-accept": POLICY}), date(2026, 7, 1))
    scene.run()
    scene.governance = community(found, policies={"rfc-accept": POLICY, "motion": POLICY})
    for _ in range(3):
        scene.wait(days=1).run()
    assert [key for key in scene.written if key.startswith("lost")] == [
        "lost council rfc-accept 2026-07-01",
        "lost council motion 2026-07-01",
    ]


def test_a_day_that_is_corrected_tells_nobody_again() -> None:
    def left_on(day: date) -> Body:
        lines = [member("ada", 1), member("ben", 2, resigned=day)]
        return body("council", lines, seats={"count": 2, "minimum": 2})

    scene = UpkeepScene(community(left_on(date(2026, 3, 10))), date(2026, 3, 20))
    scene.run()
    written = list(scene.written)
    scene.close("vacancies council")
    scene.close(ROSTER)
    scene.roster(left_on(date(2026, 3, 8))).wait(days=1).run()
    assert scene.written == written
    assert scene.open_keys == []
    assert len(scene.issues) == 2


def test_a_leave_can_make_a_body_too_small() -> None:
    away = [{"start": date(2026, 3, 1), "end": date(2026, 3, 31)}]
    members = [member("ada", 1), member("ben", 2, leave=away)]
    governance = community(body("council", members, seats={"count": 2, "minimum": 2}))
    scene = UpkeepScene(governance, date(2026, 3, 5))
    scene.run()
    assert scene.keys == ["short council 2026-03-01"]
    scene.on(date(2026, 4, 1)).run()
    assert scene.open_keys == []


def test_a_policy_that_could_never_pass_is_left_to_the_check() -> None:
    wants_nine = POLICY | {"quorum": {"of": "eligible", "at_least": 9, "counting": ["yes"]}}
    governance = community(council_of(*COUNCIL), policies={"rfc-accept": wants_nine})
    assert UpkeepScene(governance, date(2026, 3, 1)).run() == []


def test_where_nobody_is_left_the_maintainers_are_told() -> None:
    core = body("core", [member("gus", None, term(end=None))], kind="core")
    scene = UpkeepScene(community(council_of(), core), date(2026, 7, 1))
    scene.run()
    comment = scene.comment("short council 2026-07-01")
    assert "@gus:" in comment.body
    assert "0 people serve, and the minimum is 5." in comment.body


def test_where_somebody_is_left_the_maintainers_are_not_told() -> None:
    core = body("core", [member("gus", None, term(end=None))], kind="core")
    scene = UpkeepScene(community(council_of("ada"), core), date(2026, 7, 1))
    scene.run()
    assert "@gus" not in scene.comment("short council 2026-07-01").body
