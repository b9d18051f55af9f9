"""GraphQL mutations on commits: check runs, refs, and the commit that expects a head."""

from __future__ import annotations

import base64
import binascii
from datetime import datetime
from typing import Any

from govbot.sandbox.clock import moment
from govbot.sandbox.graph.check_views import CheckRunView
from govbot.sandbox.graph.git_views import CommitView, RefView
from govbot.sandbox.graph.query_view import find
from govbot.sandbox.graph.repository_views import RepositoryView
from govbot.sandbox.graph.view import Viewpoint
from govbot.sandbox.model import Annotation, Repository
from govbot.sandbox.refusals import InvalidInput, NotFound, StaleHead

__all__ = [
    "create_check_run",
    "create_commit_on_branch",
    "create_ref",
    "delete_ref",
    "update_check_run",
]

Input = dict[str, Any]
Payload = dict[str, Any]


# Check runs


def check_fields(given: Input) -> dict[str, Any]:
    """The fields of a check run in a mutation's input, in the sandbox's words."""
    output = given.get("output") or {}
    annotations = [
        Annotation(
            path=one["path"],
            start_line=one["location"]["startLine"],
            end_line=one["location"]["endLine"],
            level=one["annotationLevel"].lower(),
            message=one["message"],
            title=one.get("title"),
        )
        for one in output.get("annotations") or []
    ]
    return {
        "status": (given.get("status") or "").lower() or None,
        "conclusion": (given.get("conclusion") or "").lower() or None,
        "title": output.get("title"),
        "summary": output.get("summary"),
        "text": output.get("text"),
        "external_id": given.get("externalId"),
        "details_url": given.get("detailsUrl"),
        "started_at": optional_moment(given.get("startedAt")),
        "completed_at": optional_moment(given.get("completedAt")),
        "annotations": annotations or None,
    }


def optional_moment(text: str | None) -> datetime | None:
    """A moment given in the input, if there is one."""
    return moment(text) if text else None


def create_check_run(at: Viewpoint, given: Input) -> Payload:
    """Put a check run on a commit; for the Actions token only."""
    home = find(at, given["repositoryId"], RepositoryView).home
    run = at.world.create_check_run(
        given["name"], given["headSha"], by=at.viewer, repository=home, **check_fields(given)
    )
    return {"checkRun": CheckRunView(at, home, run)}


def update_check_run(at: Viewpoint, given: Input) -> Payload:
    """Change a check run; for the Actions token only."""
    view = find(at, given["checkRunId"], CheckRunView)
    fields = check_fields(given) | {"name": given.get("name")}
    run = at.world.update_check_run(view.run.id, by=at.viewer, repository=view.home, **fields)
    return {"checkRun": CheckRunView(at, view.home, run)}


# Git


def create_ref(at: Viewpoint, given: Input) -> Payload:
    """Start a branch at a commit."""
    home = find(at, given["repositoryId"], RepositoryView).home
    branch = given["name"].removeprefix("refs/heads/")
    at.world.create_branch(branch, at=given["oid"], by=at.viewer, repository=home)
    at.faults.keep_new_ref(home.id, f"refs/heads/{branch}", at.world.now)
    return {"ref": RefView(at, home, f"refs/heads/{branch}")}


def delete_ref(at: Viewpoint, given: Input) -> Payload:
    """Delete a branch."""
    ref = find(at, given["refId"], RefView)
    at.world.delete_branch(ref.name, by=at.viewer, repository=ref.home)
    return {}


def create_commit_on_branch(at: Viewpoint, given: Input) -> Payload:
    """Commit to a branch if its head is still the expected one; otherwise `STALE_DATA`."""
    home, branch = committable(at, given["branch"])
    changes = given.get("fileChanges") or {}
    files: dict[str, bytes | None] = {
        one["path"]: decoded(one["path"], one["contents"]) for one in changes.get("additions") or []
    }
    files |= {one["path"]: None for one in changes.get("deletions") or []}
    is_unseen = at.faults.hides_ref(home.id, f"refs/heads/{branch}", at.world.now)
    if is_unseen and at.world.now.second % 2:
        raise NotFound(f"There is no branch {branch}.")
    if is_unseen or at.faults.take_stale_head():
        raise StaleHead(
            f'Expected branch to point to "{given["expectedHeadOid"]}" but it did not. '
            "Pull and try again."
        )
    oid = at.world.create_commit_on_branch(
        branch,
        files,
        expected_head=given["expectedHeadOid"],
        headline=given["message"]["headline"],
        body=given["message"].get("body") or "",
        by=at.viewer,
        repository=home,
    )
    ref = RefView(at, home, f"refs/heads/{branch}")
    return {"commit": CommitView(at, home, oid), "ref": ref}


def committable(at: Viewpoint, given: Input) -> tuple[Repository, str]:
    """The repository and branch that a `CommittableBranch` names."""
    if given.get("id"):
        ref = find(at, given["id"], RefView)
        return ref.home, ref.name
    if not given.get("repositoryNameWithOwner") or not given.get("branchName"):
        raise InvalidInput("A branch needs an id, or a repository and a branch name.")
    home = at.world.repository(given["repositoryNameWithOwner"])
    return home, given["branchName"].removeprefix("refs/heads/")


def decoded(path: str, contents: str) -> bytes:
    """A file's content from Base64."""
    try:
        return base64.b64decode(contents, validate=True)
    except binascii.Error:
        raise InvalidInput(f"The contents of {path!r} are not valid Base64.") from None
