"""Repositories as GraphQL shows them, and the query's own fields."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, TypeVar, Unpack

from govbot.sandbox.graph.conversation_views import (
    CommentView,
    IssueView,
    PullRequestView,
    subject,
)
from govbot.sandbox.graph.git_views import CheckRunView, RefView, git_object
from govbot.sandbox.graph.mark_views import LabelView, ordered_labels
from govbot.sandbox.graph.paging import Bounds, Connection
from govbot.sandbox.graph.view import ActorView, View, Viewpoint, actor, page_of
from govbot.sandbox.model import Issue, Repository
from govbot.sandbox.refusals import NotFound
from govbot.sandbox.shapes import node_id, timestamp

__all__ = ["QueryView", "RepositoryView", "find", "find_node"]

Kind = TypeVar("Kind", bound=View)


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
            if name.startswith("refs/") and self.git.ref(name):
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

    def pull_requests(
        self,
        states: list[str] | None = None,
        labels: list[str] | None = None,
        head_ref_name: str | None = None,
        base_ref_name: str | None = None,
        order_by: dict[str, str] | None = None,
        **page: Unpack[Bounds],
    ) -> Connection:
        """Pull requests that fit, in the order asked for (oldest first)."""
        found = []
        names = {name.lower() for name in labels or []}
        for issue in self.home.issues.values():
            if issue.pull is None:
                continue
            state = "MERGED" if issue.pull.merged_at else "CLOSED" if issue.closed else "OPEN"
            carried = {one.name.lower() for one in self.world.labels_of(issue, self.home)}
            if (
                (states is None or state in states)
                and (labels is None or names & carried)
                and head_ref_name in (None, issue.pull.head)
                and base_ref_name in (None, issue.pull.base)
            ):
                found.append(issue)
        order = order_by or {"field": "CREATED_AT", "direction": "ASC"}
        found.sort(key=ORDERS[order["field"]], reverse=order["direction"] == "DESC")
        key = None if order_by else lambda issue: int(issue.id)
        return Connection(
            "pullRequests", found, lambda one: subject(self.at, self.home, one), key=key, **page
        )

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


class QueryView(View):
    """Where every query begins."""

    typename = "Query"

    def viewer(self) -> ActorView:
        """Whose token it is."""
        return ActorView(self.at, self.at.viewer, as_user=True)

    def user(self, login: str) -> ActorView:
        """A user by login."""
        person = self.world.person(login)
        if person.type != "User":
            raise NotFound(f"Could not resolve to a User with the login of '{login}'.")
        return ActorView(self.at, person)

    def repository(self, owner: str, name: str, *, follow_renames: bool = True) -> RepositoryView:
        """A repository by owner and name; the sandbox's are never renamed."""
        del follow_renames
        return RepositoryView(self.at, self.world.repository(f"{owner}/{name}"))

    def node(self, id: str) -> View:
        """Anything by its node id."""
        return find_node(self.at, id)

    def nodes(self, ids: list[str]) -> list[View]:
        """Several things by their node ids."""
        return [find_node(self.at, one) for one in ids]

    def rate_limit(self, *, dry_run: bool = False) -> dict[str, Any]:
        """What is left of this hour's requests: the sandbox always has enough."""
        del dry_run
        reset = timestamp(self.world.now + timedelta(hours=1))
        limit = {"limit": 5000, "cost": 1, "nodeCount": 0, "remaining": 4999, "used": 1}
        return limit | {"resetAt": reset}


def find_node(at: Viewpoint, node: str) -> View:
    """The thing with this node id."""
    kind, _, rest = node.partition("_")
    world = at.world
    missing = NotFound(f"Could not resolve to a node with the global id of '{node}'.")
    if kind == "IC" and rest.isdigit():
        try:
            return CommentView(at, *world.find_comment(int(rest)))
        except NotFound:
            raise missing from None
    if kind in ("U", "B", "O") and rest.isdigit() and int(rest) in world.state.people:
        return ActorView(at, world.state.people[int(rest)])
    for home in world.state.repositories.values():
        found = _in_repository(at, home, kind, rest)
        if found is not None:
            return found
    raise missing


def _in_repository(at: Viewpoint, home: Repository, kind: str, rest: str) -> View | None:
    if kind == "R":
        return RepositoryView(at, home) if rest == str(home.id) else None
    if kind in ("C", "T", "B", "REF") and rest.startswith(f"{home.id}_"):
        name = rest.partition("_")[2]
        if kind == "REF":
            return RefView(at, home, name) if at.world.git_of(home).ref(name) else None
        return git_object(at, home, name)
    for issue in home.issues.values():
        if kind == "PR" and issue.pull and rest == str(issue.pull.id):
            return subject(at, home, issue)
        if kind == "I" and rest == str(issue.id):
            return IssueView(at, home, issue)
    for label in home.labels:
        if kind == "LA" and rest == str(label.id):
            return LabelView(at, home, label)
    for run in home.check_runs:
        if kind == "CR" and rest == str(run.id):
            return CheckRunView(at, home, run)
    return None


def find(at: Viewpoint, node: str, kind: type[Kind]) -> Kind:
    """The thing with this node id, which must be of this kind."""
    found = find_node(at, node)
    if not isinstance(found, kind):
        raise NotFound(f"Could not resolve to a node with the global id of '{node}'.")
    return found
