"""Repositories as GraphQL shows them."""

from __future__ import annotations

from typing import Any, Unpack

from govbot.sandbox.graph.conversation_views import IssueView, PullRequestView, subject
from govbot.sandbox.graph.discussion_views import (
    DiscussionView,
    categories_of,
    discussions_of,
)
from govbot.sandbox.graph.git_views import RefView, git_object
from govbot.sandbox.graph.mark_views import LabelView, ordered_labels
from govbot.sandbox.graph.merge_queue_views import MergeQueueView
from govbot.sandbox.graph.paging import Bounds, Connection
from govbot.sandbox.graph.view import ActorView, View, Viewpoint, actor, page_of
from govbot.sandbox.model import Issue, Repository
from govbot.sandbox.refusals import NotFound
from govbot.sandbox.shapes import node_id, timestamp

__all__ = ["RepositoryView"]


class RepositoryView(View):
    """A repository."""

    typename = "Repository"

    def __init__(self, at: Viewpoint, home: Repository) -> None:
        super().__init__(at)
        self.home = home
        self.git = self.world.git_of(home)
        self.id = node_id("R", home.id)
        self.database_id = home.id
        self.name = home.name
        self.name_with_owner = self.world.full_name(home)
        self.description = home.description
        self.is_fork = home.fork_of is not None
        self.created_at = timestamp(home.created_at)
        self.url = page_of(self, home, "")
        self.has_discussions_enabled = home.discussions_enabled
        self.viewer_permission = self.world.permission(at.viewer, home).name

    def owner(self) -> ActorView | None:
        """Whose it is."""
        return actor(self.at, self.home.owner)

    def parent(self) -> RepositoryView | None:
        """What it was forked from."""
        name = self.home.fork_of
        return RepositoryView(self.at, self.world.repository(name)) if name else None

    def default_branch_ref(self) -> RefView | None:
        """The branch that pull requests go to."""
        return self.ref(f"refs/heads/{self.home.default_branch}")

    def ref(self, qualified_name: str) -> RefView | None:
        """A branch or tag, by its full name or the branch's own."""
        for name in (qualified_name, f"refs/heads/{qualified_name}", f"refs/{qualified_name}"):
            is_unseen = self.at.faults.hides_ref(self.home.id, name, self.world.now)
            if name.startswith("refs/") and self.git.ref(name) and not is_unseen:
                return RefView(self.at, self.home, name)
        return None

    def object(self, expression: str | None = None, oid: str | None = None) -> View | None:
        """A git object, by id or by an expression such as `main:governance/people.yaml`."""
        if oid is not None:
            return git_object(self.at, self.home, oid)
        revision, colon, path = (expression or "").partition(":")
        found = self.git.resolve(revision)
        if found is None or not colon:
            return git_object(self.at, self.home, found) if found else None
        if not path.strip("/"):
            tree = self.git.tree_of(found)
            return git_object(self.at, self.home, tree.id.decode()) if tree else None
        entry = self.git.lookup(found, path)
        return git_object(self.at, self.home, entry.oid, path.strip("/")) if entry else None

    def label(self, name: str) -> LabelView | None:
        """A label by its name, in any case."""
        found = self.world.find_label(name, self.home)
        return LabelView(self.at, self.home, found) if found else None

    def labels(
        self,
        query: str | None = None,
        order_by: dict[str, str] | None = None,
        **page: Unpack[Bounds],
    ) -> Connection:
        """Its labels; `query` is looked for in names and descriptions."""
        wanted = (query or "").lower()
        found = [
            label
            for label in ordered_labels(self.home.labels, order_by)
            if wanted in label.name.lower() or wanted in (label.description or "").lower()
        ]
        return Connection("labels", found, lambda one: LabelView(self.at, self.home, one), **page)

    def pull_request(self, number: int) -> PullRequestView:
        """A pull request by its number."""
        issue = self.world.pull(number, self.home)
        return PullRequestView(self.at, self.home, issue, self.world.pull_of(issue))

    def issue(self, number: int) -> IssueView:
        """An issue by its number."""
        found = self.home.issues.get(number)
        if found is None or found.pull:
            raise NotFound(f"Could not resolve to an Issue with the number of {number}.")
        return IssueView(self.at, self.home, found)

    def issue_or_pull_request(self, number: int) -> View:
        """Either, by its number."""
        return subject(self.at, self.home, self.world.issue(number, self.home))

    def merge_queue(self, branch: str | None = None) -> MergeQueueView:
        """The merge queue of a branch, of the default branch where none is named."""
        return MergeQueueView(self.at, self.home, branch or self.home.default_branch)

    def pull_requests(
        self,
        states: list[str] | None = None,
        labels: list[str] | None = None,
        head_ref_name: str | None = None,
        base_ref_name: str | None = None,
        order_by: dict[str, str] | None = None,
        head_repository: str | None = None,
        **page: Unpack[Bounds],
    ) -> Connection:
        """Pull requests that fit, in the order asked for (oldest first).

        `head_repository` is asked for by the sandbox itself: a fork has branches of the same names.
        """
        found = []
        names = {name.lower() for name in labels or []}
        for issue in self.home.issues.values():
            if issue.pull is None:
                continue
            state = "MERGED" if issue.pull.merged_at else "CLOSED" if issue.closed else "OPEN"
            if (
                (states is None or state in states)
                and (labels is None or names & self._names(issue))
                and head_ref_name in (None, issue.pull.head)
                and base_ref_name in (None, issue.pull.base)
                and head_repository in (None, issue.pull.head_repository)
            ):
                found.append(issue)
        return self._subjects("pullRequests", found, order_by, **page)

    def issues(
        self,
        states: list[str] | None = None,
        labels: list[str] | None = None,
        order_by: dict[str, str] | None = None,
        **page: Unpack[Bounds],
    ) -> Connection:
        """Issues that fit, in the order asked for (oldest first)."""
        names = {name.lower() for name in labels or []}
        found = [
            issue
            for issue in self.home.issues.values()
            if issue.pull is None
            and (states is None or ("CLOSED" if issue.closed else "OPEN") in states)
            and (labels is None or names & self._names(issue))
        ]
        return self._subjects("issues", found, order_by, **page)

    def _names(self, issue: Issue) -> set[str]:
        return {one.name.lower() for one in self.world.labels_of(issue, self.home)}

    def _subjects(
        self,
        field: str,
        found: list[Issue],
        order_by: dict[str, str] | None,
        **page: Unpack[Bounds],
    ) -> Connection:
        order = order_by or {"field": "CREATED_AT", "direction": "ASC"}
        found.sort(key=ORDERS[order["field"]], reverse=order["direction"] == "DESC")
        key = None if order_by else lambda issue: int(issue.id)
        return Connection(
            field, found, lambda one: subject(self.at, self.home, one), key=key, **page
        )

    def discussion(self, number: int) -> DiscussionView:
        """A discussion by its number."""
        return DiscussionView(self.at, self.home, self.world.discussion(number, self.home))

    def discussions(
        self,
        category_id: str | None = None,
        order_by: dict[str, str] | None = None,
        **page: Unpack[Bounds],
    ) -> Connection:
        """Its discussions, all or those of one category."""
        return discussions_of(self.at, self.home, category_id, order_by, **page)

    def discussion_categories(self, **page: Unpack[Bounds]) -> Connection:
        """What discussions may stand under."""
        return categories_of(self.at, self.home, **page)

    def collaborators(
        self,
        affiliation: str | None = None,
        login: str | None = None,
        query: str | None = None,
        **page: Unpack[Bounds],
    ) -> Connection:
        """People with a permission of their own; needs write access to be seen."""
        if affiliation == "OUTSIDE":
            return Connection("collaborators", [], lambda person: person, **page)
        if self.viewer_permission not in ("WRITE", "MAINTAIN", "ADMIN"):
            raise NotFound("Must have push access to view repository collaborators.")
        people = [self.world.state.people.get(number) for number in self.home.permissions]
        found = [
            person
            for person in people
            if person
            and (login is None or person.login.lower() == login.lower())
            and (query or "").lower() in person.login.lower()
        ]
        return Connection(
            "collaborators",
            found,
            lambda person: ActorView(self.at, person),
            edge=lambda person: self.world.permission(person, self.home).name,
            **page,
        )


def _comments(issue: Issue) -> tuple[int, int]:
    return len(issue.comments), issue.id


ORDERS: dict[str, Any] = {
    "CREATED_AT": lambda issue: (issue.created_at, issue.id),
    "UPDATED_AT": lambda issue: (issue.updated_at, issue.id),
    "COMMENTS": _comments,
}
