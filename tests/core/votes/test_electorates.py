"""Several electorates in one vote: who counts for what, and conditions joined by `all` and `any`."""

from __future__ import annotations

from typing import Any

import pytest

from govbot.core.accounts import Voter
from govbot.core.errors import UserError
from govbot.core.votes import Electorate, Vote, judge, roll_of
from govbot.core.votes.kinds import Kinds
from tests.core.votes.voting import OPENED, ballots, day, held, is_open, outcome, policy

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


def test_whether_all_of_them_hold_is_the_threshold_of_the_whole() -> None:
    assert nested(ballots(yes="ada ben gil hal")).threshold.met
    assert not nested(ballots(yes="ada ben tam una")).threshold.met
    assert not nested(ballots(yes="ada gil hal", no="ben")).threshold.met
    inner = nested(ballots(yes="ada ben")).conditions[2].threshold
    assert inner is not None
    assert (inner.have, inner.need) == ("0 of 2", "any of 2 conditions")


def test_a_vote_of_one_condition_shows_no_list_of_them() -> None:
    assert held("ada yes").conditions == ()


def test_a_condition_that_asks_for_no_quorum_shows_none() -> None:
    quorums = [each.quorum for each in nested(ballots(yes="ada gil")).conditions]
    assert [each and (each.have, each.met) for each in quorums] == [
        None,
        ("1/3", False),
        None,
        None,
        None,
    ]


def test_the_quorum_of_the_whole_is_missed_where_that_decides() -> None:
    parts: Any = [
        {"electorate": "council", "quorum": {"at_least": 2}, "pass": {"at_least": 1}},
        {"electorate": "wg-security", "pass": {"at_least": 1}},
    ]
    voters = [each for each in EVERYBODY if each["body"] != "core-team"]
    for way, came in (("all_", "no-quorum"), ("any_", "passed")):
        answer = held("ada yes; gil yes", **{way: parts}, electorate=None, voters=voters)
        assert (answer.outcome, answer.quorum.met) == (came, came == "passed")
        assert answer.quorum.need == "council: at least 2 taking part"


def test_an_electorate_around_several_conditions_is_whose_quorum_is_asked() -> None:
    answer = held(
        ballots(yes="ada gil"),
        electorate="council",
        quorum={"at_least": "1/3"},
        all_=[{"electorate": "wg-security", "pass": {"at_least": 1}}, {"pass": {"at_least": 1}}],
        voters=[each for each in EVERYBODY if each["body"] != "core-team"],
    )
    assert (answer.outcome, answer.eligible, answer.quorum.have) == ("passed", 3, "1/3")


def test_how_much_a_condition_takes_is_that_of_its_pass_rule() -> None:
    vote = Vote(
        policy_name="p",
        policy=policy(electorate="council", all_=[{"pass": {"at_least": "2/3", "of": "eligible"}}]),
        electorate=Electorate(tuple(Voter(login=login) for login in COUNCIL)),
        seats=3,
        opened=OPENED,
        closes=day(10),
    )
    assert [each.need for each in judge(vote, roll_of(vote)).root.every()] == [0, 2]


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


def test_somebody_who_is_named_counts_for_more_than_others_of_the_body() -> None:
    electorate = ["council", {"person": "BEN", "weight": 3}]
    for voters in (("ada", "Ben", "cyd"), ("Ben", "ada", "cyd")):
        answer = held("ben yes; ada no; cyd no", electorate=electorate, voters=voters)
        assert answer.counts == {"yes": 3, "no": 2, "abstain": 0, "block": 0}


def test_plain_members_of_a_body_are_of_one_kind_and_who_is_named_of_another() -> None:
    ada, ben, cyd = (Voter(login=login, body="council") for login in ("Ada", "ben", "cyd"))
    nobody_named, named = Kinds(), Kinds(named=["ADA"])
    assert nobody_named.of(ada) is nobody_named.of(ben)
    assert named.of(ada) is not named.of(ben)
    assert named.of(ben) is named.of(cyd)


def test_somebody_named_by_a_login_of_before_is_known_by_the_entry_that_named_them() -> None:
    """Who votes as `@ada` does so under any login: the roster has the number behind it."""
    voter = {"login": "countess", "body": "council", "also": [{"body": "@ADA"}]}
    rule = [{"electorate": [{"person": "Ada", "weight": 3}], "pass": {"at_least": 3}}]
    assert outcome("countess yes", electorate=None, all_=rule, voters=[voter]) == "passed"


def test_a_seat_is_reserved_for_one_kind_whatever_the_case() -> None:
    rule = [{"electorate": {"body": "council", "reserved": "founder"}, "pass": {"at_least": 1}}]
    voter = {"login": "ben", "body": "council", "reserved": "FOUNDER"}
    assert outcome("ben yes", electorate=None, all_=rule, voters=[voter]) == "passed"


SEAT_ONE = {"body": "council", "seats": [1]}


@pytest.mark.parametrize(
    ("electorate", "seats", "share"),
    [
        ([SEAT_ONE, {"body": "council", "seats": [1, 3, 5]}], {"council": 9}, "1/3"),
        ([SEAT_ONE, "wg-security"], {"council": 9, "wg-security": 2}, "1/3"),
        ([SEAT_ONE, {"body": "council", "role": "lead"}], {"council": 9}, "1/9"),
        (["council", "@gil", "@hal"], {"council": 3}, "1/5"),
        # Where the vote does not know them apart, all there are.
        (["council", "wg-security"], {"council": 3}, "1/3"),
        (["@ada", "@ben"], 5, "1/5"),
    ],
)
def test_seats_are_those_of_whole_bodies_those_that_are_named_and_people(
    electorate: Any, seats: Any, share: str
) -> None:
    answer = held(
        "ada yes",
        electorate=electorate,
        pass_={"at_least": "1/9", "of": "seats"},
        voters=EVERYBODY[:1],
        case={"seats": seats},
    )
    assert answer.threshold.have == share


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
