"""Whether something may be done in a vote: who, when, and what the policy allows.

    admit(vote, Ballot(by=zoe, choice=Choice.BLOCK, at=...))
    # Refused(why="A block needs ...", hint="...")

A ballot counts when `opened <= at < closes`, by the time GitHub gives its comment: late is late however
late the count runs, and early is early.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from govbot.core.accounts import Account, Voter
from govbot.core.choices import Choice
from govbot.core.durations import format_time
from govbot.core.policies import electorate_words, weight_under
from govbot.core.votes.casting import has_expired, holds_veto, last_day
from govbot.core.votes.model import Ballot, Proxy, RefusalReason, Vote
from govbot.core.votes.words import in_words

__all__ = [
    "Admitted",
    "Refused",
    "admit",
    "admit_concern",
    "admit_proxy",
    "admit_recusal",
    "refuse_untimely",
]


@dataclass(frozen=True, slots=True)
class Admitted:
    """The ballot stands. It is `binding` when its author is in the electorate, else advisory."""

    binding: bool


@dataclass(frozen=True, slots=True)
class Refused:
    """It does not stand: why, and what would work.

    `because` tells what another rule would have admitted: another period, or a policy with such a ballot.
    """

    why: str
    hint: str = ""
    because: RefusalReason | None = None

    @property
    def sentence(self) -> str:
        """What the person is told."""
        return f"{self.why} {self.hint}".strip()


BINDING, ADVISORY = Admitted(binding=True), Admitted(binding=False)


def admit(vote: Vote, ballot: Ballot) -> Admitted | Refused:
    """Say whether `ballot` may be cast in `vote`, and whether it binds."""
    if (untimely := refuse_untimely(vote, ballot.at)) is not None:
        return untimely
    if vote.has_recused(ballot.by):
        return _has_left(ballot.by)
    voter = vote.electorate.find(ballot.by)
    refusal = _refuse_expired(vote, voter, ballot.at) or _refuse_veto(vote, ballot, voter)
    if refusal is not None:
        return refusal
    return BINDING if voter is not None else ADVISORY


def refuse_untimely(vote: Vote, at: datetime) -> Refused | None:
    """Say that something was written before the opening, or after the deadline.

    After the deadline nothing counts, also where the outcome is held then.
    """
    if at < vote.opened:
        return Refused(
            f"The vote opened at {format_time(vote.opened)}; "
            f"this was written before, at {format_time(at)}.",
            "Write it again while the vote is open.",
        )
    deadline = vote.deadline
    if deadline is None or at < deadline:
        return None
    return Refused(
        f"The vote closed at {format_time(deadline)}; "
        f"this was written at {format_time(at)}, so it does not count.",
        because="late",
    )


def _has_left(account: Account) -> Refused:
    return Refused(f"{account.login} has left this vote with `/recuse`.")


def _refuse_expired(vote: Vote, voter: Voter | None, at: datetime) -> Refused | None:
    """Say that the term of somebody in the electorate was over when this was written."""
    if voter is None or not has_expired(vote, voter, at.date()):
        return None
    return Refused(
        f"{voter.login}'s term ended on {voter.until}, and this was written on {at.date()}, so it "
        "does not count.",
        "A ballot cast before that stands.",
        because="term-over",
    )


def _refuse_veto(vote: Vote, ballot: Ballot, voter: Voter | None) -> Refused | None:
    """Say why a ballot that is a veto, or a block that is none, may not be cast."""
    veto = vote.policy.veto
    if veto is None or veto.ballot is not Choice.BLOCK:
        if ballot.choice is Choice.BLOCK:
            return Refused(
                f"The policy `{vote.policy_name}` gives nobody a block.",
                "Vote `/vote no <reason>` instead." if veto else "Vote `/vote no` instead.",
                because="no-such-ballot",
            )
        if veto is None:
            return None
    if ballot.choice is not veto.ballot:
        return None
    may_veto = voter is not None and holds_veto(vote, voter)
    if ballot.choice is Choice.BLOCK and not may_veto:
        return Refused(
            f"Only {electorate_words(vote.policy.holders_of_veto)} may block, and "
            f"{ballot.by.login} does not vote for it here.",
            "Vote `/vote no` instead"
            + ("." if voter is not None else "; it is counted as advice."),
            because="no-such-ballot",
        )
    if may_veto and veto.reason == "required" and not ballot.reason:
        if ballot.choice is Choice.BLOCK:
            return Refused("A block says why.", "Write `/vote block <reason>`.")
        return Refused(
            "A no is a veto under this policy, and says why.", "Write `/vote no <reason>`."
        )
    return None


def admit_recusal(vote: Vote, account: Account, at: datetime) -> Refused | None:
    """Say why `account` may not leave `vote` at `at` (UTC); None when it may."""
    if vote.electorate.find(account) is None:
        return Refused(
            f"{account.login} is not in the electorate of this vote, so there is no ballot to leave."
        )
    if vote.has_recused(account):
        return Refused(f"{account.login} has left this vote already.")
    return refuse_untimely(vote, at)


def admit_proxy(vote: Vote, proxy: Proxy) -> Refused | None:
    """Say why a ballot may not be lent in `vote`; None when it may."""
    rules = vote.policy.proxies
    giver, holder = proxy.giver, proxy.holder
    if rules is None:
        return Refused(
            f"The policy `{vote.policy_name}` does not let a ballot be lent.",
            "Every voter votes in person, with `/vote yes`, `/vote no` or `/vote abstain`.",
        )
    lender = vote.electorate.find(giver)
    if lender is None or vote.has_recused(giver):
        return Refused(f"{giver.login} has no ballot in this vote that could be lent.")
    if vote.is_one(giver, holder):
        return Refused(
            "Nobody lends a ballot to themselves.",
            "Vote in person: that ends a proxy.",
        )
    if (expired := _refuse_expired(vote, lender, proxy.at)) is not None:
        return expired
    if rules.to == "electorate" and vote.electorate.find(holder) is None:
        return Refused(
            f"A ballot is lent to somebody who may vote here, and {holder.login} may not.",
            f"The voters are: {in_words([voter.login for voter in vote.electorate])}.",
        )
    if vote.has_recused(holder):
        return _has_left(holder)
    in_effect = tuple(each for each in vote.proxies if _is_in_effect(vote, each, proxy.at))
    if any(vote.is_one(each.giver, holder) for each in in_effect):
        return Refused(
            f"{holder.login} has lent a ballot too, and a proxy is not passed on.",
            "Lend yours to somebody who votes in person.",
        )
    held = [
        each
        for each in in_effect
        if vote.is_one(each.holder, holder) and not vote.is_one(each.giver, giver)
    ]
    if len(held) >= rules.limit:
        most = "one proxy" if rules.limit == 1 else f"{rules.limit} proxies"
        return Refused(f"{holder.login} holds {most} already, which is the most there may be.")
    if any(vote.is_one(each.holder, giver) for each in in_effect):
        return Refused(
            f"{giver.login} holds somebody's ballot, and a proxy is not passed on.",
            "Vote in person, or let whoever lent the ballot lend it to somebody else.",
        )
    return refuse_untimely(vote, proxy.at) or _refuse_expiry(vote, proxy)


def _refuse_expiry(vote: Vote, proxy: Proxy) -> Refused | None:
    longest = vote.policy.proxies.longest if vote.policy.proxies else None
    if proxy.until is not None and proxy.until < proxy.at.date():
        return Refused(f"{proxy.until} is over already.", "Name a day that is still to come.")
    if longest is None:
        return None
    last = vote.policy.period.after(longest, proxy.at).date()
    if proxy.until is None and vote.closes.date() > last:
        return Refused(
            f"A ballot is lent for {longest} at most, and the vote runs longer.",
            f"Write `/proxy @{proxy.holder.login} until {last}`.",
        )
    if proxy.until is not None and proxy.until > last:
        return Refused(
            f"A ballot is lent for {longest} at most: until {last}.",
            f"Write `/proxy @{proxy.holder.login} until {last}`.",
        )
    return None


def _is_in_effect(vote: Vote, proxy: Proxy, at: datetime) -> bool:
    """Say whether a ballot that was lent still is, at `at` (UTC)."""
    last = last_day(vote, proxy)
    return not vote.has_recused(proxy.giver) and (last is None or at.date() <= last)


def admit_concern(vote: Vote, account: Account, title: str, at: datetime) -> Refused | None:
    """Say why `account` may not raise a concern of this title at `at` (UTC); None when it may."""
    rules = vote.policy.concerns
    if rules is None:
        return Refused(
            f"Under the policy `{vote.policy_name}` a concern does not hold a vote that is open.",
            "`/vote no` or `/vote block <reason>` says it."
            if vote.policy.veto
            else "`/vote no` says it.",
        )
    if vote.has_recused(account):
        return _has_left(account)
    voter = vote.electorate.find(account)
    named = rules.by if rules.by is not None else vote.policy.deciding
    if voter is None or weight_under(named, voter) is None:
        return Refused(
            f"Only {electorate_words(named)} may raise a concern that holds this vote.",
            "Write your objection as a comment; one of them can raise it.",
        )
    if (expired := _refuse_expired(vote, voter, at)) is not None:
        return expired
    if any(each.title.lower() == title.lower() for each in vote.open_concerns):
        return Refused(f"The concern “{title}” is open already.")
    return refuse_untimely(vote, at)
