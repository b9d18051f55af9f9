"""REST: who somebody is, and what is left of the hour's requests."""

from __future__ import annotations

from govbot.sandbox.rate_limits import Budget
from govbot.sandbox.refusals import Forbidden
from govbot.sandbox.rest.call import Answer, Call, route
from govbot.sandbox.shapes import Shape, shape_account

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
    """GET /rate_limit, which counts for nothing."""
    core, graphql = (
        shape_budget(call.limits.budget(call.viewer, resource, call.world.now))
        for resource in ("core", "graphql")
    )
    search = {"limit": 30, "remaining": 30, "reset": core["reset"], "used": 0}
    return Answer({"resources": {"core": core, "search": search, "graphql": graphql}, "rate": core})


def shape_budget(budget: Budget) -> Shape:
    """A `rate-limit`."""
    return {
        "limit": budget.limit,
        "remaining": budget.left,
        "reset": int(budget.ends.timestamp()),
        "used": budget.used,
    }


ROUTES = [
    route("GET", "/user", get_viewer),
    route("GET", "/user/<int:account_id>", get_user_by_id),
    route("GET", "/users/<login>", get_user),
    route("GET", "/rate_limit", get_rate_limit),
]
