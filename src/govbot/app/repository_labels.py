"""The labels of the repository, as the lifecycle has them.

changes = plan_repository_labels(connection, governance)
failures = apply_repository_labels(connection, changes)
"""

from __future__ import annotations

from govbot.core.changes import CreateLabel, UpdateLabel
from govbot.core.governance import Governance
from govbot.core.labels import plan_labels
from govbot.gh import Connection, Failure, apply_label_changes, repository_labels

__all__ = ["apply_repository_labels", "plan_repository_labels"]


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
