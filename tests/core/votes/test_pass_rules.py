"""What it takes to pass: pass rules, quorums, least numbers of yes, ties and silence."""

from __future__ import annotations

from typing import Any

import pytest

from tests.core.votes.voting import ballots, held, outcome

FIVE_TO_TWO = ballots(yes="ada ben cyd dee eli", no="fay gus")
FOUR_TWO_ONE = ballots(yes="ada ben cyd dee", no="eli fay", abstain="gus")
TWO_EACH = ballots(yes="ada ben", no="cyd dee")
THREE_YES = ballots(yes="ada ben cyd")


@pytest.mark.parametrize(
    ("rule", "have", "need", "came"),
    [
        ({"more_than": "1/2"}, "2/3", "more than 1/2 of yes + no", "passed"),
        ({"at_least": "2/3"}, "2/3", "at least 2/3 of yes + no", "passed"),
        ({"more_than": "2/3"}, "2/3", "more than 2/3 of yes + no", "failed"),
        ({"at_least": "66.67%"}, "2/3", "at least 66.67% of yes + no", "failed"),
        ({"at_least": "2/3", "of": "decisive"}, "2/3", "at least 2/3 of yes + no", "passed"),
        ({"at_least": "4/7", "of": "cast"}, "4/7", "at least 4/7 of ballots cast", "passed"),
        ({"at_least": "3/5", "of": "cast"}, "4/7", "at least 3/5 of ballots cast", "failed"),
        ({"at_least": "4/7", "of": "eligible"}, "4/7", "at least 4/7 of eligible", "passed"),
        ({"more_than": "1/2", "of": "seats"}, "4/9", "more than 1/2 of seats", "failed"),
        ({"at_least": "4/9", "of": "seats"}, "4/9", "at least 4/9 of seats", "passed"),
        (
            {"more_than": "1/2", "of": ["yes", "no", "abstain"]},
            "4/7",
            "more than 1/2 of yes + no + abstain",
            "passed",
        ),
        ({"at_least": 4}, "4", "at least 4 yes", "passed"),
        ({"more_than": 4}, "4", "more than 4 yes", "failed"),
        ({"at_least": "all"}, "2/3", "at least all of yes + no", "failed"),
        ({"at_least": "all but 2"}, "2/3", "at least all but 2 of yes + no", "passed"),
        ({"at_least": "all but 1"}, "2/3", "at least all but 1 of yes + no", "failed"),
        ({"more_than": "all but 3"}, "2/3", "more than all but 3 of yes + no", "passed"),
        (
            {"at_least": "all but 3", "of": "eligible"},
            "4/7",
            "at least all but 3 of eligible",
            "passed",
        ),
        ({"plurality": True}, "4 to 2", "more yes than no", "passed"),
        ("plurality", "4 to 2", "more yes than no", "passed"),
        ({"plurality": True, "of": "decisive"}, "4 to 2", "more yes than no", "passed"),
        (
            {"plurality": True, "count": "no", "of": ["yes", "no", "abstain"]},
            "2 to 4",
            "more no than yes or abstain",
            "failed",
        ),
        ({"at_least": "1/2", "count": "no"}, "1/3", "at least 1/2 of yes + no", "failed"),
    ],
)
def test_four_yes_two_no_and_an_abstention_pass_or_not(
    rule: Any, have: str, need: str, came: str
) -> None:
    answer = held(FOUR_TWO_ONE, pass_=rule, case={"seats": 9})
    assert (answer.threshold.have, answer.threshold.need) == (have, need)
    assert (answer.outcome, answer.threshold.met) == (came, came == "passed")


@pytest.mark.parametrize(
    "rule",
    [
        {"more_than": "1/2"},
        {"at_least": "0%"},
        {"at_least": "all"},
        {"at_least": "all but 7", "of": "eligible"},
        {"at_least": "all but 7"},
        {"plurality": True},
    ],
)
def test_no_ballot_at_all_is_no_agreement(rule: dict[str, Any]) -> None:
    assert outcome(pass_=rule) == "failed"


