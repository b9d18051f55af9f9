"""What a re-count finds in a ledger that somebody wrote into, and that it finds nothing in an honest one."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Callable
from typing import Any

import pytest

from govbot.app.recount import tally_of
from govbot.core.lifecycle import DEFAULT_LIFECYCLE
from govbot.core.records import Record, parse_records, write_records
from govbot.core.snapshot import PullState
from govbot.core.state import fold
from govbot.core.verify import differences
from tests.communities import IDS
from tests.core.scene import Scene, community

Line = dict[str, Any]
BASE: Line = {
    "electorate": "council",
    "pass": {"more_than": "1/2"},
    "period": {"length": "10 days"},
}
CLOSABLE = {"period": {"length": "10 days", "close_by": ["chair"]}}
HELD = {"concerns": {"by": "council", "resolved_by": ["raiser"]}}


def voting(**policy: Any) -> Scene:
    """An RFC whose vote is an hour old."""
    return Scene(community(policies={"rfc-accept": BASE | policy})).to_vote().wait(hours=1)


def passed(**policy: Any) -> Scene:
    """An RFC whose vote passed by 2 to 1."""
    scene = voting(**policy)
    for login, choice in (("ada", "yes"), ("ben", "yes"), ("cyd", "no"), ("zoe", "no")):
        scene.say(login, f"/vote {choice}")
    scene.run()
    scene.wait(days=11).run()
    assert scene.stage == "accepted"
    return scene


def held(resolver: str = "ben", **policy: Any) -> Scene:
    """An RFC whose vote a concern of ben's held past its deadline."""
    scene = voting(**HELD | policy)
    scene.say("ada", "/vote yes")
    scene.say("ben", "/concern Costs")
    scene.run()
    scene.wait(days=12).say(resolver, "/resolve Costs")
    scene.run()
    scene.wait(days=1).run()
    assert scene.stage == "accepted"
    return scene


def lines(scene: Scene) -> list[Line]:
    return [json.loads(line) for line in write_records(scene.records).splitlines()]


def records(changed: list[Line]) -> tuple[Record, ...]:
    return parse_records("".join(json.dumps(each) + "\n" for each in changed), "the ledger")


def found(changed: list[Line]) -> list[str]:
    return [each.sentence for each in differences(records(changed))]


def place(written: list[Line], kind: str) -> int:
    return max(at for at, each in enumerate(written) if each["kind"] == kind)


def tampered(scene: Scene, kind: str, change: Callable[[Line], None]) -> list[str]:
    """Return what is found once the last record of a kind was changed."""
    changed = copy.deepcopy(lines(scene))
    change(changed[place(changed, kind)])
    return found(changed)


def who(login: str) -> Line:
    return {"login": login, "id": IDS[login]}


def by(login: str) -> Callable[[Line], None]:
    return lambda record: record.update(actor=who(login))


def cancellation(at: str, login: str | None = None, **more: Any) -> Line:
    actor = {"actor": who(login)} if login else {}
    return {"kind": "vote-cancelled", "at": at, "vote": 1, "reason": "oops", **actor, **more}


def replaced_by_cancelling(scene: Scene, cancelled: Line) -> list[str]:
    changed = lines(scene)
    return found([*changed[: place(changed, "vote-closed")], cancelled])


# Honest ledgers -------------------------------------------------------------------------------------


def closed_by_hand() -> Scene:
    scene = voting(**CLOSABLE)
    scene.say("ben", "/vote yes")
    scene.wait(days=1).say("ada", "/vote close")
    scene.run()
    assert scene.stage == "accepted", scene.refusals
    return scene


def cancelled_by(login: str, **policy: Any) -> Scene:
    scene = voting(**policy)
    scene.say(login, "/vote cancel a mistake")
    scene.run()
    assert scene.state.open_vote is None, scene.refusals
    return scene


def withdrawn() -> Scene:
    rows = [each.model_dump(by_alias=True) for each in DEFAULT_LIFECYCLE.transitions]
    way_out = {"from": "voting", "to": "withdrawn", "on": "command", "by": ["author"]}
    lifecycle = {"transitions": [*rows, way_out]}
    settings: Line = {"policies": {"rfc-accept": BASE}, "lifecycle": lifecycle}
    scene = Scene(community(**settings)).to_vote().wait(hours=1)
    scene.say("zoe", "/rfc withdraw")
    scene.run()
    assert scene.stage == "withdrawn", scene.refusals
    return scene


