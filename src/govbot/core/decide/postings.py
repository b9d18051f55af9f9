"""Who posts a reminder, a call to vote again or an announcement: one run, the one whose append to the ledger said so.

    take_on(docket, vote, marker)       # in `docket.new`: if the append succeeds, this run posts it
    is_taken_on(docket, marker)         # True for that run alone
    may_be_taken_on(docket, vote, marker)
    see_to(docket, vote, marker, since=record, is_wanted=True)      # of a comment: all of that

The ledger's branch moves for one of two runs that append at once; the other decides again and finds the
record there. So nothing is posted twice, not even for a moment. What a run took on and never posted is
taken on by a later one, once the first is surely over.
"""

from __future__ import annotations

from datetime import timedelta

from govbot.core.decide.answers import is_in_sight
from govbot.core.decide.docket import Docket
from govbot.core.markers import STATUS_MARKER, is_marked
from govbot.core.records import PostingNoted, Record
from govbot.core.snapshot import Snapshot
from govbot.core.state import VoteState

__all__ = [
    "is_taken_on",
    "leaves_words_to_the_bot",
    "may_be_taken_on",
    "note_standing",
    "see_to",
    "stands",
    "take_on",
    "tries",
]

SETTLING = timedelta(minutes=20)
"""How long a run has for posting what it took on: longer than its job may run, which is 15 minutes."""

TRIES = 2
"""How many runs write a comment that none of them saw: more would ping people for a deleted one."""

LONGEST = timedelta(days=1)
"""How far apart tries come to be: each waits as long as all before it took."""


def see_to(docket: Docket, vote: VoteState, marker: str, *, since: Record, is_wanted: bool) -> None:
    """Note that a comment of an open vote was seen, or, where it `is_wanted`, that this run writes it.

    Whatever bears its marker was written after the record `since`.
    """
    if stands(vote, marker):
        return
    if any(each.by_viewer and is_marked(each.body, marker) for each in docket.snapshot.comments):
        note_standing(docket, vote, marker)
    elif (
        is_wanted
        and not docket.snapshot.pull_request.is_locked
        and is_in_sight(docket, since)
        and tries(vote, marker) < TRIES
        and may_be_taken_on(docket, vote, marker)
    ):
        take_on(docket, vote, marker)


def take_on(docket: Docket, vote: VoteState, marker: str) -> None:
    """Record that this run posts what `marker` stands for."""
    docket.add(PostingNoted(at=docket.now, vote=vote.number, marker=marker))


def note_standing(docket: Docket, vote: VoteState, marker: str) -> None:
    """Record that it was seen: whoever deletes it now does not get it again."""
    docket.add(PostingNoted(at=docket.now, vote=vote.number, marker=marker, stands=True))


def is_taken_on(docket: Docket, marker: str) -> bool:
    """Say whether this run is the one that posts it."""
    return any(
        isinstance(each, PostingNoted) and each.marker == marker and not each.stands
        for each in docket.new
    )


def stands(vote: VoteState, marker: str) -> bool:
    """Say whether it was seen where it belongs, be it there still or not."""
    return any(each.stands for each in _noted(vote, marker))


def tries(vote: VoteState, marker: str) -> int:
    """Return how many runs took it on."""
    return len([each for each in _noted(vote, marker) if not each.stands])


def may_be_taken_on(docket: Docket, vote: VoteState, marker: str) -> bool:
    """Say whether this run may post it: nobody saw it, and whoever took it on before is over."""
    noted = _noted(vote, marker)
    if leaves_words_to_the_bot(docket.snapshot) or any(each.stands for each in noted):
        return False
    if not noted:
        return True
    so_far = noted[-1].at - noted[0].at
    return noted[-1].at <= docket.now - max(SETTLING, min(so_far, LONGEST))


def leaves_words_to_the_bot(snapshot: Snapshot) -> bool:
    """Say whether a person runs govbot where the workflow's account speaks: nobody is told twice."""
    return not snapshot.by_bot and any(
        is_marked(comment.body, STATUS_MARKER) and comment.author.is_bot
        for comment in snapshot.comments
    )


def _noted(vote: VoteState, marker: str) -> list[PostingNoted]:
    return [each for each in vote.postings if each.marker == marker]
