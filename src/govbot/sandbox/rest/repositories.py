"""REST: a repository, and who may do what in it."""

from __future__ import annotations

from govbot.sandbox.model import Permission
from govbot.sandbox.rest.call import Answer, Call, route
from govbot.sandbox.shapes import shape_person, shape_repository

__all__ = ["ROUTES"]


def get_repository(call: Call) -> Answer:
    """GET /repos/{owner}/{repo}."""
    return Answer(shape_repository(call.world, call.home, call.viewer))


def create_fork(call: Call) -> Answer:
    """POST .../forks: the viewer's own fork, which may be there already."""
    fork = call.world.fork(call.viewer, call.home)
    return Answer(shape_repository(call.world, fork, call.viewer), 202)


def get_permission(call: Call) -> Answer:
    """GET .../collaborators/{login}/permission: `maintain` shows as write, `triage` as read."""
    call.world.require(call.viewer, call.home, Permission.WRITE)
    person = call.world.person(call.place["login"])
    role = call.world.permission(person, call.home)
    shown = {Permission.MAINTAIN: Permission.WRITE, Permission.TRIAGE: Permission.READ}
    allowed = {
        "pull": role.rank >= Permission.READ.rank,
        "triage": role.rank >= Permission.TRIAGE.rank,
        "push": role.rank >= Permission.WRITE.rank,
        "maintain": role.rank >= Permission.MAINTAIN.rank,
        "admin": role.rank >= Permission.ADMIN.rank,
    }
    user = shape_person(call.world, person) | {"role_name": role.value, "permissions": allowed}
    permission = shown.get(role, role).value
    return Answer({"permission": permission, "role_name": role.value, "user": user})


ROUTES = [
    route("GET", "...", get_repository),
    route("POST", ".../forks", create_fork),
    route("GET", ".../collaborators/<login>/permission", get_permission),
]