def started_again() -> Scene:
    scene = voting()
    scene.say("ada", "/vote yes")
    scene.run()
    scene.push("0ther")
    scene.wait(hours=1).run()
    assert len(scene.state.votes) == 2
    scene.wait(days=11).run()
    return scene


def pull_request_closed() -> Scene:
    scene = voting()
    scene.close(PullState.CLOSED)
    scene.wait(hours=1).run()
    assert scene.state.open_vote is None
    return scene


def refreshed() -> Scene:
    scene = voting()
    scene.say("ada", "/vote yes")
    scene.say("mo", "/vote refresh")
    scene.run()
    scene.wait(days=11).run()
    return scene


def late_and_refused() -> Scene:
    scene = voting()
    scene.say("ada", "/vote yes")
    scene.wait(days=10).say("ben", "/vote no")
    scene.wait(days=1).run()
    assert [login for login, _ in scene.refusals] == ["ben"]
    return scene


def refused_otherwise() -> Scene:
    scene = voting()
    scene.say("ada", "/vote block it is over the budget, and it closed too late")
    scene.run()
    assert [login for login, _ in scene.refusals] == ["ada"]
    scene.wait(days=11).run()
    return scene


HONEST: list[Callable[[], Scene]] = [
    passed,
    closed_by_hand,
    held,
    lambda: held("ada", concerns={"resolved_by": ["chair"]}),
    lambda: held("cyd", concerns={"resolved_by": ["council"]}),
    lambda: held("mo", concerns={"resolved_by": ["maintainer"]}),
    lambda: held("mo", concerns={"resolved_by": ["core-team"]}),
    lambda: cancelled_by("mo"),
    lambda: cancelled_by("ada", stewards=["chair"]),
    lambda: cancelled_by("zoe", stewards=["author"]),
    lambda: cancelled_by("ada", stewards=["champion"]),
    lambda: cancelled_by("gus", stewards=["council"]),
    lambda: cancelled_by("mo", stewards=["chair", "core-team"]),
    withdrawn,
    started_again,
    pull_request_closed,
    refreshed,
    late_and_refused,
    refused_otherwise,
]


@pytest.mark.parametrize("scene", HONEST)
def test_an_honest_ledger_comes_out_as_recorded(scene: Callable[[], Scene]) -> None:
    assert found(lines(scene())) == []


# Endings --------------------------------------------------------------------------------------------


def test_a_vote_that_was_over_cannot_have_been_cancelled() -> None:
    sentences = replaced_by_cancelling(passed(), cancellation("2026-03-30T00:00:00Z"))
    assert sentences[:1] == [
        (
            "vote 1: the vote is recorded as cancelled at 2026-03-30 00:00 UTC, "
            "but comes out as ended at 2026-03-25 09:00 UTC"
        )
    ]


@pytest.mark.parametrize("stewards", [["chair"], ["council"], ["author", "champion"]])
def test_a_vote_cannot_have_been_cancelled_by_who_is_no_steward(stewards: list[str]) -> None:
    scene = passed(stewards=stewards)
    # The champion is named by the document, which gives no id: whether mo is not ada is not certain.
    login = "gus" if stewards == ["chair"] else "mo"
    sentences = replaced_by_cancelling(scene, cancellation("2026-03-16T00:00:00Z", login))
    expected = [
        (
            f"vote 1: the vote is recorded as cancelled by {login}, "
            f"but comes out as refused (only {' or '.join(stewards)} may do that)"
        )
    ]
    assert sentences == ([] if "champion" in stewards else expected)


def test_who_is_a_maintainer_is_not_in_the_ledger_so_only_the_time_is_judged() -> None:
    scene = passed()
    assert replaced_by_cancelling(scene, cancellation("2026-03-16T00:00:00Z", "gus")) == []
    assert replaced_by_cancelling(scene, cancellation("2026-03-25T09:00:00Z", "gus")) != []


