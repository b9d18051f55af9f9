"""Recorded votes under another policy."""

from __future__ import annotations

from typing import Any

import pytest

from govbot.core.backtest import Replay, replay
from govbot.core.policies import Policy
from tests.core.scene import Scene

SIMPLE: dict[str, Any] = {
    "electorate": "council",
    "pass": {"more_than": "1/2"},
    "period": {"length": "10 days"},
}


def voted(**ballots: str) -> Scene:
    """An RFC whose vote is over; each wrote what is given, an hour into the vote."""
    scene = Scene().to_vote()
    scene.wait(hours=1)
    for login, text in ballots.items():
        scene.say(login, text)
    scene.run()
    scene.wait(days=11)
    scene.run()
    return scene


def replayed(scene: Scene, **policy: Any) -> Replay:
    """The first vote of the scene under a simple majority, changed as given."""
    return replay(
        scene.state, scene.state.votes[0], "other", Policy.model_validate(SIMPLE | policy)
    )


DIVIDED = {
    "ada": "/vote yes",
    "ben": "/vote yes",
    "cyd": "/vote yes",
    "dee": "/vote no",
    "eli": "/vote no",
}


def test_under_a_rule_that_asks_for_more_a_vote_that_passed_would_have_failed() -> None:
    result = replayed(voted(**DIVIDED), **{"pass": {"at_least": "2/3"}})

    assert (result.recorded, result.outcome, result.differs) == ("passed", "failed", True)
    assert result.why == (
        "Pass rule: it takes at least 2/3 of yes + no; yes has 3 of 5, where 4 are enough. Not met.",
    )


def test_under_the_same_rule_a_vote_comes_out_as_recorded() -> None:
    result = replayed(voted(**DIVIDED))

    assert (result.recorded, result.outcome, result.differs) == ("passed", "passed", False)


def test_a_ballot_that_was_too_late_counts_where_the_period_is_longer() -> None:
    scene = voted(ada="/vote yes", ben="/vote yes", cyd="/vote yes", dee="/vote yes")
    for login in ("eli", "fay", "gus"):
        scene.say(login, "/vote no")
    scene.run()

    longer = replayed(scene, **{"pass": {"at_least": "2/3"}, "period": {"length": "30 days"}})

    assert longer.outcome == "failed"
    assert longer.answer is not None
    assert longer.answer.counts == {"yes": 4, "no": 3, "abstain": 0, "block": 0}


def test_a_ballot_in_time_is_late_where_the_period_is_shorter() -> None:
    scene = Scene().to_vote()
    scene.wait(days=8)
    for login in ("ada", "ben", "cyd", "dee"):
        scene.say(login, "/vote yes")
    scene.run()
    scene.wait(days=3)
    scene.run()

    shorter = replayed(scene, quorum={"at_least": "1/2"}, period={"length": "7 days"})

    assert (shorter.recorded, shorter.outcome) == ("passed", "no-quorum")
    assert (
        shorter.why[0]
        == "Quorum: it takes at least 1/2 of eligible; 0/7 took part, where 4 are needed. Not met."
    )


def test_a_block_is_a_no_where_the_rule_gives_none() -> None:
    scene = voted(ada="/vote yes", ben="/vote yes", cyd="/vote yes", dee="/vote block no tests")

    result = replayed(scene)

    assert (result.recorded, result.outcome) == ("blocked", "passed")
    assert result.answer is not None
    assert result.answer.counts == {"yes": 3, "no": 1, "abstain": 0, "block": 0}


def test_a_no_without_a_reason_stays_an_objection_where_a_no_is_a_veto() -> None:
    scene = voted(**DIVIDED)

    result = replayed(scene, silence="passes", veto={"choice": "no"})

    assert (result.recorded, result.outcome) == ("passed", "blocked")


def test_what_was_refused_for_what_it_was_is_not_heard_again() -> None:
    scene = voted(
        ada="/vote no",
        ben="/vote no",
        cyd="/vote no",
        dee="/vote abstain",
        zoe="/vote yes\n/vote no",
    )
    edited = scene.say("gus", "I will look at it")
    scene.run()
    scene.edit(edited, "/vote yes", by="zoe")
    scene.run()

    result = replayed(scene, period={"length": "60 days"})

    assert result.answer is not None
    assert result.answer.counts["yes"] == 0
    assert result.answer.advisory == {"yes": 0, "no": 0, "abstain": 0}


def test_a_body_that_nobody_in_the_record_voted_for_leaves_the_vote_out() -> None:
    both = [
        {"electorate": "council", "pass": {"more_than": "1/2"}},
        {"electorate": "wg-security", "pass": {"more_than": "1/2"}},
    ]

    result = replay(
        (scene := voted(**DIVIDED)).state,
        scene.state.votes[0],
        "other",
        Policy.model_validate({"all": both, "period": {"length": "10 days"}}),
    )

    assert result.left_out == "nobody in it voted for wg-security"


def test_who_left_the_vote_is_out_of_it_under_the_other_rule_too() -> None:
    scene = voted(**DIVIDED, fay="/recuse I wrote it")

    result = replayed(scene, **{"pass": {"at_least": "1/2", "of": "eligible"}})

    assert result.answer is not None
    assert result.answer.recused == ("fay",)
    assert result.answer.eligible == 6


def test_an_electorate_that_the_other_rule_does_not_name_stands_for_its_bodies() -> None:
    result = replayed(voted(**DIVIDED), electorate="steering")

    assert result.outcome == "passed"


@pytest.mark.parametrize(
    ("ending", "why"), [("open", "it is still open"), ("cancelled", "it was cancelled")]
)
def test_a_vote_that_did_not_end_is_left_out(ending: str, why: str) -> None:
    scene = Scene().to_vote()
    if ending == "cancelled":
        scene.say("mo", "/vote cancel another way was found")
        scene.run()

    result = replayed(scene)

    assert (result.recorded, result.left_out, result.differs) == (ending, why, False)
    assert result.outcome == ""


def test_what_was_said_in_a_later_vote_is_not_heard_in_an_earlier_one() -> None:
    scene = voted(ada="/vote no", ben="/vote no", cyd="/vote no", dee="/vote abstain")
    assert scene.state.votes[0].closed is not None
    first = replayed(scene)
    assert first.outcome == "failed"
    assert first.answer is not None
    assert first.answer.counts["no"] == 3
