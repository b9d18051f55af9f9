"""What stops or holds a vote: blocks, a no that is a veto, overriding one, and open concerns."""

from __future__ import annotations

from typing import Any

import pytest

from tests.core.votes.voting import ballots, ended, held, is_open, outcome, refusals

SIX_YES = ballots(yes="ada ben cyd dee eli fay")
VETO = {"by": "council"}
NO_IS_A_VETO = {"by": "council", "choice": "no"}


def test_one_block_stops_a_vote_that_would_pass_and_says_why() -> None:
    answer = held(f"{SIX_YES}; gus block it leaks", veto=VETO)
    assert answer.outcome == "blocked"
    assert "gus blocks: it leaks" in answer.explanation


def test_a_block_that_is_taken_back_stops_nothing() -> None:
    assert outcome(f"{SIX_YES}; gus block it leaks; 2 gus abstain", veto=VETO) == "passed"


def test_everybody_who_may_vote_has_a_veto_where_the_policy_names_nobody() -> None:
    assert outcome(f"{SIX_YES}; gus block it leaks", veto={}) == "blocked"


def test_only_a_part_of_the_electorate_may_have_a_veto() -> None:
    electorate = [{"login": "ada", "role": "chair"}, "ben", "cyd"]
    chair = {"by": {"body": "council", "role": "chair"}}
    answer = held("ben yes; cyd block I mind", voters=electorate, veto=chair)
    assert answer.outcome == "passed"
    assert refusals(answer) == [
        (
            "cyd",
            (
                "Only chair of council may block, and cyd does not vote for it here. "
                "Vote `/vote no` instead."
            ),
        )
    ]
    assert outcome("ben yes; ada block I mind", voters=electorate, veto=chair) == "blocked"


def test_a_block_without_its_reason_is_refused() -> None:
    answer = held(f"{SIX_YES}; gus block", veto=VETO)
    assert answer.outcome == "passed"
    assert [by for by, _ in refusals(answer)] == ["gus"]
    assert refusals(answer)[0][1] == "A block says why. Write `/vote block <reason>`."


def test_a_block_needs_no_reason_where_the_policy_asks_for_none() -> None:
    assert outcome(f"{SIX_YES}; gus block", veto={"reason": "optional"}) == "blocked"


def test_a_no_is_a_veto_where_the_policy_says_so_and_says_why() -> None:
    # The Apache Software Foundation's rule for a change of code.
    answer = held(f"{SIX_YES}; gus no it breaks builds", veto=NO_IS_A_VETO)
    assert answer.outcome == "blocked"
    assert "gus vetoes: it breaks builds" in answer.explanation
    bare = held(f"{SIX_YES}; gus no", veto=NO_IS_A_VETO)
    assert bare.outcome == "passed"
    assert refusals(bare) == [
        ("gus", "A no is a veto under this policy, and says why. Write `/vote no <reason>`.")
    ]


def test_where_a_no_is_the_veto_there_is_no_block() -> None:
    answer = held("ada block it leaks", veto=NO_IS_A_VETO)
    assert refusals(answer) == [
        (
            "ada",
            "The policy `the policy of the case` gives nobody a block. Vote `/vote no <reason>` instead.",
        )
    ]


def test_a_veto_by_no_may_need_no_reason() -> None:
    answer = held(f"{SIX_YES}; gus no", veto=NO_IS_A_VETO | {"reason": "optional"})
    assert answer.outcome == "blocked"
    assert "gus vetoes." in answer.explanation


def test_a_no_of_somebody_without_a_veto_is_a_no() -> None:
    electorate = [{"login": "ada", "role": "chair"}, "ben", "cyd"]
    chair = {"by": {"body": "council", "role": "chair"}, "choice": "no"}
    said = "ada yes; ben yes; cyd no"
    assert outcome(said, voters=electorate, veto=chair) == "passed"


