"""Whether a ballot may be cast: who, when, and what the policy allows.

    admit(vote, Ballot(by=zoe, choice=Choice.BLOCK, at=...))
    # Refused(why="A block needs ...", hint="...")

A ballot counts when `opened <= at < closes`, by the time GitHub gives its comment: late is late however
late the count runs, and early is early.
"""

from __future__ import annotations

from dataclasses import dataclass

from govbot.core.accounts import Account
from govbot.core.choices import Choice
from govbot.core.durations import format_time
from govbot.core.votes.model import Ballot, Vote

__all__ = ["Admitted", "Refused", "admit", "admit_recusal", "refuse_closing", "refuse_proxy"]


@dataclass(frozen=True, slots=True)
class Admitted:
    """The ballot stands. It is `binding` when its author is in the electorate, else advisory."""

    binding: bool


@dataclass(frozen=True, slots=True)
class Refused:
    """The ballot does not stand: why, and what would work."""

    why: str
    hint: str = ""

    @property
    def sentence(self) -> str:
        """What the person is told."""
        return f"{self.why} {self.hint}".strip()


BINDING, ADVISORY = Admitted(binding=True), Admitted(binding=False)


def admit(vote: Vote, ballot: Ballot) -> Admitted | Refused:
    """Say whether `ballot` may be cast in `vote`, and whether it binds."""
    if ballot.at < vote.opened:
        return Refused(
            f"The vote opened at {format_time(vote.opened)}; "
            f"this was written before, at {format_time(ballot.at)}.",
            "Write it again while the vote is open.",
        )
    if ballot.at >= vote.closes:
        return Refused(
            f"The vote closed at {format_time(vote.closes)}; "
            f"this was written at {format_time(ballot.at)}, so it does not count."
        )
    if vote.has_recused(ballot.by):
        return Refused(f"{ballot.by.login} has left this vote with `/recuse`.")
    voter = vote.electorate.find(ballot.by)
    if ballot.choice is Choice.BLOCK:
        refusal = _refuse_block(vote, ballot, vote.bodies_of(voter) if voter else ())
        if refusal is not None:
            return refusal
    return BINDING if voter is not None else ADVISORY


def _refuse_block(vote: Vote, ballot: Ballot, bodies: tuple[str, ...]) -> Refused | None:
    veto = vote.policy.veto
    if veto is None:
        return Refused(
            f"The policy `{vote.policy_name}` gives nobody a block.", "Vote `/vote no` instead."
        )
    if not set(bodies).intersection(veto.by):
        return Refused(
            f"Only {' or '.join(veto.by)} may block, and {ballot.by.login} does not vote for it here.",
            "Vote `/vote no` instead; it is counted as advice.",
        )
    if veto.reason == "required" and not ballot.reason:
        return Refused("A block says why.", "Write `/vote block <reason>`.")
    return None


def admit_recusal(vote: Vote, account: Account) -> Refused | None:
    """Say why `account` may not leave `vote`; None when it may."""
    if vote.electorate.find(account) is None:
        return Refused(
            f"{account.login} is not in the electorate of this vote, so there is no ballot to leave."
        )
    if vote.has_recused(account):
        return Refused(f"{account.login} has left this vote already.")
    return None


def refuse_closing(vote: Vote) -> Refused:
    """Say why `vote` is not closed by hand: its time is part of what was asked."""
    return Refused(
        f"The vote runs until {format_time(vote.closes)} and is not ended sooner by hand.",
        "It closes by itself; `/vote cancel <reason>` calls it off.",
    )


def refuse_proxy(vote: Vote) -> Refused:
    """Say why a ballot in `vote` is not lent to somebody else."""
    return Refused(
        f"The policy `{vote.policy_name}` does not let a ballot be lent.",
        "Every voter votes in person, with `/vote yes`, `/vote no` or `/vote abstain`.",
    )
