"""The labels of the repository, and the pull requests and issues that may need something."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from govbot.cli.plan.parts import Done, Planned, Target, Undone, indented
from govbot.core.errors import UserError

if TYPE_CHECKING:
    from govbot.app.cycle import Planned as PlannedSubject
    from govbot.app.cycle import Result
    from govbot.app.merge_queue import GroupResult
    from govbot.app.sweep import Postponed

__all__ = ["Labels", "PullRequests"]


class Labels:
    """The labels that the lifecycle asks for."""

    working = "labels"

    def plan(self, target: Target) -> Planned:
        """Say which labels would be created or changed."""
        from govbot.app.repository_labels import plan_repository_labels

        changes = plan_repository_labels(target.connection, target.governance)
        said = tuple(each.describe() for each in changes)
        heading = (f"Labels of {target.connection.repository}:",) if said else ()
        return Planned((*heading, *indented(said)), list(said), not said)

    def apply(self, target: Target) -> Iterator[Done | Undone]:
        """Create and change them."""
        from govbot.app.repository_labels import (
            apply_repository_labels,
            plan_repository_labels,
        )

        labels = plan_repository_labels(target.connection, target.governance)
        refused = apply_repository_labels(target.connection, labels)
        yield from (Undone(str(each)) for each in refused)
        undone = [each.change for each in refused]
        yield from (Done(f"labels: {each.describe()}") for each in labels if each not in undone)


class PullRequests:
    """Pull requests and issues, through the cycle."""

    working = "pull requests"

    def plan(self, target: Target) -> Planned:
        """Say what would be recorded and changed on each."""
        planned = list(_planned(target))
        lines = tuple(line for number, each in planned for line in _lines(number, each))
        errors = tuple(each for _, each in planned if isinstance(each, UserError))
        data = [_as_data(number, each) for number, each in planned]
        return Planned(lines, data, not lines, errors)

    def apply(self, target: Target) -> Iterator[Done | Undone]:
        """Record and change it, one after the other."""
        from govbot.app.merge_queue import GroupResult
        from govbot.app.sweep import Postponed

        for number, result in _done(target):
            if isinstance(result, UserError):
                yield Undone(f"{_named(number)}: {result}", result)
                continue
            if isinstance(result, GroupResult | Postponed):
                yield Done(result.describe())
                yield from map(Undone, result.errors if isinstance(result, GroupResult) else ())
                continue
            yield from map(Done, _said(result))
            yield from (Undone(f"#{number}: {each}") for each in result.failures)


def _planned(target: Target) -> Iterator[tuple[int | None, PlannedSubject | UserError]]:
    from govbot.app.cycle import plan_pull_request
    from govbot.app.sweep import plan_sweep

    number = target.pull_request
    if number is None:
        return plan_sweep(target.connection, target.governance)
    return iter([(number, plan_pull_request(target.connection, target.governance, number))])


def _done(
    target: Target,
) -> Iterator[tuple[int | None, Result | GroupResult | Postponed | UserError]]:
    from govbot.app.cycle import run_pull_request
    from govbot.app.sweep import run_sweep

    number = target.pull_request
    if number is None:
        return run_sweep(target.connection, target.governance)
    return iter([(number, run_pull_request(target.connection, target.governance, number))])


def _lines(number: int | None, planned: PlannedSubject | UserError) -> tuple[str, ...]:
    from govbot.app.wording import in_words

    if isinstance(planned, UserError):
        return (f"{_named(number)} cannot be planned:", *indented((str(planned),)))
    steps = [f"record that {said}" for said in in_words(planned.decision.records)]
    steps += [change.describe() for change in planned.changes]
    return (f"#{number}, {_standing(planned)}:", *indented(tuple(steps))) if steps else ()


def _named(number: int | None) -> str:
    return f"#{number}" if number else "What may need something"


def _standing(planned: PlannedSubject) -> str:
    stage = planned.decision.state.stage
    if stage:
        return f"then in the stage `{stage}`"
    status = planned.decision.status
    return f"then: {status.verdict.headline}" if status else "no RFC"


def _as_data(number: int | None, planned: PlannedSubject | UserError) -> dict[str, Any]:
    from govbot.app.wording import in_words

    if isinstance(planned, UserError):
        nothing: dict[str, Any] = {"stage": None, "records": [], "changes": []}
        return {"number": number, **nothing, "error": str(planned)}
    return {
        "number": number,
        "stage": planned.decision.state.stage,
        "records": in_words(planned.decision.records),
        "changes": [change.describe() for change in planned.changes],
        "error": None,
    }


def _said(result: Result) -> Iterator[str]:
    from govbot.app.wording import in_words

    refused = [failure.change for failure in result.failures]
    for said in in_words(result.recorded):
        yield f"#{result.number}: recorded that {said}"
    for change in result.changes:
        if change not in refused:
            yield f"#{result.number}: {change.describe()}"
