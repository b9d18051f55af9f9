"""People and repositories as GitHub's REST answers show them.

    shape_repository(world, repository)["owner"]["login"]

Webhook payloads hold the same shapes. Addresses point at the sandbox itself.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from govbot.sandbox.ground import Ground
from govbot.sandbox.model import (
    ACTIONS_ID,
    Permission,
    Person,
    Repository,
)

__all__ = [
    "Shape",
    "node_id",
    "optional_timestamp",
    "repository_url",
    "shape_account",
    "shape_person",
    "shape_repository",
    "timestamp",
]

Shape = dict[str, Any]

GHOST = Person(10137, "ghost")
"""Whom REST names as the author when the account is gone."""

PERSON_URLS = {
    "followers_url": "/followers",
    "following_url": "/following{/other_user}",
    "gists_url": "/gists{/gist_id}",
    "starred_url": "/starred{/owner}{/repo}",
    "subscriptions_url": "/subscriptions",
    "organizations_url": "/orgs",
    "repos_url": "/repos",
    "events_url": "/events{/privacy}",
    "received_events_url": "/received_events",
}

REPOSITORY_URLS = {
    "archive_url": "/{archive_format}{/ref}",
    "assignees_url": "/assignees{/user}",
    "blobs_url": "/git/blobs{/sha}",
    "branches_url": "/branches{/branch}",
    "collaborators_url": "/collaborators{/collaborator}",
    "comments_url": "/comments{/number}",
    "commits_url": "/commits{/sha}",
    "compare_url": "/compare/{base}...{head}",
    "contents_url": "/contents/{+path}",
    "contributors_url": "/contributors",
    "deployments_url": "/deployments",
    "downloads_url": "/downloads",
    "events_url": "/events",
    "forks_url": "/forks",
    "git_commits_url": "/git/commits{/sha}",
    "git_refs_url": "/git/refs{/sha}",
    "git_tags_url": "/git/tags{/sha}",
    "hooks_url": "/hooks",
    "issue_comment_url": "/issues/comments{/number}",
    "issue_events_url": "/issues/events{/number}",
    "issues_url": "/issues{/number}",
    "keys_url": "/keys{/key_id}",
    "labels_url": "/labels{/name}",
    "languages_url": "/languages",
    "merges_url": "/merges",
    "milestones_url": "/milestones{/number}",
    "notifications_url": "/notifications{?since,all,participating}",
    "pulls_url": "/pulls{/number}",
    "releases_url": "/releases{/id}",
    "stargazers_url": "/stargazers",
    "statuses_url": "/statuses/{sha}",
    "subscribers_url": "/subscribers",
    "subscription_url": "/subscription",
    "tags_url": "/tags",
    "teams_url": "/teams",
    "trees_url": "/git/trees{/sha}",
}


def timestamp(moment: datetime) -> str:
    """A moment as GitHub writes it: `2026-03-11T00:00:00Z`."""
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def optional_timestamp(moment: datetime | None) -> str | None:
    """The same, or null."""
    return timestamp(moment) if moment else None


def node_id(kind: str, *parts: object) -> str:
    """A node id, such as `IC_3100000001`; callers must treat it as opaque."""
    return "_".join([kind, *(str(part) for part in parts)])


def repository_url(world: Ground, repository: Repository) -> str:
    """The address of a repository in the REST interface."""
    return f"{world.base_url}/repos/{world.full_name(repository)}"


def shape_person(world: Ground, person: Person | int | None) -> Shape:
    """A `simple-user`; somebody whose account is gone is `ghost`."""
    if isinstance(person, int):
        person = world.state.people.get(person)
    person = person or GHOST
    url = f"{world.base_url}/users/{person.login}"
    path = "apps/github-actions" if person.id == ACTIONS_ID else person.login
    return {
        "login": person.login,
        "id": person.id,
        "node_id": node_id(person.type[0], person.id),
        "avatar_url": f"{world.base_url}/avatars/u/{person.id}",
        "gravatar_id": "",
        "url": url,
        "html_url": f"{world.base_url}/{path}",
        "type": person.type,
        "user_view_type": "public",
        "site_admin": False,
    } | {key: url + end for key, end in PERSON_URLS.items()}


def shape_account(world: Ground, person: Person) -> Shape:
    """A `public-user`: what somebody's profile shows."""
    blank = dict.fromkeys(("bio", "company", "email", "hireable", "location"))
    counts = dict.fromkeys(("followers", "following", "public_gists", "public_repos"), 0)
    created = timestamp(person.created_at)
    more = {"name": person.name, "blog": "", "created_at": created, "updated_at": created}
    return shape_person(world, person) | blank | counts | more


def shape_repository(world: Ground, repository: Repository, viewer: Person | None = None) -> Shape:
    """A `full-repository`."""
    url = repository_url(world, repository)
    full_name = world.full_name(repository)
    html = f"{world.base_url}/{full_name}"
    created = timestamp(repository.created_at)
    forks = sum(one.fork_of == full_name for one in world.state.repositories.values())
    open_issues = sum(not issue.closed for issue in repository.issues.values())
    shape: Shape = {
        "id": repository.id,
        "node_id": node_id("R", repository.id),
        "name": repository.name,
        "full_name": full_name,
        "owner": shape_person(world, repository.owner),
        "private": repository.settings.private,
        "visibility": "private" if repository.settings.private else "public",
        "html_url": html,
        "url": url,
        "clone_url": f"{html}.git",
        "git_url": f"{html}.git",
        "ssh_url": f"{html}.git",
        "svn_url": html,
        "mirror_url": None,
        "description": repository.description,
        "homepage": None,
        "language": None,
        "license": None,
        "default_branch": repository.default_branch,
        "fork": repository.fork_of is not None,
        "archived": repository.settings.archived,
        "disabled": False,
        "is_template": False,
        "allow_forking": True,
        "web_commit_signoff_required": False,
        "topics": [],
        "custom_properties": {},
        "created_at": created,
        "updated_at": created,
        "pushed_at": timestamp(world.now),
        "size": 0,
        "forks": forks,
        "forks_count": forks,
        "network_count": forks,
        "open_issues": open_issues,
        "open_issues_count": open_issues,
        **dict.fromkeys(("stargazers_count", "watchers", "watchers_count"), 0),
        "subscribers_count": 0,
        **dict.fromkeys(("has_issues", "has_projects", "has_wiki", "has_downloads"), True),
        "has_pages": False,
        "has_discussions": repository.discussions_enabled,
    }
    if viewer is not None:
        allowed = world.permission(viewer, repository).rank
        needed = {"pull": "read", "triage": "triage", "push": "write"}
        needed |= {"maintain": "maintain", "admin": "admin"}
        shape["permissions"] = {
            name: allowed >= Permission(level).rank for name, level in needed.items()
        }
    return shape | {key: url + end for key, end in REPOSITORY_URLS.items()}
