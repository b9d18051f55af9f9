"""REST: issues, comments and reactions to comments."""

from __future__ import annotations

from govbot.sandbox.clock import moment
from govbot.sandbox.conversation_shapes import shape_comment, shape_issue, shape_reaction
from govbot.sandbox.model import Comment, Issue, ReactionContent
from govbot.sandbox.refusals import InvalidInput, NotFound
from govbot.sandbox.rest.call import Answer, Call, route
from govbot.sandbox.shapes import Shape

__all__ = ["ROUTES"]


def show(call: Call, issue: Issue, comment: Comment) -> Shape:
    """A comment of the call's repository."""
    return shape_comment(call.world, call.home, issue, comment)


def get_issue(call: Call) -> Answer:
    """GET .../issues/{number}: pull requests are issues too."""
    issue = call.world.issue(call.number, call.home)
    return Answer(shape_issue(call.world, call.home, issue))


def create_issue(call: Call) -> Answer:
    """POST .../issues."""
    issue = call.world.open_issue(
        call.needed("title", "Issue"),
        call.value("body") or "",
        by=call.viewer,
        repository=call.home,
    )
    shape = shape_issue(call.world, call.home, issue)
    return Answer(shape, 201, {"Location": shape["url"]})


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


def find(call: Call) -> tuple[Issue, Comment]:
    """The comment that the address names, which must be of this repository."""
    home, issue, comment = call.world.find_comment(int(call.place["comment_id"]))
    if home is not call.home:
        raise NotFound("Not Found")
    return issue, comment


def get_comment(call: Call) -> Answer:
    """GET .../issues/comments/{comment_id}."""
    return Answer(show(call, *find(call)))


def update_comment(call: Call) -> Answer:
    """PATCH .../issues/comments/{comment_id}."""
    issue, comment = find(call)
    body = str(call.needed("body", "IssueComment"))
    return Answer(show(call, issue, call.world.edit_comment(comment, body, by=call.viewer)))


def delete_comment(call: Call) -> Answer:
    """DELETE .../issues/comments/{comment_id}."""
    call.world.delete_comment(find(call)[1], by=call.viewer)
    return Answer(status=204)


def list_reactions(call: Call) -> Answer:
    """GET .../issues/comments/{comment_id}/reactions."""
    return call.page(find(call)[1].reactions, lambda one: shape_reaction(call.world, one))


def create_reaction(call: Call) -> Answer:
    """POST .../issues/comments/{comment_id}/reactions: 201 when new, 200 when it was there."""
    comment = find(call)[1]
    content = call.needed("content", "Reaction")
    if content not in [one.value for one in ReactionContent]:
        error = {"resource": "Reaction", "code": "invalid", "field": "content"}
        raise InvalidInput("Validation Failed", error)
    reaction, new = call.world.react(comment, content, by=call.viewer)
    return Answer(shape_reaction(call.world, reaction), 201 if new else 200)


def delete_reaction(call: Call) -> Answer:
    """DELETE .../issues/comments/{comment_id}/reactions/{reaction_id}: one's own only."""
    comment = find(call)[1]
    for reaction in comment.reactions:
        if reaction.id == int(call.place["reaction_id"]) and reaction.by == call.viewer.id:
            call.world.unreact(comment, reaction.content, by=call.viewer)
            return Answer(status=204)
    raise NotFound("Not Found")


ROUTES = [
    route("POST", ".../issues", create_issue),
    route("GET", ".../issues/<int:number>", get_issue),
    route("GET", ".../issues/<int:number>/comments", list_comments),
    route("POST", ".../issues/<int:number>/comments", create_comment),
    route("GET", ".../issues/comments/<int:comment_id>", get_comment),
    route("PATCH", ".../issues/comments/<int:comment_id>", update_comment),
    route("DELETE", ".../issues/comments/<int:comment_id>", delete_comment),
    route("GET", ".../issues/comments/<int:comment_id>/reactions", list_reactions),
    route("POST", ".../issues/comments/<int:comment_id>/reactions", create_reaction),
    route(
        "DELETE",
        ".../issues/comments/<int:comment_id>/reactions/<int:reaction_id>",
        delete_reaction,
    ),
]
