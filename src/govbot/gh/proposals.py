"""Pull requests of govbot's own: a few files, proposed from a branch of its own that begins with `govbot/`.

    read_proposals(connection, ["govbot/codeowners"])     # (OwnProposal(number=31, files={...}, ...),)
    propose(connection, Propose(branch="govbot/codeowners", files={".github/CODEOWNERS": "..."}, ...))
    withdraw(connection, WithdrawProposal(number=31, branch="govbot/codeowners", ...))

The branch is the default branch with one commit on top. That commit is made before the branch is moved to
it, so that a run which dies on the way leaves either what was there or all of it. Nothing is sent twice;
what is unknown is read again by the next run, which goes on from what it finds.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from urllib.parse import quote

from govbot.core.accounts import Account
from govbot.core.upkeep.changes import Propose, WithdrawProposal
from govbot.core.upkeep.snapshot import OwnProposal
from govbot.gh.answers import Node, account, is_by
from govbot.gh.connection import Connection
from govbot.gh.errors import Problem, Refused
from govbot.gh.failures import Failure
from govbot.gh.files import read_files
from govbot.gh.labels import label_node
from govbot.gh.mutations import Field, bounded, mutation
from govbot.gh.queries import ACTOR

__all__ = [
    "ALLOW_IT",
    "AT_ONCE",
    "PROPOSAL",
    "PROPOSING",
    "own_proposals",
    "proposals_fields",
    "proposals_query",
    "propose",
    "read_proposals",
    "withdraw",
]

AT_ONCE = 50
"""How many branches are asked about in one request."""

REFUSED_ALONE = {403, 404, 422}
"""Answers that concern one proposal, and say nothing of the others."""

PLAIN_FILE = "100644"
NOT_PERMITTED = "not permitted to create"
"""What GitHub says where a repository does not let its workflows open pull requests."""

ALLOW_IT = (
    "This repository does not let workflows open pull requests. Allow it: Settings, Actions, General,"
    " Workflow permissions, “Allow GitHub Actions to create and approve pull requests” (in an"
    " organisation it may have to be allowed there first)."
)
"""What the people of such a repository can do about it."""

PROPOSAL = """
fragment Proposal on PullRequestConnection {
  nodes {
    id
    number
    title
    body
    state
    url
    headRefName
    headRefOid
    isCrossRepository
    author { ...Who }
    files(first: 100) { nodes { path changeType } }
  }
}
"""

PROPOSING = """
query Proposing($owner: String!, $name: String!, $branch: String!, $label: String!) {
  repository(owner: $owner, name: $name) {
    defaultBranchRef { name target { ...Place } }
    ref(qualifiedName: $branch) {
      id
      target { ...Place }
      associatedPullRequests(first: 1, states: [OPEN]) { nodes { number } }
    }
    label(name: $label) { id }
  }
}
fragment Place on GitObject {
  oid
  ... on Commit { tree { oid } parents(first: 2) { nodes { oid } } }
}
"""


def proposals_fields(count: int) -> str:
    """Return the repository's fields for the pull requests from so many branches, newest last."""
    return "".join(
        f"    proposals{index}: pullRequests(\n"
        f"      last: 20, headRefName: $branch{index}\n"
        "      orderBy: { field: CREATED_AT, direction: ASC }\n"
        "    ) { ...Proposal }\n"
        for index in range(count)
    )


def proposals_query(count: int) -> str:
    """Return the query for the pull requests from so many branches."""
    variables = "".join(f", $branch{index}: String!" for index in range(count))
    return (
        f"query Proposals($owner: String!, $name: String!{variables}) {{\n"
        "  viewer { __typename login databaseId }\n"
        f"  repository(owner: $owner, name: $name) {{\n{proposals_fields(count)}  }}\n"
        "}\n"
        f"{ACTOR}{PROPOSAL}"
    )


def read_proposals(connection: Connection, branches: Sequence[str]) -> tuple[OwnProposal, ...]:
    """Return the viewer's pull requests from these branches, oldest first, the last 20 of each.

    A request for every 50 branches, and one more for the files of those that are open.
    """
    found: list[OwnProposal] = []
    for start in range(0, len(branches), AT_ONCE):
        some = branches[start : start + AT_ONCE]
        variables = {f"branch{index}": branch for index, branch in enumerate(some)}
        reply = connection.query(
            proposals_query(len(some)),
            {"owner": connection.owner, "name": connection.name} | variables,
        )
        data = reply.complete()
        found += own_proposals(connection, data["repository"], account(data["viewer"]))
    return tuple(sorted(found, key=lambda each: each.number))


def own_proposals(
    connection: Connection, repository: Node, viewer: Account
) -> tuple[OwnProposal, ...]:
    """Return the viewer's pull requests among the answers to `proposals_fields`, oldest first.

    Those that are open have the texts of the files that they change; one request for each of them.
    """
    nodes = list(_own(repository, viewer))
    return tuple(
        OwnProposal(
            number=node["number"],
            node=node["id"],
            branch=node["headRefName"],
            title=node["title"],
            body=node["body"],
            is_open=node["state"] == "OPEN",
            is_merged=node["state"] == "MERGED",
            files=_texts(connection, node) if node["state"] == "OPEN" else {},
            url=node["url"],
        )
        for node in sorted(nodes, key=lambda each: int(each["number"]))
    )


