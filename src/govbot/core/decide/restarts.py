"""Ballots that fell with the text they were cast on: their voters are told once, and by name.

    call_again(docket)        # notes that this run writes the comment, or that it was seen
    restart_owed(docket)      # Restart(vote=2, before=1, who=("ada", "ben"), ...): what the comment says

Whoever has voted again, has left the vote or may no longer vote in it needs no telling.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from itertools import pairwise

from govbot.core.decide.docket import Docket
from govbot.core.decide.postings import is_taken_on, see_to, stands
from govbot.core.decide.reminders import status_url, takes_ballots, waited_for
from govbot.core.decide.voting import how_to_vote
from govbot.core.markers import restart_marker
from govbot.core.model import Strict
from govbot.core.records import BallotCast
from govbot.core.state import RfcState, VoteState, account_of
from govbot.core.votes import next_close

__all__ = ["Restart", "call_again", "restart_owed"]


class Restart(Strict):
    """The one comment about the ballots of vote `before`, which fell when it began again as `vote`.

    `who` have a ballot in `vote` that they have not cast, until `closes` (UTC). `url` is the status
    comment, or the pull request while there is none.
    """

    marker: str
    vote: int
    before: int
    who: tuple[str, ...]
    closes: datetime
    how: tuple[str, ...]
    url: str


def call_again(docket: Docket) -> None:
    """Record who calls those to vote again whose ballots fell, or that it was seen."""
    current = docket.state.open_vote
    if current is None or docket.state.vote_begun_again is None:
        return
    see_to(
        docket,
        current,
        restart_marker(current.number),
        since=current.opening,
        is_wanted=takes_ballots(current, docket.now) and bool(_who(docket, current)),
    )


def restart_owed(docket: Docket) -> Restart | None:
    """Return what the voters whose ballots fell are told. None for every run but the one that does."""
    current, before = docket.state.open_vote, docket.state.vote_begun_again
    if current is None or before is None:
        return None
    marker, deadline = restart_marker(current.number), current.vote.deadline
    if deadline is None or not is_taken_on(docket, marker):
        return None
    return Restart(
        marker=marker,
        vote=current.number,
        before=before.number,
        who=_who(docket, current),
        closes=min(deadline, next_close(current.vote) or deadline),
        how=tuple(how_to_vote(current.vote)),
        url=status_url(docket.snapshot),
    )


def _who(docket: Docket, current: VoteState) -> tuple[str, ...]:
    """Return the voters whose ballots fell and are missing, by the logins of the electorate."""
    voters = (current.vote.electorate.find(account_of(each)) for each in _fallen(docket.state))
    fallen = {voter.login for voter in voters if voter is not None}
    return tuple(login for login in waited_for(current, docket.now) if login in fallen)


def _fallen(state: RfcState) -> Iterator[BallotCast]:
    """Yield the ballots that fell, back to the last time that their voters were told."""
    for later, earlier in pairwise(reversed(state.votes)):
        if not later.took_the_place_of(earlier):
            return
        if not later.is_open and stands(later, restart_marker(later.number)):
            return
        yield from earlier.cast
