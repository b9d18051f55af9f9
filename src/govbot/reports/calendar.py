"""Occasions as an iCalendar feed, which calendars subscribe to (RFC 5545).

    calendar(occasions(...), title="Governance of example/commons", host="...", stamp=committed)

The same occasions and stamp give the same bytes: entries keep their UIDs, and `stamp` (UTC), when what
they are made from was last changed, stands in the place of the time at which they were made.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from unicodedata import category
from urllib.parse import quote

from icalendar import Calendar, Event

from govbot.reports.occasions import Occasion

__all__ = ["calendar"]

PRODUCT = "-//govbot//governance calendar//EN"
BYTE_ORDER_MARK = "\ufeff"


def calendar(entries: Iterable[Occasion], *, title: str, host: str, stamp: datetime) -> bytes:
    """Return the feed as a file holds it. `host` makes the UIDs this community's alone."""
    feed = Calendar()
    feed.add("prodid", PRODUCT)
    feed.add("version", "2.0")
    feed.add("calscale", "GREGORIAN")
    feed.add("method", "PUBLISH")
    feed.add("x-wr-calname", _text(title))
    for entry in entries:
        feed.add_component(_event(entry, host, stamp))
    return bytes(feed.to_ical())


def _event(entry: Occasion, host: str, stamp: datetime) -> Event:
    event = Event()
    event.add("uid", f"{quote(entry.key.replace(' ', '.'), safe='.-_')}@{host}")
    event.add("dtstamp", stamp.astimezone(UTC))
    event.add(
        "dtstart", entry.when.astimezone(UTC) if isinstance(entry.when, datetime) else entry.when
    )
    event.add("summary", _text(entry.summary))
    if entry.description:
        event.add("description", _text(entry.description))
    if entry.category:
        event.add("categories", [entry.category])
    if entry.url:
        event.add("url", entry.url)
    # It says what happens; it does not make anybody busy.
    event.add("transp", "TRANSPARENT")
    return event


def _text(text: str) -> str:
    """Return text without what iCalendar's TEXT may not hold, and what readers take for a file's mark."""
    return "".join(
        each
        for each in text
        if each in "\n\t" or (category(each) != "Cc" and each != BYTE_ORDER_MARK)
    )
