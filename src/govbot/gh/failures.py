"""Changes that GitHub refused, and what would make it take them.

Failure(MergePullRequest(...), "Pull Request is not mergeable. It conflicts with...")
# merge #12: Pull Request is not mergeable. It conflicts with...
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from govbot.core.changes import (
    Announce,
    Change,
    ClosePullRequest,
    DeleteDiscussion,
    MergePullRequest,
    SetCheckRun,
)
from govbot.core.upkeep.changes import UpkeepChange
from govbot.gh.errors import Problem, passing, raise_problems
from govbot.gh.mutations import alias

__all__ = ["Failure", "failures_of"]


NOT_PERMITTED = {"FORBIDDEN", "INSUFFICIENT_SCOPES"}

# GitHub tells the reasons apart by their words alone. The first row with such words counts.
WHY_NOT_MERGED = (
    (
        ("branch was modified", "expected head", "head sha", "head oid"),
        "Somebody pushed after this was decided: the next run reads that and decides again.",
    ),
    (
        (
            "required",
            "review",
            "rule violation",
            "protected branch",
            "merge queue",
            "not authorized",
        ),
        "The rules of the branch ask for more: once it is there, the next run merges.",
    ),
    (
        ("merges are not allowed", "merge commits are not allowed"),
        "Allow this way to merge in the repository's settings, or set another in the lifecycle.",
    ),
    (
        ("not mergeable", "conflict", "draft", "cannot be cleanly"),
        "It conflicts with its base branch, is a draft, or was closed: mend that for the next run.",
    ),
)


@dataclass(frozen=True, slots=True)
class Failure:
    """A change that GitHub refused, and what it said.

    Where it is `by_setting`, a setting of the repository forbids it, and no run is wrong.
    """

    change: Change | UpkeepChange
    message: str
    by_setting: bool = False

    def __str__(self) -> str:
        return f"{self.change.describe()}: {self.message}"


def failures_of(
    problems: Iterable[Problem], changes: Sequence[Change | UpkeepChange]
) -> Iterator[Failure]:
    """Say which of a mutation's changes each problem is about; raise the error of one about all of it."""
    by_alias = {alias(index): change for index, change in enumerate(changes)}
    for problem in problems:
        change = by_alias.get(str(problem.path[0])) if problem.path else None
        # What is over by itself is no refusal: whoever asked reads again, and does what is left.
        if change is None or passing(problem):
            raise_problems([problem])
        yield _failure(change, problem)


def _failure(change: Change | UpkeepChange, problem: Problem) -> Failure:
    """Return what GitHub said of the change, with what would work where that is known."""
    advice = _permission(change) if problem.type in NOT_PERMITTED else _advice(change, problem)
    said = problem.message.strip()
    if not advice:
        return Failure(change, said)
    return Failure(change, f"{said.rstrip('.')}. {advice}")


def _advice(change: Change | UpkeepChange, problem: Problem) -> str:
    if not isinstance(change, MergePullRequest):
        return ""
    said = problem.message.lower()
    for words, advice in WHY_NOT_MERGED:
        if any(each in said for each in words):
            return advice
    return "It stays open until the next run, which tries again."


def _permission(change: Change | UpkeepChange) -> str:
    """Say what a token needs for the change, where that is not what every run has."""
    match change:
        case SetCheckRun():
            return (
                "Check runs are written with the token of an Actions run that has `checks: write`,"
                " not with a personal one."
            )
        case MergePullRequest():
            return (
                "To merge, the token needs `contents: write` and `pull-requests: write`, and the rules"
                " of the branch must let it."
            )
        case ClosePullRequest():
            return "To close it, the token needs `issues: write` and `pull-requests: write`."
        case Announce(is_discussion=True) | DeleteDiscussion():
            return (
                "For discussions the token needs `discussions: write`, which a workflow gives in its"
                " `permissions`."
            )
        case _:
            return (
                "The token needs `issues: write`, and on a pull request `pull-requests: write`, which a"
                " workflow gives in its `permissions`."
            )
