"""What GitHub shows of one pull request at one moment: the only thing `decide` looks at.

`govbot.gh` gathers it in one query. Comments are those after the ledger's watermark (and, while a
vote is open, all from its first ballot on), oldest first. All times are UTC.
"""

from __future__ import annotations

from datetime import datetime, timedelta
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
    "Posting",
    "PullRequest",
    "PullState",
    "Review",
    "ReviewState",
    "Snapshot",
]


class PullState(StrEnum):
    """Whether a pull request is open, was closed, or was merged."""

    OPEN = "open"
    CLOSED = "closed"
    MERGED = "merged"


class ChangedFile(Strict):
    """A file the pull request touches; `change` is GitHub's word in lower case (added, deleted...).

    `previous` is where a renamed file was before, where that is known.
    """

    path: str
    change: str = "modified"
    previous: str = ""

    @property
    def paths(self) -> tuple[str, ...]:
        """Where the file is, and where it was."""
        return (self.path, self.previous) if self.previous else (self.path,)


class PullRequest(Strict):
    """The pull request itself, or the issue. `node` is its node id; `url` is its page.

    An issue has no `head` and no files. `base` is the branch that it is to be merged into, `committed_at`
    when the head commit says that it was made, and `files_in_all` how many files GitHub says it changes:
    more than `files` where GitHub does not list them all. What was deleted, or moved to another repository, `is_gone`: it
    is shown closed, and nothing can be written on it. `body` is what its author wrote first, `edited_at` and `editor`
    when and by whom that was changed last; `renamed_at` when an issue last got another title, and `updated_at`
    when GitHub says that anything about it last changed. Where its
    conversation `is_locked`, no bot may comment or react.
    """

    node: str
    number: int
    title: str
    author: Account
    state: PullState
    url: str
    is_issue: bool = False
    is_gone: bool = False
    head: str = ""
    base: str = ""
    committed_at: datetime | None = None
    body: str = ""
    edited_at: datetime | None = None
    editor: Account | None = None
    renamed_at: datetime | None = None
    created_at: datetime
    updated_at: datetime | None = None
    merged_at: datetime | None = None
    closed_at: datetime | None = None
    is_locked: bool = False
    labels: tuple[str, ...] = ()
    files: tuple[ChangedFile, ...] = ()
    files_in_all: int = 0

    @property
    def kind(self) -> str:
        """What it is, in words: `issue` or `pull request`."""
        return "issue" if self.is_issue else "pull request"


class Comment(Strict):
    """A comment on the pull request.

    `editor` is who edited it last (None: never edited, or unknown), `reactions` those that are there,
    whoever gave them, `by_viewer` whether govbot wrote it.
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


class ReviewState(StrEnum):
    """What a review says of the pull request."""

    APPROVED = "approved"
    CHANGES_REQUESTED = "changes_requested"
    COMMENTED = "commented"
    DISMISSED = "dismissed"


class Review(Strict):
    """A review of the pull request. `submitted_at` is when it was sent; the rest is as for a comment.

    `commit` is the commit that was reviewed, empty where GitHub has it no more.
    """

    node: str
    id: int
    author: Account
    state: ReviewState
    body: str
    url: str
    submitted_at: datetime
    commit: str = ""
    edited_at: datetime | None = None
    editor: Account | None = None
    reactions: frozenset[str] = frozenset()


class Posting(Strict):
    """Where the end of a vote can be announced, and what govbot announced there already.

    `node` is the issue's node id, or the discussion category's; None where there is no such place.
    `posted` are govbot's own comments or discussions there, newest first; `is_whole` says whether they
    are all since what is to be announced.
    """

    place: str
    node: str | None
    posted: tuple[Comment, ...] = ()
    is_whole: bool = True


class LabelEvent(Strict):
    """Somebody put a label on the pull request or took it off."""

    node: str
    label: str
    added: bool
    actor: Account
    at: datetime
    by_viewer: bool = False


PENDING_FOR = timedelta(days=10)
"""How long a check run says pending before another takes its place. GitHub fails it after 14 days."""


class CheckRun(Strict):
    """govbot's newest check run `govbot / rfc` on the head commit. `conclusion` is in lower case.

    `set_at` is when it was set, and `first_set_at` when the oldest was: the commit was there by then. It
    `has_rival` where something else set a check of that name too, and `is_covered` where that is newer. It
    `is_behind` where workflows have begun on the commit since: GitHub may then look among theirs alone.
    It is `about` a pull request; of those from one commit, others may have set it.
    """

    node: str
    conclusion: str
    title: str
    summary: str
    set_at: datetime | None = None
    first_set_at: datetime | None = None
    has_rival: bool = False
    is_covered: bool = False
    is_behind: bool = False
    about: int | None = None

    def is_of_another(self, number: int) -> bool:
        """Say whether another pull request of the same commit set it."""
        return self.about not in (None, number)

    @property
    def is_pending(self) -> bool:
        """Whether it says that nothing is decided yet."""
        return self.conclusion == "pending"

    def concludes(self, conclusion: str, now: datetime | None) -> bool:
        """Say whether readers see this conclusion at `now` (UTC), and will go on seeing it for a while."""
        if self.conclusion != conclusion or self.is_covered or self.is_behind:
            return False
        lapses = self.is_pending and self.set_at and now and now >= self.set_at + PENDING_FOR
        return not lapses


class LedgerState(Strict):
    """The ledger branch: its head (None: no branch yet) and this number's files (empty: none yet).

    `text` is `rfcs/<number>.jsonl`, `motion_text` is `motions/<number>.jsonl`; a number has one of them.
    """

    head: str | None = None
    text: str = ""
    motion_text: str = ""


class Snapshot(Strict):
    """Everything a decision needs, gathered at one moment.

    `comments_from` is the id from which on every comment is here: of the older ones only govbot's own
    status comment. `by_bot` says whether the token is a bot's, as it is in a workflow. `read_at` is
    GitHub's time when it gave the comments. `documents` are the RFC documents that the pull request
    adds; one whose text was not read has `text_read` false (its text is as the ledger knows it).
    `default_branch` is the repository's; empty where it has none.
    `postings` are read only where the ledger owes an announcement.
    """

    repository: str
    repository_node: str
    default_branch: str = ""
    governance: Governance
    pull_request: PullRequest
    documents: tuple[Document, ...] = ()
    comments: tuple[Comment, ...] = ()
    comments_from: int = 0
    by_bot: bool = True
    read_at: datetime | None = None
    reviews: tuple[Review, ...] = ()
    postings: tuple[Posting, ...] = ()
    label_events: tuple[LabelEvent, ...] = ()
    label_nodes: dict[str, str] = Field(default_factory=dict)
    check_run: CheckRun | None = None
    ledger: LedgerState = LedgerState()
