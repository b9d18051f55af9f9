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
LARGEST = 2**31 - 1
"""The largest number that GitHub's GraphQL takes."""


def concerns_govbot(environment: Mapping[str, str] = os.environ) -> bool:
    """Say whether the event of this Actions run may need anything: False is certain, True is not."""
    if environment.get("GITHUB_EVENT_NAME") != "issue_comment":
        return True
    try:
        return _comment_may_concern_govbot(event_of(environment))
    except (OSError, ValueError):
        return True


def _comment_may_concern_govbot(event: Mapping[str, Any]) -> bool:
    comment = _object(event, "comment")
    # The account may be gone, and then GitHub says null.
    author = _object(comment, "user") if comment.get("user") else {}
    if "pull_request" not in _object(event, "issue") or author.get("type") == "Bot":
        return False
    texts = [comment.get("body")]
    if "changes" in event and "body" in _object(event, "changes"):
        texts.append(_object(event["changes"], "body").get("from"))
    return any(may_hold_command(str(text or "")) for text in texts)


def event_of(environment: Mapping[str, str]) -> dict[str, Any]:
    """Return the payload of the event; raise `OSError` or `ValueError` when it cannot be read."""
    path = environment.get("GITHUB_EVENT_PATH")
    if not path:
        raise ValueError("GITHUB_EVENT_PATH names no file")
    # `open`, because importing pathlib would take a good part of the time a short run has.
    with open(path, encoding="utf-8") as file:  # noqa: PTH123
        try:
            event = json.load(file)
        except ValueError as error:
            raise ValueError(f"{path} is not JSON ({error})") from error
    if not isinstance(event, dict):
        raise ValueError(f"{path} holds no JSON object")
    return event


def pull_request_of(environment: Mapping[str, str]) -> int | None:
    """Return which pull request the event is about; None asks for all that may need something.

    Raise `OSError` or `ValueError` when the event cannot be read or does not say it.
    """
    name = environment.get("GITHUB_EVENT_NAME", "")
    event = event_of(environment)
    if name in PULL_REQUEST:
        return _number(_object(event, "pull_request").get("number"))
    if name == "issue_comment":
        return _number(_object(event, "issue").get("number"))
    if name == "workflow_dispatch" and event.get("inputs"):
        given = _object(event, "inputs").get("number")
        if given in (None, ""):
            return None
        # What somebody typed comes as text.
        typed = isinstance(given, str) and given.isascii() and given.isdecimal()
        return _number(int(given) if typed else given)
    return None


def _object(holder: Mapping[str, Any], key: str) -> dict[str, Any]:
    found = holder.get(key)
    if not isinstance(found, dict):
        raise ValueError(f"`{key}` is {'missing' if found is None else 'not an object'}")
    return found


def _number(found: object) -> int:
    # `True` is an integer to Python, and no pull request.
    if not isinstance(found, int) or isinstance(found, bool) or not 1 <= found <= LARGEST:
        raise ValueError(f"{found!r} is not the number of a pull request")
    return found
