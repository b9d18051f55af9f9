"""Lists on the ledger branch that save reading its files: which there are, and a list written anew.

    numbered_files(tree)                                     # {12: "3b18e5...", 14: "9af0c2..."}
    write_list(connection, governance, head, "over.json", listed, "List the motions that are over")

A list names each file by its git id, so that it can speak only of the text that it was made from. It is
no record: missing or old, it costs time.
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from govbot.core.errors import UserError
from govbot.core.governance import Governance
from govbot.gh.answers import Node
from govbot.gh.connection import Connection
from govbot.gh.ledger_branch import APPEND
from govbot.gh.texts import text_of

__all__ = ["numbered_files", "read_list", "write_list"]

FILE_NAME = re.compile(r"([1-9][0-9]*)\.jsonl")


def numbered_files(folder: Node | None) -> dict[int, str]:
    """Return the git ids of a folder's ledger files by number; `folder` is the `TreeEntry` it is."""
    tree = (folder or {}).get("object") or {}
    named = [(FILE_NAME.fullmatch(each["name"]), each) for each in tree.get("entries") or ()]
    return {int(name[1]): each["oid"] for name, each in named if name and each["type"] == "blob"}


def read_list(connection: Connection, entry: Node | None) -> Any:
    """Return what a list holds, as JSON; None where it is not there, or is no JSON."""
    blob = (entry or {}).get("object")
    try:
        return json.loads(text_of(connection, blob) or "") if blob else None
    except (UserError, ValueError, KeyError):
        return None


def write_list(
    connection: Connection,
    governance: Governance,
    head: str,
    path: str,
    listed: Mapping[str, Any],
    headline: str,
) -> None:
    """Write a list anew. If GitHub will not, the files are read again the next time.

    `head` is the branch's head that the list was made from; it has to be that still.
    """
    contents = base64.b64encode((json.dumps(listed, indent=0) + "\n").encode()).decode()
    branch = governance.settings.ledger.branch
    commit = {
        "branch": {"repositoryNameWithOwner": connection.repository, "branchName": branch},
        "expectedHeadOid": head,
        "message": {"headline": headline, "body": ""},
        "fileChanges": {"additions": [{"path": path, "contents": contents}]},
    }
    with suppress(UserError):
        connection.mutate(APPEND, {"input": commit})
