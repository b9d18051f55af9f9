"""Doing what was decided: the repository's labels first, then everything else in one mutation.

    failures = apply_changes(connection, snapshot, changes)
    for failure in failures:
        print(failure)    # set the check `govbot / rfc` to success: ...: The token may not do this.

Each change is a field of the mutation, so one that GitHub refuses leaves the others done. Merging and
closing come last, whatever their place in the plan. Nothing is sent twice: what did not happen is
planned again by the next run.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any
from urllib.parse import quote

from govbot.core.changes import (
    Change,
    ClosePullRequest,
    CreateLabel,
    EndCheckRun,
    MergePullRequest,
    UpdateLabel,
)
from govbot.core.snapshot import Snapshot
from govbot.gh.connection import Connection
from govbot.gh.errors import Refused
from govbot.gh.failures import Failure, failures_of
from govbot.gh.mutations import FIELDS_AT_ONCE, Field, Mutable, field_of, mutation

__all__ = ["apply_changes", "apply_label_changes"]

REFUSED_ALONE = {403, 404, 422}
"""Answers that concern one change, and say nothing of the others."""


def apply_changes(
    connection: Connection, snapshot: Snapshot, changes: Sequence[Change]
) -> tuple[Failure, ...]:
    """Apply `changes` to the snapshot's pull request or issue; return those that GitHub refused.

    They are made in order, but for merging and closing, which are last. Without a label to make or
    change that is one request for every 10 changes. Raise `GitHubUnavailable` when it is unknown what
    was done: read again and plan again.
    """
    to_labels = [each for each in changes if isinstance(each, CreateLabel | UpdateLabel)]
    made, failures = apply_label_changes(connection, to_labels)
    nodes = {label.lower(): node for label, node in snapshot.label_nodes.items()} | made

    planned: list[tuple[Mutable, Field]] = []
    for change in sorted(changes, key=_ends):
        if isinstance(change, CreateLabel | UpdateLabel):
            continue
        field = field_of(change, snapshot, nodes)
        if field is None:
            failures += (Failure(change, "The repository has no such label."),)
        else:
            planned.append((change, field))
    for some in _in_parts(planned):
        document, variables = mutation([field for _, field in some])
        reply = connection.mutate(document, variables)
        failures += tuple(
            failure
            for failure in failures_of(reply.problems, [change for change, _ in some])
            if not isinstance(
                failure.change, EndCheckRun
            )  # the newer check run counts all the same
        )
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


def _ends(change: Change) -> bool:
    """Whether it ends the pull request or issue. What is said of it should be there before."""
    return isinstance(change, ClosePullRequest | MergePullRequest)


def _in_parts(
    planned: Sequence[tuple[Mutable, Field]],
) -> Iterator[Sequence[tuple[Mutable, Field]]]:
    for start in range(0, len(planned), FIELDS_AT_ONCE):
        yield planned[start : start + FIELDS_AT_ONCE]
