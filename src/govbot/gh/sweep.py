"""Which numbers the schedule looks at, should an event have been missed.

pull_requests_to_sweep(connection, governance)    # (3, 12, 14)
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from govbot.core.governance import Governance
from govbot.gh.answers import Node
from govbot.gh.connection import Connection
from govbot.gh.motions import MOTIONS, MOTIONS_OF_BRANCH, OVER, is_not_there_yet, motions_to_sweep
from govbot.gh.queries import BLOB, FILES

__all__ = ["MORE_FILES", "SWEEP", "pull_requests_to_sweep"]

RENAMED = "RENAMED"
DONE_AT_MOST = 100
"""How many closed and merged pull requests are looked at, the most recently updated first."""

SWEEP = f"""
query Sweep(
  $owner: String!, $name: String!, $open: String, $moreOpen: Boolean!
  $done: String, $moreDone: Boolean!, $branch: String!
  $motions: String!, $over: String!, $withMotions: Boolean!
) {{
  repository(owner: $owner, name: $name) {{
    ref(qualifiedName: $branch) @include(if: $withMotions) {{
      target {{ ...Motions }}
    }}
    open: pullRequests(
      first: 25, after: $open, states: [OPEN], orderBy: {{ field: CREATED_AT, direction: ASC }}
    ) @include(if: $moreOpen) {{ ...Touched }}
    done: pullRequests(
      first: 25, after: $done, states: [CLOSED, MERGED]
      orderBy: {{ field: UPDATED_AT, direction: DESC }}
    ) @include(if: $moreDone) {{ ...Touched }}
  }}
}}
fragment Touched on PullRequestConnection {{
  pageInfo {{ hasNextPage endCursor }}
  nodes {{
    id
    number
    labels(first: 100) {{ nodes {{ name }} }}
    files(first: 100) {{ ...Files }}
  }}
}}
{FILES}{BLOB}{MOTIONS_OF_BRANCH}
"""

MORE_FILES = f"""
query MoreFiles($pull: ID!, $after: String) {{
  node(id: $pull) {{ ... on PullRequest {{ files(first: 100, after: $after) {{ ...Files }} }} }}
}}
{FILES}
"""


def pull_requests_to_sweep(
    connection: Connection,
    governance: Governance,
    motion_is_open: Callable[[str], bool] | None = None,
    needs_vote: Callable[[str], bool] | None = None,
    *,
    remembers: bool = False,
) -> tuple[int, ...]:
    """Return the numbers that may need something, in ascending order.

    Those are the open pull requests, and the 100 closed or merged ones that changed last, if they touch
    the folder of RFCs or carry a stage's label; the open ones with a changed path that `needs_vote`
    accepts, or with a file that was renamed, since only REST says where it was; and each pull request or
    issue whose file under `motions/` in the ledger holds a text that `motion_is_open` accepts. A file
    there that is not text counts: who looks at it will say so. A request is made for every 25 open or
    done pull requests, and one for every 25 motions that are not listed as over; with `remembers`, one
    more where that list has changed.
    """
    settings = governance.settings
    variables: dict[str, Any] = {
        "owner": connection.owner,
        "name": connection.name,
        "open": None,
        "moreOpen": True,
        "done": None,
        "moreDone": True,
        "branch": f"refs/heads/{settings.ledger.branch}",
        "motions": MOTIONS,
        "over": OVER,
        "withMotions": motion_is_open is not None,
    }
    seen_done = 0
    found: set[int] = set()
    while variables["moreOpen"] or variables["moreDone"]:
        repository = connection.query(SWEEP, variables).ignoring(is_not_there_yet)["repository"]
        if motion_is_open is not None and variables["withMotions"]:
            found |= motions_to_sweep(
                connection,
                governance,
                repository.get("ref"),
                motion_is_open,
                remembers=remembers,
            )
        variables["withMotions"] = False
        for name, more in (("open", "moreOpen"), ("done", "moreDone")):
            page = repository.get(name)
            if page is None:
                continue
            asks = needs_vote if name == "open" else None
            found |= {
                each["number"]
                for each in page["nodes"]
                if each and _is_concerned(connection, each, governance, asks)
            }
            variables[name] = page["pageInfo"]["endCursor"]
            variables[more] = page["pageInfo"]["hasNextPage"]
        seen_done += len((repository.get("done") or {}).get("nodes") or ())
        variables["moreDone"] = variables["moreDone"] and seen_done < DONE_AT_MOST
    return tuple(sorted(found))


def _is_concerned(
    connection: Connection,
    node: Node,
    governance: Governance,
    needs_vote: Callable[[str], bool] | None,
) -> bool:
    lifecycle, folder = governance.settings.lifecycle, governance.settings.rfcs.folder
    labels = (node["labels"] or {}).get("nodes") or ()
    if any(lifecycle.stage_of_label(label["name"]) for label in labels if label):
        return True
    return any(
        file["path"].startswith(f"{folder}/")
        or (needs_vote is not None and (file["changeType"] == RENAMED or needs_vote(file["path"])))
        for file in _changed_files(connection, node)
    )


def _changed_files(connection: Connection, node: Node) -> Iterator[Node]:
    """The files that a pull request touches; each page after the first is read when it is asked for."""
    page = node["files"]
    while page is not None:
        yield from (each for each in page["nodes"] or () if each)
        if not page["pageInfo"]["hasNextPage"]:
            return
        after = {"pull": node["id"], "after": page["pageInfo"]["endCursor"]}
        page = connection.query(MORE_FILES, after).complete()["node"]["files"]
