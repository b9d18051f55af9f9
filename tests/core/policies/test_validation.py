"""What a policy may say, and the sentence that somebody gets who wrote something else."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from govbot.core.policies import Policy, TextChange
from tests.core.votes.voting import policy, rules

TEN: dict[str, Any] = {"length": "10 days"}
ONE_YES: dict[str, Any] = {"pass": {"at_least": 1}}
HALF: dict[str, Any] = {"pass": {"more_than": "1/2"}}


def complaint(**changes: Any) -> str:
    """Return what is said about the first thing that is wrong with a policy."""
    with pytest.raises(ValidationError) as caught:
        policy(**changes)
    return caught.value.errors(include_url=False)[0]["msg"].removeprefix("Value error, ")


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"electorate": None}, "`electorate` says who may vote: `electorate: council`"),
        (
            {"electorate": None, "all_": [ONE_YES | {"electorate": "wg"}, ONE_YES]},
            "`electorate` says who may vote: `electorate: council`",
        ),
        ({"quorum": {"at_least": 1, "counting": "yes"}}, "Input should be a valid tuple"),
        ({"text_change": ["restart"]}, "Input should be a valid dictionary"),
        (
            {"tie": None, "all_": [ONE_YES, HALF | {"tie": "extend"}]},
            "`tie: extend` needs a `period` with `extend: {by: 7 days}`",
        ),
        (
            {"pass_": None},
            "a vote has one rule to pass: `pass`, or `all` or `any` with a list of conditions",
        ),
        ({"pass_": {}}, "a pass rule says how much it takes: `more_than` or `at_least`"),
        (
            {"pass_": {"plurality": False}},
            "a pass rule says how much it takes: `more_than` or `at_least`",
        ),
        (
            {"pass_": {"more_than": "1/2", "at_least": "2/3"}},
            "a pass rule has either `more_than` or `at_least`, and not both",
        ),
        (
            {"pass_": {"more_than": "1/2", "plurality": True}},
            "a pass rule has either `more_than` or `at_least` or `plurality`, and not both",
        ),
        (
            {"pass_": {"plurality": True, "of": "cast"}},
            "`plurality` compares choices with one another: `of: [yes, no, abstain]`",
        ),
        (
            {"pass_": {"plurality": True, "of": ["yes"]}},
            "`plurality` compares yes with other choices, and `of` names none",
        ),
        ({"pass_": {"at_least": "2/3", "of": ["yes", "yes"]}}, "yes stands here more than once"),
        ({"quorum": {"of": "seats"}}, "a quorum says how much it takes: `at_least` or `more_than`"),
        (
            {"quorum": {"at_least": 2, "more_than": 3}},
            "a quorum has either `at_least` or `more_than`, and not both",
        ),
        ({"pass_": "2/3"}, "`2/3` alone does not say whether exactly that much is enough"),
        ({"pass_": "66.67%"}, "`66.67%` alone does not say whether exactly that much is enough"),
        ({"pass_": "majority"}, "`majority` is no pass rule"),
        ({"pass_": 0.66}, "`0.66` is no pass rule"),
        ({"pass_": True}, "Input should be a valid dictionary or instance of PassRule"),
        ({"quorum": 5}, "`5` alone does not say whether exactly that much is enough"),
        ({"quorum": "half"}, "`half` is no quorum"),
        ({"quorum": ["half"]}, "Input should be a valid dictionary or instance of Quorum"),
        (
            {"veto": {"override": "2/3"}},
            "`2/3` alone does not say whether exactly that much is enough",
        ),
        (
            {"tie": "fails", "pass_": {"at_least": "2/3"}},
            (
                "`tie` goes with a rule of more than half or a plurality; under "
                "`at least 2/3 of yes + no` an even vote is no tie"
            ),
        ),
        (
            {"tie": "fails", "pass_": {"at_least": "1/2"}},
            "under `at least 1/2 of yes + no` an even vote is no tie",
        ),
        (
            {"tie": "fails", "pass_": {"more_than": "2/3"}},
            "under `more than 2/3 of yes + no` an even vote is no tie",
        ),
        (
            {"tie": "fails", "pass_": {"more_than": 1}},
            "under `more than 1 yes` an even vote is no tie",
        ),
        (
            {"tie": "fails", "all_": [{"pass": {"at_least": 1}}]},
            "`tie`, `silence` and `minimum_yes` go with `pass`",
        ),
        ({"tie": "extend"}, "`tie: extend` needs a `period` with `extend: {by: 7 days}`"),
        (
            {"veto": {"by": ["steering", "council", "wg", "board"]}},
            (
                "the veto is given to board and steering and wg, who may not vote here; "
                "the electorate is: council"
            ),
        ),
        (
            {"concerns": {"by": ["wg", "@ada", "board"]}},
            (
                "a concern may be raised by @ada and board and wg, who may not vote here; "
                "the electorate is: council"
            ),
        ),
        (
            {"veto": {"by": {"body": "council", "weight": 2}}},
            "a veto stops the vote whatever its weight: leave `weight` out of `by`",
        ),
        (
            {"veto": {"override": {"of": "cast"}}},
            "a pass rule says how much it takes: `more_than` or `at_least`",
        ),
        ({"electorate": ["council", "council"]}, "stands here more than once"),
        (
            {"electorate": {"role": "chair"}},
            "an entry of an electorate names a `body` or a `person`, and not both",
        ),
        (
            {"electorate": {"person": "ada", "role": "chair"}},
            "`role`, `seats` and `reserved` go with `body`, not with `person`",
        ),
        (
            {"electorate": {"body": "council", "weight": 1.5}},
            "`1.5` is not a weight. Write a whole number or a fraction: 2, 3/2.",
        ),
        (
            {"period": TEN | {"holidays": ["2026-12-25"]}},
            "`holidays` matter to business days only, and no length here is in them",
        ),
        (
            {"period": {"length": "5 business days", "holidays": ["25 December"]}},
            "`25 December` is no holiday. Write a day (2026-12-25), or one of every year (12-25).",
        ),
        (
            {"period": {"length": "5 business days", "holidays": ["02-30"]}},
            "`02-30` is no holiday. Write a day (2026-12-25), or one of every year (12-25).",
        ),
        (
            {"announce": {"discussions": "News", "issue": 4}},
            "an announcement goes to `discussions` or to an `issue`, and not to both",
        ),
        (
            {"announce": {}},
            "an announcement goes to `discussions` or to an `issue`, and not to both",
        ),
        ({"affiliation_cap": 0.5}, "`0.5` is neither a share nor a count."),
        ({"minimum_yes": "many"}, "`many` is neither a share nor a count."),
        ({"preset": "apache"}, "there is no preset `apache`; the presets are: none are known here"),
        ({"quorom": {"at_least": 2}}, "Extra inputs are not permitted"),
        ({"silence": "fails"}, "Input should be 'passes'"),
        ({"proxies": {"limit": 0}}, "Input should be greater than or equal to 1"),
    ],
)
def test_what_makes_no_sense_is_refused_in_words(changes: dict[str, Any], message: str) -> None:
    assert message in complaint(**changes)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ({"pass_": "plurality"}, {"pass_": {"plurality": True}}),
        (
            {"pass_": {"at_least": "2/3", "of": "decisive"}},
            {"pass_": {"at_least": "2/3", "of": "decisive"}},
        ),
        (
            {"pass_": {"count": True, "at_least": 3, "of": [True, False]}},
            {"pass_": {"at_least": 3}},
        ),
        ({"electorate": "council"}, {"electorate": [{"body": "council"}]}),
        ({"electorate": "@ada"}, {"electorate": {"person": "ada"}}),
        ({"tie": "chair decides"}, {"tie": "chair-decides"}),
        (
            {"period": TEN | {"close_early": "all voted"}},
            {"period": TEN | {"close_early": "all-voted"}},
        ),
        ({"period": TEN | {"close_by": "chair"}}, {"period": TEN | {"close_by": ["chair"]}}),
        ({"veto": {"choice": False}}, {"veto": {"choice": "no"}}),
        ({"reviews": {"approve": True}}, {"reviews": {"approve": "yes"}}),
        ({"stewards": "chair"}, {"stewards": ["chair"]}),
        ({"reminders": {"before_end": "1 day"}}, {"reminders": {"before_end": ["1 day"]}}),
        ({"veto": {"override": "plurality"}}, {"veto": {"override": {"plurality": True}}}),
        ({"text_change": "notify"}, {"text_change": {"content": "notify"}}),
        ({"text_change": TextChange(content="notify")}, {"text_change": "notify"}),
    ],
)
def test_what_can_be_written_in_two_ways_means_one_thing(
    written: dict[str, Any], meant: dict[str, Any]
) -> None:
    assert policy(**written) == policy(**meant)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"electorate": {"body": "wg", "role": "chair", "weight": 2}}, "chair of wg (weight 2)"),
        ({"electorate": {"body": "council", "seats": [1]}}, "seat 1 of council"),
        ({"electorate": {"body": "council", "seats": [1, 2]}}, "seats 1, 2 of council"),
        ({"electorate": {"body": "council", "reserved": "founder"}}, "seat for founder of council"),
        ({"electorate": "@ada"}, "@ada"),
    ],
)
def test_a_selector_is_told_in_words(changes: dict[str, Any], words: str) -> None:
    assert [each.words for each in policy(**changes).selectors] == [words]


# Changes of the text ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "on"),
    [
        (None, ("restart", "restart", "restart")),
        ("ignore", ("ignore", "ignore", "ignore")),
        ({"content": "notify"}, ("notify", "notify", "notify")),
        ({"whitespace": "ignore"}, ("restart", "restart", "ignore")),
        (
            {"content": "restart", "front_matter": "notify", "whitespace": "ignore"},
            ("restart", "notify", "ignore"),
        ),
    ],
)
def test_each_kind_of_change_does_what_the_policy_says(
    written: Any, on: tuple[str, str, str]
) -> None:
    change = policy(text_change=written).text_change
    assert (change.on("content"), change.on("front_matter"), change.on("whitespace")) == on


def test_one_word_is_written_back_as_one_word() -> None:
    assert policy(text_change={"content": "notify"}).model_dump()["text_change"] == "notify"


# Joined conditions --------------------------------------------------------------------------------


def test_a_condition_without_an_electorate_has_that_of_the_one_around_it() -> None:
    inner = {"any": [{"pass": {"at_least": 1}}, {"electorate": "wg", "pass": {"at_least": 2}}]}
    made = policy(all_=[inner, {"electorate": "team", "pass": {"at_least": 3}}])
    assert [leaf.electorate[0].name for leaf in made.leaves() if leaf.electorate] == [
        "council",
        "wg",
        "team",
    ]
    assert made.bodies == ("council", "wg", "team")


def test_everybody_of_all_conditions_may_veto_and_who_only_overrides_may_not() -> None:
    override = {"electorate": "steering", "at_least": "2/3"}
    parts = [
        {"electorate": "wg", "pass": {"at_least": 1}},
        {"electorate": "@ada", "pass": {"at_least": 1}},
    ]
    made = policy(electorate=None, any_=parts, veto={"override": override})
    assert [each.name for each in made.selectors] == ["wg", "@ada", "steering"]
    assert [each.name for each in made.holders_of_veto] == ["wg", "@ada"]
    assert made.persons == ("ada",)


# Calendars ---------------------------------------------------------------------------------------


def test_a_policy_may_name_a_calendar_of_the_settings() -> None:
    named = policy(period={"length": "2 business days", "holidays": "acme"})
    with_days = named.on_holidays({"acme": ("2026-12-25",)})
    assert with_days.period.holidays == ("2026-12-25",)
    assert policy(period=TEN).on_holidays({}) == policy(period=TEN)
    with pytest.raises(
        ValueError, match="there is no calendar `acme`; the calendars are: europe, us"
    ):
        named.on_holidays({"us": (), "europe": ()})
    with pytest.raises(ValueError, match="there is no calendar `acme`; the calendars are: none"):
        named.on_holidays({})


# Presets -----------------------------------------------------------------------------------------

PRESETS: dict[str, Any] = {
    "majority": rules(tie="fails", minimum_yes=2, quorum={"at_least": "1/2"}),
    "board": {"electorate": "board", "all": [{"pass": {"at_least": 3}}], "period": TEN},
    "lazy": rules(silence="passes"),
}


def taken(**changes: Any) -> Policy:
    return Policy.model_validate(changes, context={"presets": PRESETS})


def test_a_preset_is_taken_and_changed_key_by_key() -> None:
    made = taken(preset="majority", quorum={"counting": ["yes"]}, period={"minimum": "1 day"})
    assert made == policy(
        tie="fails",
        minimum_yes=2,
        quorum={"at_least": "1/2", "counting": ["yes"]},
        period={"length": "10 days", "minimum": "1 day"},
    )


def test_a_bound_replaces_the_other_way_to_set_it_and_takes_the_old_tie_rule_along() -> None:
    made = taken(preset="majority", quorum={"more_than": 2}, **{"pass": {"plurality": True}})
    assert made == policy(minimum_yes=2, quorum={"more_than": 2}, pass_="plurality")


def test_conditions_replace_a_pass_rule_with_what_goes_with_it_and_the_other_way_round() -> None:
    parts = [{"electorate": "wg", "pass": {"at_least": 1}}]
    assert taken(preset="majority", all=parts) == policy(all_=parts, quorum={"at_least": "1/2"})
    assert taken(preset="lazy", any=parts) == policy(any_=parts)
    assert taken(preset="board", **{"pass": {"at_least": 2}}) == policy(
        electorate="board", pass_={"at_least": 2}
    )


def test_a_key_that_is_set_to_nothing_is_taken_away() -> None:
    made = taken(preset="majority", tie=None, minimum_yes=None, quorum=None)
    assert made == policy()


def test_a_preset_that_is_not_there_is_named_with_those_that_are() -> None:
    with pytest.raises(
        ValidationError, match="there is no preset `bord`; the presets are: board, lazy, majority"
    ):
        taken(preset="bord")


@pytest.mark.parametrize(
    ("changes", "hint"),
    [
        (
            {"pass_": "2/3"},
            "Write `{at_least: 2/3}`, or `{more_than: 2/3}` where exactly 2/3 is too little.",
        ),
        (
            {"quorum": 5},
            "Write `{at_least: 5}`, or `{more_than: 5}` where exactly 5 is too little.",
        ),
        ({"quorum": "half"}, "Such as `{more_than: 1/2}`, `{at_least: 2/3}` or `{at_least: 3}`."),
        (
            {"pass_": "majority"},
            (
                "Such as `{more_than: 1/2}`, `{at_least: 2/3}` or `{at_least: 3}`; "
                "or the word `plurality`."
            ),
        ),
    ],
)
def test_an_amount_without_a_comparison_is_answered_with_what_to_write(
    changes: dict[str, Any], hint: str
) -> None:
    with pytest.raises(ValidationError) as caught:
        policy(**changes)
    assert caught.value.errors(include_url=False)[0]["ctx"]["hint"] == hint
