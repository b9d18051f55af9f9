"""What a workflow file says of its jobs.

    job_permissions(text, "govbot")              # {"checks": "write", "contents": "write"}

Here as on GitHub anybody's token may read a public repository, and every repository here is public: the
permissions decide what may be changed.
"""

from __future__ import annotations

import yaml

__all__ = ["job_permissions"]

SCOPES = ("actions", "checks", "contents", "discussions", "issues", "pull-requests", "statuses")
UNLESS_SAID = {"contents": "read"}
"""What GitHub gives in a new repository where neither the workflow nor the job says anything."""


def job_permissions(workflow: str, job: str) -> dict[str, str]:
    """What a workflow file gives to the token of one of its jobs: `read` or `write`, by scope."""
    content = yaml.safe_load(workflow)
    given = content["jobs"][job].get("permissions", content.get("permissions", UNLESS_SAID))
    if isinstance(given, str):  # read-all or write-all
        return dict.fromkeys(SCOPES, given.removesuffix("-all"))
    return dict(given or {})
