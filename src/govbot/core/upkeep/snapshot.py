"""What GitHub shows of upkeep: govbot's own issues about bodies, and its own pull requests.

`govbot.gh.upkeep` reads it, `govbot.core.upkeep.plan` compares it with what is due. Only what the viewer
(the account behind the token) wrote counts as govbot's own: anybody can write a marker.
"""

from __future__ import annotations

from datetime import datetime

from pydantic import Field

from govbot.core.accounts import Account
from govbot.core.model import Strict

__all__ = ["IssueComment", "OwnIssue", "OwnProposal", "UpkeepSnapshot"]


class IssueComment(Strict):
    """A comment in one of govbot's issues. `by_viewer` says that govbot wrote it. `at` is in UTC."""

    node: str
    author: Account | None
    body: str
    by_viewer: bool
    at: datetime
    url: str = ""


class OwnIssue(Strict):
    """An issue that govbot opened, with all its comments, oldest first."""

    number: int
    node: str
    title: str
    body: str
    is_open: bool
    url: str = ""
    comments: tuple[IssueComment, ...] = ()


class OwnProposal(Strict):
    """A pull request that govbot opened from `branch`. `files` are the texts at its head, by path.

    `is_open` is false where it was merged, or closed; `is_merged` tells the two apart.
    """

    number: int
    node: str
    branch: str
    title: str
    body: str
    is_open: bool
    is_merged: bool = False
    files: dict[str, str] = Field(default_factory=dict)
    url: str = ""


class UpkeepSnapshot(Strict):
    """Everything that upkeep looks at on GitHub.

    `issues` carry the label of the settings and were written by the viewer, open and closed, oldest
    first. `proposals` are the viewer's pull requests from branches that begin with `govbot/`, oldest first.
    `files` are the texts of the governance files on the default branch, by path. `read_at` is GitHub's
    own time (UTC). `left_to_bot` says that the token is a person's and that a workflow's bot keeps these
    issues: what is to be said there is left to it, so that nothing is said twice.
    """

    issues: tuple[OwnIssue, ...] = ()
    proposals: tuple[OwnProposal, ...] = ()
    files: dict[str, str] = Field(default_factory=dict)
    read_at: datetime
    left_to_bot: bool = False
