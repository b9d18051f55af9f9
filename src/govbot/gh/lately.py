"""The issues on which something was said lately that govbot has not reacted to.

    spoken_on(connection, timedelta(days=1), is_for_us)     # (31, 40)

An event may be lost before the first vote on an issue is on record, and nothing else would point there. Of
pull requests the list of what changed does.
One request, and where somebody said something for govbot, one more: who reacted to it. Nobody else's reaction
may hide it, and of what a workflow did in another job GitHub may not say that the viewer did it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from govbot.core.accounts import Account
from govbot.gh.answers import Node, account
from govbot.gh.connection import Connection
from govbot.gh.errors import Problem
from govbot.gh.queries import ACTOR

__all__ = ["LATELY", "REACTED", "spoken_on"]

AT_ONCE = 100
"""How many nodes GitHub gives by their ids at once."""

LATELY = """
query Lately($owner: String!, $name: String!) {
  viewer { __typename login databaseId }
  repository(owner: $owner, name: $name) {
    issues(first: 50, orderBy: { field: UPDATED_AT, direction: DESC }) {
      nodes { number comments(last: 20) { ...Said } }
    }
  }
}
fragment Said on IssueCommentConnection {
  nodes { id author { __typename } body createdAt lastEditedAt }
}
"""

REACTED = f"""
query Reacted($comments: [ID!]!) {{
  nodes(ids: $comments) {{
    ... on IssueComment {{ id reactionGroups {{ reactors(first: 20) {{ nodes {{ ...Who }} }} }} }}
  }}
}}
{ACTOR}
"""


def spoken_on(
    connection: Connection, lately: timedelta, is_for_us: Callable[[str], bool]
) -> tuple[int, ...]:
    """Return the numbers of issues on which somebody said something `lately` that waits for govbot.

    That is what `is_for_us` says so of, and what has no reaction of govbot's yet. The 50 issues that changed
    last are looked at, and of each the last 20 comments.
    """
    variables = {"owner": connection.owner, "name": connection.name}
    data = connection.query(LATELY, variables).complete()
    repository, viewer = data["repository"], account(data["viewer"])
    since = connection.server_time - lately
    said = {
        comment["id"]: int(node["number"])
        for node in repository["issues"]["nodes"]
        for comment in (node["comments"]["nodes"] if node else ())
        if comment and _is_said(comment, since) and is_for_us(comment["body"])
    }
    answered = _reacted_to(connection, list(said), viewer)
    return tuple(sorted({said[comment] for comment in said.keys() - answered}))


def _is_said(comment: Node, since: datetime) -> bool:
    """Say whether a person said it, or changed it, since then."""
    said = datetime.fromisoformat(comment["lastEditedAt"] or comment["createdAt"])
    is_by_bot = comment["author"] is not None and comment["author"]["__typename"] == "Bot"
    return said >= since and not is_by_bot


def _reacted_to(connection: Connection, comments: Sequence[str], viewer: Account) -> set[str]:
    """Return those of the comments, by node id, that the viewer has reacted to."""
    found: set[str] = set()
    for start in range(0, len(comments), AT_ONCE):
        reply = connection.query(REACTED, {"comments": comments[start : start + AT_ONCE]})
        for node in reply.ignoring(_is_gone)["nodes"]:
            groups = (node or {}).get("reactionGroups") or ()
            reactors = [each for group in groups for each in group["reactors"]["nodes"] if each]
            if any(account(each).is_same(viewer) for each in reactors):
                found.add(node["id"])
    return found


def _is_gone(problem: Problem) -> bool:
    """Whether it says that a comment was deleted meanwhile."""
    return problem.type == "NOT_FOUND"
