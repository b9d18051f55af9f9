"""Issues, pull requests and comments as GraphQL shows them."""

from __future__ import annotations

from functools import cached_property
from typing import Any, Unpack

from govbot.sandbox.changed_files import ChangedFile
from govbot.sandbox.graph.git_views import CommitView, RefView
from govbot.sandbox.graph.mark_views import LabelView, ordered_labels
from govbot.sandbox.graph.paging import Bounds, Connection
from govbot.sandbox.graph.review_views import ReviewView
from govbot.sandbox.graph.view import ActorView, HomeView, View, Viewpoint, actor, moment, page_of
from govbot.sandbox.graph.written_views import WrittenView
from govbot.sandbox.model import (
    Comment,
    Issue,
    Label,
    LabelMove,
    PullRequest,
    Rename,
    Repository,
    Review,
)
from govbot.sandbox.shapes import node_id, timestamp

__all__ = ["CommentView", "ConversationView", "IssueView", "PullRequestView", "subject"]

PATCH_STATUSES = {"removed": "DELETED"}


class LabelMoveView(HomeView):
    """Somebody put a label on, or took it off."""

    def __init__(self, at: Viewpoint, home: Repository, issue: Issue, move: LabelMove) -> None:
        super().__init__(at, home)
        self.issue = issue
        self.typename = "LabeledEvent" if move.added else "UnlabeledEvent"  # type: ignore[misc]  # per instance
        self.id = node_id("LE" if move.added else "UNLE", move.id)
        self.actor = actor(at, move.by)
        self.created_at = timestamp(move.at)
        # Null, whatever the schema says, once the label itself was deleted.
        is_there = any(each.id == move.label.id for each in home.labels)
        self.label = LabelView(at, home, move.label) if is_there else None

    def labelable(self) -> View:
        """What the label was moved on."""
        return subject(self.at, self.home, self.issue)


class RenameView(View):
    """Somebody gave it another title."""

    typename = "RenamedTitleEvent"

    def __init__(self, at: Viewpoint, rename: Rename) -> None:
        super().__init__(at)
        self.rename = rename
        self.id = node_id("RTE", rename.id)
        self.actor = actor(at, rename.by)
        self.created_at = timestamp(rename.at)
        self.previous_title, self.current_title = rename.before, rename.after


class CommentView(WrittenView):
    """A comment on an issue or pull request."""

    typename = "IssueComment"

    def __init__(self, at: Viewpoint, home: Repository, issue: Issue, comment: Comment) -> None:
        super().__init__(at, home, comment)
        self.on = issue
        self.comment = comment
        self.id = node_id("IC", comment.id)
        kind = "pull" if issue.pull else "issues"
        self.url = page_of(self, home, f"/{kind}/{issue.number}#issuecomment-{comment.id}")
        self.is_minimized = comment.minimized is not None
        self.minimized_reason = comment.minimized

    def issue(self) -> IssueView:
        """The issue, or the pull request seen as one."""
        return IssueView(self.at, self.home, self.on)

    def pull_request(self) -> PullRequestView | None:
        """The pull request, if it is one."""
        found = subject(self.at, self.home, self.on)
        return found if isinstance(found, PullRequestView) else None


class ConversationView(WrittenView):
    """What issues and pull requests have in common."""

    def __init__(self, at: Viewpoint, home: Repository, issue: Issue) -> None:
        super().__init__(at, home, issue)
        self.issue = issue
        self.number, self.title = issue.number, issue.title
        self.closed = issue.closed
        self.closed_at = moment(issue.closed_at)
        self.locked = issue.locked

    def labels(self, order_by: dict[str, str] | None = None, **page: Unpack[Bounds]) -> Connection:
        """Its labels, in the order asked for."""
        found = ordered_labels(self.world.labels_of(self.issue, self.home), order_by)
        return Connection("labels", found, self._label, **page)

    def _label(self, label: Label) -> LabelView:
        return LabelView(self.at, self.home, label)

    def comments(
        self, order_by: dict[str, str] | None = None, **page: Unpack[Bounds]
    ) -> Connection:
        """Its comments: oldest first, or as `order_by` says."""
        comments, key = self.issue.comments, comment_id
        if order_by and order_by["direction"] == "DESC":
            comments, key = comments[::-1], newest_first
        return Connection("comments", comments, self._comment, key=key, **page)

    def _comment(self, comment: Comment) -> CommentView:
        return CommentView(self.at, self.home, self.issue, comment)

    def timeline_items(
        self, item_types: list[str] | None = None, **page: Unpack[Bounds]
    ) -> Connection:
        """What happened to its labels and title, oldest first: the sandbox shows no other event."""
        events: list[LabelMove | Rename] = [*self.issue.label_moves, *self.issue.renames]
        found = [
            event
            for event in sorted(events, key=lambda one: one.id)
            if item_types is None or item_type(event) in item_types
        ]
        return Connection("timelineItems", found, self._event, key=lambda one: int(one.id), **page)

    def _event(self, event: LabelMove | Rename) -> LabelMoveView | RenameView:
        if isinstance(event, Rename):
            return RenameView(self.at, event)
        return LabelMoveView(self.at, self.home, self.issue, event)


class IssueView(ConversationView):
    """An issue."""

    typename = "Issue"

    def __init__(self, at: Viewpoint, home: Repository, issue: Issue) -> None:
        super().__init__(at, home, issue)
        self.id = node_id("I", issue.id)
        self.url = page_of(self, home, f"/issues/{issue.number}")
        self.state = "CLOSED" if issue.closed else "OPEN"
        self.state_reason = issue.state_reason.name if issue.state_reason else None


