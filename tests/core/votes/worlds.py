"""Any policy and any vote under it, for hypothesis: what is drawn is valid, and was admitted.

    @given(votes(policies(counts=["yes"])))

Voters are of two bodies, with weights, affiliations and chairs; ballots, recusals and proxies come one
after another, and only what `govbot.core.votes` admits is in the vote.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

from hypothesis import assume
from hypothesis import strategies as st

from govbot.core.accounts import Account, Voter
from govbot.core.choices import Choice
from govbot.core.policies import PassRule, Policy, weight_under
from govbot.core.votes import (
    Admitted,
    Ballot,
    Electorate,
    Proxy,
    Vote,
    admit,
    admit_proxy,
    admit_recusal,
)
from tests.core.votes.voting import OPENED, day

SHARES = ["1/3", "1/2", "3/5", "2/3", "66.67%", "100%", "all"]
NUMBERS = ["all but 1", "all but 2", 1, 2, 3]
NAMES = ("ada", "ben", "cyd", "dee", "eli", "fay")
SELECTORS: list[Any] = [
    "council",
    "council",
    ["council", "core-team"],
    "core-team",
    {"body": "council", "role": "chair"},
    [{"body": "council", "weight": 2}, "core-team"],
    ["@ada", "core-team"],
]


def one_of(*values: Any) -> st.SearchStrategy[Any]:
    return st.sampled_from(values)


@st.composite
def leaves(draw: st.DrawFn, counts: Sequence[str], amounts: Sequence[Any], bases: Any) -> Any:
    """Any pass rule, with what goes with it."""
    count = draw(st.sampled_from(counts))
    if draw(st.integers(0, 5)) == 0:
        rule: dict[str, Any] = {"plurality": True, "count": count, "of": ["yes", "no", "abstain"]}
    else:
        bound = draw(one_of("more_than", "at_least"))
        rule = {bound: draw(st.sampled_from(amounts)), "count": count, "of": draw(bases)}
    leaf: dict[str, Any] = {"pass": rule}
    if PassRule.model_validate(rule).is_half:
        leaf["tie"] = draw(one_of(None, "fails", "passes", "chair decides"))
    leaf["minimum_yes"] = draw(one_of(None, None, *amounts))
    leaf["silence"] = draw(one_of(None, None, None, "passes"))
    return leaf


@st.composite
def conditions(draw: st.DrawFn, leaf: st.SearchStrategy[Any], quorum: Any, depth: int = 2) -> Any:
    """Any condition, of a pass rule or of several joined."""
    if depth == 0 or draw(st.integers(0, 2)):
        node = draw(leaf)
    else:
        parts = st.lists(conditions(leaf, quorum, depth - 1), min_size=1, max_size=3)
        node = {draw(one_of("all", "any")): draw(parts)}
    return node | {"electorate": draw(st.sampled_from(SELECTORS)), "quorum": draw(quorum)}


@st.composite
def policies(
    draw: st.DrawFn,
    *,
    counts: Sequence[str] = ("yes", "yes", "yes", "no", "abstain"),
    amounts: Sequence[Any] = (*SHARES, *NUMBERS),
    caps: Sequence[Any] = (None, None, 1, 2, "1/3", "1/2", "all but 2"),
    seats: bool = True,
    close_early: str = "never",
) -> Policy:
    """Any policy."""
    wholes = [["yes", "no"], ["yes", "no", "abstain"], "cast", "eligible", "decisive"]
    bases = st.sampled_from([*wholes, *(["seats"] if seats else [])])
    quorums: list[Any] = [None, None]
    for amount in amounts:
        quorums += [{"at_least": amount}, {"more_than": amount, "counting": ["yes", "no"]}]
    if seats:
        quorums += [{"at_least": "1/2", "of": "seats"}, {"at_least": "1/2", "of": 4}]
    leaf = leaves(counts, amounts, bases)
    data = draw(conditions(leaf, st.sampled_from(quorums)))
    override = st.none() | st.fixed_dictionaries(
        {"at_least": st.sampled_from(amounts), "of": one_of("cast", "eligible", ["yes", "no"])}
    )
    veto = st.fixed_dictionaries(
        {
            "choice": one_of("block", "no"),
            "reason": one_of("required", "optional"),
            "override": override,
        }
    )
    data |= {
        "veto": draw(st.none() | veto),
        "affiliation_cap": draw(st.sampled_from(caps)),
        "recusal": draw(one_of("shrinks base", "keeps base")),
        "leave": draw(one_of("excluded", "may vote")),
        "proxies": draw(one_of(None, {"limit": 2}, {"to": "anyone"})),
        "period": {"length": "10 days", "close_early": close_early},
    }
    return Policy.model_validate(data)


@st.composite
def electorates(draw: st.DrawFn, policy: Policy, weights: Sequence[Any]) -> Electorate:
    """Any electorate of those whom the policy selects."""
    voters = []
    for login in NAMES[: draw(st.integers(1, len(NAMES)))]:
        voter = Voter(
            login=login,
            body=draw(one_of("council", "council", "core-team")),
            role=draw(one_of("", "", "chair")),
            weight=draw(st.sampled_from(weights)),
            affiliation=draw(one_of(None, "Acme", "Acme", "Bolt")),
            on_leave=policy.leave == "may-vote" and draw(st.integers(0, 3)) == 0,
        )
        if weight_under(policy.selectors, voter) is not None:
            voters.append(voter)
    assume(voters)
    return Electorate(tuple(voters))


@st.composite
def votes(
    draw: st.DrawFn,
    policy_strategy: st.SearchStrategy[Policy] | None = None,
    *,
    weights: Sequence[Any] = (1, 1, 1, 2, "3/2"),
    events: Sequence[str] = ("cast", "cast", "cast", "cast", "recuse", "lend"),
    choices: Sequence[Choice] = tuple(Choice),
    size: int = 9,
) -> Vote:
    """Any vote, with what happened in it so far."""
    policy = draw(policies() if policy_strategy is None else policy_strategy)
    vote = Vote(
        policy_name="p",
        policy=policy,
        electorate=draw(electorates(policy, weights)),
        seats=draw(st.integers(1, 8)),
        opened=OPENED,
        closes=day(10),
    )
    for number in range(draw(st.integers(0, size))):
        at = OPENED + timedelta(hours=1 + number)
        by = Account(draw(st.sampled_from([*NAMES, "zoe"])))
        match draw(st.sampled_from(events)):
            case "cast":
                vote = with_ballot(vote, by.login, draw(st.sampled_from(choices)), at)
            case "recuse" if admit_recusal(vote, by, at) is None:
                vote = vote.with_recusal(by, at)
            case "lend":
                proxy = Proxy(by, Account(draw(st.sampled_from([*NAMES, "zoe"]))), at)
                vote = vote if admit_proxy(vote, proxy) else vote.with_proxy(proxy)
            case _:
                pass
    return vote


def with_ballot(vote: Vote, login: str, choice: Choice, at: Any = None) -> Vote:
    """Return the vote with this ballot, where it is admitted."""
    moment = at or day(9)
    ballot = Ballot(Account(login), choice, moment, "because", len(vote.ballots))
    if not isinstance(admit(vote, ballot), Admitted):
        return vote
    cast = replace(vote, ballots=(*vote.ballots, ballot))
    return cast.with_vote_in_person(ballot.by)
