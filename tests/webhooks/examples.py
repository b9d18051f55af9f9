"""GitHub's own examples of webhook payloads, as published in `@octokit/webhooks-examples`.

examples("issue_comment")                          # nine payloads: created, edited, deleted
environment_of(tmp_path, "issue_comment", payload) # of an Actions run that got it
"""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from tests.sandbox.contract import contract_folder

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["PUBLISHED_AS", "Payload", "environment_of", "examples"]

Payload = dict[str, Any]

PUBLISHED_AS: Final = {
    "issue_comment": "issue_comment",
    "issues": "issues",
    "pull_request": "pull_request",
    "pull_request_review": "pull_request_review",
    "workflow_dispatch": "workflow_dispatch",
    "workflow_run": "workflow_run",
}
"""Events of Actions by the webhook that starts them. A schedule is no webhook."""


@cache
def _index() -> str:
    folder = contract_folder() / "webhooks-examples" / "api.github.com"
    return (folder / "index.json").read_text(encoding="utf-8")


def examples(event: str) -> list[Payload]:
    """The published payloads of an event, each to be changed as one likes."""
    (found,) = [each for each in json.loads(_index()) if each["name"] == PUBLISHED_AS[event]]
    payloads: list[Payload] = found["examples"]
    return payloads


def environment_of(folder: Path, event: str, content: Payload | bytes) -> dict[str, str]:
    """The environment that a run for this event has."""
    file = folder / "event.json"
    file.write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())
    return {"GITHUB_EVENT_NAME": event, "GITHUB_EVENT_PATH": str(file)}
