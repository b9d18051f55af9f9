"""The least and the most that a policy may say, and what it means where it says nothing."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from govbot.core.policies import DEFAULT_POLICIES, Policy
from tests.core.votes.voting import day, held, policy

BUSINESS: dict[str, Any] = {"length": "5 business days"}
TEN: dict[str, Any] = {"length": "10 days"}
DAYS = [f"20{year}-{month:02}-01" for year in range(20, 40) for month in range(1, 13)]
YES = {"pass": {"at_least": 1}}


@pytest.mark.parametrize(
    ("least", "less"),
    [
        ({"quorum": {"at_least": "1/2", "of": 1}}, {"quorum": {"at_least": "1/2", "of": 0}}),
        ({"quorum": {"at_least": 1, "minimum": 1}}, {"quorum": {"at_least": 1, "minimum": 0}}),
        (
            {"quorum": {"at_least": 1, "counting": ["no"]}},
            {"quorum": {"at_least": 1, "counting": []}},
        ),
        ({"all_": [YES | {"name": "x" * 80}]}, {"all_": [YES | {"name": "x" * 81}]}),
        ({"electorate": ["council"]}, {"electorate": []}),
        ({"electorate": {"person": "a-b"}}, {"electorate": {"person": "a b"}}),
        (
            {"electorate": {"body": "council", "role": "x"}},
            {"electorate": {"body": "council", "role": ""}},
        ),
        (
            {"electorate": {"body": "council", "reserved": "x"}},
            {"electorate": {"body": "council", "reserved": ""}},
        ),
        ({"stewards": ["chair"]}, {"stewards": []}),
        ({"stewards": ["chair", "lead"]}, {"stewards": ["chair", "chair"]}),
        ({"pass_": {"at_least": "1/2", "of": ["yes"]}}, {"pass_": {"at_least": "1/2", "of": []}}),
        ({"announce": {"discussions": "x"}}, {"announce": {"discussions": ""}}),
        ({"announce": {"issue": 1}}, {"announce": {"issue": 0}}),
        (
            {"reminders": {"before_end": ["1 day", "2 days"]}},
            {"reminders": {"before_end": ["1 day", "1 day"]}},
        ),
        ({"proxies": {"limit": 1}}, {"proxies": {"limit": 0}}),
        (
            {"period": BUSINESS | {"holidays": ["02-29"]}},
            {"period": BUSINESS | {"holidays": ["02-30"]}},
        ),
        (
            {"period": BUSINESS | {"holidays": DAYS[:200]}},
            {"period": BUSINESS | {"holidays": DAYS[:201]}},
        ),
        (
            {"period": BUSINESS | {"holidays": ["12-25", "12-26"]}},
            {"period": BUSINESS | {"holidays": ["12-25", "12-25"]}},
        ),
        (
            {"period": TEN | {"extend": {"by": "1 day", "times": 1}}},
            {"period": TEN | {"extend": {"by": "1 day", "times": 0}}},
        ),
        (
            {"period": TEN | {"extend": {"by": "1 day", "times": 10}}},
            {"period": TEN | {"extend": {"by": "1 day", "times": 11}}},
        ),
        (
            {"period": TEN | {"extend": {"by": "1 day", "when": ["tied"]}}},
            {"period": TEN | {"extend": {"by": "1 day", "when": []}}},
        ),
        (
            {"period": TEN | {"extend": {"by": "1 day", "when": ["tied", "no-quorum"]}}},
            {"period": TEN | {"extend": {"by": "1 day", "when": ["tied", "tied"]}}},
        ),
    ],
)
def test_the_least_or_the_most_is_accepted_and_one_beyond_is_not(
    least: dict[str, Any], less: dict[str, Any]
) -> None:
    assert isinstance(policy(**least), Policy)
    with pytest.raises(ValidationError):
        policy(**less)


# Where nothing is said ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("brief", "whole"),
    [
        ({}, {"recusal": "shrinks base", "leave": "excluded", "stewards": ["maintainer"]}),
        ({}, {"text_change": "restart", "opened_by": None, "veto": None, "name": ""}),
        (
            {"pass_": {"more_than": "1/2"}},
            {"pass_": {"count": "yes", "more_than": "1/2", "of": ["yes", "no"]}},
        ),
        (
            {"quorum": {"at_least": 2}},
            {"quorum": {"of": "eligible", "at_least": 2, "counting": ["yes", "no", "abstain"]}},
        ),
        (
            {"veto": {}},
            {"veto": {"choice": "block", "reason": "required", "by": None, "override": None}},
        ),
        (
            {"veto": {"override": {"at_least": 2}}},
            {"veto": {"override": {"at_least": 2, "of": ["yes", "no", "block"]}}},
        ),
        ({"concerns": {}}, {"concerns": {"resolved_by": ["raiser", "chair", "maintainer"]}}),
        ({"proxies": {}}, {"proxies": {"to": "electorate", "limit": 1, "scope": "vote"}}),
        (
            {"period": TEN | {"extend": {"by": "1 day"}}},
            {
                "period": TEN
                | {
                    "close_early": "never",
                    "holidays": [],
                    "extend": {"by": "1 day", "times": 1, "when": "no-quorum"},
                }
            },
        ),
        ({"reminders": {}}, {"reminders": {"before_end": []}}),
        ({"reviews": {}}, {"reviews": {"approve": None, "request_changes": None}}),
        ({"text_change": {}}, {"text_change": "restart"}),
        ({"electorate": "council"}, {"electorate": {"body": "council", "weight": 1}}),
    ],
)
def test_what_is_left_out_means_this(brief: dict[str, Any], whole: dict[str, Any]) -> None:
    assert policy(**brief) == policy(**whole)


def test_what_is_left_out_is_not_written_back() -> None:
    written = policy().model_dump(mode="json", by_alias=True)
    assert written.keys().isdisjoint({"name", "all", "any", "preset"})
    joined = policy(all_=[YES | {"name": "one"}]).model_dump(mode="json", by_alias=True)
    assert "any" not in joined
    assert [each["name"] for each in joined["all"]] == ["one"]
    for minimum in (None, 3):
        quorum = policy(quorum={"at_least": "1/2", "minimum": minimum}).model_dump()["quorum"]
        assert quorum.get("minimum", "left out") == (minimum or "left out")


def test_what_a_tally_has_nothing_of_is_not_recorded() -> None:
    plain = held("ada yes").model_dump(mode="json")
    assert plain.keys().isdisjoint({"conditions", "held_by"})
    assert plain["ballots"] == [
        {"by": "ada", "choice": "yes", "at": "2026-03-03T00:00:00Z", "binding": True}
    ]
    lent = held("ada /concern Keys; ada /proxy @ben; ben yes", proxies={}, concerns={}, all_=[YES])
    full = lent.model_dump(mode="json")
    assert (len(full["conditions"]), full["held_by"]) == (2, ["Keys"])
    assert [each.get("via") for each in full["ballots"]] == ["ben", None]


def test_the_policy_that_every_repository_has_is_a_majority_with_a_veto() -> None:
    assert list(DEFAULT_POLICIES) == ["rfc-accept"]
    assert DEFAULT_POLICIES["rfc-accept"] == policy(
        electorate="council",
        quorum={"at_least": "1/2"},
        pass_={"more_than": "1/2"},
        veto={"by": "council"},
        period={
            "length": "10 days",
            "minimum": "72 hours",
            "close_early": "never",
            "extend": {"by": "7 days", "times": 1, "when": "no-quorum"},
        },
        text_change="restart",
    )


def test_every_way_to_say_something_else_takes_the_place_of_what_a_preset_says() -> None:
    preset = {
        "electorate": "council",
        "pass": {"plurality": True},
        "silence": "passes",
        "tie": "passes",
        "period": TEN,
        "announce": {"discussions": "News"},
        "quorum": {"at_least": "1/2"},
    }

    def taken(**changes: Any) -> Policy:
        data = {key.removesuffix("_"): value for key, value in changes.items()}
        return Policy.model_validate({"preset": "p"} | data, context={"presets": {"p": preset}})

    issue = taken(announce={"issue": 4}).announce
    assert issue is not None
    assert (issue.issue, issue.discussions) == (4, None)
    for bound in ({"at_least": "2/3"}, {"more_than": "2/3"}):
        rule = taken(pass_=bound).pass_
        assert rule is not None
        assert not rule.plurality
        assert taken(pass_=bound).tie is None
        quorum = taken(quorum=bound).quorum
        assert quorum is not None
        assert (quorum.at_least is None) == ("more_than" in bound)
    assert taken(pass_={"plurality": True}, tie="fails").tie == "fails"
    assert taken(any_=[YES]).silence is None
    assert taken(any_=[YES], quorum=None).quorum is None


def test_an_end_is_so_long_after_the_opening() -> None:
    assert policy().period.end(day(0)) == day(10)
    assert policy().period.earliest_end(day(0)) == day(0)
    assert policy(period=TEN | {"minimum": "3 days"}).period.earliest_end(day(0)) == day(3)
