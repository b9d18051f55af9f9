"""Doing what was decided: the repository's labels first, then everything else in one mutation.

    failures = apply_changes(connection, snapshot, changes)
    for failure in failures:
        print(failure)    # set the check `govbot / rfc` to success: ...: The token may not do this.

Each change is a field of the mutation, so one that GitHub refuses leaves the others done. Nothing is
sent twice: what did not happen is planned again by the next run.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, assert_never
from urllib.parse import quote

from govbot.core.changes import (
    AddComment,
    AddLabel,
    Change,
    CreateLabel,
    DeleteComment,
    EditComment,
    React,
    RemoveLabel,
    SetCheckRun,
    UpdateLabel,
)
from govbot.core.snapshot import Snapshot
from govbot.gh.connection import Connection
from govbot.gh.errors import Problem, Refused, raise_problems

__all__ = ["AT_ONCE", "BODY_LIMIT", "Failure", "apply_changes", "apply_label_changes", "mutation"]

AT_ONCE = 25
"""How many changes go into one mutation."""

BODY_LIMIT = 65_536
"""The longest comment, and summary of a check run, that GitHub takes, in characters."""

REFUSED_ALONE = {403, 404, 422}
"""Answers that concern one change, and say nothing of the others."""

OnPullRequest = (
    AddLabel | RemoveLabel | AddComment | EditComment | DeleteComment | React | SetCheckRun
)


@dataclass(frozen=True, slots=True)
class Failure:
    """A change that GitHub refused, and what it said."""

    change: Change
    message: str

    def __str__(self) -> str:
        return f"{self.change.describe()}: {self.message}"


@dataclass(frozen=True, slots=True)
class Field:
    """One field of the mutation: its GraphQL name, which names its type of input too, and the input."""

    name: str
    input: dict[str, Any]

    @property
    def input_type(self) -> str:
        """`addComment` takes an `AddCommentInput`."""
        return f"{self.name[0].upper()}{self.name[1:]}Input!"


def apply_changes(
    connection: Connection, snapshot: Snapshot, changes: Sequence[Change]
) -> tuple[Failure, ...]:
    """Apply `changes` to the snapshot's pull request, in order; return those that GitHub refused.

    Without a label to make or change that is one request for every 25 changes. Raise
    `GitHubUnavailable` when it is unknown what was done: read again and plan again.
    """
    to_labels = [each for each in changes if isinstance(each, CreateLabel | UpdateLabel)]
    made, failures = apply_label_changes(connection, to_labels)
    nodes = {label.lower(): node for label, node in snapshot.label_nodes.items()} | made

    planned: list[tuple[OnPullRequest, Field]] = []
    for change in changes:
        if isinstance(change, CreateLabel | UpdateLabel):
            continue
        field = _field(change, snapshot, nodes)
        if field is None:
            failures += (Failure(change, "The repository has no such label."),)
        else:
            planned.append((change, field))
    for some in _in_parts(planned):
        document, variables = mutation([field for _, field in some])
        reply = connection.mutate(document, variables)
        failures += tuple(_failures(reply.problems, [change for change, _ in some]))
    return failures


def apply_label_changes(
    connection: Connection, changes: Iterable[CreateLabel | UpdateLabel]
) -> tuple[dict[str, str], tuple[Failure, ...]]:
    """Make and change labels of the repository, one request each.

    Return the node ids of those that are now there, by name in lower case, and the changes refused.
    A label that somebody else made meanwhile is as good as made.
    """
    nodes: dict[str, str] = {}
    failures: list[Failure] = []
    for change in changes:
        try:
            nodes[change.name.lower()] = _set_label(connection, change)["node_id"]
        except Refused as refused:
            if refused.status not in REFUSED_ALONE:
                raise
            failures.append(Failure(change, refused.message))
    return nodes, tuple(failures)


def mutation(fields: Sequence[Field]) -> tuple[str, dict[str, Any]]:
    """Return one GraphQL mutation of all these fields, and its variables: texts are only there."""
    variables = ", ".join(
        f"${_alias(index)}: {field.input_type}" for index, field in enumerate(fields)
    )
    lines = "".join(
        f"  {_alias(index)}: {field.name}(input: ${_alias(index)}) {{ clientMutationId }}\n"
        for index, field in enumerate(fields)
    )
    document = f"mutation Apply({variables}) {{\n{lines}}}\n"
    return document, {_alias(index): field.input for index, field in enumerate(fields)}


def _set_label(connection: Connection, change: CreateLabel | UpdateLabel) -> dict[str, Any]:
    address = f"/labels/{quote(change.name, safe='')}"
    looks = {"color": change.color, "description": change.description}
    if isinstance(change, UpdateLabel):
        return connection.patch(address, looks)
    try:
        return connection.post("/labels", {"name": change.name} | looks)
    except Refused as refused:
        if "already_exists" in refused.codes:
            return connection.get(address)
        raise


def _field(change: OnPullRequest, snapshot: Snapshot, label_nodes: dict[str, str]) -> Field | None:
    """Return the field that makes the change, or None for a label that is not there."""
    subject = snapshot.pull_request.node
    match change:
        case AddLabel(label=label) | RemoveLabel(label=label):
            node = label_nodes.get(label.lower())
            if node is None:
                return None
            verb = "addLabelsTo" if isinstance(change, AddLabel) else "removeLabelsFrom"
            return Field(f"{verb}Labelable", {"labelableId": subject, "labelIds": [node]})
        case AddComment(body=body):
            return Field("addComment", {"subjectId": subject, "body": _bounded(body)})
        case EditComment(node=node, body=body):
            return Field("updateIssueComment", {"id": node, "body": _bounded(body)})
        case DeleteComment(node=node):
            return Field("deleteIssueComment", {"id": node})
        case React(node=node, content=content):
            return Field("addReaction", {"subjectId": node, "content": content})
        case SetCheckRun():
            return _check_run(change, snapshot)
        case _:
            assert_never(change)


def _check_run(change: SetCheckRun, snapshot: Snapshot) -> Field:
    said = {
        "repositoryId": snapshot.repository_node,
        "status": "COMPLETED",
        "conclusion": change.conclusion.upper(),
        "output": {"title": change.title, "summary": _bounded(change.summary)},
    }
    if change.node is not None:
        return Field("updateCheckRun", said | {"checkRunId": change.node})
    return Field("createCheckRun", said | {"headSha": change.head, "name": change.name})


def _bounded(text: str) -> str:
    """Return `text`, which whoever rendered it has kept short enough."""
    if len(text) > BODY_LIMIT:
        raise ValueError(f"a text of {len(text)} characters is longer than GitHub's {BODY_LIMIT}")
    return text


def _failures(problems: Iterable[Problem], changes: Sequence[OnPullRequest]) -> Iterator[Failure]:
    """Say which change each problem is about; raise the error of one about the whole mutation."""
    by_alias = {_alias(index): change for index, change in enumerate(changes)}
    for problem in problems:
        change = by_alias.get(str(problem.path[0])) if problem.path else None
        if change is None:
            raise_problems([problem])
        yield Failure(change, _sentence(problem, change))


def _sentence(problem: Problem, change: OnPullRequest) -> str:
    if isinstance(change, SetCheckRun) and problem.type == "FORBIDDEN":
        return (
            f"{problem.message}. Check runs are written with the token of an Actions run that has"
            " `checks: write`, not with a personal one."
        )
    return problem.message


def _alias(index: int) -> str:
    return f"change{index}"


def _in_parts(
    planned: Sequence[tuple[OnPullRequest, Field]],
) -> Iterator[Sequence[tuple[OnPullRequest, Field]]]:
    for start in range(0, len(planned), AT_ONCE):
        yield planned[start : start + AT_ONCE]
