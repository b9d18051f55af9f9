"""Checks of what one voter brings about by leaving a vote.

Under `p` one `/recuse` is enough that nothing passes: with 6 yes and 1 recused, ...
"""

from __future__ import annotations

from collections.abc import Iterator

from govbot.core.checks.declared import Declared, FilePath
from govbot.core.checks.frame import Community, Found
from govbot.core.checks.shortfalls import bound_path
from govbot.core.checks.trials import Trial
from govbot.core.choices import Choice
from govbot.core.layout import SETTINGS_FILE
from govbot.core.policies import Condition, PassRule, Quorum
from govbot.core.votes import Outcome
from govbot.core.votes.judging import judge_condition

__all__ = ["defeating_recusals"]


def defeating_recusals(community: Community) -> Iterator[Found]:
    """A voter who leaves a vote does not decide it."""
    for declared in community.policies:
        if declared.missing_bodies:
            continue
        for path, node in declared.nodes():
            for key, rule in (("quorum", node.quorum), ("pass", node.pass_)):
                if rule is None or not _takes_everybody(declared, rule):
                    continue
                trial = Trial.in_full(declared).within(node)
                if trial.size > 1 and _is_decided_by_one(trial, node):
                    yield _found(declared, trial, path, node, key)
                    break  # one is enough: leaving defeats both


def _takes_everybody(declared: Declared, rule: Quorum | PassRule) -> bool:
    """Say whether a rule takes all of a base in which whoever left is counted still."""
    if declared.policy.recusal != "keeps-base" or rule.of != "eligible":
        return False
    bound = rule.bound
    is_whole = not bound.is_count and bound.value == (1 if bound.is_share else 0)
    return rule.at_least is not None and is_whole


def _is_decided_by_one(trial: Trial, node: Condition) -> bool:
    """Say whether everybody's yes passes, and does not once one of them is missing."""
    without_one = trial.some({Choice.YES: trial.size - 1})
    if without_one is None:
        return False
    outcomes = [
        judge_condition(trial.vote, trial.roll(ballots), node).outcome
        for ballots in (trial.everybody(Choice.YES), without_one)
    ]
    return outcomes[0] is Outcome.PASSED and outcomes[1] is not Outcome.PASSED


def _found(
    declared: Declared,
    trial: Trial,
    path: FilePath,
    node: Condition,
    key: str,
) -> Found:
    what = "quorum" if key == "quorum" else "pass rule"
    ballots = f"{trial.size - 1} yes and 1 recused"
    return Found(
        f"One `/recuse` is enough that {declared.called(path, node)} does not pass: with {ballots}, "
        f"its {what} still takes all {trial.size}.",
        "Write `recusal: shrinks base`, or ask for less than all.",
        SETTINGS_FILE,
        bound_path(path, node, key),
    )
