r"""Facts about branches, commits and the texts in them."""

from __future__ import annotations

import base64
from typing import Any

from govbot.core.blobs import blob_id
from govbot.gh import StaleLedger, append_records, pull_requests_from
from govbot.gh.ledger_branch import APPEND
from scripts.live.branches import change_files
from scripts.live.rows import Observed
from scripts.live.scratch import ScratchRepository

__all__ = [
    "branch_leads_back",
    "new_branch_takes_a_commit",
    "stale_head_is_refused",
    "text_is_byte_for_byte",
]

LINES = '{"kind":"registered","title":"Caf\u00e9"}\n'
MORE = '{"kind":"stage"}\n'

TO_BEGIN = 4
"""How many requests it takes to begin a ledger where none of them is refused."""

AWKWARD = "\ufeffone\r\ntwo\rthree \t\ncafe\u0301 \u2028\U0001f5f3 \x0b\x7f\n\n no newline"
"""What a careless transport would change: a mark of byte order, every end of line, combining letters."""

TEXT = """
query Text($owner: String!, $name: String!, $expression: String!) {
  repository(owner: $owner, name: $name) {
    object(expression: $expression) { ... on Blob { oid text isBinary isTruncated } }
  }
}
"""


def branch_leads_back(scratch: ScratchRepository) -> Observed:
    """Look for a pull request as a run does that was woken for its branch."""
    number = scratch.pull_request
    head = scratch.snapshot(number).pull_request.head
    found = pull_requests_from(scratch.govbot.connection, scratch.id, scratch.proposal_branch, head)
    listed = ", ".join(f"#{each}" for each in found) or "nothing"
    return Observed(f"found {listed} for #{number}", found == (number,))


def stale_head_is_refused(scratch: ScratchRepository) -> Observed:
    """Append to a ledger twice from the same head."""
    connection, path = scratch.govbot.connection, "rfcs/1.jsonl"
    branch = scratch.name("stale")
    scratch.begin_branch(scratch.opener, branch, {path: LINES}, "A ledger")
    old = connection.get(f"/git/ref/heads/{branch}")["object"]["sha"]
    change_files(connection, branch, {path: LINES + MORE}, "Somebody was faster")
    commit = {
        "branch": {"repositoryNameWithOwner": connection.repository, "branchName": branch},
        "expectedHeadOid": old,
        "message": {"headline": "Too late"},
        "fileChanges": {"additions": [{"path": path, "contents": ""}]},
    }
    problems = connection.mutate(APPEND, {"input": commit}).problems
    kept = _blob(scratch, branch, path)["text"] == LINES + MORE
    said = "; ".join(f"{each.type} at {'.'.join(map(str, each.path))}" for each in problems)
    words = f"{said or 'it was not refused'}; the file {'stayed' if kept else 'changed'}"
    return Observed(words, kept and [each.type for each in problems] == ["STALE_DATA"])


def new_branch_takes_a_commit(scratch: ScratchRepository) -> Observed:
    """Begin a ledger as the first run of all does, and read it at once."""
    branch = scratch.governance.settings.ledger.branch
    number = scratch.issue
    path = f"rfcs/{number}.jsonl"
    scratch.branches.append(branch)
    before = scratch.govbot.connection.requests
    try:
        head = append_records(
            scratch.govbot.connection, scratch.governance, path, None, "", LINES, "The first"
        )
    except StaleLedger as error:
        return Observed(f"the commit was refused to the end: {error}", as_assumed=False)
    refused = scratch.govbot.connection.requests - before - TO_BEGIN
    ledger = scratch.snapshot(number).ledger
    same = ledger.text == LINES
    words = (
        f"the commit was taken {f'after {refused} refusals' if refused else 'at once'}; read at {'the new head' if ledger.head == head else ledger.head},"
        f" the text is {'the same' if same else repr(ledger.text)}"
    )
    return Observed(words, ledger.head == head and same)


def text_is_byte_for_byte(scratch: ScratchRepository) -> Observed:
    """Commit a text that is easily changed on the way, and compare git ids; then ask REST."""
    branch, path = scratch.name("bytes"), "awkward.txt"
    scratch.begin_branch(scratch.opener, branch, {path: AWKWARD}, "An awkward text")
    blob = _blob(scratch, branch, path)
    right = blob_id(AWKWARD.encode())
    text = blob["text"]
    by_graphql = text is not None and blob_id(text.encode()) == right == blob["oid"]
    content = scratch.govbot.connection.get(f"/git/blobs/{blob['oid']}")["content"]
    by_rest = base64.b64decode(content) == AWKWARD.encode()
    words = (
        f"git id {blob['oid'][:12]}, wanted {right[:12]}; GraphQL "
        f"{'gives the bytes' if by_graphql else 'gives other bytes'}, REST "
        f"{'gives them' if by_rest else 'gives others'}"
    )
    return Observed(words, by_graphql and by_rest)


def _blob(scratch: ScratchRepository, branch: str, path: str) -> dict[str, Any]:
    connection = scratch.govbot.connection
    variables = {
        "owner": connection.owner,
        "name": connection.name,
        "expression": f"{branch}:{path}",
    }
    found = connection.query(TEXT, variables).complete()["repository"]["object"]
    return dict(found)
