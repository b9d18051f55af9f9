"""The merge queue of a branch: which pull requests one of its commits would merge, and the check on it.

first, second = read_queue(connection, "main")
second.numbers       # (12, 14): the one at that commit, and those before it
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from govbot.core.changes import SetCheckRun
from govbot.core.markers import CHECK_NAME
from govbot.core.snapshot import CheckRun
from govbot.gh.answers import account, check_run
from govbot.gh.connection import Connection
from govbot.gh.failures import Failure, failures_of
from govbot.gh.mutations import check_run_field, mutation
from govbot.gh.queries import CHECKS

__all__ = ["QUEUE", "QueuedGroup", "read_queue", "set_check_on_group"]

QUEUE = f"""
query Queue($owner: String!, $name: String!, $branch: String!, $check: String!) {{
  viewer {{ __typename login databaseId }}
  repository(owner: $owner, name: $name) {{
    id
    mergeQueue(branch: $branch) {{
      entries(first: 100) {{
        nodes {{
          position
          pullRequest {{ number }}
          headCommit {{ oid ...Checks }}
        }}
      }}
    }}
  }}
}}
{CHECKS}"""


@dataclass(frozen=True, slots=True)
class QueuedGroup:
    """The pull requests that a commit of the queue would merge, by number, and the check on it."""

    repository: str
    commit: str
    numbers: tuple[int, ...]
    check_run: CheckRun | None


def read_queue(connection: Connection, branch: str) -> tuple[QueuedGroup, ...]:
    """Read who waits in the queue of `branch`, one group for each commit that GitHub tests.

    Each commit holds the pull requests before it in the queue. The first 100 are read.
    """
    variables: dict[str, Any] = {
        "owner": connection.owner,
        "name": connection.name,
        "branch": branch,
        "check": CHECK_NAME,
    }
    data = connection.query(QUEUE, variables).complete()
    found = data["repository"]
    queue = found["mergeQueue"]
    nodes = (queue["entries"] or {}).get("nodes") or () if queue else ()
    entries = [each for each in nodes if each and each["pullRequest"]]
    return tuple(
        QueuedGroup(
            found["id"],
            at["headCommit"]["oid"],
            tuple(
                sorted(
                    each["pullRequest"]["number"]
                    for each in entries
                    if each["position"] <= at["position"]
                )
            ),
            check_run(at["headCommit"], account(data["viewer"])),
        )
        for at in entries
        if at["headCommit"]
    )


def set_check_on_group(
    connection: Connection, group: QueuedGroup, change: SetCheckRun
) -> tuple[Failure, ...]:
    """Set the check on the group's commit; return the failure where GitHub refused it."""
    document, variables = mutation([check_run_field(change, group.repository)])
    return tuple(failures_of(connection.mutate(document, variables).problems, [change]))
