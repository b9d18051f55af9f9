"""What the schedule reads before it looks at anything: the ledger's lists, and what GitHub lists cheaply.

    overview = read_overview(connection, governance)   # the index, the motions, the merge queue
    listing = list_open(connection, governance, overview, since)
    listing.found       # (Listed(12, "5eed...", "open"), ...), from the last changed on
    listing.page        # 50: how many GitHub could list at once

No list asks for changed files: GitHub would compute every difference, and give up.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from govbot.core.governance import Governance
from govbot.core.sweep import Index, Kind, Listed, appearance, gone, parse_index
from govbot.gh.answers import Node
from govbot.gh.connection import Connection
from govbot.gh.errors import GitHubUnavailable, Problem, RateLimited
from govbot.gh.ledger_lists import numbered_files
from govbot.gh.motions import MOTIONS, MOTIONS_OF_BRANCH, OVER, is_not_there_yet
from govbot.gh.queries import BLOB
from govbot.gh.texts import text_of

__all__ = [
    "LIST",
    "OVERVIEW",
    "SEEN",
    "Listing",
    "Overview",
    "list_done",
    "list_numbers",
    "list_open",
    "numbers_query",
    "read_overview",
]

RFCS = "rfcs"
SEEN = "seen.json"
"""Where the index is, on the ledger's branch."""

OPEN, DONE = ["OPEN"], ["CLOSED", "MERGED"]
DONE_AT_MOST = 100
"""How many closed and merged pull requests are listed, the most recently updated first."""

FIRST_PAGE = 25
"""How many open ones are listed with the index, before that has told how many GitHub manages at once."""

SMALLEST_PAGE = 5
NUMBERS_AT_ONCE = 50

LOOKS = """
fragment Looks on PullRequest {
  number
  state
  updatedAt
  headRefOid
  baseRefName
  locked
  labels(first: 100) { nodes { name } }
}
"""

PAGE = f"""
fragment Page on PullRequestConnection {{
  pageInfo {{ hasNextPage endCursor }}
  nodes {{ ...Looks }}
}}
{LOOKS}
"""

OVERVIEW = f"""
query Sweep(
  $owner: String!, $name: String!, $branch: String!, $motions: String!, $over: String!, $seen: String!
  $rfcs: String!
  $states: [PullRequestState!], $page: Int!
) {{
  repository(owner: $owner, name: $name) {{
    defaultBranchRef {{ name }}
    pullRequests(
      first: $page, states: $states, orderBy: {{ field: UPDATED_AT, direction: DESC }}
    ) {{
      ...Page
    }}
    ref(qualifiedName: $branch) {{
      target {{
        ...Motions
        ... on Commit {{
          seen: file(path: $seen) {{ object {{ ...Text }} }}
          rfcs: file(path: $rfcs) {{ object {{ ... on Tree {{ entries {{ name oid type }} }} }} }}
        }}
      }}
    }}
    mergeQueue {{ entries(first: 100) {{ nodes {{ headCommit {{ oid }} }} }} }}
  }}
}}
{PAGE}{BLOB}{MOTIONS_OF_BRANCH}
"""

LIST = f"""
query List(
  $owner: String!, $name: String!, $states: [PullRequestState!], $page: Int!, $after: String
) {{
  repository(owner: $owner, name: $name) {{
    pullRequests(
      first: $page, after: $after, states: $states, orderBy: {{ field: UPDATED_AT, direction: DESC }}
    ) {{
      ...Page
    }}
  }}
}}
{PAGE}
"""

Answer = TypeVar("Answer")


@dataclass(frozen=True, slots=True)
class Overview:
    """What stands beside the ledger, in the merge queue, and first among the open pull requests.

    `head` is the ledger's (None: no branch yet), `branch` its commit with `MOTIONS_OF_BRANCH`, `rfcs` are the
    numbers of which it has records, and `queued` the commits that the queue of the default branch tests.
    """

    head: str | None
    branch: Node | None
    index: Index
    rfcs: frozenset[int]
    default_branch: str
    queued: tuple[str, ...]
    first_page: Node


@dataclass(frozen=True, slots=True)
class Listing:
    """What was found, how many at once GitHub could list, and how many pages it took."""

    found: tuple[Listed, ...]
    page: int
    pages: int = 1


def read_overview(connection: Connection, governance: Governance) -> Overview:
    """Read the lists beside the ledger, and the pull requests that changed last, in one request."""
    variables: dict[str, Any] = {
        "owner": connection.owner,
        "name": connection.name,
        "branch": f"refs/heads/{governance.settings.ledger.branch}",
        "motions": MOTIONS,
        "over": OVER,
        "seen": SEEN,
        "rfcs": RFCS,
        "states": OPEN,
    }

    def ask(page: int) -> Node:
        reply = connection.query(OVERVIEW, variables | {"page": page})
        return dict(reply.ignoring(_may_be_missing)["repository"])

    repository, _ = _halving(ask, FIRST_PAGE)
    commit = (repository["ref"] or {}).get("target") or {}
    blob = (commit.get("seen") or {}).get("object")
    entries = ((repository["mergeQueue"] or {}).get("entries") or {}).get("nodes") or ()
    return Overview(
        head=commit.get("oid"),
        branch=repository["ref"],
        index=parse_index((text_of(connection, blob) or "") if blob else ""),
        rfcs=frozenset(numbered_files(commit.get("rfcs"))),
        default_branch=(repository["defaultBranchRef"] or {}).get("name", ""),
        queued=tuple(each["headCommit"]["oid"] for each in entries if each and each["headCommit"]),
        first_page=repository["pullRequests"],
    )


