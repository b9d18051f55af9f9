"""GraphQL mutations: each takes its `input` and gives its payload.

perform(at, "addComment", {"subjectId": "PR_4001", "body": "Hello"})
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from govbot.sandbox.graph import commit_mutations as commits
from govbot.sandbox.graph import discussion_mutations as discussions
from govbot.sandbox.graph import issue_mutations as issues
from govbot.sandbox.graph import pull_mutations as pulls
from govbot.sandbox.graph.conversation_views import (
    CommentView,
    ConversationView,
    subject,
)
from govbot.sandbox.graph.mark_views import LabelView, ReactionView
from govbot.sandbox.graph.paging import Edge, to_cursor
from govbot.sandbox.graph.permissions import require_for
from govbot.sandbox.graph.query_view import find
from govbot.sandbox.graph.repository_views import RepositoryView
from govbot.sandbox.graph.view import Viewpoint
from govbot.sandbox.graph.written_views import WrittenView
from govbot.sandbox.model import Label, ReactionContent

__all__ = ["perform"]

Input = dict[str, Any]
Payload = dict[str, Any]


def perform(at: Viewpoint, name: str, given: Input) -> Payload:
    """Do what the mutation says, and give its payload."""
    require_for(at, name, given)
    payload = MUTATIONS[name](at, given)
    return payload | {"clientMutationId": given.get("clientMutationId")}


# Comments and reactions


def add_comment(at: Viewpoint, given: Input) -> Payload:
    on = find(at, given["subjectId"], ConversationView)
    comment = at.world.comment(on.number, given["body"], by=at.viewer, repository=on.home)
    view = CommentView(at, on.home, on.issue, comment)
    edge = Edge(to_cursor(comment.id), view)
    return {"commentEdge": edge, "subject": subject(at, on.home, on.issue)}


def update_issue_comment(at: Viewpoint, given: Input) -> Payload:
    view = find(at, given["id"], CommentView)
    comment = at.world.edit_comment(view.comment, given["body"], by=at.viewer)
    return {"issueComment": CommentView(at, view.home, view.on, comment)}


def delete_issue_comment(at: Viewpoint, given: Input) -> Payload:
    at.world.delete_comment(find(at, given["id"], CommentView).comment, by=at.viewer)
    return {}


def minimize_comment(at: Viewpoint, given: Input) -> Payload:
    view = find(at, given["subjectId"], CommentView)
    reason = given["classifier"].lower().replace("_", "-")
    comment = at.world.minimize_comment(view.comment, reason, by=at.viewer)
    return {"minimizedComment": CommentView(at, view.home, view.on, comment)}


def add_reaction(at: Viewpoint, given: Input) -> Payload:
    view = find(at, given["subjectId"], WrittenView)
    content = ReactionContent[given["content"]]
    reaction, _ = at.world.react(view.thing, content, by=at.viewer)
    groups = view.reaction_groups()
    return {"reaction": ReactionView(at, reaction), "reactionGroups": groups, "subject": view}


def remove_reaction(at: Viewpoint, given: Input) -> Payload:
    view = find(at, given["subjectId"], WrittenView)
    content = ReactionContent[given["content"]]
    reaction = at.world.unreact(view.thing, content, by=at.viewer)
    groups = view.reaction_groups()
    return {"reaction": ReactionView(at, reaction), "reactionGroups": groups, "subject": view}


# Labels


def add_labels(at: Viewpoint, given: Input) -> Payload:
    on = find(at, given["labelableId"], ConversationView)
    names = [find(at, node, LabelView).name for node in given["labelIds"]]
    at.world.label(on.number, *names, by=at.viewer, repository=on.home)
    return {"labelable": subject(at, on.home, on.issue)}


def remove_labels(at: Viewpoint, given: Input) -> Payload:
    on = find(at, given["labelableId"], ConversationView)
    present = {label.name for label in at.world.labels_of(on.issue, on.home)}
    # GraphQL, unlike REST, says nothing of a label that is not there.
    names = [find(at, node, LabelView).name for node in given["labelIds"]]
    wanted = [name for name in names if name in present]
    at.world.unlabel(on.number, *wanted, by=at.viewer, repository=on.home)
    return {"labelable": subject(at, on.home, on.issue)}


def create_label(at: Viewpoint, given: Input) -> Payload:
    home = find(at, given["repositoryId"], RepositoryView).home
    label = at.world.create_label(
        given["name"], given["color"], given.get("description"), by=at.viewer, repository=home
    )
    return {"label": LabelView(at, home, label)}


def update_label(at: Viewpoint, given: Input) -> Payload:
    view = find(at, given["id"], LabelView)
    label: Label = at.world.update_label(
        view.name,
        new_name=given.get("name"),
        color=given.get("color"),
        description=given.get("description"),
        by=at.viewer,
        repository=view.home,
    )
    return {"label": LabelView(at, view.home, label)}


MUTATIONS: dict[str, Callable[[Viewpoint, Input], Payload]] = {
    "addComment": add_comment,
    "addLabelsToLabelable": add_labels,
    "addPullRequestReview": pulls.add_review,
    "addReaction": add_reaction,
    "closeIssue": issues.close_issue,
    "closePullRequest": pulls.close_pull_request,
    "createCheckRun": commits.create_check_run,
    "createCommitOnBranch": commits.create_commit_on_branch,
    "createDiscussion": discussions.create_discussion,
    "createIssue": issues.create_issue,
    "createLabel": create_label,
    "createPullRequest": pulls.create_pull_request,
    "createRef": commits.create_ref,
    "deleteDiscussion": discussions.delete_discussion,
    "deleteIssueComment": delete_issue_comment,
    "deleteRef": commits.delete_ref,
    "dismissPullRequestReview": pulls.dismiss_review,
    "mergePullRequest": pulls.merge_pull_request,
    "minimizeComment": minimize_comment,
    "removeLabelsFromLabelable": remove_labels,
    "removeReaction": remove_reaction,
    "reopenIssue": issues.reopen_issue,
    "reopenPullRequest": pulls.reopen_pull_request,
    "updateCheckRun": commits.update_check_run,
    "updateIssue": issues.update_issue,
    "updateIssueComment": update_issue_comment,
    "updateLabel": update_label,
    "updatePullRequest": pulls.update_pull_request,
    "updatePullRequestReview": pulls.update_review,
}
