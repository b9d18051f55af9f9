"""Which part of a policy is pointed at, where it makes no sense as a whole."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError

from govbot.core.policies import Policy
from tests.core.votes.voting import policy, rules

BUSINESS = {"length": "5 business days"}
ONE_YES = {"pass": {"at_least": 1}}


def place(**changes: Any) -> str:
    """Return the path to what is wrong with a policy, as its keys are written: `veto.by.0`."""
    with pytest.raises(ValidationError) as caught:
        policy(**changes)
    error = caught.value.errors(include_url=False)[0]
    return ".".join(map(str, (*error["loc"], *error.get("ctx", {}).get("at", ()))))


@pytest.mark.parametrize(
    ("changes", "at"),
    [
        # Of two that exclude each other, the second that stands there.
        ({"pass_": {"more_than": "1/2", "at_least": "2/3"}}, "pass.at_least"),
        ({"pass_": {"at_least": "2/3", "plurality": True}}, "pass.plurality"),
        ({"quorum": {"at_least": 2, "more_than": 3}}, "quorum.more_than"),
        ({"all_": [ONE_YES], "any_": [ONE_YES]}, "any"),
        ({"all_": [ONE_YES | {"any": [ONE_YES]}]}, "all.0.any"),
        ({"all_": [ONE_YES | {"all": [ONE_YES]}]}, "all.0.all"),
        ({"announce": {"discussions": "News", "issue": 4}}, "announce.issue"),
        ({"electorate": {"body": "council", "person": "ada"}}, "electorate.0.person"),
        # Where nothing stands that should, the whole.
        ({"pass_": None}, ""),
        ({"pass_": {}}, "pass"),
        ({"announce": {}}, "announce"),
        ({"electorate": {"role": "chair"}}, "electorate.0"),
        # What does not go with the rest.
        ({"pass_": {"plurality": True, "of": "cast"}}, "pass.of"),
        ({"pass_": {"plurality": True, "of": ["yes"]}}, "pass.of"),
        ({"tie": "fails", "all_": [ONE_YES]}, "tie"),
        ({"silence": "passes", "all_": [ONE_YES]}, "silence"),
        ({"minimum_yes": 2, "all_": [ONE_YES]}, "minimum_yes"),
        ({"tie": "fails", "pass_": {"at_least": "2/3"}}, "tie"),
        ({"tie": "extend"}, "period"),
        ({"electorate": {"person": "ada", "role": "chair"}}, "electorate.0.role"),
        ({"electorate": {"person": "ada", "seats": [1]}}, "electorate.0.seats"),
        ({"electorate": {"person": "ada", "reserved": "users"}}, "electorate.0.reserved"),
        ({"veto": {"by": ["council", "wg"]}}, "veto.by.1"),
        ({"concerns": {"by": ["council", "wg"]}}, "concerns.by.1"),
        (
            {"veto": {"by": ["council", {"body": "council", "role": "chair", "weight": 2}]}},
            "veto.by.1.weight",
        ),
        ({"period": {"length": "10 days", "holidays": ["12-25"]}}, "period.holidays"),
        ({"preset": "apache"}, "preset"),
    ],
)
def test_the_part_that_is_wrong_is_pointed_at(changes: dict[str, Any], at: str) -> None:
    assert place(**changes) == at


@pytest.mark.parametrize(
    ("changes", "hint"),
    [
        ({"pass_": {}}, "Such as `more_than: 1/2`, `at_least: 2/3` or `at_least: 3`."),
        (
            {"veto": {"by": "counsil"}},
            "Mend whichever of the two names is misspelt, or give the veto to voters.",
        ),
        (
            {"veto": {"by": "steering"}},
            "Add them to the `electorate`, or give the veto to voters.",
        ),
        (
            {"concerns": {"by": "steering"}},
            "Add them to the `electorate`, or let voters raise concerns.",
        ),
        (
            {"period": {"length": "10 days", "holidays": ["12-25"]}},
            "Write a length as `5 business days`, or leave `holidays` out.",
        ),
    ],
)
def test_what_would_work_is_said(changes: dict[str, Any], hint: str) -> None:
    with pytest.raises(ValidationError) as caught:
        policy(**changes)
    assert caught.value.errors(include_url=False)[0]["ctx"]["hint"] == hint


def test_a_preset_that_is_misspelt_is_guessed() -> None:
    with pytest.raises(ValidationError) as caught:
        Policy.model_validate({"preset": "bord"}, context={"presets": {"board": rules()}})
    error = caught.value.errors(include_url=False)[0]
    assert (error["ctx"]["at"], error["ctx"]["hint"]) == (("preset",), "Did you mean `board`?")


# Written back ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "written",
    [
        "council",
        "@ada",
        {"body": "council", "role": "chair"},
        {"body": "council", "seats": [1, 2]},
        {"body": "council", "reserved": "founder"},
        {"body": "council", "weight": "3/2"},
        {"person": "ada", "weight": "2"},
    ],
)
def test_a_selector_is_written_back_as_it_was_written(written: Any) -> None:
    assert policy(electorate=[written]).model_dump(mode="json")["electorate"] == [written]


def test_kinds_of_changes_that_differ_are_written_back_one_by_one() -> None:
    written = {"content": "restart", "front_matter": "notify", "whitespace": "ignore"}
    assert policy(text_change=written).model_dump()["text_change"] == written


def test_what_the_end_of_a_vote_is_announced_in_is_kept() -> None:
    in_issue = policy(announce={"issue": 4}).announce
    assert in_issue is not None
    assert (in_issue.issue, in_issue.discussions) == (4, None)
    as_discussion = policy(announce={"discussions": "News"}).announce
    assert as_discussion is not None
    assert (as_discussion.issue, as_discussion.discussions) == (None, "News")


def test_a_holiday_that_yaml_reads_as_a_date_is_that_day() -> None:
    made = policy(period=BUSINESS | {"holidays": [date(2026, 12, 25), "01-01"]})
    assert made.period.holidays == ("2026-12-25", "01-01")
