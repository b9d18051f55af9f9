"""Pull requests, reviews, changed files and check runs as GitHub's REST answers show them.

shape_pull(world, repository, issue)["head"]["sha"]
"""

from __future__ import annotations

from govbot.sandbox.changed_files import ChangedFile, commits_of, files_of, merges_cleanly
from govbot.sandbox.conversation_shapes import association, shape_label
from govbot.sandbox.ground import Ground
from govbot.sandbox.model import (
    ACTIONS_ID,
    EPOCH,
    App,
    CheckRun,
    Issue,
    PullRequest,
    Repository,
    Review,
)
from govbot.sandbox.shapes import (
    Shape,
    node_id,
    optional_timestamp,
    repository_url,
    shape_person,
    shape_repository,
    timestamp,
)

__all__ = [
    "shape_app",
    "shape_check_run",
    "shape_file",
    "shape_pull",
    "shape_review",
]

"""The id of the app behind the Actions token on github.com."""


def shape_side(world: Ground, repository: Repository | None, ref: str, oid: str) -> Shape:
    """The `head` or the `base` of a pull request; the fork of a head may be gone."""
    if repository is None:
        label = f"unknown repository:{ref}"
        return {"label": label, "ref": ref, "sha": oid, "user": None, "repo": None}
    owner = world.person(repository.owner)
    return {
        "label": f"{owner.login}:{ref}",
        "ref": ref,
        "sha": oid,
        "user": shape_person(world, owner),
        "repo": shape_repository(world, repository),
    }


def shape_pull(
    world: Ground, repository: Repository, issue: Issue, pull: PullRequest, *, short: bool = False
) -> Shape:
    """A `pull-request`, or with `short` the `pull-request-simple` of a list."""
    base = repository_url(world, repository)
    url = f"{base}/pulls/{issue.number}"
    issue_url = f"{base}/issues/{issue.number}"
    page = f"{world.base_url}/{world.full_name(repository)}/pull/{issue.number}"
    git = world.git_of(repository)
    source = world.state.repositories.get(pull.head_repository)
    base_oid = pull.base_oid if pull.merged_at else git.branch(pull.base) or pull.base_oid
    addresses = {
        "comments_url": f"{issue_url}/comments",
        "commits_url": f"{url}/commits",
        "review_comments_url": f"{url}/comments",
        "review_comment_url": f"{base}/pulls/comments{{/number}}",
        "statuses_url": f"{base}/statuses/{pull.head_oid}",
    }
    links = {"self": url, "html": page, "issue": issue_url}
    links |= {name.removesuffix("_url"): address for name, address in addresses.items()}
    labels = [label for label in repository.labels if label.id in issue.labels]
    shape: Shape = {
        "url": url,
        "id": pull.id,
        "node_id": node_id("PR", pull.id),
        "html_url": page,
        "diff_url": f"{page}.diff",
        "patch_url": f"{page}.patch",
        "issue_url": issue_url,
        **addresses,
        "_links": {name: {"href": address} for name, address in links.items()},
        "number": issue.number,
        "state": "closed" if issue.closed else "open",
        "locked": issue.locked,
        "title": issue.title,
        "user": shape_person(world, issue.author),
        "body": issue.body or None,
        "created_at": timestamp(issue.created_at),
        "updated_at": timestamp(issue.updated_at),
        "closed_at": optional_timestamp(issue.closed_at),
        "merged_at": optional_timestamp(pull.merged_at),
        "merge_commit_sha": pull.merge_oid,
        "assignee": None,
        "assignees": [],
        "requested_reviewers": [],
        "requested_teams": [],
        "labels": [shape_label(world, repository, label) for label in labels],
        "milestone": None,
        "draft": pull.draft,
        "head": shape_side(world, source, pull.head, pull.head_oid),
        "base": shape_side(world, repository, pull.base, base_oid),
        "author_association": association(world, repository, issue.author),
        "auto_merge": None,
        "active_lock_reason": None,
    }
    return shape if short else shape | _details(world, repository, issue, pull)


