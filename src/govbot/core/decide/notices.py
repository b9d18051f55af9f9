"""What a reader should not overlook: a changed text, a vote that began again, edited ballots, labels.

The text was changed after the vote opened: it is about `1f2e3d4c5b`, and ...
ben's ballot (yes) stands; its comment was deleted afterwards.
"""

from __future__ import annotations

from collections.abc import Iterator

from govbot.core.decide.announcements import notices_on_announcements
from govbot.core.decide.docket import Docket
from govbot.core.decide.pull_request_end import notices_on_end
from govbot.core.decide.text_changes import kind_of_change
from govbot.core.decide.verdict import is_other_text, standing_pass
from govbot.core.decide.written import was_taken_up_late
from govbot.core.durations import format_time
from govbot.core.lifecycle import Trigger
from govbot.core.snapshot import PullState, ReviewState
from govbot.core.votes import in_words

__all__ = ["notices_of", "notices_on_vote"]

LABEL_MOVES_SHOWN = 3


def notices_of(docket: Docket) -> Iterator[str]:
    """Yield every notice, the weightiest first."""
    yield from _changed_text(docket)
    yield from _merged_without_decision(docket)
    yield from notices_on_end(docket)
    yield from notices_on_vote(docket)
    yield from _moved_labels(docket)
    yield from _taken_up_late(docket)


def notices_on_vote(docket: Docket) -> Iterator[str]:
    """Yield what there is to know about the votes and the ballots cast in the one that is open."""
    yield from _started_again(docket)
    yield from _changed_comments(docket)
    yield from _changed_reviews(docket)
    yield from notices_on_announcements(docket)


def _changed_text(docket: Docket) -> Iterator[str]:
    state = docket.state
    current = state.open_vote
    voted = current or standing_pass(docket)
    if voted is None or state.document is None:
        return
    is_open_and_changed = (
        current is not None
        and current.opening.blob != state.document.blob
        and current.opening.policy.text_change.on(
            kind_of_change(current.opening.print, state.document.print)
        )
        == "notify"
    )
    if is_open_and_changed or (current is None and is_other_text(docket)):
        yield (
            f"The text was changed since the vote opened: the vote is about the text "
            f"`{voted.opening.blob[:10]}`, and the pull request holds "
            f"`{state.document.blob[:10] or 'no document'}`."
        )


def _merged_without_decision(docket: Docket) -> Iterator[str]:
    state = docket.state
    has_way = any(row.on is Trigger.MERGED for row in docket.lifecycle.transitions)
    decided = any(entry.why in (Trigger.MERGED, Trigger.VOTE_PASSED) for entry in state.stages)
    if state.pull is PullState.MERGED and not decided and has_way:
        yield (
            f"The pull request was merged without a decision, while the RFC was in the stage "
            f"`{state.stage}`."
        )


def _started_again(docket: Docket) -> Iterator[str]:
    """Say whose ballots fell when a vote started again on a new text, and are still missing."""
    current, last = docket.state.open_vote, docket.state.vote_begun_again
    if current is None or last is None:
        return
    again = {record.actor.login.lower() for record in current.cast if record.actor}
    fallen = dict.fromkeys(
        record.actor.login
        for record in last.cast
        if record.actor and record.actor.login.lower() not in again
    )
    yield (
        f"The text changed, so vote {last.number} started again as vote {current.number} at "
        f"{format_time(current.opening.at)}."
        + (f" Ballots that have to be cast again: {in_words(list(fallen))}." if fallen else "")
    )


def _changed_comments(docket: Docket) -> Iterator[str]:
    """Say which recorded ballots stand in comments that were edited or deleted since."""
    current = docket.state.open_vote
    if current is None:
        return
    by_id = {comment.id: comment for comment in docket.snapshot.comments}
    for record in current.cast:
        number = record.source.comment if record.source else None
        if number is None:
            continue
        who = record.actor.login if record.actor else "somebody"
        comment = by_id.get(number)
        if comment is None and number >= docket.snapshot.comments_from:
            yield f"{who}'s ballot ({record.choice}) stands; its comment was deleted afterwards."
        elif comment is not None and comment.edited_at and comment.edited_at > record.at:
            yield f"{who}'s ballot ({record.choice}) stands; its comment was edited afterwards."


def _changed_reviews(docket: Docket) -> Iterator[str]:
    """Say which recorded ballots are reviews that were edited or dismissed since."""
    current = docket.state.open_vote
    if current is None:
        return
    by_id = {review.id: review for review in docket.snapshot.reviews}
    for record in current.cast:
        number = record.source.review if record.source else None
        review = by_id.get(number) if number is not None else None
        if review is None:
            continue
        who = record.actor.login if record.actor else "somebody"
        if review.state is ReviewState.DISMISSED:
            yield f"{who}'s ballot ({record.choice}) stands; its review was dismissed afterwards."
        elif review.edited_at and review.edited_at > record.at:
            yield f"{who}'s ballot ({record.choice}) stands; its review was edited afterwards."


def _moved_labels(docket: Docket) -> Iterator[str]:
    since = docket.state.stage_since
    for move in docket.state.label_moves[-LABEL_MOVES_SHOWN:]:
        if since is not None and move.at >= since:
            who = move.actor.login if move.actor else "somebody"
            did = "put on" if move.added else "taken off"
            yield f"The label `{move.label}` was {did} by {who}. {move.meant}"


def _taken_up_late(docket: Docket) -> Iterator[str]:
    registered = docket.state.registered
    if registered is not None and was_taken_up_late(docket) and not docket.state.votes:
        yield (
            f"govbot looks after this pull request since {format_time(registered.at)}. "
            f"Commands written before that were not taken; write them again."
        )
