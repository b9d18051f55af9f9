"""Reviews of pull requests.

review = world.review(1, "APPROVE", by="ada")
world.edit_review(review, "Now that I have read it.", by="ada")
world.dismiss_review(review, "The text has changed.", by="mo")

A review is there as soon as it is submitted: the sandbox keeps none that are pending.
"""

from __future__ import annotations

from govbot.sandbox import webhooks
from govbot.sandbox.conversation import BODY_LIMIT
from govbot.sandbox.ground import Who
from govbot.sandbox.model import (
    ACTIONS_ID,
    Issue,
    Permission,
    Person,
    Repository,
    Review,
    ReviewState,
)
from govbot.sandbox.pulls import Pulls
from govbot.sandbox.refusals import Forbidden, InvalidInput, NotFound

__all__ = ["Reviews"]

STATES = {
    "APPROVE": ReviewState.APPROVED,
    "REQUEST_CHANGES": ReviewState.CHANGES_REQUESTED,
    "COMMENT": ReviewState.COMMENTED,
}
"""What comes of each event of REST."""

OWN = {
    ReviewState.APPROVED: "Can not approve your own pull request",
    ReviewState.CHANGES_REQUESTED: "Can not request changes on your own pull request",
}
"""What GitHub says to the author of the pull request."""


def unprocessable(text: str) -> InvalidInput:
    """GitHub's answer to a review it cannot take: the reason is in `errors`."""
    return InvalidInput("Unprocessable Entity", text)


def check_text(text: str, name: str = "Body") -> None:
    """Refuse words that GitHub would not take in a review."""
    if not text.strip():
        raise unprocessable(f"{name} can't be blank")
    if len(text) > BODY_LIMIT:
        raise unprocessable(f"{name} is too long (maximum is {BODY_LIMIT} characters)")


class Reviews(Pulls):
    """Submitting, editing and dismissing. A review may be named by its id or be the review."""

    def review(
        self,
        number: int,
        event: str,
        body: str = "",
        *,
        by: Who,
        oid: str | None = None,
        repository: str | Repository | None = None,
    ) -> Review:
        """Review a pull request; anyone may, but nobody approves what is their own.

        `event` is `APPROVE`, `REQUEST_CHANGES` or `COMMENT`; only an approval may say nothing.
        `oid` is the commit that was read: the head, unless it is given.
        """
        home = self.repository(repository)
        actor = self.person(by)
        issue = self.pull(number, home)
        pull = self.pull_of(issue)
        if event not in STATES:
            raise unprocessable(f"Variable $event was provided invalid value {event!r}")
        state = STATES[event]
        if issue.locked and not self.allows(actor, home, Permission.WRITE):
            raise Forbidden("Unable to create review because issue is locked.")
        if actor.id == issue.author and state in OWN:
            raise unprocessable(OWN[state])
        if actor.id == ACTIONS_ID and state is ReviewState.APPROVED:
            raise unprocessable("GitHub Actions is not permitted to approve pull requests.")
        if body or state is not ReviewState.APPROVED:
            check_text(body)
        if oid is not None and not self.git_of(home).has(oid):
            raise unprocessable("The commit is not part of the pull request")
        review = Review(
            id=self.next_id("review"),
            author=actor.id,
            body=body,
            state=state,
            oid=oid or pull.head_oid,
            created_at=self.now,
            updated_at=self.now,
        )
        pull.reviews.append(review)
        issue.updated_at = self.now
        webhooks.review_event(self, home, issue, review, actor, "submitted")
        return review

    def edit_review(self, review: Review | int, body: str, *, by: Who | None = None) -> Review:
        """Change what a review says; its author may (the default), and anyone with write access."""
        home, issue, found = self.find_review(review)
        actor = self._may_write(home, found.author if by is None else by, found.author)
        check_text(body)
        before, found.body = found.body, body
        if before != body:
            found.updated_at = found.edited_at = issue.updated_at = self.now
            found.editor = actor.id
            changes = {"body": {"from": before}}
            webhooks.review_event(self, home, issue, found, actor, "edited", changes)
        return found

    def dismiss_review(self, review: Review | int, message: str, *, by: Who) -> Review:
        """Take the force from an approval or a request for changes; needs write access."""
        home, issue, found = self.find_review(review)
        actor = self._may_write(home, by)
        check_text(message, "Message")
        if found.state not in (ReviewState.APPROVED, ReviewState.CHANGES_REQUESTED):
            word = found.state.value.lower()
            raise unprocessable(f"Can not dismiss a {word} pull request review")
        found.state = ReviewState.DISMISSED
        found.updated_at = issue.updated_at = self.now
        webhooks.review_event(self, home, issue, found, actor, "dismissed")
        return found

    def _may_write(self, home: Repository, by: Who, author: int | None = None) -> Person:
        actor = self.person(by)
        if actor.id != author:
            self.require(actor, home, Permission.WRITE)
        return actor

    def find_review(self, review: Review | int) -> tuple[Repository, Issue, Review]:
        """A review by its numeric id, with where it stands."""
        number = review.id if isinstance(review, Review) else review
        for repository in self.state.repositories.values():
            for issue in repository.issues.values():
                for found in issue.pull.reviews if issue.pull else ():
                    if found.id == number:
                        return repository, issue, found
        raise NotFound(f"There is no review {number}.")
