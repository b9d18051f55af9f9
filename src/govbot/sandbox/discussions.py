"""Discussions: categories, starting one, deleting it.

category = world.category("Announcements")
discussion = world.open_discussion(category.id, "March in short", "Two votes passed.", by="mo")
world.enable_discussions(enabled=False)

`discussion` webhooks are not sent: nothing that govbot does begins with one.
"""

from __future__ import annotations

from govbot.sandbox.conversation import check_body
from govbot.sandbox.ground import Who
from govbot.sandbox.issues import Issues, check_title
from govbot.sandbox.model import (
    ACTIONS_ID,
    Discussion,
    DiscussionCategory,
    Permission,
    Repository,
)
from govbot.sandbox.refusals import Forbidden, InvalidInput, NotFound

__all__ = ["Discussions"]

ANNOUNCEMENTS = "announcements"
"""The slug of the category in which only maintainers begin discussions."""

CATEGORIES = (
    ("Announcements", ANNOUNCEMENTS, ":mega:", "Updates from maintainers"),
    ("General", "general", ":speech_balloon:", "Chat about anything and everything here"),
    ("Ideas", "ideas", ":bulb:", "Share ideas for new features"),
)
"""Name, slug, emoji and description of the categories that a repository begins with."""


class Discussions(Issues):
    """What the world knows of discussions. They are on in a new repository, and off in a fork."""

    def enable_discussions(
        self, *, enabled: bool = True, repository: str | Repository | None = None
    ) -> None:
        """Turn discussions on or off, as an admin does in the settings."""
        home = self.repository(repository)
        home.discussions_enabled = enabled
        if enabled and not home.discussion_categories:
            home.discussion_categories = [
                DiscussionCategory(self.next_id("category", 5501), *fields) for fields in CATEGORIES
            ]

    def category(
        self, name: str | int, repository: str | Repository | None = None
    ) -> DiscussionCategory:
        """A category by its id, name or slug."""
        for category in self.repository(repository).discussion_categories:
            if name in (category.id, category.name, category.slug):
                return category
        raise NotFound(f"Could not resolve to a DiscussionCategory with the name '{name}'.")

    def discussion(self, number: int, repository: str | Repository | None = None) -> Discussion:
        """The discussion with this number."""
        found = self.repository(repository).discussions.get(number)
        if found is None:
            raise NotFound(f"Could not resolve to a Discussion with the number of {number}.")
        return found

    def open_discussion(
        self,
        category: str | int,
        title: str,
        body: str,
        *,
        by: Who,
        repository: str | Repository | None = None,
    ) -> Discussion:
        """Begin a discussion; anyone may, but for announcements."""
        home = self.repository(repository)
        actor = self.person(by)
        if not home.discussions_enabled:
            raise InvalidInput("Discussions are not enabled for this repository.")
        found = self.category(category, home)
        if found.slug == ANNOUNCEMENTS and actor.id != ACTIONS_ID:
            self.require(actor, home, Permission.MAINTAIN)
        check_title(title, "Discussion")
        check_body(body)
        discussion = Discussion(
            id=self.next_id("discussion", 5001),
            number=self.next_number(home),
            category=found.id,
            title=title,
            body=body,
            author=actor.id,
            created_at=self.now,
            updated_at=self.now,
        )
        home.discussions[discussion.number] = discussion
        return discussion

    def delete_discussion(
        self, number: int, *, by: Who, repository: str | Repository | None = None
    ) -> Discussion:
        """Delete a discussion; whoever began it may, and anyone with triage access."""
        home = self.repository(repository)
        actor = self.person(by)
        found = self.discussion(number, home)
        if not home.discussions_enabled:
            raise Forbidden("Discussions are not enabled for this repository.")
        if actor.id != found.author:
            self.require(actor, home, Permission.TRIAGE)
        del home.discussions[number]
        home.last_number = max(home.last_number, number)
        return found
