"""Several electorates in one vote: who counts for what, and conditions joined by `all` and `any`."""

from __future__ import annotations

from typing import Any

import pytest

from govbot.core.errors import UserError
from tests.core.votes.voting import ballots, held, is_open, outcome

COUNCIL = ("ada", "ben", "cyd")
GROUP = ("gil", "hal")
TEAM = ("tam", "una", "val")
EVERYBODY: list[Any] = [
    *({"login": login, "body": "council", "seat": seat} for seat, login in enumerate(COUNCIL, 1)),
    *({"login": login, "body": "wg-security"} for login in GROUP),
    *({"login": login, "body": "core-team"} for login in TEAM),
]
NESTED: dict[str, Any] = {
    "all_": [
        {"electorate": "council", "quorum": {"at_least": "1/2"}, "pass": {"more_than": "1/2"}},
        {
            "any": [
                {"electorate": "wg-security", "pass": {"at_least": "2/3"}},
                {"electorate": "core-team", "pass": {"at_least": 3}, "name": "the team"},
            ]
        },
    ],
    "electorate": None,
}


def nested(said: str, **changes: Any) -> Any:
    return held(said, **NESTED | changes, voters=EVERYBODY)


@pytest.mark.parametrize(
    ("said", "came"),
    [
        (ballots(yes="ada ben gil hal"), "passed"),
        (ballots(yes="ada ben tam una val"), "passed"),
        (ballots(yes="ada ben tam una"), "failed"),
        (ballots(yes="ada ben gil tam una", no="hal"), "failed"),
        (ballots(yes="ada gil hal"), "no-quorum"),
        (ballots(yes="ada gil hal", no="ben"), "tied"),
        (ballots(yes="gil hal tam una val", no="ada ben"), "failed"),
    ],
)
def test_all_of_the_conditions_have_to_hold_and_of_any_one_is_enough(said: str, came: str) -> None:
    assert nested(said).outcome == came


def test_each_condition_is_counted_by_itself_and_shown() -> None:
    answer = nested(ballots(yes="ada ben gil", no="hal"))
    assert [
        (
            each.name,
            each.depth,
            each.outcome.value,
            each.counts["yes"],
            each.counts["no"],
            each.eligible,
        )
        for each in answer.conditions
    ] == [
        ("all of these", 0, "failed", 3, 1, 8),
        ("council", 1, "passed", 2, 0, 3),
        ("any of these", 1, "failed", 1, 1, 5),
        ("wg-security", 2, "failed", 1, 1, 2),
        ("the team", 2, "failed", 0, 0, 3),
    ]
    assert (answer.quorum.met, answer.quorum.need) == (True, "council: at least 1/2 of eligible")
    assert (answer.threshold.have, answer.threshold.need) == ("1 of 2", "all of 2 conditions")


def test_a_quorum_may_be_asked_of_all_electorates_together() -> None:
    said = ballots(yes="ada ben gil hal")
    assert nested(said, quorum={"at_least": "1/2"}).outcome == "passed"
    assert nested(said, quorum={"more_than": "1/2"}).outcome == "no-quorum"


@pytest.mark.parametrize(
    ("joined", "came"),
    [
        (("passed", "passed"), ("passed", "passed")),
        (("passed", "failed"), ("failed", "passed")),
        (("passed", "tied"), ("tied", "passed")),
        (("passed", "no-quorum"), ("no-quorum", "passed")),
        (("tied", "failed"), ("failed", "tied")),
        (("tied", "no-quorum"), ("no-quorum", "tied")),
        (("no-quorum", "failed"), ("failed", "no-quorum")),
        (("failed", "failed"), ("failed", "failed")),
    ],
)
def test_all_comes_to_the_gravest_and_any_to_the_best(
    joined: tuple[str, str], came: tuple[str, str]
) -> None:
    said = {
        "passed": ballots(yes="{0} {1}"),
        "failed": ballots(no="{0} {1}"),
        "tied": ballots(yes="{0}", no="{1}"),
        "no-quorum": ballots(yes="{0}"),
    }
    entries = f"{said[joined[0]].format('ada', 'ben')}; {said[joined[1]].format('gil', 'hal')}"
    parts = [
        {"electorate": body, "quorum": {"at_least": 2}, "pass": {"more_than": "1/2"}}
        for body in ("council", "wg-security")
    ]
    voters = [each for each in EVERYBODY if each["body"] != "core-team"]
    for way, expected in zip(("all_", "any_"), came, strict=True):
        assert outcome(entries, **{way: parts}, electorate=None, voters=voters) == expected


