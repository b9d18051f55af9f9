"""What somebody wrote as GraphQL shows it: comments, reviews, discussions, issues, pull requests."""

from __future__ import annotations

from govbot.sandbox.conversation import Reactable
from govbot.sandbox.conversation_shapes import association
from govbot.sandbox.graph.mark_views import ReactionGroupView
from govbot.sandbox.graph.view import HomeView, Viewpoint, actor, moment
from govbot.sandbox.model import Permission, ReactionContent, Repository
from govbot.sandbox.shapes import timestamp

__all__ = ["WrittenView"]

INT_LIMIT = 2**31


class WrittenView(HomeView):
    """What issues, pull requests, comments and the like have in common: somebody wrote them."""

    def __init__(self, at: Viewpoint, home: Repository, thing: Reactable) -> None:
        super().__init__(at, home)
        self.thing = thing
        self.body = thing.body
        self.full_database_id = str(thing.id)
        # 32 bits are all that GraphQL's Int holds; larger ids are only in `fullDatabaseId`.
        self.database_id = thing.id if thing.id < INT_LIMIT else None
        self.author = actor(at, thing.author)
        self.author_association = association(at.world, home, thing.author)
        self.editor = actor(at, thing.editor)
        self.created_at = self.published_at = timestamp(thing.created_at)
        self.updated_at = timestamp(thing.updated_at)
        self.last_edited_at = moment(thing.edited_at)
        self.includes_created_edit = thing.edited_at is not None
        self.viewer_did_author = at.knows(thing.author)
        self.viewer_can_update = thing.author == at.viewer.id or at.world.allows(
            at.viewer, home, Permission.WRITE
        )

    def reaction_groups(self) -> list[ReactionGroupView]:
        """The eight reactions, given or not."""
        given = self.thing.reactions
        return [ReactionGroupView(self.at, content, given) for content in ReactionContent]
