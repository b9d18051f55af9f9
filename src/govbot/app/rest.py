"""Until when nothing is to be done about something, should nobody touch it.

    rests_until(result.snapshot, now)     # 2026-03-26 18:45 UTC: then its vote is over

Nothing here knows of deadlines, reminders or minimum times: the decision itself is asked what it would
say later. What time alone changes cannot be forgotten that way.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from govbot.app.cycle import planned_at
from govbot.core.snapshot import Snapshot

__all__ = ["HORIZON", "rests_until"]

HORIZON = timedelta(days=15)
"""How far ahead is looked."""

CLOSE_ENOUGH = timedelta(minutes=5)


def rests_until(snapshot: Snapshot, now: datetime) -> datetime:
    """Return when there will be something to do about what is at rest `now` (UTC), to five minutes.

    What is due stays due until it is done, so half of the time that is left is tried, and so on. Nothing
    within 15 days gives the end of those.
    """
    least, most = now, now + HORIZON
    if not _asks(snapshot, most):
        return most
    while most - least > CLOSE_ENOUGH:
        middle = least + (most - least) / 2
        least, most = (least, middle) if _asks(snapshot, middle) else (middle, most)
    return most


def _asks(snapshot: Snapshot, then: datetime) -> bool:
    planned = planned_at(snapshot.model_copy(update={"read_at": then}), then)
    decision = planned.decision
    return bool(decision.records or planned.changes or decision.places_to_read)
