"""Which permission of a job each change by REST needs, as `graph.permissions` says it of mutations.

require_for(call)     # Forbidden: Resource not accessible by integration
"""

from __future__ import annotations

import re

from govbot.sandbox.model import Issue
from govbot.sandbox.rest.call import Call

__all__ = ["require_for"]

NEEDED: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("check-runs", ("checks",)),
    ("git|contents|forks", ("contents",)),
    ("labels", ("issues",)),
    (r"pulls/\d+/merge", ("contents", "pull-requests")),
    ("pulls", ("pull-requests",)),
)
"""The scopes in which something below a repository is changed; the first row that fits counts."""

REPOSITORY = re.compile("/repos/[^/]+/[^/]+/")


def require_for(call: Call) -> None:
    """Raise `Forbidden` where the token of a job may not make this change."""
    below = REPOSITORY.match(call.path)
    if not call.token.is_of_job or call.method == "GET" or below is None:
        return
    for pattern, scopes in NEEDED:
        if re.match(f"({pattern})(/|$)", call.path[below.end() :]):
            call.token.require(*scopes)
            return
    call.token.require(_scope(call))


def _scope(call: Call) -> str:
    """The scope of an issue, a pull request or a comment, all of which are below `issues`."""
    if "comment_id" in call.place:
        return _scope_of(call.world.find_comment(call.place["comment_id"])[1])
    return (
        _scope_of(call.world.issue(call.number, call.home)) if "number" in call.place else "issues"
    )


def _scope_of(issue: Issue) -> str:
    return "pull-requests" if issue.pull else "issues"