# Overriding -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "override", "came", "have"),
    [
        (f"{SIX_YES}; gus block it leaks", {"at_least": "2/3"}, "passed", "6/7"),
        ("ada yes; ben yes; gus block it leaks", {"at_least": "2/3"}, "passed", "2/3"),
        ("ada yes; gus block it leaks", {"at_least": "2/3"}, "blocked", "1/2"),
        (f"{SIX_YES}; gus block it leaks", {"at_least": "all but 1"}, "passed", "6/7"),
        (
            "ada yes; ben block a; gus block b",
            {"at_least": "2/3", "of": ["yes", "no"]},
            "blocked",
            "1/3",
        ),
        ("ada yes; ben block a; gus block b", "plurality", "blocked", "1 to 2"),
        (f"{SIX_YES}; gus block it leaks", {"at_least": "6/7", "of": "eligible"}, "passed", "6/7"),
    ],
)
def test_a_veto_is_overridden_by_enough_of_those_who_are_asked(
    said: str, override: Any, came: str, have: str
) -> None:
    answer = held(said, veto=VETO | {"override": override})
    assert answer.outcome == came
    line = next(each for each in answer.explanation if each.startswith("To pass in spite"))
    assert f"; there is {have}. " in line


def test_an_overridden_block_counts_as_a_no() -> None:
    said = ballots(yes="ada ben cyd") + "; dee block a; eli block b"
    answer = held(said, veto=VETO | {"override": {"at_least": "3/5"}}, pass_={"at_least": "2/3"})
    assert answer.outcome == "failed"
    assert answer.threshold.have == "3/5"
    assert answer.counts == {"yes": 3, "no": 0, "abstain": 0, "block": 2}


def test_a_veto_by_no_can_be_overridden_too() -> None:
    veto = NO_IS_A_VETO | {"override": {"at_least": "2/3"}}
    assert outcome(f"{SIX_YES}; gus no it breaks builds", veto=veto) == "passed"
    assert outcome("ada yes; gus no it breaks builds", veto=veto) == "blocked"


def test_another_body_may_decide_about_the_veto() -> None:
    electorate = [
        *({"login": login, "body": "council"} for login in ("ada", "ben")),
        *({"login": login, "body": "steering"} for login in ("sue", "tom", "una")),
    ]
    override = {"electorate": "steering", "at_least": "2/3"}
    only_council = [{"electorate": "council", "pass": {"at_least": 1}}]
    vote: dict[str, Any] = {
        "voters": electorate,
        "all_": only_council,
        "veto": {"by": "council", "override": override},
    }
    said = "ada yes; ben block it leaks; sue yes; tom yes; una no"
    assert outcome(said, **vote) == "passed"
    assert outcome(said + "; 2 tom no", **vote) == "blocked"


# Concerns ---------------------------------------------------------------------------------------

CONCERNS: dict[str, Any] = {"by": "council"}
RAISED = f"{SIX_YES}; gus /concern Who keeps the keys"


def test_an_open_concern_holds_the_outcome_past_the_deadline() -> None:
    answer = held(RAISED, concerns=CONCERNS)
    assert is_open(answer)
    assert answer.held_by == ("Who keeps the keys",)


def test_a_vote_ends_when_the_last_concern_is_resolved_on_the_ballots_of_its_time() -> None:
    said = f"{RAISED}; 8 fay /concern The cost; 12 ada no; 13 fay /resolve the cost"
    assert is_open(held(said, concerns=CONCERNS))
    answer = held(f"{said}; 14 gus /resolve Who keeps the keys; 15 ben no", concerns=CONCERNS)
    assert ended(answer) == ("passed", 10)
    assert refusals(answer) == [
        (login, _late(day)) for login, day in (("ada", "2026-03-14"), ("ben", "2026-03-17"))
    ]


def _late(written: str) -> str:
    return (
        f"The vote closed at 2026-03-12 00:00 UTC; this was written at {written} 00:00 UTC, "
        f"so it does not count."
    )


def test_a_concern_is_resolved_also_with_a_full_stop() -> None:
    assert ended(held(f"{RAISED}; 4 gus /resolve Who keeps the keys.", concerns=CONCERNS)) == (
        ended(held(SIX_YES))
    )


def test_a_concern_resolved_in_time_changes_nothing() -> None:
    assert ended(held(f"{RAISED}; 4 gus /resolve who KEEPS the keys", concerns=CONCERNS)) == (
        "passed",
        10,
    )


