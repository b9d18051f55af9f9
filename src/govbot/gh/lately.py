"""Where something was said lately that govbot has not reacted to: issues and pull requests of any kind.

    spoken_on(connection, timedelta(days=1), is_for_us)     # (31, 40)

An event may be lost before the first vote on an issue is on record, and nothing else would point there.
One request.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from itertools import chain

from govbot.gh.answers import Node
from govbot.gh.connection import Connection

__all__ = ["LATELY", "spoken_on"]

SPOKEN_ON = """
    first: 50, orderBy: { field: UPDATED_AT, direction: DESC }
"""

LATELY = f"""
query Lately($owner: String!, $name: String!) {{
  repository(owner: $owner, name: $name) {{
    issues({SPOKEN_ON}) {{
      nodes {{ number updatedAt comments(last: 20) {{ ...Said }} }}
    }}
    pullRequests({SPOKEN_ON}) {{
      nodes {{ number updatedAt comments(last: 20) {{ ...Said }} }}
    }}
  }}
}}
fragment Said on IssueCommentConnection {{
  nodes {{
    author {{ __typename }}
    body
    createdAt
    lastEditedAt
    reactionGroups {{ viewerHasReacted }}
  }}
}}
"""


def spoken_on(
    connection: Connection, lately: timedelta, is_for_us: Callable[[str], bool]
) -> tuple[int, ...]:
    """Return the numbers on which somebody said something `lately` that waits for govbot.

    That is what `is_for_us` says so of, and what has no reaction of govbot's yet. Of issues and of pull
    requests, the 50 that changed last are looked at, and of each the last 20 comments.
    """
    variables = {"owner": connection.owner, "name": connection.name}
    repository = connection.query(LATELY, variables).complete()["repository"]
    since = connection.server_time - lately
    pages = chain(repository["issues"]["nodes"], repository["pullRequests"]["nodes"])
    return tuple(
        sorted(
            node["number"]
            for node in pages
            if node and any(_waits(each, since, is_for_us) for each in _comments(node))
        )
    )


def _comments(node: Node) -> Iterator[Node]:
    yield from (each for each in node["comments"]["nodes"] if each)


def _waits(comment: Node, since: datetime, is_for_us: Callable[[str], bool]) -> bool:
    said = datetime.fromisoformat(comment["lastEditedAt"] or comment["createdAt"])
    is_by_bot = comment["author"] is not None and comment["author"]["__typename"] == "Bot"
    groups = comment["reactionGroups"] or ()
    if said < since or is_by_bot or any(group["viewerHasReacted"] for group in groups):
        return False
    return is_for_us(comment["body"])
