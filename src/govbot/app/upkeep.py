"""Terms on GitHub: reminders, vacancies and emeritus members, as the schedule and `govbot apply` keep them.

    plan_upkeep_of(connection, governance).changes    # what would be done, touching nothing
    run_upkeep(connection, governance).done           # what was done; again and again until all is

`govbot plan` and `govbot apply` call these beside the sweep. Neither makes a request where no body has
seats, dated terms or a rule about inactivity. What upkeep says follows from the files, the ledger and
what stands on GitHub alone, so that a run that died, or came late, is made good by the next.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from govbot.app.participation import participation_on_github
from govbot.core.bodies import Body, Member
from govbot.core.errors import UserError
from govbot.core.governance import Governance
from govbot.core.upkeep.changes import CommentOnIssue, OpenIssue, Propose, UpkeepChange
from govbot.core.upkeep.decision import decide_upkeep
from govbot.core.upkeep.due import UpkeepDecision
from govbot.core.upkeep.emeritus import branch_of
from govbot.core.upkeep.facts import Edit
from govbot.core.upkeep.hindrances import Hindrances
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

MOST_PROPOSALS = 10
"""How many pull requests one run opens or updates: a first run in many bodies floods nobody."""


@dataclass(frozen=True, slots=True)
class PlannedUpkeep:
    """What would be done. `errors` say what could not be planned, such as a file that cannot be read.

    `warnings` are what is left to people, such as an entry that cannot be edited. `proposals` are the
    numbers of govbot's own pull requests that are open.
    """

    changes: tuple[UpkeepChange, ...] = ()
    errors: tuple[UserError, ...] = ()
    warnings: tuple[UserError, ...] = ()
    proposals: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class UpkeepResult:
    """What was done. `failures` are changes that GitHub refused, `errors` what could not be planned.

    Where reading, or a change whose outcome is unknown, stopped it, that is the last of the errors.
    `warnings` are what no run can do, and is left to people; the tracking issues tell it, too. `proposals` are the numbers of govbot's own pull requests that are open. GitHub starts no run for what a
    workflow's token opened, so that whoever runs this looks at them as at any other.
    """

    changes: tuple[UpkeepChange, ...] = ()
    failures: tuple[Failure, ...] = field(default=())
    errors: tuple[UserError, ...] = field(default=())
    warnings: tuple[UserError, ...] = field(default=())
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
    to do makes one request. No change is sent twice in one run, and no more than ten pull requests are
    opened or updated: the next run goes on. Never raises a `UserError`: what was done before it is told
    with it.
    """
    if not _has_terms(governance):
        return UpkeepResult()
    sent: list[UpkeepChange] = []
    failures: list[Failure] = []
    errors: tuple[UserError, ...] = ()
    warnings: tuple[UserError, ...] = ()
    proposals: tuple[int, ...] = ()
    may_propose: bool | None = None
    try:
        votes = participation_on_github(connection, governance, remembers=True)
        for _ in range(MOST_ROUNDS):
            planned = _plan(connection, governance, votes, may_propose=may_propose)
            errors, warnings = planned.errors, planned.warnings
            proposals = planned.proposals
            left = [each for each in planned.changes if not _was_sent(each, sent)]
            changes = _at_once(left, sent, failures)
            if not changes:
                break
            sent += changes
            refused = apply_upkeep(connection, governance, changes)
            failures += refused
            if any(isinstance(each, Propose) and each.number is None for each in changes):
                may_propose = not any(each.by_setting for each in refused)
    except UserError as error:
        errors += (error,)
    return UpkeepResult(tuple(sent), tuple(failures), errors, warnings, proposals)


def _has_terms(governance: Governance) -> bool:
    return any(map(_may_be_due, governance.bodies.values()))


def _may_be_due(body: Body) -> bool:
    """Say whether anything about a body ever changes by itself."""
    if body.seats is not None or body.inactivity is not None:
        return True
    return any(each.terms or each.leave for each in body.everyone)


def _at_once(
    changes: Sequence[UpkeepChange], sent: Sequence[UpkeepChange], failures: Sequence[Failure]
) -> list[UpkeepChange]:
    """Return of the changes those that this run may still make."""
    refused = [each.change for each in failures]
    made = sum(isinstance(each, Propose) and each not in refused for each in sent)
    may_open = not any(each.by_setting for each in failures)
    found: list[UpkeepChange] = []
    for each in changes:
        if isinstance(each, Propose):
            if made >= MOST_PROPOSALS or (each.number is None and not may_open):
                continue
            made += 1
        found.append(each)
    return found


def _plan(
    connection: Connection,
    governance: Governance,
    votes: Sequence[Participation],
    *,
    may_propose: bool | None = None,
) -> PlannedUpkeep:
    snapshot = read_upkeep(connection, governance, _branches(governance))
    decided = partial(decide_upkeep, governance, snapshot, snapshot.read_at, votes)
    decision = decided(Hindrances(may_propose))
    now, errors = _as_judged(connection, governance, decision)
    by_hand, warnings = _not_editable(now, decision)
    if by_hand:
        decision = decided(Hindrances(may_propose, by_hand))
    files = {
        each.branch: {each.file: _edited(now[each.file], each.edits)}
        for each in decision.proposals
        if each.members and each.file in now
    }
    texts = upkeep_texts(decision, files)
    proposals = tuple(each.number for each in snapshot.proposals if each.is_open)
    changes = plan_upkeep(snapshot, decision, texts, files)
    return PlannedUpkeep(changes, errors, warnings, proposals)


def _branches(governance: Governance) -> list[str]:
    if not governance.settings.rosters.emeritus_pull_requests:
        return []
    return [branch_of(slug) for slug, body in governance.bodies.items() if _may_be_due(body)]


def _as_judged(
    connection: Connection, governance: Governance, decision: UpkeepDecision
) -> tuple[dict[str, str], tuple[UserError, ...]]:
    """Return the files to edit in which the entries are those that were judged, and what is unreadable."""
    due = [each for each in decision.proposals if each.members]
    found = read_files(connection, DEFAULT_BRANCH, [each.file for each in due]) if due else {}
    errors: list[UserError] = []
    now: dict[str, str] = {}
    for each in due:
        body = governance.bodies[each.slug]
        try:
            if all(_is_as_judged(found.get(edit.file), edit, body) for edit in each.edits):
                now[each.file] = found[each.file]
        except UserError as error:
            errors.append(error)
    return now, tuple(errors)


def _not_editable(
    now: Mapping[str, str], decision: UpkeepDecision
) -> tuple[dict[str, set[str]], tuple[UserError, ...]]:
    """Return the members whose entries cannot be edited, by the slug of their body, and why not."""
    found: dict[str, set[str]] = defaultdict(set)
    warnings: list[UserError] = []
    for due in decision.proposals:
        for who in due.members if due.file in now else ():
            try:
                _edited(now[due.file], who.edits)
            except UserError as error:
                found[due.slug].add(who.token)
                warnings.append(error)
    return dict(found), tuple(warnings)


def _edited(text: str, edits: Iterable[Edit]) -> str:
    for edit in edits:
        text = with_key(text, edit.path, edit.key, edit.value, name=edit.file)
    return text


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
