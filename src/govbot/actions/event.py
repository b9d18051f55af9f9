"""Which pull request or issue an event is about, and whether it can concern govbot at all.

    concerns_govbot({"GITHUB_EVENT_NAME": "issue_comment", "GITHUB_EVENT_PATH": "event.json"})   # False
    place_of(...)    # 12, or Head(repository=501, branch="calendar", commit="5eed...")

`concerns_govbot` answers from the standard library alone, so an event that is no business of govbot's
ends before anything heavy is imported. An event only says which pull request or issue to look at; what
is done follows from the state of the world.
"""

import json
import os
from collections.abc import Mapping
from typing import Any, NamedTuple

from govbot.core.prefilter import may_hold_command

__all__ = ["WAKING", "Head", "Place", "concerns_govbot", "event_of", "place_of"]

ISSUE = ("issue_comment", "issues")
WAKING = ("pull_request", "pull_request_review", "merge_group")
"""What starts the workflow that wakes govbot."""

LARGEST = 2**31 - 1
"""The largest number that GitHub's GraphQL takes."""

LARGEST_ID = 2**63 - 1
"""Ids are longer than numbers."""


class Head(NamedTuple):
    """Where the commits of pull requests come from. Several may share it, or none.

    `repository` is the numeric id of the repository that they come from; None for a fork that is gone.
    """

    repository: int | None
    branch: str
    commit: str


Place = int | Head | None
"""Where to look: at a number, at the pull requests with a head, or, without either, at everything."""


def concerns_govbot(environment: Mapping[str, str] = os.environ) -> bool:
    """Say whether the event of this Actions run may need anything: False is certain, True is not."""
    look = LOOKS.get(environment.get("GITHUB_EVENT_NAME", ""))
    if look is None:
        return True
    try:
        return look(event_of(environment))
    except (OSError, ValueError):
        return True


def _comment_may_concern_govbot(event: Mapping[str, Any]) -> bool:
    _object(event, "issue")
    comment = _object(event, "comment")
    if _is_by_bot(comment):
        return False
    texts = [comment.get("body")]
    if "changes" in event and "body" in _object(event, "changes"):
        texts.append(_object(event["changes"], "body").get("from"))
    return any(may_hold_command(str(text or "")) for text in texts)


def _issue_may_concern_govbot(event: Mapping[str, Any]) -> bool:
    # A vote begins with a comment, so on an issue without one there is none.
    return _object(event, "issue").get("comments") != 0


def _run_may_concern_govbot(event: Mapping[str, Any]) -> bool:
    return _object(event, "workflow_run").get("event") in WAKING


LOOKS = {
    "issue_comment": _comment_may_concern_govbot,
    "issues": _issue_may_concern_govbot,
    "workflow_run": _run_may_concern_govbot,
}


def _is_by_bot(written: Mapping[str, Any]) -> bool:
    # The account may be gone, and then GitHub says null.
    author = _object(written, "user") if written.get("user") else {}
    return author.get("type") == "Bot"


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


def place_of(environment: Mapping[str, str]) -> Place:
    """Return where the event says to look.

    A run of another workflow is about a pull request whose number GitHub does not give where it comes
    from a fork, so what it gives is the head. Raise `OSError` or `ValueError` when the event cannot be
    read or does not say where.
    """
    name = environment.get("GITHUB_EVENT_NAME", "")
    event = event_of(environment)
    if name in ISSUE:
        return _number(_object(event, "issue").get("number"))
    if name == "workflow_run":
        return _head(_object(event, "workflow_run"))
    if name == "workflow_dispatch" and event.get("inputs"):
        given = _object(event, "inputs").get("number")
        if given in (None, ""):
            return None
        # What somebody typed comes as text.
        typed = isinstance(given, str) and given.isascii() and given.isdecimal()
        return _number(int(given) if typed else given)
    return None


def _head(run: Mapping[str, Any]) -> Head:
    branch, commit = run.get("head_branch"), run.get("head_sha")
    if not isinstance(branch, str) or not isinstance(commit, str):
        raise ValueError("`workflow_run` says neither branch nor commit")
    if run.get("head_repository") is None:
        return Head(None, branch, commit)  # the fork is gone
    return Head(_number(_object(run, "head_repository").get("id"), LARGEST_ID), branch, commit)


def _object(holder: Mapping[str, Any], key: str) -> dict[str, Any]:
    found = holder.get(key)
    if not isinstance(found, dict):
        raise ValueError(f"`{key}` is {'missing' if found is None else 'not an object'}")
    return found


def _number(found: object, most: int = LARGEST) -> int:
    # `True` is an integer to Python, and no number.
    if not isinstance(found, int) or isinstance(found, bool) or not 1 <= found <= most:
        what = "the number of a pull request or issue" if most == LARGEST else "an id"
        raise ValueError(f"{found!r} is not {what}")
    return found
