"""Everything about one pull request or issue, in one request: `Snapshot`.

    snapshot = read_pull_request(connection, 12, governance)    # None: nothing has that number

A second request is made only for what did not fit: more than 100 files or labels, comments and reviews
older than the last 100 that the ledger has not taken yet, or a ledger file that GitHub cut short.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from govbot.core.errors import UserError
from govbot.core.governance import Governance
from govbot.core.markers import CHECK_NAME
from govbot.core.snapshot import LedgerState, Snapshot
from govbot.gh.answers import (
    BOT_SUFFIX,
    Node,
    account,
    changed_file,
    check_run,
    gone,
    label_event,
    pull_request,
    rfc_documents,
)
from govbot.gh.connection import Connection
from govbot.gh.errors import Problem
from govbot.gh.pages import Pages
from govbot.gh.queries import MORE, SUITES, pull_request_query
from govbot.gh.texts import text_of

__all__ = ["read_pull_request"]

NEED_NOT_BE = {"file", "motion", "ref", "rfc", "subject"}
LABEL_FIELD = re.compile(r"label[0-9]+")


def _all(_ledger: str) -> int:
    return 0


def read_pull_request(
    connection: Connection,
    number: int,
    governance: Governance,
    oldest_comment_needed: Callable[[str], int] = _all,
    oldest_review_needed: Callable[[str], int] = _all,
) -> Snapshot | None:
    """Gather what a decision about pull request or issue `number` needs.

    Both functions get what the ledger has of the number, a motion's lines before an RFC's, and return
    the id of the oldest comment, or review, that still matters; 0 means all of them. Of reviews only
    those are read that approve, request changes, or were dismissed. Raise `UserError` when the
    repository cannot be read, `GitHubUnavailable` when GitHub does not answer.

    An issue that is no longer there is None, unless the ledger has a motion of it: then it `is_gone`.
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
        "rfc": f"rfcs/{number}.jsonl",
        "motion": f"motions/{number}.jsonl",
    } | {f"label{index}": label for index, label in enumerate(stage_labels)}
    reply = connection.query(pull_request_query(len(stage_labels)), variables)
    read_at = connection.server_time
    data = reply.ignoring(_may_be_missing)
    repository = data["repository"]
    node = repository["subject"]
    ledger = _ledger(connection, repository["ref"])
    viewer = account(data["viewer"])
    by_bot = viewer.is_bot or viewer.login.endswith(BOT_SUFFIX)
    if node is None and not ledger.motion_text:
        return None
    if node is None:
        return Snapshot(
            repository=connection.repository,
            repository_node=repository["id"],
            governance=governance,
            pull_request=gone(number, read_at),
            by_bot=by_bot,
            read_at=read_at,
            ledger=ledger,
        )
    recorded = ledger.motion_text + ledger.text
    pages = Pages(
        node,
        viewer,
        oldest_comment_needed(recorded),
        oldest_review_needed(recorded),
        has_ledger=bool(recorded),
    )
    while pages.are_missing():
        pages.add(connection.query(MORE, pages.variables()).complete()["node"])

    commits = node["commits"]["nodes"] if "commits" in node else ()
    commit: Node = next((each["commit"] for each in commits), {})
    files = [changed_file(each) for each in pages.files]
    return Snapshot(
        repository=connection.repository,
        repository_node=repository["id"],
        default_branch=(repository["defaultBranchRef"] or {}).get("name", ""),
        governance=governance,
        # The commit whose files and check were read, should a push come between.
        pull_request=pull_request(
            node,
            head=commit.get("oid") or node.get("headRefOid", ""),
            committed_at=commit.get("committedDate"),
            labels=(each["name"] for each in pages.labels),
            files=files,
        ),
        documents=rfc_documents(files, _entries(commit), folder),
        comments=pages.comments_in_order(),
        comments_from=pages.comments_from,
        by_bot=by_bot,
        read_at=read_at,
        reviews=pages.reviews_in_order(),
        label_events=tuple(
            label_event(each, viewer)
            for each in node["timelineItems"]["nodes"]
            if each and each["label"]  # none where the label itself was deleted since
        ),
        label_nodes=_label_nodes(repository, stage_labels, pages.labels),
        check_run=check_run(commit, viewer),
        ledger=ledger,
    )


def _ledger(connection: Connection, ref: Node | None) -> LedgerState:
    if ref is None or ref["target"] is None:
        return LedgerState()
    target = ref["target"]
    return LedgerState(
        head=target["oid"],
        text=_recorded(connection, target.get("rfc")),
        motion_text=_recorded(connection, target.get("motion")),
    )


def _recorded(connection: Connection, file: Node | None) -> str:
    """Return the text of a ledger file, empty where there is none."""
    blob = (file or {}).get("object")
    text = text_of(connection, blob) if blob else ""
    if text is None:
        raise UserError(
            "The file on the ledger branch is not text.",
            "Look at the branch's history: records are appended by govbot and never edited by hand.",
        )
    return text


def _entries(commit: Node) -> dict[str, Node]:
    """The files in the head commit's RFC folder, by name."""
    tree = (commit.get("file") or {}).get("object") or {}
    entries = tree.get("entries") or ()
    return {each["name"]: each for each in entries if each["type"] == "blob"}


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


def _may_be_missing(problem: Problem) -> bool:
    """Whether a snapshot can do without: GitHub gives an error beside a null for what is not there.

    A personal token that may not read check runs may not write them either, so none is lost.
    """
    field = str(problem.path[-1]) if problem.path else ""
    if problem.type == "NOT_FOUND":
        return field in NEED_NOT_BE or LABEL_FIELD.fullmatch(field) is not None
    # A fine-grained token is refused below the connection, once for each node of it.
    return problem.type == "FORBIDDEN" and not SUITES.isdisjoint(problem.path)
