"""Discussions and their categories as GraphQL shows them."""

from __future__ import annotations

from typing import Unpack

from govbot.sandbox.graph.paging import Bounds, Connection
from govbot.sandbox.graph.view import HomeView, Viewpoint, page_of
from govbot.sandbox.graph.written_views import WrittenView
from govbot.sandbox.model import Discussion, DiscussionCategory, Repository
from govbot.sandbox.shapes import node_id, timestamp

__all__ = ["CategoryView", "DiscussionView", "categories_of", "discussions_of"]


class CategoryView(HomeView):
    """A category of a repository's discussions."""

    typename = "DiscussionCategory"

    def __init__(self, at: Viewpoint, home: Repository, category: DiscussionCategory) -> None:
        super().__init__(at, home)
        self.category = category
        self.id = node_id("DIC", category.id)
        self.name, self.slug = category.name, category.slug
        self.emoji, self.description = category.emoji, category.description
        self.is_answerable = category.answerable
        self.created_at = self.updated_at = timestamp(home.created_at)


class DiscussionView(WrittenView):
    """A discussion."""

    typename = "Discussion"

    def __init__(self, at: Viewpoint, home: Repository, discussion: Discussion) -> None:
        super().__init__(at, home, discussion)
        self.discussion = discussion
        self.id = node_id("D", discussion.id)
        self.number, self.title = discussion.number, discussion.title
        self.url = page_of(self, home, f"/discussions/{discussion.number}")

    def category(self) -> CategoryView:
        """What it stands under."""
        found = self.world.category(self.discussion.category, self.home)
        return CategoryView(self.at, self.home, found)


def categories_of(at: Viewpoint, home: Repository, **page: Unpack[Bounds]) -> Connection:
    """A repository's categories; none while discussions are off."""
    found = home.discussion_categories if home.discussions_enabled else []
    return Connection(
        "discussionCategories", found, lambda one: CategoryView(at, home, one), **page
    )


def discussions_of(
    at: Viewpoint,
    home: Repository,
    category_id: str | None,
    order_by: dict[str, str] | None,
    **page: Unpack[Bounds],
) -> Connection:
    """A repository's discussions, the last changed first unless ordered; none while they are off."""
    found = [
        discussion
        for discussion in home.discussions.values()
        if home.discussions_enabled and category_id in (None, node_id("DIC", discussion.category))
    ]
    order = order_by or {"field": "UPDATED_AT", "direction": "DESC"}
    made = order["field"] == "CREATED_AT"
    found.sort(
        key=lambda one: (one.created_at if made else one.updated_at, one.number),
        reverse=order["direction"] == "DESC",
    )
    return Connection("discussions", found, lambda one: DiscussionView(at, home, one), **page)
