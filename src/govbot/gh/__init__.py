"""GitHub, as govbot uses it: one query reads a pull request or issue, one mutation changes it.

    with connect("example/commons", token) as connection:
        snapshot = read_pull_request(connection, 12, governance)
        append_records(connection, governance, "rfcs/12.jsonl", head, text, lines, "RFC 12: voting")
        failures = apply_changes(connection, snapshot, changes)

Nothing else in govbot imports PyGithub, and importing this package is what costs its 120 ms.
"""

from govbot.gh.connection import GITHUB_API, Connection, connect
from govbot.gh.errors import GitHubUnavailable, RateLimited, Refused, StaleLedger
from govbot.gh.failures import Failure
from govbot.gh.files import DEFAULT_BRANCH, read_files
from govbot.gh.heads import pull_requests_from
from govbot.gh.labels import repository_labels
from govbot.gh.lately import spoken_on
from govbot.gh.ledger_branch import append_records
from govbot.gh.ledger_lists import write_lists
from govbot.gh.merge_queue import QueuedGroup, read_queue, set_check_on_group
from govbot.gh.motions import OVER, Motions, read_motions
from govbot.gh.postings import read_postings
from govbot.gh.proposals import propose, read_proposals, withdraw
from govbot.gh.read import read_pull_request
from govbot.gh.renames import with_former_paths
from govbot.gh.sweep import (
    SEEN,
    Overview,
    list_done,
    list_numbers,
    list_open,
    read_overview,
)
from govbot.gh.texts import read_texts
from govbot.gh.upkeep import apply_upkeep, read_upkeep
from govbot.gh.write import apply_changes, apply_label_changes

__all__ = [
    "DEFAULT_BRANCH",
    "GITHUB_API",
    "OVER",
    "SEEN",
    "Connection",
    "Failure",
    "GitHubUnavailable",
    "Motions",
    "Overview",
    "QueuedGroup",
    "RateLimited",
    "Refused",
    "StaleLedger",
    "append_records",
    "apply_changes",
    "apply_label_changes",
    "apply_upkeep",
    "connect",
    "list_done",
    "list_numbers",
    "list_open",
    "propose",
    "pull_requests_from",
    "read_files",
    "read_motions",
    "read_overview",
    "read_postings",
    "read_proposals",
    "read_pull_request",
    "read_queue",
    "read_texts",
    "read_upkeep",
    "repository_labels",
    "set_check_on_group",
    "spoken_on",
    "with_former_paths",
    "withdraw",
    "write_lists",
]
