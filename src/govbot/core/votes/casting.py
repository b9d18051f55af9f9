"""The ballots in effect: each person's latest, in person or through whoever holds it.

    roll = roll_of(vote)
    roll.binding     # each voter who has a ballot, with it
    roll.pending     # the voters who have none yet
    roll.advisory    # everybody else's

By time, then by the order in which they were taken. Nobody is counted twice: a person who serves on two
bodies, or who votes after having lent the ballot, has one ballot.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from operator import attrgetter

from govbot.core.accounts import Account, Voter
from govbot.core.choices import Choice
from govbot.core.policies import weight_under
from govbot.core.votes.kinds import Kind, Kinds
from govbot.core.votes.model import Ballot, Proxy, Vote

__all__ = ["Cast", "Roll", "has_expired", "holds_veto", "last_day", "roll_of"]

IN_ORDER = attrgetter("at", "order")
NEVER = datetime.min.replace(tzinfo=UTC)
"""The time of a ballot that was not cast, where it is asked what it would have changed."""


@dataclass(frozen=True, slots=True)
class Cast:
    """A ballot in effect, and whose. `via` is the login of who cast it, where it was lent."""

    voter: Voter
    ballot: Ballot
    via: str = ""


@dataclass(frozen=True, slots=True)
class Roll:
    """Everybody in a vote. `base` are the voters that a share is a share of.

    `absent` are on leave and have not voted; they are in the base only once they do. `recused` left.
    `seated` says how many of each kind are in the base, `cast` how many of each kind said what.
    """

    base: tuple[Voter, ...]
    binding: tuple[Cast, ...]
    pending: tuple[Voter, ...]
    absent: tuple[Voter, ...]
    recused: tuple[Voter, ...]
    advisory: tuple[Ballot, ...]
    kinds: Kinds
    seated: Counter[Kind]
    cast: Counter[tuple[Kind, Choice]]

    @classmethod
    def of(
        cls,
        *,
        base: Sequence[Voter],
        binding: Sequence[Cast],
        pending: Sequence[Voter] = (),
        absent: Sequence[Voter] = (),
        recused: Sequence[Voter] = (),
        advisory: Sequence[Ballot] = (),
        named: Sequence[str] = (),
    ) -> Roll:
        """Return the roll of these people; `named` are the logins of those whom the policy names."""
        kinds = Kinds(named)
        kind_of = {id(voter): kinds.of(voter) for voter in base}
        return cls(
            base=tuple(base),
            binding=tuple(binding),
            pending=tuple(pending),
            absent=tuple(absent),
            recused=tuple(recused),
            advisory=tuple(advisory),
            kinds=kinds,
            seated=Counter(kind_of[id(voter)] for voter in base),
            cast=Counter(
                (kind_of.get(id(each.voter)) or kinds.of(each.voter), each.ballot.choice)
                for each in binding
            ),
        )

    @property
    def missing(self) -> tuple[Voter, ...]:
        """Everybody whose ballot may still come."""
        return (*self.pending, *self.absent)

    @property
    def advice(self) -> Counter[Choice]:
        """How often each choice was advised; the block of somebody who may vote no more is a no."""
        said = Counter(ballot.choice for ballot in self.advisory)
        said[Choice.NO] += said.pop(Choice.BLOCK, 0)
        return said

    def if_all_missing_said(self, choice: Choice) -> Roll:
        """Return the roll as it would be if everybody whose ballot is missing voted so."""
        return self.with_ballots(self.missing, choice)

    def with_ballots(self, voters: tuple[Voter, ...], choice: Choice) -> Roll:
        """Return the roll as it would be if these voters, whose ballots are missing, voted so."""
        named = {id(voter) for voter in voters}
        joining = tuple(each for each in self.absent if id(each) in named)
        ballot = Ballot(Account(login=""), choice, NEVER)
        return replace(
            self,
            base=(*self.base, *joining),
            binding=(*self.binding, *(Cast(voter, ballot) for voter in voters)),
            pending=tuple(each for each in self.pending if id(each) not in named),
            absent=tuple(each for each in self.absent if id(each) not in named),
            seated=self.seated + Counter(map(self.kinds.of, joining)),
            cast=self.cast + Counter((self.kinds.of(voter), choice) for voter in voters),
        )

    def with_changed(self, cast: Cast, choice: Choice) -> Roll:
        """Return the roll as it would be if this ballot said something else."""
        kind = self.kinds.of(cast.voter)
        changed = replace(cast, ballot=replace(cast.ballot, choice=choice))
        return replace(
            self,
            binding=tuple(changed if each is cast else each for each in self.binding),
            cast=self.cast - Counter([(kind, cast.ballot.choice)]) + Counter([(kind, choice)]),
        )

    def without(self, casts: tuple[Cast, ...]) -> Roll:
        """Return the roll as it would be if these ballots were missing."""
        taken = {id(each) for each in casts}
        away = tuple(each.voter for each in casts if each.voter.on_leave)
        leaving = {id(voter) for voter in away}
        return replace(
            self,
            base=tuple(voter for voter in self.base if id(voter) not in leaving),
            binding=tuple(each for each in self.binding if id(each) not in taken),
            pending=(*self.pending, *(each.voter for each in casts if not each.voter.on_leave)),
            absent=(*self.absent, *away),
            seated=self.seated - Counter(map(self.kinds.of, away)),
            cast=self.cast
            - Counter((self.kinds.of(each.voter), each.ballot.choice) for each in casts),
        )

    def if_all_pending_left(self) -> Roll:
        """Return the roll as it would be without those who have not voted, and no base kept for them."""
        base = tuple(each.voter for each in self.binding)
        return replace(self, base=base, pending=(), seated=Counter(map(self.kinds.of, base)))


def roll_of(vote: Vote) -> Roll:
    """Return whose ballots are in effect in `vote`, and whose are missing."""
    own, outsiders = _latest(vote)
    lent = _lent(vote, own)
    left = vote.left
    keeps_base = vote.policy.recusal == "keeps-base"
    base, binding, pending, absent, recused = [], [], [], [], []
    for place, voter in enumerate(vote.electorate):
        if place in left:
            recused.append(voter)
            if keeps_base and not voter.on_leave:
                base.append(voter)
            continue
        cast = lent.get(place)
        ballot = own.get(place)
        if cast is None and ballot is not None:
            cast = Cast(voter, ballot)
        if cast is None and voter.on_leave:
            absent.append(voter)
            continue
        base.append(voter)
        if cast is None:
            pending.append(voter)
        else:
            binding.append(cast)
    return Roll.of(
        base=base,
        binding=binding,
        pending=pending,
        absent=absent,
        recused=recused,
        advisory=tuple(outsiders.values()),
        named=vote.policy.persons,
    )


def holds_veto(vote: Vote, voter: Voter) -> bool:
    """Say whether `voter` may veto under the vote's policy."""
    return weight_under(vote.policy.holders_of_veto, voter) is not None


