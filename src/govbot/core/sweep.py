"""What the schedule looks at: what changed, what falls due, and everything in full once a day.

    index = Index().noting(listed)            # what GitHub lists, held against what was seen
    index.next_looks(now)                     # (12, 14): in the order in which to look at them
    index.at_rest(12, appearance_of(snapshot), now, due)   # nothing is to be done until then

The index is a memory and no record. Once a day GitHub lists every open pull request, whatever the index
says, and each is looked at in full. So it can be lost, and a wrong one delays things by a day or so; one
that is written again and again by somebody who may push to the ledger's branch hides what it leaves out. All
times are UTC.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from pydantic import AwareDatetime, Field, ValidationError

from govbot.core.governance import Governance
from govbot.core.lifecycle import Lifecycle
from govbot.core.model import Strict
from govbot.core.snapshot import Snapshot

__all__ = [
    "ONCE_A_DAY",
    "Entry",
    "Index",
    "Listed",
    "appearance",
    "appearance_of",
    "gone",
    "parse_index",
    "print_of",
]

RULE = 1
"""What an index means, by number: to be raised when what was at rest may no longer be."""

ONCE_A_DAY = timedelta(days=1)
ONCE_AN_HOUR = timedelta(hours=1)
TOGETHER = timedelta(hours=12)
"""Looks that would come due so much later are made with those that are due: the list is written once."""

Kind = Literal["open", "done", "motion"]
"""An open pull request; one that was closed or merged; or whatever else has a vote that goes on."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A pull request or issue as a cheap list shows it.

    `appearance` changes when it does. What is done `concerns` govbot where it carries a stage's label.
    """

    number: int
    appearance: str
    kind: Kind
    concerns: bool = True


class Entry(Strict):
    """What was seen of a pull request or issue.

    `appearance` is what it looked like when nothing was to be done; empty where something may be. `looked`
    is when it was last looked at in full, `due` when there will be something to do, should nobody touch it.
    """

    appearance: str = ""
    looked: AwareDatetime | None = None
    due: AwareDatetime | None = None
    kind: Kind = "open"


class Index(Strict):
    """What the schedule has seen. What changed before `until` is in it; `page` is how much to list at once.

    `governance` tells the rules apart under which things were found to be at rest. Everything that is open
    was listed at `listed`, and commits of the merge queue were looked at as `queued` says.
    """

    rule: int = RULE
    governance: str = ""
    until: AwareDatetime | None = None
    listed: AwareDatetime | None = None
    page: int = Field(default=100, ge=1, le=100)
    queued: dict[str, AwareDatetime] = Field(default_factory=dict)
    entries: dict[int, Entry] = Field(default_factory=dict)

    def under(self, governance: str) -> Index:
        """Return the index under these rules: under others, nothing is known to be at rest."""
        if governance == self.governance:
            return self
        woken = {
            number: entry.model_copy(update={"appearance": ""})
            for number, entry in self.entries.items()
        }
        return self.model_copy(update={"governance": governance, "entries": woken})

    def noting(self, listed: Iterable[Listed]) -> Index:
        """Return the index with what is listed: what looks otherwise than before is not at rest."""
        entries = dict(self.entries)
        for each in listed:
            known = entries.get(each.number)
            if known is None:
                if each.concerns:
                    entries[each.number] = Entry(kind=each.kind)
                continue
            same = known.appearance == each.appearance
            update = {"kind": each.kind} | ({} if same else {"appearance": ""})
            entries[each.number] = known.model_copy(update=update)
        return self.model_copy(update={"entries": entries})

    def has_to_list_all(self, now: datetime) -> bool:
        """Say whether every open pull request is to be listed: once a day, and at first."""
        return self.listed is None or not now - ONCE_A_DAY < self.listed <= now

    def having_listed_all(self, open_now: Collection[int], now: datetime) -> Index:
        """Return the index once everything that is open was listed: what it has beyond that is open no more."""
        entries = {
            number: entry
            if entry.kind != "open" or number in open_now
            else entry.model_copy(update={"kind": "done", "appearance": ""})
            for number, entry in self.entries.items()
        }
        return self.model_copy(update={"entries": entries, "listed": now})

    def without(self, number: int) -> Index:
        """Return the index without what GitHub does not show any more."""
        kept = {each: entry for each, entry in self.entries.items() if each != number}
        return self.model_copy(update={"entries": kept})

    def queue_looks(self, commits: Collection[str], now: datetime) -> tuple[str, ...]:
        """Return which commits of the merge queue to look at: new ones, and each once an hour."""
        return tuple(
            each
            for each in commits
            if (looked := self.queued.get(each)) is None or not now - ONCE_AN_HOUR < looked <= now
        )

    def having_queued(
        self, commits: Collection[str], looked: Collection[str], now: datetime
    ) -> Index:
        """Return the index after a look at some of the commits that are in the merge queue now."""
        queued = {each: at for each, at in self.queued.items() if each in commits}
        return self.model_copy(update={"queued": queued | dict.fromkeys(looked, now)})

    def at_rest(self, number: int, appearance: str, now: datetime, due: datetime) -> Index:
        """Return the index after a look that found nothing to do until `due`."""
        return self._after(number, {"appearance": appearance, "looked": now, "due": due})

    def restless(self, number: int, now: datetime) -> Index:
        """Return the index after a look that did something, or failed: the next sweep looks again."""
        return self._after(number, {"appearance": "", "looked": now, "due": None})

    def _after(self, number: int, update: Mapping[str, object]) -> Index:
        known = self.entries.get(number)
        if known is None:
            return self  # somebody said something there, and no list points to it
        entries = self.entries | {number: known.model_copy(update=update)}
        return self.model_copy(update={"entries": entries})

    def keeping(self, motions: Collection[int], now: datetime) -> Index:
        """Return the index without what is over and at rest: of motions, all but these numbers."""

        def is_over(number: int, entry: Entry) -> bool:
            if not entry.appearance or entry.looked is None:
                return False
            if entry.kind == "motion":
                return number not in motions
            return entry.kind == "done" and entry.looked <= now - ONCE_A_DAY

        kept = {number: each for number, each in self.entries.items() if not is_over(number, each)}
        return self.model_copy(update={"entries": kept})

    def next_looks(self, now: datetime, asked_for: Collection[int] = ()) -> tuple[int, ...]:
        """Return what has to be looked at, the most urgent first.

        That is what is due, what changed or was `asked_for`, and what was never seen; of equals, what has
        waited for longest.
        """
        urgency: dict[int, tuple[int, str, int]] = {}
        for number, entry in self.entries.items():
            waited = entry.looked.isoformat() if entry.looked else ""
            if entry.due is not None and entry.due <= now:
                urgency[number] = (0, entry.due.isoformat(), number)
            elif not entry.appearance or entry.looked is None or entry.looked > now:
                urgency[number] = (2 if entry.looked is None else 1, waited, number)
        for number in asked_for:
            urgency.setdefault(number, (1, "", number))
        return tuple(sorted(urgency, key=lambda number: urgency[number]))

    def daily_looks(self, now: datetime, at_most: int) -> tuple[int, ...]:
        """Return what goes on, is at rest and was not looked at for a day, the longest ago first."""
        at_rest = [
            (entry.looked, number)
            for number, entry in self.entries.items()
            if entry.kind != "done"
            and entry.appearance
            and entry.looked
            and entry.looked <= now
            and not (entry.due and entry.due <= now)
        ]
        at_rest.sort()
        if not at_rest or at_rest[0][0] > now - ONCE_A_DAY:
            return ()
        return tuple(number for looked, number in at_rest[:at_most] if looked <= now - TOGETHER)


def parse_index(text: str) -> Index:
    """Return the index that `Index.model_dump_json` wrote; an empty one where that makes no sense."""
    try:
        index = Index.model_validate_json(text)
    except ValidationError:
        return Index()
    return index if index.rule == RULE else Index()


def appearance(
    lifecycle: Lifecycle,
    *,
    state: str,
    updated: str,
    head: str,
    base: str,
    is_locked: bool,
    labels: Iterable[str],
) -> str:
    """Return what tells apart what a pull request or issue looked like from what it looks like now."""
    stages = sorted(label for label in labels if lifecycle.stage_of_label(label))
    return _digest("\n".join([state, updated, head, base, str(is_locked), *stages]))


def appearance_of(snapshot: Snapshot) -> str:
    """Return the appearance of what was looked at in full."""
    pull = snapshot.pull_request
    if pull.is_gone:
        return gone()
    return appearance(
        snapshot.governance.settings.lifecycle,
        state=pull.state,
        updated=pull.updated_at.isoformat() if pull.updated_at else "",
        head=pull.head,
        base=pull.base,
        is_locked=pull.is_locked,
        labels=pull.labels,
    )


def gone() -> str:
    """Return the appearance of what is no longer there."""
    return _digest("gone")


def print_of(governance: Governance) -> str:
    """Return what tells these rules and rosters from others, whatever commit they were read at."""
    said = governance.model_dump(exclude={"commit"})
    return _digest(json.dumps(said, sort_keys=True, default=_in_order))


def _in_order(value: object) -> object:
    """Return what JSON does not know in a form that is the same in every process."""
    return sorted(map(str, value)) if isinstance(value, set | frozenset) else str(value)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:12]
