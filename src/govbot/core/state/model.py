"""What the ledger implies about one pull request: stage, champion, concerns, votes, what was answered.

state.stage          # "voting"
state.open_vote      # the vote, with every ballot recorded so far
state.champion       # Account(login="ada", id=1001)
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from govbot.core.accounts import Account
from govbot.core.records import (
    Announced,
    BallotCast,
    ConcernRaised,
    DocumentSeen,
    LabelMoved,
    MotionMoved,
    PostingNoted,
    Record,
    Registered,
    Reminded,
    StageEntered,
    VoteCancelled,
    VoteClosed,
    VoteOpened,
    Watermark,
)
from govbot.core.snapshot import PullState
from govbot.core.votes import Outcome, Tally, Vote

__all__ = ["RfcState", "VoteState", "oldest_comment_needed", "oldest_review_needed"]


@dataclass(frozen=True)
class VoteState:
    """One vote of an RFC. It is open until `closed` or `cancelled` says otherwise.

    `opened_from` is the stage that the vote was opened in, `held_in` the one it is held in; `cast`
    are the ballots as recorded.
    """

    number: int
    opening: VoteOpened
    vote: Vote
    opened_from: str
    held_in: str
    cast: tuple[BallotCast, ...] = ()
    closed: VoteClosed | None = None
    cancelled: VoteCancelled | None = None
    reminded: tuple[Reminded, ...] = ()
    announced: Announced | None = None
    postings: tuple[PostingNoted, ...] = ()

    @property
    def is_open(self) -> bool:
        """Say whether ballots are still taken."""
        return self.closed is None and self.cancelled is None

    def took_the_place_of(self, earlier: VoteState) -> bool:
        """Say whether it is `earlier` begun again, because the text changed while that was open."""
        ended = earlier.cancelled
        return ended is not None and ended.actor is None and ended.at == self.opening.at

    @property
    def passed(self) -> bool:
        """Say whether the vote ended and passed."""
        return self.closed is not None and self.closed.tally.outcome is Outcome.PASSED


@dataclass(frozen=True)
class RfcState:
    """Everything the ledger implies about one pull request or issue, record by record.

    It is an RFC where it was `registered`, and a `motion` where a vote was asked for on anything else.
    """

    registered: Registered | None = None
    motion: MotionMoved | None = None
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
    review_watermark: int = 0
    settled_reviews: int = 0
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
    def taken_up(self) -> Registered | MotionMoved | None:
        """The record that made it an RFC, or a motion; None while it is neither."""
        return self.registered or self.motion

    @property
    def kind(self) -> str:
        """What GitHub calls it, in words: `issue` or `pull request`."""
        is_issue = self.motion is not None and self.motion.subject == "issue"
        return "issue" if is_issue else "pull request"

    @property
    def author(self) -> Account | None:
        """Who opened the pull request or issue."""
        return self.taken_up.actor if self.taken_up else None

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

    @cached_property
    def answered_by_review(self) -> dict[int, list[Record]]:
        """What was recorded about each review, by the review's numeric id."""
        by_review: dict[int, list[Record]] = {}
        for record in self.answered:
            if record.source is not None and record.source.review is not None:
                by_review.setdefault(record.source.review, []).append(record)
        return by_review

    def comments_before(self, record: Record) -> int:
        """Return a comment's id that every comment written because of `record` is newer than."""
        reached = 0
        for each in self.records:
            if each is record:
                break
            if isinstance(each, Watermark):
                reached = each.comment
        return reached

    @property
    def checks_pass(self) -> bool:
        """Say whether the document, as last seen, is there and has no error."""
        return self.document is not None and self.document.blob != "" and not self.document.errors

    @property
    def open_vote(self) -> VoteState | None:
        """The vote that is open, if one is."""
        return self.votes[-1] if self.votes and self.votes[-1].is_open else None

    @property
    def vote_begun_again(self) -> VoteState | None:
        """The vote that the open one took the place of, because the text changed; None where none."""
        current = self.open_vote
        if current is None or len(self.votes) == 1:
            return None
        return self.votes[-2] if current.took_the_place_of(self.votes[-2]) else None

    @property
    def last_tally(self) -> Tally | None:
        """The tally of the last vote that ended, if one did."""
        ended = [vote.closed for vote in self.votes if vote.closed is not None]
        return ended[-1].tally if ended else None


def oldest_comment_needed(state: RfcState) -> int:
    """Return the comment id back to which a run has to read: what is newer may still matter.

    That is the watermark, the first comment whose answer was not yet seen on GitHub, or, of an open
    vote, the first ballot (to show when it was edited or deleted) or what may stand below the last
    reminder, the call to vote again and the answers to reviews, whichever is oldest.
    """
    needed = [state.watermark]
    needed += [comment - 1 for comment in state.answered_by_comment if comment > state.settled]
    if state.open_vote is not None:
        cast = [each.source.comment for each in state.open_vote.cast if each.source]
        needed += [comment - 1 for comment in cast if comment is not None]
        needed += map(state.comments_before, _said_aloud(state, state.open_vote))
    return min(needed)


def _said_aloud(state: RfcState, current: VoteState) -> Iterator[Record]:
    """Yield the records of an open vote that a comment follows, and that no comment gave rise to."""
    yield from current.reminded[-1:]
    if state.vote_begun_again is not None:
        yield current.opening
    for records in state.answered_by_review.values():
        yield from (each for each in records[:1] if each.at >= current.vote.opened)


def oldest_review_needed(state: RfcState) -> int:
    """Return the review id back to which a run has to read: it and what is newer may still matter.

    That is whatever is newer than the last review that was taken, the first one whose answer was not yet seen on GitHub, or, of
    an open vote, the first ballot (to show when it was edited or dismissed), whichever is oldest.
    """
    needed = [state.review_watermark + 1, *list(state.answered_by_review)[state.settled_reviews :]]
    if state.open_vote is not None:
        cast = [each.source.review for each in state.open_vote.cast if each.source]
        needed += [review for review in cast if review is not None]
    return min(needed)
