"""What is taken into a vote: ballots that bind or advise, the last day of a proxy, who is whom."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from govbot.core.accounts import Account, Membership, Voter
from govbot.core.choices import Choice
from govbot.core.votes import (
    Admitted,
    Ballot,
    Concern,
    Electorate,
    Proxy,
    Refused,
    Vote,
    admit,
    admit_proxy,
    count,
    roll_of,
)
from tests.core.votes.voting import OPENED, day, held, policy, refusals

LEND: dict[str, Any] = {"proxies": {}}
ANYONE: dict[str, Any] = {"proxies": {"to": "anyone"}}
FOR_THREE_DAYS: dict[str, Any] = {"proxies": {"longest": "3 days"}}


def vote_of(*voters: Voter, **changes: Any) -> Vote:
    return Vote(
        policy_name="p",
        policy=policy(**changes),
        electorate=Electorate(voters),
        seats=len(voters),
        opened=OPENED,
        closes=day(10),
    )


ADA, BEN = Voter(login="ada", id=1, body="council"), Voter(login="ben", id=2, body="council")


def test_the_ballot_of_a_voter_binds_and_that_of_anybody_else_is_advice() -> None:
    vote = vote_of(ADA, BEN)
    assert admit(vote, Ballot(Account("ada", 1), Choice.NO, day(1))) == Admitted(binding=True)
    assert admit(vote, Ballot(Account("zoe", 9), Choice.NO, day(1))) == Admitted(binding=False)


def test_a_ballot_says_nothing_of_its_reason_until_it_does() -> None:
    vote = vote_of(ADA, BEN, veto={"by": "council"})
    assert isinstance(admit(vote, Ballot(Account("ada", 1), Choice.BLOCK, day(1))), Refused)
    said_why = Ballot(Account("ada", 1), Choice.BLOCK, day(1), "it leaks")
    assert admit(vote, said_why) == Admitted(binding=True)


def test_what_a_tally_has_nothing_of_is_not_in_the_record() -> None:
    written = count(vote_of(ADA, BEN), day(1)).model_dump(mode="json")
    assert written["outcome"] == "open"
    assert written.keys().isdisjoint({"conditions", "held_by"})
    held_up = vote_of(ADA, concerns={}, all_=[{"pass": {"at_least": 1}}])
    full = count(held_up.with_concern(Concern("Keys", None, day(1))), day(11)).model_dump()
    assert (len(full["conditions"]), full["held_by"]) == (2, ("Keys",))


def test_a_login_that_now_is_somebody_elses_is_no_voter() -> None:
    other = Ballot(Account("ada", 77), Choice.YES, day(1))
    assert admit(vote_of(ADA, BEN), other) == Admitted(binding=False)


@pytest.mark.parametrize(
    ("voter", "account", "is_found"),
    [
        (Voter(login="Ada", id=1), Account("aDA", 1), True),
        (Voter(login="Ada", id=1), Account("ada-at-acme", 1), True),
        (Voter(login="Ada", id=1), Account("aDA"), True),
        (Voter(login="Ada"), Account("aDA", 1), True),
        (Voter(login="Ada"), Account("aDA"), True),
        (Voter(login="Ada", id=1), Account("ada", 2), False),
        (Voter(login="Ada", id=1), Account("zoe"), False),
        (Voter(login="Ada"), Account("zoe", 1), False),
    ],
)
def test_a_voter_is_known_by_number_and_by_login_where_one_number_is_not_known(
    voter: Voter,
    account: Account,
    is_found: bool,  # noqa: FBT001 - a column of the table
) -> None:
    found = Electorate((Voter(login="ben", id=7), voter)).find(account)
    assert found is (voter if is_found else None)


def test_a_block_under_a_policy_without_a_veto_is_a_no() -> None:
    assert refusals(held("ada block it leaks")) == [
        (
            "ada",
            "The policy `the policy of the case` gives nobody a block. Vote `/vote no` instead.",
        )
    ]


def test_where_there_is_a_veto_an_objection_may_be_a_block_too() -> None:
    assert refusals(held("ada /concern Keys", veto={"by": "council"})) == [
        (
            "ada",
            (
                "Under the policy `the policy of the case` a concern does not hold a vote that is "
                "open. `/vote no` or `/vote block <reason>` says it."
            ),
        )
    ]


def test_what_a_voter_is_in_the_electorate_is_known_in_lower_case() -> None:
    also = (Membership(body="wg"),)
    chair = Voter(login="ada", body="council", role="Chair", also=also)
    voters = (chair, Voter(login="ben"), Voter(login="cyd", body="wg"))
    vote = vote_of(*voters, electorate=["council", "wg"])
    assert vote.roles_of(Account("ada")) == {"council", "chair", "wg"}
    assert vote.roles_of(Account("ben")) == {"council", "wg"}
    assert vote.roles_of(Account("cyd")) == {"wg"}
    assert vote.roles_of(Account("zoe")) == set()


def test_who_left_the_vote_and_its_electorate_takes_nobody_along() -> None:
    vote = vote_of(ADA, BEN).with_recusal(Account("gus", 7), day(1))
    assert admit(vote, Ballot(Account("zoe", 9), Choice.NO, day(2))) == Admitted(binding=False)


# Proxies -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "changes"),
    [
        ("1.5 ada /proxy @ben until 2026-03-03", LEND),
        ("ada /proxy @ben until 2026-03-06", FOR_THREE_DAYS),
        ("ada /proxy @ben", {"proxies": {"longest": "9 days"}}),
        ("ada /proxy @zoe; ben /proxy @yan", ANYONE),
        ("ada /proxy @ben; 2 ada /proxy @cyd; 3 dee /proxy @ben", LEND),
        ("ada /proxy @ben; 2 ada /proxy @ben until 2026-03-09", LEND),
        ("ada /proxy @ben until 2026-03-04; 3 cyd /proxy @ben", LEND),
        ("ada /proxy @ben until 2026-03-04; 3 ben /proxy @cyd", LEND),
    ],
)
def test_a_ballot_may_be_lent_up_to_and_including_its_last_day(
    said: str, changes: dict[str, Any]
) -> None:
    assert refusals(held(said, **changes)) == []


@pytest.mark.parametrize(
    ("said", "changes", "who"),
    [
        ("ada /proxy @ben until 2026-03-04; 2.9 cyd /proxy @ben", LEND, "cyd"),
        ("ada /proxy @zoe; ben /proxy @ZOE", ANYONE, "ben"),
        ("ada /proxy @ben", {"proxies": {"longest": "8 days"}}, "ada"),
        ("2.5 ada /proxy @ben until 2026-03-03", LEND, "ada"),
    ],
)
def test_it_is_in_effect_on_all_of_its_last_day_and_not_on_the_next(
    said: str, changes: dict[str, Any], who: str
) -> None:
    assert [by for by, _ in refusals(held(said, **changes))] == [who]


def test_nobody_lends_a_ballot_to_themselves_under_another_name() -> None:
    vote = vote_of(ADA, BEN, **LEND)
    refused = admit_proxy(vote, Proxy(Account("ada-at-acme", 1), Account("ADA"), day(1)))
    assert isinstance(refused, Refused)
    assert refused.why == "Nobody lends a ballot to themselves."
    assert admit_proxy(vote, Proxy(Account("ada-at-acme", 1), Account("ben"), day(1))) is None


def test_a_holder_casts_the_ballot_under_any_name_of_theirs() -> None:
    lent = vote_of(ADA, BEN, **LEND).with_proxy(
        Proxy(Account("ada", 1), Account("ben-at-acme", 2), day(1))
    )
    said = (Ballot(Account("BEN"), Choice.NO, day(2)),)
    roll = roll_of(Vote(**{**vars(lent), "ballots": said}))
    assert [(each.voter.login, each.ballot.choice) for each in roll.binding] == [
        ("ada", Choice.NO),
        ("ben", Choice.NO),
    ]


def test_only_the_holder_casts_a_ballot_that_was_lent_to_an_outsider() -> None:
    answer = held("ada /proxy @zoe; 2 yan yes", **ANYONE)
    assert [each.by for each in answer.ballots] == ["yan"]
    assert answer.counts["yes"] == 0


def test_a_day_that_was_named_goes_before_the_longest_that_is_allowed() -> None:
    said = "ada /proxy @ben until 2026-03-04; 3 ben no"
    assert held(said, proxies={"longest": "8 days"}).counts["no"] == 1
    assert held(said.replace("04", "05"), proxies={"longest": "8 days"}).counts["no"] == 2


def test_the_day_until_which_a_ballot_is_lent_is_read_as_written() -> None:
    vote = vote_of(ADA, BEN, **LEND)
    over = Proxy(Account("ada", 1), Account("ben", 2), day(3), date(2026, 3, 4))
    refused = admit_proxy(vote, over)
    assert isinstance(refused, Refused)
    assert refused.sentence == "2026-03-04 is over already. Name a day that is still to come."
