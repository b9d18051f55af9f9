"""Lists on the ledger branch that save reading its files: which there are, and a list written anew.

    numbered_files(tree)                                     # {12: "3b18e5...", 14: "9af0c2..."}
    write_lists(connection, governance, head, {"over.json": listed}, "List the motions that are over")

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
from govbot.gh.errors import StaleLedger
from govbot.gh.ledger_branch import APPEND, create_branch
from govbot.gh.texts import text_of

__all__ = ["numbered_files", "read_list", "write_lists"]

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


def write_lists(
    connection: Connection,
    governance: Governance,
    head: str | None,
    lists: Mapping[str, Mapping[str, Any]],
    headline: str,
) -> None:
    """Write lists anew, by path. If GitHub will not, what they save is read again the next time.

    `head` is the branch's head that they were made from; it has to be that still. Without one the branch
    is made.
    """
    branch = governance.settings.ledger.branch
    with suppress(UserError, StaleLedger):
        commit = {
            "branch": {"repositoryNameWithOwner": connection.repository, "branchName": branch},
            "expectedHeadOid": head or create_branch(connection, branch),
            "message": {"headline": headline, "body": ""},
            "fileChanges": {"additions": [_addition(*each) for each in lists.items()]},
        }
        connection.mutate(APPEND, {"input": commit})


def _addition(path: str, listed: Mapping[str, Any]) -> dict[str, str]:
    text = json.dumps(listed, indent=0) + "\n"
    return {"path": path, "contents": base64.b64encode(text.encode()).decode()}
