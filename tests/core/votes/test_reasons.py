"""The reasons in a tally: of the ballots that stand, and of no others."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from govbot.core.accounts import Account, Voter
from govbot.core.cases import Answer
from govbot.core.choices import Choice
from govbot.core.policies import DEFAULT_POLICIES
from govbot.core.votes import Ballot, Electorate, Tally, Vote, count, with_reasons
from tests.core.votes.voting import OPENED, day, held


def reasons(counted: Tally | Answer) -> dict[str, str]:
    return {each.by: each.reason for each in counted.ballots}


def test_a_ballot_has_the_reason_that_was_written_with_it() -> None:
    answer = held("ada yes it answers me; ben no; zoe no what about old clients?")
    assert reasons(answer) == {"ada": "it answers me", "ben": "", "zoe": "what about old clients?"}


@pytest.mark.parametrize(
    ("said", "changes", "standing"),
    [
        ("ada no it leaks; 2 ada yes mended", {}, {"ada": "mended"}),
        ("ada no it leaks; 2 ada no", {}, {"ada": ""}),
        ("zoe no it leaks; 2 zoe yes", {}, {"zoe": ""}),
        ("ada no it leaks; ben yes; 2 ada /recuse I wrote it", {}, {"ben": ""}),
        ("ada no it leaks; 2 ada /proxy @ben; 3 ben yes", {"proxies": {}}, {"ada": "", "ben": ""}),
        (
            "ada /proxy @ben; 2 ben yes it works; 3 ada no it leaks",
            {"proxies": {}},
            {"ada": "it leaks", "ben": "it works"},
        ),
    ],
)
def test_a_reason_goes_with_its_ballot(
    said: str, changes: dict[str, Any], standing: dict[str, str]
) -> None:
    for at in (5, None):
        assert reasons(held(said, at=at, **changes)) == standing


def test_a_ballot_that_was_lent_has_the_reason_of_who_cast_it() -> None:
    answer = held("ada /proxy @ben; 2 ben yes it works", proxies={})
    assert [(each.by, each.via, each.reason) for each in answer.ballots] == [
        ("ada", "ben", "it works"),
        ("ben", "", "it works"),
    ]


def vote(*ballots: Ballot) -> Vote:
    return Vote(
        policy_name="rfc-accept",
        policy=DEFAULT_POLICIES["rfc-accept"],
        electorate=Electorate((Voter(login="ada", id=1), Voter(login="ben", id=2))),
        seats=2,
        opened=OPENED,
        closes=day(10),
        ballots=ballots,
    )


ADA = Ballot(Account(login="ada", id=1), Choice.YES, day(1), "it answers me")


def test_a_count_has_no_reasons_so_none_is_recorded_twice() -> None:
    tally = count(vote(ADA), day(10))
    assert reasons(tally) == {"ada": ""}
    assert "reason" not in tally.model_dump(mode="json")["ballots"][0]
    shown = with_reasons(tally, vote(ADA))
    assert shown.model_dump(mode="json")["ballots"][0]["reason"] == "it answers me"


def test_a_reason_that_a_record_has_otherwise_is_not_shown() -> None:
    tally = count(vote(ADA), day(10))
    put_in = replace(tally.ballots[0], reason="I was paid for it")
    for ballot, shown in ((ADA, "it answers me"), (replace(ADA, reason=""), "")):
        recorded = tally.model_copy(update={"ballots": (put_in,)})
        assert reasons(with_reasons(recorded, vote(ballot))) == {"ada": shown}