def test_of_several_electorates_each_may_be_decided_by_itself() -> None:
    early: dict[str, Any] = {"period": {"length": "10 days", "close_early": "decided"}}
    assert is_open(nested(ballots(yes="ada ben cyd"), **early, at=5))
    assert is_open(nested(ballots(yes="ada ben cyd gil"), **early, at=5))
    assert nested(ballots(yes="ada ben cyd gil hal"), **early, at=5).outcome == "passed"
    assert nested(ballots(no="ada ben cyd"), **early, at=5).outcome == "failed"


# Selectors ---------------------------------------------------------------------------------------

LEADERS: list[Any] = [
    {"login": "ada", "body": "council", "role": "chair", "seat": 1},
    {"login": "ben", "body": "council", "seat": 2, "reserved": "founder"},
    {"login": "cyd", "body": "council", "seat": 3},
    {"login": "dee", "body": "wg", "role": "Chair", "also": [{"body": "council", "seat": 4}]},
    {"login": "eli", "body": "@eli"},
]


@pytest.mark.parametrize(
    ("electorate", "counts"),
    [
        ("council", {"ada": 1, "ben": 1, "cyd": 1, "dee": 1}),
        (["council", "@Eli"], {"ada": 1, "ben": 1, "cyd": 1, "dee": 1, "eli": 1}),
        ([{"body": "council", "role": "CHAIR"}], {"ada": 1}),
        ([{"body": "wg", "role": "chair"}, "@cyd"], {"dee": 1, "cyd": 1}),
        ([{"body": "council", "seats": [2, 4]}], {"ben": 1, "dee": 1}),
        ([{"body": "council", "reserved": "Founder"}], {"ben": 1}),
        (
            ["council", {"body": "council", "role": "chair", "weight": 3}],
            {"ada": 3, "ben": 1, "cyd": 1, "dee": 1},
        ),
        (
            [
                "council",
                {"body": "wg", "role": "chair", "weight": "3/2"},
                {"person": "dee", "weight": "1/2"},
            ],
            {"ada": 1, "ben": 1, "cyd": 1, "dee": "3/2"},
        ),
    ],
)
def test_whoever_is_selected_votes_once_with_the_greatest_weight(
    electorate: Any, counts: dict[str, Any]
) -> None:
    for login, weight in counts.items():
        voters = [each for each in LEADERS if each["login"] in counts]
        answer = held(
            f"{login} yes",
            electorate=None,
            all_=[{"electorate": electorate, "pass": {"at_least": 1}}],
            voters=voters,
        )
        assert answer.counts["yes"] == weight


def test_somebody_whom_the_policy_does_not_select_is_no_voter_of_a_case() -> None:
    with pytest.raises(UserError, match="eli may not vote under this policy") as caught:
        held(
            electorate=None,
            all_=[{"electorate": ["council", "wg"], "pass": {"at_least": 1}}],
            voters=LEADERS,
        )
    assert caught.value.hint == "It is for: council, wg."


def test_a_voter_with_a_weight_counts_for_it_times_that_of_the_rule() -> None:
    voters = [{"login": "ada", "body": "council", "weight": 2}, "ben"]
    rule = [{"electorate": [{"body": "council", "weight": 3}], "pass": {"at_least": 7}}]
    assert held("ada yes", electorate=None, all_=rule, voters=voters).counts["yes"] == 6


def test_seats_are_those_of_the_bodies_that_vote_for_a_condition() -> None:
    absolute = {"more_than": "1/2", "of": "seats"}
    parts = [
        {"electorate": "council", "pass": absolute},
        {"electorate": ["wg-security", "@tam"], "pass": absolute},
    ]
    voters = [each for each in EVERYBODY if each["login"] not in ("una", "val")]
    answer = held(
        ballots(yes="ada ben cyd gil"),
        electorate=None,
        all_=parts,
        voters=voters,
        case={"seats": {"council": 5, "wg-security": 2}},
    )
    assert [each.threshold.have for each in answer.conditions if each.threshold] == [
        "1 of 2",
        "3/5",
        "1/3",
    ]
