"""Voters whose ballots count alike, so that a large vote is weighed kind by kind, not ballot by ballot.

    kinds = Kinds(named=["ada"])
    kinds.of(ben) is kinds.of(cyd)     # True, where both are plain members of one body

Two voters are of one kind when no rule can tell them apart: the same seat in all that matters, the same
weight, the same affiliation. Somebody whom the policy names is of a kind of their own.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from govbot.core.accounts import Voter

__all__ = ["Kind", "Kinds"]


@dataclass(frozen=True, slots=True, eq=False)
class Kind:
    """All voters of a vote whose ballots count alike; `voter` is one of them."""

    voter: Voter


class Kinds:
    """Says of which kind a voter is; `named` are the logins of those whom the policy names."""

    def __init__(self, named: Iterable[str] = ()) -> None:
        self._named = frozenset(login.lower() for login in named)
        self._found: dict[tuple[object, ...], Kind] = {}

    def of(self, voter: Voter) -> Kind:
        """Return the kind that `voter` is of."""
        login = voter.login.lower() if self._named else ""
        key = (
            voter.body,
            voter.seat,
            voter.role,
            voter.reserved,
            voter.also,
            voter.affiliation,
            voter.on_leave,
            # A ratio, since a fraction takes long to hash.
            voter.weight.as_integer_ratio(),
            login if login in self._named else "",
        )
        kind = self._found.get(key)
        if kind is None:
            kind = self._found[key] = Kind(voter)
        return kind
