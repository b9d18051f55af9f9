"""The query's own fields, and finding anything by its node id."""

from __future__ import annotations

from typing import Any, TypeVar

from govbot.sandbox.graph.check_views import CheckRunView
from govbot.sandbox.graph.conversation_views import CommentView, subject
from govbot.sandbox.graph.discussion_views import CategoryView, DiscussionView
from govbot.sandbox.graph.git_views import RefView, git_object
from govbot.sandbox.graph.mark_views import LabelView
from govbot.sandbox.graph.repository_views import RepositoryView
from govbot.sandbox.graph.review_views import ReviewView
from govbot.sandbox.graph.view import ActorView, View, Viewpoint
from govbot.sandbox.model import Repository
from govbot.sandbox.refusals import NotFound
from govbot.sandbox.shapes import timestamp

__all__ = ["QueryView", "find", "find_node"]

Kind = TypeVar("Kind", bound=View)


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

    def nodes(self, ids: list[str]) -> list[View | NotFound]:
        """Several things by their node ids; one that is not there is an error of its own."""
        return [self._find_or_not(one) for one in ids]

    def _find_or_not(self, node: str) -> View | NotFound:
        try:
            return find_node(self.at, node)
        except NotFound as missing:
            return missing

    def rate_limit(self, *, dry_run: bool = False) -> dict[str, Any]:
        """What is left of this hour's points."""
        del dry_run
        budget, demand = self.at.allowance.budget, self.at.allowance.demand
        return {
            "limit": budget.limit,
            "cost": demand.points,
            "nodeCount": demand.nodes,
            "remaining": budget.left,
            "used": budget.used,
            "resetAt": timestamp(budget.ends),
        }


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
            return subject(at, home, issue)
        for review in issue.pull.reviews if issue.pull and kind == "PRR" else ():
            if rest == str(review.id):
                return ReviewView(at, home, subject(at, home, issue), review)
    for discussion in home.discussions.values():
        if kind == "D" and rest == str(discussion.id):
            return DiscussionView(at, home, discussion)
    for category in home.discussion_categories:
        if kind == "DIC" and rest == str(category.id):
            return CategoryView(at, home, category)
    for label in home.labels:
        if kind == "LA" and rest == str(label.id):
            return LabelView(at, home, label)
    for run in home.check_runs:
        if kind == "CR" and rest == str(run.id):
            return CheckRunView(at, home, at.world.check_run(run.id, home))
    return None


def find(at: Viewpoint, node: str, kind: type[Kind]) -> Kind:
    """The thing with this node id, which must be of this kind."""
    found = find_node(at, node)
    if not isinstance(found, kind):
        raise NotFound(f"Could not resolve to a node with the global id of '{node}'.")
    return found
