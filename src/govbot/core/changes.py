"""The closed union of effects on GitHub. Each is a value that says in words what it does.

    AddLabel(label="rfc: voting")        "put the label `rfc: voting` on #12"
    EditComment(node="IC_...", body=...) "edit the status comment of #12"

`decide` plans them, `govbot plan` prints them, `govbot apply` and `govbot run` give them to
`govbot.gh`, which sends all of one pull request in one mutation.
"""

from __future__ import annotations

from typing import Literal

from govbot.core.model import Strict

__all__ = [
    "AddComment",
    "AddLabel",
    "Announce",
    "Change",
    "ClosePullRequest",
    "Conclusion",
    "CreateLabel",
    "DeleteComment",
    "DeleteDiscussion",
    "EditComment",
    "EndCheckRun",
    "MergePullRequest",
    "React",
    "RemoveLabel",
    "SetCheckRun",
    "UpdateLabel",
]

Conclusion = Literal["success", "failure", "pending"]
"""What the check says: it may be merged, it may not, or that is not decided yet.

Never neutral or skipped: GitHub takes both for as good as a success where a check is required.
"""


class CreateLabel(Strict):
    """Create a label in the repository."""

    name: str
    color: str
    description: str

    def describe(self) -> str:
        """Say what this does."""
        return f"create the label `{self.name}` (#{self.color}, {self.description!r})"


class UpdateLabel(Strict):
    """Give a label of the repository its colour and description."""

    name: str
    color: str
    description: str

    def describe(self) -> str:
        """Say what this does."""
        return f"change the label `{self.name}` to #{self.color}, {self.description!r}"


class AddLabel(Strict):
    """Put a label on the pull request."""

    label: str

    def describe(self) -> str:
        """Say what this does."""
        return f"put the label `{self.label}` on"


class RemoveLabel(Strict):
    """Take a label off the pull request. The label itself stays."""

    label: str

    def describe(self) -> str:
        """Say what this does."""
        return f"take the label `{self.label}` off"


class AddComment(Strict):
    """Write a comment: the status comment, or the one answer to something refused."""

    body: str
    purpose: str

    def describe(self) -> str:
        """Say what this does."""
        return f"write {self.purpose}"


class EditComment(Strict):
    """Put a new text into a comment that govbot wrote."""

    node: str
    body: str
    purpose: str

    def describe(self) -> str:
        """Say what this does."""
        return f"edit {self.purpose}"


class DeleteComment(Strict):
    """Delete a comment that govbot wrote twice."""

    node: str
    purpose: str

    def describe(self) -> str:
        """Say what this does."""
        return f"delete {self.purpose}"


class React(Strict):
    """Give a reaction to a comment. `content` is GitHub's name, such as `EYES`."""

    node: str
    content: Literal["EYES", "CONFUSED"]
    url: str = ""

    def describe(self) -> str:
        """Say what this does."""
        meaning = "taken" if self.content == "EYES" else "refused"
        return f"mark the comment {self.url} as {meaning}"


class SetCheckRun(Strict):
    """Set the check run on the head commit. `node` is the one to change, None makes a new one.

    `about` is the pull request that it speaks of; None for a commit of a merge queue, which holds several.
    """

    head: str
    node: str | None
    about: int | None = None
    name: str
    conclusion: Conclusion
    title: str
    summary: str

    def describe(self) -> str:
        """Say what this does."""
        return f"set the check `{self.name}` to {self.conclusion}: {self.title}"


class EndCheckRun(Strict):
    """End a check run that said pending, where a newer one says more.

    It is not known whether GitHub lets a later run of a workflow do so. Where it does not, the newer one
    counts all the same.
    """

    node: str
    conclusion: Literal["success", "failure"]

    def describe(self) -> str:
        """Say what this does."""
        return "end the older check run, which was pending"


class ClosePullRequest(Strict):
    """Close the pull request, or the issue, because its stage says so."""

    purpose: str

    def describe(self) -> str:
        """Say what this does."""
        return f"close {self.purpose}"


class MergePullRequest(Strict):
    """Merge the pull request as it stands at `head`, because its stage says so."""

    head: str
    method: Literal["merge", "squash", "rebase"]
    purpose: str

    def describe(self) -> str:
        """Say what this does."""
        return f"merge {self.purpose}"


class Announce(Strict):
    """Say elsewhere how a vote ended: a comment on an issue, or a discussion with a title.

    `node` is the node id of the issue, or of the discussions' category where it `is_discussion`.
    """

    node: str
    place: str
    is_discussion: bool = False
    title: str
    body: str

    def describe(self) -> str:
        """Say what this does."""
        return f"announce “{self.title}” in {self.place}"


class DeleteDiscussion(Strict):
    """Delete a discussion that govbot opened twice."""

    node: str
    purpose: str

    def describe(self) -> str:
        """Say what this does."""
        return f"delete {self.purpose}"


Change = (
    CreateLabel
    | UpdateLabel
    | AddLabel
    | RemoveLabel
    | AddComment
    | EditComment
    | DeleteComment
    | React
    | SetCheckRun
    | EndCheckRun
    | ClosePullRequest
    | MergePullRequest
    | Announce
    | DeleteDiscussion
)