def test_a_vote_that_was_closed_cannot_have_been_cancelled() -> None:
    changed = [*lines(passed()), cancellation("2026-03-30T00:00:00Z", "mo")]
    assert found(changed) == [
        (
            "vote 1: the vote is recorded as cancelled at 2026-03-30 00:00 UTC, "
            "but comes out as not open"
        )
    ]


def test_an_rfc_that_was_moved_by_command_calls_off_its_vote_and_no_other_record_does() -> None:
    changed = lines(withdrawn())
    at = place(changed, "vote-cancelled")
    changed[at]["actor"] = who("gus")
    changed[at + 1]["actor"] = who("gus")
    assert found(changed) == []
    stewards = copy.deepcopy(changed)
    opened = stewards[place(stewards, "vote-opened")]
    opened["policy"]["stewards"] = ["chair"]
    assert found(stewards) == []
    stewards[at]["actor"] = who("eli")
    assert found(stewards) == [
        (
            "vote 1: the vote is recorded as cancelled by eli, "
            "but comes out as refused (only chair may do that)"
        )
    ]


def test_a_vote_cannot_have_been_opened_while_another_was_open() -> None:
    changed = lines(passed())
    again = changed[place(changed, "vote-opened")] | {
        "vote": 2,
        "at": "2026-04-01T00:00:00Z",
        "closes": "2026-04-11T00:00:00Z",
    }
    assert found([*changed[: place(changed, "vote-closed")], again]) == [
        "vote 2: the vote is recorded as opened, but comes out as refused (vote 1 is open still)"
    ]


def test_a_vote_cannot_have_been_closed_by_hand_by_who_may_not() -> None:
    assert tampered(closed_by_hand(), "vote-closed", by("gus")) == [
        (
            "vote 1: the end is recorded as closed by hand by gus, "
            "but comes out as refused (Only chair may close this vote.)"
        )
    ]


def test_a_vote_that_was_over_cannot_have_been_closed_by_hand() -> None:
    assert tampered(passed(**CLOSABLE), "vote-closed", by("ada")) == [
        (
            "vote 1: the end is recorded as by hand at 2026-03-25 09:00 UTC, "
            "but comes out as 2026-03-25 09:00 UTC"
        )
    ]


def test_an_electorate_cannot_have_been_taken_anew_by_who_may_not_nor_be_empty() -> None:
    changed = lines(refreshed())
    changed[place(changed, "vote-opened")]["policy"]["stewards"] = ["chair"]
    (sentence,) = found(changed)
    assert sentence == (
        "vote 1: the vote is recorded as refreshed by mo, "
        "but comes out as refused (only chair may do that)"
    )
    emptied = tampered(refreshed(), "vote-refreshed", lambda each: each.update(electorate=[]))
    assert emptied[0] == (
        "vote 1: the electorate is recorded as nobody, but comes out as at least one voter"
    )


# Ballots --------------------------------------------------------------------------------------------


def refused_in_place_of_the_ballot(why: str, **more: Any) -> list[str]:
    """Return what is found where cyd's no was made a refusal, and the tally made to fit."""
    changed = lines(passed())
    at = next(
        at
        for at, each in enumerate(changed)
        if each["kind"] == "ballot" and each["actor"]["login"] == "cyd"
    )
    cast = changed[at]
    changed[at] = {key: cast[key] for key in ("at", "actor", "source")} | {
        "kind": "refused",
        "line": "/vote no",
        "why": why,
        **more,
    }
    tally = changed[place(changed, "vote-closed")]["tally"]
    tally["counts"]["no"] = 0
    tally["threshold"]["have"] = "1"
    tally["quorum"]["have"] = "2/7"
    tally["ballots"] = [each for each in tally["ballots"] if each["by"] != "cyd"]
    tally["pending"] = ["cyd", *tally["pending"]]
    tally["explanation"] = []
    return found(changed)


@pytest.mark.parametrize(
    ("why", "more"),
    [
        ("The vote closed.", {}),
        ("The vote is over; its outcome is: passed.", {}),
        ("It was written too late.", {}),
        ("Nothing is to be done.", {"because": "late"}),
    ],
)
def test_a_ballot_cannot_have_been_refused_as_late_that_came_in_time(why: str, more: Line) -> None:
    assert refused_in_place_of_the_ballot(why, **more) == [
        (
            f"vote 1: the ballot of cyd at 2026-03-15 10:00 UTC is recorded as refused ({why}), "
            "but comes out as binding: no"
        )
    ]


