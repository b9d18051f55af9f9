"""What comes in pages: files and labels from the first on, comments and reviews from the last back.

    pages = Pages(node, viewer, oldest_comment=0, oldest_review=0, has_ledger=False)
    while pages.are_missing():
        pages.add(connection.query(MORE, pages.variables()).complete()["node"])
    pages.comments_in_order()

All lists that go on share their requests.
"""

from __future__ import annotations

from typing import Any

from govbot.core.accounts import Account
from govbot.core.markers import STATUS_MARKER, is_marked
from govbot.core.snapshot import Comment, Review
from govbot.gh.answers import Node, comment, review

__all__ = ["Pages"]


class Pages:
    """The lists of one pull request or issue, `node`, as the first answer has them.

    `oldest_comment` and `oldest_review` are the ids of the oldest that matter; 0 means all.
    """

    def __init__(
        self,
        node: Node,
        viewer: Account,
        oldest_comment: int,
        oldest_review: int,
        *,
        has_ledger: bool,
    ) -> None:
        self.node = node
        self.viewer = viewer
        self.oldest_comment = oldest_comment
        self.oldest_review = oldest_review
        self.has_ledger = has_ledger
        self.files: list[Node] = []
        self.labels: list[Node] = []
        self.comments: dict[int, Comment] = {}
        self.reviews: dict[int, Review] = {}
        # The status comment is among the first, as a rule: it is not searched for behind hundreds.
        self.early_status = [
            said
            for said in (comment(each, viewer) for each in node["earliest"]["nodes"] if each)
            if _is_status(said)
        ]
        self.more_files: str | None = None
        self.more_labels: str | None = None
        self.before_comments: str | None = None
        self.before_reviews: str | None = None
        self.add(node)

    def add(self, page: Node) -> None:
        """Take a page in, and note where each list goes on."""
        if "files" in page:
            # GitHub has no list of files for a difference it does not compute.
            self.more_files = _take(page["files"], self.files)
        if "labels" in page:
            self.more_labels = _take(page["labels"], self.labels)
        if "comments" in page:
            said = [comment(each, self.viewer) for each in page["comments"]["nodes"] if each]
            self.comments |= {each.id: each for each in said}
            self.before_comments = _earlier(page["comments"])
        if page.get("reviews"):
            self._add_reviews(page["reviews"])

    def are_missing(self) -> bool:
        """Whether something that matters has not been read."""
        return bool(
            self.more_files
            or self.more_labels
            or self.before_reviews
            or self._needs_older_comments()
        )

    def variables(self) -> dict[str, Any]:
        """What asks for the next page of each list that has one to read."""
        return {
            "subject": self.node["id"],
            "files": self.more_files,
            "moreFiles": bool(self.more_files),
            "labels": self.more_labels,
            "moreLabels": bool(self.more_labels),
            "comments": self.before_comments,
            "moreComments": self._needs_older_comments(),
            "reviews": self.before_reviews,
            "moreReviews": bool(self.before_reviews),
        }

    def comments_in_order(self) -> tuple[Comment, ...]:
        """The comments read, oldest first."""
        read = {each.id: each for each in self.early_status} | self.comments
        return tuple(read[id] for id in sorted(read))

    def reviews_in_order(self) -> tuple[Review, ...]:
        """The reviews read, in the order in which they were sent."""
        return tuple(sorted(self.reviews.values(), key=lambda each: (each.submitted_at, each.id)))

    @property
    def comments_from(self) -> int:
        """The id from which on every comment was read."""
        return min(self.comments, default=0) if self.before_comments else 0

    def _add_reviews(self, page: Node) -> None:
        sent = [review(each) for each in page["nodes"] or () if each]
        self.reviews |= {each.id: each for each in sent}
        # A review has its number from when it was begun: one with a small number may be sent late.
        # So a page is the last to be read when it holds none that matters, not when it holds an old one.
        matters = any(each.id >= self.oldest_review for each in sent)
        self.before_reviews = _earlier(page) if matters else None

    def _needs_older_comments(self) -> bool:
        if not self.before_comments:
            return False
        if min(self.comments, default=0) > self.oldest_comment:
            return True
        # Without it, a second status comment would be written.
        known = any(map(_is_status, self.comments.values())) or self.early_status
        return self.has_ledger and not known


def _take(page: Node | None, into: list[Node]) -> str | None:
    """Add a page's nodes; return the cursor of the next page, or None where there is none."""
    if page is None:
        return None
    into.extend(each for each in page["nodes"] or () if each)
    where = page["pageInfo"]
    return where["endCursor"] if where["hasNextPage"] else None


def _earlier(page: Node) -> str | None:
    """Return the cursor of the page before, or None where there is none."""
    where = page["pageInfo"]
    return where["startCursor"] if where["hasPreviousPage"] else None


def _is_status(said: Comment) -> bool:
    return said.by_viewer and is_marked(said.body, STATUS_MARKER)
