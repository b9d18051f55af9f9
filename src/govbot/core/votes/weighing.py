"""What ballots weigh: for one condition, whose ballots count and for how much.

    weights = weigh(roll, condition.electorate, policy.affiliation_cap)
    weights.counts[Choice.YES]     # Fraction(4)
    weights.eligible               # Fraction(7): what a share of the eligible is a share of

Under a cap the ballots of one affiliation together count for no more than the cap says, each for its
part of that; and so do its eligible voters. Capitals and spaces make no other affiliation of one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from govbot.core.amounts import Amount
from govbot.core.choices import Choice
from govbot.core.people import one_spelling
from govbot.core.policies import Selector, weight_under
from govbot.core.votes.casting import Roll
from govbot.core.votes.kinds import Kind

__all__ = ["Weights", "weigh"]


@dataclass(frozen=True, slots=True)
class Weights:
    """The weight of each choice, and of everybody who may vote. `capped` names the affiliations cut."""

    counts: dict[Choice, Fraction]
    eligible: Fraction
    capped: tuple[str, ...] = ()

    def with_blocks_as_no(self) -> Weights:
        """Return the weights with every block counted as a no."""
        counts = dict(self.counts)
        counts[Choice.NO] += counts[Choice.BLOCK]
        counts[Choice.BLOCK] = Fraction(0)
        return Weights(counts, self.eligible, self.capped)


def weigh(roll: Roll, selectors: Sequence[Selector], cap: Amount | None) -> Weights:
    """Weigh the ballots of those whom `selectors` name."""
    weight_of = {
        kind: weight
        for kind in roll.seated
        if (weight := weight_under(selectors, kind.voter)) is not None
    }
    eligible: defaultdict[str, Fraction] = defaultdict(Fraction)
    for kind, weight in weight_of.items():
        eligible[_party(kind, cap)] += weight * roll.seated[kind]
    cast: defaultdict[str, Fraction] = defaultdict(Fraction)
    said: defaultdict[tuple[str, Choice], Fraction] = defaultdict(Fraction)
    written: dict[str, str] = {}
    for (kind, choice), number in roll.cast.items():
        if kind in weight_of:
            weight, party = weight_of[kind] * number, _party(kind, cap)
            cast[party] += weight
            said[party, choice] += weight
            written.setdefault(party, kind.voter.affiliation or "")
    most = cap.of(sum(eligible.values(), Fraction(0))) if cap is not None else None
    counts = dict.fromkeys(Choice, Fraction(0))
    for (party, choice), weight in said.items():
        counts[choice] += weight * _part(party, cast[party], most)
    return Weights(
        counts=counts,
        eligible=sum(
            (total * _part(party, total, most) for party, total in eligible.items()), Fraction(0)
        ),
        capped=tuple(
            written[party] for party, total in cast.items() if _part(party, total, most) != 1
        ),
    )


def _party(kind: Kind, cap: Amount | None) -> str:
    """Return who shares in a cap: those of one affiliation. The others, and all without a cap, are ``."""
    return one_spelling(kind.voter.affiliation or "") if cap is not None else ""


def _part(party: str, total: Fraction, most: Fraction | None) -> Fraction:
    """Return for which part of itself the weight of a party counts, where it may count for `most`."""
    return most / total if party and most is not None and total > most else Fraction(1)
