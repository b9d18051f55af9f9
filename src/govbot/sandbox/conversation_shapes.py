"""Labels, reactions, comments and issues as GitHub's REST answers show them.

shape_comment(world, repository, issue, comment)["user"]["login"]
"""

from __future__ import annotations

from govbot.sandbox.ground import Ground
from govbot.sandbox.model import (
    ACTIONS_ID,
    Comment,
    Issue,
    Label,
    Permission,
    Reaction,
    ReactionContent,
    Repository,
)
from govbot.sandbox.shapes import (
    Shape,
    node_id,
    optional_timestamp,
    repository_url,
    shape_person,
    timestamp,
)

__all__ = [
    "association",
    "shape_comment",
    "shape_issue",
    "shape_label",
    "shape_reaction",
]


def association(world: Ground, repository: Repository, person_id: int) -> str:
    """How an author stands to the repository.

    `OWNER`, `MEMBER` of the organization that owns it, `COLLABORATOR`, `CONTRIBUTOR` or `NONE`.
    """
    person = world.state.people.get(person_id)
    if person is None or person.id == ACTIONS_ID:
        return "NONE"
    if person.id == repository.owner:
        return "OWNER"
    organization = world.state.organizations.get(repository.owner)
    if organization is not None and person.id in organization.members:
        return "MEMBER"
    if world.allows(person, repository, Permission.TRIAGE):
        return "COLLABORATOR"
    merged = (
        issue.author == person_id and issue.pull is not None and issue.pull.merged_at
        for issue in repository.issues.values()
    )
    return "CONTRIBUTOR" if any(merged) else "NONE"


def shape_label(world: Ground, repository: Repository, label: Label) -> Shape:
    """A `label`."""
    return {
        "id": label.id,
        "node_id": node_id("LA", label.id),
        "url": f"{repository_url(world, repository)}/labels/{label.name.replace(' ', '%20')}",
        "name": label.name,
        "color": label.color,
        "default": False,
        "description": label.description,
    }


def shape_reaction(world: Ground, reaction: Reaction) -> Shape:
    """A `reaction`."""
    return {
        "id": reaction.id,
        "node_id": node_id("REA", reaction.id),
        "user": shape_person(world, reaction.by),
        "content": reaction.content.value,
        "created_at": timestamp(reaction.created_at),
    }


def reaction_rollup(url: str, reactions: list[Reaction]) -> Shape:
    """How often each reaction was given."""
    counts = {
        content.value: sum(reaction.content is content for reaction in reactions)
        for content in ReactionContent
    }
    return {"url": f"{url}/reactions", "total_count": len(reactions), **counts}


def shape_comment(world: Ground, repository: Repository, issue: Issue, comment: Comment) -> Shape:
    """An `issue-comment`."""
    base = repository_url(world, repository)
    url = f"{base}/issues/comments/{comment.id}"
    kind = "pull" if issue.pull else "issues"
    page = f"{world.base_url}/{world.full_name(repository)}/{kind}/{issue.number}"
    return {
        "url": url,
        "html_url": f"{page}#issuecomment-{comment.id}",
        "issue_url": f"{base}/issues/{issue.number}",
        "id": comment.id,
        "node_id": node_id("IC", comment.id),
        "user": shape_person(world, comment.author),
        "created_at": timestamp(comment.created_at),
        "updated_at": timestamp(comment.updated_at),
        "author_association": association(world, repository, comment.author),
        "body": comment.body,
        "reactions": reaction_rollup(url, comment.reactions),
        "performed_via_github_app": None,
    }


def shape_issue(world: Ground, repository: Repository, issue: Issue) -> Shape:
    """An `issue`; for a pull request it says where the pull request is."""
    base = repository_url(world, repository)
    url = f"{base}/issues/{issue.number}"
    kind = "pull" if issue.pull else "issues"
    page = f"{world.base_url}/{world.full_name(repository)}/{kind}/{issue.number}"
    labels = [label for label in repository.labels if label.id in issue.labels]
    shape: Shape = {
        "url": url,
        "repository_url": base,
        "labels_url": f"{url}/labels{{/name}}",
        "comments_url": f"{url}/comments",
        "events_url": f"{url}/events",
        "html_url": page,
        "id": issue.id,
        "node_id": node_id("PR", issue.pull.id) if issue.pull else node_id("I", issue.id),
        "number": issue.number,
        "title": issue.title,
        "user": shape_person(world, issue.author),
        "labels": [shape_label(world, repository, label) for label in labels],
        "state": "closed" if issue.closed else "open",
        "state_reason": issue.state_reason,
        "locked": issue.locked,
        "active_lock_reason": None,
        "assignee": None,
        "assignees": [],
        "milestone": None,
        "comments": len(issue.comments),
        "created_at": timestamp(issue.created_at),
        "updated_at": timestamp(issue.updated_at),
        "closed_at": optional_timestamp(issue.closed_at),
        "closed_by": shape_person(world, issue.closed_by) if issue.closed_by else None,
        "author_association": association(world, repository, issue.author),
        "body": issue.body or None,
        "reactions": reaction_rollup(url, issue.reactions),
        "timeline_url": f"{url}/timeline",
        "performed_via_github_app": None,
    }
    if issue.pull:
        shape["draft"] = issue.pull.draft
        shape["pull_request"] = {
            "url": f"{base}/pulls/{issue.number}",
            "html_url": page,
            "diff_url": f"{page}.diff",
            "patch_url": f"{page}.patch",
            "merged_at": optional_timestamp(issue.pull.merged_at),
        }
    return shape
