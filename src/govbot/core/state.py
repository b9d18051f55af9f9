"""Folding records into what holds now: stage, champion, concerns, votes, what was answered.

    state = fold(parse_records(text, "rfcs/12.jsonl"))
    state.stage            # "voting"
    state.open_vote        # the vote, with every ballot recorded so far
    verify(state)          # the differences between each recorded outcome and a fresh count

The fold is the only way from the ledger to an answer: GitHub's run, the shell and the re-count share it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from typing import assert_never

from govbot.core.accounts import Account
from govbot.core.records import (
    Asked,
    BallotCast,
    ChampionNamed,
    ConcernRaised,
    ConcernResolved,
    DocumentSeen,
    LabelMoved,
    PullRequestSeen,
    Record,
    Recused,
    Refused,
    Registered,
    StageEntered,
    VoteCancelled,
    VoteClosed,
    VoteExtended,
    VoteOpened,
    VoteRefreshed,
    Watermark,
)
from govbot.core.snapshot import PullState
from govbot.core.votes import Ballot, Electorate, Tally, Vote

__all__ = ["RfcState", "VoteState", "fold", "oldest_comment_needed"]


@dataclass(frozen=True)
class VoteState:
    """One vote of an RFC. It is open until `closed` or `cancelled` says otherwise.

    `opened_from` is the stage that the vote was opened in; `cast` are the ballots as recorded.
    """

    number: int
    opening: VoteOpened
    vote: Vote
    opened_from: str
    cast: tuple[BallotCast, ...] = ()
    closed: VoteClosed | None = None
    cancelled: VoteCancelled | None = None

    @property
    def is_open(self) -> bool:
        """Say whether ballots are still taken."""
        return self.closed is None and self.cancelled is None


@dataclass(frozen=True)
class RfcState:
    """Everything the ledger implies about one pull request, record by record."""

    registered: Registered | None = None
    document: DocumentSeen | None = None
    stages: tuple[StageEntered, ...] = ()
    named_champion: Account | None = None
    concerns: tuple[ConcernRaised, ...] = ()
    votes: tuple[VoteState, ...] = ()
    pull: PullState = PullState.OPEN
    answered: tuple[Record, ...] = ()
    label_moves: tuple[LabelMoved, ...] = ()
    watermark: int = 0
    settled: int = 0
    records: tuple[Record, ...] = field(default=(), repr=False)

    @property
    def stage(self) -> str | None:
        """The stage the RFC is in, or None before it was registered."""
        return self.stages[-1].stage if self.stages else None

    @property
    def stage_since(self) -> datetime | None:
        """When the RFC entered its stage (UTC)."""
        return self.stages[-1].at if self.stages else None

    @property
    def author(self) -> Account | None:
        """Who opened the pull request."""
        return self.registered.actor if self.registered else None

    @property
    def champion(self) -> Account | None:
        """The champion: as named by command last, else as the document says."""
        if self.named_champion is not None:
            return self.named_champion
        login = self.document.champion if self.document else None
        return Account(login=login) if login else None

    @cached_property
    def answered_by_comment(self) -> dict[int, list[Record]]:
        """What was recorded about each comment, by the comment's numeric id."""
        by_comment: dict[int, list[Record]] = {}
        for record in self.answered:
            if record.source is not None and record.source.comment is not None:
                by_comment.setdefault(record.source.comment, []).append(record)
        return by_comment

    @property
    def checks_pass(self) -> bool:
        """Say whether the document, as last seen, is there and has no error."""
        return self.document is not None and self.document.blob != "" and not self.document.errors

    @property
    def open_vote(self) -> VoteState | None:
        """The vote that is open, if one is."""
        return self.votes[-1] if self.votes and self.votes[-1].is_open else None

    @property
    def last_tally(self) -> Tally | None:
        """The tally of the last vote that ended, if one did."""
        ended = [vote.closed for vote in self.votes if vote.closed is not None]
        return ended[-1].tally if ended else None

    @property
    def voted_blob(self) -> str | None:
        """The git id of the text that the last closed vote was about."""
        ended = [vote.opening.blob for vote in self.votes if vote.closed is not None]
        return ended[-1] if ended else None


def fold(records: Iterable[Record], state: RfcState | None = None) -> RfcState:
    """Apply `records`, in order, to `state`."""
    state = state or RfcState()
    for record in records:
        state = _apply(state, record)
    return state


