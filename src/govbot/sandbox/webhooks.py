"""The payloads of webhooks, shaped as GitHub sends them.

    issue_comment        created, edited, deleted
    pull_request         opened, edited, synchronize, labeled, unlabeled, closed, reopened
    pull_request_review  submitted, edited, dismissed
    issues               opened, edited, labeled, unlabeled, closed, reopened
    workflow_run         requested, completed: after each of the two above that are about a pull request
    merge_group          checks_requested: from merge_queue.py, and a workflow_run after it
    push, schedule, workflow_dispatch

These are the events that start workflows. GitHub starts none for a pull request that conflicts, nor, by
its policy for public repositories, for `pull_request_target`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from govbot.sandbox.approvals import has_to_wait
from govbot.sandbox.conversation_shapes import shape_comment, shape_issue, shape_label
from govbot.sandbox.model import (
    ACTIONS_ID,
    Comment,
    Issue,
    Label,
    Person,
    PullRequest,
    Repository,
    Review,
)
from govbot.sandbox.pull_shapes import shape_pull, shape_review
from govbot.sandbox.shapes import Shape, shape_person, shape_repository, timestamp
from govbot.sandbox.workflow_runs import RunSubject, workflow_run_events

if TYPE_CHECKING:
    from govbot.sandbox.ground import Ground

__all__ = [
    "comment_event",
    "dispatch_event",
    "issue_event",
    "push_event",
    "review_event",
    "schedule_event",
]

NO_COMMIT = "0" * 40


def _about(world: Ground, repository: Repository, sender: Person) -> Shape:
    return {
        "repository": shape_repository(world, repository),
        "sender": shape_person(world, sender),
    }


def comment_event(
    world: Ground,
    repository: Repository,
    issue: Issue,
    comment: Comment,
    actor: Person,
    action: str,
    changes: Shape | None = None,
) -> None:
    """Send `issue_comment`; an edit carries the body it had before."""
    if actor.id == ACTIONS_ID:
        return
    payload: Shape = {
        "action": action,
        "issue": shape_issue(world, repository, issue),
        "comment": shape_comment(world, repository, issue, comment),
        **_about(world, repository, actor),
    }
    if changes is not None:
        payload["changes"] = changes
    world.emit("issue_comment", action, repository, actor, payload)


def issue_event(
    world: Ground,
    repository: Repository,
    issue: Issue,
    actor: Person,
    action: str,
    *,
    label: Label | None = None,
    extra: dict[str, Any] | None = None,
) -> None:
    """Send `pull_request`, or `issues` for an issue."""
    if actor.id == ACTIONS_ID:
        return
    payload: Shape = {"action": action, **_about(world, repository, actor), **(extra or {})}
    if label is not None:
        payload["label"] = shape_label(world, repository, label)
    pull = issue.pull
    if pull is None:
        # Issues are never drafts, and in this event GitHub says so.
        payload["issue"] = shape_issue(world, repository, issue) | {"draft": False}
        world.emit("issues", action, repository, actor, payload)
        return
    payload["number"] = issue.number
    payload["pull_request"] = shape_pull(world, repository, issue, pull)
    _emit_on_merge(world, "pull_request", repository, issue, pull, actor, payload)


def _emit_on_merge(
    world: Ground,
    name: str,
    repository: Repository,
    issue: Issue,
    pull: PullRequest,
    actor: Person,
    payload: Shape,
) -> None:
    git = world.git_of(repository)
    if git.merged_tree(git.branch(pull.base) or pull.base_oid, pull.head_oid) is None:
        return
    # Actions gives these runs a test merge; the head stands in for it here.
    ref = f"refs/pull/{issue.number}/merge"
    waits = has_to_wait(world, repository, actor)
    action, oid = payload["action"], pull.head_oid
    world.emit(name, action, repository, actor, payload, ref, oid, held=waits)
    subject = RunSubject.of(world, repository, issue, pull)
    workflow_run_events(world, repository, subject, actor, name, waits=waits)


def review_event(
    world: Ground,
    repository: Repository,
    issue: Issue,
    review: Review,
    actor: Person,
    action: str,
    changes: Shape | None = None,
) -> None:
    """Send `pull_request_review`; an edit carries the body it had before."""
    pull = issue.pull
    if actor.id == ACTIONS_ID or pull is None:
        return
    shape = shape_review(world, repository, issue, review)
    payload: Shape = {
        "action": action,
        # In webhooks, unlike REST, the state is in small letters.
        "review": shape | {"state": review.state.value.lower()},
        "pull_request": shape_pull(world, repository, issue, pull, short=True),
        **_about(world, repository, actor),
    }
    if changes is not None:
        payload["changes"] = changes
    _emit_on_merge(world, "pull_request_review", repository, issue, pull, actor, payload)


def push_event(
    world: Ground, repository: Repository, actor: Person, ref: str, before: str | None, after: str
) -> None:
    """Send `push` for a branch that has moved."""
    if actor.id == ACTIONS_ID:
        return
    git = world.git_of(repository)
    page = f"{world.base_url}/{world.full_name(repository)}"
    name, address = world.signature(actor)
    who = {"name": name, "email": address, "username": actor.login}
    commit = git.get_commit(after)
    head = {
        "id": after,
        "tree_id": commit.tree.decode(),
        "distinct": True,
        "message": commit.message.decode("utf-8", "replace"),
        "timestamp": timestamp(world.now),
        "url": f"{page}/commit/{after}",
        "author": who,
        "committer": who,
        "added": [],
        "removed": [],
        "modified": [],
    }
    payload: Shape = {
        "ref": ref,
        "before": before or NO_COMMIT,
        "after": after,
        "base_ref": None,
        "created": before is None,
        "deleted": False,
        "forced": before is not None and git.merge_base(before, after) != before,
        "compare": f"{page}/compare/{(before or NO_COMMIT)[:12]}...{after[:12]}",
        "pusher": {"name": actor.login, "email": address},
        "commits": [head],
        "head_commit": head,
        **_about(world, repository, actor),
    }
    # In this event alone, two of the repository's times are seconds since 1970.
    payload["repository"] |= {
        "created_at": int(repository.created_at.timestamp()),
        "pushed_at": int(world.now.timestamp()),
        "master_branch": repository.default_branch,
        "stargazers": 0,
    }
    world.emit("push", None, repository, actor, payload, ref, after)


def schedule_event(world: Ground, repository: Repository, cron: str) -> None:
    """Send `schedule`. GitHub names the last editor of the cron line; here it is the owner.

    Its payload may lack the repository, which all others have; here it does.
    """
    owner = world.person(repository.owner)
    payload: Shape = {"schedule": cron}
    world.emit("schedule", None, repository, owner, payload)


def dispatch_event(
    world: Ground, repository: Repository, actor: Person, workflow: str, inputs: dict[str, str]
) -> None:
    """Send `workflow_dispatch`, started by a person."""
    payload: Shape = {
        "inputs": inputs,
        "ref": f"refs/heads/{repository.default_branch}",
        "workflow": workflow,
        **_about(world, repository, actor),
    }
    world.emit("workflow_dispatch", None, repository, actor, payload)
