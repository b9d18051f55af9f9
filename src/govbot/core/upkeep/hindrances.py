"""What keeps govbot from proposing what is due, and only people can mend.

    Hindrances(may_propose=False)                      # GitHub let no pull request be opened just now
    Hindrances(by_hand={"council": {"1001 2026-07-01"}})   # ada's entry cannot be edited

A body's tracking issue tells both. That a pull request could not be opened is noted there, so that the next
run knows it before it tries again.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from govbot.core.upkeep.due import EmeritusProposal
from govbot.core.upkeep.facts import OpenProposal
from govbot.core.upkeep.issues import Said

__all__ = ["UNOPENED", "Hindrances", "is_unopened"]

UNOPENED = "unopened"
"""What is noted in a tracking issue whose pull request could not be opened."""


@dataclass(frozen=True, slots=True)
class Hindrances:
    """What was found out by trying.

    `may_propose` says whether GitHub let this run open a pull request; None where it has not tried yet.
    `by_hand` are the tokens of the members whose entries cannot be edited, by the slugs of their bodies.
    """

    may_propose: bool | None = None
    by_hand: Mapping[str, Collection[str]] = field(default_factory=dict)


def is_unopened(
    due: EmeritusProposal | None,
    running: tuple[OpenProposal, ...],
    said: Said,
    hindrances: Hindrances,
) -> bool:
    """Say whether a pull request is due and GitHub did not let it be opened, now or when last tried."""
    if due is None or not due.members or running:
        return False
    if hindrances.may_propose is None:
        return said.before.has_said(UNOPENED)
    return not hindrances.may_propose
