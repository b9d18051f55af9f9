"""REST: who somebody is, and what is left of the hour's requests."""

from __future__ import annotations

from datetime import timedelta

from govbot.sandbox.refusals import Forbidden
from govbot.sandbox.rest.call import Answer, Call, route
from govbot.sandbox.shapes import shape_account

__all__ = ["ROUTES"]


def get_viewer(call: Call) -> Answer:
    """GET /user, which the tokens of apps may not ask, and so not the one of an Actions run."""
    if call.viewer.type == "Bot":
        raise Forbidden("Resource not accessible by integration")
    return Answer(shape_account(call.world, call.viewer))


def get_user(call: Call) -> Answer:
    """GET /users/{login}."""
    return Answer(shape_account(call.world, call.world.person(call.place["login"])))


def get_user_by_id(call: Call) -> Answer:
    """GET /user/{account_id}: the login may have changed, the id has not."""
    return Answer(shape_account(call.world, call.world.person(int(call.place["account_id"]))))


def get_rate_limit(call: Call) -> Answer:
    """GET /rate_limit."""
    reset = int((call.world.now + timedelta(hours=1)).timestamp())
    core = {"limit": 5000, "remaining": 4999, "reset": reset, "used": 1}
    search = {"limit": 30, "remaining": 30, "reset": reset, "used": 0}
    resources = {"core": core, "search": search, "graphql": core}
    return Answer({"resources": resources, "rate": core})


ROUTES = [
    route("GET", "/user", get_viewer),
    route("GET", "/user/<int:account_id>", get_user_by_id),
    route("GET", "/users/<login>", get_user),
    route("GET", "/rate_limit", get_rate_limit),
]
