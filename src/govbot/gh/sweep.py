"""Which pull requests the schedule looks at, should an event have been missed.

pull_requests_to_sweep(connection, governance)    # (3, 12, 14)
"""

from __future__ import annotations

from typing import Any

from govbot.core.governance import Governance
from govbot.gh.answers import Node
from govbot.gh.connection import Connection
from govbot.gh.queries import MORE_FILES, SWEEP

__all__ = ["pull_requests_to_sweep"]

DONE_AT_MOST = 100
"""How many closed and merged pull requests are looked at, the most recently updated first."""


def pull_requests_to_sweep(connection: Connection, governance: Governance) -> tuple[int, ...]:
    """Return the numbers of the pull requests that may be RFCs, in ascending order.

    Those are all that are open, and the 100 closed or merged ones that changed last, if they touch
    the folder of RFCs or carry a stage's label. A request is made for every 50 of either.
    """
    variables: dict[str, Any] = {
        "owner": connection.owner,
        "name": connection.name,
        "open": None,
        "moreOpen": True,
        "done": None,
        "moreDone": True,
    }
    seen_done = 0
    found: set[int] = set()
    while variables["moreOpen"] or variables["moreDone"]:
        repository = connection.query(SWEEP, variables).complete()["repository"]
        for name, more in (("open", "moreOpen"), ("done", "moreDone")):
            page = repository.get(name)
            if page is None:
                continue
            pulls = [each for each in page["nodes"] if each]
            found |= {each["number"] for each in pulls if _may_be_rfc(connection, each, governance)}
            variables[name] = page["pageInfo"]["endCursor"]
            variables[more] = page["pageInfo"]["hasNextPage"]
        seen_done += len((repository.get("done") or {}).get("nodes") or ())
        variables["moreDone"] = variables["moreDone"] and seen_done < DONE_AT_MOST
    return tuple(sorted(found))


def _may_be_rfc(connection: Connection, node: Node, governance: Governance) -> bool:
    lifecycle, folder = governance.settings.lifecycle, governance.settings.rfcs.folder
    labels = (node["labels"] or {}).get("nodes") or ()
    if any(lifecycle.stage_of_label(label["name"]) for label in labels if label):
        return True
    page = node["files"]
    while page is not None:
        if any(each["path"].startswith(f"{folder}/") for each in page["nodes"] or () if each):
            return True
        if not page["pageInfo"]["hasNextPage"]:
            return False
        after = {"pull": node["id"], "after": page["pageInfo"]["endCursor"]}
        page = connection.query(MORE_FILES, after).complete()["node"]["files"]
    return False
