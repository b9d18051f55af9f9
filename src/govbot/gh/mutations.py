"""Which field of the one mutation makes which change.

field = field_of(AddLabel(label="rfc: voting"), snapshot, {"rfc: voting": "LA_1"})
field.name, field.input      # "addLabelsToLabelable", {"labelableId": "PR_1", "labelIds": ["LA_1"]}
mutation([field])            # the document, and its variables
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, assert_never

from govbot.core.changes import (
    AddComment,
    AddLabel,
    Announce,
    ClosePullRequest,
    Conclusion,
    DeleteComment,
    DeleteDiscussion,
    EditComment,
    EndCheckRun,
    MergePullRequest,
    React,
    RemoveLabel,
    SetCheckRun,
)
from govbot.core.markers import check_id
from govbot.core.snapshot import Snapshot

__all__ = [
    "BODY_LIMIT",
    "FIELDS_AT_ONCE",
    "Field",
    "Mutable",
    "alias",
    "bounded",
    "check_run_field",
    "field_of",
    "mutation",
]

BODY_LIMIT = 65_536
"""The longest comment, and summary of a check run, that GitHub takes, in characters."""

FIELDS_AT_ONCE = 10
"""How many fields go into one mutation.

Of 110, GitHub did 18 and then gave up; of 10 it always did all. (Measured by others, in public.)
"""

Mutable = (
    AddLabel
    | RemoveLabel
    | AddComment
    | EditComment
    | DeleteComment
    | React
    | SetCheckRun
    | EndCheckRun
    | Announce
    | DeleteDiscussion
    | ClosePullRequest
    | MergePullRequest
)
"""What a mutation changes: everything but the repository's own labels."""


@dataclass(frozen=True, slots=True)
class Field:
    """One field of the mutation: its GraphQL name, which names its type of input too, and the input."""

    name: str
    input: dict[str, Any]

    @property
    def input_type(self) -> str:
        """`addComment` takes an `AddCommentInput`."""
        return f"{self.name[0].upper()}{self.name[1:]}Input!"


def mutation(fields: Sequence[Field]) -> tuple[str, dict[str, Any]]:
    """Return one GraphQL mutation of all these fields, and its variables: texts are only there."""
    variables = ", ".join(
        f"${alias(index)}: {field.input_type}" for index, field in enumerate(fields)
    )
    lines = "".join(
        f"  {alias(index)}: {field.name}(input: ${alias(index)}) {{ clientMutationId }}\n"
        for index, field in enumerate(fields)
    )
    document = f"mutation Apply({variables}) {{\n{lines}}}\n"
    return document, {alias(index): field.input for index, field in enumerate(fields)}


def alias(index: int) -> str:
    """Return what the field at this place in a mutation is called in the answer."""
    return f"change{index}"


def field_of(change: Mutable, snapshot: Snapshot, label_nodes: Mapping[str, str]) -> Field | None:
    """Return the field that makes the change, or None for a label that is not there.

    `label_nodes` has labels in lower case.
    """
    subject = snapshot.pull_request.node
    match change:
        case AddLabel(label=label) | RemoveLabel(label=label):
            node = label_nodes.get(label.lower())
            if node is None:
                return None
            verb = "addLabelsTo" if isinstance(change, AddLabel) else "removeLabelsFrom"
            return Field(f"{verb}Labelable", {"labelableId": subject, "labelIds": [node]})
        case AddComment(body=body):
            return Field("addComment", {"subjectId": subject, "body": bounded(body)})
        case EditComment(node=node, body=body):
            return Field("updateIssueComment", {"id": node, "body": bounded(body)})
        case DeleteComment(node=node):
            return Field("deleteIssueComment", {"id": node})
        case React(node=node, content=content):
            return Field("addReaction", {"subjectId": node, "content": content})
        case SetCheckRun():
            return check_run_field(change, snapshot.repository_node)
        case EndCheckRun(node=node, conclusion=conclusion):
            run = {"repositoryId": snapshot.repository_node, "checkRunId": node}
            return Field("updateCheckRun", run | _concluding(conclusion))
        case Announce():
            return _announcement(change, snapshot)
        case DeleteDiscussion(node=node):
            return Field("deleteDiscussion", {"id": node})
        case ClosePullRequest():
            if snapshot.pull_request.is_issue:
                return Field("closeIssue", {"issueId": subject})
            return Field("closePullRequest", {"pullRequestId": subject})
        case MergePullRequest(head=head, method=method):
            said = {"expectedHeadOid": head, "mergeMethod": method.upper()}
            return Field("mergePullRequest", {"pullRequestId": subject} | said)
        case _:
            assert_never(change)


def check_run_field(change: SetCheckRun, repository: str) -> Field:
    """Return the field that sets a check run in the repository with this node id."""
    said = {
        "repositoryId": repository,
        "output": {"title": change.title, "summary": bounded(change.summary)},
    } | _concluding(change.conclusion)
    if change.node is not None:
        return Field("updateCheckRun", said | {"checkRunId": change.node})
    of_commit = {"headSha": change.head, "name": change.name, "externalId": check_id(change.about)}
    return Field("createCheckRun", said | of_commit)


def _concluding(conclusion: Conclusion) -> dict[str, str]:
    if conclusion == "pending":
        return {"status": "IN_PROGRESS"}
    return {"status": "COMPLETED", "conclusion": conclusion.upper()}


def _announcement(change: Announce, snapshot: Snapshot) -> Field:
    body = bounded(change.body)
    if not change.is_discussion:
        return Field("addComment", {"subjectId": change.node, "body": body})
    where = {"repositoryId": snapshot.repository_node, "categoryId": change.node}
    return Field("createDiscussion", where | {"title": change.title, "body": body})


def bounded(text: str) -> str:
    """Return `text`, which whoever rendered it has kept short enough; `ValueError` is a bug."""
    if len(text) > BODY_LIMIT:
        raise ValueError(f"a text of {len(text)} characters is longer than GitHub's {BODY_LIMIT}")
    return text