@pytest.mark.parametrize(
    ("quorum", "have", "need", "is_met"),
    [
        ({"at_least": "3/7"}, "3/7", "at least 3/7 of eligible", True),
        ({"more_than": "3/7"}, "3/7", "more than 3/7 of eligible", False),
        ({"at_least": "1/2"}, "3/7", "at least 1/2 of eligible", False),
        ({"at_least": 3}, "3/7", "at least 3 taking part", True),
        ({"more_than": 3}, "3/7", "more than 3 taking part", False),
        ({"at_least": "1/3", "of": "seats"}, "3/9", "at least 1/3 of seats", True),
        ({"more_than": "1/3", "of": "seats"}, "3/9", "more than 1/3 of seats", False),
        ({"at_least": "1/2", "of": 6}, "3/6", "at least 1/2 of 6", True),
        ({"more_than": "1/2", "of": 6}, "3/6", "more than 1/2 of 6", False),
        ({"at_least": "all but 4"}, "3/7", "at least all but 4 of eligible", True),
        ({"at_least": "all"}, "3/7", "at least all of eligible", False),
        ({"at_least": 3, "counting": ["yes", "no"]}, "2/7", "at least 3 yes or no", False),
        ({"at_least": 1, "counting": ["no", "abstain"]}, "1/7", "at least 1 no or abstain", True),
        ({"at_least": 3, "counting": ["yes", "abstain"]}, "3/7", "at least 3 yes or abstain", True),
        (
            {"at_least": "2/7", "counting": ["yes"]},
            "2/7",
            "at least 2/7 of eligible voting yes",
            True,
        ),
    ],
)
def test_two_yes_and_an_abstention_are_a_quorum_or_not(
    quorum: dict[str, Any],
    have: str,
    need: str,
    is_met: bool,  # noqa: FBT001 - a column of the table
) -> None:
    answer = held(ballots(yes="ada ben", abstain="cyd"), quorum=quorum, case={"seats": 9})
    assert (answer.quorum.have, answer.quorum.need, answer.quorum.met) == (have, need, is_met)
    assert answer.outcome == ("passed" if is_met else "no-quorum")


def test_all_but_everybody_is_no_quorum_while_nobody_takes_part() -> None:
    assert outcome(voters=["ada"], quorum={"at_least": "all but 1"}) == "no-quorum"


def test_a_quorum_of_nothing_is_there_while_somebody_may_vote() -> None:
    assert outcome(quorum={"at_least": 0}) == "failed"
    assert outcome("ada /recuse I wrote it", voters=["ada"], quorum={"at_least": 0}) == "no-quorum"
    assert outcome("ada /recuse I wrote it", voters=["ada"], quorum={"at_least": "1/2"}) == (
        "no-quorum"
    )


def test_a_share_of_no_ballots_is_none() -> None:
    answer = held()
    assert (answer.threshold.have, answer.threshold.met) == ("0", False)


def test_a_number_of_one_choice_takes_nothing_of_the_others() -> None:
    assert outcome("ada abstain", pass_={"count": "abstain", "at_least": 1}) == "passed"


@pytest.mark.parametrize(
    ("least", "need", "came"),
    [
        (3, "more than 1/2 of yes + no, and at least 3 yes", "passed"),
        (4, "more than 1/2 of yes + no, and at least 4 yes", "failed"),
        ("3/7", "more than 1/2 of yes + no, and yes from at least 3/7 of eligible", "passed"),
        ("1/2", "more than 1/2 of yes + no, and yes from at least 1/2 of eligible", "failed"),
    ],
)
def test_three_yes_are_enough_of_them_or_not(least: Any, need: str, came: str) -> None:
    answer = held(THREE_YES, minimum_yes=least)
    assert (answer.outcome, answer.threshold.need) == (came, need)
    assert answer.threshold.have == "1, and 3 yes"


