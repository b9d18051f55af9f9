"""REST: what GitHub Actions may do in a repository, its workflows, and the runs that a schedule started.

What only administrators are shown is refused to everybody else as GitHub does it: the settings with 403,
the policies with 404.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote

from govbot.sandbox.model import ACTIONS_ID, Event, Permission
from govbot.sandbox.refusals import Forbidden, NotFound
from govbot.sandbox.rest.call import Answer, Call, route
from govbot.sandbox.settings_model import ExecutionPolicy
from govbot.sandbox.shapes import Shape, node_id, repository_url, shape_repository, timestamp
from govbot.sandbox.workflow_runs import shape_head_commit

__all__ = ["ROUTES", "require_admin"]

FIRST_WORKFLOW, FIRST_RUN = 7_200_001, 9_200_000_000
FILE = re.compile(r"\.github/workflows/[^/]+\.ya?ml")
NAME = re.compile(r"^name:\s*(.+?)\s*$", re.MULTILINE)
SCHEDULE = re.compile(r"^\s+schedule:", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class KnownWorkflow:
    """A workflow on the default branch."""

    id: int
    path: str
    name: str
    has_schedule: bool


def require_admin(call: Call) -> None:
    """Refuse whoever is no administrator."""
    if call.world.allows(call.viewer, call.home, Permission.ADMIN):
        return
    if call.viewer.id == ACTIONS_ID:
        raise Forbidden("Resource not accessible by integration")
    raise Forbidden("Must have admin rights to Repository.")


def get_permissions(call: Call) -> Answer:
    """GET .../actions/permissions."""
    require_admin(call)
    settings = call.home.settings
    shape: Shape = {"enabled": settings.actions_enabled, "sha_pinning_required": False}
    if settings.actions_enabled:
        shape["allowed_actions"] = settings.allowed_actions
    if settings.allowed_actions == "selected":
        url = f"{repository_url(call.world, call.home)}/actions/permissions/selected-actions"
        shape["selected_actions_url"] = url
    return Answer(shape)


def get_selected_actions(call: Call) -> Answer:
    """GET .../actions/permissions/selected-actions."""
    require_admin(call)
    settings = call.home.settings
    return Answer(
        {
            "github_owned_allowed": settings.github_owned_allowed,
            "verified_allowed": False,
            "patterns_allowed": settings.patterns_allowed,
        }
    )


def get_workflow_permissions(call: Call) -> Answer:
    """GET .../actions/permissions/workflow."""
    require_admin(call)
    return Answer(
        {
            "default_workflow_permissions": call.home.settings.default_workflow_permissions,
            "can_approve_pull_request_reviews": call.home.workflows_may_propose,
        }
    )


def policies_of(call: Call) -> list[ExecutionPolicy]:
    """The policies, which others than administrators are not shown."""
    found = call.home.settings.policies
    if found is None or not call.world.allows(call.viewer, call.home, Permission.ADMIN):
        raise NotFound("Not Found")
    return found


def list_policies(call: Call) -> Answer:
    """GET .../actions/policies: without the rules of each."""
    return call.page(policies_of(call), lambda one: shape_policy(call, one), key="policies")


def get_policy(call: Call) -> Answer:
    """GET .../actions/policies/{policy_id}."""
    number = int(call.place["policy_id"])
    found = next((one for one in policies_of(call) if one.id == number), None)
    if found is None:
        raise NotFound("Not Found")
    rules: list[Shape] = []
    if found.events is not None:
        parameters: Shape = {"allowed_events": found.events}
        rules.append({"type": "restrict_action_events", "parameters": parameters})
    if found.actors is not None:
        actors = [{"id": one, "type": "User"} for one in found.actors]
        rules.append({"type": "restrict_action_actors", "parameters": {"allowed_actors": actors}})
    conditions = {"workflow_path": {"include": ["~ALL"], "exclude": []}}
    return Answer(shape_policy(call, found) | {"conditions": conditions, "rules": rules})


def shape_policy(call: Call, policy: ExecutionPolicy) -> Shape:
    """A policy as a list has it."""
    made = timestamp(call.home.created_at)
    return {
        "id": policy.id,
        "node_id": node_id("AP", policy.id),
        "name": policy.name,
        "target": "actions",
        "source_type": "Repository",
        "source": call.world.full_name(call.home),
        "enforcement": policy.enforcement,
        "created_at": made,
        "updated_at": made,
    }


def workflows_of(call: Call) -> list[KnownWorkflow]:
    """The workflows on the default branch, by path."""
    git = call.world.git_of(call.home)
    head = git.branch(call.home.default_branch)
    files = git.files(head) if head else {}
    found = []
    for number, path in enumerate(sorted(filter(FILE.fullmatch, files))):
        text = (git.blob(files[path][1]) or b"").decode("utf-8", "replace")
        named = NAME.search(text)
        name = named[1] if named else path
        has_schedule = bool(SCHEDULE.search(text))
        found.append(KnownWorkflow(FIRST_WORKFLOW + number, path, name, has_schedule))
    return found


def workflow_named(call: Call) -> KnownWorkflow:
    """The workflow the address names, by its file or its id."""
    named = call.place["workflow"]
    for one in workflows_of(call):
        if named in {str(one.id), one.path.rpartition("/")[2]}:
            return one
    raise NotFound("Not Found")


def list_workflows(call: Call) -> Answer:
    """GET .../actions/workflows."""
    return call.page(workflows_of(call), lambda one: shape_workflow(call, one), key="workflows")


def get_workflow(call: Call) -> Answer:
    """GET .../actions/workflows/{workflow}."""
    return Answer(shape_workflow(call, workflow_named(call)))


def shape_workflow(call: Call, workflow: KnownWorkflow) -> Shape:
    """A `workflow`."""
    page = f"{call.world.base_url}/{call.world.full_name(call.home)}"
    made = timestamp(call.home.created_at)
    return {
        "id": workflow.id,
        "node_id": node_id("W", workflow.id),
        "name": workflow.name,
        "path": workflow.path,
        "state": call.home.settings.workflow_states.get(workflow.path, "active"),
        "created_at": made,
        "updated_at": made,
        "url": f"{repository_url(call.world, call.home)}/actions/workflows/{workflow.id}",
        "html_url": f"{page}/blob/{call.home.default_branch}/{workflow.path}",
        "badge_url": f"{page}/workflows/{quote(workflow.name)}/badge.svg",
    }


def list_runs(call: Call) -> Answer:
    """GET .../actions/workflows/{workflow}/runs: those that a schedule started, the newest first."""
    workflow = workflow_named(call)
    home = call.world.full_name(call.home)
    events = [
        event
        for event in reversed(call.world.state.events)
        if (event.name, event.repository) == ("schedule", home)
        and workflow.has_schedule
        and call.query.get("event") in {None, "schedule"}
    ]
    return call.page(events, lambda one: shape_run(call, workflow, one), key="workflow_runs")


def shape_run(call: Call, workflow: KnownWorkflow, event: Event) -> Shape:
    """A `workflow-run` that is done."""
    number = FIRST_RUN + event.id
    url = repository_url(call.world, call.home)
    run = f"{url}/actions/runs/{number}"
    at = timestamp(event.at)
    repository = shape_repository(call.world, call.home)
    parts = ("jobs", "logs", "artifacts", "cancel", "rerun")
    return {
        "id": number,
        "node_id": node_id("WFR", number),
        "name": workflow.name,
        "path": workflow.path,
        "display_title": workflow.name,
        "event": event.name,
        "status": "completed",
        "conclusion": "success",
        "head_branch": call.home.default_branch,
        "head_sha": event.sha,
        "head_commit": shape_head_commit(call.world, call.home, event.sha),
        "head_repository": repository,
        "repository": repository,
        "pull_requests": [],
        "run_number": event.id,
        "run_attempt": 1,
        "workflow_id": workflow.id,
        "created_at": at,
        "updated_at": at,
        "run_started_at": at,
        "url": run,
        "html_url": f"{call.world.base_url}/{call.world.full_name(call.home)}/actions/runs/{number}",
        "check_suite_url": f"{url}/check-suites/{number}",
        "workflow_url": f"{url}/actions/workflows/{workflow.id}",
        **{f"{name}_url": f"{run}/{name}" for name in parts},
    }


ROUTES = [
    route("GET", ".../actions/permissions", get_permissions),
    route("GET", ".../actions/permissions/selected-actions", get_selected_actions),
    route("GET", ".../actions/permissions/workflow", get_workflow_permissions),
    route("GET", ".../actions/policies", list_policies),
    route("GET", ".../actions/policies/<int:policy_id>", get_policy),
    route("GET", ".../actions/workflows", list_workflows),
    route("GET", ".../actions/workflows/<workflow>", get_workflow),
    route("GET", ".../actions/workflows/<workflow>/runs", list_runs),
]
