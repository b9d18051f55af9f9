"""Connections: lists that are handed out at most a hundred at a time.

    comments(first: 100, after: "Y3Vyc29y...")

A cursor names an item, not a place in the list, so a deletion does not shift the next page.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypedDict, Unpack

from govbot.sandbox.refusals import InvalidInput

__all__ = ["PAGE_LIMIT", "BadPaging", "Bounds", "Connection", "Edge", "PageInfo"]

PAGE_LIMIT = 100
"""The most that one page of a connection may hold."""


class Bounds(TypedDict, total=False):
    """The arguments that every connection has."""

    first: int | None
    last: int | None
    after: str | None
    before: str | None


class BadPaging(InvalidInput):
    """A connection asked for without bounds, or for too much; GitHub answers with no data."""

    def __init__(self, message: str, kind: str) -> None:
        super().__init__(message)
        self.type = kind


@dataclass(frozen=True, slots=True)
class PageInfo:
    """Where a page begins and ends."""

    has_next_page: bool
    has_previous_page: bool
    start_cursor: str | None
    end_cursor: str | None


@dataclass(frozen=True, slots=True)
class Edge:
    """An item with its cursor; `permission` is there on collaborators only."""

    cursor: str
    node: Any
    permission: str | None = None


def to_cursor(key: int | str) -> str:
    """An opaque cursor for an item's key."""
    return base64.b64encode(f"cursor:{key}".encode()).decode()


def from_cursor(cursor: str) -> str:
    """The key in a cursor."""
    try:
        text = base64.b64decode(cursor, validate=True).decode()
    except (binascii.Error, UnicodeDecodeError):
        text = ""
    if not text.startswith("cursor:"):
        raise BadPaging(
            f"`{cursor}` does not appear to be a valid cursor.", "INVALID_CURSOR_ARGUMENTS"
        )
    return text.removeprefix("cursor:")


class Connection:
    """One page of `items`, each shown by `show`.

    `key` gives the number of an item for its cursor and must grow along the list; without it, the
    place in the list is taken. `edge` adds what an edge of this connection has beside its node.
    """

    def __init__(
        self,
        field: str,
        items: Sequence[Any],
        show: Callable[[Any], Any],
        *,
        key: Callable[[Any], int] | None = None,
        edge: Callable[[Any], str] | None = None,
        **page: Unpack[Bounds],
    ) -> None:
        first, last = page.get("first"), page.get("last")
        after, before = page.get("after"), page.get("before")
        self.field = field
        self.total_count = len(items)
        self.show = show
        self.edge = edge
        self.bounded = first is not None or last is not None
        for name, count in (("first", first), ("last", last)):
            if count is not None and count > PAGE_LIMIT:
                raise BadPaging(
                    f"Requesting {count} records on the `{field}` connection exceeds the "
                    f"`{name}` limit of {PAGE_LIMIT} records.",
                    "EXCESSIVE_PAGINATION",
                )
            if count is not None and count < 0:
                raise BadPaging(
                    f"`{name}` on the `{field}` connection cannot be less than zero.",
                    "INVALID_PAGINATION",
                )
        keyed = [(key(item) if key else place, item) for place, item in enumerate(items)]
        self.before_page = self.after_page = False
        if after is not None:
            start = int(from_cursor(after))
            self.before_page = any(number <= start for number, _ in keyed)
            keyed = [pair for pair in keyed if pair[0] > start]
        if before is not None:
            end = int(from_cursor(before))
            self.after_page = any(number >= end for number, _ in keyed)
            keyed = [pair for pair in keyed if pair[0] < end]
        if first is not None and len(keyed) > first:
            keyed, self.after_page = keyed[:first], True
        if last is not None and len(keyed) > last:
            keyed, self.before_page = keyed[len(keyed) - last :], True
        self.keyed = keyed

    def _check(self) -> None:
        if not self.bounded:
            raise BadPaging(
                f"You must provide a `first` or `last` value to properly paginate the "
                f"`{self.field}` connection.",
                "MISSING_PAGINATION_BOUNDARIES",
            )

    def nodes(self) -> list[Any]:
        """The items of this page."""
        self._check()
        return [self.show(item) for _, item in self.keyed]

    def edges(self) -> list[Edge]:
        """The items of this page with their cursors."""
        self._check()
        return [
            Edge(to_cursor(key), self.show(item), self.edge(item) if self.edge else None)
            for key, item in self.keyed
        ]

    def page_info(self) -> PageInfo:
        """What lies before and after this page."""
        self._check()
        keys = [key for key, _ in self.keyed]
        return PageInfo(
            has_next_page=self.after_page,
            has_previous_page=self.before_page,
            start_cursor=to_cursor(keys[0]) if keys else None,
            end_cursor=to_cursor(keys[-1]) if keys else None,
        )
