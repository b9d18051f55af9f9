"""What was said in one of govbot's issues so far, and what follows from that for what it says now.

    said = Said.so_far(own)
    said.has("short council 2026-07-01")     # True: it stands there, or stood there once
    said.fields(key, matters=[...], notices=[...])          # marker, stands, is_new, ...

A matter is said in the issue's text, a notice in a comment. What was said and is still so is kept in the
marker; what is over is dropped from it, so that it is news if it comes back. Whoever closes the issue has
read what it said: it is opened again only for what it did not.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from govbot.core.upkeep.due import AnyNotice
from govbot.core.upkeep.keys import OVER, Marker, digest, marker, marker_in
from govbot.core.upkeep.snapshot import IssueComment, OwnIssue

__all__ = ["Said", "Shown", "by_subject"]


@dataclass(frozen=True, slots=True)
class Shown:
    """An issue of govbot's, and the marker that says whose it is."""

    own: OwnIssue
    marker: Marker


def by_subject(issues: Iterable[OwnIssue]) -> Mapping[str, tuple[Shown, ...]]:
    """Return the issues by the first two words of their keys, such as `roster council`, oldest first."""
    found: dict[str, list[Shown]] = defaultdict(list)
    for each in issues:
        shown = marker_in(each.body)
        if shown is not None:
            found[" ".join(shown.key.split()[:2])].append(Shown(each, shown))
    return {subject: tuple(each) for subject, each in found.items()}


@dataclass(frozen=True, slots=True)
class Said:
    """An issue of govbot's, or None while there is none, and what was said in it.

    `comments` are by their keys; `told` are the markers of all that stand there, with when they were written.
    """

    own: OwnIssue | None
    before: Marker
    comments: dict[str, IssueComment]
    told: tuple[tuple[Marker, datetime], ...] = ()

    @classmethod
    def so_far(cls, own: OwnIssue | None) -> Said:
        """Return what an issue says already: noted in its marker, or standing in its comments."""
        comments: dict[str, IssueComment] = {}
        told: list[tuple[Marker, datetime]] = []
        for each in own.comments if own else ():
            found = marker_in(each.body) if each.by_viewer else None
            if found is not None:
                comments.setdefault(found.key, each)
                told.append((found, each.at))
        shown = marker_in(own.body) if own else None
        return cls(own, shown or Marker(""), comments, tuple(told))

    def has(self, what: str) -> bool:
        """Say whether this was said, be it there still or not."""
        if self.before.has_said(what) or what in self.comments:
            return True
        short = digest(what)
        return any(short in each.said for each, _ in self.told)

    def has_written(self, notice: AnyNotice) -> bool:
        """Say whether a notice was written, under this key or in other words for the same."""
        return any(map(self.has, notice.words))

    def owed(self, notices: Iterable[AnyNotice]) -> tuple[AnyNotice, ...]:
        """Return those of the notices that were never written."""
        return tuple(each for each in notices if not self.has_written(each))

    def fields(
        self,
        key: str,
        matters: Sequence[str],
        notices: Sequence[AnyNotice],
        elsewhere: Collection[str] = (),
        seen: Iterable[str] = (),
    ) -> dict[str, Any]:
        """Return what `govbot.core.upkeep.due.Issue` has in common for every issue.

        `notices` are all that hold now, written or not; one that was written holds no issue open.
        `elsewhere` are those of the matters that another issue or pull request tells as well: they hold
        an issue open, and open none. What is `seen` in the issue is noted, whatever becomes of it.
        """
        owed = self.owed(notices)
        stands = bool(matters or owed)
        is_open = self.own is None or self.own.is_open
        is_over = self.own is not None and not stands and (not is_open or self.before.is_over)
        unsaid = [each for each in matters if not self.has(each)]
        # A matter is noted once it was seen in an issue that stands open; a notice, once it was seen.
        noted = [each for each in matters if is_open or each not in unsaid]
        noted += seen
        written = [each for each in notices if self.has_written(each)]
        noted += [word for each in written for word in each.words]
        return {
            "key": key,
            "marker": marker(key, noted, *([OVER] if is_over else [])),
            "number": self.own.number if self.own else None,
            "stands": stands,
            "is_new": bool(set(unsaid) - set(elsewhere) or owed),
            "is_over": self.own is not None and self.before.is_over,
        }