def list_open(
    connection: Connection, governance: Governance, overview: Overview, since: datetime | None
) -> Listing:
    """List the open pull requests, the last changed first, back to what changed before `since`.

    Without it all are listed. The first of them came with the overview.
    """
    return _list(connection, governance, overview, OPEN, since)


def list_done(
    connection: Connection, governance: Governance, overview: Overview, since: datetime | None
) -> Listing:
    """List the closed and merged ones in the same way, but no more than the 100 that changed last.

    They concern govbot where they carry a stage's label, or the ledger has records of them: a run that died
    may have taken the label off.
    """
    return _list(connection, governance, overview, DONE, since)


def _list(
    connection: Connection,
    governance: Governance,
    overview: Overview,
    states: list[str],
    since: datetime | None,
) -> Listing:
    found: list[Listed] = []
    page, pages = overview.index.page, 0
    first = overview.first_page if states == OPEN else None
    after: str | None = None

    def ask(some: int) -> Node:
        variables = {"owner": connection.owner, "name": connection.name, "states": states}
        reply = connection.query(LIST, variables | {"page": some, "after": after})
        return dict(reply.complete()["repository"]["pullRequests"])

    while True:
        answer, page = (first, page) if first is not None else _halving(ask, page)
        pages += 1
        nodes = [each for each in answer["nodes"] or () if each]
        found += [_listed(each, governance, overview.rfcs) for each in nodes]
        oldest = min((datetime.fromisoformat(each["updatedAt"]) for each in nodes), default=None)
        is_far_enough = since is not None and oldest is not None and oldest < since
        is_enough = states == DONE and len(found) >= DONE_AT_MOST
        if is_far_enough or is_enough or not answer["pageInfo"]["hasNextPage"]:
            return Listing(tuple(found), page, pages)
        after, first = answer["pageInfo"]["endCursor"], None


def _halving(ask: Callable[[int], Answer], size: int) -> tuple[Answer, int]:
    """Return the answer for so many, or for half as many where GitHub gives up; and for how many."""
    while True:
        try:
            return ask(size), size
        except RateLimited:
            raise
        except GitHubUnavailable:
            if size // 2 < SMALLEST_PAGE:
                raise
            size //= 2


def list_numbers(
    connection: Connection, governance: Governance, numbers: Collection[int]
) -> tuple[Listed, ...]:
    """Return how issues and pull requests look now, one request for every 50. None has to be there."""
    found: list[Listed] = []
    wanted = sorted(numbers)
    for start in range(0, len(wanted), NUMBERS_AT_ONCE):
        some = wanted[start : start + NUMBERS_AT_ONCE]
        variables = {f"number{index}": number for index, number in enumerate(some)}
        reply = connection.query(
            numbers_query(len(some)),
            {"owner": connection.owner, "name": connection.name} | variables,
        )
        repository = reply.ignoring(_is_gone)["repository"]
        for index, number in enumerate(some):
            node = repository[f"subject{index}"]
            look = gone() if node is None else _appearance(node, governance)
            found.append(Listed(number, look, "motion"))
    return tuple(found)


def numbers_query(count: int) -> str:
    """Return the query for how so many issues or pull requests look."""
    variables = "".join(f", $number{index}: Int!" for index in range(count))
    subjects = "".join(
        f"    subject{index}: issueOrPullRequest(number: $number{index}) {{ ...Subject }}\n"
        for index in range(count)
    )
    return (
        f"query Numbers($owner: String!, $name: String!{variables}) {{\n"
        f"  repository(owner: $owner, name: $name) {{\n{subjects}  }}\n"
        "}\n"
        f"{_SUBJECT}{LOOKS}"
    )


_SUBJECT = """
fragment Subject on IssueOrPullRequest {
  ...Looks
  ... on Issue { number issueState: state updatedAt locked labels(first: 100) { nodes { name } } }
}
"""


def _listed(node: Node, governance: Governance, rfcs: frozenset[int]) -> Listed:
    number: int = node["number"]
    kind: Kind = "open" if node["state"] == "OPEN" else "done"
    has_stage = any(map(governance.settings.lifecycle.stage_of_label, _labels(node)))
    concerns = kind == "open" or has_stage or number in rfcs
    return Listed(number, _appearance(node, governance), kind, concerns=concerns)


def _appearance(node: Node, governance: Governance) -> str:
    return appearance(
        governance.settings.lifecycle,
        state=str(node.get("issueState") or node["state"]).lower(),
        updated=datetime.fromisoformat(node["updatedAt"]).isoformat(),
        head=node.get("headRefOid", ""),
        base=node.get("baseRefName", ""),
        is_locked=node["locked"],
        labels=_labels(node),
    )


def _labels(node: Node) -> list[str]:
    return [each["name"] for each in (node["labels"] or {}).get("nodes") or () if each]


def _may_be_missing(problem: Problem) -> bool:
    return is_not_there_yet(problem) or (
        problem.type == "NOT_FOUND" and problem.path[-1:] in {("seen",), ("rfcs",)}
    )


def _is_gone(problem: Problem) -> bool:
    return problem.type == "NOT_FOUND" and len(problem.path) > 1
