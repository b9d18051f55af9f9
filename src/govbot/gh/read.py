"""Everything about one pull request, in one request: `Snapshot`.

    snapshot = read_pull_request(connection, 12, governance)    # None: there is no such pull request

A second request is made only for what did not fit: more than 100 files or labels, comments older than
the last 100 that the ledger has not taken yet, or a ledger file that GitHub cut short.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any

from govbot.core.errors import UserError
from govbot.core.governance import Governance
from govbot.core.markers import CHECK_NAME, STATUS_MARKER
from govbot.core.snapshot import Comment, LedgerState, Snapshot
from govbot.gh.answers import (
    BOT_SUFFIX,
    Node,
    account,
    changed_file,
    check_run,
    comment,
    label_event,
    pull_request,
    rfc_documents,
)
from govbot.gh.connection import Connection
from govbot.gh.errors import Problem
from govbot.gh.queries import MORE, pull_request_query
from govbot.gh.texts import text_of

__all__ = ["read_pull_request"]

LABEL_FIELD = re.compile(r"label[0-9]+")


def _all_comments(_ledger: str) -> int:
    return 0


def read_pull_request(
    connection: Connection,
    number: int,
    governance: Governance,
    oldest_comment_needed: Callable[[str], int] = _all_comments,
) -> Snapshot | None:
    """Gather what a decision about pull request `number` needs.

    `oldest_comment_needed` gets the text of the RFC's ledger file and returns the id of the oldest
    comment that still matters; 0 means all of them. Raise `UserError` when the repository cannot be
    read, `GitHubUnavailable` when GitHub does not answer.
    """
    settings = governance.settings
    stage_labels = [settings.lifecycle.label(stage) for stage in settings.lifecycle.stages]
    folder = settings.rfcs.folder
    variables = {
        "owner": connection.owner,
        "name": connection.name,
        "number": number,
        "folder": folder,
        "check": CHECK_NAME,
        "branch": f"refs/heads/{settings.ledger.branch}",
        "records": f"rfcs/{number}.jsonl",
    } | {f"label{index}": label for index, label in enumerate(stage_labels)}
    reply = connection.query(pull_request_query(len(stage_labels)), variables)
    read_at = connection.server_time
    data = reply.ignoring(_may_be_missing)
    repository = data["repository"]
    if repository["pullRequest"] is None:
        return None

    node = repository["pullRequest"]
    ledger = _ledger(connection, repository["ref"])
    pages = _Pages(node, oldest_comment_needed(ledger.text), has_ledger=bool(ledger.text))
    while pages.are_missing():
        pages.add(connection.query(MORE, pages.variables()).complete()["node"])

    viewer = account(data["viewer"])
    commit: Node = next((each["commit"] for each in node["commits"]["nodes"]), {})
    files = [changed_file(each) for each in pages.files]
    return Snapshot(
        repository=connection.repository,
        repository_node=repository["id"],
        governance=governance,
        # The commit whose files and check were read, should a push come between.
        pull_request=pull_request(
            node,
            head=commit.get("oid", node["headRefOid"]),
            labels=(each["name"] for each in pages.labels),
            files=files,
        ),
        documents=rfc_documents(files, _blobs(commit), folder),
        comments=pages.comments_in_order(),
        comments_from=pages.comments_from,
        by_bot=viewer.is_bot or viewer.login.endswith(BOT_SUFFIX),
        read_at=read_at,
        label_events=tuple(
            label_event(each, viewer) for each in node["timelineItems"]["nodes"] if each
        ),
        label_nodes=_label_nodes(repository, stage_labels, pages.labels),
        check_run=check_run(commit),
        ledger=ledger,
    )


class _Pages:
    """What comes in pages: files and labels from the first on, comments from the last back."""

    def __init__(self, node: Node, oldest_needed: int, *, has_ledger: bool) -> None:
        self.node = node
        self.oldest_needed = oldest_needed
        self.has_ledger = has_ledger
        self.files: list[Node] = []
        self.labels: list[Node] = []
        self.comments: dict[int, Comment] = {}
        # The status comment is among the first, as a rule: it is not searched for behind hundreds.
        self.early_status = [
            said
            for said in (comment(each) for each in node["earliest"]["nodes"] if each)
            if _is_status(said)
        ]
        self.more_files: str | None = None
        self.more_labels: str | None = None
        self.has_older_comments = False
        self.before: str | None = None
        self.add(node)

    def add(self, page: Node) -> None:
        """Take a page in, and note where each list goes on."""
        if "files" in page:
            # GitHub has no list of files for a difference it does not compute.
            self.more_files = _take(page["files"], self.files)
        if "labels" in page:
            self.more_labels = _take(page["labels"], self.labels)
        if "comments" in page:
            read = [comment(each) for each in page["comments"]["nodes"] if each]
            self.comments |= {each.id: each for each in read}
            where = page["comments"]["pageInfo"]
            self.has_older_comments = bool(where["hasPreviousPage"])
            self.before = where["startCursor"]

    def are_missing(self) -> bool:
        """Whether something that matters has not been read."""
        return bool(self.more_files or self.more_labels or self._needs_older_comments())

    def variables(self) -> dict[str, Any]:
        """What asks for the next page of each list that has one to read."""
        return {
            "pull": self.node["id"],
            "files": self.more_files,
            "moreFiles": bool(self.more_files),
            "labels": self.more_labels,
            "moreLabels": bool(self.more_labels),
            "comments": self.before,
            "moreComments": self._needs_older_comments(),
        }

    def comments_in_order(self) -> tuple[Comment, ...]:
        """The comments read, oldest first."""
        read = {each.id: each for each in self.early_status} | self.comments
        return tuple(read[id] for id in sorted(read))

    @property
    def comments_from(self) -> int:
        """The id from which on every comment was read."""
        return min(self.comments, default=0) if self.has_older_comments else 0

    def _needs_older_comments(self) -> bool:
        if not self.has_older_comments:
            return False
        if min(self.comments, default=0) > self.oldest_needed:
            return True
        # Without it, a second status comment would be written.
        known = any(map(_is_status, self.comments.values())) or self.early_status
        return self.has_ledger and not known


def _take(page: Node | None, into: list[Node]) -> str | None:
    """Add a page's nodes; return the cursor of the next page, or None where there is none."""
    if page is None:
        return None
    into.extend(each for each in page["nodes"] or () if each)
    where = page["pageInfo"]
    return where["endCursor"] if where["hasNextPage"] else None


