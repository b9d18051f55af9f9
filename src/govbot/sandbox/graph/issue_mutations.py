"""GraphQL mutations on issues that are not pull requests."""

from __future__ import annotations

from typing import Any

from govbot.sandbox.graph.conversation_views import IssueView
from govbot.sandbox.graph.mark_views import LabelView
from govbot.sandbox.graph.query_view import find
from govbot.sandbox.graph.repository_views import RepositoryView
from govbot.sandbox.graph.view import ActorView, Viewpoint
from govbot.sandbox.model import Permission, StateReason

__all__ = ["close_issue", "create_issue", "reopen_issue", "update_issue"]

Input = dict[str, Any]
Payload = dict[str, Any]


def create_issue(at: Viewpoint, given: Input) -> Payload:
    """Open an issue; labels by somebody without triage access are dropped without a word."""
    home = find(at, given["repositoryId"], RepositoryView).home
    labels = [find(at, node, LabelView).name for node in given.get("labelIds") or []]
    issue = at.world.open_issue(
        given["title"], given.get("body") or "", by=at.viewer, repository=home
    )
    if labels and at.world.allows(at.viewer, home, Permission.TRIAGE):
        at.world.label(issue.number, *labels, by=at.viewer, repository=home)
    return {"issue": IssueView(at, home, issue)}


def update_issue(at: Viewpoint, given: Input) -> Payload:
    """Change title, body or state."""
    on = find(at, given["id"], IssueView)
    text = {"title": given.get("title"), "body": given.get("body")}
    at.world.edit(on.number, by=at.viewer, repository=on.home, **text)
    if given.get("state") == "CLOSED":
        at.world.close(on.number, by=at.viewer, repository=on.home)
    elif given.get("state") == "OPEN":
        at.world.reopen(on.number, by=at.viewer, repository=on.home)
    return {"actor": ActorView(at, at.viewer), "issue": IssueView(at, on.home, on.issue)}


def close_issue(at: Viewpoint, given: Input) -> Payload:
    """Close an issue as done, or as not planned."""
    on = find(at, given["issueId"], IssueView)
    reason = StateReason[given.get("stateReason") or "COMPLETED"]
    at.world.close(on.number, by=at.viewer, reason=reason, repository=on.home)
    return {"issue": IssueView(at, on.home, on.issue)}


def reopen_issue(at: Viewpoint, given: Input) -> Payload:
    """Open a closed issue again."""
    on = find(at, given["issueId"], IssueView)
    at.world.reopen(on.number, by=at.viewer, repository=on.home)
    return {"issue": IssueView(at, on.home, on.issue)}
