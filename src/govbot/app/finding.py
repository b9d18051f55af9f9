"""What may need something, found without looking at any of it in full.

    found = gather(connection, governance)
    found.index.next_looks(now, found.asked_for)     # (12, 31)

What changed is in GitHub's lists; what falls due, and what was seen, in the index beside the ledger; votes
on issues in the ledger; and what people said to govbot without being heard on the issue itself.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import TypeVar

from govbot.app.bugs import tried
from govbot.core.decide.written import MISSED, OLD, is_written_out
from govbot.core.errors import UserError
from govbot.core.governance import Governance
from govbot.core.records import parse_records
from govbot.core.state import fold
from govbot.core.sweep import Index, print_of
from govbot.gh import (
    Connection,
    Motions,
    Overview,
    list_done,
    list_numbers,
    list_open,
    read_motions,
    read_overview,
    spoken_on,
)
from govbot.ledger import MOTIONS

__all__ = ["Found", "gather", "may_need_something"]

Outcome = TypeVar("Outcome")

OVERLAP = timedelta(minutes=30)
"""How far back GitHub's lists are read again: when something changed may show late in them."""

UNFINISHED = timedelta(days=7)
"""How long after its last record a motion without an open vote is looked at."""

UNANSWERED = timedelta(hours=3)
"""The same where there never was a vote: long enough for the answer that a run which died still owes."""


@dataclass(frozen=True, slots=True)
class Found:
    """What the schedule found before it looked at anything.

    `overview` is None where not even that could be read; then only what is `asked_for` is looked at. It was
    `far`, to read back to what is in the index already, where that took more than a page of each list.
    """

    overview: Overview | None
    index: Index
    motions: Motions | None = None
    asked_for: frozenset[int] = frozenset()
    errors: tuple[UserError, ...] = ()
    far: bool = False


def gather(connection: Connection, governance: Governance) -> Found:
    """Find what may need something: what GitHub lists, the motions, and what people said lately."""
    errors: list[UserError] = []

    def asked(find: Callable[..., Outcome], *arguments: object) -> Outcome | None:
        found = tried(find, connection, *arguments)
        if isinstance(found, UserError):
            errors.append(found)
            return None
        return found

    overview = asked(read_overview, governance)
    index, motions, far = Index(), None, False
    asked_for: set[int] = set()
    if overview is not None:
        now = connection.server_time
        index = overview.index.under(print_of(governance))
        since = index.until - OVERLAP if index.until and index.until <= now else None
        listings = (
            asked(list_open, governance, overview, since),
            asked(list_done, governance, overview, since),
        )
        listed = [each for listing in listings if listing for each in listing.found]
        motions = asked(read_motions, overview.branch, partial(may_need_something, now=now))
        found = motions.found if motions else frozenset()
        known = {each.number for each in listed}
        known |= {number for number, entry in index.entries.items() if entry.kind == "open"}
        others = asked(list_numbers, governance, found - known)
        if others is None:
            asked_for |= found - known
        index = index.noting((*listed, *(others or ()))).keeping(found, now)
        if all(listings):
            page = min(listing.page for listing in listings if listing)
            index = index.model_copy(update={"until": now, "page": page})
            far = any(listing.pages > 1 for listing in listings if listing)
    # A vote may have been asked for by a comment whose event was lost: that is on record nowhere. Where no
    # sweep came for days, by one of before.
    before = overview.index.until if overview is not None else None
    unseen = connection.server_time - before if before is not None else OLD
    asked_for |= set(asked(spoken_on, max(OLD, min(unseen, MISSED)), is_written_out) or ())
    return Found(overview, index, motions, frozenset(asked_for), tuple(errors), far)


def may_need_something(text: str, now: datetime) -> bool:
    """Say whether a motion's ledger file is one to look at again at `now` (UTC).

    It is while a vote is open, while the end of one is to be announced, and for a week after the last
    record, so that what a run left half done is finished; for a few hours where there never was a vote,
    and only a command was refused. A file that cannot be read is looked at too: that says what is wrong
    with it. A text for which the answer was no has no other answer later.
    """
    try:
        state = fold(parse_records(text, MOTIONS))
    except UserError:
        return True
    last = max((record.at for record in state.records), default=None)
    owes_announcement = any(
        vote.closed is not None
        and vote.announced is None
        and vote.opening.policy.announce is not None
        for vote in state.votes
    )
    if state.open_vote is not None or owes_announcement:
        return True
    lately = UNFINISHED if state.votes else UNANSWERED
    return last is not None and last > now - lately
