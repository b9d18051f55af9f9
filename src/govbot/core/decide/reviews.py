"""Ballots by review: where the open vote's policy says so, approving is voting.

    reviews: {approve: yes, request_changes: no}

    ada approves            -> BallotCast(choice=yes, source=Source(review=...), reason="reads well now")
    ben requests changes    -> BallotCast(choice=no, ...), or Refused("A no is a veto ..., and says why.")

A review's text is read for commands like a comment's, and what is written out goes before the kind of
the review: whoever approves with `/vote abstain` abstains. Later edits and a dismissal change nothing.
In a vote that started again on a new text, a review of the text before is no ballot.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import assert_never

from govbot.core.choices import Choice
from govbot.core.commands import Cast, Refusal, parse, read
from govbot.core.decide.docket import Docket
from govbot.core.decide.near_misses import take_near_misses
from govbot.core.decide.on_command import take_command
from govbot.core.decide.saying import Said
from govbot.core.decide.written import (
    doubt,
    first_line,
    is_before_our_time,
    is_for_us,
    is_of_a_vote,
    numbers_take_reasons,
    refuse,
    said_at,
    source_of,
)
from govbot.core.durations import format_time
from govbot.core.policies import Reviews
from govbot.core.records import DocumentSeen
from govbot.core.snapshot import Review, ReviewState
from govbot.core.votes import in_brief

__all__ = ["new_reviews", "review_at", "take_review"]

MOST_IN_REASON = 500
AGAIN = "Write `/vote yes`, `/vote no` or `/vote abstain` in a new comment."
ANOTHER_TEXT = "It is about an older text: the vote started again at {time}, on a new one."
READ_AGAIN = "Review the pull request as it stands now, or vote in a new comment."
DISMISSED = "It was dismissed before it was counted, so it is not certain what it said."
KINDS = {
    ReviewState.APPROVED: "Approve",
    ReviewState.CHANGES_REQUESTED: "Request changes",
    ReviewState.COMMENTED: "Comment",
    ReviewState.DISMISSED: "Dismissed review",
}
"""What GitHub calls each kind where one is chosen."""


def new_reviews(docket: Docket) -> Iterator[Review]:
    """Yield the reviews about which nothing is recorded; bots do not vote.

    What is recorded says which were taken: a review may be sent long after it was begun, and its number
    is from when it was begun. One that meant nothing is looked at again, and means nothing again.
    """
    for review in docket.snapshot.reviews:
        is_known = review.id in docket.state.answered_by_review
        if not (is_known or review.author.is_bot or is_before_our_time(docket, review)):
            yield review


def review_at(docket: Docket, review: Review) -> datetime:
    """Return when a review was said (UTC).

    One that was there in an earlier run says what it said then: only words in it can be new.
    """
    if review.id <= docket.state.review_watermark and not parse(review.body):
        return review.submitted_at
    return said_at(review)


def take_review(docket: Docket, review: Review) -> None:
    """Follow the commands in a review, or else count it as the ballot that its kind is."""
    takes_reasons = numbers_take_reasons(docket, said_at(review))
    reading = read(review.body, numbers_take_reasons=takes_reasons)
    commands = reading.answers if is_for_us(docket, review) else ()
    why = doubt(docket, review) if commands else None
    if why is not None:
        hint = "Write the command again in a new comment."
        refuse(docket, review, first_line(review.body), why, hint)
        return
    said = Said(by=review.author, at=review_at(docket, review), source=source_of(review))
    for command in commands:
        take_command(docket, said, command)
    # Nobody votes by a misunderstanding: what is written out goes before the kind of the review.
    if not any(isinstance(each, Cast | Refusal) for each in commands):
        _take_kind(docket, review, said)
    take_near_misses(docket, review, reading.near_misses)


def _take_kind(docket: Docket, review: Review, said: Said) -> None:
    reviews = _rules_at(docket, said)
    if reviews is None:
        return
    if review.state is ReviewState.DISMISSED:
        # Whatever it was, its author may believe to have voted.
        if _is_by_voter(docket, review):
            refuse(docket, review, KINDS[review.state], DISMISSED, AGAIN)
        return
    choice = _choice(reviews, review)
    if choice is None:
        return
    restarted = _new_text_since(docket)
    if restarted is not None and review.commit not in _heads_since(docket, restarted):
        if _is_by_voter(docket, review):
            older = ANOTHER_TEXT.format(time=format_time(restarted))
            refuse(docket, review, KINDS[review.state], older, READ_AGAIN)
        return
    why = _edited_by_another(docket, review)
    if why is not None:
        refuse(docket, review, KINDS[review.state], why, AGAIN)
        return
    reason = in_brief(" ".join(review.body.split()), MOST_IN_REASON)
    take_command(docket, said, Cast(choice, reason), line=KINDS[review.state])


def _rules_at(docket: Docket, said: Said) -> Reviews | None:
    """Return which ballots reviews are in the vote that one can be meant for; None where there is none.

    A review from before the vote is about the text and no ballot. One shortly after it is told that it
    is late, if it is by somebody who might have voted.
    """
    if not docket.state.votes:
        return None
    last = docket.state.votes[-1]
    is_voter = last.vote.electorate.find(said.by) is not None
    if last.cancelled is not None or said.at < last.vote.opened:
        return None
    if not is_of_a_vote(docket, said.at):
        return None
    return last.opening.policy.reviews if last.is_open or is_voter else None


def _is_by_voter(docket: Docket, review: Review) -> bool:
    votes = docket.state.votes
    return bool(votes) and votes[-1].vote.electorate.find(review.author) is not None


def _new_text_since(docket: Docket) -> datetime | None:
    """Return when the open vote took the place of one on another text; None where it did not."""
    current = docket.state.open_vote
    if current is None or docket.state.vote_begun_again is None:
        return None
    return current.opening.at


def _heads_since(docket: Docket, restarted: datetime) -> set[str]:
    """Return the commits at which the text was seen since then.

    A push that leaves the text alone is not recorded: of those, only the newest is known.
    """
    seen = {
        record.head
        for record in docket.state.records
        if isinstance(record, DocumentSeen) and record.at >= restarted
    }
    return seen | {docket.snapshot.pull_request.head}


def _choice(reviews: Reviews, review: Review) -> Choice | None:
    match review.state:
        case ReviewState.APPROVED:
            return reviews.approve
        case ReviewState.CHANGES_REQUESTED:
            return reviews.request_changes
        case ReviewState.COMMENTED | ReviewState.DISMISSED:
            return None
        case _:
            assert_never(review.state)


def _edited_by_another(docket: Docket, review: Review) -> str | None:
    """Say why a review may not be what its author said; what its author edits stays the author's."""
    is_own = review.editor is not None and review.editor.is_same(review.author)
    return None if is_own else doubt(docket, review)
