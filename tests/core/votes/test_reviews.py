"""Reviews of a pull request as ballots, where the policy maps them."""

from __future__ import annotations

from typing import Any

import pytest

from govbot.core.cases import Answer
from tests.core.votes.voting import day, held, refusals

BOTH = {"approve": "yes", "request_changes": "no"}


def reviewed(*reviews: tuple[float, str, str, str], **changes: Any) -> Answer:
    """Hold a vote in which these were said: on which day, by whom, which review, with which words."""
    sayings: list[dict[str, Any]] = [
        {"at": day(at), "by": by, "text": text} | ({"review": review} if review else {})
        for at, by, review, text in reviews
    ]
    return held(case={"says": sayings}, **changes)


@pytest.mark.parametrize(
    ("rules", "counts"),
    [
        (BOTH, (1, 1)),
        ({"approve": "yes"}, (1, 0)),
        ({"request_changes": "no"}, (0, 1)),
        (None, (0, 0)),
    ],
)
def test_a_review_is_the_ballot_that_the_policy_makes_of_it(
    rules: Any, counts: tuple[int, int]
) -> None:
    answer = reviewed(
        (1, "ada", "approved", ""), (1, "ben", "changes_requested", ""), reviews=rules
    )
    assert (answer.counts["yes"], answer.counts["no"]) == counts
    assert answer.refused == ()


def test_the_latest_counts_whether_it_was_a_review_or_a_comment() -> None:
    answer = reviewed(
        (1, "ada", "approved", ""),
        (2, "ada", "", "/vote abstain"),
        (1, "ben", "", "/vote yes"),
        (2, "ben", "changes_requested", ""),
        reviews=BOTH,
    )
    assert answer.counts == {"yes": 0, "no": 1, "abstain": 1, "block": 0}


def test_a_review_counts_by_the_same_rules_of_time_and_person() -> None:
    answer = reviewed(
        (10, "ada", "approved", ""),
        (1, "zoe", "approved", ""),
        (1, "ben", "", "/recuse I wrote it"),
        (2, "ben", "approved", ""),
        reviews=BOTH,
    )
    assert answer.counts["yes"] == 0
    assert answer.advisory["yes"] == 1
    assert [by for by, _ in refusals(answer)] == ["ben", "ada"]


def test_what_a_review_says_is_the_reason_of_its_veto() -> None:
    rules: dict[str, Any] = {
        "reviews": {"request_changes": "block"},
        "veto": {"by": "council"},
    }
    answer = reviewed((1, "ada", "changes_requested", "It breaks\nevery build."), **rules)
    assert answer.outcome == "blocked"
    assert "ada blocks: It breaks every build." in answer.explanation
    bare = reviewed((1, "ada", "changes_requested", ""), **rules)
    assert refusals(bare) == [("ada", "A block says why. Write `/vote block <reason>`.")]
