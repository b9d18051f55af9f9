"""Which pull request an event is about, and whether it can concern govbot at all.

    concerns_govbot({"GITHUB_EVENT_NAME": "issue_comment", "GITHUB_EVENT_PATH": "event.json"})   # False
    pull_request_of(...)                                                                         # 12

`concerns_govbot` answers from the standard library alone, so an event that is no business of govbot's
ends before anything heavy is imported. An event only says which pull request to look at; what is done
follows from the state of the world.
"""

import json
import os
from collections.abc import Mapping
from typing import Any

from govbot.core.prefilter import may_hold_command

__all__ = ["concerns_govbot", "event_of", "pull_request_of"]

PULL_REQUEST = ("pull_request", "pull_request_target")


def concerns_govbot(environment: Mapping[str, str] = os.environ) -> bool:
    """Say whether the event of this Actions run may need anything: False is certain, True is not."""
    name = environment.get("GITHUB_EVENT_NAME", "")
    if name != "issue_comment":
        return True
    try:
        event = event_of(environment)
    except (OSError, ValueError):
        return True
    comment = event.get("comment") or {}
    if "pull_request" not in (event.get("issue") or {}):
        return False
    if (comment.get("user") or {}).get("type") == "Bot":
        return False
    if event.get("action") == "deleted":
        return may_hold_command(str(comment.get("body") or ""))
    before = ((event.get("changes") or {}).get("body") or {}).get("from")
    return may_hold_command(str(comment.get("body") or "")) or may_hold_command(str(before or ""))


def event_of(environment: Mapping[str, str]) -> dict[str, Any]:
    """Return the payload of the event; raise `OSError` or `ValueError` when it cannot be read."""
    # `open`, because importing pathlib would take a good part of the time a short run has.
    with open(environment.get("GITHUB_EVENT_PATH", ""), encoding="utf-8") as file:  # noqa: PTH123
        event = json.load(file)
    if not isinstance(event, dict):
        raise ValueError("the event is not an object")
    return event


def pull_request_of(environment: Mapping[str, str]) -> int | None:
    """Return which pull request the event is about; None asks for all that may need something."""
    name = environment.get("GITHUB_EVENT_NAME", "")
    event = event_of(environment)
    if name in PULL_REQUEST:
        return int(event["pull_request"]["number"])
    if name == "issue_comment":
        return int(event["issue"]["number"])
    if name == "workflow_dispatch":
        number = (event.get("inputs") or {}).get("number")
        return int(number) if number else None
    return None
