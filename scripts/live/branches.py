"""Branches and the files on them, by whoever has the connection.

begin_branch(connection, "live-calendar", "main", {"calendar.md": TEXT}, "One calendar")
change_files(connection, "live-calendar", {"calendar.md": None}, "Take it away")
"""

from __future__ import annotations

import base64
from collections.abc import Mapping
from urllib.parse import quote

from govbot.gh import Connection

__all__ = ["COMMIT", "begin_branch", "change_files"]

COMMIT = """
mutation Commit($input: CreateCommitOnBranchInput!) {
  commit: createCommitOnBranch(input: $input) { commit { oid } }
}
"""


def begin_branch(
    connection: Connection, branch: str, base: str, files: Mapping[str, str], message: str
) -> None:
    """Make a branch on top of `base`, with these files more, by REST."""
    start = connection.get(f"/git/ref/heads/{quote(base)}")["object"]["sha"]
    below = connection.get(f"/git/commits/{start}")["tree"]["sha"]
    lines = [
        {"path": path, "mode": "100644", "type": "blob", "content": text}
        for path, text in files.items()
    ]
    tree = connection.post("/git/trees", {"base_tree": below, "tree": lines})["sha"]
    commit = {"message": message, "tree": tree, "parents": [start]}
    head = connection.post("/git/commits", commit)["sha"]
    connection.post("/git/refs", {"ref": f"refs/heads/{branch}", "sha": head})


def change_files(
    connection: Connection, branch: str, files: Mapping[str, str | None], message: str
) -> None:
    """Change files on a branch, on top of where it is now; None takes a file away."""
    head = connection.get(f"/git/ref/heads/{quote(branch)}")["object"]["sha"]
    additions = [
        {"path": path, "contents": base64.b64encode(text.encode()).decode()}
        for path, text in files.items()
        if text is not None
    ]
    deletions = [{"path": path} for path, text in files.items() if text is None]
    change = {
        "branch": {"repositoryNameWithOwner": connection.repository, "branchName": branch},
        "expectedHeadOid": head,
        "message": {"headline": message},
        "fileChanges": {"additions": additions, "deletions": deletions},
    }
    connection.mutate(COMMIT, {"input": change}).complete()
