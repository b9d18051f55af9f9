"""REST: reactions to comments, issues and pull requests."""

from __future__ import annotations

from govbot.sandbox.conversation import Reactable
from govbot.sandbox.conversation_shapes import shape_reaction
from govbot.sandbox.model import ReactionContent
from govbot.sandbox.refusals import InvalidInput, NotFound
from govbot.sandbox.rest.call import Answer, Call, route
from govbot.sandbox.rest.issues import find_comment

__all__ = ["ROUTES"]


def find(call: Call) -> Reactable:
    """What the address names: a comment, an issue or a pull request."""
    if "comment_id" in call.place:
        return find_comment(call)[1]
    return call.world.issue(call.number, call.home)


def list_reactions(call: Call) -> Answer:
    """GET .../issues/comments/{comment_id}/reactions and .../issues/{number}/reactions."""
    return call.page(find(call).reactions, lambda one: shape_reaction(call.world, one))


def create_reaction(call: Call) -> Answer:
    """POST the same: 201 when new, 200 when it was there."""
    content = call.needed("content", "Reaction")
    if content not in [one.value for one in ReactionContent]:
        error = {"resource": "Reaction", "code": "invalid", "field": "content"}
        raise InvalidInput("Validation Failed", error)
    reaction, new = call.world.react(find(call), content, by=call.viewer)
    return Answer(shape_reaction(call.world, reaction), 201 if new else 200)


def delete_reaction(call: Call) -> Answer:
    """DELETE the same with /{reaction_id}: one's own only."""
    to = find(call)
    for reaction in to.reactions:
        if reaction.id == int(call.place["reaction_id"]) and reaction.by == call.viewer.id:
            call.world.unreact(to, reaction.content, by=call.viewer)
            return Answer(status=204)
    raise NotFound("Not Found")


ROUTES = [
    line
    for start in (".../issues/comments/<int:comment_id>", ".../issues/<int:number>")
    for line in (
        route("GET", f"{start}/reactions", list_reactions),
        route("POST", f"{start}/reactions", create_reaction),
        route("DELETE", f"{start}/reactions/<int:reaction_id>", delete_reaction),
    )
]
