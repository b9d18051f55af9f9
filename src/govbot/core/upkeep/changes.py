"""What upkeep changes on GitHub: issues about a body, comments in them, and pull requests of its own.

    OpenIssue(key="roster council", title="Terms of Community Council", ...)
    # "open an issue: Terms of Community Council"

Each says in words what it does. `key` is what an issue or comment is about; it stands in the text as a
hidden marker, and is how a later run finds again what an earlier one made.
"""

from __future__ import annotations

from govbot.core.model import Strict

__all__ = [
    "CloseIssue",
    "CommentOnIssue",
    "DeleteIssueComment",
    "EditIssue",
    "OpenIssue",
    "Propose",
    "ReopenIssue",
    "UpkeepChange",
    "WithdrawProposal",
]


class OpenIssue(Strict):
    """Open an issue; the body holds the marker of its key."""

    key: str
    title: str
    body: str
    label: str

    def describe(self) -> str:
        """Say what this does."""
        return f"open an issue: {self.title}"


class EditIssue(Strict):
    """Give an issue of govbot's a new title and body."""

    number: int
    node: str
    title: str
    body: str

    def describe(self) -> str:
        """Say what this does."""
        return f"edit #{self.number}: {self.title}"


class CommentOnIssue(Strict):
    """Write a comment in an issue of govbot's; the body holds the marker of its key."""

    number: int
    node: str
    key: str
    body: str
    purpose: str

    def describe(self) -> str:
        """Say what this does."""
        return f"write {self.purpose} in #{self.number}"


class DeleteIssueComment(Strict):
    """Delete a comment that govbot wrote twice."""

    number: int
    node: str
    purpose: str

    def describe(self) -> str:
        """Say what this does."""
        return f"delete a second copy of {self.purpose} in #{self.number}"


class CloseIssue(Strict):
    """Close an issue of govbot's: what it was about is over."""

    number: int
    node: str
    purpose: str

    def describe(self) -> str:
        """Say what this does."""
        return f"close #{self.number}: {self.purpose}"


class ReopenIssue(Strict):
    """Open an issue of govbot's again: there is something new in it."""

    number: int
    node: str
    purpose: str

    def describe(self) -> str:
        """Say what this does."""
        return f"reopen #{self.number}: {self.purpose}"


class Propose(Strict):
    """Propose files in a pull request of govbot's own, from its own branch.

    `files` are whole texts by path. `number` is that of the open pull request from that branch, which
    gets the new files, title and body; None opens one.
    """

    key: str
    branch: str
    title: str
    body: str
    files: dict[str, str]
    label: str
    number: int | None = None
    node: str | None = None

    def describe(self) -> str:
        """Say what this does."""
        if self.number is None:
            return f"open a pull request from `{self.branch}`: {self.title}"
        return f"update the pull request #{self.number}: {self.title}"


class WithdrawProposal(Strict):
    """Close a pull request of govbot's and delete its branch: there is nothing left to propose.

    `body` is the text that it is left with, in the same request; empty leaves the one it has.
    """

    number: int
    node: str
    branch: str
    purpose: str
    body: str = ""

    def describe(self) -> str:
        """Say what this does."""
        return f"close the pull request #{self.number}: {self.purpose}"


UpkeepChange = (
    OpenIssue
    | EditIssue
    | CommentOnIssue
    | DeleteIssueComment
    | CloseIssue
    | ReopenIssue
    | Propose
    | WithdrawProposal
)
