"""Nobody counts twice, however their login, their id or their affiliation is written."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from govbot.core.accounts import Account, Voter
from govbot.core.choices import Choice
from govbot.core.people import one_spelling
from govbot.core.policies import Policy
from govbot.core.votes import Ballot, Electorate, Proxy, Vote, count

OPENED = datetime(2026, 3, 1, tzinfo=UTC)
CLOSES = OPENED + timedelta(days=10)
ADA, BEN, CYD = (Voter(login=login, id=at, body="council") for at, login in enumerate("abc", 1))


def vote(*voters: Voter, ballots: tuple[Ballot, ...] = (), **policy: Any) -> Vote:
    rules: dict[str, Any] = {
        "electorate": "council",
        "pass": {"more_than": "1/2"},
        "period": {"length": "10 days"},
    }
    return Vote(
        policy_name="p",
        policy=Policy.model_validate(rules | policy),
        electorate=Electorate(voters),
        seats=len(voters),
        opened=OPENED,
        closes=CLOSES,
        ballots=ballots,
    )


def ballot(login: str, number: int | None, choice: Choice, hour: int) -> Ballot:
    return Ballot(Account(login, number), choice, OPENED + timedelta(hours=hour), order=hour)


@pytest.mark.parametrize("ids", [(77, None), (None, 77)])
def test_advice_from_who_was_seen_with_an_id_and_without_one_counts_once(
    ids: tuple[int | None, int | None],
) -> None:
    cast = (ballot("zoe", ids[0], Choice.YES, 1), ballot("Zoe", ids[1], Choice.NO, 2))
    tally = count(vote(ADA, ballots=cast), CLOSES)
    assert tally.advisory == {"yes": 0, "no": 1, "abstain": 0}
    assert [each.choice for each in tally.ballots] == [Choice.NO]


def test_advice_from_two_people_who_had_one_login_counts_twice() -> None:
    cast = (ballot("zoe", 77, Choice.YES, 1), ballot("zoe", 78, Choice.NO, 2))
    assert count(vote(ADA, ballots=cast), CLOSES).advisory == {"yes": 1, "no": 1, "abstain": 0}


def test_a_proxy_takes_the_place_of_one_that_the_same_voter_gave_under_another_login() -> None:
    held = vote(ADA, BEN, CYD, proxies={})
    first = Proxy(Account("old-name", 1), Account("b", 2), OPENED + timedelta(hours=1))
    # The id is not known here: the electorate says who it is.
    second = Proxy(Account("a"), Account("c", 3), OPENED + timedelta(hours=2))
    assert held.with_proxy(first).with_proxy(second).proxies == (second,)
    other = Proxy(Account("b", 2), Account("c", 3), OPENED + timedelta(hours=2))
    assert held.with_proxy(first).with_proxy(other).proxies == (first, other)


def test_voting_in_person_ends_a_proxy_that_was_given_under_another_login() -> None:
    given = Proxy(Account("old-name", 1), Account("b", 2), OPENED + timedelta(hours=1))
    held = vote(ADA, BEN, CYD, proxies={}).with_proxy(given)
    assert held.with_vote_in_person(Account("a")).proxies == ()
    assert held.with_vote_in_person(Account("b", 2)).proxies == (given,)


@pytest.mark.parametrize("spelling", ["acme inc", "ACME Inc", " Acme  Inc ", "Acme\tInc"])
def test_a_cap_holds_for_an_affiliation_however_it_is_spelt(spelling: str) -> None:
    voters = [
        Voter(login=login, id=at, body="council", affiliation=affiliation)
        for at, (login, affiliation) in enumerate(
            [("a", "Acme Inc"), ("b", spelling), ("c", None), ("d", None)], 1
        )
    ]
    cast = tuple(ballot(each.login, each.id, Choice.YES, 1) for each in voters)
    tally = count(vote(*voters, ballots=cast, affiliation_cap=1), CLOSES)
    assert (tally.counts["yes"], tally.eligible) == (3, 3)
    assert any("the ballots of Acme Inc count in part" in line for line in tally.explanation)


def test_two_affiliations_are_not_one_for_a_letter() -> None:
    assert one_spelling("Acme Inc") == one_spelling("ACME  inc ")
    assert one_spelling("Acme") != one_spelling("Acme Inc")
