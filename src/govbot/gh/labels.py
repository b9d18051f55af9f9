"""The labels that the repository has.

plan_labels(repository_labels(connection), governance.settings.lifecycle)
"""

from __future__ import annotations

from govbot.core.labels import RepositoryLabel
from govbot.gh.connection import Connection
from govbot.gh.queries import LABELS

__all__ = ["repository_labels"]


def repository_labels(connection: Connection) -> tuple[RepositoryLabel, ...]:
    """Return every label of the repository; a request for every 100."""
    labels: list[RepositoryLabel] = []
    after = None
    while True:
        variables = {"owner": connection.owner, "name": connection.name, "after": after}
        page = connection.query(LABELS, variables).complete()["repository"]["labels"]
        labels.extend(
            RepositoryLabel(
                name=each["name"], color=each["color"], description=each["description"] or ""
            )
            for each in page["nodes"]
            if each
        )
        if not page["pageInfo"]["hasNextPage"]:
            return tuple(labels)
        after = page["pageInfo"]["endCursor"]
