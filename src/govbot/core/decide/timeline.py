"""What happened since the ledger was last written, in the order of time.

Comments, reviews, moves of the pull request and labels moved by hand come as moments; before each, and
at the end, the open vote is closed if its time was up. So a ballot counts by when it was written, and a
deadline that fell while nobody looked still fell when it fell.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from govbot.core.commands import OpenVote, read
from govbot.core.decide.answers import is_in_sight, reactions_due
from govbot.core.decide.docket import Docket
from govbot.core.decide.near_misses import take_near_misses
from govbot.core.decide.on_command import take_command
from govbot.core.decide.on_label import take_label_event
from govbot.core.decide.pull_request_end import end_of_stage
from govbot.core.decide.restraint import answers_without_words, owes_reply
from govbot.core.decide.reviews import new_reviews, review_at, take_review
from govbot.core.decide.saying import Said
from govbot.core.decide.written import (
    doubt,
    first_line,
    is_before_our_time,
    is_for_us,
    may_have_been_missed,
    numbers_take_reasons,
    refuse,
    said_at,
    source_of,
)
from govbot.core.lifecycle import Trigger
from govbot.core.markers import answer_marker, is_marked, review_answer_marker
from govbot.core.records import PullRequestSeen, Source, Watermark
from govbot.core.snapshot import Comment, PullState

__all__ = ["take_timeline"]

CHATTER = 50
"""How many comments, or reviews, without a command may stand behind the watermark before it moves on."""

TOO_OLD = "It was a day old or more when a run of govbot first saw it, so it was not followed."
"""A vote begins when it is asked for, and nobody is to find that it has been open for days."""

SETTLING = timedelta(minutes=1)
"""How long after a deadline a vote is closed at the soonest: by then GitHub shows every comment that
was written before it, to whoever asks."""


@dataclass(frozen=True, slots=True)
class Moment:
    """Something that happened, and what to do about it."""

    at: datetime
    order: int
    take: Callable[[], None]


def take_timeline(docket: Docket) -> None:
    """Take everything new in the order in which it happened, closing votes on their time."""
    new = tuple(_new_comments(docket))
    moments = [
        *_comments(docket, new),
        *_reviews(docket),
        *_pull_request(docket),
        *_labels(docket),
    ]
    for moment in sorted(moments, key=lambda each: (each.at, each.order)):
        docket.close_votes(until=moment.at)
        moment.take()
    docket.close_votes(until=docket.now - SETTLING)
    docket.follow(docket.now)
    _move_watermark(docket, new)


def _new_comments(docket: Docket) -> Iterator[Comment]:
    for comment in docket.snapshot.comments:
        own = comment.by_viewer and is_marked(comment.body)
        if own or comment.author.is_bot or comment.id < docket.snapshot.comments_from:
            continue
        if is_before_our_time(docket, comment) and not may_have_been_missed(docket, comment):
            continue
        if comment.id > docket.state.watermark or _was_edited_later(docket, comment):
            yield comment


def _was_edited_later(docket: Docket, comment: Comment) -> bool:
    """Say whether a comment that was read, and was no command then, was edited since."""
    return comment.edited_at is not None and comment.id not in docket.state.answered_by_comment


def _comments(docket: Docket, comments: tuple[Comment, ...]) -> Iterator[Moment]:
    for comment in comments:
        yield Moment(said_at(comment), comment.id, partial(_take_comment, docket, comment))


def _take_comment(docket: Docket, comment: Comment) -> None:
    reading = read(
        comment.body, numbers_take_reasons=numbers_take_reasons(docket, said_at(comment))
    )
    commands = reading.answers if is_for_us(docket, comment) else ()
    if is_before_our_time(docket, comment):
        if opening := next((each for each in commands if isinstance(each, OpenVote)), None):
            refuse(docket, comment, opening.text, TOO_OLD, "Write it again in a new comment.")
        return
    said = Said(by=comment.author, at=said_at(comment), source=source_of(comment))
    why = doubt(docket, comment) if commands else None
    if why is not None:
        hint = "Write the command again in a new comment."
        refuse(docket, comment, first_line(comment.body), why, hint)
        return
    for command in commands:
        take_command(docket, said, command)
    take_near_misses(docket, comment, reading.near_misses)


def _reviews(docket: Docket) -> Iterator[Moment]:
    for review in new_reviews(docket):
        yield Moment(review_at(docket, review), review.id, partial(take_review, docket, review))


def _pull_request(docket: Docket) -> Iterator[Moment]:
    """Yield when the pull request (or issue) was closed, merged or opened again, if it was."""
    pull = docket.snapshot.pull_request
    if pull.state is docket.state.pull:
        return
    if pull.state is PullState.OPEN:
        # GitHub does not say when it was opened again: what was written since, was meant for that.
        yield Moment(_last_seen(docket), 0, partial(_take_pull_request, docket, docket.now))
        return
    at = (pull.merged_at if pull.state is PullState.MERGED else pull.closed_at) or docket.now
    yield Moment(at, 0, partial(_take_pull_request, docket, at))


def _last_seen(docket: Docket) -> datetime:
    seen = [record.at for record in docket.state.records if isinstance(record, PullRequestSeen)]
    return seen[-1] if seen else docket.now


def _take_pull_request(docket: Docket, at: datetime) -> None:
    if docket.state.taken_up is None:
        return
    state = docket.snapshot.pull_request.state
    source = Source(url=docket.snapshot.pull_request.url)
    docket.add(PullRequestSeen(at=at, source=source, state=state))
    if state is not PullState.OPEN:
        pull = docket.snapshot.pull_request
        words = "was merged" if state is PullState.MERGED else "was closed"
        words, kind = "is no longer here" if pull.is_gone else words, docket.state.kind
        docket.cancel_vote(f"The {kind} {words}.", at=at, source=source)
    if state is PullState.CLOSED and end_of_stage(docket) == "close":
        return  # the stage closes it: nobody took the RFC back
    trigger = Trigger.REOPENED if state is PullState.OPEN else Trigger.CLOSED
    row = docket.lifecycle.on(docket.state.stage or "", trigger)
    if row is not None and state is not PullState.MERGED:
        docket.enter(row.to, why=trigger, at=at, source=source)
    docket.follow(at)


def _labels(docket: Docket) -> Iterator[Moment]:
    """Yield the times at which somebody else moved a stage's label while this stage lasted."""
    since = docket.state.stage_since
    if since is None:
        return
    # What came before the stage did was judged then; a bot's label is not somebody's intention.
    known = {move.source.event for move in docket.state.label_moves if move.source}
    for event in docket.snapshot.label_events:
        is_stage = docket.lifecycle.stage_of_label(event.label) is not None
        is_ours = event.by_viewer or event.actor.is_bot
        if is_ours or event.node in known or event.at < since or not is_stage:
            continue
        yield Moment(event.at, 0, partial(take_label_event, docket, event))


