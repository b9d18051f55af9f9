"""`govbot run`: what the workflow calls on every event.

    GITHUB_EVENT_NAME=issue_comment GITHUB_EVENT_PATH=event.json GITHUB_REPOSITORY=example/commons \
        GITHUB_TOKEN=... govbot run

Reads the governance files from the checked-out default branch, carries the event's pull request or issue
(or, on the schedule, all that may need it) through the cycle, and says in the job summary what was done.
The schedule looks after terms too: reminders, vacancies, emeritus members.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from govbot.actions.event import Head, Place, place_of
from govbot.app.bugs import Bug, tried
from govbot.app.clone import require_committed
from govbot.app.cycle import NotThere, Result, run_pull_request
from govbot.app.merge_queue import GroupResult, queue_of, run_group
from govbot.app.sweep import Postponed, run_sweep
from govbot.app.upkeep import UpkeepResult, run_upkeep
from govbot.core.decide import Status
from govbot.core.errors import UserError
from govbot.core.governance import Governance
from govbot.files import find_root, require_governance
from govbot.gh import GITHUB_API, Connection, connect, pull_requests_from
from govbot.ledger import governance_commit

__all__ = ["RunReport", "connection_from", "run", "write_summary"]


@dataclass(frozen=True, slots=True)
class RunReport:
    """What one run did: a line for each thing done, and the errors of what failed.

    `bugs` are those among the errors that nobody but govbot's authors can mend. `warnings` are what no run
    can do until people change a setting or a file: they do not fail it.
    """

    lines: tuple[str, ...]
    errors: tuple[str, ...]
    bugs: tuple[Bug, ...] = field(default=())
    warnings: tuple[str, ...] = field(default=())

    @property
    def failed(self) -> bool:
        """Say whether something could not be done."""
        return bool(self.errors)

    def and_then(self, other: RunReport) -> RunReport:
        """Return the report of this and of what was done after it."""
        return RunReport(
            self.lines + other.lines,
            self.errors + other.errors,
            self.bugs + other.bugs,
            self.warnings + other.warnings,
        )


def run(environment: Mapping[str, str] = os.environ, start: Path | None = None) -> RunReport:
    """Do what the event asks for. Raise `UserError` when it cannot even begin."""
    place = _place(environment)
    root = find_root(start or Path.cwd())
    governance = require_governance(root, _commit(root, environment))
    if environment.get("GITHUB_ACTIONS") != "true":
        require_committed(root)  # a workflow has just checked the files out
    with connection_from(environment) as connection:
        if place is None:
            return _scheduled(connection, governance)
        if isinstance(place, Head):
            return _from_there(connection, governance, place)
        try:
            return report_of([(place, run_pull_request(connection, governance, place))])
        except NotThere as error:
            if environment.get("GITHUB_EVENT_NAME") != "issues":
                raise
            # An issue that was deleted, and that nobody ever voted on.
            return RunReport((f"#{place}: {error.message}",), ())


def _from_there(connection: Connection, governance: Governance, head: Head) -> RunReport:
    """Look at the pull requests with that head. One that fails stops no other."""
    queue = queue_of(head.branch)
    if queue is not None:
        return _in_queue(connection, governance, queue, head.commit)
    numbers = pull_requests_from(connection, *head)
    if not numbers:
        return RunReport((f"No pull request comes from `{head.branch}` at {head.commit}.",), ())
    return report_of(
        (each, tried(run_pull_request, connection, governance, each)) for each in numbers
    )


def _in_queue(
    connection: Connection, governance: Governance, branch: str, commit: str
) -> RunReport:
    """Say on a commit of a merge queue whether what it holds may be merged."""
    result = run_group(connection, governance, branch, commit)
    if result is None:
        return RunReport((f"Nothing waits in the queue of `{branch}` at {commit}.",), ())
    return report_of([(None, result)])


def _scheduled(connection: Connection, governance: Governance) -> RunReport:
    """Look at all that may need something. What fails stops nothing that comes after it."""
    swept = report_of(run_sweep(connection, governance))
    kept = tried(run_upkeep, connection, governance)
    report = swept.and_then(report_of_upkeep(kept))
    if isinstance(kept, UserError):
        return report
    # GitHub starts no run for what this run opened, and a rule may require the check on it.
    own = ((each, tried(run_pull_request, connection, governance, each)) for each in kept.proposals)
    return report.and_then(report_of(own))


def connection_from(environment: Mapping[str, str]) -> Connection:
    """Connect to the repository and with the token that the environment names."""
    repository = environment.get("GITHUB_REPOSITORY", "")
    if not repository:
        raise UserError(
            "Which repository is it about? Nothing names it.",
            "Add the remote `origin`, or name it: `--repository owner/name`, or GITHUB_REPOSITORY.",
        )
    token = environment.get("GITHUB_TOKEN") or environment.get("GH_TOKEN") or ""
    return connect(repository, token, environment.get("GITHUB_API_URL") or GITHUB_API)


def report_of(
    results: Iterable[tuple[int | None, Result | GroupResult | Postponed | UserError]],
) -> RunReport:
    """Say in lines what happened to each pull request and issue."""
    lines: list[str] = []
    errors: list[str] = []
    bugs: list[Bug] = []
    for number, result in results:
        if isinstance(result, UserError):
            errors.append(str(result) if number is None else f"#{number}: {result}")
            bugs += [result] if isinstance(result, Bug) else []
            continue
        if isinstance(result, GroupResult | Postponed):
            lines.append(result.describe())
            errors += result.errors if isinstance(result, GroupResult) else ()
            continue
        done = [record.kind for record in result.recorded if record.kind != "watermark"]
        recorded = f"; recorded: {', '.join(done)}" if done else ""
        lines.append(f"#{number}: {standing(result.decision.status)}{recorded}")
        lines += [f"#{number}: {change.describe()}" for change in result.changes]
        errors += [
            f"#{number}: could not {failure.change.describe()}: {failure.message}"
            for failure in result.failures
        ]
    return RunReport(tuple(lines), tuple(errors), tuple(bugs))


def report_of_upkeep(result: UpkeepResult | UserError) -> RunReport:
    """Say in lines what was done about terms."""
    if isinstance(result, UserError):
        bugs = (result,) if isinstance(result, Bug) else ()
        return RunReport((), (f"terms: {result}",), bugs)
    errors: list[str] = []
    warnings: list[str] = []
    for failure in result.failures:
        said = f"terms: could not {failure.change.describe()}: {failure.message}"
        (warnings if failure.by_setting else errors).append(said)
    return RunReport(
        tuple(f"terms: {change.describe()}" for change in result.done),
        (*errors, *(f"terms: {error}" for error in result.errors)),
        warnings=(*warnings, *(f"terms: {warning}" for warning in result.warnings)),
    )


def standing(status: Status | None) -> str:
    """Return where something stands: its stage, where it has one, else what the check run says."""
    if status is None:
        return "nothing to decide"
    return f"stage `{status.stage}`" if status.stage else status.verdict.headline


def write_summary(report: RunReport, environment: Mapping[str, str] = os.environ) -> None:
    """Add the report to the job's summary, where there is one."""
    path = environment.get("GITHUB_STEP_SUMMARY")
    if not path:
        return
    troubles = [f"**{each}**" for each in (*report.errors, *report.warnings)]
    lines = [*report.lines, *troubles] or ["Nothing to do."]
    with Path(path).open("a", encoding="utf-8") as file:
        file.write("## govbot\n\n" + "".join(f"- {line}\n" for line in lines))


def _commit(root: Path, environment: Mapping[str, str]) -> str:
    """Return the commit whose files are in `root`, for the record.

    Actions names the one that was newest when the event was sent. A run that had to wait checks out
    what is newest by then, so the clone is asked first.
    """
    try:
        return governance_commit(root)
    except UserError:
        return environment.get("GITHUB_SHA", "")


def _place(environment: Mapping[str, str]) -> Place:
    try:
        return place_of(environment)
    except (OSError, ValueError) as error:
        raise UserError(
            f"The event cannot be read: {error}.",
            "GitHub Actions names its file in GITHUB_EVENT_PATH; "
            "from the shell, `govbot run --pull-request N` needs no event.",
        ) from error
