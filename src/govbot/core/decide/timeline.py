"""What happened since the ledger was last written, in the order of time.

Comments, moves of the pull request and labels moved by hand come as moments; before each, and at the
end, the open vote is closed if its time was up. So a ballot counts by when it was written, and a
deadline that fell while nobody looked still fell when it fell.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from govbot.core.commands import parse
from govbot.core.decide.docket import Docket
from govbot.core.decide.on_command import take_command
from govbot.core.decide.on_label import take_label_event
from govbot.core.decide.saying import Said
from govbot.core.lifecycle import Trigger
from govbot.core.markers import MARKER, answer_marker
from govbot.core.records import Asked, PullRequestSeen, Record, Refused, Source, Watermark
from govbot.core.snapshot import Comment, PullState

__all__ = ["owes_reply", "take_timeline", "was_taken_up_late"]

CHATTER = 50
"""How many comments without a command may stand behind the watermark before it moves on."""


SETTLING = timedelta(minutes=1)
"""How long after a deadline a vote is closed at the soonest: by then GitHub shows every comment that
was written before it, to whoever asks."""

OLD = timedelta(days=1)
"""A pull request this old when govbot first sees it was there before govbot was."""

TO_US = re.compile(
    r"^[ \t]*/(rfc|vote|recuse|proxy|concern|resolve)\b", re.IGNORECASE | re.MULTILINE
)


@dataclass(frozen=True, slots=True)
class Moment:
    """Something that happened, and what to do about it."""

    at: datetime
    order: int
    take: Callable[[], None]


def take_timeline(docket: Docket) -> None:
    """Take everything new in the order in which it happened, closing votes on their time."""
    new = tuple(_new_comments(docket))
    moments = [*_comments(docket, new), *_pull_request(docket), *_labels(docket)]
    for moment in sorted(moments, key=lambda each: (each.at, each.order)):
        docket.close_votes(until=moment.at)
        moment.take()
    docket.close_votes(until=docket.now - SETTLING)
    docket.follow(docket.now)
    _move_watermark(docket, new)


def _new_comments(docket: Docket) -> Iterator[Comment]:
    for comment in docket.snapshot.comments:
        own = comment.by_viewer and MARKER in comment.body
        if own or comment.author.is_bot or comment.id < docket.snapshot.comments_from:
            continue
        if _is_before_our_time(docket, comment):
            continue
        if comment.id > docket.state.watermark or _was_edited_later(docket, comment):
            yield comment


def _was_edited_later(docket: Docket, comment: Comment) -> bool:
    """Say whether a comment that was read, and was no command then, was edited since."""
    return comment.edited_at is not None and comment.id not in docket.state.answered_by_comment


def _is_before_our_time(docket: Docket, comment: Comment) -> bool:
    """Say whether a comment was written before govbot took up a pull request that was old then.

    Nobody who wrote it could know what it would do.
    """
    registered = docket.state.registered
    if registered is None:
        return _said_at(comment) < docket.now - OLD
    return was_taken_up_late(docket) and _said_at(comment) < registered.at


def was_taken_up_late(docket: Docket) -> bool:
    """Say whether the pull request was old already when govbot first saw it."""
    registered = docket.state.registered
    opened = docket.snapshot.pull_request.created_at
    return registered is not None and registered.at - opened >= OLD


def _comments(docket: Docket, comments: tuple[Comment, ...]) -> Iterator[Moment]:
    for comment in comments:
        yield Moment(_said_at(comment), comment.id, partial(_take_comment, docket, comment))


def _said_at(comment: Comment) -> datetime:
    """Return when a comment was said: written, or last edited by its author before it was seen."""
    return max(comment.created_at, comment.edited_at or comment.created_at)


def _take_comment(docket: Docket, comment: Comment) -> None:
    commands = parse(comment.body)
    if docket.state.registered is None and TO_US.search(comment.body) is None:
        # On a pull request without an RFC, `+1` is not for us; a command written out gets an answer.
        commands = ()
    source = Source(url=comment.url, comment=comment.id)
    said = Said(by=comment.author, at=_said_at(comment), source=source)
    doubt = _doubt(docket, comment) if commands else None
    if doubt is not None:
        docket.add(
            Refused(
                at=said.at,
                actor=said.by,
                source=source,
                line=_first_line(comment.body),
                why=doubt,
                hint="Write the command again in a new comment.",
            )
        )
        return
    for command in commands:
        take_command(docket, said, command)


def _doubt(docket: Docket, comment: Comment) -> str | None:
    """Say why an edited comment is not taken; None when it is as its author wrote it in time."""
    if comment.edited_at is None:
        return None
    if comment.editor is None or not comment.editor.is_same(comment.author):
        editor = comment.editor.login if comment.editor else "somebody whose account is gone"
        return (
            f"{editor} edited this comment before it was counted, "
            f"so it is not certain whose words it holds."
        )
    if comment.id <= docket.state.watermark:
        return "This comment was edited after it had been read, and what was read held no command."
    return None


def _first_line(body: str) -> str:
    return next((line.strip() for line in body.split("\n") if line.strip()), "")[:200]


def _pull_request(docket: Docket) -> Iterator[Moment]:
    """Yield the moment at which the pull request was closed, merged or opened again, if it was."""
    pull = docket.snapshot.pull_request
    if pull.state is docket.state.pull or docket.state.registered is None:
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
    state = docket.snapshot.pull_request.state
    source = Source(url=docket.snapshot.pull_request.url)
    docket.add(PullRequestSeen(at=at, source=source, state=state))
    if state is not PullState.OPEN:
        words = "was merged" if state is PullState.MERGED else "was closed"
        docket.cancel_vote(f"The pull request {words}.", at=at, source=source)
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
    """Note how far the comments were taken, where something was recorded about them."""
    newest = max([docket.state.watermark, *(comment.id for comment in new)])
    about_comments = any(r.source and r.source.comment for r in docket.new)
    gone_by = len([comment for comment in new if comment.id > docket.state.watermark])
    if not about_comments and gone_by <= CHATTER:
        return
    docket.add(Watermark(at=docket.now, comment=newest, settled=_settled(docket)))


def _settled(docket: Docket) -> int:
    """Return the comment up to which every answer that the ledger owes was seen on GitHub."""
    by_id = {comment.id: comment for comment in docket.snapshot.comments}
    replies = "\n".join(c.body for c in docket.snapshot.comments if c.by_viewer)
    reached = docket.state.settled
    for number, records in sorted(docket.state.answered_by_comment.items()):
        if number <= reached:
            continue
        comment = by_id.get(number)
        if comment is not None:
            is_owed = any(owes_reply(record) for record in records)
            is_answered = not is_owed or answer_marker(number) in replies
            if not comment.reactions or not is_answered:
                break
        reached = number
    return reached


def owes_reply(record: Record) -> bool:
    """Say whether a record is answered with words, not only with a reaction."""
    return isinstance(record, Refused) or (isinstance(record, Asked) and record.about == "help")
