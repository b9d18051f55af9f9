"""What GitHub shows of one pull request at one moment: the only thing `decide` looks at.

`govbot.gh` gathers it in one query. Comments are those after the ledger's watermark (and, while a
vote is open, all from its first ballot on), oldest first. All times are UTC.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from pydantic import Field

from govbot.core.accounts import Account
from govbot.core.documents import Document
from govbot.core.governance import Governance
from govbot.core.model import Strict

__all__ = [
    "ChangedFile",
    "CheckRun",
    "Comment",
    "LabelEvent",
    "LedgerState",
    "PullRequest",
    "PullState",
    "Snapshot",
]


class PullState(StrEnum):
    """Whether a pull request is open, was closed, or was merged."""

    OPEN = "open"
    CLOSED = "closed"
    MERGED = "merged"


class ChangedFile(Strict):
    """A file the pull request touches; `change` is GitHub's word in lower case (added, deleted...)."""

    path: str
    change: str = "modified"


class PullRequest(Strict):
    """The pull request itself. `node` is its node id; `url` is its page."""

    node: str
    number: int
    title: str
    author: Account
    state: PullState
    url: str
    head: str
    created_at: datetime
    merged_at: datetime | None = None
    closed_at: datetime | None = None
    labels: tuple[str, ...] = ()
    files: tuple[ChangedFile, ...] = ()


class Comment(Strict):
    """A comment on the pull request.

    `editor` is who edited it last (None: never edited, or unknown), `reactions` those that govbot
    itself gave, `by_viewer` whether govbot wrote it.
    """

    node: str
    id: int
    author: Account
    body: str
    url: str
    created_at: datetime
    edited_at: datetime | None = None
    editor: Account | None = None
    by_viewer: bool = False
    reactions: frozenset[str] = frozenset()


class LabelEvent(Strict):
    """Somebody put a label on the pull request or took it off."""

    node: str
    label: str
    added: bool
    actor: Account
    at: datetime
    by_viewer: bool = False


class CheckRun(Strict):
    """The check run `govbot / rfc` on the head commit. `conclusion` is in lower case."""

    node: str
    conclusion: str
    title: str
    summary: str


class LedgerState(Strict):
    """The ledger branch: its head (None: no branch yet) and this RFC's file (empty: none yet)."""

    head: str | None = None
    text: str = ""


class Snapshot(Strict):
    """Everything a decision needs, gathered at one moment.

    `comments_from` is the id from which on every comment is here: of the older ones only govbot's own
    status comment. `by_bot` says whether the token is a bot's, as it is in a workflow. `read_at` is
    GitHub's time when it gave the comments. `documents` are the RFC documents that the pull request
    adds; one whose text was not read has `text_read` false (its text is as the ledger knows it).
    """

    repository: str
    repository_node: str
    governance: Governance
    pull_request: PullRequest
    documents: tuple[Document, ...] = ()
    comments: tuple[Comment, ...] = ()
    comments_from: int = 0
    by_bot: bool = True
    read_at: datetime | None = None
    label_events: tuple[LabelEvent, ...] = ()
    label_nodes: dict[str, str] = Field(default_factory=dict)
    check_run: CheckRun | None = None
    ledger: LedgerState = LedgerState()
