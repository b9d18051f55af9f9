"""The workflows of GitHub Actions in a repository, as far as govbot is concerned.

    load_workflows(root)     # (Workflow(".github/workflows/govbot.yml", name="govbot", ...), ...)

A file that cannot be read is left to GitHub, which says what is wrong with it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from govbot.core.workflow_files import WorkflowFile
from govbot.core.workflows import WORKFLOWS_FOLDER, Workflow
from govbot.files.folders import files_in
from govbot.files.loading import load_yaml

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["load_workflow_files", "load_workflows"]

ACTION = re.compile(r"[^/\s]+/govbot@", re.IGNORECASE)
"""The beginning of what a step uses that runs govbot."""


def load_workflows(root: Path) -> tuple[Workflow, ...]:
    """Read what govbot has to know of every workflow below `root`, in the order of their names."""
    return tuple(each.about for each in load_workflow_files(root))


def load_workflow_files(root: Path) -> tuple[WorkflowFile, ...]:
    """Read every workflow below `root` whole, in the order of their names."""
    found = files_in(root, WORKFLOWS_FOLDER, ".yaml", ".yml")
    return tuple(_workflow(root, f"{WORKFLOWS_FOLDER}/{each.name}") for each in found)


def _workflow(root: Path, file: str) -> WorkflowFile:
    loaded = load_yaml(root / file, file)
    data = loaded.data if not loaded.findings else None
    if not isinstance(data, dict):
        return WorkflowFile(Workflow(file), None)
    events = data.get("on")
    by_run = events.get("workflow_run") if isinstance(events, dict) else None
    about = Workflow(
        file,
        str(data.get("name") or ""),
        _texts([events] if isinstance(events, str) else events),
        _texts(by_run.get("workflows") if isinstance(by_run, dict) else None),
        any(_answers_events(step) for step in _steps(data)),
    )
    return WorkflowFile(about, data)


def _texts(found: Any) -> frozenset[str]:
    return frozenset(map(str, found)) if isinstance(found, list | dict) else frozenset()


def _steps(data: dict[str, Any]) -> Iterator[dict[str, Any]]:
    jobs = data.get("jobs")
    for job in jobs.values() if isinstance(jobs, dict) else ():
        steps = job.get("steps") if isinstance(job, dict) else None
        yield from (
            each for each in (steps if isinstance(steps, list) else ()) if isinstance(each, dict)
        )


def _answers_events(step: dict[str, Any]) -> bool:
    used, given = str(step.get("uses") or ""), step.get("with")
    command = given.get("command") if isinstance(given, dict) else None
    # The repository's own action may be any; govbot's own repository says what is to be run.
    return (
        command == "run" if used == "./" else bool(ACTION.match(used)) and command in (None, "run")
    )
