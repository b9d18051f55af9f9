"""Why a condition cannot hold, whatever its voters vote: found by trying, and shown by the best of it.

shortfall_of(declared, trial, path, node).proof
# "with all 3 voting yes, yes has 3, and 4 are needed"
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from math import ceil, floor

from govbot.core.accounts import plain_number
from govbot.core.checks.declared import Declared, FilePath
from govbot.core.checks.trials import Trial
from govbot.core.choices import Choice
from govbot.core.policies import Condition
from govbot.core.votes import Judged, Outcome
from govbot.core.votes.judging import judge_condition, quorum_base

__all__ = ["Shortfall", "bound_path", "can_pass", "quorum_met", "shortfall_of"]


@dataclass(frozen=True, slots=True)
class Shortfall:
    """Why a condition cannot hold: which key asks for too much, what there is, what is needed.

    It is proven where every way of voting was tried, or where none can do more than the example.
    """

    key: str
    path: FilePath
    choice: Choice
    voters: int
    have: Fraction
    needed: str
    is_proven: bool = True

    @property
    def proof(self) -> str:
        """The example: everybody votes, and it is not enough."""
        lead = "" if self.is_proven else "no way of voting that was tried passes it; "
        everybody = "the one voter" if self.voters == 1 else f"all {self.voters}"
        number = plain_number(self.have)
        have = {
            "quorum": f"{number} take{'s' if number == 1 else ''} part",
            "counting": f"{number} count{'s' if number == 1 else ''} for its quorum",
        }.get(self.key, f"{self.choice} has {number}")
        return f"{lead}with {everybody} voting {self.choice}, {have}, and {self.needed}"


def shortfall_of(
    declared: Declared, trial: Trial, path: FilePath, node: Condition
) -> Shortfall | None:
    """Return why these voters can never make a condition hold, whatever they vote; None where they can.

    Of joined conditions only the quorum is looked at: what they join is looked at by itself.
    """
    if not trial.size:
        return None
    met = False
    for ballots in trial.ways():
        judged = judge_condition(trial.vote, trial.roll(ballots), node)
        met = met or quorum_met(judged, node)
        if judged.outcome is Outcome.PASSED or (met and node.pass_ is None):
            return None
    short = _explained(declared, _smaller(declared, trial), path, node, is_quorum_met=met)
    if short is None or short.key == "quorum" or trial.is_exact or _is_best_alike(node):
        return short
    return replace(short, is_proven=False)


def _is_best_alike(node: Condition) -> bool:
    """Say whether no way of voting does more for a rule than everybody casting what it counts."""
    rule, quorum = node.pass_, node.quorum
    if rule is None or (node.minimum_yes is not None and rule.count is not Choice.YES):
        return False
    return quorum is None or rule.count in quorum.counting


def _explained(
    declared: Declared, trial: Trial, path: FilePath, node: Condition, *, is_quorum_met: bool
) -> Shortfall | None:
    """Return the shortfall by the ballots that come nearest: everybody casts what is counted."""
    if node.quorum is not None and not is_quorum_met:
        counting = node.quorum.counting
        choice = Choice.YES if Choice.YES in counting else counting[0]
        judged = _judged(trial, node, choice)
        have = sum((judged.present.counts[each] for each in counting), Fraction(0))
        needed = _quorum_need(trial, node, judged)
        bound = bound_path(path, node, "quorum")
        return Shortfall("quorum", bound, choice, trial.size, have, needed)
    rule = node.pass_
    if rule is None:
        return None
    judged = _judged(trial, node, rule.count)
    if node.quorum is not None and not quorum_met(judged, node):
        have = sum((judged.present.counts[each] for each in node.quorum.counting), Fraction(0))
        needed = _quorum_need(trial, node, judged)
        where = (*path, "quorum", "counting")
        return Shortfall("counting", where, rule.count, trial.size, have, needed)
    have, need = judged.weights.counts[rule.count], judged.need
    if declared.policy.affiliation_cap is not None:
        uncapped = trial.without_cap()
        if can_pass(uncapped, node):
            needed = _needed(need, is_strict=rule.is_strict)
            where = declared.path("affiliation_cap")
            return Shortfall("affiliation_cap", where, rule.count, trial.size, have, needed)
    yes = judged.weights.counts[Choice.YES]
    least = node.minimum_yes.of(judged.weights.eligible) if node.minimum_yes else Fraction(0)
    if least > yes:
        needed, where = _needed(least, is_strict=False), (*path, "minimum_yes")
        return Shortfall("minimum_yes", where, rule.count, trial.size, yes, needed)
    needed = _needed(need, is_strict=rule.is_strict)
    where = bound_path(path, node, "pass")
    return Shortfall("pass", where, rule.count, trial.size, have, needed)


def _quorum_need(trial: Trial, node: Condition, judged: Judged) -> str:
    """Say how much a condition's quorum takes of these voters: `5 are needed`."""
    rule = node.quorum
    if rule is None:
        return "none is needed"
    need, is_strict = rule.needs(quorum_base(trial.vote, node, rule, judged.present))
    return _needed(need, is_strict=is_strict)


def _smaller(declared: Declared, trial: Trial) -> Trial:
    """Return the smallest trial that shows the same: one voter of a kind, where nobody is known."""
    if not declared.missing_bodies:
        return trial
    return Trial(trial.vote, tuple((kind, 1) for kind, _ in trial.kinds))


def _judged(trial: Trial, node: Condition, choice: Choice) -> Judged:
    return judge_condition(trial.vote, trial.roll(trial.everybody(choice)), node)


def can_pass(trial: Trial, node: Condition) -> bool:
    """Say whether some way to vote makes a condition hold."""
    return any(
        judge_condition(trial.vote, trial.roll(ballots), node).outcome is Outcome.PASSED
        for ballots in trial.ways()
    )


def quorum_met(judged: Judged, node: Condition) -> bool:
    """Say whether the quorum is met by ballots, and not because nobody objects."""
    return judged.quorum.met and not (node.silence and judged.decided_by == "silence")


def bound_path(path: FilePath, node: Condition, key: str) -> FilePath:
    """Return where a condition's `quorum` or `pass` says how much it takes."""
    rule = node.quorum if key == "quorum" else node.pass_
    if rule is None:
        return (*path, key)
    if key == "pass" and node.pass_ is not None and node.pass_.plurality:
        return (*path, "pass", "plurality")
    return (*path, key, "more_than" if rule.more_than is not None else "at_least")


def _needed(need: Fraction, *, is_strict: bool) -> str:
    if is_strict and need.denominator == 1:
        return f"more than {need} {'is' if need <= 1 else 'are'} needed"
    number = floor(need) + 1 if is_strict else ceil(need)
    return f"{number} {'is' if number == 1 else 'are'} needed"
