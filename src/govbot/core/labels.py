"""The labels that the lifecycle asks of the repository, and the changes that bring them there.

    plan_labels(existing, lifecycle)
    # CreateLabel "create the label `rfc: voting` (#fbca04, 'The vote is open, on the text as it stood when it opened.')"
    # UpdateLabel "change the label `rfc: accepted` to #0e8a16, 'The vote passed; ...'"

A label nobody's stage asks for is left alone, and so is the name of one that differs only in case:
GitHub takes the two for the same.
"""

from __future__ import annotations

from collections.abc import Iterable

from govbot.core.changes import CreateLabel, UpdateLabel
from govbot.core.lifecycle import Lifecycle
from govbot.core.model import Strict

__all__ = ["DESCRIPTION_LIMIT", "RepositoryLabel", "plan_labels"]

DESCRIPTION_LIMIT = 100
"""The longest description of a label that GitHub takes, in characters."""


class RepositoryLabel(Strict):
    """A label as the repository has it; `color` is six hexadecimal digits."""

    name: str
    color: str
    description: str = ""


def plan_labels(
    existing: Iterable[RepositoryLabel], lifecycle: Lifecycle
) -> tuple[CreateLabel | UpdateLabel, ...]:
    """Return what makes each stage's label exist and look as the lifecycle says, stage by stage."""
    present = {label.name.lower(): label for label in existing}
    changes: list[CreateLabel | UpdateLabel] = []
    for name, stage in lifecycle.stages.items():
        label = lifecycle.label(name)
        color = stage.color.lower()
        description = _shortened(stage.says)
        found = present.get(label.lower())
        if found is None:
            changes.append(CreateLabel(name=label, color=color, description=description))
        elif (found.color.lower(), found.description) != (color, description):
            changes.append(UpdateLabel(name=found.name, color=color, description=description))
    return tuple(changes)


def _shortened(text: str) -> str:
    """Return `text` on one line, and no longer than GitHub takes."""
    line = " ".join(text.split())
    return line if len(line) <= DESCRIPTION_LIMIT else line[: DESCRIPTION_LIMIT - 1].rstrip() + "…"
