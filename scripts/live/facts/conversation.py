"""Facts about comments, reactions and labels."""

from __future__ import annotations

from itertools import pairwise
from urllib.parse import quote

from govbot.core.changes import AddComment, AddLabel, Change, DeleteComment, React
from govbot.core.snapshot import Comment, Snapshot
from govbot.gh import apply_changes
from scripts.live.rows import NotTried, Observed
from scripts.live.scratch import ScratchRepository

__all__ = [
    "deleted_label_hides_no_other",
    "own_comment_is_known",
    "reaction_is_shown",
    "ten_fields_but_one",
]

IDS = """
query Ids($node: ID!) {
  node(id: $node) { ... on IssueComment { fullDatabaseId } }
}
"""

REACTIONS = """
query Reactions($node: ID!) {
  node(id: $node) {
    ... on IssueComment { reactionGroups { content createdAt viewerHasReacted } }
  }
}
"""


def own_comment_is_known(scratch: ScratchRepository) -> Observed:
    """Write a comment, read it as the next run does, and ask REST for the same."""
    said = _commented(scratch, "Whose is this?")
    full = scratch.govbot.connection.query(IDS, {"node": said.node}).complete()["node"]
    rest = scratch.govbot.connection.get(f"/issues/comments/{said.id}")
    author = f"{said.author.login} ({said.author.id})"
    words = (
        f"its author is {author}, the token {scratch.govbot.account.login} "
        f"({scratch.govbot.account.id}); full id {full['fullDatabaseId']}, {rest['id']} by REST"
    )
    is_same = str(full["fullDatabaseId"]) == str(rest["id"]) == str(said.id)
    return Observed(words, said.by_viewer and said.author.id == rest["user"]["id"] and is_same)


def reaction_is_shown(scratch: ScratchRepository) -> Observed:
    """React to a comment, and read it as the next run does."""
    said = _commented(scratch, "Has this been seen?")
    _apply(scratch, [React(node=said.node, content="EYES")])
    again = _find(scratch.snapshot(scratch.issue), said.body)
    node = scratch.govbot.connection.query(REACTIONS, {"node": said.node}).complete()["node"]
    (group,) = (each for each in node["reactionGroups"] if each["content"] == "EYES")
    given = "a moment" if group["createdAt"] else "no moment"
    words = (
        f"read as {', '.join(sorted(again.reactions)) or 'none'}; GitHub gives {given} of the first,"
        f" and says of the token {'that it has' if group['viewerHasReacted'] else 'that it has not'}"
    )
    return Observed(words, again.reactions == {"EYES"})


def ten_fields_but_one(scratch: ScratchRepository) -> Observed:
    """Send nine comments and a reaction to a comment that is gone, which GitHub has to refuse."""
    gone = _commented(scratch, "This one is deleted.")
    _apply(scratch, [DeleteComment(node=gone.node, purpose="a comment")])
    bodies = [f"{scratch.mark}: {place} of nine" for place in range(1, 10)]
    changes: list[Change] = [AddComment(body=body, purpose="a comment") for body in bodies]
    refused = React(node=gone.node, content="EYES")
    changes.insert(4, refused)
    failures = apply_changes(scratch.govbot.connection, scratch.snapshot(scratch.issue), changes)
    comments = scratch.snapshot(scratch.issue).comments
    landed = [each for each in comments if each.body in bodies]
    in_order = [each.body for each in landed] == bodies and all(
        one.id < next_one.id for one, next_one in pairwise(landed)
    )
    said = "; ".join(failure.message for failure in failures) or "nothing"
    words = f"{len(landed)} landed{', in order' * in_order}; refused: {said}"
    return Observed(words, in_order and [each.change for each in failures] == [refused])


def deleted_label_hides_no_other(scratch: ScratchRepository) -> Observed:
    """Put two labels on an issue, delete one of them, and read which were moved."""
    kept, deleted = scratch.name("kept"), scratch.name("deleted")
    connection = scratch.govbot.connection
    nodes = {
        label: connection.post("/labels", {"name": label, "color": "ededed"})["node_id"]
        for label in (kept, deleted)
    }
    snapshot = scratch.snapshot(scratch.issue).model_copy(update={"label_nodes": nodes})
    _apply(scratch, [AddLabel(label=kept), AddLabel(label=deleted)], snapshot)
    connection.write("DELETE", f"/repos/{connection.repository}/labels/{quote(deleted, safe='')}")
    moves = [each.label for each in scratch.snapshot(scratch.issue).label_events]
    fate = "still has its name" if deleted in moves else "has none any more"
    there = "is" if kept in moves else "is not"
    words = f"the move of the deleted label {fate}; that of the other {there} read"
    return Observed(words, kept in moves)


def _commented(scratch: ScratchRepository, body: str) -> Comment:
    _apply(scratch, [AddComment(body=body, purpose="a comment")])
    return _find(scratch.snapshot(scratch.issue), body)


def _apply(
    scratch: ScratchRepository, changes: list[Change], snapshot: Snapshot | None = None
) -> None:
    on = snapshot or scratch.snapshot(scratch.issue)
    for failure in apply_changes(scratch.govbot.connection, on, changes):
        raise NotTried(failure.message)


def _find(snapshot: Snapshot, body: str) -> Comment:
    found = next((each for each in snapshot.comments if each.body == body), None)
    if found is None:
        raise ValueError(f"a comment that was written is not among {len(snapshot.comments)}")
    return found
