"""REST: reviews of pull requests."""

from __future__ import annotations

from govbot.sandbox.model import Review
from govbot.sandbox.pull_shapes import shape_review
from govbot.sandbox.refusals import NotFound
from govbot.sandbox.rest.call import Answer, Call, route
from govbot.sandbox.shapes import Shape

__all__ = ["ROUTES"]


def show(call: Call, review: Review) -> Shape:
    """A review of the call's pull request."""
    issue = call.world.pull(call.number, call.home)
    return shape_review(call.world, call.home, issue, review)


def list_reviews(call: Call) -> Answer:
    """GET .../pulls/{number}/reviews, oldest first."""
    pull = call.world.pull_of(call.world.pull(call.number, call.home))
    return call.page(pull.reviews, lambda review: show(call, review))


def create_review(call: Call) -> Answer:
    """POST .../pulls/{number}/reviews; an `event` has to be given, as there are no drafts here."""
    review = call.world.review(
        call.number,
        str(call.value("event", "PENDING")),
        call.value("body") or "",
        by=call.viewer,
        oid=call.value("commit_id"),
        repository=call.home,
    )
    return Answer(show(call, review))


def find(call: Call) -> Review:
    """The review that the address names, which must be of this pull request."""
    home, issue, review = call.world.find_review(int(call.place["review_id"]))
    if home is not call.home or issue.number != call.number:
        raise NotFound("Not Found")
    return review


def get_review(call: Call) -> Answer:
    """GET .../pulls/{number}/reviews/{review_id}."""
    return Answer(show(call, find(call)))


def update_review(call: Call) -> Answer:
    """PUT .../pulls/{number}/reviews/{review_id}: another body."""
    body = str(call.value("body", ""))
    return Answer(show(call, call.world.edit_review(find(call), body, by=call.viewer)))


def dismiss_review(call: Call) -> Answer:
    """PUT .../pulls/{number}/reviews/{review_id}/dismissals, with a message."""
    message = str(call.value("message", ""))
    return Answer(show(call, call.world.dismiss_review(find(call), message, by=call.viewer)))


ROUTES = [
    route("GET", ".../pulls/<int:number>/reviews", list_reviews),
    route("POST", ".../pulls/<int:number>/reviews", create_review),
    route("GET", ".../pulls/<int:number>/reviews/<int:review_id>", get_review),
    route("PUT", ".../pulls/<int:number>/reviews/<int:review_id>", update_review),
    route("PUT", ".../pulls/<int:number>/reviews/<int:review_id>/dismissals", dismiss_review),
]
