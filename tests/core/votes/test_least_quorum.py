"""A quorum that is a share, and never fewer than so many."""

from __future__ import annotations

import pytest

from tests.core.votes.voting import ballots, held

SIX = ["ada", "ben", "cyd", "dee", "eli", "fay"]


@pytest.mark.parametrize(
    ("yes", "rule", "outcome"),
    [
        ("ada ben cyd", {"at_least": "1/2"}, "passed"),
        ("ada ben cyd dee", {"at_least": "1/2", "minimum": 5}, "no-quorum"),
        ("ada ben cyd dee eli", {"at_least": "1/2", "minimum": 5}, "passed"),
        ("ada ben cyd", {"at_least": "1/2", "minimum": 2}, "passed"),
        ("ada ben", {"at_least": "1/2", "minimum": 2}, "no-quorum"),
        ("ada ben cyd", {"more_than": "1/2", "minimum": 3}, "no-quorum"),
        ("ada ben cyd dee", {"more_than": "1/2", "minimum": 4}, "passed"),
    ],
)
def test_a_quorum_takes_its_share_and_no_fewer_than_its_minimum(
    yes: str, rule: dict[str, object], outcome: str
) -> None:
    assert held(ballots(yes=yes), voters=SIX, quorum=rule).outcome == outcome


def test_the_explanation_says_the_minimum_where_it_is_what_is_missing() -> None:
    answer = held(ballots(yes="ada ben cyd"), voters=SIX, quorum={"at_least": "1/2", "minimum": 5})
    assert answer.quorum.need == "at least 1/2 of eligible, and no fewer than 5"
    assert (
        "Quorum: it takes at least 1/2 of eligible, and no fewer than 5; 3/6 took part, "
        "where 5 are needed. Not met."
    ) in answer.explanation
