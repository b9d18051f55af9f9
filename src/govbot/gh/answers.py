"""From GitHub's GraphQL answers to the frozen models of the core.

account({"__typename": "Bot", "login": "github-actions", "databaseId": 41898282})
# Account(login="github-actions[bot]", id=41898282, is_bot=True): as GitHub shows it elsewhere
account(None)
# Account(login="ghost", id=10137): whose account is gone
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from govbot.core.accounts import Account
from govbot.core.documents import Document
from govbot.core.markers import CHECK_OF
from govbot.core.snapshot import (
    ChangedFile,
    CheckRun,
    Comment,
    LabelEvent,
    PullRequest,
    PullState,
    Review,
    ReviewState,
)

__all__ = [
    "BOT_SUFFIX",
    "GHOST",
    "Node",
    "account",
    "changed_file",
    "check_run",
    "comment",
    "gone",
    "is_by",
    "label_event",
    "pull_request",
    "review",
    "rfc_documents",
]

Node = Mapping[str, Any]

GHOST = Account(login="ghost", id=10137)
"""The account that GitHub puts in the place of one that was deleted."""

WITH_ID = {"User", "Bot", "Organization", None}
"""The kinds of accounts whose numeric id GitHub gives; None is an answer that does not say the kind."""

NOBODY = 0
"""The id of an account of another kind, such as one of an enterprise, that GitHub gives none of: whoever it
is, it is not the person whose login it has here."""

BOT_SUFFIX = "[bot]"
TEMPLATE = "0000-template.md"
ABOUT_THE_FOLDER = {"index.md", "readme.md", TEMPLATE}
NEW = {"added", "copied", "renamed"}


def account(actor: Node | None) -> Account:
    """Return who an `Actor` is. GraphQL leaves `[bot]` off a bot's login; REST and pages show it."""
    if actor is None:
        return GHOST
    login, kind = str(actor["login"]), actor.get("__typename")
    is_bot = kind == "Bot"
    if is_bot and not login.endswith(BOT_SUFFIX):
        login += BOT_SUFFIX
    id = actor.get("databaseId")
    if id is None and kind not in WITH_ID:
        id = NOBODY
    return Account(login=login, id=id, is_bot=is_bot)


def is_by(node: Node, viewer: Account) -> bool:
    """Say whether the viewer wrote it: by the numeric id of the account, which nobody else can have."""
    return node["author"] is not None and account(node["author"]).is_same(viewer)


def comment(node: Node, viewer: Account) -> Comment:
    """Return a comment, or what begins a discussion, as if it were one; `viewer` is whose token it is.

    Comments' ids have outgrown GraphQL's 32-bit `databaseId`; the full one is a string.
    """
    return Comment(
        node=node["id"],
        id=int(node.get("fullDatabaseId") or node["databaseId"]),
        author=account(node["author"]),
        body=node["body"],
        url=node["url"],
        created_at=_moment(node["createdAt"]),
        edited_at=_moment_or_none(node["lastEditedAt"]),
        editor=_editor(node),
        by_viewer=is_by(node, viewer),
        reactions=_reactions(node),
    )


def review(node: Node) -> Review:
    """Return a review that was sent. Its full id is only in its address: `#pullrequestreview-...`."""
    return Review(
        node=node["id"],
        id=int(node["url"].rpartition("-")[2]),
        author=account(node["author"]),
        state=ReviewState(node["state"].lower()),
        body=node["body"],
        url=node["url"],
        submitted_at=_moment(node["submittedAt"] or node["createdAt"]),
        commit=(node["commit"] or {}).get("oid", ""),
        edited_at=_moment_or_none(node["lastEditedAt"]),
        editor=_editor(node),
        reactions=_reactions(node),
    )


def label_event(node: Node, viewer: Account) -> LabelEvent:
    """Return who moved a label; `viewer` is whose token it is."""
    actor = account(node["actor"])
    return LabelEvent(
        node=node["id"],
        label=node["label"]["name"],
        added=node["__typename"] == "LabeledEvent",
        actor=actor,
        at=_moment(node["createdAt"]),
        by_viewer=node["actor"] is not None and actor.is_same(viewer),
    )


def changed_file(node: Node) -> ChangedFile:
    """Return a file that the pull request touches."""
    return ChangedFile(path=node["path"], change=node["changeType"].lower())


