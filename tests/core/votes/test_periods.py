"""When a vote ends: length, business days, minimum, ending early, extensions, final comment, by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from govbot.core.accounts import Account, Voter
from govbot.core.choices import Choice
from govbot.core.durations import Duration
from govbot.core.policies import Period
from govbot.core.votes import (
    Ballot,
    Closed,
    Concern,
    Electorate,
    Extended,
    Vote,
    conclude,
    is_decided,
)
from tests.communities import COUNCIL
from tests.core.votes.voting import (
    OPENED,
    ballots,
    day,
    ended,
    held,
    is_open,
    outcome,
    policy,
    refusals,
)

ALL_YES = ballots(yes=" ".join(COUNCIL))
FOUR_YES = ballots(yes="ada ben cyd dee")
FOUR_NO = ballots(no="ada ben cyd dee")
THREE_EACH = ballots(yes="ada ben cyd", no="dee eli fay")
TEN = {"length": "10 days"}
CHAIR = [{"login": "ada", "role": "chair"}, *COUNCIL[1:]]
EXTEND = {"by": "7 days"}


def period_of(**changes: Any) -> Period:
    return Period.model_validate({"length": "10 days"} | changes)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("period", "opened", "ends"),
    [
        ({"length": "10 days"}, "2026-03-02T09:30", "2026-03-12T09:30"),
        ({"length": "72 hours"}, "2026-02-27T09:30", "2026-03-02T09:30"),
        ({"length": "1 month"}, "2026-01-31T00:00", "2026-02-28T00:00"),
        ({"length": "5 business days"}, "2026-03-02T09:30", "2026-03-09T09:30"),
        ({"length": "1 business day"}, "2026-03-06T09:30", "2026-03-09T09:30"),
        ({"length": "1 business day"}, "2026-03-07T09:30", "2026-03-09T09:30"),
        (
            {"length": "3 business days", "holidays": ["2026-12-25", "01-01"]},
            "2026-12-24T12:00",
            "2026-12-30T12:00",
        ),
        (
            {"length": "3 business days", "holidays": ["12-25", "01-01"]},
            "2026-12-29T12:00",
            "2027-01-04T12:00",
        ),
        (
            {"length": "3 business days", "holidays": ["2026-12-25"]},
            "2025-12-24T12:00",
            "2025-12-29T12:00",
        ),
    ],
)
def test_a_vote_runs_for_its_length_and_a_business_day_is_neither_weekend_nor_holiday(
    period: dict[str, Any], opened: str, ends: str
) -> None:
    assert period_of(**period).end(at(opened)) == at(ends)


def test_a_reminder_comes_so_many_business_days_before_the_end() -> None:
    period = period_of(length="5 business days", holidays=["2026-03-06"])
    two = Duration.parse("2 business days")
    assert period.before(two, at("2026-03-10T09:30")) == at("2026-03-05T09:30")
    assert period.before(Duration.parse("3 days"), at("2026-03-10")) == at("2026-03-07")


def test_a_ballot_counts_from_the_opening_up_to_the_deadline_and_not_at_it() -> None:
    answer = held("0 ada yes; 9.999 ben yes; 10 cyd yes; 12 dee yes")
    assert answer.counts["yes"] == 2
    assert [by for by, _ in refusals(answer)] == ["cyd", "dee"]


# Ending early ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "close_early", "ends"),
    [
        (ALL_YES, "never", ("passed", 10)),
        (ALL_YES, "all voted", ("passed", 1)),
        (ALL_YES, "all-voted", ("passed", 1)),
        (FOUR_YES, "all voted", ("passed", 10)),
        (FOUR_YES, "decided", ("passed", 1)),
        (FOUR_NO, "decided", ("failed", 1)),
        (ballots(yes="ada ben cyd"), "decided", ("passed", 10)),
        (THREE_EACH, "decided", ("tied", 10)),
        (THREE_EACH + "; 3 gus abstain", "decided", ("tied", 3)),
        ("", "decided", ("failed", 10)),
    ],
)
def test_a_vote_ends_early_as_its_policy_says(
    said: str, close_early: str, ends: tuple[str, float]
) -> None:
    assert ended(held(said, period=TEN | {"close_early": close_early})) == ends


def test_what_is_said_after_an_early_end_is_late() -> None:
    answer = held(FOUR_YES + "; 2 ada no", period=TEN | {"close_early": "decided"})
    assert ended(answer) == ("passed", 1)
    assert [by for by, _ in refusals(answer)] == ["ada"]


def test_a_vote_never_ends_before_its_minimum_and_minds_may_change_until_then() -> None:
    period = TEN | {"minimum": "72 hours", "close_early": "all voted"}
    answer = held(ALL_YES + "; 2 ada no; 4 ben no", period=period)
    assert ended(answer) == ("passed", 3)
    assert answer.counts == {"yes": 6, "no": 1, "abstain": 0, "block": 0}


@pytest.mark.parametrize(
    ("said", "changes"),
    [
        (FOUR_YES, {"veto": {"by": "council"}}),
        (FOUR_YES, {"quorum": {"at_least": 5}}),
        (FOUR_YES, {"pass_": {"at_least": "all"}}),
        (FOUR_NO, {"silence": "passes", "quorum": {"at_least": 5}}),
        (FOUR_YES, {"silence": "passes", "quorum": {"at_least": 6}}),
        (
            FOUR_NO,
            {
                "tie": "passes",
                "pass_": {"more_than": "1/2", "of": ["yes", "no"]},
                "minimum_yes": 1,
                "voters": [*COUNCIL, "hal"],
            },
        ),
        (FOUR_YES, {"affiliation_cap": "1/2"}),
    ],
)
def test_a_vote_is_not_decided_while_a_missing_ballot_could_change_it(
    said: str, changes: dict[str, Any]
) -> None:
    period = TEN | {"close_early": "decided"}
    assert is_open(held(said, period=period, at=5, **changes))


def test_a_vote_in_which_a_chair_could_still_decide_a_tie_is_not_decided() -> None:
    electorate = ["ada", "ben", {"login": "cyd", "role": "chair"}, "dee"]
    assert is_open(
        held(
            "ada no; ben no",
            voters=electorate,
            tie="chair decides",
            period=TEN | {"close_early": "decided"},
            at=5,
        )
    )


def test_a_ballot_that_was_cast_and_then_lent_may_still_change_with_the_holders() -> None:
    said = "ada yes; ada /proxy @cyd; 2 ben yes"
    vote: dict[str, Any] = {"voters": ["ada", "ben", "cyd"], "proxies": {}}
    period = TEN | {"close_early": "decided"}
    assert is_open(held(said, period=period, at=5, **vote))
    assert ended(held(f"{said}; 6 cyd no", period=period, **vote)) == ("failed", 6)


def test_a_rule_that_two_kinds_of_ballots_together_could_meet_is_not_decided() -> None:
    as_many_yes_as_no = {"at_least": "100%", "of": ["no"]}
    period = TEN | {"close_early": "decided"}
    assert is_open(held("ada abstain", pass_=as_many_yes_as_no, period=period, at=5))
    said = "ada abstain; 6 ben yes; 6 cyd no"
    assert outcome(said, pass_=as_many_yes_as_no, period=period) == "passed"


def test_what_silence_still_passes_is_not_taken_for_failed() -> None:
    voters = [
        *({"login": login, "body": "council"} for login in ("ada", "ben")),
        {"login": "gil", "body": "wg"},
        {"login": "tam", "body": "team"},
    ]
    quiet = {"electorate": "council", "pass": {"at_least": "2/3"}, "silence": "passes"}
    team = {"electorate": "team", "pass": {"at_least": 1}}
    group = {"electorate": "wg", "pass": {"at_least": 1}}
    ways = [{"all": [quiet, team]}, group]
    vote: dict[str, Any] = {"electorate": None, "any_": ways, "voters": voters}
    period = TEN | {"close_early": "decided"}
    said = "ada abstain; ben abstain; gil no"
    assert is_open(held(said, period=period, at=5, **vote))
    assert outcome(f"{said}; 6 tam yes", period=period, **vote) == "passed"


def test_an_override_that_missing_ballots_could_undo_is_not_decided() -> None:
    chair = {"body": "council", "role": "chair"}
    veto = {"by": chair, "override": {"at_least": "2/3"}}
    vote: dict[str, Any] = {"veto": veto, "pass_": {"at_least": 2}, "voters": CHAIR[:4]}
    period = TEN | {"close_early": "decided"}
    said = "ada block it leaks; ben yes; cyd yes"
    assert is_open(held(said, period=period, at=5, **vote))
    assert ended(held(f"{said}; 6 dee no", period=period, **vote)) == ("blocked", 6)


@pytest.mark.parametrize("is_joined", [False, True])
def test_a_quorum_that_somebody_back_from_leave_could_undo_is_not_decided(
    is_joined: bool,  # noqa: FBT001 - a column of the table
) -> None:
    rule: dict[str, Any] = {"pass": {"at_least": "2/3", "of": "cast"}}
    vote: dict[str, Any] = {
        "all_" if is_joined else "pass_": [rule] if is_joined else rule["pass"],
        "quorum": {"more_than": "1/2", "counting": ["yes", "no"]},
        "voters": ["ada", "ben", "cyd", {"login": "dee", "on_leave": True}],
        "leave": "may vote",
    }
    period = TEN | {"close_early": "decided"}
    assert is_open(held("ada no; ben no", period=period, at=5, **vote))
    said = "ada no; ben no; 6 dee abstain"
    assert ended(held(said, period=period, **vote)) == ("no-quorum", 10)


DECIDED = TEN | {"close_early": "decided"}


@pytest.mark.parametrize(
    ("said", "changes", "came"),
    [
        # Nobody objected, and too few are left to agree.
        ("ada abstain; ben abstain", {"pass_": {"at_least": 6}}, "failed"),
        (FOUR_NO, {"silence": "passes"}, "failed"),
        # The best that is left is exactly the bound, or a tie, and that is not enough.
        ("ada no", {"pass_": {"more_than": "2/3"}, "voters": ["ada", "ben", "cyd"]}, "failed"),
        ("ada no", {"tie": "fails", "voters": ["ada", "ben"]}, "failed"),
        ("ada no", {"tie": "fails", "pass_": "plurality", "voters": ["ada", "ben"]}, "failed"),
        # A ballot that was lent is cast.
        ("ada /proxy @ben; ben yes", {"proxies": {}, "voters": ["ada", "ben", "cyd"]}, "passed"),
        # Whoever may veto has voted.
        (
            "ada yes; ben yes; cyd yes; dee yes",
            {"veto": {"by": {"body": "council", "role": "chair"}}, "voters": CHAIR},
            "passed",
        ),
        # An affiliation counts for a number, whoever takes part.
        (FOUR_YES, {"affiliation_cap": 2}, "passed"),
        (FOUR_YES, {"affiliation_cap": "1/2", "recusal": "keeps base"}, "passed"),
    ],
)
def test_a_vote_ends_as_soon_as_no_missing_ballot_could_change_it(
    said: str, changes: dict[str, Any], came: str
) -> None:
    assert ended(held(said, period=DECIDED, **changes)) == (came, 1)


@pytest.mark.parametrize(
    ("said", "changes"),
    [
        ("ada no", {"voters": ["ada", "ben"]}),
        ("ada no", {"tie": "passes", "voters": ["ada", "ben"]}),
        ("ada no", {"pass_": {"at_least": "2/3"}, "voters": ["ada", "ben", "cyd"]}),
        # ben may not veto, and ada may, who has not voted.
        (
            "cyd yes; dee yes; eli yes; fay yes; gus yes",
            {"veto": {"by": {"body": "council", "role": "chair"}}, "voters": CHAIR},
        ),
    ],
)
def test_a_vote_goes_on_while_a_missing_ballot_could_change_it(
    said: str, changes: dict[str, Any]
) -> None:
    assert is_open(held(said, period=DECIDED, at=5, **changes))


def test_of_two_ways_to_pass_both_have_to_be_lost() -> None:
    voters = [{"login": login, "body": "council"} for login in ("ada", "ben")]
    voters += [{"login": login, "body": "wg"} for login in ("gil", "hal", "ivy")]
    ways = [
        {"electorate": "council", "pass": {"more_than": "1/2"}},
        {"electorate": "wg", "pass": {"at_least": 3}},
    ]
    vote: dict[str, Any] = {"electorate": None, "any_": ways, "voters": voters, "period": DECIDED}
    assert is_open(held("ada no; ben no", at=5, **vote))
    assert ended(held("ada no; ben no; 2 gil no", **vote)) == ("failed", 2)


@pytest.mark.parametrize(
    ("recusal", "ends"), [("keeps base", ("passed", 1)), ("shrinks base", ("passed", 10))]
)
def test_a_vote_that_somebody_could_still_fail_by_leaving_is_not_decided(
    recusal: str, ends: tuple[str, float]
) -> None:
    # Whatever gil says is fine with the group; a group of nobody agrees to nothing.
    voters = [{"login": "ada", "body": "council"}, {"login": "gil", "body": "wg"}]
    both = [
        {"electorate": "council", "pass": {"at_least": 1}},
        {"electorate": "wg", "pass": {"at_least": "0%", "of": "eligible"}},
    ]
    vote: dict[str, Any] = {"electorate": None, "all_": both, "voters": voters, "period": DECIDED}
    assert ended(held("ada yes", recusal=recusal, **vote)) == ends


def test_what_is_decided_is_what_no_missing_ballot_changes() -> None:
    four = tuple(Ballot(Account(login), Choice.YES, at("2026-03-03")) for login in COUNCIL[:4])
    vote = Vote(
        policy_name="p",
        policy=policy(period=DECIDED),
        electorate=Electorate(tuple(Voter(login=login) for login in COUNCIL)),
        seats=7,
        opened=OPENED,
        closes=day(10),
    )
    assert is_decided(replace(vote, ballots=four))
    assert not is_decided(replace(vote, ballots=four[:3]))


def test_an_early_end_needs_somebody_to_have_voted() -> None:
    said = "; ".join(f"{login} /recuse I wrote it" for login in COUNCIL)
    for close_early in ("decided", "all voted"):
        assert ended(held(said, period=TEN | {"close_early": close_early})) == ("failed", 10)


def test_nothing_ends_early_without_a_quorum() -> None:
    quorum = {"at_least": "1/2", "counting": ["yes", "no"]}
    said = ballots(abstain=" ".join(COUNCIL))
    for close_early in ("decided", "all voted"):
        period = TEN | {"close_early": close_early}
        assert ended(held(said, period=period, quorum=quorum)) == ("no-quorum", 10)


def test_the_last_who_leaves_ends_it_no_sooner_than_that() -> None:
    said = ballots(yes="ada ben") + "; 5 cyd /recuse I wrote it"
    period = TEN | {"close_early": "all voted"}
    assert ended(held(said, period=period, voters=["ada", "ben", "cyd"])) == ("passed", 5)


# Extensions --------------------------------------------------------------------------------------

QUORUM = {"at_least": "1/2"}


def test_a_missed_quorum_extends_the_vote_as_often_as_the_policy_says() -> None:
    two: dict[str, Any] = {"quorum": QUORUM, "period": TEN | {"extend": EXTEND | {"times": 2}}}
    assert ended(held("ada yes", **two)) == ("no-quorum", 24)
    assert ended(held("ada yes; 12 ben yes; 13 cyd yes; 13 dee yes", **two)) == ("passed", 17)
    assert ended(held("ada yes; 18 ben yes; 23 cyd yes; 23 dee no", **two)) == ("passed", 24)


def test_an_extension_in_business_days_skips_the_holidays() -> None:
    period = TEN | {"extend": {"by": "2 business days"}, "holidays": ["2026-03-13"]}
    assert ended(held("ada yes", quorum=QUORUM, period=period)) == ("no-quorum", 15)


@pytest.mark.parametrize(
    ("extend", "tie", "ends"),
    [
        (EXTEND, None, ("tied", 10)),
        (EXTEND, "extend", ("tied", 17)),
        (EXTEND | {"when": "tied"}, None, ("tied", 17)),
        (EXTEND | {"when": ["no-quorum", "tied"]}, None, ("tied", 17)),
        (EXTEND | {"when": "tied"}, "fails", ("failed", 10)),
    ],
)
def test_a_tie_extends_the_vote_where_the_policy_says_so(
    extend: dict[str, Any], tie: str | None, ends: tuple[str, float]
) -> None:
    assert ended(held(THREE_EACH, tie=tie, period=TEN | {"extend": extend})) == ends


def test_a_tie_of_one_of_several_conditions_extends_the_vote_where_that_says_so() -> None:
    parts = [
        {"pass": {"more_than": "1/2"}, "tie": "extend"},
        {"pass": {"at_least": 1}},
    ]
    assert ended(held(THREE_EACH, all_=parts, period=TEN | {"extend": EXTEND})) == ("tied", 17)


def test_the_extension_of_a_vote_that_a_concern_held_is_whole() -> None:
    said = "ada yes; ada /concern Keys; 14 ada /resolve Keys; 20 ben yes; 20 cyd yes; 20 dee yes"
    period = TEN | {"extend": EXTEND}
    assert ended(held(said, quorum=QUORUM, period=period, concerns={})) == ("passed", 21)


def test_an_extended_tie_can_be_broken() -> None:
    period = TEN | {"extend": EXTEND}
    assert ended(held(THREE_EACH + "; 12 gus yes", tie="extend", period=period)) == ("passed", 17)


def test_a_tie_of_all_voters_gets_its_extension_and_not_an_early_end() -> None:
    period = TEN | {"extend": EXTEND, "close_early": "all voted"}
    tied = THREE_EACH + "; gus abstain"
    assert ended(held(tied, tie="extend", period=period)) == ("tied", 17)
    assert ended(held(tied + "; 12 gus yes", tie="extend", period=period)) == ("passed", 12)


def test_a_missed_quorum_is_not_extended_where_only_a_tie_is() -> None:
    period = TEN | {"extend": EXTEND | {"when": "tied"}}
    assert ended(held("ada yes", quorum=QUORUM, period=period)) == ("no-quorum", 10)


# Final comment -----------------------------------------------------------------------------------

FINAL = TEN | {"final_comment": "5 days"}
TURNED = "; ".join(f"11 {login} no" for login in ("ada", "ben", "cyd"))


def test_a_vote_that_passes_has_its_final_comment_period_first() -> None:
    during = held(FOUR_YES, period=FINAL, at=11)
    assert is_open(during)
    assert (
        "The vote is in its final comment period until 2026-03-17 00:00 UTC." in during.explanation
    )
    assert ended(held(FOUR_YES, period=FINAL)) == ("passed", 15)


def test_a_vote_that_fails_has_none() -> None:
    assert ended(held(FOUR_NO, period=FINAL)) == ("failed", 10)


def test_minds_may_change_in_the_final_comment_period_and_it_passes_no_more() -> None:
    assert ended(held(f"{FOUR_YES}; {TURNED}", period=FINAL)) == ("failed", 15)


def test_a_final_comment_period_that_came_early_leaves_the_rest_of_the_time() -> None:
    period = FINAL | {"length": "20 days", "close_early": "decided"}
    assert ended(held(FOUR_YES, period=period)) == ("passed", 6)
    turned = "; ".join(f"4 {login} no" for login in ("ada", "ben", "cyd"))
    assert is_open(held(f"{FOUR_YES}; {turned}", period=period, at=19))
    assert ended(held(f"{FOUR_YES}; {turned}", period=period)) == ("failed", 20)
    again = "; 12 ada yes; 12 ben yes; 12 cyd yes"
    assert ended(held(f"{FOUR_YES}; {turned}{again}", period=period)) == ("passed", 17)


def test_a_final_comment_period_that_ends_in_a_tie_is_followed_by_the_extension() -> None:
    period = FINAL | {"extend": EXTEND}
    said = FOUR_YES + "; 11 ada no; 11 ben no"
    assert ended(held(said, tie="extend", period=period)) == ("tied", 22)
    assert ended(held(said + "; 16 eli yes", tie="extend", period=period)) == ("passed", 27)


def test_a_vote_knows_its_final_comment_period_only_while_it_is_in_it() -> None:
    vote = Vote(
        policy_name="p",
        policy=policy(period=FINAL),
        electorate=Electorate((Voter(login="ada"),)),
        seats=1,
        opened=OPENED,
        closes=day(20),
    )
    during = vote.extended(day(9), "final-comment", day(4))
    assert (during.closes, during.changed) == (day(9), day(4))
    assert (during.final_since, during.ordinary_closes) == (day(4), day(20))
    over = during.extended(day(20), "final-comment-over", day(9))
    assert (over.closes, over.changed) == (day(20), day(9))
    assert (over.final_since, over.ordinary_closes, over.extensions) == (None, None, 0)
    tied = during.extended(day(16), "tied", day(9))
    assert (tied.closes, tied.extensions) == (day(16), 1)
    assert (tied.final_since, tied.ordinary_closes) == (None, None)


def test_a_final_comment_period_that_ends_with_the_ordinary_time_ends_the_vote() -> None:
    period = FINAL | {"length": "20 days", "close_early": "decided"}
    vote = Vote(
        policy_name="p",
        policy=policy(period=period),
        electorate=Electorate((Voter(login="ada"),)),
        seats=1,
        opened=OPENED,
        closes=day(20),
    )
    short = vote.extended(day(19), "final-comment", day(14))
    assert conclude(short) == Extended(day(20), "final-comment-over")
    whole = conclude(vote.extended(day(20), "final-comment", day(15)))
    assert isinstance(whole, Closed)
    assert (whole.tally.outcome.value, whole.tally.closes) == ("failed", day(20))


def test_a_vote_that_a_concern_holds_has_no_end_to_come_to() -> None:
    vote = Vote(
        policy_name="p",
        policy=policy(period=FINAL, concerns={}),
        electorate=Electorate((Voter(login="ada"),)),
        seats=1,
        opened=OPENED,
        closes=day(10),
    ).with_concern(Concern("Keys", None, day(12)))
    for held_up in (vote, vote.extended(day(15), "final-comment", day(10))):
        with pytest.raises(ValueError, match="held by a concern"):
            conclude(held_up)


# By hand -----------------------------------------------------------------------------------------

BY_HAND = TEN | {"minimum": "72 hours", "close_by": "chair"}


def test_a_chair_ends_a_vote_by_hand_once_its_minimum_is_over() -> None:
    for number in (3, 4):
        said = f"{FOUR_YES}; {number} ada /vote close"
        assert ended(held(said, period=BY_HAND, voters=CHAIR)) == ("passed", number)


@pytest.mark.parametrize(
    ("said", "changes", "why"),
    [
        (
            "2 ada /vote close",
            {},
            "The vote runs until 2026-03-05 00:00 UTC at least.",
        ),
        ("4 ben /vote close", {}, "Only chair may close this vote."),
        (
            "3 ben /concern Keys; 4 ada /vote close",
            {"concerns": {"by": "council"}},
            "The vote is held by open concerns: “Keys”.",
        ),
        (
            "4 ada /vote close",
            {"period": TEN},
            "The vote runs until 2026-03-12 00:00 UTC and is not ended sooner by hand.",
        ),
        (
            FOUR_YES + "; 12 ben /concern Keys; 13 ada /vote close",
            {"period": FINAL, "concerns": {}},
            "The vote is held and is not ended sooner by hand.",
        ),
        (
            FOUR_YES + "; 4 ada /vote close",
            {"period": BY_HAND | {"final_comment": "5 days"}},
            (
                "The vote runs until 2026-03-12 00:00 UTC. It would pass, "
                "and a final comment period of 5 days follows."
            ),
        ),
        (
            FOUR_YES + "; 11 ada /vote close",
            {"period": BY_HAND | {"final_comment": "5 days"}},
            (
                "The vote runs until 2026-03-17 00:00 UTC, in its final comment period, "
                "which nobody cuts short."
            ),
        ),
    ],
)
def test_a_vote_that_may_not_be_ended_by_hand_says_why(
    said: str, changes: dict[str, Any], why: str
) -> None:
    answer = held(said, voters=CHAIR, **{"period": BY_HAND} | changes)
    hint = "It closes by itself; `/vote cancel <reason>` calls it off."
    assert refusals(answer)[-1][1] == f"{why} {hint}"


# Calling off -------------------------------------------------------------------------------------


def test_a_steward_calls_a_vote_off_and_nobody_else_does() -> None:
    said = "ada yes; ada /vote cancel wrong text; 2 mo /vote cancel wrong text; 3 ben yes"
    answer = held(said, case={"maintainers": ["mo"]})
    assert ended(answer) == ("cancelled", 2)
    assert refusals(answer) == [
        ("ada", "Only maintainer may cancel this vote."),
        ("ben", "The vote was cancelled at 2026-03-04 00:00 UTC."),
    ]


def test_the_policy_names_the_stewards() -> None:
    assert outcome("2 ada /vote cancel why not", stewards=["chair"], voters=CHAIR) == "cancelled"
