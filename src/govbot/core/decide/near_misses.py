"""What a voter wrote who seems to believe to have voted: one answer that says how to.

    ada writes "+1 great"     -> Refused(why="This looks like a ballot ...", hint="... write `/vote yes` ...")

Only while a vote is open, only to a voter, and once in a vote: who was told knows. Somebody who has voted is
told only of a number inside a paragraph that says something else than the ballot.
"""

from __future__ import annotations

from collections.abc import Sequence

from govbot.core.choices import Choice
from govbot.core.commands import NEARLY, NearMiss, to_tell
from govbot.core.decide.docket import Docket
from govbot.core.decide.written import Written, refuse, said_at
from govbot.core.records import Refused
from govbot.core.state import VoteState

__all__ = ["take_near_misses"]


def take_near_misses(docket: Docket, written: Written, near_misses: Sequence[NearMiss]) -> None:
    """Tell the author of what looks like a ballot how to cast one."""
    current = docket.state.open_vote
    if current is None or not near_misses or written.edited_at is not None:
        return
    voter = current.vote.electorate.find(written.author)
    is_in_time = current.vote.opened <= said_at(written)
    if voter is None or not is_in_time or current.vote.has_recused(written.author):
        return
    found = to_tell(near_misses, _standing(current, written))
    if found is not None and not _was_told(docket, current, written):
        needs_reason = found.choice is not None and current.vote.needs_reason(found.choice)
        meant = found.meant(needs_reason=needs_reason)
        hint = f"If you mean it as one, write {meant} on a line of its own in a new comment."
        refuse(docket, written, found.line, NEARLY, hint)


def _standing(current: VoteState, written: Written) -> Choice | None:
    """Return the ballot that the author has cast so far."""
    cast = [each for each in current.cast if each.actor and each.actor.is_same(written.author)]
    return cast[-1].choice if cast else None


def _was_told(docket: Docket, current: VoteState, written: Written) -> bool:
    return any(
        isinstance(each, Refused)
        and each.why == NEARLY
        and each.at >= current.vote.opened
        and each.actor is not None
        and each.actor.is_same(written.author)
        for each in docket.state.answered
    )
