"""Records about votes: opened, cast, lent, extended, closed, reminded, announced."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field

from govbot.core.accounts import Account, Voter
from govbot.core.choices import Choice
from govbot.core.documents import Fingerprint
from govbot.core.policies import Policy
from govbot.core.records.entries import Entry, Moment
from govbot.core.votes import ExtensionReason, Tally

__all__ = [
    "Announced",
    "BallotCast",
    "PostingNoted",
    "ProxyGiven",
    "Recused",
    "Reminded",
    "VoteCancelled",
    "VoteClosed",
    "VoteExtended",
    "VoteOpened",
    "VoteRefreshed",
]


class VoteOpened(Entry):
    """A vote opened: everything that was asked, and of whom, frozen.

    `seats` are those of all bodies that vote, `seats_of` of each. `blob` is what was asked about: the
    git id of an RFC's text, the head commit of another pull request, a hash of an issue's text. `base`
    is the branch that a pull request was to be merged into.
    """

    kind: Literal["vote-opened"] = "vote-opened"
    vote: int
    policy_name: str
    policy: Policy
    electorate: tuple[Voter, ...]
    seats: int
    seats_of: dict[str, int] = Field(default_factory=dict, exclude_if=lambda value: not value)
    closes: Moment
    governance_commit: str
    path: str
    blob: str
    base: str = Field(default="", exclude_if=lambda value: not value)
    print: Fingerprint | None = None


class BallotCast(Entry):
    """A ballot. `binding` says whether its author was in the electorate."""

    kind: Literal["ballot"] = "ballot"
    vote: int
    choice: Choice
    reason: str = ""
    binding: bool


class Recused(Entry):
    """A voter left the vote."""

    kind: Literal["recused"] = "recused"
    vote: int
    reason: str


class VoteRefreshed(Entry):
    """The electorate was taken anew; the ballots stay."""

    kind: Literal["vote-refreshed"] = "vote-refreshed"
    vote: int
    electorate: tuple[Voter, ...]
    seats: int
    seats_of: dict[str, int] = Field(default_factory=dict, exclude_if=lambda value: not value)
    governance_commit: str


class ProxyGiven(Entry):
    """A voter (`actor`) lent the ballot to `holder`, up to and including the day `until`."""

    kind: Literal["proxy"] = "proxy"
    vote: int
    holder: Account
    until: date | None = None


class VoteExtended(Entry):
    """The deadline moved: too few took part, the vote was tied, or its final comment period began."""

    kind: Literal["vote-extended"] = "vote-extended"
    vote: int
    closes: Moment
    why: ExtensionReason


class VoteClosed(Entry):
    """The vote ended: tally, outcome and the ballots counted are in `tally`.

    It has an `actor` where somebody closed it by hand, as its policy allows.
    """

    kind: Literal["vote-closed"] = "vote-closed"
    vote: int
    tally: Tally


class VoteCancelled(Entry):
    """The vote was called off; nothing was decided."""

    kind: Literal["vote-cancelled"] = "vote-cancelled"
    vote: int
    reason: str


class Reminded(Entry):
    """Those who had not voted (`who`) were reminded, as was due at `due`; the last time is a last call."""

    kind: Literal["reminded"] = "reminded"
    vote: int
    due: Moment
    who: tuple[str, ...]
    last_call: bool = False


class PostingNoted(Entry):
    """The run that appended this posts what `marker` stands for; no other does, for a while.

    With `stands` nobody does any more: it was seen where it belongs.
    """

    kind: Literal["posting"] = "posting"
    vote: int
    marker: str
    stands: bool = False


class Announced(Entry):
    """The end of a vote was announced where the policy says; `source` is the announcement."""

    kind: Literal["announced"] = "announced"
    vote: int
