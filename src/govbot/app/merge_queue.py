"""A group of pull requests that wait in a merge queue: its commit is green only if each of them is.

result = run_group(connection, governance, "main", "5eed...")
result.verdict.headline      # "May be merged together: #12, #14"
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from govbot.app.bugs import tried
from govbot.app.cycle import plan_pull_request
from govbot.core.changes import SetCheckRun
from govbot.core.decide.queued import verdict_of_group
from govbot.core.decide.verdict import Verdict
from govbot.core.errors import UserError
from govbot.core.governance import Governance
from govbot.core.markers import CHECK_NAME
from govbot.gh import Connection, Failure, QueuedGroup, read_queue, set_check_on_group

__all__ = ["GroupResult", "queue_of", "run_group", "run_queue"]

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
    connection: Connection, governance: Governance, branch: str, commit: str
) -> GroupResult | None:
    """Set the check on the group at a commit of the queue of `branch`; None where it is no more.

    Nothing else is done: each pull request has runs of its own.
    """
    group = next((each for each in read_queue(connection, branch) if each.commit == commit), None)
    if group is None:
        return None
    verdict = _verdict(connection, governance, group, {})
    return GroupResult(branch, verdict, _set(connection, group, verdict) or ())


def run_queue(
    connection: Connection, governance: Governance, branch: str, commits: Sequence[str]
) -> Iterator[tuple[str, GroupResult | UserError | None]]:
    """Set the checks on the groups at these commits of the queue; yield what was said anew, or None.

    The queue is read once, and each pull request in it is decided about once. One that fails stops no other.
    """
    if not commits:
        return
    groups = tried(read_queue, connection, branch)
    if isinstance(groups, UserError):
        yield commits[0], groups
        return
    known: dict[int, Verdict | None] = {}
    for group in groups:
        if group.commit not in commits:
            continue
        verdict = tried(_verdict, connection, governance, group, known)
        if isinstance(verdict, UserError):
            yield group.commit, verdict
            continue
        failures = tried(_set, connection, group, verdict)
        if isinstance(failures, UserError):
            yield group.commit, failures
        else:
            said = None if failures is None else GroupResult(branch, verdict, failures)
            yield group.commit, said


def _verdict(
    connection: Connection,
    governance: Governance,
    group: QueuedGroup,
    known: dict[int, Verdict | None],
) -> Verdict:
    for number in group.numbers:
        if number not in known:
            known[number] = plan_pull_request(connection, governance, number).decision.verdict
    return verdict_of_group({number: known[number] for number in group.numbers})


def _set(
    connection: Connection, group: QueuedGroup, verdict: Verdict
) -> tuple[Failure, ...] | None:
    """Set the check where readers do not see it as it is; None where they do."""
    shown, now = group.check_run, connection.server_time
    if shown and shown.concludes(verdict.conclusion, now) and shown.title == verdict.headline:
        return None
    change = SetCheckRun(
        head=group.commit,
        node=None,
        name=CHECK_NAME,
        conclusion=verdict.conclusion,
        title=verdict.headline,
        summary=f"{verdict.headline}. Their own checks say more.",
    )
    return set_check_on_group(connection, group, change)
