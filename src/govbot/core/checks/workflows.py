"""The workflows that run govbot are woken by what happens to a pull request."""

from __future__ import annotations

from collections.abc import Iterator

from govbot.core.checks.frame import Community, Found
from govbot.core.workflows import BLOCKED, WAKE, WORKFLOWS_FOLDER

__all__ = ["blocked_events", "unwoken_workflows"]

WAKE_FILE = f"{WORKFLOWS_FOLDER}/govbot-wake.yml"


def blocked_events(community: Community) -> Iterator[Found]:
    """No workflow that runs govbot rests on an event that GitHub blocks."""
    for each in community.workflows:
        if each.runs_govbot and BLOCKED in each.events:
            yield Found(
                f"GitHub blocks `{BLOCKED}` in public repositories, so this workflow no longer "
                "starts when something happens to a pull request.",
                f"Delete the file, and write it again with `govbot init`: `{WAKE_FILE}` then wakes it.",
                each.file,
                ("on", BLOCKED),
            )


def unwoken_workflows(community: Community) -> Iterator[Found]:
    """A workflow that runs govbot is woken by “govbot wake”, and that is there."""
    is_there = any(each.name == WAKE for each in community.workflows)
    for each in community.workflows:
        if not each.runs_govbot or BLOCKED in each.events:
            continue
        if WAKE not in each.after:
            yield Found(
                f"Nothing that happens to a pull request starts this workflow: it does not listen to "
                f"runs of “{WAKE}”.",
                "Delete the file, and write it again with `govbot init`.",
                each.file,
                ("on",),
            )
        elif not is_there:
            yield Found(
                f"This workflow waits for runs of “{WAKE}”, and no workflow is called so.",
                f"`govbot init` writes `{WAKE_FILE}`.",
                each.file,
                ("on", "workflow_run"),
            )
