"""The runs of the workflow that listens to pull requests, as other workflows hear of them.

    pull_request opened     ->  workflow_run requested, workflow_run completed

GitHub lets such a run wake a workflow of the default branch, which has the repository's rights. It names
the pull request only where that comes from the repository itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from govbot.sandbox.checks import begin_suite
from govbot.sandbox.model import Approval, Issue, Person, PullRequest, Repository
from govbot.sandbox.shapes import Shape, node_id, shape_person, shape_repository, timestamp

if TYPE_CHECKING:
    from govbot.sandbox.ground import Ground

__all__ = ["WAKE", "RunSubject", "shape_head_commit", "workflow_run_events"]

WAKE = "govbot wake"
"""The one workflow that listens to pull requests here, as `govbot init` writes it."""

WORKFLOW_ID = 7_100_001
FIRST_RUN = 9_100_000_000


@dataclass(frozen=True, slots=True)
class RunSubject:
    """What a run is about: a title, and the repository (by full name), branch and commit of its head."""

    title: str
    repository: str
    branch: str
    commit: str
    named: tuple[Shape, ...] = ()

    @classmethod
    def of(cls, world: Ground, home: Repository, issue: Issue, pull: PullRequest) -> RunSubject:
        """A pull request, which GitHub names only where it does not come from a fork."""
        named = (_named(world, home, issue, pull),)
        is_own = pull.head_repository == world.full_name(home)
        source = pull.head_repository
        return cls(issue.title, source, pull.head, pull.head_oid, named if is_own else ())


def workflow_run_events(
    world: Ground,
    repository: Repository,
    subject: RunSubject,
    actor: Person,
    cause: str,
    *,
    waits: bool = False,
) -> None:
    """Send `workflow_run` twice for the run that `cause` starts: when it is asked for, and done.

    A run that `waits` for approval is done only after that.
    """
    suite = begin_suite(world, repository, subject.commit)
    known = (*world.state.events, *world.state.held)
    number = sum(each.action == "completed" for each in known) + 1
    for action in ("requested", "completed"):
        payload: Shape = {
            "action": action,
            "workflow_run": _shape(
                world, repository, subject, actor, cause, number, suite.id, action
            ),
            "workflow": _shape_workflow(world, repository),
            "repository": shape_repository(world, repository),
            "sender": shape_person(world, actor),
        }
        told = action == "requested" and world.state.approval is Approval.TOLD
        world.emit("workflow_run", action, repository, actor, payload, held=waits and not told)


def _shape(
    world: Ground,
    repository: Repository,
    subject: RunSubject,
    actor: Person,
    cause: str,
    number: int,
    suite: int,
    action: str,
) -> Shape:
    home = world.state.repositories.get(subject.repository)
    url = f"{world.base_url}/repos/{world.full_name(repository)}"
    page = f"{world.base_url}/{world.full_name(repository)}/actions/runs/{FIRST_RUN + number}"
    run = f"{url}/actions/runs/{FIRST_RUN + number}"
    is_done = action == "completed"
    return {
        "id": FIRST_RUN + number,
        "node_id": node_id("WFR", FIRST_RUN + number),
        "name": WAKE,
        "path": ".github/workflows/govbot-wake.yml",
        "display_title": subject.title,
        "event": cause,
        "status": action,
        "conclusion": "success" if is_done else None,
        "head_branch": subject.branch,
        "head_sha": subject.commit,
        "head_commit": shape_head_commit(world, home or repository, subject.commit),
        "head_repository": shape_repository(world, home) if home else None,
        "repository": shape_repository(world, repository),
        "pull_requests": list(subject.named),
        "run_number": number,
        "run_attempt": 1,
        "workflow_id": WORKFLOW_ID,
        "check_suite_id": suite,
        "check_suite_node_id": node_id("CS", suite),
        "actor": shape_person(world, actor),
        "triggering_actor": shape_person(world, actor),
        "created_at": timestamp(world.now),
        "updated_at": timestamp(world.now),
        "run_started_at": timestamp(world.now),
        "url": run,
        "html_url": page,
        "jobs_url": f"{run}/jobs",
        "logs_url": f"{run}/logs",
        "artifacts_url": f"{run}/artifacts",
        "cancel_url": f"{run}/cancel",
        "rerun_url": f"{run}/rerun",
        "previous_attempt_url": None,
        "check_suite_url": f"{url}/check-suites/{suite}",
        "workflow_url": f"{url}/actions/workflows/{WORKFLOW_ID}",
    }


def shape_head_commit(world: Ground, repository: Repository, oid: str) -> Shape:
    """The commit that a run is at, as a run shows it."""
    commit = world.git_of(repository).get_commit(oid)
    name, _, address = commit.author.decode("utf-8", "replace").partition(" <")
    who = {"name": name, "email": address.rstrip(">")}
    return {
        "id": oid,
        "tree_id": commit.tree.decode(),
        "message": commit.message.decode("utf-8", "replace"),
        "timestamp": timestamp(world.now),
        "author": who,
        "committer": who,
    }


def _named(world: Ground, repository: Repository, issue: Issue, pull: PullRequest) -> Shape:
    url = f"{world.base_url}/repos/{world.full_name(repository)}"
    home = {"id": repository.id, "url": url, "name": repository.name}
    return {
        "id": pull.id,
        "number": issue.number,
        "url": f"{url}/pulls/{issue.number}",
        "head": {"ref": pull.head, "sha": pull.head_oid, "repo": home},
        "base": {"ref": pull.base, "sha": pull.base_oid, "repo": home},
    }


def _shape_workflow(world: Ground, repository: Repository) -> Shape:
    url = f"{world.base_url}/repos/{world.full_name(repository)}/actions/workflows/{WORKFLOW_ID}"
    page = f"{world.base_url}/{world.full_name(repository)}"
    path = ".github/workflows/govbot-wake.yml"
    return {
        "id": WORKFLOW_ID,
        "node_id": node_id("W", WORKFLOW_ID),
        "name": WAKE,
        "path": path,
        "state": "active",
        "created_at": timestamp(repository.created_at),
        "updated_at": timestamp(repository.created_at),
        "url": url,
        "html_url": f"{page}/blob/{repository.default_branch}/{path}",
        "badge_url": f"{page}/workflows/{WAKE.replace(' ', '%20')}/badge.svg",
    }
