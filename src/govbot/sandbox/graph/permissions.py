"""Which permission of a job each mutation needs.

    require_for(at, "closeIssue", {"issueId": "I_4001"})     # Forbidden, without `issues: write`

Where GitHub lets either of two do, the sandbox wants the nearer one: `pull-requests` for what stands on
a pull request, `issues` for what stands on an issue.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from govbot.sandbox.graph.conversation_views import CommentView, ConversationView
from govbot.sandbox.graph.discussion_views import DiscussionView
from govbot.sandbox.graph.query_view import find_node
from govbot.sandbox.graph.view import Viewpoint

__all__ = ["require_for"]

NEEDED: Mapping[str, tuple[str, ...]] = {
    "addPullRequestReview": ("pull-requests",),
    "closeIssue": ("issues",),
    "closePullRequest": ("pull-requests",),
    "createCheckRun": ("checks",),
    "createCommitOnBranch": ("contents",),
    "createDiscussion": ("discussions",),
    "createIssue": ("issues",),
    "createLabel": ("issues",),
    "createPullRequest": ("pull-requests",),
    "createRef": ("contents",),
    "deleteDiscussion": ("discussions",),
    "deleteRef": ("contents",),
    "dismissPullRequestReview": ("pull-requests",),
    "mergePullRequest": ("contents", "pull-requests"),
    "reopenIssue": ("issues",),
    "reopenPullRequest": ("pull-requests",),
    "updateCheckRun": ("checks",),
    "updateIssue": ("issues",),
    "updateLabel": ("issues",),
    "updatePullRequest": ("pull-requests",),
    "updatePullRequestReview": ("pull-requests",),
}
"""The scopes in which a mutation writes; what is not here goes by what it is about."""

SUBJECTS = ("subjectId", "labelableId", "id")


def require_for(at: Viewpoint, name: str, given: Mapping[str, Any]) -> None:
    """Raise `Forbidden` where the token of a job may not do what the mutation says."""
    if at.token.is_of_job:
        at.token.require(*(NEEDED.get(name) or (_scope_of_subject(at, given),)))


def _scope_of_subject(at: Viewpoint, given: Mapping[str, Any]) -> str:
    match find_node(at, next(str(given[name]) for name in SUBJECTS if name in given)):
        case DiscussionView():
            return "discussions"
        case ConversationView(issue=issue) | CommentView(on=issue):
            return "pull-requests" if issue.pull else "issues"
        case _:
            return "pull-requests"  # a review
