"""Labels and reactions as GraphQL shows them."""

from __future__ import annotations

from typing import Unpack

from govbot.sandbox.graph.paging import Bounds, Connection
from govbot.sandbox.graph.view import ActorView, HomeView, View, Viewpoint, actor, moment, page_of
from govbot.sandbox.model import Label, Reaction, ReactionContent, Repository
from govbot.sandbox.shapes import node_id, timestamp

__all__ = ["LabelView", "ReactionGroupView", "ReactionView", "ordered_labels"]


class LabelView(HomeView):
    """A label of a repository."""

    typename = "Label"

    def __init__(self, at: Viewpoint, home: Repository, label: Label) -> None:
        super().__init__(at, home)
        self.id = node_id("LA", label.id)
        self.name, self.color, self.description = label.name, label.color, label.description
        self.is_default = False
        self.created_at = self.updated_at = timestamp(home.created_at)
        self.url = page_of(self, home, f"/labels/{label.name.replace(' ', '%20')}")


class ReactionView(View):
    """One reaction; the user is null for a bot's, as the schema has only users there."""

    typename = "Reaction"

    def __init__(self, at: Viewpoint, reaction: Reaction) -> None:
        super().__init__(at)
        self.id = node_id("REA", reaction.id)
        self.database_id = reaction.id
        self.content = reaction.content.name
        self.created_at = timestamp(reaction.created_at)
        person = at.world.state.people.get(reaction.by)
        self.user = ActorView(at, person) if person and person.type == "User" else None


class ReactionGroupView(View):
    """Everybody who gave the same reaction."""

    typename = "ReactionGroup"

    def __init__(self, at: Viewpoint, content: ReactionContent, given: list[Reaction]) -> None:
        super().__init__(at)
        self.content = content.name
        self.given = [reaction for reaction in given if reaction.content is content]
        self.created_at = moment(self.given[0].created_at) if self.given else None
        self.viewer_has_reacted = any(at.knows(one.by) for one in self.given)

    def reactors(self, **page: Unpack[Bounds]) -> Connection:
        """Who they are."""
        people = [one for one in self.given if one.by in self.world.state.people]
        return Connection("reactors", people, lambda one: actor(self.at, one.by), **page)


def ordered_labels(labels: list[Label], order_by: dict[str, str] | None) -> list[Label]:
    """Labels by creation or by name, as a `LabelOrder` says."""
    wanted = order_by or {"field": "CREATED_AT", "direction": "ASC"}
    by_name = wanted["field"] == "NAME"
    found = sorted(labels, key=lambda one: (one.name.lower() if by_name else "", one.id))
    return found[::-1] if wanted["direction"] == "DESC" else found
