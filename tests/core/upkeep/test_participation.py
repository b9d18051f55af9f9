"""Who took part in a vote, as the ledger has it: votes decided by the real `decide`."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from govbot.core.policies import DEFAULT_POLICIES
from govbot.core.snapshot import ReviewState
from govbot.core.upkeep.participation import Participation, participation_in
from tests.communities import COUNCIL, IDS
from tests.core.scene import START, Scene, community
from tests.core.test_motions import Motion

DEFAULT = DEFAULT_POLICIES["rfc-accept"].model_dump(mode="json", by_alias=True)
PLAIN = {key: value for key, value in DEFAULT.items() if value is not None}
OPENED = START + timedelta(days=15)


def voting(**policy: Any) -> Scene:
    """An RFC under vote, opened on 2026-03-16."""
    scene = Scene(community(policies={"rfc-accept": PLAIN | policy}))
    scene.run()
    scene.wait(days=15)
    scene.say("ada", "/vote open")
    scene.run()
    assert scene.state.open_vote is not None
    return scene


def said(scene: Scene, **lines: str) -> Scene:
    for login, line in lines.items():
        scene.wait(hours=1)
        scene.say(login, line)
    scene.run()
    return scene


def ended(scene: Scene, days: int = 11) -> tuple[Participation, ...]:
    scene.wait(days=days)
    scene.run()
    return participation_in(12, scene.state)


def took_part(vote: Participation) -> list[str]:
    return [each.login for each in vote.took_part]


def test_a_closed_vote_tells_who_could_take_part_and_who_did() -> None:
    scene = said(voting(), ada="/vote yes", ben="/vote no", cyd="/vote abstain", zoe="/vote yes")
    (vote,) = ended(said(scene, dee="/vote yes"))
    assert (vote.number, vote.vote, vote.name) == (12, 1, "#12")
    assert (vote.opened, vote.closed) == (OPENED, OPENED + timedelta(days=10))
    assert [(each.login, each.id) for each in vote.electorate] == [
        (login, IDS[login]) for login in COUNCIL
    ]
    assert took_part(vote) == ["ada", "ben", "cyd", "dee"]
    assert vote.bodies == ("council",)


def test_a_recusal_is_taking_part() -> None:
    scene = said(voting(), ada="/vote yes", ben="/vote yes", cyd="/vote yes", dee="/vote yes")
    (vote,) = ended(said(scene, gus="/recuse I wrote it"))
    assert took_part(vote) == ["ada", "ben", "cyd", "dee", "gus"]


def test_lending_a_ballot_is_taking_part_once_it_was_cast() -> None:
    scene = voting(proxies={"to": "electorate"})
    said(scene, eli="/proxy @ada", fay="/proxy @gus")
    (vote,) = ended(said(scene, ada="/vote yes", ben="/vote yes", cyd="/vote yes"))
    assert took_part(vote) == ["ada", "ben", "cyd", "eli"]


def test_a_review_that_is_a_ballot_is_taking_part() -> None:
    scene = voting(reviews={"approve": "yes"})
    said(scene, ada="/vote yes", ben="/vote yes", cyd="/vote yes")
    scene.review("dee", ReviewState.APPROVED)
    scene.review("eli", ReviewState.COMMENTED, "I wonder.")
    (vote,) = ended(scene)
    assert took_part(vote) == ["ada", "ben", "cyd", "dee"]


def test_a_ballot_after_the_close_is_not_taking_part() -> None:
    scene = said(voting(), ada="/vote yes", ben="/vote yes", cyd="/vote yes", dee="/vote yes")
    scene.wait(days=12)
    scene.say("eli", "/vote yes")
    scene.run()
    (vote,) = participation_in(12, scene.state)
    assert took_part(vote) == ["ada", "ben", "cyd", "dee"]


def test_an_open_vote_asks_nobody_yet() -> None:
    assert participation_in(12, said(voting(), ada="/vote yes").state) == ()


def test_a_cancelled_vote_asked_nobody() -> None:
    assert ended(said(voting(), ada="/vote cancel the text is not ready")) == ()


def test_of_a_vote_that_began_again_on_a_new_text_only_the_last_counts() -> None:
    scene = said(voting(text_change="restart"), ada="/vote yes", eli="/vote yes")
    scene.push("another")
    scene.run()
    said(scene, ada="/vote yes", ben="/vote yes", cyd="/vote yes", dee="/vote yes")
    (vote,) = ended(scene)
    assert (vote.vote, vote.name) == (2, "#12 (vote 2)")
    assert took_part(vote) == ["ada", "ben", "cyd", "dee"]


def test_a_vote_that_was_extended_closed_when_it_did_in_the_end() -> None:
    scene = said(voting(), ada="/vote yes", ben="/vote yes")
    assert ended(scene) == ()
    said(scene, cyd="/vote yes", dee="/vote yes")
    (vote,) = ended(scene)
    assert vote.closed == OPENED + timedelta(days=17)
    assert took_part(vote) == ["ada", "ben", "cyd", "dee"]


def test_the_electorate_is_the_one_at_the_close() -> None:
    scene = said(voting(), ada="/vote yes", ben="/vote yes", cyd="/vote yes", dee="/vote yes")
    council = scene.governance.bodies["council"]
    left = tuple(each for each in council.members if each.github != "gus")
    bodies = scene.governance.bodies | {"council": council.model_copy(update={"members": left})}
    scene.governance = scene.governance.model_copy(update={"bodies": bodies})
    (vote,) = ended(said(scene, mo="/vote refresh", ada="/vote refresh"))
    assert [each.login for each in vote.electorate] == list(COUNCIL[:-1])


def test_several_votes_on_one_issue_are_told_one_by_one() -> None:
    motion = Motion().opened().vote(ada="yes", ben="yes", cyd="yes", dee="yes").end()
    motion.opened("budget", by="ben").vote(ada="no", eli="no", fay="no", gus="no").end()
    votes = participation_in(12, motion.state)
    assert [(each.name, took_part(each)) for each in votes] == [
        ("#12", ["ada", "ben", "cyd", "dee"]),
        ("#12 (vote 2)", ["ada", "eli", "fay", "gus"]),
    ]


def test_people_whom_a_policy_names_make_no_body() -> None:
    scene = voting(electorate=["council", "@zoe"])
    said(scene, ada="/vote yes", ben="/vote yes", cyd="/vote yes", zoe="/vote yes")
    (vote,) = ended(scene)
    assert vote.bodies == ("council",)
    assert "zoe" in took_part(vote)