def check_run(commit: Node, viewer: Account) -> CheckRun | None:
    """Return govbot's newest check run among those that were asked for, if there is one.

    It is known by its external id, since a job of any workflow may be called as it is, and by its app: a
    bot is that of the app whose name it has, and nobody else has one to set check runs with.
    """
    runs = {
        run["id"]: (suite, run)
        for end in ("firstSuites", "lastSuites")
        for suite in _nodes(commit.get(end))
        for run in (*_nodes(suite.get("firstRuns")), *_nodes(suite.get("lastRuns")))
    }
    of_app = {node for node, (suite, _) in runs.items() if _may_be_of(suite, viewer)}
    known = sorted((run for _, run in runs.values()), key=_age)
    own = [
        run for run in known if run["id"] in of_app and CHECK_OF.fullmatch(run["externalId"] or "")
    ]
    if not own:
        return None
    newest = own[-1]
    said = CHECK_OF.fullmatch(newest["externalId"])
    foreign = [each for each in known if each not in own]
    begun = [
        suite["createdAt"]
        for suite in _nodes(commit.get("latestSuites"))
        if _app_of(suite) == _app_of(runs[newest["id"]][0])
    ]
    return CheckRun(
        node=newest["id"],
        about=int(said[1]) if said and said[1] else None,
        conclusion=_conclusion(newest),
        title=newest["title"] or "",
        summary=newest["summary"] or "",
        set_at=_moment_or_none(newest["startedAt"]),
        first_set_at=_moment_or_none(own[0]["startedAt"]),
        has_rival=bool(foreign),
        is_covered=any(_age(each) > _age(newest) for each in foreign),
        is_behind=any(each > (newest["startedAt"] or "") for each in begun),
    )


def _may_be_of(suite: Node, viewer: Account) -> bool:
    if not viewer.login.endswith(BOT_SUFFIX):
        return True  # a person's token sets no check run, and reads whichever govbot set
    return _app_of(suite) == viewer.login.removesuffix(BOT_SUFFIX)


def _app_of(suite: Node) -> str:
    return str((suite["app"] or {}).get("slug") or "")


def _conclusion(run: Node) -> str:
    return str(run["conclusion"] or "").lower() if run["status"] == "COMPLETED" else "pending"


def _age(run: Node) -> tuple[str, int]:
    return str(run["startedAt"] or ""), int(run["databaseId"] or 0)


def pull_request(
    node: Node,
    head: str,
    committed_at: str | None,
    labels: Iterable[str],
    files: Iterable[ChangedFile],
) -> PullRequest:
    """Return the pull request or issue itself, with what was paged for and its head commit."""
    is_issue = node["__typename"] == "Issue"
    return PullRequest(
        node=node["id"],
        number=node["number"],
        title=node["title"],
        author=account(node["author"]),
        state=PullState(node["issueState" if is_issue else "state"].lower()),
        url=node["url"],
        is_issue=is_issue,
        head=head,
        base=node.get("baseRefName", ""),
        committed_at=_moment_or_none(committed_at),
        body=node["body"],
        edited_at=_moment_or_none(node["lastEditedAt"]),
        editor=_editor(node),
        renamed_at=next((_moment(each["createdAt"]) for each in _nodes(node.get("renamed"))), None),
        created_at=_moment(node["createdAt"]),
        updated_at=_moment(node["updatedAt"]),
        merged_at=_moment_or_none(node.get("mergedAt")),
        closed_at=_moment_or_none(node["closedAt"]),
        is_locked=node["locked"],
        labels=tuple(labels),
        files=tuple(files),
        files_in_all=node.get("changedFiles", 0),
    )


def gone(number: int, at: datetime) -> PullRequest:
    """Return what stands for an issue that was deleted or moved away, and that was so at `at` (UTC)."""
    return PullRequest(
        node="",
        number=number,
        title="",
        author=GHOST,
        state=PullState.CLOSED,
        url="",
        is_issue=True,
        is_gone=True,
        created_at=at,
        closed_at=at,
    )


SYMBOLIC_LINK = 0o120000
"""The mode that git gives to a link."""


def rfc_documents(
    files: Iterable[ChangedFile], entries: Mapping[str, Node], folder: str
) -> tuple[Document, ...]:
    """Return the RFC documents among the changed files; `entries` are the folder's, by file name.

    Any Markdown file that is new in the folder is meant as one; the checks say what its name should
    be. A file that was there before is an earlier RFC being mended, which is no new proposal. The
    template and the folder's readme are none either.
    """
    documents = []
    for file in files:
        parent, _, name = file.path.rpartition("/")
        if parent != folder or not name.endswith(".md") or name.lower() in ABOUT_THE_FOLDER:
            continue
        if file.change in NEW and (entry := entries.get(name)):
            documents.append(
                Document(
                    path=file.path,
                    blob=entry["oid"],
                    text_read=False,
                    is_link=entry["mode"] == SYMBOLIC_LINK,
                )
            )
    return tuple(documents)


def _nodes(connection: Node | None) -> list[Node]:
    """Return a connection's nodes. GitHub leaves out what the token may not see."""
    return [node for node in (connection or {}).get("nodes") or () if node is not None]


def _editor(node: Node) -> Account | None:
    """Who edited it last; GitHub names nobody where nobody did."""
    return account(node["editor"]) if node["editor"] else None


def _reactions(node: Node) -> frozenset[str]:
    """Return what somebody has reacted with, whoever it was.

    It is not known whether `viewerHasReacted` tells of what a workflow did in another job, and to ask who
    the reactors are is a connection for each kind of reaction of each comment. When the first one came
    costs nothing, and says enough: where somebody gave govbot's mark before it did, the mark is there.
    """
    groups = node["reactionGroups"] or ()
    return frozenset(
        group["content"] for group in groups if group["createdAt"] or group["viewerHasReacted"]
    )


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _moment_or_none(text: str | None) -> datetime | None:
    return _moment(text) if text else None
