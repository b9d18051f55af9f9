"""Whether a vote passes: each condition with what there is and what it takes, and all of them together.

    judgement = judge(vote, roll_of(vote))
    judgement.outcome                  # Outcome.PASSED
    judgement.root.quorum.have         # "6/7"
    judgement.vetoes                   # the ballots that stop it, each with its voter

What wins over what: a veto that is not overridden stops the outcome; without a quorum nothing is
decided; then the pass rule. An even vote under a rule of more than half is tied, and the policy's `tie`
says what follows; where it says nothing, it is neither yes nor no.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from govbot.core.accounts import plain_number
from govbot.core.policies import Condition, Override, PassRule, Quorum
from govbot.core.votes.casting import Cast, Roll, holds_veto
from govbot.core.votes.model import Measure, Outcome, Vote
from govbot.core.votes.pass_rule import Standing, break_tie, is_tied, standing_of, threshold_of
from govbot.core.votes.weighing import Weights, weigh

__all__ = ["Judged", "Judgement", "judge", "judge_condition", "quorum_base"]

NO_QUORUM_ASKED = "no quorum is asked for"
NO_QUORUM_IN_SILENCE = "no quorum, where nobody objects"


@dataclass(frozen=True, slots=True)
class Judged:
    """One condition, judged. `standing` is that of its pass rule; without one it joins others.

    `cast` are the ballots as cast, `weights` as they count: an overridden block is a no there. `present`
    are those of everybody in full, for the quorum: a cap is on what an affiliation decides, not on who
    took part. `decided_by` says what settled a tie or a silence.
    """

    condition: Condition
    depth: int
    outcome: Outcome
    cast: Weights
    weights: Weights
    present: Weights
    quorum: Measure
    threshold: Measure
    standing: Standing | None = None
    decided_by: str = ""
    parts: tuple[Judged, ...] = ()

    @property
    def need(self) -> Fraction:
        """How much its pass rule takes; nothing where it joins others."""
        return self.standing.need if self.standing else Fraction(0)

    def every(self) -> Iterator[Judged]:
        """Yield this condition and every one in it."""
        yield self
        for part in self.parts:
            yield from part.every()

    @property
    def name(self) -> str:
        """What to call the condition: as it was named, or who votes in it."""
        if self.condition.name:
            return self.condition.name
        if self.parts:
            return "all of these" if self.condition.all_ else "any of these"
        return " or ".join(each.words for each in self.condition.counted)


@dataclass(frozen=True, slots=True)
class Judgement:
    """A vote, judged. `overridden` says that the vetoes do not stop it, and count as no."""

    outcome: Outcome
    root: Judged
    vetoes: tuple[Cast, ...]
    overridden: bool = False
    override: Measure | None = None


def judge(vote: Vote, roll: Roll) -> Judgement:
    """Judge `vote` by the ballots on `roll`, whatever the time is."""
    vetoes = _vetoes(vote, roll)
    override = _override(vote, roll) if vetoes else None
    overridden = override is not None and override.met
    # A block that holds nobody up is a no: one that is overridden, or whose voter has no veto any more.
    root = judge_condition(vote, roll, vote.policy, blocks_are_no=overridden or not vetoes)
    outcome = Outcome.BLOCKED if vetoes and not overridden else root.outcome
    return Judgement(outcome, root, vetoes, overridden, override)


def judge_condition(
    vote: Vote, roll: Roll, condition: Condition, *, blocks_are_no: bool = False, depth: int = 0
) -> Judged:
    """Judge one condition and all that it joins."""
    cap = vote.policy.affiliation_cap
    cast = weigh(roll, condition.counted, cap)
    weights = cast.with_blocks_as_no() if blocks_are_no else cast
    present = weights
    if cap is not None:
        in_full = weigh(roll, condition.counted, None)
        present = in_full.with_blocks_as_no() if blocks_are_no else in_full
    quorum = _quorum(vote, condition, present)
    if condition.pass_ is not None:
        judged = _judge_rule(vote, roll, condition, condition.pass_, weights, quorum)
        return replace(judged, cast=cast, present=present, depth=depth)
    parts = tuple(
        judge_condition(
            vote, roll, part.within(condition), blocks_are_no=blocks_are_no, depth=depth + 1
        )
        for part in condition.parts
    )
    joined = _all(parts) if condition.all_ else _any(parts)
    held = sum(part.outcome is Outcome.PASSED for part in parts)
    return Judged(
        condition=condition,
        depth=depth,
        outcome=joined if quorum.met else Outcome.NO_QUORUM,
        cast=cast,
        weights=weights,
        present=present,
        quorum=quorum,
        threshold=Measure(
            met=joined is Outcome.PASSED,
            have=f"{held} of {len(parts)}",
            need=f"{'all' if condition.all_ else 'any'} of {len(parts)} conditions",
        ),
        parts=parts,
    )


def _all(parts: tuple[Judged, ...]) -> Outcome:
    """Return the outcome where every condition has to hold: the gravest of them."""
    for outcome in (Outcome.FAILED, Outcome.NO_QUORUM, Outcome.TIED):
        if any(part.outcome is outcome for part in parts):
            return outcome
    return Outcome.PASSED


def _any(parts: tuple[Judged, ...]) -> Outcome:
    """Return the outcome where one condition is enough: the best of them."""
    for outcome in (Outcome.PASSED, Outcome.TIED, Outcome.NO_QUORUM):
        if any(part.outcome is outcome for part in parts):
            return outcome
    return Outcome.FAILED


def _judge_rule(
    vote: Vote,
    roll: Roll,
    condition: Condition,
    rule: PassRule,
    weights: Weights,
    quorum: Measure,
) -> Judged:
    standing = standing_of(vote, condition, rule, weights, has_quorum=quorum.met)
    threshold = threshold_of(condition, rule, weights, standing)
    decided_by = ""
    if condition.silence == "passes" and not standing.is_opposed and weights.eligible > 0:
        decided_by = "silence"
        outcome = Outcome.PASSED
        quorum = Measure(met=True, have=quorum.have, need=NO_QUORUM_IN_SILENCE)
        threshold = Measure(
            met=True, have=threshold.have, need=f"nobody to object, or else {threshold.need}"
        )
    elif not quorum.met:
        outcome = Outcome.NO_QUORUM
    elif threshold.met:
        outcome = Outcome.PASSED
    elif is_tied(condition, rule, weights, standing):
        outcome, decided_by = break_tie(roll, condition)
    else:
        outcome = Outcome.FAILED
    return Judged(
        condition=condition,
        depth=0,
        outcome=outcome,
        cast=weights,
        weights=weights,
        present=weights,
        quorum=quorum,
        threshold=threshold,
        standing=standing,
        decided_by=decided_by,
    )


def _quorum(vote: Vote, condition: Condition, weights: Weights) -> Measure:
    rule = condition.quorum
    base = quorum_base(vote, condition, rule, weights)
    if rule is None:
        taking_part = sum(weights.counts.values(), Fraction(0))
        return Measure(met=True, have=_of(taking_part, base), need=NO_QUORUM_ASKED)
    taking_part = sum((weights.counts[choice] for choice in rule.counting), Fraction(0))
    need, is_strict = rule.needs(base)
    enough = taking_part > need if is_strict else taking_part >= need
    if rule.bound.kind == "all-but":
        enough = enough and taking_part > 0
    return Measure(met=enough and base > 0, have=_of(taking_part, base), need=rule.need)


def quorum_base(
    vote: Vote, condition: Condition, rule: Quorum | None, weights: Weights
) -> Fraction:
    """Return what a quorum is a share of."""
    if rule is None or rule.of == "eligible":
        return weights.eligible
    if rule.of == "seats":
        return Fraction(vote.seats_under(condition.counted))
    return Fraction(rule.of)


def _vetoes(vote: Vote, roll: Roll) -> tuple[Cast, ...]:
    veto = vote.policy.veto
    if veto is None:
        return ()
    # Whoever votes in person was asked for the reason; a lent ballot may have been cast without one.
    ballot = veto.ballot
    if not any(choice is ballot for _, choice in roll.cast):
        return ()
    return tuple(
        each
        for each in roll.binding
        if each.ballot.choice is ballot
        and (each.ballot.reason or veto.reason == "optional" or not each.via)
        and holds_veto(vote, each.voter)
    )


def _override(vote: Vote, roll: Roll) -> Measure | None:
    """Return what it takes to pass in spite of the vetoes, and what there is; None where nothing does."""
    rule: Override | None = vote.policy.veto.override if vote.policy.veto else None
    if rule is None:
        return None
    electorate = rule.electorate or vote.policy.selectors
    condition = Condition.model_construct(electorate=electorate, minimum_yes=None)
    weights = weigh(roll, electorate, vote.policy.affiliation_cap).with_blocks_as_no()
    standing = standing_of(vote, condition, rule, weights, has_quorum=True)
    return threshold_of(condition, rule, weights, standing)


def _of(part: Fraction, whole: Fraction) -> str:
    """Return a part of a whole: `6/7`, or `11/3 of 7` where one of them is a fraction itself."""
    joint = "/" if part.denominator == whole.denominator == 1 else " of "
    return f"{plain_number(part)}{joint}{plain_number(whole)}"