@pytest.mark.parametrize(
    ("resolver", "allowed", "may"),
    [
        ("gus", ["raiser"], True),
        ("ada", ["chair"], True),
        ("mo", ["maintainer"], True),
        ("ben", ["raiser", "chair", "maintainer"], False),
        ("gus", ["chair"], False),
        ("ada", ["raiser", "maintainer"], False),
    ],
)
def test_a_concern_is_resolved_by_those_who_may(
    resolver: str,
    allowed: list[str],
    may: bool,  # noqa: FBT001 - a column of the table
) -> None:
    electorate = [{"login": "ada", "role": "chair"}, *("ben", "cyd", "dee", "eli", "fay", "gus")]
    answer = held(
        f"{RAISED}; 4 {resolver} /resolve Who keeps the keys",
        concerns=CONCERNS | {"resolved_by": allowed},
        voters=electorate,
        case={"maintainers": ["mo"]},
    )
    assert is_open(answer) is not may
    assert bool(answer.refused) is not may


def test_a_concern_that_is_not_open_cannot_be_resolved() -> None:
    answer = held(f"{RAISED}; 2 gus /resolve Keys", concerns=CONCERNS)
    assert refusals(answer) == [
        ("gus", "No open concern has this title. Open concerns: “Who keeps the keys”.")
    ]


@pytest.mark.parametrize(
    ("said", "rules", "why"),
    [
        (
            "ada /concern Keys",
            None,
            (
                "Under the policy `the policy of the case` a concern does not hold a vote that is open. "
                "`/vote no` says it."
            ),
        ),
        (
            "zoe /concern Keys",
            CONCERNS,
            (
                "Only council may raise a concern that holds this vote. "
                "Write your objection as a comment; one of them can raise it."
            ),
        ),
        (
            "ada /concern Keys",
            {"by": {"body": "council", "role": "chair"}},
            (
                "Only chair of council may raise a concern that holds this vote. "
                "Write your objection as a comment; one of them can raise it."
            ),
        ),
        (
            "ada /concern Keys; 2 ben /concern KEYS",
            CONCERNS,
            "The concern “KEYS” is open already.",
        ),
        (
            "ada /recuse I wrote it; 2 ada /concern Keys",
            CONCERNS,
            "ada has left this vote with `/recuse`.",
        ),
    ],
)
def test_a_concern_that_cannot_be_raised_says_why(said: str, rules: Any, why: str) -> None:
    assert [why for _, why in refusals(held(said, concerns=rules))] == [why]


def test_everybody_who_may_vote_may_raise_a_concern_where_the_policy_names_nobody() -> None:
    assert is_open(held("gus /concern Keys", concerns={}))


def test_a_concern_in_the_final_comment_period_starts_that_again_when_it_is_resolved() -> None:
    period = {"length": "10 days", "final_comment": "5 days"}
    said = f"{SIX_YES}; 12 gus /concern Who keeps the keys"
    assert is_open(held(said, concerns=CONCERNS, period=period))
    answer = held(f"{said}; 14 gus /resolve Who keeps the keys", concerns=CONCERNS, period=period)
    assert ended(answer) == ("passed", 19)


@pytest.mark.parametrize(
    ("raised", "resolved", "end"),
    [
        (1, 4, 15),  # All of it before the final comment period, which begins on day 10.
        (1, 12, 17),  # It begins once the concern is resolved.
        (10, 14, 19),
        (12, 12.5, 17.5),
    ],
)
def test_the_final_comment_period_is_whole_after_the_last_concern_in_it(
    raised: float, resolved: float, end: float
) -> None:
    period = {"length": "10 days", "final_comment": "5 days"}
    said = f"{SIX_YES}; {raised} gus /concern Keys; {resolved} gus /resolve Keys"
    assert ended(held(said, concerns=CONCERNS, period=period)) == ("passed", end)


def test_ballots_are_taken_while_a_concern_holds_the_final_comment_period() -> None:
    period = {"length": "10 days", "final_comment": "5 days"}
    changed = "; ".join(f"40 {login} no" for login in ("ada", "ben", "cyd", "dee"))
    said = f"{SIX_YES}; 12 gus /concern Keys; {changed}; 41 gus /resolve Keys"
    assert ended(held(said, concerns=CONCERNS, period=period)) == ("failed", 46)


def test_a_concern_keeps_a_vote_from_ending_early() -> None:
    period = {"length": "10 days", "close_early": "all voted"}
    everybody = f"{SIX_YES}; gus yes"
    assert ended(held(everybody, period=period, concerns=CONCERNS)) == ("passed", 1)
    raised = f"0.5 gus /concern Keys; {everybody}; 3 gus /resolve Keys"
    assert ended(held(raised, period=period, concerns=CONCERNS)) == ("passed", 3)
