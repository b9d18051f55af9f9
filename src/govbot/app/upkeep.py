"""Terms on GitHub: reminders, vacancies and emeritus members, as the schedule and `govbot apply` keep them.

    plan_upkeep_of(connection, governance).changes    # what would be done, touching nothing
    run_upkeep(connection, governance).done           # what was done; again and again until all is

`govbot plan` and `govbot apply` call these beside the sweep. Neither makes a request where no body has
seats, dated terms or a rule about inactivity. What upkeep says follows from the files, the ledger and
what stands on GitHub alone, so that a run that died, or came late, is made good by the next.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from govbot.app.participation import participation_on_github
from govbot.core.bodies import Body, Member
from govbot.core.errors import UserError
from govbot.core.governance import Governance
from govbot.core.upkeep.changes import CommentOnIssue, OpenIssue, Propose, UpkeepChange
from govbot.core.upkeep.decision import decide_upkeep
from govbot.core.upkeep.due import Edit, EmeritusProposal, UpkeepDecision
from govbot.core.upkeep.emeritus import branch_of
from govbot.core.upkeep.participation import Participation
from govbot.core.upkeep.plan import MOST_ROUNDS, plan_upkeep
from govbot.files.editing import with_key
from govbot.files.loading import load_yaml
from govbot.gh import (
    DEFAULT_BRANCH,
    Connection,
    Failure,
    apply_upkeep,
    read_files,
    read_upkeep,
)
from govbot.reports.upkeep import upkeep_texts

__all__ = ["PlannedUpkeep", "UpkeepResult", "plan_upkeep_of", "run_upkeep"]


@dataclass(frozen=True, slots=True)
class PlannedUpkeep:
    """What would be done. `errors` say what could not be planned, such as a file that cannot be edited.

    `proposals` are the numbers of govbot's own pull requests that are open.
    """

    changes: tuple[UpkeepChange, ...] = ()
    errors: tuple[UserError, ...] = ()
    proposals: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class UpkeepResult:
    """What was done. `failures` are changes that GitHub refused, `errors` what could not be planned.

    Where reading, or a change whose outcome is unknown, stopped it, that is the last of the errors.
    `proposals` are the numbers of govbot's own pull requests that are open. GitHub starts no run for what a
    workflow's token opened, so that whoever runs this looks at them as at any other.
    """

    changes: tuple[UpkeepChange, ...] = ()
    failures: tuple[Failure, ...] = field(default=())
    errors: tuple[UserError, ...] = field(default=())
    proposals: tuple[int, ...] = ()

    @property
    def done(self) -> tuple[UpkeepChange, ...]:
        """The changes that GitHub made."""
        refused = [failure.change for failure in self.failures]
        return tuple(change for change in self.changes if change not in refused)


def plan_upkeep_of(connection: Connection, governance: Governance) -> PlannedUpkeep:
    """Say what `run_upkeep` would do first, touching nothing.

    Some of what it does follows only once an issue is there: a comment in one that is still to be opened
    is not listed. Raise `UserError` when the repository cannot be read.
    """
    if not _has_terms(governance):
        return PlannedUpkeep()
    votes = participation_on_github(connection, governance, remembers=False)
    return _plan(connection, governance, votes)


def run_upkeep(connection: Connection, governance: Governance) -> UpkeepResult:
    """Bring issues, comments and pull requests about the bodies to what is due.

    What was done is looked at again, since a comment needs an issue that is there: a run with nothing
    to do makes one request. No change is sent twice in one run. Never raises a `UserError`: what was
    done before it is told with it.
    """
    if not _has_terms(governance):
        return UpkeepResult()
    sent: list[UpkeepChange] = []
    failures: list[Failure] = []
    errors: tuple[UserError, ...] = ()
    proposals: tuple[int, ...] = ()
    try:
        votes = participation_on_github(connection, governance, remembers=True)
        for _ in range(MOST_ROUNDS):
            planned = _plan(connection, governance, votes)
            errors, proposals = planned.errors, planned.proposals
            changes = [each for each in planned.changes if not _was_sent(each, sent)]
            if not changes:
                break
            sent += changes
            failures += apply_upkeep(connection, governance, changes)
    except UserError as error:
        errors += (error,)
    return UpkeepResult(tuple(sent), tuple(failures), errors, proposals)


def _has_terms(governance: Governance) -> bool:
    return any(map(_may_be_due, governance.bodies.values()))


def _may_be_due(body: Body) -> bool:
    """Say whether anything about a body ever changes by itself."""
    if body.seats is not None or body.inactivity is not None:
        return True
    return any(each.terms or each.leave for each in body.everyone)


def _plan(
    connection: Connection, governance: Governance, votes: Sequence[Participation]
) -> PlannedUpkeep:
    snapshot = read_upkeep(connection, governance, _branches(governance))
    decision = decide_upkeep(governance, snapshot, snapshot.read_at, votes)
    files, errors = _files(connection, governance, decision)
    texts = upkeep_texts(decision, files)
    proposals = tuple(each.number for each in snapshot.proposals if each.is_open)
    return PlannedUpkeep(plan_upkeep(snapshot, decision, texts, files), errors, proposals)


def _branches(governance: Governance) -> list[str]:
    if not governance.settings.rosters.emeritus_pull_requests:
        return []
    return [branch_of(slug) for slug, body in governance.bodies.items() if _may_be_due(body)]


def _files(
    connection: Connection, governance: Governance, decision: UpkeepDecision
) -> tuple[dict[str, dict[str, str]], tuple[UserError, ...]]:
    """Return the files of each proposal with its edits made, by branch, and what could not be edited."""
    due = [each for each in decision.proposals if each.members]
    paths = sorted({edit.file for each in due for edit in each.edits})
    now = read_files(connection, DEFAULT_BRANCH, paths) if paths else {}
    made: dict[str, dict[str, str]] = {}
    errors: list[UserError] = []
    for each in due:
        body = governance.bodies[each.slug]
        try:
            if all(_is_as_judged(now.get(edit.file), edit, body) for edit in each.edits):
                made[each.branch] = dict(_edited(now, each))
        except UserError as error:
            errors.append(error)
    return made, tuple(errors)


def _edited(now: dict[str, str], due: EmeritusProposal) -> Iterator[tuple[str, str]]:
    for file in sorted({edit.file for edit in due.edits}):
        text = now[file]
        for edit in due.edits:
            if edit.file == file:
                text = with_key(text, edit.path, edit.key, edit.value, name=file)
        yield file, text


def _is_as_judged(text: str | None, edit: Edit, body: Body) -> bool:
    """Say whether an entry on the default branch is the one that was judged.

    Whoever pushed since this run began may have moved or changed it: then the next run judges that.
    """
    index = edit.path[1]
    if text is None or not isinstance(index, int):
        return False
    data = load_yaml(text, edit.file).data
    members = data.get("members") if isinstance(data, dict) else None
    if not isinstance(members, list) or len(members) <= index:
        return False
    try:
        return Member.model_validate(members[index]) == body.members[index]
    except ValueError:
        return False


def _was_sent(change: UpkeepChange, sent: Sequence[UpkeepChange]) -> bool:
    """Say whether a change was sent already in this run, so that one that is not seen yet is not repeated."""
    match change:
        case OpenIssue(key=key):
            return any(isinstance(each, OpenIssue) and each.key == key for each in sent)
        case CommentOnIssue(key=key):
            return any(isinstance(each, CommentOnIssue) and each.key == key for each in sent)
        case Propose(branch=branch):
            return any(isinstance(each, Propose) and each.branch == branch for each in sent)
        case _:
            return change in sent
