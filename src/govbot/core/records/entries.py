"""What every record says: when (UTC), who, and where from."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated

from pydantic import PlainSerializer

from govbot.core.accounts import Account
from govbot.core.model import Strict

__all__ = ["Entry", "Moment", "Source"]


def _utc(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


Moment = Annotated[datetime, PlainSerializer(_utc, when_used="json")]


class Source(Strict):
    """Where a record comes from: a page, and the numeric id of a comment or review, or an event's node.

    Comments and reviews are numbered apart.
    """

    url: str = ""
    comment: int | None = None
    review: int | None = None
    event: str | None = None


class Entry(Strict):
    """What every record has."""

    at: Moment
    actor: Account | None = None
    source: Source | None = None
