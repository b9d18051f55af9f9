"""Who took part in which vote: what inactivity is judged by.

    participation_in(12, state)
    # (Participation(number=12, vote=1, opened=..., closed=..., electorate=(...), took_part=(...)),)

It comes from the ledger. To take part is to have a binding ballot counted, to recuse, or to lend the
ballot to somebody who cast it. A vote that is open, or was cancelled or begun again, asked for nothing.
"""

from __future__ import annotations

from datetime import datetime

from govbot.core.accounts import Account
from govbot.core.model import Strict
from govbot.core.state import RfcState, VoteState
from govbot.core.votes import Tally

__all__ = ["Participation", "participation_in"]


class Participation(Strict):
    """One closed vote: who could take part, and who did. Times are UTC.

    `bodies` are those whose members voted; None where that is not known, and it counts for each.
    """

    number: int
    vote: int
    opened: datetime
    closed: datetime
    electorate: tuple[Account, ...]
    took_part: tuple[Account, ...]
    bodies: tuple[str, ...] | None = None

    @property
    def name(self) -> str:
        """What the vote is called: `#12`, and `#12 (vote 2)` where it was not the first."""
        return f"#{self.number}" if self.vote == 1 else f"#{self.number} (vote {self.vote})"


def participation_in(number: int, state: RfcState) -> tuple[Participation, ...]:
    """Return who took part in each closed vote on an RFC or motion, as the ledger recorded its end."""
    return tuple(
        _of_vote(number, vote, vote.closed.tally)
        for vote in state.votes
        if vote.closed is not None and vote.cancelled is None
    )


def _of_vote(number: int, state: VoteState, tally: Tally) -> Participation:
    """Return who took part in one vote: of the electorate as it was when the vote closed."""
    counted = {each.by.lower() for each in tally.ballots if each.binding}
    counted |= {login.lower() for login in tally.recused}
    voters = tuple(state.vote.electorate)
    bodies = {each.body for voter in voters for each in voter.memberships}
    return Participation(
        number=number,
        vote=state.number,
        opened=state.vote.opened,
        closed=tally.closes,
        electorate=tuple(Account(login=each.login, id=each.id) for each in voters),
        took_part=tuple(
            Account(login=each.login, id=each.id)
            for each in voters
            if each.login.lower() in counted
        ),
        bodies=tuple(sorted(body for body in bodies if body and not body.startswith("@"))),
    )
