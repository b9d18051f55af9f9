"""What is answered instead: refusals, limits and time-outs, in the words of REST or GraphQL.

refused(NotFound("Not Found"))                     # 404
refused_for_now(Spent.SECONDARY, budget)           # 403, or 200 with `errors`
"""

from __future__ import annotations

from typing import Any

from govbot.sandbox.rate_limits import Budget, Spent
from govbot.sandbox.refusals import Forbidden, Refusal
from govbot.sandbox.rest.call import Answer

__all__ = ["refused", "refused_for_now", "timed_out"]

DOCUMENTATION = "https://docs.github.com/rest"
TIMED_OUT = "Something went wrong while executing your query. This may be the result of a timeout."
USED_UP = "API rate limit exceeded for this installation."
BLOCKED = (
    "You have exceeded a secondary rate limit and have been temporarily blocked from content creation. "
    "Please retry your request again later."
)


def refused(refusal: Refusal) -> Answer:
    """A refusal as REST answers it."""
    body: dict[str, Any] = {"message": refusal.message}
    if refusal.errors:
        body["errors"] = refusal.errors
    body |= {"documentation_url": DOCUMENTATION, "status": str(refusal.status)}
    return Answer(body, refusal.status)


def refused_for_now(spent: Spent, budget: Budget) -> Answer:
    """A limit as GitHub tells of it: GraphQL with 200 for an hour's budget, and with either for content."""
    budget.refused += 1
    if spent is Spent.PRIMARY:
        problem = {"type": "RATE_LIMITED", "message": USED_UP}
        headers = {"X-RateLimit-Remaining": "0"}
        is_said_with_200 = budget.resource == "graphql"
    else:
        problem, headers = {"message": BLOCKED}, {"Retry-After": "60"}
        is_said_with_200 = budget.resource == "graphql" and budget.refused % 2 == 0
    answer = (
        Answer({"errors": [problem]})
        if is_said_with_200
        else refused(Forbidden(problem["message"]))
    )
    answer.headers = headers
    return answer


def timed_out() -> Answer:
    """A GraphQL request that took too long."""
    return Answer({"data": None, "errors": [{"message": TIMED_OUT}]}, 502)