def test_a_ballot_in_time_is_found_after_the_end_too_if_it_is_said_to_be_late() -> None:
    changed = lines(passed())
    refused = {
        "kind": "refused",
        "at": "2026-03-16T09:00:00Z",
        "actor": who("dee"),
        "line": "/vote no",
        "why": "The vote closed at 2026-03-25 09:00 UTC, so it does not count.",
    }
    assert found([*changed, refused]) == [
        (
            "vote 1: the ballot of dee at 2026-03-16 09:00 UTC is recorded as refused "
            f"({refused['why']}), but comes out as binding: no"
        )
    ]
    # GitHub may have shown it only after the vote was closed: then that is what govbot says.
    assert found([*changed, refused | {"why": "The vote is over; its outcome is: passed."}]) == []
    assert found([*changed, refused | {"at": "2026-03-25T09:00:00Z"}]) == []


# Concerns -------------------------------------------------------------------------------------------


def test_a_concern_cannot_have_been_raised_by_who_may_not() -> None:
    assert tampered(held(), "concern", by("zoe"))[0] == (
        "vote 1: the concern “Costs” is recorded as raised by zoe, but comes out as "
        "refused (Only council may raise a concern that holds this vote.)"
    )


@pytest.mark.parametrize(
    ("roles", "login"),
    [(["raiser"], "cyd"), (["chair"], "ben"), (["council"], "zoe"), (["raiser", "chair"], "zoe")],
)
def test_a_concern_cannot_have_been_resolved_by_who_may_not(roles: list[str], login: str) -> None:
    honest = {"raiser": "ben", "chair": "ada", "council": "cyd"}[roles[0]]
    scene = held(honest, concerns={"resolved_by": roles})
    assert tampered(scene, "concern-resolved", by(login)) == [
        (
            f"vote 1: the concern “Costs” is recorded as resolved by {login}, but comes out as "
            f"refused (only {' or '.join(roles)} may resolve it)"
        )
    ]


def test_a_concern_that_maintainers_may_resolve_may_have_been_resolved_by_anybody() -> None:
    scene = held(concerns={"resolved_by": ["raiser", "maintainer"]})
    assert tampered(scene, "concern-resolved", by("zoe")) == []


def test_a_concern_that_nobody_raised_cannot_have_been_resolved() -> None:
    changed = lines(held())
    del changed[place(changed, "concern")]
    assert (
        "vote 1: the concern “Costs” is recorded as resolved by ben, "
        "but comes out as no open concern"
    ) in found(changed)


# Stages ---------------------------------------------------------------------------------------------


def test_the_end_of_a_vote_leads_on_by_its_outcome_and_by_nothing_else() -> None:
    rejected = {"stage": "rejected", "why": "command"}
    assert tampered(passed(), "stage", lambda each: each.update(rejected)) == [
        "vote 1: the way to rejected is recorded as command, but comes out as vote-passed"
    ]
    changed = lines(passed())
    assert found(changed[:-1]) == [
        "vote 1: the way on from voting is recorded as none, but comes out as vote-passed"
    ]


def test_an_outcome_leads_on_once_and_as_the_vote_ends() -> None:
    changed = lines(passed())
    again = changed[-1] | {"stage": "rejected", "previous": "accepted"}
    assert found([*changed, again]) == [
        (
            "vote 1: the way to rejected is recorded as vote-passed at 2026-03-25 09:00 UTC, "
            "but comes out as taken at 2026-03-25 09:00 UTC, as the vote ended"
        )
    ]


# What is shown --------------------------------------------------------------------------------------


def test_what_is_shown_of_a_vote_is_counted_and_not_read_from_the_record() -> None:
    changed = lines(passed())
    tally = changed[place(changed, "vote-closed")]["tally"]
    tally["explanation"] = ["Nobody voted.", "The vote failed."]
    tally["threshold"]["need"] = "whatever"
    (vote,) = fold(records(changed)).votes
    shown = tally_of(vote)
    assert "The vote passed." in shown.explanation
    assert shown.threshold.need == "more than 1/2 of yes + no"
    honest = fold(passed().records).votes[0]
    assert honest.closed is not None
    assert tally_of(honest) == honest.closed.tally


