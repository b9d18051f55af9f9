"""REST: a branch, the rules that apply to it, and its classic protection."""

from __future__ import annotations

from govbot.sandbox.model import ACTIONS_ID, Permission
from govbot.sandbox.refusals import Forbidden, NotFound
from govbot.sandbox.rest.call import Answer, Call, route
from govbot.sandbox.rest.git_data import shape_commit
from govbot.sandbox.settings_model import Ruleset, StatusCheck, StrictBranch
from govbot.sandbox.shapes import Shape, repository_url

__all__ = ["ROUTES"]


def list_rules(call: Call) -> Answer:
    """GET .../rules/branches/{branch}: shown to everybody; the branch does not need to exist."""
    found = [
        shape_rule(call, ruleset, kind)
        for ruleset in call.home.settings.rulesets
        if ruleset.branch == call.place["branch"]
        for kind in ruleset.types
    ]
    return call.page(found, lambda rule: rule)


def shape_rule(call: Call, ruleset: Ruleset, kind: str) -> Shape:
    """A `repository-rule-detailed`."""
    shape: Shape = {
        "type": kind,
        "ruleset_source_type": "Repository",
        "ruleset_source": call.world.full_name(call.home),
        "ruleset_id": ruleset.id,
    }
    if kind == "required_status_checks":
        checks = [
            {"context": one.context} | ({} if one.app is None else {"integration_id": one.app})
            for one in ruleset.checks
        ]
        shape["parameters"] = {
            "required_status_checks": checks,
            "strict_required_status_checks_policy": False,
        }
    return shape


def protection_of(call: Call) -> StrictBranch | None:
    """The classic protection of the branch the address names."""
    found = call.home.settings.protections
    return next((one for one in found if one.branch == call.place["branch"]), None)


def get_branch(call: Call) -> Answer:
    """GET .../branches/{branch}: whether classic protection is on, and its checks, are shown to everybody."""
    branch = call.place["branch"]
    oid = call.world.git_of(call.home).branch(branch)
    if oid is None:
        raise NotFound("Branch not found")
    url = f"{repository_url(call.world, call.home)}/branches/{branch}"
    page = f"{call.world.base_url}/{call.world.full_name(call.home)}/tree/{branch}"
    protection = protection_of(call)
    has_rules = any(one.branch == branch for one in call.home.settings.rulesets)
    return Answer(
        {
            "name": branch,
            "commit": shape_commit(call, oid),
            "_links": {"self": url, "html": page},
            "protected": has_rules or protection is not None,
            "protection": {
                "enabled": protection is not None,
                "required_status_checks": {
                    "enforcement_level": "everyone" if protection else "off",
                    **shape_checks(protection.checks if protection else []),
                },
            },
            "protection_url": f"{url}/protection",
        }
    )


def get_protection(call: Call) -> Answer:
    """GET .../branches/{branch}/protection, which others than administrators are not shown."""
    if not call.world.allows(call.viewer, call.home, Permission.ADMIN):
        if call.viewer.id == ACTIONS_ID:
            raise Forbidden("Resource not accessible by integration")
        raise NotFound("Not Found")
    protection = protection_of(call)
    if protection is None:
        raise NotFound("Branch not protected")
    url = f"{repository_url(call.world, call.home)}/branches/{protection.branch}/protection"
    shape: Shape = {
        "url": url,
        "enforce_admins": {"url": f"{url}/enforce_admins", "enabled": True},
        "required_linear_history": {"enabled": False},
        "allow_force_pushes": {"enabled": protection.force_pushes},
        "allow_deletions": {"enabled": protection.deletions},
    }
    if protection.checks:
        shape["required_status_checks"] = {
            "url": f"{url}/required_status_checks",
            "contexts_url": f"{url}/required_status_checks/contexts",
            "strict": False,
            **shape_checks(protection.checks),
        }
    return Answer(shape)


def shape_checks(checks: list[StatusCheck]) -> Shape:
    """The checks of classic protection."""
    return {
        "contexts": [one.context for one in checks],
        "checks": [{"context": one.context, "app_id": one.app} for one in checks],
    }


ROUTES = [
    route("GET", ".../rules/branches/<path:branch>", list_rules),
    route("GET", ".../branches/<path:branch>/protection", get_protection),
    route("GET", ".../branches/<path:branch>", get_branch),
]
