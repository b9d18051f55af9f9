"""GraphQL mutations on discussions."""

from __future__ import annotations

from typing import Any

from govbot.sandbox.graph.discussion_views import CategoryView, DiscussionView
from govbot.sandbox.graph.query_view import find
from govbot.sandbox.graph.repository_views import RepositoryView
from govbot.sandbox.graph.view import Viewpoint

__all__ = ["create_discussion", "delete_discussion"]

Input = dict[str, Any]
Payload = dict[str, Any]


def create_discussion(at: Viewpoint, given: Input) -> Payload:
    """Begin a discussion in a category of the repository."""
    home = find(at, given["repositoryId"], RepositoryView).home
    category = find(at, given["categoryId"], CategoryView).category
    discussion = at.world.open_discussion(
        category.id, given["title"], given["body"], by=at.viewer, repository=home
    )
    return {"discussion": DiscussionView(at, home, discussion)}


def delete_discussion(at: Viewpoint, given: Input) -> Payload:
    """Delete a discussion, and show what it was."""
    view = find(at, given["id"], DiscussionView)
    at.world.delete_discussion(view.number, by=at.viewer, repository=view.home)
    return {"discussion": view}
