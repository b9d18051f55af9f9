"""A trial counts what a vote would: it is held against real votes with real ballots."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from govbot.core.accounts import Account, Voter
from govbot.core.checks.frame import Community
from govbot.core.checks.trials import Trial
from govbot.core.choices import Choice
from govbot.core.votes import Ballot, Electorate, Vote, judge, roll_of
from tests.core.test_checks import TODAY, community
from tests.searches import search

LOGINS = ("ada", "ben", "cyd", "dee", "eva", "fay")
RULES: list[dict[str, Any]] = [
    {"more_than": "1/2"},
    {"at_least": "2/3", "of": "seats"},
    {"at_least": "1/2", "of": "eligible"},
    {"at_least": 3, "of": "cast"},
    {"at_least": "all but 1"},
    {"plurality": True, "of": ["yes", "no", "abstain"]},
]


@search(150)
@given(
    rule=st.sampled_from(RULES),
    quorum=st.none() | st.sampled_from(["1/2", 3, "all"]),
    cap=st.none() | st.sampled_from(["1/3", 2]),
    leave=st.sampled_from(["excluded", "may vote"]),
    weight=st.integers(1, 3),
    choices=st.lists(st.none() | st.sampled_from(list(Choice)), min_size=6, max_size=6),
)
def test_a_trial_comes_out_as_the_vote_would(
    rule: dict[str, Any],
    quorum: str | int | None,
    cap: str | int | None,
    leave: str,
    weight: int,
    choices: list[Choice | None],
) -> None:
    policy: dict[str, Any] = {
        "electorate": ["council", {"body": "council", "role": "chair", "weight": weight}],
        "pass": rule,
        "leave": leave,
        "veto": {"by": "council", "override": {"at_least": "2/3"}},
        "period": {"length": "3 days"},
    }
    policy |= {"quorum": {"at_least": quorum}} if quorum is not None else {}
    policy |= {"affiliation_cap": cap} if cap is not None else {}
    affiliations = {"ada": "Acme", "ben": "Acme", "cyd": "Acme", "dee": "Blue", "eva": "Blue"}
    governance = community(
        people=[
            {
                "github": login,
                "id": number,
                "affiliations": [{"name": affiliations[login]}] if login in affiliations else [],
            }
            for number, login in enumerate(LOGINS, 1001)
        ],
        council={
            "seats": {"count": 7},
            "members": [
                {"github": login, "seat": seat}
                | ({"role": "chair"} if login == "ada" else {})
                | ({"leave": [{"start": "2026-03-01"}]} if login == "fay" else {})
                for seat, login in enumerate(LOGINS, 1)
            ],
        },
        settings={"policies": {"p": policy}},
    )
    declared = next(each for each in Community(governance, (), TODAY).policies if each.name == "p")
    trial = Trial.today(declared)
    voters = declared.voters
    said = {voter.login: choices[LOGINS.index(voter.login)] for voter in voters}
    vote = Vote(
        policy_name="p",
        policy=declared.policy,
        electorate=Electorate(voters),
        seats=trial.vote.seats,
        seats_of=trial.vote.seats_of,
        opened=trial.vote.opened,
        closes=trial.vote.opened + timedelta(days=3),
        ballots=tuple(
            Ballot(Account(login), choice, trial.vote.opened)
            for login, choice in said.items()
            if choice is not None
        ),
    )

    def told_apart(voter: Voter) -> tuple[object, ...]:
        return voter.role, voter.on_leave, voter.affiliation if cap is not None else None

    ballots = tuple(
        dict(
            Counter(
                choice
                for voter in voters
                if (choice := said[voter.login]) is not None
                and told_apart(voter) == told_apart(kind.voter)
            )
        )
        for kind, _ in trial.kinds
    )
    tried, real = judge(trial.vote, trial.roll(ballots)), judge(vote, roll_of(vote))
    assert (tried.outcome, tried.overridden) == (real.outcome, real.overridden)
    assert tried.root.weights.counts == real.root.weights.counts
    assert tried.root.weights.eligible == real.root.weights.eligible
    assert (tried.root.quorum, tried.root.threshold) == (real.root.quorum, real.root.threshold)