def _apply(state: RfcState, record: Record) -> RfcState:
    state = replace(state, records=(*state.records, record))
    if record.source is not None and record.source.comment is not None:
        state = replace(state, answered=(*state.answered, record))
    match record:
        case Registered():
            return replace(state, registered=record)
        case DocumentSeen():
            return replace(state, document=record)
        case StageEntered():
            return replace(state, stages=(*state.stages, record))
        case ChampionNamed():
            return replace(state, named_champion=record.champion)
        case ConcernRaised():
            return replace(state, concerns=(*state.concerns, record))
        case ConcernResolved():
            left = [c for c in state.concerns if c.title.lower() != record.title.lower()]
            return replace(state, concerns=tuple(left))
        case VoteOpened():
            return replace(state, votes=(*state.votes, _opened(state, record)))
        case (
            BallotCast()
            | Recused()
            | VoteRefreshed()
            | VoteExtended()
            | VoteClosed()
            | VoteCancelled()
        ):
            return _apply_to_vote(state, record)
        case LabelMoved():
            return replace(state, label_moves=(*state.label_moves, record))
        case PullRequestSeen():
            return replace(state, pull=record.state)
        case Watermark():
            return replace(state, watermark=record.comment, settled=record.settled)
        case Asked() | Refused():
            return state
        case _:
            assert_never(record)


def _opened(state: RfcState, record: VoteOpened) -> VoteState:
    vote = Vote(
        policy_name=record.policy_name,
        policy=record.policy,
        electorate=Electorate(record.electorate),
        seats=record.seats,
        opened=record.at,
        closes=record.closes,
    )
    return VoteState(record.vote, record, vote, opened_from=_stage_before_vote(state))


def _stage_before_vote(state: RfcState) -> str:
    """Return the stage that a vote opened now goes back to: a restarted vote goes where the first would."""
    if state.votes and state.stages and state.votes[-1].opening.at >= state.stages[-1].at:
        return state.votes[-1].opened_from
    if len(state.stages) > 1:
        return state.stages[-2].stage
    return state.stages[-1].stage if state.stages else ""


def _apply_to_vote(
    state: RfcState,
    record: BallotCast | Recused | VoteRefreshed | VoteExtended | VoteClosed | VoteCancelled,
) -> RfcState:
    votes = tuple(
        _in_vote(each, record) if each.number == record.vote else each for each in state.votes
    )
    return replace(state, votes=votes)


def _in_vote(
    state: VoteState,
    record: BallotCast | Recused | VoteRefreshed | VoteExtended | VoteClosed | VoteCancelled,
) -> VoteState:
    vote = state.vote
    match record:
        case BallotCast():
            ballot = ballot_of(record, order=len(vote.ballots))
            return replace(state, vote=vote.with_ballot(ballot), cast=(*state.cast, record))
        case Recused():
            return replace(state, vote=vote.with_recusal(account_of(record)))
        case VoteRefreshed():
            electorate = Electorate(record.electorate)
            return replace(state, vote=replace(vote, electorate=electorate, seats=record.seats))
        case VoteExtended():
            extended = replace(vote, closes=record.closes, extensions=vote.extensions + 1)
            return replace(state, vote=extended)
        case VoteClosed():
            return replace(state, closed=record, vote=replace(vote, closes=record.tally.closes))
        case VoteCancelled():
            return replace(state, cancelled=record)
        case _:
            assert_never(record)


def ballot_of(record: BallotCast, order: int) -> Ballot:
    """Return the ballot that a record holds."""
    return Ballot(account_of(record), record.choice, record.at, record.reason, order)


def account_of(record: Record) -> Account:
    """Return who a record is about; GitHub's ghost where an account was deleted."""
    return record.actor or Account(login="ghost")


def oldest_comment_needed(state: RfcState) -> int:
    """Return the comment id back to which a run has to read: what is newer may still matter.

    That is the watermark, the first comment whose answer was not yet seen on GitHub, or the first
    ballot of an open vote (to show when it was edited or deleted), whichever is oldest.
    """
    needed = [state.watermark]
    needed += [comment - 1 for comment in state.answered_by_comment if comment > state.settled]
    if state.open_vote is not None:
        cast = [each.source.comment for each in state.open_vote.cast if each.source]
        needed += [comment - 1 for comment in cast if comment is not None]
    return min(needed)
