"""Folding records into a state: the only way from the ledger to an answer.

    fold(parse_records(text, "rfcs/12.jsonl"))      # RfcState(stage="voting", ...)
    fold((record,), state)                          # the same, one record further on

A run on GitHub, the shell and the re-count share it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import assert_never

from govbot.core.accounts import Account
from govbot.core.records import (
    Announced,
    Asked,
    BallotCast,
    ChampionNamed,
    ConcernRaised,
    ConcernResolved,
    DocumentSeen,
    LabelMoved,
    MotionMoved,
    PostingNoted,
    ProxyGiven,
    PullRequestSeen,
    Record,
    Recused,
    Refused,
    Registered,
    Reminded,
    StageEntered,
    VoteCancelled,
    VoteClosed,
    VoteExtended,
    VoteOpened,
    VoteRefreshed,
    Watermark,
)
from govbot.core.state.model import RfcState, VoteState
from govbot.core.votes import Ballot, Concern, Electorate, Proxy, Vote

__all__ = ["Folding", "account_of", "ballot_of", "fold"]


def fold(records: Iterable[Record], state: RfcState | None = None) -> RfcState:
    """Apply `records`, in order, to `state`."""
    folding = Folding(state)
    for record in records:
        folding.take(record)
    return folding.done()


class _FoldingVote:
    """One vote while records are folded into it."""

    def __init__(self, state: VoteState) -> None:
        self.state = state
        self.cast = list(state.cast)
        self.ballots = list(state.vote.ballots)

    def take(
        self,
        record: BallotCast
        | Recused
        | VoteRefreshed
        | ProxyGiven
        | VoteExtended
        | VoteClosed
        | VoteCancelled
        | Reminded
        | PostingNoted
        | Announced,
    ) -> None:
        """Apply a record about this vote."""
        vote = self.state.vote
        match record:
            case BallotCast():
                self.ballots.append(ballot_of(record, order=len(self.ballots)))
                self.cast.append(record)
                self._change(vote.with_vote_in_person(account_of(record)))
            case Recused():
                self._change(vote.with_recusal(account_of(record), record.at))
            case VoteRefreshed():
                self._change(
                    replace(
                        vote,
                        electorate=Electorate(record.electorate),
                        seats=record.seats,
                        seats_of=record.seats_of,
                        changed=record.at,
                    )
                )
            case ProxyGiven():
                proxy = Proxy(account_of(record), record.holder, record.at, record.until)
                self._change(vote.with_proxy(proxy))
            case VoteExtended():
                self._change(vote.extended(record.closes, record.why, record.at))
            case VoteClosed():
                self.state = replace(self.state, closed=record)
                self._change(replace(vote, closes=record.tally.closes))
            case VoteCancelled():
                self.state = replace(self.state, cancelled=record)
            case Reminded():
                self.state = replace(self.state, reminded=(*self.state.reminded, record))
            case PostingNoted():
                self.state = replace(self.state, postings=(*self.state.postings, record))
            case Announced():
                self.state = replace(self.state, announced=record)
            case _:
                assert_never(record)

    def raise_concern(self, record: ConcernRaised) -> None:
        """Let a concern hold the vote, where it is open and its policy minds concerns."""
        vote = self.state.vote
        if self.state.is_open and vote.policy.concerns is not None:
            concern = Concern(record.title, record.actor, record.at)
            self._change(vote.with_concern(concern))

    def resolve_concern(self, record: ConcernResolved) -> None:
        """Let go of what a concern held."""
        self._change(self.state.vote.without_concern(record.title, record.at))

    def _change(self, vote: Vote) -> None:
        self.state = replace(self.state, vote=vote)

    def done(self) -> VoteState:
        """Return the vote with everything folded in."""
        vote = replace(self.state.vote, ballots=tuple(self.ballots))
        return replace(self.state, vote=vote, cast=tuple(self.cast))


class Folding:
    """A state while records are folded into it: lists grow in place and are frozen by `done`."""

    def __init__(self, state: RfcState | None = None) -> None:
        state = state or RfcState()
        self.state = state
        self.records = list(state.records)
        self.answered = list(state.answered)
        self.stages = list(state.stages)
        self.concerns = list(state.concerns)
        self.label_moves = list(state.label_moves)
        self.votes = {vote.number: _FoldingVote(vote) for vote in state.votes}

    def take(self, record: Record) -> None:
        """Apply one record."""
        self.records.append(record)
        if record.source is not None and (record.source.comment or record.source.review):
            self.answered.append(record)
        match record:
            case Registered():
                self.state = replace(self.state, registered=record)
            case DocumentSeen():
                self._see(record)
            case StageEntered():
                self.stages.append(record)
            case ChampionNamed():
                self.state = replace(self.state, named_champion=record.champion)
            case ConcernRaised():
                self.concerns.append(record)
                for vote in self.votes.values():
                    vote.raise_concern(record)
            case ConcernResolved():
                title = record.title.lower()
                self.concerns = [each for each in self.concerns if each.title.lower() != title]
                for vote in self.votes.values():
                    vote.resolve_concern(record)
            case VoteOpened():
                self.votes[record.vote] = _FoldingVote(self._opened(record))
            case (
                BallotCast()
                | Recused()
                | VoteRefreshed()
                | ProxyGiven()
                | VoteExtended()
                | VoteClosed()
                | VoteCancelled()
                | Reminded()
                | PostingNoted()
                | Announced()
            ):
                if record.vote in self.votes:
                    self.votes[record.vote].take(record)
            case LabelMoved():
                self.label_moves.append(record)
            case PullRequestSeen():
                self.state = replace(self.state, pull=record.state)
            case Watermark():
                self.state = replace(
                    self.state,
                    watermark=record.comment,
                    settled=record.settled,
                    review_watermark=max(record.review, self.state.review_watermark),
                    settled_reviews=max(record.settled_reviews, self.state.settled_reviews),
                )
            case MotionMoved():
                self.state = replace(self.state, motion=record)
            case Asked() | Refused():
                pass
            case _:
                assert_never(record)

    def rules_of(self, vote: int) -> VoteState | None:
        """Return a vote without its ballots, as it stands: enough to say who may cast one."""
        return self.votes[vote].state if vote in self.votes else None

    def vote(self, vote: int) -> VoteState | None:
        """Return a vote with its ballots, as it stands."""
        return self.votes[vote].done() if vote in self.votes else None

    def done(self) -> RfcState:
        """Return the state with everything folded in."""
        return replace(
            self.state,
            records=tuple(self.records),
            answered=tuple(self.answered),
            stages=tuple(self.stages),
            concerns=tuple(self.concerns),
            label_moves=tuple(self.label_moves),
            votes=tuple(vote.done() for vote in self.votes.values()),
        )

    def _see(self, record: DocumentSeen) -> None:
        """Take a document; a champion that it newly names takes the place of one named by command."""
        before = self.state.document
        if before is not None and before.champion != record.champion:
            self.state = replace(self.state, named_champion=None)
        self.state = replace(self.state, document=record)

    def _opened(self, record: VoteOpened) -> VoteState:
        vote = Vote(
            policy_name=record.policy_name,
            policy=record.policy,
            electorate=Electorate(record.electorate),
            seats=record.seats,
            opened=record.at,
            closes=record.closes,
            seats_of=record.seats_of,
            concerns=tuple(
                Concern(each.title, each.actor, each.at)
                for each in self.concerns
                if record.policy.concerns is not None
            ),
        )
        held_in = self.stages[-1].stage if self.stages else ""
        return VoteState(record.vote, record, vote, self._opened_from(), held_in)

    def _opened_from(self) -> str:
        """Return the stage to go back to: of a vote that starts again, that of the first one."""
        last = list(self.votes.values())[-1].state if self.votes else None
        if last is not None and self.stages and last.opening.at >= self.stages[-1].at:
            return last.opened_from
        return self.stages[-2].stage if len(self.stages) > 1 else ""


def ballot_of(record: BallotCast, order: int) -> Ballot:
    """Return the ballot that a record holds."""
    return Ballot(account_of(record), record.choice, record.at, record.reason, order)


def account_of(record: Record) -> Account:
    """Return who a record is about; GitHub's ghost where an account was deleted."""
    return record.actor or Account(login="ghost")
