"""One pull request, or issue, through the cycle: read, decide, record, act.

    result = run_pull_request(connection, governance, 12)
    result.decision.status.stage     # "voting"
    result.changes                   # what was done on GitHub

Records are appended before anything else is touched. Whatever goes wrong on the way, the next run reads
the state of the world and finishes: a write is never repeated blindly.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache

from govbot.core.changes import Change, ClosePullRequest, MergePullRequest
from govbot.core.decide import Decision, decide
from govbot.core.documents import Document
from govbot.core.effects import Texts, plan_changes
from govbot.core.errors import UserError
from govbot.core.governance import Governance
from govbot.core.records import PostingNoted, Record, parse_records, write_records
from govbot.core.snapshot import Posting, Snapshot
from govbot.core.state import RfcState, fold, oldest_comment_needed, oldest_review_needed
from govbot.files import linked_document, read_document
from govbot.gh import (
    Connection,
    Failure,
    GitHubUnavailable,
    RateLimited,
    StaleLedger,
    append_records,
    apply_changes,
    read_postings,
    read_pull_request,
    read_texts,
    with_former_paths,
)
from govbot.ledger import MOTIONS, RFCS, ledger_name
from govbot.reports import (
    announcement,
    answer_comment,
    check_summary,
    reminder_comment,
    restart_comment,
    status_comment,
    way_of,
)

__all__ = ["NotThere", "Planned", "Result", "plan_pull_request", "planned_at", "run_pull_request"]

TRIES = 5
"""How often a run reads and decides again before it leaves the rest to the next one."""


class NotThere(UserError):
    """There is neither a pull request nor an issue of that number, and the ledger knows of none."""


@dataclass(frozen=True, slots=True)
class Planned:
    """What would happen to a pull request or issue: the decision, and the changes it leads to."""

    snapshot: Snapshot
    decision: Decision
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Result:
    """What happened to a pull request or issue. `failures` are changes that GitHub refused.

    `snapshot` is what was read last, and `ledger_head` the ledger's head after what was recorded.
    """

    number: int
    snapshot: Snapshot
    decision: Decision
    ledger_head: str | None = None
    recorded: tuple[Record, ...] = ()
    changes: tuple[Change, ...] = ()
    failures: tuple[Failure, ...] = field(default=())

    @property
    def done(self) -> tuple[Change, ...]:
        """The changes that GitHub made."""
        refused = [failure.change for failure in self.failures]
        return tuple(change for change in self.changes if change not in refused)


def plan_pull_request(
    connection: Connection, governance: Governance, number: int, now: datetime | None = None
) -> Planned:
    """Read one pull request or issue and decide, touching nothing.

    `now` is GitHub's own time unless it is given (UTC). Raise `UserError` when there is neither of that
    number or its ledger cannot be read.
    """
    snapshot = _gather(connection, governance, number)
    now = now or snapshot.read_at or connection.server_time
    planned = planned_at(snapshot, now)
    if planned.decision.places_to_read:
        postings = _postings(connection, planned.decision)
        planned = planned_at(snapshot.model_copy(update={"postings": postings}), now)
    return planned


def planned_at(snapshot: Snapshot, now: datetime) -> Planned:
    """Decide about what was read, as of `now` (UTC), asking nobody."""
    decision = decide(snapshot, _recorded(snapshot), now)
    texts = _texts(decision, snapshot.governance)
    return Planned(snapshot, decision, plan_changes(snapshot, decision, texts))


def run_pull_request(connection: Connection, governance: Governance, number: int) -> Result:
    """Carry one pull request or issue through the cycle.

    Another run may append first, and GitHub may fail after it did what was asked: then everything is
    read and decided again. Raise `UserError` when that did not help either.
    """
    result = _run(connection, governance, number)
    if not _should_look_again(result):
        return result
    # GitHub starts no run for what a workflow's token does, and what follows should not wait an hour:
    # a merge moves the RFC on, and a posting that was seen is not made again if somebody deletes it.
    last = _run(connection, governance, number)
    return Result(
        number,
        last.snapshot,
        last.decision,
        last.ledger_head,
        result.recorded + last.recorded,
        result.changes + last.changes,
        result.failures + last.failures,
    )


def _should_look_again(result: Result) -> bool:
    return any(
        isinstance(each, ClosePullRequest | MergePullRequest) for each in result.done
    ) or any(isinstance(each, PostingNoted) and not each.stands for each in result.recorded)


def _run(connection: Connection, governance: Governance, number: int) -> Result:
    recorded: tuple[Record, ...] = ()
    for attempt in range(1, TRIES + 1):
        try:
            planned = plan_pull_request(connection, governance, number)
            ledger_head = _append(connection, governance, number, planned)
            recorded += planned.decision.records
            failures: tuple[Failure, ...] = ()
            if planned.changes:
                failures = apply_changes(connection, planned.snapshot, planned.changes)
        except StaleLedger as error:
            if attempt == TRIES:
                raise UserError(
                    f"Others kept appending to the ledger, {TRIES} times in a row.",
                    "Nothing is lost: the next run, or the schedule, takes up what is left.",
                ) from error
            connection.pause(0.1 * 2**attempt)
            continue
        except GitHubUnavailable as error:
            if attempt == TRIES or isinstance(error, RateLimited):
                raise
            connection.pause(0.1 * 2**attempt)
            continue
        snapshot, decision = planned.snapshot, planned.decision
        return Result(number, snapshot, decision, ledger_head, recorded, planned.changes, failures)
    raise AssertionError("the last attempt returns or raises")


def _gather(connection: Connection, governance: Governance, number: int) -> Snapshot:
    name = ledger_name(governance.settings.ledger.branch, number)

    def of_records(needed: Callable[[RfcState], int]) -> Callable[[str], int]:
        def oldest(text: str) -> int:
            try:
                return needed(fold(_records(text, name)))
            except UserError:
                return 0  # said below, with the name of the right file

        return oldest

    snapshot = read_pull_request(
        connection,
        number,
        governance,
        of_records(oldest_comment_needed),
        of_records(oldest_review_needed),
    )
    if snapshot is None:
        raise NotThere(
            f"There is no pull request or issue #{number} in {connection.repository}.",
            "Name the number of one.",
        )
    documents = _with_texts(connection, snapshot, fold(_recorded(snapshot)))
    pull = snapshot.pull_request
    if governance.settings.required_votes:
        files = with_former_paths(connection, number, pull.files)
        pull = pull.model_copy(update={"files": files})
    return snapshot.model_copy(update={"documents": documents, "pull_request": pull})


def _postings(connection: Connection, decision: Decision) -> tuple[Posting, ...]:
    """Read the places where ends of votes are announced, back to the first of those ends.

    Mostly that is one request, for one place.
    """
    return tuple(
        posting
        for place in decision.places_to_read
        for posting in read_postings(
            connection,
            place.issue,
            place.discussions,
            min(end.closed for end in decision.ends if end.place == place),
        )
    )


def _recorded(snapshot: Snapshot) -> tuple[Record, ...]:
    """Return what the ledger has of a number.

    What was said on a pull request before it held an RFC was recorded among the motions.
    """
    number = snapshot.pull_request.number
    branch = snapshot.governance.settings.ledger.branch
    ledger = snapshot.ledger
    return (
        *_records(ledger.motion_text, ledger_name(branch, number, MOTIONS)),
        *_records(ledger.text, ledger_name(branch, number)),
    )


@lru_cache(maxsize=4)
def _records(text: str, name: str) -> tuple[Record, ...]:
    """Parse a ledger file, once for all who need it in one run."""
    return parse_records(text, name)


def _with_texts(
    connection: Connection, snapshot: Snapshot, state: RfcState
) -> tuple[Document, ...]:
    """Return the documents, read where the ledger does not know the text, or knows it as faulty.

    What was faulty may be right now without a change: the roster may have gained the champion.
    """
    seen = state.document
    documents = snapshot.documents
    known = len(documents) == 1 and seen is not None and not seen.errors
    known = known and not documents[0].is_link  # its text may be the one that was decided on
    if (
        known
        and seen is not None
        and (documents[0].path, documents[0].blob) == (seen.path, seen.blob)
    ):
        return documents
    texts = read_texts(connection, [document.blob for document in documents]) if documents else {}
    return tuple(
        linked_document(each.path, each.blob)
        if each.is_link
        else read_document(each.path, each.blob, texts.get(each.blob) or "")
        for each in documents
    )


def _append(
    connection: Connection, governance: Governance, number: int, planned: Planned
) -> str | None:
    """Append what was decided; return the head of the ledger's branch."""
    records = planned.decision.records
    ledger = planned.snapshot.ledger
    if not records:
        return ledger.head
    is_rfc = planned.decision.state.registered is not None or bool(ledger.text)
    return append_records(
        connection,
        governance,
        f"{RFCS if is_rfc else MOTIONS}/{number}.jsonl",
        ledger.head,
        ledger.text if is_rfc else ledger.motion_text,
        write_records(records),
        _message("RFC" if is_rfc else "Motion", number, records),
    )


def _message(what: str, number: int, records: tuple[Record, ...]) -> str:
    kinds = ", ".join(dict.fromkeys(r.kind for r in records if r.kind != "watermark"))
    return f"{what} {number}: {kinds or 'watermark'}"


def _texts(decision: Decision, governance: Governance) -> Texts:
    status = decision.status
    way = way_of(governance.settings.lifecycle, [entry.stage for entry in decision.state.stages])
    return Texts(
        status=status_comment(status, way) if status else "",
        summary=check_summary(status, way) if status else "",
        answers={answer.key: answer_comment(answer) for answer in decision.answers},
        reminder=reminder_comment(decision.reminder) if decision.reminder else "",
        restart=restart_comment(decision.restart) if decision.restart else "",
        announcements={end.marker: announcement(end) for end in decision.ends},
    )
