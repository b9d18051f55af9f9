"""A term that is over gives no ballot, also in a vote that was open before."""

from __future__ import annotations

from typing import Any

from govbot.core.cases import Answer, Case, evaluate

COUNCIL = [{"login": "ada", "until": "2026-03-05"}, {"login": "ben"}, {"login": "cyd"}]
POLICY = {"electorate": "council", "pass": {"more_than": "1/2"}, "period": {"length": "10 days"}}


def heard(*says: tuple[str, str, str], **policy: Any) -> Answer:
    return evaluate(
        Case.model_validate(
            {
                "policy": POLICY | policy,
                "electorate": COUNCIL,
                "opened": "2026-03-01T00:00:00Z",
                "says": [{"at": at, "by": by, "text": text} for at, by, text in says],
            }
        ),
        {},
    )


def test_a_ballot_counts_through_the_last_day_of_the_term() -> None:
    result = heard(("2026-03-05T23:59:59Z", "ada", "/vote yes"))
    assert [(each.by, each.binding) for each in result.ballots] == [("ada", True)]


def test_a_ballot_after_the_last_day_is_refused_with_the_day() -> None:
    result = heard(("2026-03-06T00:00:00Z", "ada", "/vote yes"))
    assert result.ballots == ()
    assert [each.why for each in result.refused] == [
        (
            "ada's term ended on 2026-03-05, and this was written on 2026-03-06, so it does not count. "
            "A ballot cast before that stands."
        )
    ]


def test_a_ballot_cannot_be_changed_after_the_term_and_stands_as_it_was() -> None:
    result = heard(
        ("2026-03-04T00:00:00Z", "ada", "/vote yes"), ("2026-03-07T00:00:00Z", "ada", "/vote no")
    )
    assert [(each.by, each.choice) for each in result.ballots] == [("ada", "yes")]


def test_whoever_can_no_longer_vote_is_still_among_the_eligible_and_it_is_said() -> None:
    result = heard(("2026-03-06T00:00:00Z", "ada", "/vote yes"))
    assert result.eligible == 3
    assert "Could vote until 2026-03-05, the last day of the term: ada." in result.explanation


def test_a_policy_may_let_those_vote_who_served_when_it_opened() -> None:
    result = heard(("2026-03-06T00:00:00Z", "ada", "/vote yes"), expired="may vote")
    assert [(each.by, each.binding) for each in result.ballots] == [("ada", True)]
    assert not any("last day of the term" in line for line in result.explanation)


def test_a_ballot_that_was_lent_is_not_cast_after_the_givers_term() -> None:
    lent = ("2026-03-02T00:00:00Z", "ada", "/proxy @ben")
    before = heard(lent, ("2026-03-05T00:00:00Z", "ben", "/vote yes"), proxies={})
    after = heard(lent, ("2026-03-06T00:00:00Z", "ben", "/vote yes"), proxies={})
    assert [each.by for each in before.ballots] == ["ada", "ben"]
    assert [each.by for each in after.ballots] == ["ben"]


def test_a_ballot_is_not_lent_after_the_term() -> None:
    result = heard(("2026-03-06T00:00:00Z", "ada", "/proxy @ben"), proxies={})
    assert "ada's term ended on 2026-03-05" in result.refused[0].why
