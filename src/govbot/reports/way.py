"""The way of an RFC through the stages: where it has been, where it is, what lies ahead.

    proposed → discussion → **voting** → accepted → implementing → released

What is behind comes from the ledger, with detours that were gone back on left out; what is ahead is the
lifecycle's straight way: checks that pass, votes that pass, the merge, the first command of the table.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from govbot.core.decide.stage_commands import OWN_COMMAND
from govbot.core.lifecycle import Lifecycle, Transition, Trigger

__all__ = ["Way", "way_of"]

STRAIGHT_ON = (Trigger.CHECKS_PASSED, Trigger.VOTE_PASSED, Trigger.MERGED, Trigger.COMMAND)


@dataclass(frozen=True, slots=True)
class Way:
    """Names of stages: those behind, the one the RFC is in, those ahead."""

    behind: tuple[str, ...]
    here: str
    ahead: tuple[str, ...]


def way_of(lifecycle: Lifecycle, entered: Sequence[str]) -> Way | None:
    """Return the way of an RFC that `entered` these stages, oldest first; None if it entered none."""
    been: list[str] = []
    for stage in entered:
        if stage in been:
            del been[been.index(stage) :]
        been.append(stage)
    if not been:
        return None
    ahead: list[str] = []
    row = _straight_on(lifecycle, been[-1])
    while row is not None and row.to not in (*ahead, been[-1]):
        ahead.append(row.to)
        row = _straight_on(lifecycle, row.to)
    return Way(tuple(been[:-1]), been[-1], tuple(ahead))


def _straight_on(lifecycle: Lifecycle, stage: str) -> Transition | None:
    known = lifecycle.stages.get(stage)
    if known is None or known.end:
        return None
    rows = [
        row
        for trigger in STRAIGHT_ON
        for row in lifecycle.leaving(stage, trigger)
        if row.to not in OWN_COMMAND
    ]
    return rows[0] if rows else None
