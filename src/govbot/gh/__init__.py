"""GitHub, as govbot uses it: one query reads a pull request, one mutation changes it.

    with connect("example/commons", token) as connection:
        snapshot = read_pull_request(connection, 12, governance)
        append_records(connection, governance, 12, ledger.head, ledger.text, lines, "RFC 12: voting")
        failures = apply_changes(connection, snapshot, changes)

Nothing else in govbot imports PyGithub, and importing this package is what costs its 120 ms.
"""

from govbot.gh.connection import GITHUB_API, Connection, connect
from govbot.gh.errors import GitHubUnavailable, Refused, StaleLedger
from govbot.gh.labels import repository_labels
from govbot.gh.ledger_branch import append_records
from govbot.gh.read import read_pull_request
from govbot.gh.sweep import pull_requests_to_sweep
from govbot.gh.texts import read_texts
from govbot.gh.write import Failure, apply_changes, apply_label_changes

__all__ = [
    "GITHUB_API",
    "Connection",
    "Failure",
    "GitHubUnavailable",
    "Refused",
    "StaleLedger",
    "append_records",
    "apply_changes",
    "apply_label_changes",
    "connect",
    "pull_requests_to_sweep",
    "read_pull_request",
    "read_texts",
    "repository_labels",
]