def _details(world: Ground, repository: Repository, issue: Issue, pull: PullRequest) -> Shape:
    git = world.git_of(repository)
    files = files_of(git, pull)
    clean = not issue.closed and merges_cleanly(git, pull)
    return {
        "merged": pull.merged_at is not None,
        "mergeable": None if issue.closed else clean,
        "rebaseable": None,
        "mergeable_state": "unknown" if issue.closed else "clean" if clean else "dirty",
        "merged_by": shape_person(world, pull.merged_by) if pull.merged_by else None,
        "comments": len(issue.comments),
        "review_comments": 0,
        "maintainer_can_modify": pull.head_repository != world.full_name(repository),
        "commits": len(commits_of(git, pull)),
        "additions": sum(file.additions for file in files),
        "deletions": sum(file.deletions for file in files),
        "changed_files": len(files),
    }


def shape_review(world: Ground, repository: Repository, issue: Issue, review: Review) -> Shape:
    """A `pull-request-review`."""
    page = f"{world.base_url}/{world.full_name(repository)}/pull/{issue.number}"
    url = f"{repository_url(world, repository)}/pulls/{issue.number}"
    html_url = f"{page}#pullrequestreview-{review.id}"
    return {
        "id": review.id,
        "node_id": node_id("PRR", review.id),
        "user": shape_person(world, review.author),
        "body": review.body,
        "state": review.state.value,
        "html_url": html_url,
        "pull_request_url": url,
        "author_association": association(world, repository, review.author),
        "_links": {"html": {"href": html_url}, "pull_request": {"href": url}},
        "submitted_at": timestamp(review.created_at),
        "commit_id": review.oid,
    }


def shape_file(world: Ground, repository: Repository, head: str, file: ChangedFile) -> Shape:
    """A `diff-entry`."""
    page = f"{world.base_url}/{world.full_name(repository)}"
    shape: Shape = {
        "sha": file.oid,
        "filename": file.path,
        "status": file.status,
        "additions": file.additions,
        "deletions": file.deletions,
        "changes": file.additions + file.deletions,
        "blob_url": f"{page}/blob/{head}/{file.path}",
        "raw_url": f"{page}/raw/{head}/{file.path}",
        "contents_url": f"{repository_url(world, repository)}/contents/{file.path}?ref={head}",
    }
    if file.patch is not None:
        shape["patch"] = file.patch
    if file.previous_path is not None:
        shape["previous_filename"] = file.previous_path
    return shape


def shape_app(world: Ground, app: App) -> Shape:
    """An app, such as that behind the Actions token."""
    return {
        "id": app.id,
        "slug": app.slug,
        "node_id": node_id("A", app.id),
        "owner": shape_person(world, ACTIONS_ID),
        "name": app.name,
        "description": "Automate your workflow from idea to production",
        "external_url": f"{world.base_url}/features/actions",
        "html_url": f"{world.base_url}/apps/{app.slug}",
        "created_at": timestamp(EPOCH),
        "updated_at": timestamp(EPOCH),
        "permissions": {"checks": "write", "contents": "write", "pull_requests": "write"},
        "events": [],
    }


def shape_check_run(world: Ground, repository: Repository, run: CheckRun, app: App) -> Shape:
    """A `check-run`."""
    url = f"{repository_url(world, repository)}/check-runs/{run.id}"
    page = f"{world.base_url}/{world.full_name(repository)}/runs/{run.id}"
    return {
        "id": run.id,
        "name": run.name,
        "node_id": node_id("CR", run.id),
        "head_sha": run.head_oid,
        "external_id": run.external_id or "",
        "url": url,
        "html_url": page,
        "details_url": run.details_url or page,
        "status": run.status,
        "conclusion": run.conclusion,
        "started_at": optional_timestamp(run.started_at),
        "completed_at": optional_timestamp(run.completed_at),
        "output": {
            "title": run.title,
            "summary": run.summary,
            "text": run.text,
            "annotations_count": len(run.annotations),
            "annotations_url": f"{url}/annotations",
        },
        "check_suite": {"id": run.suite},
        "app": shape_app(world, app),
        "pull_requests": [],
    }
