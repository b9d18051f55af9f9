"""What the checks of policies prove by trying votes, and what they only say they did not find."""

from __future__ import annotations

from typing import Any

import pytest

from tests.core.test_checks import community, findings
from tests.core.test_checks_policies import FULL, SEATED, Row, of

SEVEN: dict[str, Any] = {
    "seats": {"count": 7},
    "members": [
        *SEATED,
        *({"github": login, "seat": seat} for seat, login in enumerate(("d", "e", "f", "g"), 4)),
    ],
}
PEOPLE = [
    {"github": login, "id": number}
    for number, login in enumerate(("ada", "ben", "cyd", "d", "e", "f", "g"), 1001)
]


def said(rows: list[Row]) -> list[tuple[str, str, str]]:
    return [(level, check, message) for level, check, message, _, _ in rows]


def test_a_mixture_that_passes_among_voters_of_several_kinds_is_found() -> None:
    # 5 yes of 7 are two thirds, and the other 2 vote no: that is the quorum.
    change = {
        "quorum": {"at_least": 2, "counting": ["no"]},
        "pass": {"at_least": "2/3", "of": "eligible"},
    }
    assert of(change, SEVEN, people=PEOPLE) == []


def test_one_more_than_a_mixture_can_have_is_an_error() -> None:
    change = {
        "quorum": {"at_least": 3, "counting": ["no"]},
        "pass": {"at_least": "2/3", "of": "eligible"},
    }
    ((level, check, message),) = said(of(change, SEVEN, people=PEOPLE))
    assert (level, check) == ("error", "policy-pass")
    assert message == (
        "`p` can never pass: with all 7 voting yes, 0 count for its quorum, and 3 are needed."
    )


def test_where_there_are_too_many_ways_to_vote_not_having_found_one_is_a_warning() -> None:
    people = [{"github": f"m{at}", "id": at + 1} for at in range(60)]
    council = {"seats": {"count": 60}, "members": [{"github": each["github"]} for each in people]}
    change = {
        "quorum": {"at_least": 21, "counting": ["no"]},
        "pass": {"at_least": "2/3", "of": "eligible"},
    }
    ((level, check, message),) = said(of(change, council, people=people + PEOPLE))
    assert (level, check) == ("warning", "policy-pass")
    assert message.startswith("`p` can hardly pass: no way of voting that was tried passes it;")


def test_conditions_that_exclude_one_another_for_too_many_to_try_are_a_warning() -> None:
    people = [{"github": f"m{at}", "id": at + 1} for at in range(60)]
    council = {"seats": {"count": 60}, "members": [{"github": each["github"]} for each in people]}
    parts = [
        {"pass": {"at_least": "2/3", "of": "eligible"}},
        {"minimum_yes": 1, "pass": {"at_least": "2/3", "count": "no", "of": "eligible"}},
    ]
    base = {"electorate": "council", "period": {"length": "10 days"}}
    rows = said(of({"all": parts}, council, base=base, people=people + PEOPLE))
    (row,) = [each for each in rows if each[1] == "policy-contradiction"]
    assert row[0] == "warning"
    assert row[2].startswith("`p` can hardly pass: in every vote tried, they exclude one another.")


@pytest.mark.parametrize("choice", ["block", "no"])
def test_an_override_that_is_met_and_passes_nothing_is_an_error(choice: str) -> None:
    every = ["yes", "no", "block"]
    change = {
        "pass": {"at_least": "all", "of": every},
        "veto": {"choice": choice, "override": {"at_least": "1/2"}},
    }
    ((level, check, message),) = said(of(change, SEVEN, people=PEOPLE))
    assert (level, check) == ("error", "policy-veto")
    assert message.startswith(
        f"The override of `p` passes nothing: with 6 yes and 1 {choice} it is met, and the vote "
        "does not pass all the same"
    )


def test_an_override_that_something_passes_by_is_fine() -> None:
    change = {
        "pass": {"at_least": "all but 1", "of": ["yes", "no", "block"]},
        "veto": {"override": {"at_least": "6/7"}},
    }
    assert of(change, SEVEN, people=PEOPLE) == []


KEEPS = {"recusal": "keeps base"}


@pytest.mark.parametrize(
    ("change", "what"),
    [
        ({"quorum": {"at_least": "all"}}, "quorum"),
        ({"quorum": {"at_least": "100%"}}, "quorum"),
        ({"pass": {"at_least": "all", "of": "eligible"}}, "pass rule"),
    ],
)
def test_a_vote_that_takes_everybody_is_defeated_by_one_who_leaves_it(
    change: dict[str, Any], what: str
) -> None:
    ((level, check, message),) = said(of(change | KEEPS))
    assert (level, check) == ("warning", "policy-recusal")
    assert message == (
        "One `/recuse` is enough that `p` does not pass: with 2 yes and 1 recused, "
        f"its {what} still takes all 3."
    )
    assert of(change | {"recusal": "shrinks base"}) == []


@pytest.mark.parametrize(
    "change",
    [
        {"quorum": {"at_least": "2/3"}},
        {"quorum": {"more_than": "1/2"}},
        {"pass": {"at_least": "all", "of": ["yes", "no"]}},
        {"pass": {"at_least": "all but 1", "of": "eligible"}},
    ],
)
def test_a_vote_that_somebody_may_leave_is_fine(change: dict[str, Any]) -> None:
    assert of(change | KEEPS) == []


def test_ways_to_pass_of_which_one_is_by_votes_against_it_pass_whatever_is_voted() -> None:
    base = {"electorate": "council", "period": {"length": "10 days"}}
    parts = [{"pass": {"more_than": "1/2"}}, {"pass": {"at_least": "1/2", "count": "no"}}]
    rows = of({"any": parts}, base=base)
    assert (
        "error",
        "policy-pass",
        "`p` passes whatever is voted: with 1 no and nobody else it passes.",
    ) in said(rows)
    assert ("any",) in [inside for *_, inside in rows]


def test_a_part_that_passes_whatever_is_voted_is_told_once() -> None:
    base = {"electorate": "council", "period": {"length": "10 days"}}
    rows = of({"any": [{"pass": {"more_than": "1/2"}}, {"pass": {"at_least": 0}}]}, base=base)
    assert [message for _, check, message in said(rows) if check == "policy-pass"] == [
        "`any[1]` of `p` passes whatever is voted: with nobody voting it passes."
    ]


@pytest.mark.parametrize("spelling", ["acme", "ACME", "Acme ", "Acme  Inc"])
def test_an_affiliation_that_is_written_in_two_ways_is_a_warning(spelling: str) -> None:
    first = "Acme Inc" if "Inc" in spelling else "Acme"
    people = [
        {"github": "ada", "id": 1001, "affiliations": [{"name": first}]},
        {"github": "ben", "id": 1002, "affiliations": [{"name": spelling}]},
        {"github": "cyd", "id": 1003, "affiliations": [{"name": "Blue"}, {"name": first}]},
    ]
    (found,) = findings(community(people=people))
    assert (found.level, found.id) == ("warning", "affiliation-spelling")
    assert found.message == (
        f"The affiliation `{spelling}` of ben is `{first}` with ada: "
        "an affiliation cap takes the two for one."
    )


def test_the_council_of_these_tests_is_without_findings() -> None:
    assert of({}, FULL) == []
    assert of({}, SEVEN, people=PEOPLE) == []