class PullRequestView(ConversationView):
    """A pull request."""

    typename = "PullRequest"

    def __init__(self, at: Viewpoint, home: Repository, issue: Issue, pull: PullRequest) -> None:
        super().__init__(at, home, issue)
        self.pull = pull
        self.id = node_id("PR", pull.id)
        self.database_id = pull.id
        self.url = page_of(self, home, f"/pull/{issue.number}")
        self.merged = pull.merged_at is not None
        self.state = "MERGED" if self.merged else "CLOSED" if issue.closed else "OPEN"
        self.merged_at = moment(pull.merged_at)
        self.merged_by = actor(at, pull.merged_by)
        self.is_draft = pull.draft
        self.head_ref_name, self.head_ref_oid = pull.head, pull.head_oid
        self.base_ref_name = pull.base
        git = self.world.git_of(home)
        self.base_ref_oid = pull.base_oid if self.merged else git.branch(pull.base) or pull.base_oid
        self.is_cross_repository = pull.head_repository != self.world.full_name(home)

    @cached_property
    def found_files(self) -> list[ChangedFile]:
        """The changed files, worked out once."""
        return self.world.changed_files(self.issue, self.home)

    def mergeable(self) -> str:
        """Whether it merges without conflict."""
        if self.issue.closed:
            return "UNKNOWN"
        return "MERGEABLE" if self.world.mergeable(self.issue, self.home) else "CONFLICTING"

    def merge_commit(self) -> CommitView | None:
        """The commit that merged it."""
        oid = self.pull.merge_oid
        return CommitView(self.at, self.home, oid) if oid else None

    def files(self, **page: Unpack[Bounds]) -> Connection:
        """The changed files, by path."""
        self.at.allowance.take_diff(self.pull.id)
        return Connection("files", self.found_files, self._file, **page)

    def _file(self, file: ChangedFile) -> dict[str, Any]:
        return {
            "path": file.path,
            "changeType": PATCH_STATUSES.get(file.status, file.status.upper()),
            "additions": file.additions,
            "deletions": file.deletions,
        }

    def changed_files(self) -> int:
        """How many files it changes."""
        return len(self.found_files)

    def additions(self) -> int:
        """How many lines it adds."""
        return sum(file.additions for file in self.found_files)

    def deletions(self) -> int:
        """How many lines it takes away."""
        return sum(file.deletions for file in self.found_files)

    def reviews(
        self,
        states: list[str] | None = None,
        author: str | None = None,
        **page: Unpack[Bounds],
    ) -> Connection:
        """Its reviews, oldest first."""
        people = self.world.state.people
        found = [
            review
            for review in self.pull.reviews
            if (states is None or review.state.value in states)
            and (author is None or author == getattr(people.get(review.author), "login", None))
        ]
        return Connection("reviews", found, self._review, key=lambda one: int(one.id), **page)

    def _review(self, review: Review) -> ReviewView:
        return ReviewView(self.at, self.home, self, review)

    def commits(self, **page: Unpack[Bounds]) -> Connection:
        """Its commits, oldest first."""
        oids = self.world.commits_of(self.issue, self.home)
        return Connection("commits", oids, self._commit, **page)

    def _commit(self, oid: str) -> dict[str, Any]:
        return {
            "id": node_id("PRC", self.pull.id, oid),
            "commit": CommitView(self.at, self.home, oid),
            "pullRequest": self,
            "url": f"{self.url}/commits/{oid}",
        }

    def _source(self) -> Repository | None:
        return self.world.state.repositories.get(self.pull.head_repository)

    def head_repository(self) -> View | None:
        """Where its branch is; null where that fork is gone."""
        source = self._source()
        return self.at.show_repository(self.at, source) if source else None

    def head_repository_owner(self) -> ActorView | None:
        """Whose repository that is."""
        source = self._source()
        return actor(self.at, source.owner) if source else None

    def base_repository(self) -> View:
        """Where it is to be merged."""
        return self.repository()

    def head_ref(self) -> RefView | None:
        """Its branch, if it is still there."""
        source = self._source()
        if source is None or not self.world.git_of(source).branch(self.pull.head):
            return None
        return RefView(self.at, source, f"refs/heads/{self.pull.head}")

    def base_ref(self) -> RefView | None:
        """The branch it is to be merged into."""
        there = self.world.git_of(self.home).branch(self.pull.base)
        return RefView(self.at, self.home, f"refs/heads/{self.pull.base}") if there else None


def item_type(event: LabelMove | Rename) -> str:
    """What GitHub calls such an event where events are asked for by type."""
    if isinstance(event, Rename):
        return "RENAMED_TITLE_EVENT"
    return "LABELED_EVENT" if event.added else "UNLABELED_EVENT"


def comment_id(comment: Comment) -> int:
    """What a cursor names a comment by."""
    return comment.id


def newest_first(comment: Comment) -> int:
    """The same, for a list that begins with the newest."""
    return -comment.id


def subject(at: Viewpoint, home: Repository, issue: Issue) -> IssueView | PullRequestView:
    """An issue or a pull request, whichever it is."""
    if issue.pull:
        return PullRequestView(at, home, issue, issue.pull)
    return IssueView(at, home, issue)
