"""What every record says: when (UTC), who, and where from."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated

from pydantic import AfterValidator, AwareDatetime, PlainSerializer

from govbot.core.accounts import Account
from govbot.core.model import Strict

__all__ = ["Entry", "Moment", "Source"]


def _utc(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def _of_our_time(moment: datetime) -> datetime:
    if not EARLIEST_YEAR <= moment.year <= LATEST_YEAR:
        raise ValueError(f"the year {moment.year} is not between {EARLIEST_YEAR} and {LATEST_YEAR}")
    return moment


# Further out, a length of time or another zone would lead to a day that there is not.
EARLIEST_YEAR, LATEST_YEAR = 1970, 9000
Moment = Annotated[
    AwareDatetime, AfterValidator(_of_our_time), PlainSerializer(_utc, when_used="json")
]


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
