"""REST: issues, and comments on them and on pull requests."""

from __future__ import annotations

from govbot.sandbox.clock import moment
from govbot.sandbox.conversation_shapes import shape_comment, shape_issue
from govbot.sandbox.model import Comment, Issue, Permission, StateReason
from govbot.sandbox.refusals import InvalidInput, NotFound
from govbot.sandbox.rest.call import Answer, Call, route
from govbot.sandbox.shapes import Shape

__all__ = ["ROUTES", "find_comment"]


def show(call: Call, issue: Issue, comment: Comment) -> Shape:
    """A comment of the call's repository."""
    return shape_comment(call.world, call.home, issue, comment)


def get_issue(call: Call) -> Answer:
    """GET .../issues/{number}: pull requests are issues too."""
    issue = call.world.issue(call.number, call.home)
    return Answer(shape_issue(call.world, call.home, issue))


def list_issues(call: Call) -> Answer:
    """GET .../issues, pull requests too: open ones unless `state` says otherwise, newest first."""
    state, creator = call.query.get("state", "open"), call.query.get("creator")
    author = call.world.person(creator).id if creator else None
    wanted = {name.lower() for name in call.query.get("labels", "").split(",") if name}
    found = [
        issue
        for issue in call.home.issues.values()
        if state in ("all", "closed" if issue.closed else "open")
        and author in (None, issue.author)
        and wanted <= {label.name.lower() for label in call.world.labels_of(issue, call.home)}
    ]
    return call.page(found[::-1], lambda issue: shape_issue(call.world, call.home, issue))


def create_issue(call: Call) -> Answer:
    """POST .../issues; labels by somebody without triage access are dropped without a word."""
    issue = call.world.open_issue(
        str(call.needed("title", "Issue")),
        call.value("body") or "",
        by=call.viewer,
        repository=call.home,
    )
    labels = [
        str(one["name"] if isinstance(one, dict) else one) for one in call.value("labels", [])
    ]
    if labels and call.world.allows(call.viewer, call.home, Permission.TRIAGE):
        call.world.label(issue.number, *labels, by=call.viewer, repository=call.home)
    shape = shape_issue(call.world, call.home, issue)
    return Answer(shape, 201, {"Location": shape["url"]})


def update_issue(call: Call) -> Answer:
    """PATCH .../issues/{number}: title, body, state and why; of pull requests too."""
    state, reason = call.value("state"), call.value("state_reason")
    if state not in (None, "open", "closed"):
        error = {"resource": "Issue", "code": "invalid", "field": "state"}
        raise InvalidInput("Validation Failed", error)
    world, number, title = call.world, call.number, call.value("title")
    issue = world.edit(
        number,
        title=None if title is None else str(title),
        body=call.value("body"),
        by=call.viewer,
        repository=call.home,
    )
    if state == "closed":
        unplanned = reason == StateReason.NOT_PLANNED
        why = StateReason.NOT_PLANNED if unplanned else StateReason.COMPLETED
        world.close(number, by=call.viewer, reason=why, repository=call.home)
    elif state == "open":
        world.reopen(number, by=call.viewer, repository=call.home)
    return Answer(shape_issue(world, call.home, issue))


def list_comments(call: Call) -> Answer:
    """GET .../issues/{number}/comments, oldest first; `since` leaves out what is older."""
    issue = call.world.issue(call.number, call.home)
    since = call.query.get("since")
    start = moment(since) if since else None
    found = [one for one in issue.comments if start is None or one.updated_at >= start]
    return call.page(found, lambda comment: show(call, issue, comment))


def create_comment(call: Call) -> Answer:
    """POST .../issues/{number}/comments."""
    body = str(call.needed("body", "IssueComment"))
    comment = call.world.comment(call.number, body, by=call.viewer, repository=call.home)
    shape = show(call, call.world.issue(call.number, call.home), comment)
    return Answer(shape, 201, {"Location": shape["url"]})


def find_comment(call: Call) -> tuple[Issue, Comment]:
    """The comment that the address names, which must be of this repository."""
    home, issue, comment = call.world.find_comment(int(call.place["comment_id"]))
    if home is not call.home:
        raise NotFound("Not Found")
    return issue, comment


def get_comment(call: Call) -> Answer:
    """GET .../issues/comments/{comment_id}."""
    return Answer(show(call, *find_comment(call)))


def update_comment(call: Call) -> Answer:
    """PATCH .../issues/comments/{comment_id}."""
    issue, comment = find_comment(call)
    body = str(call.needed("body", "IssueComment"))
    return Answer(show(call, issue, call.world.edit_comment(comment, body, by=call.viewer)))


def delete_comment(call: Call) -> Answer:
    """DELETE .../issues/comments/{comment_id}."""
    call.world.delete_comment(find_comment(call)[1], by=call.viewer)
    return Answer(status=204)


ROUTES = [
    route("GET", ".../issues", list_issues),
    route("POST", ".../issues", create_issue),
    route("GET", ".../issues/<int:number>", get_issue),
    route("PATCH", ".../issues/<int:number>", update_issue),
    route("GET", ".../issues/<int:number>/comments", list_comments),
    route("POST", ".../issues/<int:number>/comments", create_comment),
    route("GET", ".../issues/comments/<int:comment_id>", get_comment),
    route("PATCH", ".../issues/comments/<int:comment_id>", update_comment),
    route("DELETE", ".../issues/comments/<int:comment_id>", delete_comment),
]
