"""The pull requests that a run of another workflow was about: those whose commits come from one place.

    pull_requests_from(connection, repository=501, branch="calendar", commit="5eed...")    # (12,)

GitHub names the pull requests of such a run only where they come from the repository itself, so they are
found by their head. That is one request.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from govbot.gh.answers import Node
from govbot.gh.connection import Connection

__all__ = ["HEADS", "pull_requests_from"]

HEADS = """
query Heads($owner: String!, $name: String!, $branch: String!) {
  repository(owner: $owner, name: $name) {
    open: pullRequests(
      first: 100, headRefName: $branch, states: [OPEN]
      orderBy: { field: UPDATED_AT, direction: DESC }
    ) { ...From }
    done: pullRequests(
      first: 50, headRefName: $branch, states: [CLOSED, MERGED]
      orderBy: { field: UPDATED_AT, direction: DESC }
    ) { ...From }
  }
}
fragment From on PullRequestConnection {
  nodes { number headRefOid headRepository { databaseId } }
}
"""


def pull_requests_from(
    connection: Connection, repository: int | None, branch: str, commit: str
) -> tuple[int, ...]:
    """Return the numbers of the pull requests from a branch, in ascending order.

    `repository` is the numeric id of the one that holds the branch; None where that is gone, and then
    only pull requests at that very commit are meant. Of closed and merged ones, too, only those at that
    commit are: a branch of the same name may be used again. Of open ones the 100 that changed last are
    looked at, of the others 50; a pull request that is not among them is left to the schedule.
    """
    variables: dict[str, Any] = {
        "owner": connection.owner,
        "name": connection.name,
        "branch": branch,
    }
    found = connection.query(HEADS, variables).complete()["repository"]

    def at_commit(name: str) -> Iterator[Node]:
        return (each for each in from_there(name) if each["headRefOid"] == commit)

    def from_there(name: str) -> Iterator[Node]:
        for each in found[name]["nodes"] or ():
            if each and (each["headRepository"] or {}).get("databaseId") == repository:
                yield each

    is_open = at_commit("open") if repository is None else from_there("open")
    return tuple(sorted({each["number"] for each in (*is_open, *at_commit("done"))}))
