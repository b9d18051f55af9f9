"""A group of pull requests that wait in a merge queue: its commit is green only if each of them is.

result = run_group(connection, governance, "main", "5eed...")
result.verdict.headline      # "May be merged together: #12, #14"
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from govbot.app.cycle import plan_pull_request
from govbot.core.changes import SetCheckRun
from govbot.core.decide.queued import verdict_of_group
from govbot.core.decide.verdict import Verdict
from govbot.core.governance import Governance
from govbot.core.markers import CHECK_NAME
from govbot.gh import Connection, Failure, read_group, set_check_on_group

__all__ = ["GroupResult", "queue_of", "run_group"]

BRANCH = re.compile(r"gh-readonly-queue/(?P<queue>.+)/pr-[0-9]+-[0-9a-f]+")
"""What GitHub calls the branches of the commits that it tests."""


@dataclass(frozen=True, slots=True)
class GroupResult:
    """What the check of a group says, and why it could not be set where it could not."""

    branch: str
    verdict: Verdict
    failures: tuple[Failure, ...] = ()

    def describe(self) -> str:
        """Say what the check says."""
        return f"queue of `{self.branch}`: {self.verdict.headline}"

    @property
    def errors(self) -> tuple[str, ...]:
        """What could not be done, in words."""
        return tuple(f"queue of `{self.branch}`: could not {each}" for each in self.failures)


def queue_of(branch: str) -> str | None:
    """Return the branch into which a group's branch would be merged; None for any other branch."""
    found = BRANCH.fullmatch(branch)
    return found["queue"] if found else None


def run_group(
    connection: Connection,
    governance: Governance,
    branch: str,
    commit: str,
    *,
    only_where_missing: bool = False,
) -> GroupResult | None:
    """Set the check on the group at a commit of the queue of `branch`; None where it is no more.

    Nothing else is done: each pull request has runs of its own. None, too, where the check is
    `only_where_missing` to be set, and is there.
    """
    group = read_group(connection, branch, commit)
    if group is None or (only_where_missing and group.check_run is not None):
        return None
    verdict = verdict_of_group(
        {
            number: plan_pull_request(connection, governance, number).decision.verdict
            for number in group.numbers
        }
    )
    shown, now = group.check_run, connection.server_time
    if shown and shown.concludes(verdict.conclusion, now) and shown.title == verdict.headline:
        return GroupResult(branch, verdict)
    change = SetCheckRun(
        head=commit,
        node=None,
        name=CHECK_NAME,
        conclusion=verdict.conclusion,
        title=verdict.headline,
        summary=f"{verdict.headline}. Their own checks say more.",
    )
    return GroupResult(branch, verdict, set_check_on_group(connection, group, change))
