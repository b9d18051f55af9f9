"""Appending to the ledger: one commit on its branch, made only if nobody else came first.

    append_records(connection, governance, "rfcs/12.jsonl", head, text, lines, "RFC 12: vote opened")
    # the new head of the branch; StaleLedger: read, decide and append again

The commit is GitHub's `createCommitOnBranch` with the head that was read, so two runs at once cannot
both succeed. That needs a branch, so the first commit of all is made by REST, without parents. GitHub may
need some seconds until it knows of that branch everywhere: the first records are tried again meanwhile.
"""

from __future__ import annotations

import base64

from govbot.core.governance import Governance
from govbot.gh.connection import Connection
from govbot.gh.errors import Problem, Refused, StaleLedger

__all__ = ["ABOUT_THE_BRANCH", "APPEND", "append_records", "create_branch"]

ABOUT_THE_BRANCH = """\
# The ledger

What govbot recorded in this repository, one record a line:

- `rfcs/<number>.jsonl` is about an RFC: the pull request of that number;
- `motions/<number>.jsonl` is about a vote on any other pull request, or on an issue;
- `invitations.jsonl` is about invitations to the organisation, where its teams follow the rosters.

`over.json` lists motions that are over, `participation.json` who took part in which vote, and `seen.json` what
the schedule found to be at rest, so that they are not read again. They are no records, and may be deleted.

Lines are appended by govbot and never changed, so that anyone can count every vote again:

    govbot vote verify

Nothing here is merged into another branch, and nobody needs to edit it. Protect the branch against
force pushes and deletion.
"""

UNTIL_IT_IS_KNOWN = (1, 2, 4)
"""How many seconds to wait, each time, for GitHub to know of a branch that was made just now."""

APPEND = """
mutation Append($input: CreateCommitOnBranchInput!) {
  append: createCommitOnBranch(input: $input) { commit { oid } }
}
"""


def append_records(
    connection: Connection,
    governance: Governance,
    path: str,
    head: str | None,
    lines_before: str,
    new_lines: str,
    message: str,
) -> str:
    """Append `new_lines` to the ledger file at `path`; return the branch's new head.

    `head` and `lines_before` are the branch and the file as they were read; no head means that there
    was no branch, and makes it. Raise `StaleLedger` when the branch has moved or appeared since, and
    `GitHubUnavailable` when it is unknown whether the records were appended: read again.
    """
    branch = governance.settings.ledger.branch
    waits = () if head else UNTIL_IT_IS_KNOWN
    if head is None:
        head = create_branch(connection, branch)
    headline, _, body = message.partition("\n")
    before = (
        lines_before if lines_before.endswith("\n") or not lines_before else f"{lines_before}\n"
    )
    text = before + new_lines
    contents = base64.b64encode(text.encode()).decode()
    commit = {
        "branch": {"repositoryNameWithOwner": connection.repository, "branchName": branch},
        "expectedHeadOid": head,
        "message": {"headline": headline, "body": body.strip()},
        "fileChanges": {"additions": [{"path": path, "contents": contents}]},
    }
    reply = connection.mutate(APPEND, {"input": commit})
    for seconds in waits:
        if not any(map(_is_stale, reply.problems)):
            break
        # Who else may have appended to it by now has moved it, and the same is refused for ever.
        connection.pause(seconds)
        reply = connection.mutate(APPEND, {"input": commit})
    if any(map(_is_stale, reply.problems)):
        raise StaleLedger(f"{branch} is no longer at {head}")
    return str(reply.complete()["append"]["commit"]["oid"])


def create_branch(connection: Connection, branch: str) -> str:
    """Make the branch, holding only what says what it is; return its head."""
    readme = {"path": "README.md", "mode": "100644", "type": "blob", "content": ABOUT_THE_BRANCH}
    tree = connection.post("/git/trees", {"tree": [readme]})["sha"]
    commit = {"message": "The ledger begins", "tree": tree, "parents": []}
    head = str(connection.post("/git/commits", commit)["sha"])
    try:
        connection.post("/git/refs", {"ref": f"refs/heads/{branch}", "sha": head})
    except Refused as refused:
        if "already exists" in refused.message.lower():
            # Made by another run, or by this one before it read again: not everything of GitHub knows yet.
            connection.pause(UNTIL_IT_IS_KNOWN[1])
            raise StaleLedger(f"{branch} has been made meanwhile") from refused
        raise
    return head


def _is_stale(problem: Problem) -> bool:
    """Whether the branch is not where it was read, or is gone since."""
    said = problem.message.lower()
    return problem.type in {"STALE_DATA", "NOT_FOUND"} or "expected branch to point to" in said
