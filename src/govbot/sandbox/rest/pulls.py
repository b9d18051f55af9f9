"""REST: pull requests."""

from __future__ import annotations

from govbot.sandbox.model import Issue
from govbot.sandbox.pull_shapes import shape_file, shape_pull
from govbot.sandbox.refusals import InvalidInput
from govbot.sandbox.rest.call import Answer, Call, route
from govbot.sandbox.rest.git_data import shape_commit
from govbot.sandbox.shapes import Shape

__all__ = ["ROUTES"]


def show(call: Call, issue: Issue, *, short: bool = False) -> Shape:
    """A pull request of the call's repository."""
    pull = call.world.pull_of(issue)
    return shape_pull(call.world, call.home, issue, pull, short=short)


def list_pulls(call: Call) -> Answer:
    """GET .../pulls: open ones unless `state` says otherwise, newest first unless sorted."""
    state = call.query.get("state", "open")
    head, base = call.query.get("head"), call.query.get("base")
    found = []
    for issue in call.home.issues.values():
        pull = issue.pull
        if pull is None or state not in ("all", "closed" if issue.closed else "open"):
            continue
        owner = pull.head_repository.split("/")[0]
        if head in (None, f"{owner}:{pull.head}") and base in (None, pull.base):
            found.append(issue)
    updated = call.query.get("sort") == "updated"
    ascending = call.query.get("direction", "desc" if "sort" not in call.query else "asc") == "asc"
    found.sort(key=lambda one: (one.updated_at if updated else one.created_at, one.id))
    ordered = found if ascending else found[::-1]
    return call.page(ordered, lambda issue: show(call, issue, short=True))


def create_pull(call: Call) -> Answer:
    """POST .../pulls: `head` is a branch, or `owner:branch` of a fork."""
    issue = call.world.open_pull_request(
        call.needed("title", "PullRequest"),
        by=call.viewer,
        body=call.value("body") or "",
        head=call.needed("head", "PullRequest"),
        base=call.needed("base", "PullRequest"),
        draft=bool(call.value("draft")),
        repository=call.home,
    )
    shape = show(call, issue)
    return Answer(shape, 201, {"Location": shape["url"]})


def get_pull(call: Call) -> Answer:
    """GET .../pulls/{number}."""
    return Answer(show(call, call.world.pull(call.number, call.home)))


def update_pull(call: Call) -> Answer:
    """PATCH .../pulls/{number}: title, body, base, state."""
    world, number = call.world, call.number
    issue = world.pull(number, call.home)
    state = call.value("state")
    if state not in (None, "open", "closed"):
        error = {"resource": "PullRequest", "code": "invalid", "field": "state"}
        raise InvalidInput("Validation Failed", error)
    world.edit(
        number,
        title=call.value("title"),
        body=call.value("body"),
        by=call.viewer,
        repository=call.home,
    )
    if call.value("base") is not None:
        world.retarget(number, call.value("base") or "", by=call.viewer, repository=call.home)
    if state == "closed":
        world.close(number, by=call.viewer, repository=call.home)
    elif state == "open" and issue.closed:
        world.reopen(number, by=call.viewer, repository=call.home)
    return Answer(show(call, issue))


def list_files(call: Call) -> Answer:
    """GET .../pulls/{number}/files."""
    issue = call.world.pull(call.number, call.home)
    head = call.world.pull_of(issue).head_oid
    files = call.world.changed_files(issue, call.home)
    return call.page(files, lambda file: shape_file(call.world, call.home, head, file))


def list_commits(call: Call) -> Answer:
    """GET .../pulls/{number}/commits."""
    issue = call.world.pull(call.number, call.home)
    oids = call.world.commits_of(issue, call.home)
    return call.page(oids, lambda oid: shape_commit(call, oid))


def merge_pull(call: Call) -> Answer:
    """PUT .../pulls/{number}/merge."""
    oid = call.world.merge(
        call.number,
        by=call.viewer,
        method=call.value("merge_method") or "merge",
        expected_head=call.value("sha"),
        headline=call.value("commit_title"),
        body=call.value("commit_message"),
        repository=call.home,
    )
    return Answer({"sha": oid, "merged": True, "message": "Pull Request successfully merged"})


ROUTES = [
    route("GET", ".../pulls", list_pulls),
    route("POST", ".../pulls", create_pull),
    route("GET", ".../pulls/<int:number>", get_pull),
    route("PATCH", ".../pulls/<int:number>", update_pull),
    route("GET", ".../pulls/<int:number>/files", list_files),
    route("GET", ".../pulls/<int:number>/commits", list_commits),
    route("PUT", ".../pulls/<int:number>/merge", merge_pull),
]
