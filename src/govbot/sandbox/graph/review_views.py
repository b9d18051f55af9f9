"""Reviews of pull requests as GraphQL shows them."""

from __future__ import annotations

from govbot.sandbox.graph.git_views import CommitView
from govbot.sandbox.graph.view import View, Viewpoint, page_of
from govbot.sandbox.graph.written_views import WrittenView
from govbot.sandbox.model import Repository, Review
from govbot.sandbox.shapes import node_id, timestamp

__all__ = ["ReviewView"]


class ReviewView(WrittenView):
    """A review of a pull request."""

    typename = "PullRequestReview"

    def __init__(self, at: Viewpoint, home: Repository, on: View, review: Review) -> None:
        super().__init__(at, home, review)
        self.review = review
        self.pull_request = on
        self.number = self.world.find_review(review)[1].number
        self.id = node_id("PRR", review.id)
        self.state = review.state.value
        self.submitted_at = timestamp(review.created_at)
        page = page_of(self, home, f"/pull/{self.number}")
        self.url = f"{page}#pullrequestreview-{review.id}"

    def commit(self) -> CommitView:
        """The commit that was read."""
        return CommitView(self.at, self.home, self.review.oid)
