"""All pull requests that may need something: what the schedule and `govbot plan` and `apply` go through.

    for number, result in sweep(connection, governance): ...

A missed, delayed or cancelled event loses nothing: the sweep decides each pull request from its state.
"""

from __future__ import annotations

from collections.abc import Iterator

from govbot.app.cycle import Planned, Result, plan_pull_request, run_pull_request
from govbot.core.changes import CreateLabel, UpdateLabel
from govbot.core.errors import UserError
from govbot.core.governance import Governance
from govbot.core.labels import plan_labels
from govbot.gh import (
    Connection,
    Failure,
    apply_label_changes,
    pull_requests_to_sweep,
    repository_labels,
)

__all__ = ["apply_repository_labels", "plan_repository_labels", "plan_sweep", "run_sweep"]


def run_sweep(
    connection: Connection, governance: Governance
) -> Iterator[tuple[int, Result | UserError]]:
    """Carry every pull request that may need it through the cycle; one that fails stops no other."""
    for number in pull_requests_to_sweep(connection, governance):
        try:
            yield number, run_pull_request(connection, governance, number)
        except UserError as error:
            yield number, error


def plan_sweep(
    connection: Connection, governance: Governance
) -> Iterator[tuple[int, Planned | UserError]]:
    """Say what `run_sweep` would do, touching nothing."""
    for number in pull_requests_to_sweep(connection, governance):
        try:
            yield number, plan_pull_request(connection, governance, number)
        except UserError as error:
            yield number, error


def plan_repository_labels(
    connection: Connection, governance: Governance
) -> tuple[CreateLabel | UpdateLabel, ...]:
    """Return what makes the repository's labels those of the lifecycle."""
    return plan_labels(repository_labels(connection), governance.settings.lifecycle)


def apply_repository_labels(
    connection: Connection, changes: tuple[CreateLabel | UpdateLabel, ...]
) -> tuple[Failure, ...]:
    """Make the planned label changes."""
    return apply_label_changes(connection, changes)[1]