def _ledger(connection: Connection, ref: Node | None) -> LedgerState:
    if ref is None or ref["target"] is None:
        return LedgerState()
    blob = (ref["target"].get("file") or {}).get("object")
    text = text_of(connection, blob) if blob else ""
    if text is None:
        raise UserError(
            "The pull request's file on the ledger branch is not text.",
            "Look at the branch's history: records are appended by govbot and never edited by hand.",
        )
    return LedgerState(head=ref["target"]["oid"], text=text)


def _blobs(commit: Node) -> dict[str, str]:
    """The git ids of the files in the head commit's RFC folder, by name."""
    tree = (commit.get("file") or {}).get("object") or {}
    entries = tree.get("entries") or ()
    return {each["name"]: each["oid"] for each in entries if each["type"] == "blob"}


def _label_nodes(
    repository: Node, stage_labels: Iterable[str], put_on: Iterable[Node]
) -> dict[str, str]:
    """Node ids by label: those on the pull request, and each stage's under the lifecycle's name."""
    nodes = {each["name"]: each["id"] for each in put_on}
    for index, label in enumerate(stage_labels):
        found = repository[f"label{index}"]
        if found is not None:
            nodes |= {label: found["id"]}
    return nodes


def _is_status(said: Comment) -> bool:
    return said.by_viewer and STATUS_MARKER in said.body


def _may_be_missing(problem: Problem) -> bool:
    """Whether a snapshot can do without: GitHub gives an error beside a null for what is not there.

    A personal token that may not read check runs may not write them either, so none is lost.
    """
    field = str(problem.path[-1]) if problem.path else ""
    if problem.type == "NOT_FOUND":
        return field in {"file", "pullRequest", "ref"} or LABEL_FIELD.fullmatch(field) is not None
    return (problem.type, field) == ("FORBIDDEN", "checkSuites")
