"""What govbot has to know of a workflow of GitHub Actions: what starts it, and whether it runs govbot.

Workflow("govbot.yml", name="govbot", events={"workflow_run", "issue_comment"}, after={"govbot wake"},
         runs_govbot=True)
"""

from __future__ import annotations

from dataclasses import dataclass, field

__all__ = ["BLOCKED", "WAKE", "WORKFLOWS_FOLDER", "Workflow"]

WORKFLOWS_FOLDER = ".github/workflows"

WAKE = "govbot wake"
"""The workflow that does nothing but wake govbot."""

BLOCKED = "pull_request_target"
"""The event that GitHub blocks in public repositories, from 2026-12-02 on, unless a policy allows it.

Source: GitHub's default policy for Actions in repositories that have none of their own.
"""


@dataclass(frozen=True, slots=True)
class Workflow:
    """One file below `.github/workflows`. `after` are the workflows whose runs start it."""

    file: str
    name: str = ""
    events: frozenset[str] = field(default=frozenset())
    after: frozenset[str] = field(default=frozenset())
    runs_govbot: bool = False
