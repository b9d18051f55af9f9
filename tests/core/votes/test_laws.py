"""What is true of every policy and every vote."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from itertools import product
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from govbot.core.accounts import Account, Voter
from govbot.core.choices import Choice
from govbot.core.policies import Policy
from govbot.core.votes import (
    Ballot,
    Electorate,
    Outcome,
    Roll,
    Vote,
    admit_recusal,
    count,
    is_decided,
    judge,
    roll_of,
)
from govbot.core.votes.turning_points import CAME_TO
from govbot.core.votes.weighing import weigh
from tests.core.votes.voting import OPENED, day
from tests.core.votes.worlds import SHARES, policies, votes, with_ballot
from tests.searches import search

FEWER = re.compile(r"(?P<ballots>one .+ fewer) (?P<verb>would|could) have (?P<came>.+)")
OF_NOUN = {
    "no": (Choice.NO,),
    "block": (Choice.BLOCK,),
    "abstention": (Choice.ABSTAIN,),
    "yes": (Choice.YES,),
    "ballot": tuple(Choice),
}
OF_WORDS = {words: outcome for outcome, words in CAME_TO.items()}
FOR_YES = policies(counts=["yes"], amounts=[*SHARES, "all but 1", 1, 2, 3])
FIXED_CAPS = policies(counts=["yes"], caps=[None, None, 1, 2])
LIKELY_TO_PASS = [Choice.YES, Choice.YES, Choice.NO, Choice.ABSTAIN]
SHARES_ONLY = policies(amounts=SHARES, caps=[None, "1/3", "1/2"], seats=False)


def outcome(vote: Vote) -> Outcome:
    return judge(vote, roll_of(vote)).outcome


def who_said(vote: Vote, *choices: Choice) -> list[Voter]:
    return [each.voter for each in roll_of(vote).binding if each.ballot.choice in choices]


def cap_moves(vote: Vote) -> bool:
    """Say whether an affiliation may count for more when somebody joins, or for less."""
    cap = vote.policy.affiliation_cap
    return cap is not None and not cap.is_count


@search(300)
@given(votes(FOR_YES, choices=LIKELY_TO_PASS, size=6))
def test_a_yes_that_was_missing_never_undoes_a_pass(vote: Vote) -> None:
    """Who comes back from leave is left out under a share cap: others may count for more then."""
    if outcome(vote) is Outcome.PASSED:
        roll = roll_of(vote)
        for voter in roll.pending if cap_moves(vote) else roll.missing:
            assert outcome(with_ballot(vote, voter.login, Choice.YES)) is Outcome.PASSED


@search(300)
@given(votes(FIXED_CAPS))
def test_who_voted_yes_and_leaves_never_makes_it_pass(vote: Vote) -> None:
    if outcome(vote) is not Outcome.PASSED:
        for voter in who_said(vote, Choice.YES):
            after = vote.with_recusal(Account(voter.login), day(9))
            assert outcome(after) is not Outcome.PASSED


@search(300)
@given(votes(FIXED_CAPS, choices=LIKELY_TO_PASS))
def test_who_voted_no_and_leaves_never_makes_it_fail(vote: Vote) -> None:
    """It may leave the vote without a quorum, for the no took part in that; it does no other harm."""
    harmless = {Outcome.PASSED, Outcome.NO_QUORUM, Outcome.TIED}
    if outcome(vote) is Outcome.PASSED:
        for voter in who_said(vote, Choice.NO, Choice.BLOCK):
            assert outcome(vote.with_recusal(Account(voter.login), day(9))) in harmless


@given(votes(events=["cast", "cast", "cast", "recuse"]), st.randoms(use_true_random=False))
def test_the_order_in_which_people_vote_does_not_matter(vote: Vote, random: Any) -> None:
    latest = {each.by.login: each for each in vote.ballots}
    shuffled = random.sample(list(latest.values()), len(latest))
    again = [
        replace(each, at=OPENED + timedelta(hours=place), order=place)
        for place, each in enumerate(shuffled)
    ]
    first, second = count(vote, day(10)), count(replace(vote, ballots=tuple(again)), day(10))
    same = {"ballots", "explanation"}
    assert first.model_dump(exclude=same) == second.model_dump(exclude=same)


@given(votes(SHARES_ONLY), st.integers(2, 7))
def test_the_same_factor_on_every_weight_changes_nothing(vote: Vote, factor: int) -> None:
    heavy = tuple(
        voter.model_copy(update={"weight": voter.weight * factor}) for voter in vote.electorate
    )
    one, other = count(vote, day(10)), count(replace(vote, electorate=Electorate(heavy)), day(10))
    assert (one.outcome, one.threshold.met) == (other.outcome, other.threshold.met)
    assert [(each.name, each.outcome) for each in one.conditions] == [
        (each.name, each.outcome) for each in other.conditions
    ]


@given(votes())
def test_a_count_can_be_made_again_from_the_ballots_that_it_lists(vote: Vote) -> None:
    tally = count(vote, day(10))
    assert count(vote, day(10)) == tally
    listed = tuple(
        Ballot(Account(each.by), each.choice, each.at, "because", place)
        for place, each in enumerate(tally.ballots)
        if not each.via
    )
    lent = {each.by.lower() for each in tally.ballots if each.via}
    voted = {each.by.login.lower() for each in listed} | lent
    again = count(replace(vote, ballots=listed), day(10))
    assert again.counts == tally.counts
    assert set(again.pending) == {each.login for each in roll_of(vote).pending}
    assert voted.isdisjoint(login.lower() for login in again.pending)


@given(votes())
def test_the_numbers_of_the_explanation_are_those_of_the_count(vote: Vote) -> None:
    tally = count(vote, day(10))
    roll = roll_of(vote)
    could, voted = (
        tally.explanation[0],
        next(each for each in tally.explanation if " voted" in each),
    )
    assert could.startswith(f"{len(roll.base) + len(roll.absent) - _kept(vote, roll)} could vote")
    assert voted.startswith(
        f"{len(roll.binding)} voted: {tally.counts['yes']} yes, {tally.counts['no']} no"
    )
    assert ("not voted" in voted) == bool(tally.pending)
    assert tally.outcome.value.replace("-", " ") in _said(tally.explanation)


def _kept(vote: Vote, roll: Roll) -> int:
    keeps = vote.policy.recusal == "keeps-base"
    return sum(not each.on_leave for each in roll.recused) if keeps else 0


def _said(lines: tuple[str, ...]) -> str:
    """Return the explanation's conclusion, in the words of outcomes."""
    return "\n".join(lines).replace("Nothing is decided: too few took part.", "no quorum")