def test_one_yes_may_be_enough_and_none_never_is() -> None:
    assert outcome("ada yes", minimum_yes=1) == "passed"
    no_counts = {"count": "no", "at_least": 1}
    assert outcome("ada no", pass_=no_counts) == "passed"
    assert outcome("ada no", pass_=no_counts, minimum_yes="all but 7") == "failed"
    assert outcome("ada no; ben yes", pass_=no_counts, minimum_yes="all but 7") == "passed"


def test_three_binding_yes_and_more_yes_than_no_make_an_apache_release() -> None:
    # ASF release policy: "a minimum of three positive votes and more positive than negative votes".
    release: dict[str, Any] = {"pass_": {"more_than": "1/2"}, "minimum_yes": 3}
    assert outcome(ballots(yes="ada ben cyd", no="dee eli"), **release) == "passed"
    assert outcome(ballots(yes="ada ben"), **release) == "failed"
    assert outcome(ballots(yes="ada ben", abstain="cyd") + "; zoe yes", **release) == "failed"
    assert outcome(ballots(yes="ada ben cyd", no="dee eli fay"), **release) == "tied"


# Ties -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("tie", "came"),
    [(None, "tied"), ("fails", "failed"), ("passes", "passed"), ("chair decides", "tied")],
)
def test_an_even_vote_comes_to_what_the_tie_rule_says(tie: str | None, came: str) -> None:
    assert outcome(TWO_EACH, tie=tie) == came
    assert outcome(TWO_EACH, tie=tie, pass_="plurality") == came


def test_an_even_vote_that_also_needs_more_yes_fails_rather_than_ties() -> None:
    assert outcome(TWO_EACH, tie="passes", minimum_yes=3) == "failed"


def test_under_an_absolute_majority_an_even_vote_is_a_tie_only_where_a_tie_rule_says_so() -> None:
    even = ballots(yes="ada ben cyd", no="dee eli fay")
    absolute = {"more_than": "1/2", "of": "eligible"}
    six = ["ada", "ben", "cyd", "dee", "eli", "fay"]
    assert outcome(even, pass_=absolute, voters=six) == "failed"
    assert outcome(even, pass_=absolute, voters=six, tie="passes") == "passed"
    assert outcome(even, pass_=absolute, tie="passes") == "failed"


def test_one_against_one_is_a_tie() -> None:
    for rule in ({"more_than": "1/2"}, "plurality"):
        assert outcome("ada yes; ben no", pass_=rule) == "tied"


def test_nobody_voting_is_no_tie() -> None:
    assert outcome(tie="passes") == "failed"
    assert outcome(tie="passes", pass_="plurality") == "failed"


def chaired(said: str, **changes: Any) -> tuple[str, str]:
    electorate = [{"login": "ada", "role": "Chair"}, "ben", "cyd", "dee"]
    answer = held(said, voters=electorate, tie="chair decides", **changes)
    return answer.outcome.value, "\n".join(answer.explanation)


def test_the_chair_decides_a_tie_with_the_ballot_that_the_chair_cast() -> None:
    came, text = chaired(ballots(yes="ada ben", no="cyd dee"))
    assert came == "passed"
    assert "Yes and no are equal, and the policy says that the chair decides: yes." in text
    came, text = chaired(ballots(yes="cyd dee", no="ada ben"))
    assert came == "failed"
    assert "Yes and no are equal, and the policy says that the chair decides: no." in text


@pytest.mark.parametrize("said", ["ben yes; cyd no", "ada abstain; ben yes; cyd no"])
def test_a_chair_who_said_neither_leaves_the_tie(said: str) -> None:
    came, text = chaired(said)
    assert came == "tied"
    assert "decides" not in text


def test_the_block_of_a_chair_that_is_overridden_decides_as_a_no() -> None:
    veto = {"by": "council", "override": {"at_least": "1/2"}}
    came, text = chaired("ada block it leaks; ben yes; cyd yes; dee no", veto=veto)
    assert came == "failed"
    assert "Yes and no are equal, and the policy says that the chair decides: no." in text


