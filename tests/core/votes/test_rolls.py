"""Whose ballots are in effect, and what would be if somebody voted, changed their mind, or left."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from govbot.core.accounts import Account, Voter
from govbot.core.choices import Choice
from govbot.core.votes import Ballot, Electorate, Roll, Vote, roll_of
from govbot.core.votes.weighing import weigh
from tests.core.votes.voting import OPENED, day, policy
from tests.core.votes.worlds import votes, with_ballot

BOTH = ["council", {"body": "core-team", "weight": 2}, "@ada"]
POLICIES = [
    policy(electorate=BOTH, recusal=recusal, leave=leave)
    for recusal in ("shrinks base", "keeps base")
    for leave in ("excluded", "may vote")
]
THREE = [Choice.YES, Choice.NO, Choice.ABSTAIN]
VOTES = votes(st.sampled_from(POLICIES), events=["cast", "cast", "recuse"], choices=THREE)


def shown(vote: Vote, roll: Roll) -> dict[str, Any]:
    """Return everything a roll says, by login."""
    weights = weigh(roll, vote.policy.selectors, None)
    return {
        "base": sorted(each.login for each in roll.base),
        "binding": sorted((each.voter.login, each.ballot.choice) for each in roll.binding),
        "pending": sorted(each.login for each in roll.pending),
        "absent": sorted(each.login for each in roll.absent),
        "recused": sorted(each.login for each in roll.recused),
        "weights": (weights.counts, weights.eligible),
        "seated": roll.seated.total(),
        "cast": Counter(choice for _, choice in roll.cast.elements()),
    }


@given(VOTES, st.sampled_from(THREE))
def test_the_roll_if_somebody_voted_is_that_after_they_did(vote: Vote, choice: Choice) -> None:
    roll = roll_of(vote)
    for voter in roll.missing:
        after = with_ballot(vote, voter.login, choice)
        assert shown(vote, roll.with_ballots((voter,), choice)) == shown(vote, roll_of(after))


@given(VOTES, st.sampled_from(THREE))
def test_the_roll_if_somebody_had_said_something_else_is_that_after_they_do(
    vote: Vote, choice: Choice
) -> None:
    roll = roll_of(vote)
    for cast in roll.binding:
        after = with_ballot(vote, cast.voter.login, choice)
        assert shown(vote, roll.with_changed(cast, choice)) == shown(vote, roll_of(after))


@given(VOTES)
def test_the_roll_without_some_ballots_is_that_of_a_vote_without_them(vote: Vote) -> None:
    roll = roll_of(vote)
    taken = roll.binding[:2]
    logins = {each.voter.login for each in taken}
    kept = tuple(each for each in vote.ballots if each.by.login not in logins)
    without = roll_of(replace(vote, ballots=kept))
    assert shown(vote, roll.without(taken)) == shown(vote, without)


@given(VOTES)
def test_the_roll_if_all_pending_left_is_that_after_they_did(vote: Vote) -> None:
    """Who leaves is named on the roll only after they did, and the base does not wait for them."""
    shrinks = replace(vote, policy=vote.policy.model_copy(update={"recusal": "shrinks-base"}))
    roll = roll_of(shrinks)
    after = shrinks
    for voter in roll.pending:
        after = after.with_recusal(Account(voter.login), day(9))
    left = shown(shrinks, roll.if_all_pending_left())
    assert left | {"recused": []} == shown(shrinks, roll_of(after)) | {"recused": []}


# The latest ballot -------------------------------------------------------------------------------


def roll_with(*said: Ballot, voters: tuple[Voter, ...] = (Voter(login="ada", id=1),)) -> Roll:
    return roll_of(
        Vote(
            policy_name="p",
            policy=policy(),
            electorate=Electorate(voters),
            seats=1,
            opened=OPENED,
            closes=day(10),
            ballots=said,
        )
    )


def test_the_latest_ballot_counts_in_whatever_order_they_are_listed() -> None:
    ada, zoe = Account("ada", 1), Account("zoe", 9)
    first = [Ballot(ada, Choice.NO, day(2), order=1), Ballot(zoe, Choice.NO, day(2), order=1)]
    later = [Ballot(ada, Choice.YES, day(2), order=2), Ballot(zoe, Choice.YES, day(3), order=0)]
    for said in ((*first, *later), (*later, *first)):
        roll = roll_with(*said)
        assert [each.ballot.choice for each in roll.binding] == [Choice.YES]
        assert roll.advice == Counter({Choice.YES: 1})


def test_an_adviser_who_was_renamed_has_one_ballot() -> None:
    renamed = roll_with(
        Ballot(Account("zoe", 9), Choice.YES, day(1)),
        Ballot(Account("zoe-at-acme", 9), Choice.NO, day(2)),
    )
    assert renamed.advice == Counter({Choice.NO: 1})
    nameless = roll_with(
        Ballot(Account("zoe"), Choice.YES, day(1)), Ballot(Account("ZOE"), Choice.NO, day(2))
    )
    assert nameless.advice == Counter({Choice.NO: 1})
    somebody_else = roll_with(
        Ballot(Account("zoe", 9), Choice.YES, day(1)), Ballot(Account("zoe", 8), Choice.NO, day(2))
    )
    assert somebody_else.advice == Counter({Choice.YES: 1, Choice.NO: 1})