@given(votes())
def test_blocks_that_are_cast_stop_it_or_count_as_no(vote: Vote) -> None:
    judgement = judge(vote, roll_of(vote))
    if judgement.outcome is not Outcome.BLOCKED:
        for judged in judgement.root.every():
            assert judged.weights.counts[Choice.BLOCK] == 0
            both = judged.cast.counts[Choice.NO] + judged.cast.counts[Choice.BLOCK]
            assert judged.weights.counts[Choice.NO] == both


@given(votes())
def test_nobody_is_counted_twice_and_no_more_than_is_eligible(vote: Vote) -> None:
    roll = roll_of(vote)
    counted = [each.voter.login for each in roll.binding] + [each.login for each in roll.missing]
    assert sorted(counted + [each.login for each in roll.recused]) == sorted(
        each.login for each in vote.electorate
    )
    for judged in judge(vote, roll).root.every():
        assert sum(judged.weights.counts.values()) <= judged.weights.eligible


# Ending early ------------------------------------------------------------------------------------

EARLY = policies(close_early="decided", caps=[None, None, None, 1, 2])
LANDSLIDE = [Choice.YES, Choice.YES, Choice.YES, Choice.NO]
WAYS = ("", "yes", "no", "abstain", "recuse")


def completed(vote: Vote, way: tuple[str, ...]) -> Vote:
    """Return the vote after everybody whose ballot is missing did something, or nothing."""
    for voter, said in zip(roll_of(vote).missing, way, strict=True):
        account = Account(voter.login)
        if said == "recuse" and admit_recusal(vote, account, day(9)) is None:
            vote = vote.with_recusal(account, day(9))
        elif said:
            vote = with_ballot(vote, voter.login, Choice(said))
    return vote