def _move_watermark(docket: Docket, new: tuple[Comment, ...]) -> None:
    """Note how far comments and reviews were taken, where something was recorded about them."""
    newest = max([docket.state.watermark, *(comment.id for comment in new)])
    review = max([docket.state.review_watermark, *(each.id for each in docket.snapshot.reviews)])
    is_answer = any(r.source and (r.source.comment or r.source.review) for r in docket.new)
    gone_by = len([comment for comment in new if comment.id > docket.state.watermark])
    sent = len(
        [each for each in docket.snapshot.reviews if each.id > docket.state.review_watermark]
    )
    has_gone_by = max(gone_by, sent) > CHATTER and docket.state.taken_up is not None
    if not is_answer and not has_gone_by:
        return
    replies = [c.body for c in docket.snapshot.comments if c.by_viewer and is_marked(c.body)]
    without_words = answers_without_words(docket)
    docket.add(
        Watermark(
            at=docket.now,
            comment=newest,
            settled=_settled(docket, replies, without_words),
            review=review,
            settled_reviews=_settled_reviews(docket, replies, without_words),
        )
    )


def _settled(docket: Docket, replies: Sequence[str], without_words: Container[str]) -> int:
    """Return the comment up to which every answer that the ledger owes was seen on GitHub."""
    by_id = {comment.id: comment for comment in docket.snapshot.comments}
    reached = docket.state.settled
    for number, records in sorted(docket.state.answered_by_comment.items()):
        if number <= reached:
            continue
        comment = by_id.get(number)
        if comment is not None:
            is_owed = str(number) not in without_words and any(map(owes_reply, records))
            marker = answer_marker(number)
            is_answered = not is_owed or any(is_marked(reply, marker) for reply in replies)
            if not reactions_due(records) <= comment.reactions or not is_answered:
                break
        reached = number
    return reached


def _settled_reviews(docket: Docket, replies: Sequence[str], without_words: Container[str]) -> int:
    """Return of how many of the reviews on record, in the order of the records, the answers were seen.

    They are counted, because a review that is sent late has the number it was begun with.
    """
    by_id = {review.id: review for review in docket.snapshot.reviews}
    reached = docket.state.settled_reviews
    for number, records in list(docket.state.answered_by_review.items())[reached:]:
        review = by_id.get(number)
        if review is not None:
            is_owed = f"review-{number}" not in without_words and any(map(owes_reply, records))
            may_come = is_owed and is_in_sight(docket, records[0])
            marker = review_answer_marker(number)
            is_answered = not may_come or any(is_marked(reply, marker) for reply in replies)
            if not reactions_due(records) <= review.reactions or not is_answered:
                break
        reached += 1
    return reached