def test_an_explanation_that_says_another_outcome_is_found_and_other_words_are_not() -> None:
    def says(*sentences: str) -> list[str]:
        return tampered(
            passed(), "vote-closed", lambda each: each["tally"].update(explanation=sentences)
        )

    assert says("Nobody voted.", "The vote failed.") == [
        ("vote 1: the explanation is recorded as “The vote failed.”, but comes out as passed")
    ]
    assert says("It took more than half.", "So it was agreed.") == []
    assert says("The vote passed.") == []


# What somebody who writes into the ledger leaves out ------------------------------------------------------


def sentences(lines: list[Line]) -> list[str]:
    text = "".join(json.dumps(each) + "\n" for each in lines)
    return [each.sentence for each in differences(parse_records(text, "the ledger"))]


def lines_of(scene: Scene) -> list[Line]:
    return [json.loads(line) for line in write_records(scene.records).splitlines()]


def ended() -> list[Line]:
    """The ledger of a vote that passed, with what came of it."""
    scene = passed()
    scene.wait(days=11)
    scene.run()
    scene.wait(days=2).say("zoe", "/rfc withdraw")
    scene.run()
    lines = lines_of(scene)
    assert sentences(lines) == []
    return lines


@pytest.mark.parametrize("reason", ["The text changed.", "The RFC was closed.", "anything"])
def test_a_vote_that_nobody_cancelled_and_nothing_ended_is_found(reason: str) -> None:
    scene = voting()
    scene.say("ada", "/vote yes")
    scene.run()
    lines = lines_of(scene)
    opened = next(each for each in lines if each["kind"] == "vote-opened")
    cancelled = {"kind": "vote-cancelled", "at": opened["at"], "vote": 1, "reason": reason}
    (sentence,) = sentences([*lines, cancelled])
    assert sentence == (
        f"vote 1: why it was cancelled is recorded as “{reason}”, but comes out as no new text, no "
        f"closing and nobody who asked for it"
    )


def test_an_electorate_that_nobody_took_anew_is_found() -> None:
    scene = voting()
    scene.say("ada", "/vote yes")
    scene.run()
    lines = lines_of(scene)
    opened = next(each for each in lines if each["kind"] == "vote-opened")
    refreshed = {
        "kind": "vote-refreshed",
        "at": opened["at"],
        "vote": 1,
        "electorate": opened["electorate"][:2],
        "seats": 2,
        "governance_commit": "0" * 40,
    }
    assert "taken anew by nobody" in " ".join(sentences([*lines, refreshed]))


def test_an_end_that_is_missing_while_what_follows_is_there_is_found() -> None:
    lines = [each for each in ended() if each["kind"] != "vote-closed"]
    assert any("the end is recorded as missing" in each for each in sentences(lines))
    lines = [each for each in lines if each.get("why") != "vote-passed"]
    found = sentences(lines)
    assert any("the end is recorded as missing" in each for each in found)
    assert any(
        "is recorded as from accepted, but comes out as from voting" in each for each in found
    )


def test_a_stage_that_is_missing_is_found_by_the_one_after_it() -> None:
    lines = [each for each in ended() if each.get("why") != "vote-passed"]
    assert any("from accepted, but comes out as from voting" in each for each in sentences(lines))


def test_an_explanation_with_other_numbers_than_its_tally_is_found_and_other_words_are_not() -> (
    None
):
    lines = ended()
    (closed,) = [each for each in lines if each["kind"] == "vote-closed"]
    explanation = closed["tally"]["explanation"]
    before = list(explanation)
    for place, sentence in enumerate(before):
        if any(character.isdecimal() for character in sentence):
            explanation[place] = re.sub("[0-8]", lambda digit: str(int(digit[0]) + 1), sentence)
            (found,) = [each for each in sentences(lines) if "the explanation" in each]
            assert explanation[place] in found
            assert sentence in found
            explanation[place] = sentence
    explanation[0] = "In other words, as a later version may put it: 99 of 7."
    assert sentences(lines) == []
