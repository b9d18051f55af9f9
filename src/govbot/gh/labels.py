"""The labels that the repository has.

plan_labels(repository_labels(connection), governance.settings.lifecycle)
"""

from __future__ import annotations

from urllib.parse import quote

from govbot.core.labels import RepositoryLabel
from govbot.gh.connection import Connection
from govbot.gh.errors import Refused
from govbot.gh.queries import LABELS

__all__ = ["label_node", "repository_labels"]

COLOR = "5319e7"
ABOUT = "Seats and terms, as the rosters have them"


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


def label_node(connection: Connection, name: str) -> str:
    """Make the label of govbot's own issues and pull requests; return its node id.

    One that somebody else made meanwhile is as good. Raise `Refused` when the token may not.
    """
    looks = {"name": name, "color": COLOR, "description": ABOUT}
    try:
        return str(connection.post("/labels", looks)["node_id"])
    except Refused as refused:
        if "already_exists" in refused.codes:
            return str(connection.get(f"/labels/{quote(name, safe='')}")["node_id"])
        raise