def propose(connection: Connection, change: Propose) -> Failure | None:
    """Bring the branch to exactly these files on top of the default branch, and the pull request to it.

    One is opened where `change` names none. Return what GitHub refused, with what would make it take
    it; None when all was done, or when the default branch has these very files by now. Raise
    `GitHubUnavailable` when it is unknown what was done: read again and plan again.
    """
    variables = {
        "owner": connection.owner,
        "name": connection.name,
        "branch": f"refs/heads/{change.branch}",
        "label": change.label,
    }
    found = connection.query(PROPOSING, variables).ignoring(_is_not_there_yet)["repository"]
    if change.number is None and found["ref"] is not None:
        for pull in found["ref"]["associatedPullRequests"]["nodes"]:
            return Failure(change, _is_taken(change, f" (#{pull['number']})"))
    try:
        if not _move(connection, change, found["defaultBranchRef"]["target"], found["ref"]):
            return None
        if change.number is not None:
            return _rewrite(connection, change)
        base = str(found["defaultBranchRef"]["name"])
        return _open(connection, change, base, found["label"])
    except Refused as refused:
        if refused.status not in REFUSED_ALONE:
            raise
        return Failure(change, _why(change, refused))


def withdraw(connection: Connection, change: WithdrawProposal) -> Failure | None:
    """Close the pull request, leaving it with the new body, and delete its branch, in one request.

    Return what GitHub refused. A branch that is gone already is no failure.
    """
    variables = {
        "owner": connection.owner,
        "name": connection.name,
        "branch": f"refs/heads/{change.branch}",
        "label": "",
    }
    ref = connection.query(PROPOSING, variables).ignoring(_is_not_there_yet)["repository"]["ref"]
    pull = {"pullRequestId": change.node}
    fields = (
        [Field("updatePullRequest", pull | {"body": bounded(change.body)})] if change.body else []
    )
    fields.append(Field("closePullRequest", pull))
    if ref is not None:
        fields.append(Field("deleteRef", {"refId": ref["id"]}))
    problems = connection.mutate(*mutation(fields)).problems
    return Failure(change, problems[0].message) if problems else None


def _own(repository: Node, viewer: Account) -> Iterator[Node]:
    for field, page in repository.items():
        if not field.startswith("proposals"):
            continue
        for node in page["nodes"]:
            # A branch of the same name may be in anybody's fork.
            if node and is_by(node, viewer) and not node["isCrossRepository"]:
                yield node


def _texts(connection: Connection, node: Node) -> dict[str, str]:
    changed = [each for each in node["files"]["nodes"] if each]
    paths = [each["path"] for each in changed if each["changeType"] != "DELETED"]
    # What was deleted is shown, too: it is not what was proposed.
    gone = {each["path"]: "" for each in changed if each["changeType"] == "DELETED"}
    return gone | read_files(connection, node["headRefOid"], paths)


def _move(connection: Connection, change: Propose, base: Node, ref: Node | None) -> bool:
    """Bring the branch to where it should be; say whether that is anywhere else than its base.

    The branch is never moved to its base on the way: GitHub closes a pull request without commits.
    """
    files = [
        {"path": path, "mode": PLAIN_FILE, "type": "blob", "content": text}
        for path, text in sorted(change.files.items())
    ]
    below = base["tree"]["oid"]
    tree = connection.post("/git/trees", {"base_tree": below, "tree": files})["sha"]
    if tree == below:
        return False
    if ref is not None and _is(ref["target"], tree, base["oid"]):
        return True
    commit = {"message": change.title, "tree": tree, "parents": [base["oid"]]}
    oid = connection.post("/git/commits", commit)["sha"]
    if ref is None:
        connection.post("/git/refs", {"ref": f"refs/heads/{change.branch}", "sha": oid})
    else:
        address = f"/git/refs/heads/{quote(change.branch, safe='/')}"
        connection.patch(address, {"sha": oid, "force": True})
    return True


def _is(commit: Node, tree: str, base: str) -> bool:
    """Say whether a branch is at a commit of this tree, right on top of its base."""
    parents = [each["oid"] for each in commit["parents"]["nodes"]]
    return bool(commit["tree"]["oid"] == tree and parents == [base])


def _open(connection: Connection, change: Propose, base: str, label: Node | None) -> Failure | None:
    text = {"title": change.title, "body": bounded(change.body)}
    pull = connection.post("/pulls", text | {"head": change.branch, "base": base})
    node = str(label["id"]) if label else label_node(connection, change.label)
    field = Field("addLabelsToLabelable", {"labelableId": pull["node_id"], "labelIds": [node]})
    return _sent(connection, change, field)


def _rewrite(connection: Connection, change: Propose) -> Failure | None:
    text = {"title": change.title, "body": bounded(change.body)}
    return _sent(
        connection, change, Field("updatePullRequest", {"pullRequestId": change.node} | text)
    )


def _sent(connection: Connection, change: Propose, field: Field) -> Failure | None:
    problems = connection.mutate(*mutation([field])).problems
    return Failure(change, problems[0].message) if problems else None


def _why(change: Propose, refused: Refused) -> str:
    if NOT_PERMITTED in refused.message:
        return ALLOW_IT
    said = " ".join([refused.message, *refused.details])
    if "pull request already exists" in said:
        return _is_taken(change)
    return said


def _is_taken(change: Propose, number: str = "") -> str:
    """Say that there is another pull request, which may hold what somebody wants to keep."""
    return f"There is a pull request from `{change.branch}` already{number}: close it or merge it."


def _is_not_there_yet(problem: Problem) -> bool:
    return problem.type == "NOT_FOUND" and problem.path[-1:] in {("ref",), ("label",)}