def has_expired(vote: Vote, voter: Voter, day: date) -> bool:
    """Say whether `voter`'s term is over on `day`, and the policy wants nobody to vote after it.

    The electorate stays as it was frozen; a ballot cast before the end of the term stands.
    """
    ends = voter.until
    return ends is not None and ends < day and vote.policy.expired == "excluded"


def _latest(vote: Vote) -> tuple[dict[int, Ballot], dict[int | str, Ballot]]:
    """Return the latest ballots: of voters by their place, of others by id or login.

    Who was seen with an id and without one is one person, as `Account.is_same` says.
    """
    own: dict[int, Ballot] = {}
    others: dict[int | str, Ballot] = {}
    id_of = {each.by.login.lower(): each.by.id for each in vote.ballots if each.by.id is not None}
    for ballot in sorted(vote.ballots, key=IN_ORDER):
        place = vote.electorate.place(ballot.by)
        if place is None:
            login = ballot.by.login.lower()
            identity = ballot.by.id if ballot.by.id is not None else id_of.get(login, login)
            others[identity] = ballot
        else:
            own[place] = ballot
    return own, others


def _lent(vote: Vote, own: dict[int, Ballot]) -> dict[int, Cast]:
    """Return the ballots that holders cast for those who lent them theirs, by the giver's place.

    The later of two acts counts: lending after having voted, or voting after having lent. A proxy is
    not passed on; one is void that is held by somebody who left the vote, or who may hold none.
    """
    cast: dict[int, Cast] = {}
    for proxy in vote.proxies:
        place = vote.electorate.place(proxy.giver)
        if place is None or not _may_hold(vote, proxy.holder):
            continue
        mine = own.get(place)
        held = _held(vote, proxy)
        if held is not None and (mine is None or mine.at <= proxy.at):
            cast[place] = Cast(vote.electorate.voters[place], held, via=proxy.holder.login)
    return cast


def _may_hold(vote: Vote, holder: Account) -> bool:
    """Say whether `holder` may hold a proxy still: the electorate may have been taken anew."""
    rules = vote.policy.proxies
    is_voter = vote.electorate.find(holder) is not None
    return rules is not None and (rules.to == "anyone" or is_voter) and not vote.has_recused(holder)


def _held(vote: Vote, proxy: Proxy) -> Ballot | None:
    """Return the holder's latest own ballot on the days that the proxy covers."""
    last = last_day(vote, proxy)
    found = [
        ballot
        for ballot in vote.ballots
        if vote.is_one(proxy.holder, ballot.by) and (last is None or ballot.at.date() <= last)
    ]
    latest = max(found, key=IN_ORDER, default=None)
    if latest is None or latest.choice is not Choice.BLOCK:
        return latest
    giver = vote.electorate.find(proxy.giver)
    may_block = giver is not None and holds_veto(vote, giver)
    return latest if may_block else replace(latest, choice=Choice.NO)


def last_day(vote: Vote, proxy: Proxy) -> date | None:
    """Return the last day on which the holder casts the ballot: as it was lent, and as is allowed."""
    longest = vote.policy.proxies.longest if vote.policy.proxies else None
    days = [proxy.until]
    giver = vote.electorate.find(proxy.giver)
    if giver is not None and vote.policy.expired == "excluded":
        days.append(giver.until)
    if longest is not None:
        days.append(vote.policy.period.after(longest, proxy.at).date())
    return min((day for day in days if day is not None), default=None)