def test_a_chair_who_does_not_vote_in_this_condition_does_not_decide_it() -> None:
    seats = [{"body": "council", "seats": [2, 3]}]
    electorate = [
        {"login": "ada", "body": "council", "seat": 1, "role": "chair"},
        {"login": "ben", "body": "council", "seat": 2},
        {"login": "cyd", "body": "council", "seat": 3},
    ]
    part = {"electorate": seats, "pass": {"more_than": "1/2"}, "tie": "chair decides"}
    whole = {"pass": {"at_least": 1}}
    assert outcome("ada yes; ben yes; cyd no", all_=[part, whole], voters=electorate) == "tied"


def test_a_chair_who_serves_elsewhere_too_decides() -> None:
    wg = {"body": "wg", "seat": 2}
    electorate = [
        {"login": "ada", "body": "council", "role": "chair", "also": [wg]},
        {"login": "ben", "body": "council"},
        {"login": "cyd", "body": "wg", "role": "chair", "also": [{"body": "council"}]},
    ]
    either: dict[str, Any] = {"electorate": ["council", "wg"], "tie": "chair decides"}
    assert outcome("ada yes; ben no", voters=electorate, **either) == "passed"
    # cyd is a chair, but not one of the council.
    council: dict[str, Any] = {"electorate": None, "voters": electorate}
    parts = [
        {"electorate": "council", "pass": {"more_than": "1/2"}, "tie": "chair decides"},
        {"electorate": "wg", "pass": {"at_least": 1}},
    ]
    assert outcome("cyd yes; ben no", all_=parts, **council) == "tied"


def test_two_chairs_who_disagree_leave_the_tie() -> None:
    electorate = [{"login": "ada", "role": "chair"}, {"login": "ben", "role": "chair"}]
    assert outcome("ada yes; ben no", voters=electorate, tie="chair decides") == "tied"


# Silence ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "came"),
    [
        ("", "passed"),
        ("ada abstain", "passed"),
        ("zoe no", "passed"),
        ("ada no", "no-quorum"),
        (ballots(yes="ada ben cyd", no="dee"), "passed"),
        (ballots(yes="ada", no="ben cyd dee"), "failed"),
    ],
)
def test_silence_passes_until_one_who_may_vote_objects(said: str, came: str) -> None:
    answer = held(said, silence="passes", quorum={"at_least": "1/2"})
    assert answer.outcome == came
    assert answer.quorum.met == (came != "no-quorum")


def test_silence_of_nobody_passes_nothing() -> None:
    everybody = "; ".join(f"{login} /recuse I wrote it" for login in ("ada", "ben"))
    assert outcome(everybody, voters=["ada", "ben"], silence="passes") == "failed"


@pytest.mark.parametrize("said", ["ada block it leaks", "ada block it leaks; ben no it breaks"])
def test_a_veto_in_lazy_consensus_blocks_and_is_no_silence(said: str) -> None:
    answer = held(said, silence="passes", veto={"by": "council"})
    assert answer.outcome == "blocked"
    assert not any("silence" in line for line in answer.explanation)


# Counts stay exact --------------------------------------------------------------------------------


def test_weights_are_counted_exactly() -> None:
    electorate = [{"login": "ada", "weight": "3/2"}, {"login": "ben", "weight": 4}, "cyd"]
    answer = held("ada yes; ben no; cyd yes", voters=electorate)
    assert answer.counts == {"yes": "5/2", "no": 4, "abstain": 0, "block": 0}
    assert (answer.eligible, answer.threshold.have) == ("13/2", "5/13")


def test_somebody_whose_ballot_weighs_nothing_changes_nothing() -> None:
    electorate = [{"login": "ada", "weight": 0}, "ben"]
    assert outcome("ada no; ben yes", voters=electorate, pass_={"at_least": "all"}) == "passed"
    nothing = [{"login": "ada", "weight": 0, "affiliation": "Acme"}]
    assert outcome("ada yes", voters=nothing, affiliation_cap="1/2") == "failed"


def test_five_to_two_passes_every_bound_below_five_sevenths() -> None:
    for amount, came in (("5/7", "passed"), ("71.42%", "passed"), ("71.43%", "failed")):
        assert outcome(FIVE_TO_TWO, pass_={"at_least": amount}) == came
