"""REST: the environments that jobs run in: which branches may use each, and the names of its secrets."""

from __future__ import annotations

from urllib.parse import quote

from govbot.sandbox.refusals import NotFound
from govbot.sandbox.rest.actions import require_admin
from govbot.sandbox.rest.call import Answer, Call, route
from govbot.sandbox.settings_model import DeploymentTarget
from govbot.sandbox.shapes import node_id, repository_url, timestamp

__all__ = ["ROUTES"]


def environment_named(call: Call) -> DeploymentTarget:
    """The environment the address names."""
    for one in call.home.settings.environments:
        if one.name == call.place["environment"]:
            return one
    raise NotFound("Not Found")


def get_environment(call: Call) -> Answer:
    """GET .../environments/{environment}."""
    found = environment_named(call)
    number = call.home.settings.environments.index(found) + 1
    made = timestamp(call.home.created_at)
    page = f"{call.world.base_url}/{call.world.full_name(call.home)}"
    policy = found.branches and {
        "protected_branches": found.branches == "protected",
        "custom_branch_policies": found.branches == "chosen",
    }
    return Answer(
        {
            "id": number,
            "node_id": node_id("EN", number),
            "name": found.name,
            "url": f"{repository_url(call.world, call.home)}/environments/{quote(found.name)}",
            "html_url": f"{page}/deployments/activity_log?environments_filter={quote(found.name)}",
            "created_at": made,
            "updated_at": made,
            "protection_rules": [],
            "deployment_branch_policy": policy,
        }
    )


def list_environment_secrets(call: Call) -> Answer:
    """GET .../environments/{environment}/secrets: the names; the values are shown to nobody."""
    require_admin(call)
    made = timestamp(call.home.created_at)
    times = {"created_at": made, "updated_at": made}
    names = environment_named(call).secrets
    return call.page(names, lambda name: {"name": name, **times}, key="secrets")


ROUTES = [
    route("GET", ".../environments/<environment>", get_environment),
    route("GET", ".../environments/<environment>/secrets", list_environment_secrets),
]
