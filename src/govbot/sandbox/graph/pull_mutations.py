"""GraphQL mutations on pull requests and their reviews."""

from __future__ import annotations

from typing import Any

from govbot.sandbox.graph.conversation_views import PullRequestView, subject
from govbot.sandbox.graph.paging import Edge, to_cursor
from govbot.sandbox.graph.query_view import find
from govbot.sandbox.graph.repository_views import RepositoryView
from govbot.sandbox.graph.review_views import ReviewView
from govbot.sandbox.graph.view import ActorView, Viewpoint
from govbot.sandbox.refusals import InvalidInput

__all__ = [
    "add_review",
    "close_pull_request",
    "create_pull_request",
    "dismiss_review",
    "merge_pull_request",
    "reopen_pull_request",
    "update_pull_request",
    "update_review",
]

Input = dict[str, Any]
Payload = dict[str, Any]


def create_pull_request(at: Viewpoint, given: Input) -> Payload:
    """Open a pull request for a branch that is there."""
    home = find(at, given["repositoryId"], RepositoryView).home
    issue = at.world.open_pull_request(
        given["title"],
        by=at.viewer,
        body=given.get("body") or "",
        head=given["headRefName"],
        base=given["baseRefName"],
        draft=bool(given.get("draft")),
        repository=home,
    )
    return {"pullRequest": subject(at, home, issue)}


def update_pull_request(at: Viewpoint, given: Input) -> Payload:
    """Change title or body."""
    on = find(at, given["pullRequestId"], PullRequestView)
    text = {"title": given.get("title"), "body": given.get("body")}
    at.world.edit(on.number, by=at.viewer, repository=on.home, **text)
    return {"pullRequest": subject(at, on.home, on.issue)}


def close_pull_request(at: Viewpoint, given: Input) -> Payload:
    """Close it without merging."""
    on = find(at, given["pullRequestId"], PullRequestView)
    at.world.close(on.number, by=at.viewer, repository=on.home)
    return {"pullRequest": subject(at, on.home, on.issue)}


def reopen_pull_request(at: Viewpoint, given: Input) -> Payload:
    """Open it again."""
    on = find(at, given["pullRequestId"], PullRequestView)
    at.world.reopen(on.number, by=at.viewer, repository=on.home)
    return {"pullRequest": subject(at, on.home, on.issue)}


def merge_pull_request(at: Viewpoint, given: Input) -> Payload:
    """Merge it, if its head is still the expected one."""
    on = find(at, given["pullRequestId"], PullRequestView)
    at.world.merge(
        on.number,
        by=at.viewer,
        method=(given.get("mergeMethod") or "MERGE").lower(),
        expected_head=given.get("expectedHeadOid"),
        headline=given.get("commitHeadline"),
        body=given.get("commitBody"),
        repository=on.home,
    )
    return {"actor": ActorView(at, at.viewer), "pullRequest": subject(at, on.home, on.issue)}


# Reviews


def add_review(at: Viewpoint, given: Input) -> Payload:
    """Submit a review; the sandbox keeps no drafts, so an event has to be given."""
    on = find(at, given["pullRequestId"], PullRequestView)
    if given.get("event") is None:
        raise InvalidInput("A review needs an event.")
    review = at.world.review(
        on.number,
        given["event"],
        given.get("body") or "",
        by=at.viewer,
        oid=given.get("commitOID"),
        repository=on.home,
    )
    view = ReviewView(at, on.home, on, review)
    return {"pullRequestReview": view, "reviewEdge": Edge(to_cursor(review.id), view)}


def update_review(at: Viewpoint, given: Input) -> Payload:
    """Change what a review says."""
    view = find(at, given["pullRequestReviewId"], ReviewView)
    review = at.world.edit_review(view.review, given["body"], by=at.viewer)
    return {"pullRequestReview": ReviewView(at, view.home, view.pull_request, review)}


def dismiss_review(at: Viewpoint, given: Input) -> Payload:
    """Take the force from a review."""
    view = find(at, given["pullRequestReviewId"], ReviewView)
    review = at.world.dismiss_review(view.review, given["message"], by=at.viewer)
    return {"pullRequestReview": ReviewView(at, view.home, view.pull_request, review)}
