"""One pass rule: how it stands, what it takes in words, whether the vote is even, and what a tie comes to.

    standing = standing_of(vote, condition, rule, weights, has_quorum=True)
    standing.have, standing.need                                # Fraction(4), Fraction(7, 2)
    threshold_of(condition, rule, weights, standing).need       # "more than 1/2 of yes + no"

Everything is exact: weights and shares are fractions.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import assert_never

from govbot.core.accounts import plain_number
from govbot.core.choices import Choice
from govbot.core.policies import Condition, PassRule, weight_under
from govbot.core.votes.casting import Roll
from govbot.core.votes.model import Measure, Outcome, Vote
from govbot.core.votes.weighing import Weights

__all__ = ["Standing", "break_tie", "is_tied", "standing_of", "threshold_of"]


@dataclass(frozen=True, slots=True)
class Standing:
    """How a pass rule stands, exact: `have` of `base`, where it takes `need`, and `least` yes if so many.

    `has_quorum`, `has_share` and `has_yes` are its three parts: it passes where all hold. `is_opposed`
    says that somebody objects.
    """

    have: Fraction
    base: Fraction
    need: Fraction
    least: Fraction
    has_quorum: bool
    has_share: bool
    has_yes: bool
    is_opposed: bool

    @property
    def is_level(self) -> bool:
        """Say whether there is as much as the rule takes, or more: what is tied is level."""
        return self.have >= self.need


def _base(vote: Vote, condition: Condition, rule: PassRule, weights: Weights) -> Fraction:
    """Return what a pass rule measures against."""
    if rule.choices is not None:
        return sum((weights.counts[choice] for choice in rule.choices), Fraction(0))
    match rule.of:
        case "eligible":
            return weights.eligible
        case "seats":
            return Fraction(vote.seats_under(condition.counted))
        case _:
            return sum(weights.counts.values(), Fraction(0))


def standing_of(
    vote: Vote, condition: Condition, rule: PassRule, weights: Weights, *, has_quorum: bool
) -> Standing:
    """Return how a pass rule stands with these ballots."""
    base = _base(vote, condition, rule, weights)
    have, yes = weights.counts[rule.count], weights.counts[Choice.YES]
    if rule.plurality:
        need = max(weights.counts[each] for each in rule.choices or () if each is not rule.count)
    else:
        need = rule.bound.of(base)
    has_share = have > need if rule.is_strict else have >= need
    if not rule.bound.is_count:
        has_share = has_share and base > 0
    if rule.bound.kind == "all-but":
        # All but one of nobody, or of one, is nobody: that is no agreement.
        has_share = has_share and have > 0
    asked = condition.minimum_yes
    least = asked.of(weights.eligible) if asked is not None else Fraction(0)
    return Standing(
        have=have,
        base=base,
        need=need,
        least=least,
        has_quorum=has_quorum,
        has_share=has_share,
        has_yes=asked is None or (yes >= least and yes > 0),
        is_opposed=weights.counts[Choice.NO] + weights.counts[Choice.BLOCK] > 0,
    )


def threshold_of(
    condition: Condition, rule: PassRule, weights: Weights, standing: Standing
) -> Measure:
    """Return the pass rule as a measure: what there is, what it takes, and whether that is met."""
    have, base = standing.have, standing.base
    if rule.plurality:
        shown = f"{plain_number(have)} to {plain_number(standing.need)}"
    else:
        shown = str(have) if rule.bound.is_count else str(have / base if base else Fraction(0))
    asked = condition.minimum_yes
    if asked is None:
        return Measure(met=standing.has_share, have=shown, need=rule.need)
    least = f"at least {asked} yes" if asked.is_count else f"yes from at least {asked} of eligible"
    return Measure(
        met=standing.has_share and standing.has_yes,
        have=f"{shown}, and {plain_number(weights.counts[Choice.YES])} yes",
        need=f"{rule.need}, and {least}",
    )


def is_tied(condition: Condition, rule: PassRule, weights: Weights, standing: Standing) -> bool:
    """Say whether an even vote under a rule of more than half, or a plurality, has no side ahead."""
    if not standing.has_yes:
        return False
    if rule.plurality:
        return standing.have == standing.need > 0
    is_even = weights.counts[Choice.YES] == weights.counts[Choice.NO] > 0
    if rule.is_simple_majority:
        return is_even
    return condition.tie is not None and is_even and standing.have * 2 == standing.base


def break_tie(roll: Roll, condition: Condition) -> tuple[Outcome, str]:
    """Return what a tie comes to, and what settled it: nothing, where it stays one."""
    match condition.tie:
        case None | "extend":
            return Outcome.TIED, ""
        case "fails":
            return Outcome.FAILED, "tie"
        case "passes":
            return Outcome.PASSED, "tie"
        case "chair-decides":
            return _by_chair(roll, condition)
        case _:
            assert_never(condition.tie)


def _by_chair(roll: Roll, condition: Condition) -> tuple[Outcome, str]:
    """Return what the chair's ballot makes of a tie: a tie still, unless every chair said one thing."""
    chairs = [
        each
        for each in roll.binding
        if any(
            membership.role.lower() == "chair"
            and any(
                selector.body in (membership.body, None) or not membership.body
                for selector in condition.counted
            )
            for membership in each.voter.memberships
        )
        and weight_under(condition.counted, each.voter) is not None
    ]
    # Where a block comes to a count at all, it is a no.
    said = {
        Choice.NO if (choice := each.ballot.choice) is Choice.BLOCK else choice for each in chairs
    }
    if said == {Choice.YES}:
        return Outcome.PASSED, "chair"
    if said == {Choice.NO}:
        return Outcome.FAILED, "chair"
    return Outcome.TIED, ""
