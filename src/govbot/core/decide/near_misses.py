"""What a voter wrote who seems to believe to have voted: one answer that says how to.

    ada writes "+1 great"     -> Refused(why="This is no ballot ...", hint="Write `/vote yes` ...")

Only while a vote is open, only to a voter without a ballot, and once in a vote: who was told knows.
"""

from __future__ import annotations

from govbot.core.commands import NEARLY, near_miss
from govbot.core.decide.docket import Docket
from govbot.core.decide.written import refuse, said_at
from govbot.core.records import Refused
from govbot.core.snapshot import Comment
from govbot.core.state import VoteState

__all__ = ["take_near_miss"]


def take_near_miss(docket: Docket, comment: Comment) -> None:
    """Tell the author of a comment that is nearly a ballot how to cast one."""
    current = docket.state.open_vote
    found = near_miss(comment.body) if current is not None else None
    if current is None or found is None or comment.edited_at is not None:
        return
    voter = current.vote.electorate.find(comment.author)
    is_in_time = current.vote.opened <= said_at(comment)
    if voter is None or not is_in_time or current.vote.has_recused(comment.author):
        return
    if not _has_voted(current, comment) and not _was_told(docket, current, comment):
        meant = found.meant(needs_reason=current.vote.needs_reason(found.choice))
        hint = f"If you mean it as one, write `{meant}` on a line of its own in a new comment."
        refuse(docket, comment, found.line, NEARLY, hint)


def _has_voted(current: VoteState, comment: Comment) -> bool:
    return any(each.actor and each.actor.is_same(comment.author) for each in current.cast)


def _was_told(docket: Docket, current: VoteState, comment: Comment) -> bool:
    return any(
        isinstance(each, Refused)
        and each.why == NEARLY
        and each.at >= current.vote.opened
        and each.actor is not None
        and each.actor.is_same(comment.author)
        for each in docket.state.answered
    )
