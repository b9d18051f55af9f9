"""The reasons of ballots on the ledger: each stands there once, and no re-count misses one."""

from __future__ import annotations

import json

import pytest

from govbot.core.records import Record, VoteClosed, parse_records, write_records
from govbot.core.verify import differences
from tests.core.scene import Scene

WHY = "the migration plan is missing"


def decided() -> Scene:
    """An RFC that passed, on which cyd voted no and said why."""
    scene = Scene().to_vote()
    for login, said in (("ada", "yes"), ("ben", "yes"), ("dee", "yes"), ("cyd", f"no {WHY}")):
        scene.say(login, f"/vote {said}")
    scene.run()
    scene.wait(days=15).run()
    assert scene.stage == "accepted"
    return scene


def with_end(records: tuple[Record, ...], **tally: object) -> tuple[Record, ...]:
    """Return the records with parts of the tally that the vote ended with written over."""
    lines = [json.loads(line) for line in write_records(records).splitlines()]
    for line in lines:
        if line["kind"] == "vote-closed":
            line["tally"].update(tally)
    return tuple(parse_records("\n".join(map(json.dumps, lines)), "12.jsonl"))


def sentences(records: tuple[Record, ...]) -> list[str]:
    return [each.sentence for each in differences(records)]


def test_a_reason_stands_in_the_ledger_once() -> None:
    assert write_records(decided().records).count(WHY) == 1


def test_the_status_has_the_reason_while_the_vote_is_open_and_afterwards() -> None:
    scene = Scene().to_vote()
    scene.say("cyd", f"/vote no {WHY}")
    scene.run()
    for status in (scene.status, decided().status):
        assert status.vote is not None
        reasons = {each.by: each.reason for each in status.vote.tally.ballots}
        assert reasons["cyd"] == WHY


def test_a_vote_that_an_earlier_govbot_explained_by_naming_somebody_is_as_recorded() -> None:
    named = (
        "The vote passed.",
        "Had ben voted no and not yes, it would have failed.",
        "Yes and no are equal, and the chair ada, who voted yes, decides.",
        "A yes from ben would have passed it; one more no would have changed nothing.",
    )
    assert sentences(with_end(decided().records, explanation=named)) == []


@pytest.mark.parametrize("reason", ["I was paid for it", WHY])
def test_a_reason_that_was_written_into_the_end_of_a_vote_is_found(reason: str) -> None:
    scene = decided()
    closed = next(each for each in scene.records if isinstance(each, VoteClosed))
    ballots = closed.tally.model_dump(mode="json")["ballots"]
    put_in = [each | {"reason": reason} for each in ballots]
    (sentence,) = sentences(with_end(scene.records, ballots=put_in))
    recorded, counted = sentence.split(", but comes out as ")
    assert reason in recorded
    assert reason not in counted