@search(400)
@given(votes(EARLY, choices=LANDSLIDE), st.data())
def test_a_vote_that_is_decided_ends_as_it_would_have_ended_whatever_comes(
    vote: Vote, data: st.DataObject
) -> None:
    missing = roll_of(vote).missing
    if not missing or not is_decided(vote):
        return
    if len(missing) <= 2:
        ways = list(product(WAYS, repeat=len(missing)))
    else:
        each = st.tuples(*(st.sampled_from(WAYS) for _ in missing))
        ways = data.draw(st.lists(each, min_size=20, max_size=60))
    decided = outcome(vote)
    for way in ways:
        assert outcome(completed(vote, way)) is decided, way


# What one ballot would have changed ---------------------------------------------------------------


def last_line(vote: Vote) -> str:
    return count(vote, vote.closes).explanation[-1]


def missing_one(vote: Vote, login: str) -> Vote:
    kept = tuple(each for each in vote.ballots if each.by.login != login)
    return replace(vote, ballots=kept)


@search(300)
@given(votes(policies(), size=5))
def test_what_one_ballot_fewer_is_said_to_change_it_changes(vote: Vote) -> None:
    """*would* is true of every such ballot, *could* of one at least."""
    vote = replace(vote, proxies=())
    roll = roll_of(vote)
    for voter in roll.missing:
        vote = with_ballot(vote, voter.login, Choice.NO)
    now, line = outcome(vote), last_line(vote)
    for clause in line.lower().rstrip(".").split("; "):
        said = FEWER.fullmatch(clause)
        if said is None or now is Outcome.BLOCKED:
            continue
        for word in said["ballots"].removesuffix(" fewer").split(" fewer or "):
            choices = OF_NOUN[word.removeprefix("one ")]
            came = {outcome(missing_one(vote, each.login)) for each in who_said(vote, *choices)}
            wanted = OF_WORDS[said["came"]]
            assert wanted in came
            if said["verb"] == "would":
                assert came == {wanted}


@search(300)
@given(votes(policies(), size=5))
def test_nobody_is_named_as_the_one_whose_ballot_turned_it(vote: Vote) -> None:
    for now in (vote.opened, vote.closes):
        line = count(vote, now).explanation[-1]
        assert not {voter.login for voter in vote.electorate} & set(re.findall(r"\w+", line))


# Data --------------------------------------------------------------------------------------------


@given(policies())
def test_a_policy_is_read_back_from_what_is_recorded(policy: Policy) -> None:
    for exclude_none in (True, False):
        written = policy.model_dump_json(by_alias=True, exclude_none=exclude_none)
        assert Policy.model_validate_json(written) == policy


@given(votes(policies(caps=[1, 2, "1/3", "1/2"])))
def test_no_affiliation_counts_for_more_than_the_cap(vote: Vote) -> None:
    roll, cap = roll_of(vote), vote.policy.affiliation_cap
    assert cap is not None
    acme = roll.without(tuple(each for each in roll.binding if each.voter.affiliation != "Acme"))
    for condition in vote.policy.nodes():
        everybody = weigh(roll, condition.counted, None).eligible
        weights = weigh(acme, condition.counted, cap)
        assert sum(weights.counts.values()) <= cap.of(everybody)
